"""The records of the register, all by one name: `from broadsheet.register.models import Person`.

Whatever an entry may be looked up by is a row of `Name`, in the form in which `checking.known`
names what a text has; it is written with the entry.
"""

from broadsheet.register.models.entries import (
    LONGEST_KIND,
    LONGEST_NAME,
    Entry,
    Organisation,
    Person,
    Place,
)
from broadsheet.register.models.names import KINDS, Name, Role
from broadsheet.register.models.offices import LONGEST_SOURCE, Office, Tenure

__all__ = [
    "KINDS",
    "LONGEST_KIND",
    "LONGEST_NAME",
    "LONGEST_SOURCE",
    "Entry",
    "Name",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "Role",
    "Tenure",
]
