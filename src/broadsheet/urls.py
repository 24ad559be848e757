"""Which address is whose."""

from datetime import date

from django.urls import include, path, register_converter
from wagtail.admin import urls as newsroom_urls
from wagtail.documents import urls as document_urls

from broadsheet.feeds import urls as feed_urls
from broadsheet.fronts import views as fronts
from broadsheet.media import urls as media_urls
from broadsheet.ops import urls as ops_urls
from broadsheet.stories import views as stories


class Day:
    """A calendar day as three parts of an address: 2026/11/23."""

    regex = r"\d{4}/\d{2}/\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m/%d}"


class Slug:
    """A slug in any script."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Pages:
    """The place of a page in a tree: slugs, each with its slash."""

    regex = r"(?:[-\w]+/)+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Day, "day")
register_converter(Pages, "pages")
register_converter(Slug, "uslug")

urlpatterns = [
    path("", fronts.home, name="home"),
    path("newsroom/", include(newsroom_urls)),
    path("documents/", include(document_urls)),
    path("", include(media_urls)),
    path("", include(ops_urls)),
    path("", include(feed_urls)),
    path("latest/", fronts.latest, name="latest"),
    path("topics/", fronts.topics, name="topics"),
    path("topics/<uslug:slug>/", fronts.topic, name="topic"),
    path("authors/", fronts.authors, name="authors"),
    path("authors/<uslug:slug>/", fronts.author, name="author"),
    path("<uslug:slug>/", fronts.section, name="section"),
    path("<uslug:section>/<day:day>/<uslug:slug>/", stories.story, name="story"),
    path("<pages:path>", fronts.standing, name="standing"),
]

handler400 = fronts.bad_request
handler403 = fronts.forbidden
handler404 = fronts.not_found
handler500 = fronts.failed
