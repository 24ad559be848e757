"""`broadsheet desk register`, as it is called."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from broadsheet.formats.tenures import popolo
from broadsheet.register.exporting import everything
from broadsheet.register.models import Person, Tenure
from tests.formats.tenures.samples import ENTRIES

pytestmark = pytest.mark.django_db

TABLE = "person,office,begins,source\nAda Byrne,mayor,2014,Town record\n"


def desk(*words):
    out = StringIO()
    call_command("desk", "register", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tenures.csv"
    path.write_text(TABLE)
    return path


class TestImport:
    def test_takes_a_table_in_and_tells_what_became_of_it(self, file):
        said = desk("import", file)
        assert "tenure: 1 added, 0 filled in, 0 as they were" in said
        assert Tenure.objects.get().source == "Town record"
        assert "tenure: 0 added, 0 filled in, 1 as they were" in desk("import", file)

    def test_writes_nothing_in_a_dry_run(self, file):
        assert "1 added" in desk("import", file, "--dry-run")
        assert not Person.objects.exists()

    def test_gives_the_account_as_json(self, file, tmp_path):
        assert json.loads(desk("import", file, "--json", "-"))["added"]["tenure"] == 1
        desk("import", file, "--json", tmp_path / "account.json")
        account = json.loads((tmp_path / "account.json").read_text())
        assert account["same"] == {"office": 1, "person": 1, "tenure": 1}
        assert account["file"] == str(file)

    def test_lists_what_is_otherwise_here(self, file):
        desk("import", file)
        Tenure.objects.update(ends="2019")
        file.write_text(TABLE.replace("source", "ends,source").replace("2014,", "2014,2020,"))
        assert "Ada Byrne, mayor: to is 2019 here, 2020 there" in desk("import", file)

    def test_knows_as_of_when_the_file_is_right(self, file):
        desk("import", file, "--as-of", "2025-02-03")
        assert str(Person.objects.get().known_on) == "2025-02-03"

    @pytest.mark.parametrize(
        ("name", "text", "says"),
        [
            ("tenures.csv", "person,office\nAda,mayor\n", "Line 2: There is no source"),
            ("tenures.txt", "", "ends in .csv, .json or .toml"),
            ("tenures.json", "[]", "is not a JSON object"),
            ("tenures.toml", "[[office", "Line 1"),
        ],
    )
    def test_says_what_is_wrong_and_where(self, tmp_path, name, text, says):
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(CommandError, match=says):
            desk("import", path)

    def test_says_that_there_is_no_file(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            desk("import", tmp_path / "none.csv")

    def test_reads_popolo_and_wikidata_and_rolls(self, tmp_path):
        (tmp_path / "all.json").write_bytes(popolo.dump(ENTRIES))
        desk("import", tmp_path / "all.json")
        assert everything() == ENTRIES
        (tmp_path / "answer.json").write_text('{"results": {"bindings": []}}')
        desk("import", tmp_path / "answer.json")
        (tmp_path / "rolls.toml").write_text('[[place]]\nname = "Freedonia"\n')
        assert "place: 0 added, 0 filled in, 1 as they were" in desk(
            "import", tmp_path / "rolls.toml"
        )


class TestExport:
    @pytest.mark.parametrize("suffix", [".csv", ".json"])
    def test_is_taken_in_again_without_any_change(self, file, tmp_path, suffix):
        desk("import", file)
        path = tmp_path / f"out{suffix}"
        assert "1 tenure in" in desk("export", path)
        account = json.loads(desk("import", path, "--json", "-"))
        assert account["added"] == account["filled"] == {}

    def test_goes_to_standard_output_as_popolo(self, file):
        desk("import", file)
        assert popolo.load(desk("export", "-").encode()) == everything()

    def test_says_what_it_can_write(self, tmp_path):
        with pytest.raises(CommandError, match=r"\.csv or \.json"):
            desk("export", tmp_path / "out.toml")
