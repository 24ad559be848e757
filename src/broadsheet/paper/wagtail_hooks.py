"""Shows the newsroom the paper’s settings."""

from wagtail.contrib.settings.registry import registry

from broadsheet.paper.models import Paper
from broadsheet.paper.newsroom import paper_desk

Paper.edit_handler = paper_desk
registry.register(Paper, icon="site", order=10)
