"""The guarded fetch, against a server of our own on this machine."""

import ipaddress
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from broadsheet.wire.fetch import Limits, NotFetched, fetch, is_public


class Answers(BaseHTTPRequestHandler):
    LEADS = {
        "/moved": "/picture",
        "/round": "/round",
        "/inside": "http://169.254.169.254/latest/meta-data/",
        "/file": "file:///etc/passwd",
    }

    def do_GET(self):
        if self.path in self.LEADS:
            self.reply(302, b"", {"Location": self.LEADS[self.path]})
        elif self.path == "/picture":
            self.reply(200, b"picture", {"Content-Type": "image/png; x=y"})
        elif self.path == "/large":
            self.reply(200, b"x" * 5000, {})
        elif self.path == "/slow":
            self.drip()
        else:
            self.reply(404, b"no", {})

    def drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def reply(self, status, body, headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def this_machine(address):
    return address.is_loopback


class TestIsPublic:
    @pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
    def test_is_so_for_the_open_internet(self, address):
        assert is_public(ipaddress.ip_address(address))

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
            "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
            "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
            "2002:7f00:1::",
        ],
    )  # fmt: skip
    def test_is_not_so_for_what_lies_inside(self, address):
        assert not is_public(ipaddress.ip_address(address))


class TestFetch:
    def test_gets_a_file(self, server):
        found = fetch(f"{server}/picture", allowed=this_machine)
        assert (found.content, found.media_type) == (b"picture", "image/png")

    def test_follows_a_redirect_and_says_where_it_ended(self, server):
        assert fetch(f"{server}/moved", allowed=this_machine).url == f"{server}/picture"

    def test_refuses_this_machine(self, server):
        with pytest.raises(NotFetched, match="not on the open internet"):
            fetch(f"{server}/picture")

    def test_refuses_a_redirect_to_the_inside(self, server):
        with pytest.raises(NotFetched, match="not on the open internet"):
            fetch(f"{server}/inside", allowed=this_machine)

    def test_refuses_a_name_that_leads_inside(self):
        with pytest.raises(NotFetched, match="not on the open internet"):
            fetch("http://localhost/x")

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x", "http://", "", "//x/y"]
    )
    def test_refuses_what_is_no_web_address(self, url):
        with pytest.raises(NotFetched):
            fetch(url)

    @pytest.mark.parametrize(
        "url", ["http://[::1", "http://x:99999/", "http://a\x00b/", "http://.."]
    )
    def test_refuses_a_broken_address(self, url):
        with pytest.raises(NotFetched):
            fetch(url)

    def test_refuses_a_redirect_to_a_file(self, server):
        with pytest.raises(NotFetched, match="not a web address"):
            fetch(f"{server}/file", allowed=this_machine)

    def test_tells_of_a_file_that_is_not_there(self, server):
        with pytest.raises(NotFetched, match="404"):
            fetch(f"{server}/none", allowed=this_machine)

    def test_gives_up_on_a_circle(self, server):
        with pytest.raises(NotFetched, match="redirects"):
            fetch(f"{server}/round", allowed=this_machine)

    def test_gives_up_on_a_file_too_large(self, server):
        with pytest.raises(NotFetched, match="larger"):
            fetch(f"{server}/large", limits=Limits(size=1000), allowed=this_machine)

    def test_gives_up_on_a_server_too_slow(self, server):
        with pytest.raises(NotFetched, match="longer"):
            fetch(f"{server}/slow", limits=Limits(seconds=0.5), allowed=this_machine)

    def test_tells_of_a_server_that_is_not_there(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            with pytest.raises(NotFetched, match="no answer"):
                fetch(f"http://127.0.0.1:{port}/", allowed=this_machine)
