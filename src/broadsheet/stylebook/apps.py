from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StylebookConfig(AppConfig):
    name = "broadsheet.stylebook"
    verbose_name = _("Style book")
