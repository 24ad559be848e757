"""What makes a release another one."""

import os
import subprocess
import sys

from broadsheet.kit import release


class TestName:
    def test_is_the_same_in_every_process(self):
        command = "from broadsheet.kit import release; print(release.name('x'))"
        told = subprocess.run(
            [sys.executable, "-c", command], capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == release.name("x")

    def test_may_stand_in_a_path(self):
        assert release.name().isalnum()

    def test_changes_with_what_is_told(self):
        assert release.name("https://a.example") != release.name("https://b.example")

    def test_changes_with_every_file(self, tmp_path, monkeypatch):
        monkeypatch.setattr(release, "PACKAGE", tmp_path)
        page = tmp_path / "page.html"
        names = [release.name()]
        page.write_text("<p>one</p>")
        names.append(release.name())
        page.write_text("<p>other</p>")
        names.append(release.name())
        os.utime(page, ns=(0, 0))
        names.append(release.name())
        assert len(set(names)) == 4

    def test_does_not_change_with_what_is_compiled(self, tmp_path, monkeypatch):
        monkeypatch.setattr(release, "PACKAGE", tmp_path)
        before = release.name()
        (tmp_path / "__pycache__").mkdir()
        (tmp_path / "__pycache__" / "page.pyc").write_bytes(b"x")
        assert release.name() == before
