"""Where a request comes from, and who is believed when he says it."""

import pytest
from django.test import RequestFactory

from broadsheet import client_address, config

PROXY = "10.0.0.2"


@pytest.fixture(autouse=True)
def _proxies(settings, monkeypatch):
    monkeypatch.setenv("BROADSHEET_PROXIES", f"127.0.0.1, ::1, {PROXY}, 198.51.100.0/24")
    settings.PROXIES = config.proxies()


def asked(peer: str, *told: str, **headers: str):
    if told:
        headers["HTTP_X_FORWARDED_FOR"] = ", ".join(told)
    return RequestFactory().get("/", REMOTE_ADDR=peer, **headers)


class TestOrigin:
    @pytest.mark.parametrize(
        ("peer", "told", "client"),
        [
            ("203.0.113.5", [], "203.0.113.5"),
            (PROXY, ["203.0.113.5"], "203.0.113.5"),
            ("::1", ["203.0.113.5"], "203.0.113.5"),
            ("::ffff:10.0.0.2", ["::ffff:203.0.113.5"], "203.0.113.5"),
        ],
    )
    def test_is_who_asks_or_whom_a_proxy_names(self, peer, told, client):
        assert client_address.client_of(asked(peer, *told)) == client

    def test_is_the_last_that_is_no_proxy_of_the_house(self):
        request = asked(PROXY, "192.0.2.1", "203.0.113.5", "198.51.100.7")
        assert client_address.client_of(request) == "203.0.113.5"

    @pytest.mark.parametrize("peer", ["203.0.113.5", "10.0.0.3", "192.168.0.9"])
    def test_is_not_what_somebody_else_says(self, peer):
        assert client_address.client_of(asked(peer, "192.0.2.1")) == peer

    @pytest.mark.parametrize("told", [["unknown"], [""], ["192.0.2.1", "nonsense"]])
    def test_is_the_proxy_where_that_names_nobody(self, told):
        assert client_address.client_of(asked(PROXY, *told)) == PROXY

    def test_is_one_for_all_addresses_that_somebody_has(self):
        first, second = (client_address.client_of(asked(f"2001:db8:1:2::{n}")) for n in (1, 2))
        assert first == second == "2001:db8:1:2::/64"
        assert client_address.client_of(asked("2001:db8:1:3::1")) != first

    def test_may_be_unknown(self):
        assert client_address.client_of(asked("")) == ""


class TestThisMachine:
    @pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    def test_is_who_asks_past_no_proxy(self, peer):
        assert client_address.is_on_this_machine(asked(peer))

    @pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_VIA", "HTTP_FORWARDED"])
    def test_is_not_for_whom_a_proxy_asks(self, header):
        assert not client_address.is_on_this_machine(asked("127.0.0.1", **{header: "127.0.0.1"}))

    @pytest.mark.parametrize("peer", [PROXY, "203.0.113.5", ""])
    def test_is_no_other(self, peer):
        assert not client_address.is_on_this_machine(asked(peer))


class TestProxies:
    def test_stand_on_this_machine_unless_said(self, monkeypatch):
        monkeypatch.delenv("BROADSHEET_PROXIES")
        assert [str(network) for network in config.proxies()] == ["127.0.0.1/32", "::1/128"]

    @pytest.mark.parametrize("given", ["nginx", "10.0.0.1/8", "10.0.0.1,,", "10.0.0.0/40"])
    def test_are_addresses_and_networks(self, monkeypatch, given):
        monkeypatch.setenv("BROADSHEET_PROXIES", given)
        with pytest.raises(config.BadConfig, match="BROADSHEET_PROXIES"):
            config.proxies()
