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

    def test_has_nothing_to_do_where_nothing_was_printed(self, media):
        shelf.discard(1)
        assert not (media / "pictures").exists()
