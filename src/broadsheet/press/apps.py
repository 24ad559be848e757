from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "broadsheet.press"
    verbose_name = _("Press")

    def ready(self) -> None:
        from broadsheet.press.watching import installing

        # A table cannot lose a column that a trigger looks at.
        pre_migrate.connect(installing.stand_aside, sender=self)
        post_migrate.connect(installing.come_back, sender=self)
