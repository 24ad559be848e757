"""What load balancers and Prometheus are answered."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from broadsheet.ops import reporting
from broadsheet.press.log import open_log
from broadsheet.press.models import AWAY, Change, Node
from broadsheet.press.rack.store import Store
from broadsheet.stories.record import sealing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    store = Store(tmp_path / "sheets", size=64 * 1024 * 1024)
    monkeypatch.setattr(reporting, "store_of_this_node", lambda: store)
    monkeypatch.setenv("BROADSHEET_NODE", "cellar")
    yield store
    store.close()


@pytest.fixture
def node():
    return Node.objects.create(
        name="cellar",
        cursor=open_log().head().decode(),
        seen_at=timezone.now(),
        told={"lag": 0.034},
    )


def take_database_away(monkeypatch) -> None:
    def away(*_, **__):
        raise OperationalError("gone")

    monkeypatch.setattr(reporting, "standings", away)


def numbers(response) -> dict[str, float]:
    """Samples by name, with the node where they are of one."""
    families = text_string_to_metric_families(response.content.decode())
    samples = [sample for family in families for sample in family.samples]
    return {" ".join([each.name, *each.labels.values()]): each.value for each in samples}


class TestLivez:
    def test_answers_while_the_process_lives(self, client, monkeypatch):
        take_database_away(monkeypatch)
        assert client.get("/livez").content == b"ok\n"


class TestReadyz:
    def test_is_short_where_all_is_well(self, client, node):
        response = client.get("/readyz")
        assert (response.status_code, response.content) == (200, b"ok\n")
        assert "no-store" in response["Cache-Control"]

    def test_says_when_no_page_can_be_made(self, client, node, monkeypatch):
        take_database_away(monkeypatch)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.content.startswith(b"The database does not answer")

    def test_says_that_the_store_is_broken(self, client, node, store):
        store.folder.write_text("no folder")
        response = client.get("/readyz")
        assert response.status_code == 200
        assert response.content.startswith(b"The store is broken")

    def test_says_that_the_disk_is_full(self, client, node, monkeypatch):
        usage = shutil.disk_usage("/")._replace(free=1024)
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
        response = client.get("/readyz")
        assert response.status_code == 200
        assert response.content.startswith(b"The disk of the sheets is full")

    def test_says_since_when_no_worker_works(self, client, node):
        Node.objects.update(seen_at=timezone.now() - AWAY - timedelta(minutes=3))
        response = client.get("/readyz")
        assert response.status_code == 200
        assert b"worker was last seen 3 min ago" in response.content

    def test_says_that_no_worker_ever_worked_here(self, client, node):
        Node.objects.update(name="barn")
        response = client.get("/readyz")
        assert response.status_code == 200
        assert b"No background worker" in response.content

    def test_says_that_the_record_of_changes_is_not_sealed(self, client, node):
        sealing.unseal()
        try:
            response = client.get("/readyz")
        finally:
            sealing.seal()
        assert response.status_code == 200
        assert response.content.startswith(b"The record of changes to stories could be altered")

    def test_has_one_sentence_for_each_trouble(self, client, store, monkeypatch):
        store.folder.write_text("no folder")
        take_database_away(monkeypatch)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.content.count(b"\n") == 2

    @pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
    def test_is_answered_by_whatever_name_it_is_asked(self, client, node, path):
        assert client.get(path, headers={"host": "10.0.0.5:8000"}).status_code == 200


class TestMetrics:
    def test_tell_of_the_store(self, client, store, node):
        store.used({"/": 3}, at=time.time(), misses=1)
        store.count("findings")
        told = numbers(client.get("/metrics"))
        assert told["broadsheet_press_hits_total"] == 3
        assert told["broadsheet_press_misses_total"] == 1
        assert told["broadsheet_press_findings_total"] == 1
        assert told["broadsheet_press_audited_total"] == 0
        assert told["broadsheet_store_bound_bytes"] == store.size
        assert told["broadsheet_sheets"] == 0
        assert told["broadsheet_database_up"] == told["broadsheet_store_up"] == 1

    @pytest.mark.django_db(transaction=True)
    def test_tell_of_every_node(self, client, store, node):
        made_at = timezone.now() - timedelta(seconds=30)
        Change.objects.create(source="story:1", made_at=made_at)
        behind = open_log().head().decode()
        Change.objects.create(source="story:2", made_at=made_at)
        Node.objects.create(name="barn", cursor=behind, seen_at=timezone.now() - 2 * AWAY)
        Node.objects.filter(name="cellar").update(cursor=open_log().head().decode())
        told = numbers(client.get("/metrics"))
        assert told["broadsheet_node_lag_seconds cellar"] == 0
        assert told["broadsheet_node_latency_seconds cellar"] == 0.034
        assert told["broadsheet_node_pending_changes barn"] == 1
        assert told["broadsheet_node_lag_seconds barn"] == pytest.approx(30, abs=5)
        assert told["broadsheet_node_seen_timestamp_seconds barn"] < time.time() - 20

    def test_tell_what_is_down(self, client, store, monkeypatch):
        store.folder.write_text("no folder")
        take_database_away(monkeypatch)
        told = numbers(client.get("/metrics"))
        assert told["broadsheet_database_up"] == told["broadsheet_store_up"] == 0

    @pytest.mark.parametrize(
        "headers",
        [
            {"x-forwarded-for": "203.0.113.9"},
            {"x-forwarded-proto": "https"},
            {"forwarded": "for=x"},
        ],
    )
    def test_are_not_there_for_whom_a_proxy_passes_on(self, client, headers):
        assert client.get("/metrics", headers=headers).status_code == 404

    @pytest.mark.parametrize("address", ["203.0.113.9", "10.0.0.6", "", "2001:db8::1"])
    def test_are_not_there_for_others(self, client, address):
        assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_are_there_on_this_machine(self, client, address):
        assert client.get("/metrics", REMOTE_ADDR=address).status_code == 200

    def test_are_there_for_whoever_has_the_token(self, client, monkeypatch):
        monkeypatch.setenv("BROADSHEET_METRICS_TOKEN", "s3cret")
        asked = {"x-forwarded-for": "203.0.113.9"}
        for given, status in (("Bearer s3cret", 200), ("Bearer other", 404), ("s3cret", 404)):
            response = client.get("/metrics", headers={**asked, "authorization": given})
            assert response.status_code == status
        assert client.get("/metrics").status_code == 404
