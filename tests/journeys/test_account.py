"""A reader makes an account and comes back to it; the mail is sent, and read, for real."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.machinery.browser import barriers
from tests.machinery.post_office import PostOffice, post_office
from tests.machinery.served import ServedPaper, serving

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture(scope="module")
def paper(
    demo: Path, tmp_path_factory: pytest.TempPathFactory, office: PostOffice
) -> Iterator[ServedPaper]:
    """The demo paper with a mail server behind it."""
    folder = shutil.copytree(demo, tmp_path_factory.mktemp("account") / "var")
    with serving(folder, env={"EMAIL_URL": office.url}) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, paper: ServedPaper) -> Iterator[Visit]:
    """Opens pages at `localhost`, whose passkeys a browser believes without https."""
    port = urlsplit(paper.address).port
    broken: list[str] = []

    def visit(path: str, *, width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=f"http://localhost:{port}",
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{path}: {error}"))
        page.on(
            "console",
            lambda said: broken.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto(path)
        return page

    yield visit
    for context in browser.contexts:
        context.close()
    assert broken == []


def sign_up(page: Page, office: PostOffice, address: str) -> None:
    page.goto("/accounts/signup/")
    sign_up_here(page, office, address)
    page.goto("/accounts/")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def sign_up_here(page: Page, office: PostOffice, address: str) -> None:
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Code").fill(office.code_to(address))
    page.get_by_role("button", name="Confirm the address").click()


def log_out(page: Page) -> None:
    page.goto("/accounts/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()


def with_authenticator(context: BrowserContext, page: Page) -> None:
    """A fingerprint reader that always says yes."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


class TestAStranger:
    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_who_saves_a_story_signs_up_and_has_it_saved(
        self, visit: Visit, office: PostOffice, script: bool
    ) -> None:
        page = visit("/latest/", script=script)
        page.locator("main article a").first.click()
        headline, path = page.locator("h1").inner_text(), urlsplit(page.url).path
        page.locator(".tools keep-thing button").click()
        page.get_by_role("link", name="Make an account").click()
        sign_up_here(page, office, f"saver-{script}@example.org".lower())
        expect(page.get_by_role("heading", name=headline)).to_be_visible()
        if script:
            pressed = page.locator(".tools keep-thing button")
            expect(pressed).to_have_attribute("aria-pressed", "true")
        page.goto("/me/saved/")
        expect(page.locator(f'main a[href="{path}"]').first).to_be_visible()


class TestAReader:
    @pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
    def test_signs_up_and_comes_back_by_code(
        self, visit: Visit, office: PostOffice, script: bool
    ) -> None:
        page = visit("/", script=script)
        address = "scripted@example.org" if script else "plain@example.org"
        sign_up(page, office, address)
        log_out(page)
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_role("button", name="Send me a code instead").click()
        page.get_by_label("Code").fill(office.code_to(address).lower())
        page.get_by_role("button", name="Log in").click()
        page.goto("/accounts/")
        expect(page.get_by_role("main").get_by_text(address)).to_be_visible()

    def test_makes_a_passkey_and_comes_back_with_it(self, visit: Visit, office: PostOffice) -> None:
        page = visit("/")
        with_authenticator(page.context, page)
        sign_up(page, office, "passkey@example.org")
        page.goto("/accounts/2fa/webauthn/add/")
        page.get_by_label("What you call it").fill("My phone")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        log_out(page)
        page.goto("/accounts/login/")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url(re.compile(r"/me/$"))
        page.goto("/accounts/")
        expect(page.get_by_role("main").get_by_text("passkey@example.org")).to_be_visible()
        expect(page.get_by_text("My phone")).to_be_visible()

    def test_is_told_where_no_passkey_is_there(self, visit: Visit) -> None:
        page = visit("/accounts/login/")
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                         "hasUserVerification": True, "automaticPresenceSimulation": True}},
        )  # fmt: skip
        page.get_by_role("button", name="Use a passkey").click()
        expect(page.get_by_role("alert")).to_contain_text("no passkey was used")

    def test_has_a_second_factor_from_an_app(self, visit: Visit, office: PostOffice) -> None:
        page = visit("/")
        sign_up(page, office, "app@example.org")
        page.goto("/accounts/2fa/totp/activate/")
        assert page.locator(".square svg").bounding_box()["width"] > 150  # type: ignore[index]
        page.get_by_label("Code").fill("000000")
        page.get_by_role("button", name="Use this app").click()
        expect(page.locator(".wrong")).to_be_visible()


class TestTheEntrance:
    @pytest.mark.parametrize("width", [360, 1280])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(
        "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
    )
    def test_is_open_to_everybody(self, visit: Visit, path: str, scheme: str, width: int) -> None:
        assert barriers(visit(path, width=width, scheme=scheme)) == []

    def test_is_open_to_everybody_inside(self, visit: Visit, office: PostOffice) -> None:
        page = visit("/", width=360)
        sign_up(page, office, "inside@example.org")
        for path in (
            "/accounts/", "/accounts/2fa/", "/accounts/email/", "/accounts/password/set/",
            "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/",
            "/accounts/reauthenticate/code/",
        ):  # fmt: skip
            page.goto(path)
            assert barriers(page) == [], path
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert not wide, f"{path} is wider than a phone"
