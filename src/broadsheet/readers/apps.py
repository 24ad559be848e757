from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    name = "broadsheet.readers"
    verbose_name = _("Readers")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from broadsheet.belongings import Holder, register
        from broadsheet.readers import wishes
        from broadsheet.readers.copying.sheets import belongings_of

        register(Holder("readers", told=belongings_of))

        user_logged_in.connect(wishes.grant_after_login)
