"""The records of stories, all by one name: `from broadsheet.stories.models import Story`."""

from broadsheet.stories.models.episode import Episode, EpisodeQuerySet
from broadsheet.stories.models.filing import Filing, Month, StoryIds, range_of_list
from broadsheet.stories.models.kept import KeptWords
from broadsheet.stories.models.likeness import Likeness, LikenessDue
from broadsheet.stories.models.plan import Plan
from broadsheet.stories.models.story import (
    Byline,
    FiledTopic,
    Form,
    RelatedStory,
    Story,
    StoryQuerySet,
)
from broadsheet.stories.models.version import Sealed, Version
from broadsheet.stories.models.withdrawal import Withdrawal

__all__ = [
    "Byline",
    "Episode",
    "EpisodeQuerySet",
    "FiledTopic",
    "Filing",
    "Form",
    "KeptWords",
    "Likeness",
    "LikenessDue",
    "Month",
    "Plan",
    "RelatedStory",
    "Sealed",
    "Story",
    "StoryIds",
    "StoryQuerySet",
    "Version",
    "Withdrawal",
    "range_of_list",
]
