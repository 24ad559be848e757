"""Which address is whose."""

from django.urls import include, path
from wagtail.admin import urls as newsroom_urls
from wagtail.documents import urls as document_urls

from broadsheet.accounts import urls as account_urls
from broadsheet.accounts import views as accounts
from broadsheet.addresses import converters  # noqa: F401 - makes the converters known
from broadsheet.feeds import urls as feed_urls
from broadsheet.fronts import views as fronts
from broadsheet.media import urls as media_urls
from broadsheet.ops import urls as ops_urls
from broadsheet.readers import urls as reader_urls
from broadsheet.search import urls as search_urls
from broadsheet.stories import views as stories

urlpatterns = [
    path("", fronts.home, name="home"),
    path("newsroom/login/", accounts.to_log_in),
    path("newsroom/", include(newsroom_urls)),
    path("accounts/", include(account_urls)),
    path("documents/", include(document_urls)),
    path("", include(media_urls)),
    path("", include(ops_urls)),
    path("", include(feed_urls)),
    path("", include(search_urls)),
    path("me/", include(reader_urls)),
    path("favicon.ico", fronts.mark, name="mark"),
    path("latest/", fronts.latest, name="latest"),
    path("corrections/", fronts.corrections, name="corrections"),
    path("topics/", fronts.topics, name="topics"),
    path("topics/<uslug:slug>/", fronts.topic, name="topic"),
    path("authors/", fronts.authors, name="authors"),
    path("authors/<uslug:slug>/", fronts.author, name="author"),
    path("storylines/", fronts.storylines, name="storylines"),
    path("storylines/<uslug:slug>/", fronts.storyline, name="storyline"),
    path("<uslug:slug>/", fronts.section, name="section"),
    path("<uslug:section>/<day:day>/<uslug:slug>/", stories.story, name="story"),
    path("<uslug:section>/<day:day>/<uslug:slug>/changes/", stories.changes, name="changes"),
    # Wagtail asks for its pages' addresses by this name.
    path("<pages:path>", fronts.standing, name="wagtail_serve"),
]

handler400 = fronts.bad_request
handler403 = fronts.forbidden
handler404 = fronts.not_found
handler429 = accounts.too_often
handler500 = fronts.failed
