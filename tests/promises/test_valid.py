"""Every kind of page is valid HTML."""

import pytest

from tests.machinery.markup import Nu
from tests.machinery.served import ServedPaper
from tests.machinery.sights import Sights

pytestmark = pytest.mark.journey


class TestPublicPages:
    def test_have_no_error(self, served_paper: ServedPaper, sights: Sights, nu: Nu) -> None:
        pages = {**sights.all, **{path: path for path in sights.stories}}
        assert nu({name: served_paper.get(path).text for name, path in pages.items()}) == {}

    @pytest.mark.parametrize(
        "mark", ["{#", "#}", "{%", "%}", "{{", ">None<", "&amp;amp;", "&amp;lt;"]
    )
    def test_show_nothing_that_was_meant_for_the_template(
        self, served_paper: ServedPaper, sights: Sights, mark: str
    ) -> None:
        pages = [*sights.all.values(), *sights.stories]
        assert [path for path in pages if mark in served_paper.get(path).text] == []
