"""Data that lies beside a checkout of the project, where there is any."""

from pathlib import Path

import pytest

from tests.machinery.kept import ROOT

FOLDER = ROOT.parent / "shared" / "data"
ABSENT = "../shared/data is not here"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real-world input; a test that asks for it is skipped where it is absent."""
    if not FOLDER.is_dir():
        pytest.skip(ABSENT)
    return FOLDER
