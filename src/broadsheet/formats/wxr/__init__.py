"""WordPress's export format (WXR 1.0 to 1.2), read as a stream in memory that does not grow.

For progress, ask the file how far it has been read (`file.tell()`).
"""

from broadsheet.formats.wxr.reading import read
from broadsheet.formats.wxr.records import Author, Entry, Filing, Record, Site, Term

__all__ = ["Author", "Entry", "Filing", "Record", "Site", "Term", "read"]
