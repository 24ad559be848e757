from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "broadsheet.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from wagtail.admin.models import EditingSession

        from broadsheet.press import directory as whole
        from broadsheet.press import kinds
        from broadsheet.press.watching.watches import watch
        from broadsheet.stories import directory, facts, signals, views
        from broadsheet.stories.models import Story
        from broadsheet.stories.newsroom.together import presence
        from broadsheet.stories.proofing import gating
        from broadsheet.stories.record import migrating
        from broadsheet.stories.storylines import telling
        from broadsheet.topics.models import Storyline

        Story.print_preview = staticmethod(views.preview)
        Story.errors_in_copy = staticmethod(gating.errors_in)
        Storyline.has_begun = staticmethod(telling.has_begun)
        Storyline.was_seen = staticmethod(telling.was_seen)
        # Whoever asks while the form is open would be told of browsers long gone.
        EditingSession.AVAILABLE_TIMEOUT = presence.HERE
        signals.connect()
        kinds.register(*facts.KINDS)
        whole.register(directory.addresses, directory.histories)
        watch(*facts.WATCHES)
        pre_migrate.connect(migrating.open_within, sender=self)
        post_migrate.connect(migrating.seal_what_lacks, sender=self)
