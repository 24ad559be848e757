from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "broadsheet.readers"
    verbose_name = _("Readers")

    def ready(self) -> None:
        from broadsheet.belongings import Holder, register
        from broadsheet.readers import signals  # noqa: F401 - it listens from now on
        from broadsheet.readers.copying.tables import belongings_of

        register(Holder("readers", told=belongings_of))
