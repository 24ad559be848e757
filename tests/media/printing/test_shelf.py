import os

from broadsheet.media.printing import shelf


class TestDiscard:
    def test_keeps_one_version_and_every_other_picture(self, media):
        for name in ("1-aaaaaaaaaa", "1-bbbbbbbbbb", "11-cccccccccc"):
            (media / "pictures" / name).mkdir(parents=True)
        shelf.discard(1, keep="bbbbbbbbbb")
        assert sorted(p.name for p in (media / "pictures").iterdir()) == [
            "1-bbbbbbbbbb",
            "11-cccccccccc",
        ]

    def test_says_so_where_it_cannot(self, media, caplog):
        (media / "pictures").mkdir(parents=True)
        (media / "pictures" / "1-aaaaaaaaaa").write_text("no folder")
        shelf.discard(1)
        assert "cannot be removed" in caplog.text

    def test_removes_what_it_can_though_one_file_resists(self, media, monkeypatch, caplog):
        folder = media / "pictures" / "1-aaaaaaaaaa"
        folder.mkdir(parents=True)
        for name in ("a", "b", "c"):
            (folder / name).touch()
        unlink = os.unlink

        def resist(path, **more):
            if path == "b":
                raise PermissionError(path)
            unlink(path, **more)

        monkeypatch.setattr(os, "unlink", resist)
        shelf.discard(1)
        assert [path.name for path in folder.iterdir()] == ["b"]
        assert "cannot be removed" in caplog.text

    def test_has_nothing_to_do_where_nothing_was_printed(self, media):
        shelf.discard(1)
        assert not (media / "pictures").exists()
