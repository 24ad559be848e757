"""A folder is thrown away only by whoever has it alone."""

import fcntl
import os

import pytest

from broadsheet.kit import in_use


def test_many_may_use_a_folder(tmp_path):
    for mark in (in_use.mark(tmp_path), in_use.mark(tmp_path)):
        os.close(mark)


def test_nobody_has_it_alone_while_somebody_uses_it(tmp_path):
    mark = in_use.mark(tmp_path)
    with pytest.raises(BlockingIOError), in_use.alone_in(tmp_path):
        pytest.fail("it is in use")
    os.close(mark)
    with in_use.alone_in(tmp_path):
        assert (tmp_path / in_use.NAME).exists()


def test_nobody_begins_to_use_what_somebody_has_alone(tmp_path):
    with in_use.alone_in(tmp_path), pytest.raises(BlockingIOError):
        in_use.mark(tmp_path)
    os.close(in_use.mark(tmp_path))


@pytest.mark.parametrize("is_made_anew", [False, True])
def test_nobody_has_a_mark_in_what_was_thrown_away_meanwhile(tmp_path, monkeypatch, is_made_anew):
    flock = fcntl.flock

    def late(descriptor, kind):
        (tmp_path / in_use.NAME).unlink()
        if is_made_anew:
            (tmp_path / in_use.NAME).touch()
        flock(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(BlockingIOError, match="thrown away"):
        in_use.mark(tmp_path)
