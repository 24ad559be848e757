"""The newsroom's own editor, as far as it reads and stores a paragraph."""

import re

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

_PARAGRAPH = re.compile(r'<p data-block-key="[^"]*">(.*)</p>')


def stored(html: str) -> str:
    """The paragraph as the editor stores it after somebody opened and saved it."""
    editor = ContentstateConverter(["bold", "italic", "link", "superscript", "subscript"])
    found = _PARAGRAPH.fullmatch(
        editor.to_database_format(editor.from_database_format(f"<p>{html}</p>"))
    )
    assert found, html
    return found[1]
