"""What is said when something failed, however the paper was asked."""

from __future__ import annotations

import asyncio

import pytest
from django.db import InterfaceError, OperationalError
from django.test import AsyncClient, Client
from django.urls import path

from broadsheet.fronts import views

handler500 = views.failed


def away(request):
    raise OperationalError("the server closed the connection")


def broken_off(request):
    raise InterfaceError("the connection is closed")


def wrong(request):
    raise ValueError("a mistake of ours")


urlpatterns = [
    path("away/", away),
    path("broken-off/", broken_off),
    path("wrong/", wrong),
]


def ask_django(address):
    return Client(raise_request_exception=False).post(address)


def ask_asynchronously(address):
    return asyncio.run(AsyncClient(raise_request_exception=False).post(address))


@pytest.mark.parametrize("ask", [ask_django, ask_asynchronously])
@pytest.mark.urls(__name__)
class TestFailed:
    @pytest.mark.parametrize("address", ["/away/", "/broken-off/"])
    def test_is_temporary_while_the_database_is_away(self, ask, address):
        response = ask(address)
        assert response.status_code == 503
        assert response["Retry-After"]
        assert b"please try again" in response.content

    def test_is_our_fault_otherwise(self, ask):
        response = ask("/wrong/")
        assert response.status_code == 500
        assert "Retry-After" not in response
