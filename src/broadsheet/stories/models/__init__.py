"""The records of stories, all by one name: `from broadsheet.stories.models import Story`."""

from broadsheet.stories.models.filing import Filing, Month, StoryIds
from broadsheet.stories.models.likeness import Likeness, LikenessDue
from broadsheet.stories.models.story import (
    Byline,
    FiledTopic,
    Form,
    RelatedStory,
    Story,
    StoryQuerySet,
)
from broadsheet.stories.models.withdrawal import Withdrawal

__all__ = [
    "Byline",
    "FiledTopic",
    "Filing",
    "Form",
    "Likeness",
    "LikenessDue",
    "Month",
    "RelatedStory",
    "Story",
    "StoryIds",
    "StoryQuerySet",
    "Withdrawal",
]
