"""Addresses of feeds and sitemaps."""

from django.urls import path, register_converter

from broadsheet.addresses import converters  # noqa: F401 - makes the converters known
from broadsheet.feeds import machines, views


class FeedName:
    """One of the formats a feed comes in."""

    regex = "|".join(name.replace(".", r"\.") for name in views.FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedName, "feed")

urlpatterns = [
    path("feeds/<feed:name>", views.latest, name="feed"),
    path("corrections/<feed:name>", views.corrections, name="corrections-feed"),
    path("<uslug:slug>/<feed:name>", views.section, name="section-feed"),
    path("topics/<uslug:slug>/<feed:name>", views.topic, name="topic-feed"),
    path("authors/<uslug:slug>/<feed:name>", views.author, name="author-feed"),
    path("storylines/<uslug:slug>/<feed:name>", views.storyline, name="storyline-feed"),
    path("<uslug:section>/<day:day>/<uslug:slug>/story.txt", views.story_text, name="story-text"),
    path("<uslug:section>/<day:day>/<uslug:slug>/story.json", views.story_json, name="story-json"),
    path("sitemap.xml", machines.index, name="sitemap"),
    path("sitemap/pages.xml", machines.pages, name="sitemap-pages"),
    path("sitemap/<int:year>-<int:month>.xml", machines.month, name="sitemap-month"),
    path("news-sitemap.xml", machines.news, name="news-sitemap"),
    path("robots.txt", machines.robots, name="robots"),
]
