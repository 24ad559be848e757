"""The command as somebody at a terminal meets it: its names, and what it says it cannot do."""

import errno
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from broadsheet import config, readiness, verbs
from broadsheet.__main__ import VERBS, main, usage

COMMANDS = {name: verb.command for name, verb in VERBS.items() if verb.command}
HALF_A_MINUTE = 30


def told(*arguments: str, folder: Path, **environment: str) -> tuple[int, str]:
    """The exit code, and the last line of what it says is wrong."""
    code, said = told_at_length(*arguments, folder=folder, **environment)
    return code, said[-1]


def told_at_length(*arguments: str, folder: Path, **environment: str) -> tuple[int, list[str]]:
    """The exit code, and every line of what it says is wrong."""
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", *arguments],
        env=clean | {"BROADSHEET_VAR": str(folder), "BROADSHEET_SITE": ""} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=20 * HALF_A_MINUTE,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr.strip().splitlines()


def listen(server: socket.socket, waited: list[float], ended: threading.Event) -> None:
    """Take calls and answer nothing; note the seconds after which each caller hangs up.

    The caller's start is not in them, which takes long on a busy machine.
    """
    server.settimeout(0.1)
    while not ended.is_set():
        with suppress(TimeoutError):
            call, _ = server.accept()
            began = time.monotonic()
            with call:
                while call.recv(1024):
                    pass
            waited.append(time.monotonic() - began)


class TestVerbs:
    @pytest.mark.parametrize("verb", COMMANDS)
    def test_call_themselves_as_they_were_called(self, verb, capsys):
        (config.folder() / "paper.sqlite3").touch()
        with pytest.raises(SystemExit) as ended:
            verbs.run([verb, "--nosuch"], commands=COMMANDS)
        assert ended.value.code == 2
        assert f"usage: broadsheet {verb} " in capsys.readouterr().err

    @pytest.mark.parametrize(
        "command", [["press", "--status"], ["search", "status"], ["withdraw", "/x/"], ["work"]]
    )
    def test_make_nothing_where_no_paper_is(self, command, tmp_path):
        elsewhere = tmp_path / "var"
        code, sentence = told(*command, folder=elsewhere)
        assert code == 1
        assert sentence.startswith(f"broadsheet: There is no paper in {elsewhere}.")
        assert not elsewhere.exists()

    def test_say_what_is_wrong_in_a_sentence(self, tmp_path):
        code, sentence = told("import", "wxr", "/nosuch.xml", folder=tmp_path)
        assert code == 1
        assert sentence == "broadsheet: There is no file /nosuch.xml."

    @pytest.mark.parametrize("verb", ["check", "demo"])
    def test_say_that_a_file_is_no_database(self, verb, tmp_path):
        (tmp_path / "paper.sqlite3").write_text("A list of errands, and nothing else. " * 9)
        code, sentence = told(verb, folder=tmp_path)
        assert code == 1
        assert sentence.startswith("broadsheet: the database ")
        assert sentence.endswith("paper.sqlite3 cannot be used: file is not a database")

    def test_say_once_that_the_paper_cannot_be_served_without_its_database(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = str(server.getsockname()[1])
        url = f"postgres://app@127.0.0.1:{port}/paper"
        code, said = told_at_length("serve", "--port", port, folder=tmp_path, DATABASE_URL=url)
        assert code == 1
        assert len(said) == 1
        assert said[0].endswith("Connection refused")

    @pytest.mark.parametrize(
        ("listens", "reason"), [(True, "timeout expired"), (False, "Connection refused")]
    )
    def test_say_soon_that_a_database_server_does_not_answer(self, listens, reason, tmp_path):
        waited: list[float] = []
        ended = threading.Event()
        with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as beside:
            url = f"postgres://app@127.0.0.1:{server.getsockname()[1]}/paper"
            if listens:
                beside.submit(listen, server, waited, ended)
            else:
                server.close()
            try:
                code, said = told("check", folder=tmp_path, DATABASE_URL=url)
            finally:
                ended.set()
        assert code == 1
        assert said.startswith("broadsheet: the database paper cannot be used: ")
        assert said.endswith(reason)
        assert bool(waited) == listens
        assert sum(waited) < HALF_A_MINUTE

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("register", "there is no “register”. Look at: broadsheet desk --help.\n"),
            ("status", "Look at: broadsheet press or search --help.\n"),
            ("take", "there is no “take”.\n"),
            ("", "there is no “”.\n"),
        ],
    )
    def test_say_where_a_word_belongs(self, word, hint, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["broadsheet", word])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert hint in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("word", "known"), [("serve", "usage: broadsheet serve "), ("migrate", " migrate ")]
    )
    def test_tell_more_when_help_is_asked_for_by_their_name(self, word, known, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["broadsheet", "help", word])
        with suppress(SystemExit):
            main()
        assert known in capsys.readouterr().out

    @pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES])
    def test_say_what_a_disk_refuses(self, number, capsys, monkeypatch):
        def refuse(*_: object) -> None:
            raise OSError(number, os.strerror(number), "/srv/paper/secret-key")

        monkeypatch.setattr(verbs.Utility, "execute", refuse)
        with pytest.raises(SystemExit) as ended:
            verbs.run(["check"], commands=COMMANDS)
        assert ended.value.code == 1
        expected = f"broadsheet: cannot write to /srv/paper/secret-key: {os.strerror(number)}\n"
        assert capsys.readouterr().err == expected

    @pytest.mark.parametrize(
        ("error", "arguments"),
        [(FileNotFoundError(errno.ENOENT, "no such file"), []),
         (OperationalError("locked"), ["--traceback"])],
    )  # fmt: skip
    def test_hide_no_fault_of_ours_and_nothing_that_was_asked_for(
        self, error, arguments, monkeypatch
    ):
        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(verbs.Utility, "execute", fail)
        with pytest.raises(type(error)):
            verbs.run(["check", *arguments], commands=COMMANDS)

    def test_say_which_variable_makes_no_sense(self, tmp_path):
        code, sentence = told("check", folder=tmp_path, BROADSHEET_SITE="http://[")
        assert code == 1
        assert sentence.startswith("broadsheet: BROADSHEET_SITE is 'http://['")


@pytest.fixture
def helped(capsys):
    """The help of a verb, as it is shown without the newsroom."""

    def ask(verb: str, *words: str) -> str:
        kept = VERBS[verb]
        with pytest.raises(SystemExit) as ended:
            verbs.show_help(
                verb, [*words, "--help"], package=kept.package, command=kept.command or verb
            )
        assert ended.value.code == 0
        return capsys.readouterr().out

    return ask


class TestHelp:
    @pytest.mark.parametrize("verb", VERBS)
    def test_is_what_the_command_itself_would_say(self, verb, helped):
        command = verbs.Utility([], COMMANDS).fetch_command(verb)
        assert command.create_parser("manage.py", verb).format_help() == helped(verb)

    @pytest.mark.parametrize("words", [[], ["check"], ["style", "export"]])
    def test_loads_neither_the_newsroom_nor_the_settings(self, words, tmp_path):
        asking = f"""
import sys
from broadsheet.__main__ import main
sys.argv = ["broadsheet", "desk", *{words}, "--help"]
try:
    main()
finally:
    loaded = {{"wagtail", "broadsheet.settings", "broadsheet.desk.management.checking"}}
    assert not loaded & set(sys.modules)
"""
        done = subprocess.run(
            [sys.executable, "-c", asking],
            env=os.environ | {"BROADSHEET_VAR": str(tmp_path / "var")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"usage: {' '.join(['broadsheet desk', *words])} ")
        assert not (tmp_path / "var").exists()

    @pytest.mark.parametrize("verb", VERBS)
    def test_is_about_the_verb_alone(self, verb, helped):
        told = helped(verb)
        for option in ("--settings", "--force-color", "--skip-checks", "--verbosity"):
            assert option not in told

    @pytest.mark.parametrize(
        "words",
        [["check"], ["register", "import"], ["register", "export"], ["style", "export"]],
    )
    def test_says_what_a_subject_or_a_deed_is_for(self, words, helped):
        says = helped("desk", *words).split("\n\n")[1]
        assert says[0].isupper()
        assert says.rstrip().endswith(".")

    def test_says_of_a_slip_before_it_what_is_understood(self, tmp_path):
        code, sentence = told("desk", "chekc", "--help", folder=tmp_path)
        assert code == 2
        assert sentence.startswith("broadsheet desk: error: argument")

    def test_of_all_names_each_deed_of_the_desk(self):
        assert "register|style import|export" in usage()


class TestAlone:
    def test_keeps_a_second_one_out_until_the_first_has_ended(self):
        with (
            readiness.alone("errand"),
            pytest.raises(CommandError, match="Another errand"),
            readiness.alone("errand"),
        ):
            pass
        with readiness.alone("errand"):
            assert (config.folder() / "errand.lock").exists()
