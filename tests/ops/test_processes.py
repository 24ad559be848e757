"""Processes kept running together."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from broadsheet.ops.processes import Child, end, keep_running, revive

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]


def child(command, name="a child"):
    return Child(name, command, dict(os.environ))


def forking(note: Path):
    """A child that starts a process of its own, notes who that is, and waits for it."""
    script = f"""
        import subprocess, sys
        own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open({str(note)!r}, "w").write(str(own.pid))
        own.wait()
    """
    return child([sys.executable, "-c", textwrap.dedent(script)])


def noted(note: Path):
    wait_for(lambda: note.exists() and note.read_text())
    return int(note.read_text())


def wait_for(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


class TestEnd:
    def test_ends_what_runs_and_minds_nothing_that_does_not(self):
        running, never_started = child(SLEEP), child(SLEEP)
        running.start()
        end([running, never_started])
        assert running.has_ended

    def test_ends_what_a_child_left_running_when_it_was_killed(self, tmp_path: Path):
        killed = forking(tmp_path / "pid")
        killed.start()
        grandchild = noted(tmp_path / "pid")
        killed.process.kill()
        end([killed])
        wait_for(lambda: not runs(grandchild))


class TestRevive:
    def test_starts_a_process_that_has_died(self):
        one = child(SLEEP)
        one.start()
        one.process.kill()
        one.process.wait()
        assert revive(one, attempts=5)
        assert not one.has_ended
        end([one])

    def test_first_ends_what_the_dead_one_left_running(self, tmp_path: Path):
        """A worker of a killed server would go on answering beside the new one."""
        one = forking(tmp_path / "pid")
        one.start()
        grandchild = noted(tmp_path / "pid")
        one.process.kill()
        one.process.wait()
        assert runs(grandchild)
        assert revive(one, attempts=5)
        wait_for(lambda: not runs(grandchild))
        end([one])

    def test_gives_up_on_one_that_keeps_failing_at_the_start(self):
        one = child(FAIL)
        one.start()
        for _ in range(2):
            one.process.wait()
            assert revive(one, attempts=3)
        one.process.wait()
        assert not revive(one, attempts=3)


class TestKeepRunning:
    def test_ends_with_failure_when_a_child_cannot_run(self):
        other = child(SLEEP)
        assert keep_running([other, child(FAIL)], attempts=2) == 1
        assert other.has_ended

    @pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
    def test_leaves_no_child_behind(self, tmp_path: Path, asked: signal.Signals):
        """Not even when it is killed outright."""
        note = tmp_path / "pid"
        script = textwrap.dedent(f"""
            import os, sys
            from broadsheet.ops.processes import Child, keep_running
            command = [sys.executable, "-c",
                "import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"]
            sys.exit(keep_running([Child("a child", command, dict(os.environ))]))
        """)
        parent = subprocess.Popen([sys.executable, "-c", script])
        its_child = noted(note)
        parent.send_signal(asked)
        parent.wait(15)
        wait_for(lambda: not runs(its_child))


def runs(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
