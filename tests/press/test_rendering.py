"""Django, asked for an address as everybody sees it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from broadsheet.press.recording import note
from broadsheet.press.rendering import Django
from broadsheet.urls import urlpatterns as those_of_the_paper
from tests.making import make_section

seen = {}


def seeing(request):
    seen.update(request.META, host=request.get_host(), full=request.build_absolute_uri())
    note("card:1", "one", sources=["story:1"])
    response = HttpResponse("seen")
    response["X-Told"] = "yes"
    return response


def failing(request):
    raise ZeroDivisionError


def away(request):
    raise OperationalError("the database is gone")


def streaming(request):
    return StreamingHttpResponse([b"one ", b"two"])


def cookie(request):
    response = HttpResponse()
    response.set_cookie("a", "b")
    return response


urlpatterns = [
    *(path(f"{view.__name__}/", view) for view in (seeing, failing, away, streaming, cookie)),
    path("കായികം/", seeing),
    path("what?/", seeing),
    *those_of_the_paper,
]
handler404 = "broadsheet.fronts.views.not_found"
handler500 = "broadsheet.fronts.views.failed"

# A request that begins or ends gives connections back, and with them a transaction of the test's.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


@pytest.fixture
def django():
    seen.clear()
    return Django()


class TestRender:
    def test_gives_what_stands_there(self, django):
        answer = django.render("/seeing/")
        assert (answer.status, answer.body) == (200, b"seen")
        assert answer.header("x-told") == "yes"
        assert answer.header("content-type") == "text/html; charset=utf-8"

    def test_tells_what_was_read(self, django):
        assert django.render("/seeing/").recording.sources == {"story:1"}

    def test_asks_as_nobody_in_particular(self, django, settings):
        settings.SITE = "https://www.example.org"
        settings.ALLOWED_HOSTS = ["www.example.org"]
        Django().render("/seeing/?page=2")
        assert seen["full"] == "https://www.example.org/seeing/?page=2"
        assert {name for name in seen if name.startswith("HTTP_")} == {"HTTP_HOST"}

    def test_finds_an_address_in_any_script(self, django):
        assert django.render("/കായികം/").body == b"seen"

    def test_undoes_escapes(self, django):
        assert django.render("/what%3F/").body == b"seen"

    def test_finds_nothing_where_there_is_nothing(self, django):
        answer = django.render("/nowhere/")
        assert (answer.status, answer.header("set-cookie")) == (404, "")

    def test_appends_a_slash_as_django_does(self, django):
        answer = django.render("/seeing")
        assert (answer.status, answer.header("location")) == (301, "/seeing/")

    def test_shows_a_cookie_and_a_stream_for_what_they_are(self, django):
        assert django.render("/cookie/").header("set-cookie").startswith("a=b")
        answer = django.render("/streaming/")
        assert (answer.is_streamed, answer.body) == (True, b"one two")

    def test_begins_and_ends_a_request(self, django):
        told = []

        def started(**_about: object) -> None:
            told.append("started")

        def finished(**_about: object) -> None:
            told.append("finished")

        request_started.connect(started)
        request_finished.connect(finished)
        try:
            django.render("/seeing/")
            django.render("/failing/")
        finally:
            request_started.disconnect(started)
            request_finished.disconnect(finished)
        assert told == ["started", "finished"] * 2

    def test_gives_its_connection_back(self, django):
        make_section("news")
        assert django.render("/news/").status == 200
        assert connection.connection is None

    def test_is_possible_in_several_threads(self, django):
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(django.render, ["/seeing/", "/streaming/"] * 20))
        assert [answer.body for answer in answers] == [b"seen", b"one two"] * 20
        assert {bool(answer.recording.facts) for answer in answers[::2]} == {True}
        assert {bool(answer.recording.facts) for answer in answers[1::2]} == {False}


class TestFailure:
    def test_is_an_answer_too(self, django):
        answer = django.render("/failing/")
        assert answer.status == 500
        assert b"<h1" in answer.body

    def test_of_the_database_is_said_to_pass(self, django):
        assert django.render("/away/").status == 503
