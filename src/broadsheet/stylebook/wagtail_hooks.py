"""Shows the newsroom its screens for the style book."""

from wagtail.snippets.models import register_snippet

from broadsheet.stylebook import newsroom

register_snippet(newsroom.RuleViewSet)
