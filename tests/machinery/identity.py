"""A provider of OpenID Connect, as small as one can be: it knows one reader, and vouches for them.

After OpenID Connect Core 1.0, the authorization code flow with PKCE (RFC 7636).
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "the-paper", "between us"


@dataclass
class Identity:
    """Whom the provider vouches for, and what it was asked."""

    claims: dict[str, Any]
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refuses: bool = False
    """whether the reader says no when the provider asks"""

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def lead_back(self, asked: dict[str, str]) -> str:
        """Where the reader is sent after saying yes, or no."""
        if self.refuses:
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = f"code-{len(self.codes)}"
            self.codes[code] = asked
            answer = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """What a code is worth, once; None for a wrong one."""
        begun = self.codes.pop(asked["code"], None)
        if begun is None or asked["client_secret"] != SECRET:
            return None
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if begun["code_challenge"] != challenge:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(claims, "a key that nobody asks for in this flow", algorithm="HS256")
        return {"access_token": "open", "token_type": "Bearer", "id_token": signed}


class Handler(BaseHTTPRequestHandler):
    identity: Identity

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        match address.path:
            case "/.well-known/openid-configuration":
                self._answer(self.identity.discovery())
            case "/userinfo":
                self._answer(self.identity.claims)
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.identity.lead_back(_flat(address.query)))
                self.end_headers()
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        token = self.identity.token(_flat(body))
        self._answer(token or {"error": "invalid_grant"}, status=200 if token else 400)

    def _answer(self, data: dict[str, Any], *, status: int = 200) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Keeps quiet."""


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def provider(**claims: Any) -> Iterator[Identity]:
    """Runs it on this machine while somebody needs it."""
    identity = Identity(claims)
    handler = type("Vouching", (Handler,), {"identity": identity})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    identity.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield identity
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
