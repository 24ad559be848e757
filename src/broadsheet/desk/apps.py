from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "broadsheet.desk"
    verbose_name = _("The desk")

    def ready(self) -> None:
        users = apps.get_app_config("wagtailusers")
        users.user_viewset = "broadsheet.desk.users.StaffViewSet"  # type: ignore[attr-defined]
