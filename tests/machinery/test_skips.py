"""A test that is skipped for a reason of its own does not pass unseen."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machinery.extras import ABSENT
from tests.machinery.kept import ROOT

SKIPPING = """
import pytest

@pytest.mark.skip(reason={reason!r})
def test_by_mark():
    raise AssertionError

def test_by_word():
    pytest.skip({reason!r})
"""
SKIPPED_WHOLE = "import pytest\npytest.importorskip('no_such_module')\n"


def run(folder: Path, test: str) -> str:
    """The last lines of a run of that test alone, with our rule about skips in force."""
    file = folder / "test_it.py"
    file.write_text(test)
    command = [sys.executable, "-m", "pytest", "-p", "tests.machinery.skips", "-p", "no:django"]
    rules = [
        "-c",
        f"{folder}/none.ini",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(folder),
        str(file),
    ]
    (folder / "none.ini").write_text("[pytest]\n")
    result = subprocess.run(
        [*command, *rules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return result.stdout


class TestSkips:
    @pytest.mark.parametrize("reason", ["not today", "no chromium here"])
    def test_fail_for_a_reason_of_their_own(self, tmp_path: Path, reason: str) -> None:
        output = run(tmp_path, SKIPPING.format(reason=reason))
        assert "1 failed, 1 error in" in output  # a mark is looked at while setting up
        assert output.count(f"nobody agreed to: {reason}") >= 2

    def test_pass_for_a_reason_that_is_known(self, tmp_path: Path) -> None:
        assert "2 skipped" in run(tmp_path, SKIPPING.format(reason=ABSENT))

    def test_fail_for_a_whole_module(self, tmp_path: Path) -> None:
        assert "1 error" in run(tmp_path, SKIPPED_WHOLE)
