from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "broadsheet.desk"
    verbose_name = _("The desk")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from broadsheet import belongings
        from broadsheet.desk import actions, reach, staying

        # Of these exact kinds, so that they come before Wagtail's own.
        for policy in (reach.pictures_policy(), reach.files_policy()):
            register_permission_policy(policy.model, policy, exact_class=True)
        newsroom = belongings.Holder("newsroom", binds=staying.what_binds, erase=actions.forget)
        belongings.register(newsroom)
        users = apps.get_app_config("wagtailusers")
        users.user_viewset = "broadsheet.desk.users.StaffViewSet"  # type: ignore[attr-defined]
