"""What `serve` and its kin say before they do anything."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from broadsheet import readiness
from broadsheet.ops.management.commands import serve
from broadsheet.ops.management.options import serve as options
from broadsheet.press.watching import watches
from broadsheet.press.watching.watches import Watch


class TestPort:
    @pytest.mark.parametrize("value", ["0", "65536", "-1", "http", ""])
    def test_must_be_one(self, value):
        with pytest.raises(options.ArgumentTypeError, match="is no port"):
            options.port_number(value)

    def test_must_be_free(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(CommandError, match="another --port"):
                serve.listen("127.0.0.1", taken.getsockname()[1])


class TestHost:
    @pytest.mark.parametrize("host", ["nosuch.invalid", "a" * 70, "203.0.113.7"])
    def test_must_be_of_this_machine(self, host):
        with pytest.raises(CommandError, match="--host"):
            serve.listen(host, 8000)


class TestWorkers:
    def test_are_counted(self):
        assert options.number_of_workers("2") == 2

    @pytest.mark.parametrize("value", ["0", "-3", "257", "many", "", "²"])
    def test_are_some_and_not_too_many(self, value):
        with pytest.raises(options.ArgumentTypeError, match="from 1 to 256"):
            options.number_of_workers(value)


class TestAddress:
    @pytest.mark.parametrize(
        ("host", "address"),
        [
            ("127.0.0.1", "http://127.0.0.1:8001"),
            ("0.0.0.0", "http://127.0.0.1:8001"),
            ("::", "http://127.0.0.1:8001"),
            ("::1", "http://[::1]:8001"),
            ("10.0.0.5", "http://10.0.0.5:8001"),
        ],
    )
    def test_of_a_node_is_where_it_listens(self, host, address):
        assert serve.reached_at(host, 8001) == address


@pytest.mark.django_db
class TestDatabase:
    def test_must_be_of_this_release(self):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'stories'")
        with pytest.raises(CommandError, match="broadsheet demo"):
            readiness.must_be_migrated()


@pytest.mark.django_db
class TestCheck:
    def test_says_that_an_installation_is_fit(self, capsys):
        call_command("fit")
        assert "Fit to serve" in capsys.readouterr().out

    def test_refuses_a_database_that_does_not_log_every_change(self, monkeypatch):
        monkeypatch.setattr(watches, "_watches", [Watch("topics.Topic", ("another:{id}",))])
        with pytest.raises(CommandError, match="migrate"):
            call_command("fit")
