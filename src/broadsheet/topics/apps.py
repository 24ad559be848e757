from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TopicsConfig(AppConfig):
    name = "broadsheet.topics"
    verbose_name = _("Sections, topics, authors, storylines")

    def ready(self) -> None:
        from broadsheet.addresses import signals
        from broadsheet.press import kinds
        from broadsheet.press.watching.watches import watch
        from broadsheet.topics import facts
        from broadsheet.topics.models import Author, Section, Storyline, Topic

        for kind in (Section, Topic, Author, Storyline):
            signals.connect(kind)
        kinds.register(*facts.KINDS)
        watch(*facts.WATCHES)
