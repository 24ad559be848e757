"""The three programs are asked about the page, not about what it says of itself to machines."""

from tests.machinery.extractors import readings

SENTENCE = "The harbour was opened by the mayor, who said that it had been a long time coming. "
PAGE = f"""<!doctype html><html lang="en"><head><title>The harbour opens</title>
<script type="application/ld+json">{{"articleBody": "Only machines read this."}}</script></head>
<body><nav>Home Sport Culture</nav><article><h1>The harbour opens</h1>
<p>First of all. {SENTENCE * 6}</p><p>And then. {SENTENCE * 6}</p></article></body></html>"""


class TestReadings:
    def test_are_three(self) -> None:
        assert {reading.program for reading in readings(PAGE)} == {
            "trafilatura",
            "readability",
            "justext",
        }

    def test_hold_the_text_in_order(self) -> None:
        for reading in readings(PAGE):
            assert reading.text.index("First of all.") < reading.text.index("And then."), reading

    def test_leave_out_what_only_machines_read(self) -> None:
        assert [r.program for r in readings(PAGE) if "Only machines" in r.text] == []
