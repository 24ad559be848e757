"""`broadsheet desk style`, as it is called."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from broadsheet.formats import stylebook
from broadsheet.stylebook.models import Rule

pytestmark = pytest.mark.django_db

BOOK = """
[[rule]]
find = ["past times"]
why = "Times pass."
wrong = ["In past times."]
right = ["In times past."]
"""


def desk(*words):
    out = StringIO()
    call_command("desk", "style", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "house.toml"
    path.write_text(BOOK)
    return path


class TestImport:
    def test_takes_rules_in_once(self, file):
        assert desk("import", file) == "rules: 1 added, 0 as they were\n"
        assert desk("import", file) == "rules: 0 added, 1 as they were\n"

    def test_writes_nothing_in_a_dry_run(self, file):
        assert "1 added" in desk("import", file, "--dry-run")
        assert not Rule.objects.filter(name="past times").exists()

    def test_lists_what_is_otherwise_here(self, file):
        desk("import", file)
        file.write_text(BOOK.replace("Times pass", "They do"))
        told = desk("import", file)
        assert "Otherwise here, and left as they are: 1\n" in told
        assert "past times: why is 'Times pass.' here, 'They do.' there" in told

    def test_lists_what_fails_its_own_examples(self, file):
        file.write_text(BOOK.replace("In times past", "In past times"))
        assert "Left out: 1\n  past times: “In past times.” is remarked on" in desk("import", file)

    def test_gives_the_account_as_json(self, file):
        assert json.loads(desk("import", file, "--json"))["added"] == 1

    @pytest.mark.parametrize(
        ("name", "says"),
        [("house.csv", "ends in .toml"), ("none.toml", "cannot be read"), ("bad.toml", "Line 1")],
    )
    def test_says_what_is_wrong_with_a_file(self, tmp_path, name, says):
        (tmp_path / "bad.toml").write_text("[[rule")
        with pytest.raises(CommandError, match=says):
            desk("import", tmp_path / name)


class TestExport:
    def test_writes_what_import_takes(self, tmp_path):
        file = tmp_path / "all.toml"
        count = Rule.objects.count()
        assert desk("export", file) == f"{count} rules in {file}.\n"
        assert desk("import", file) == f"rules: 0 added, {count} as they were\n"
        Rule.objects.all().delete()
        assert desk("import", file) == f"rules: {count} added, 0 as they were\n"

    def test_goes_to_standard_output(self):
        assert len(stylebook.load(desk("export", "-").encode())) == Rule.objects.count()

    def test_says_that_it_cannot_write(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be written"):
            desk("export", tmp_path / "none" / "all.toml")
