"""What the environment may say, and what is refused."""

import socket

import pytest

from broadsheet import config
from broadsheet.config import databases
from broadsheet.config.folders import SHORTEST_SECRET


@pytest.fixture
def environment(monkeypatch, tmp_path):
    for var in config.VARS:
        monkeypatch.delenv(var.name, raising=False)
    monkeypatch.setenv("BROADSHEET_VAR", str(tmp_path))
    return monkeypatch


class TestSite:
    def test_is_this_machine_unless_said(self, environment):
        assert config.site() == "http://127.0.0.1:8000"
        assert not config.is_production()

    def test_loses_its_last_slash(self, environment):
        environment.setenv("BROADSHEET_SITE", "https://www.example.org/")
        assert config.site() == "https://www.example.org"

    @pytest.mark.parametrize(
        "address",
        [
            "www.example.org",
            "ftp://example.org",
            "https://e.org/x",
            "http://[",
            "http://localhost:abc",
        ],
    )
    def test_must_be_scheme_and_host(self, environment, address):
        environment.setenv("BROADSHEET_SITE", address)
        with pytest.raises(config.BadConfig, match="scheme and host"):
            config.site()


class TestFolder:
    def test_is_its_owners_alone(self, environment, tmp_path):
        environment.setenv("BROADSHEET_VAR", str(tmp_path / "new" / "var"))
        assert config.folder().stat().st_mode & 0o777 == 0o700


class TestNode:
    def test_is_named_after_the_machine_unless_said(self, environment):
        assert config.node() == socket.gethostname()
        environment.setenv("BROADSHEET_NODE", "cellar")
        assert config.node() == "cellar"

    def test_is_reached_nowhere_unless_said(self, environment):
        assert config.node_address() == ""
        environment.setenv("BROADSHEET_NODE_ADDRESS", "http://10.0.0.5:8000/")
        assert config.node_address() == "http://10.0.0.5:8000"

    @pytest.mark.parametrize(
        "address",
        ["10.0.0.5:8000", "ftp://cellar", "http://cellar/paper", "http://[", "http://cellar:x"],
    )
    def test_is_reached_at_scheme_and_host(self, environment, address):
        environment.setenv("BROADSHEET_NODE_ADDRESS", address)
        with pytest.raises(config.BadConfig, match="scheme and host"):
            config.node_address()


class TestSecretKey:
    def test_is_made_once_and_kept_for_its_owner(self, environment, tmp_path):
        first = config.secret_key()
        assert config.secret_key() == first
        assert len(first) >= SHORTEST_SECRET
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600

    def test_must_be_given_in_production(self, environment):
        environment.setenv("BROADSHEET_SITE", "https://www.example.org")
        with pytest.raises(config.BadConfig, match="BROADSHEET_SECRET_KEY is not set"):
            config.secret_key()

    def test_must_be_long_in_production(self, environment):
        environment.setenv("BROADSHEET_SITE", "https://www.example.org")
        environment.setenv("BROADSHEET_SECRET_KEY", "short")
        with pytest.raises(config.BadConfig, match="50 or more"):
            config.secret_key()


class TestDebug:
    def test_is_refused_in_production(self, environment):
        environment.setenv("BROADSHEET_SITE", "https://www.example.org")
        environment.setenv("BROADSHEET_DEBUG", "1")
        with pytest.raises(config.BadConfig, match="BROADSHEET_DEBUG"):
            config.is_debug()


class TestHosts:
    def test_are_the_sites_own_and_those_given_in_production(self, environment):
        environment.setenv("BROADSHEET_SITE", "https://www.example.org")
        environment.setenv("BROADSHEET_HOSTS", "example.org, old.example.org")
        assert config.hosts() == ["www.example.org", "example.org", "old.example.org"]


class TestDatabase:
    def test_is_sqlite_in_the_folder_unless_said(self, environment, tmp_path):
        assert config.database()["NAME"] == str(tmp_path / "paper.sqlite3")

    def test_reads_a_postgres_address(self, environment):
        environment.setenv("DATABASE_URL", "postgres://ed:p%40ss@db.example:5433/paper")
        found = config.database()
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
            "ed", "p@ss", "db.example", "5433", "paper",
        )  # fmt: skip

    def test_reads_a_socket(self, environment):
        environment.setenv("DATABASE_URL", "postgres:///paper?host=/run/postgresql")
        assert config.database()["HOST"] == "/run/postgresql"

    def test_gives_up_a_server_that_is_cut_off(self, environment):
        environment.setenv("DATABASE_URL", "postgres://db.example/paper")
        told = config.database()["OPTIONS"]
        silent = told["keepalives_idle"] + told["keepalives_interval"] * told["keepalives_count"]
        assert told["tcp_user_timeout"] == silent * 1000 < 20_000
        assert 2 < told["connect_timeout"] < 10

    def test_waits_as_long_as_its_address_says(self, environment):
        given = "tcp_user_timeout=60000&keepalives_idle=30&connect_timeout=9"
        environment.setenv("DATABASE_URL", f"postgres://db.example/paper?{given}")
        options = config.database()["OPTIONS"]
        assert (options["tcp_user_timeout"], options["keepalives_idle"]) == ("60000", "30")
        assert options["connect_timeout"] == "9"
        assert "keepalives_interval" in options

    def test_says_what_postgres_wants_installed(self, environment):
        environment.setenv("DATABASE_URL", "postgres://db.example/paper")
        environment.setattr(databases, "find_spec", lambda _: None)
        with pytest.raises(config.BadConfig, match=r"broadsheet\[postgres\]"):
            config.database()

    @pytest.mark.parametrize(
        "url",
        ["mysql://x/y", "postgres://host/", "nonsense", "postgres://h:abc/y", "postgres://[/y"],
    )
    def test_understands_nothing_else(self, environment, url):
        environment.setenv("DATABASE_URL", url)
        with pytest.raises(config.BadConfig, match="DATABASE_URL"):
            config.database()


class TestVars:
    @pytest.mark.parametrize("var", config.VARS, ids=lambda var: var.name)
    def test_each_says_what_it_means_in_a_sentence(self, var):
        assert var.meaning.endswith(".")
        assert var.meaning[0].isupper() or not var.meaning[0].isalpha() or "://" in var.meaning


class TestSheets:
    def test_are_kept_in_the_folder_unless_said(self, environment, tmp_path):
        assert config.sheets() == tmp_path / "sheets"
        environment.setenv("BROADSHEET_SHEETS", str(tmp_path / "elsewhere"))
        assert config.sheets() == tmp_path / "elsewhere"

    def test_may_take_so_many_mebibytes(self, environment):
        assert config.sheets_size() == 4096 * 1024 * 1024
        environment.setenv("BROADSHEET_SHEETS_SIZE", "64")
        assert config.sheets_size() == 64 * 1024 * 1024

    @pytest.mark.parametrize("size", ["0", "15", "-64", "4 GB", "1e3", "٦٤"])
    def test_must_be_given_room(self, environment, size):
        environment.setenv("BROADSHEET_SHEETS_SIZE", size)
        with pytest.raises(config.BadConfig, match="number of MiB"):
            config.sheets_size()


class TestCdn:
    @pytest.fixture
    def fastly(self, environment):
        for name, value in (
            ("", "fastly"),
            ("_ADDRESS", "https://api.fastly.com/service/7/"),
            ("_TOKEN", "secret"),
            ("_TAGS", "surrogate-key"),
            ("_KEEPS", "600"),
        ):
            environment.setenv(f"BROADSHEET_CDN{name}", value)
        return environment

    def test_is_nobody_unless_said(self, environment):
        assert config.cdn() is None

    def test_is_told_in_its_own_way(self, fastly):
        address = "https://api.fastly.com/service/7"
        assert config.cdn() == config.Cdn("fastly", address, "secret", "Surrogate-Key", 600)

    def test_may_be_a_proxy_without_a_token(self, environment):
        environment.setenv("BROADSHEET_CDN", "purge")
        environment.setenv("BROADSHEET_CDN_ADDRESS", "http://127.0.0.1:6081")
        assert config.cdn() == config.Cdn("purge", "http://127.0.0.1:6081", "", "", 0)

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("", "akamai", "fastly, cloudflare, purge"),
            ("_ADDRESS", "", "where fastly is told"),
            ("_ADDRESS", "api.fastly.com", "where fastly is told"),
            ("_ADDRESS", "https://[", "where fastly is told"),
            ("_ADDRESS", "https://api.fastly.com/", "/service/"),
            ("_TOKEN", "", "_TOKEN is not set"),
            ("_TAGS", "X-Tags", "Surrogate-Key or Cache-Tag"),
            ("_KEEPS", "an hour", "number of seconds"),
        ],
    )
    def test_must_make_sense(self, fastly, name, value, said):
        fastly.setenv(f"BROADSHEET_CDN{name}", value)
        with pytest.raises(config.BadConfig, match=said):
            config.cdn()


class TestMail:
    def test_is_written_to_files_unless_said(self, environment):
        assert config.mail().host == ""

    def test_is_sent_encrypted_elsewhere(self, environment):
        environment.setenv("EMAIL_URL", "smtp://ed:p%40ss@mail.example")
        found = config.mail()
        assert (found.host, found.port, found.user, found.password) == (
            "mail.example", 587, "ed", "p@ss",
        )  # fmt: skip
        assert (found.is_encrypted, found.becomes_encrypted) == (False, True)

    def test_is_sent_in_the_clear_on_this_machine_alone(self, environment):
        environment.setenv("EMAIL_URL", "smtp://127.0.0.1:2525?from=news@example.org")
        found = config.mail()
        assert not found.becomes_encrypted
        assert found.sender == "news@example.org"

    def test_may_be_encrypted_from_the_first_byte(self, environment):
        environment.setenv("EMAIL_URL", "smtps://mail.example")
        assert (config.mail().port, config.mail().is_encrypted) == (465, True)

    @pytest.mark.parametrize(
        "url", ["mail.example", "imap://mail.example", "smtp://", "smtp://x:y"]
    )
    def test_must_be_an_address(self, environment, url):
        environment.setenv("EMAIL_URL", url)
        with pytest.raises(config.BadConfig, match="EMAIL_URL"):
            config.mail()


class TestSecondFactor:
    @pytest.mark.parametrize(
        ("site", "given", "asks"),
        [
            ("https://www.example.org", "", True),
            ("https://www.example.org", "nobody", False),
            ("http://127.0.0.1:8000", "", False),
            ("http://127.0.0.1:8000", "staff", True),
        ],
    )
    def test_is_asked_of_staff_where_readers_come(self, environment, site, given, asks):
        environment.setenv("BROADSHEET_SITE", site)
        environment.setenv("BROADSHEET_SECOND_FACTOR", given)
        assert config.asks_staff_twice() is asks

    def test_is_asked_of_staff_or_nobody(self, environment):
        environment.setenv("BROADSHEET_SECOND_FACTOR", "readers")
        with pytest.raises(config.BadConfig, match="staff or nobody"):
            config.asks_staff_twice()


class TestProviders:
    def test_are_addresses_with_our_clients_name_and_secret(self, environment):
        environment.setenv(
            "BROADSHEET_OPENID",
            "https://me.apps:s%2Fe@accounts.google.com?name=Google https://p:q@id.example:8443/r/",
        )
        google, house = config.openid()
        assert (google.name, google.id, google.issuer, google.client, google.secret) == (
            "Google", "google", "https://accounts.google.com", "me.apps", "s/e",
        )  # fmt: skip
        assert (house.id, house.issuer, house.origin) == (
            "id-example", "https://id.example:8443/r", "https://id.example:8443",
        )  # fmt: skip

    @pytest.mark.parametrize(
        "given",
        ["google", "https://accounts.google.com", "ftp://a:b@c", "https://a:b@[", "https://a:b@c:x",
         "https://a:b@id.example?name=★", "http://a:b@id.example"],
    )  # fmt: skip
    def test_must_be_such_addresses(self, environment, given):
        environment.setenv("BROADSHEET_OPENID", given)
        with pytest.raises(config.BadConfig, match="BROADSHEET_OPENID"):
            config.openid()

    def test_may_be_asked_without_encryption_on_this_machine_alone(self, environment):
        environment.setenv("BROADSHEET_OPENID", "http://a:b@127.0.0.1:9000")
        assert config.openid()[0].issuer == "http://127.0.0.1:9000"

    def test_have_each_a_name_of_their_own(self, environment):
        environment.setenv("BROADSHEET_OPENID", "https://a:b@id.example https://c:d@id.example")
        with pytest.raises(config.BadConfig, match="same name"):
            config.openid()

    def test_may_be_apple(self, environment, tmp_path):
        key = tmp_path / "key.p8"
        key.write_text("-----BEGIN PRIVATE KEY-----")
        environment.setenv("BROADSHEET_APPLE", f"org.example.paper:KEY:TEAM:{key}")
        apple = config.apple()
        assert apple is not None
        assert (apple.client, apple.key, apple.team) == ("org.example.paper", "KEY", "TEAM")

    @pytest.mark.parametrize("given", ["org.example.paper", "a:b:c:/nowhere/key.p8"])
    def test_say_what_is_wrong_with_apple(self, environment, given):
        environment.setenv("BROADSHEET_APPLE", given)
        with pytest.raises(config.BadConfig, match="BROADSHEET_APPLE"):
            config.apple()
