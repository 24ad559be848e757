from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TopicsConfig(AppConfig):
    name = "broadsheet.topics"
    verbose_name = _("Sections, topics, authors")
