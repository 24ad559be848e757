"""Somebody at the entrance: what they type, and the mail they get."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from django.core import mail
from django.test import Client
from fido2 import cbor

from broadsheet.accounts.models import User

PASSWORD = "the ferry runs at nine"


def reader(email: str = "ada@example.org", *, password: str | None = None) -> User:
    """Somebody whose address is confirmed."""
    user = User.objects.create_user(email, password)
    User.objects.vouch_for(user)
    return user


def post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, fields)


def code_in(message: mail.EmailMessage) -> str:
    """The code that a mail brings: it stands in its subject."""
    found = re.match(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message.subject)
    assert found, message.subject
    return found[0]


def last_code() -> str:
    return code_in(mail.outbox[-1])


def sign_up(client: Client, email: str, *, onwards: str = "") -> Any:
    """Make an account and confirm its address."""
    post(client, "/accounts/signup/", email=email, **({"next": onwards} if onwards else {}))
    return post(client, "/accounts/confirm-email/", code=last_code())


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def add_passkey(client: Client, *, name: str, **more: object) -> None:
    """Add a passkey, whose browser says perhaps more than it should."""
    client.get("/accounts/2fa/webauthn/add/")
    challenge = client.session["mfa.webauthn.state"]["challenge"]
    credential = json.dumps(made(challenge, **more))
    post(client, "/accounts/2fa/webauthn/add/", name=name, credential=credential)


def websafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def made(challenge: str, **more: object) -> dict[str, object]:
    """The answer of a browser on this site that has made a passkey."""
    key = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}
    attested = b"\0" * 16 + b"\0\4" + b"AAAA" + cbor.encode(key)
    ours = hashlib.sha256(b"testserver").digest()
    data = ours + b"\x45" + b"\0" * 4 + attested
    client = {"type": "webauthn.create", "challenge": challenge, "origin": "http://testserver"}
    return {
        "type": "public-key",
        "id": websafe(b"AAAA"),
        "rawId": websafe(b"AAAA"),
        "response": {
            "clientDataJSON": websafe(json.dumps(client).encode()),
            "attestationObject": websafe(
                cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
            ),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
        **more,
    }
