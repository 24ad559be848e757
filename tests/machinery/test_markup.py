"""The Nu checker is really asked, and its answer is put down to the right page."""

from tests.machinery.markup import Nu

RIGHT = "<!doctype html><html lang=en><title>A page</title><p>Text"
WRONG = "<!doctype html><html lang=en><title>A page</title><img src=a.png>"


class TestNu:
    def test_tells_the_errors_of_each_page(self, nu: Nu) -> None:
        found = nu({"/right/": RIGHT, "/wrong/": WRONG})
        assert list(found) == ["/wrong/"]
        assert "alt" in found["/wrong/"][0]
