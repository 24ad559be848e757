from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "broadsheet.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from broadsheet.accounts.copying import belongings_of
        from broadsheet.accounts.entrance import signals  # noqa: F401 - it listens from now on
        from broadsheet.belongings import Holder, register

        register(Holder("accounts", told=belongings_of))
