"""Entries with something in every member."""

from broadsheet.formats.tenures.entries import (
    Entries,
    Office,
    Organisation,
    Person,
    Place,
    Tenure,
)

ADA = Person(
    "Ada Byrne", ("Ada Byrne-Kelly",), "Byrne", "1956-03", "2020", ("https://example.org/ada",)
)
MAYOR = Office("mayor", ("lord mayor",), "Freedonia")
CHAIR = Office("chair", (), "Harbour Union", is_of_organisation=True, is_single=False)
ENTRIES = Entries(
    persons=[Person("Ben Saleh", short="Saleh")],
    offices=[Office("pope")],
    places=[
        Place("Freedonia", ("Free Land",), ("Freedonian",), ("Old Land (1950)", "Land")),
        Place("Harbour", country="Freedonia", region="Coast", same_as=("https://example.org/h",)),
    ],
    organisations=[
        Organisation("Harbour Union", ("HU",), ("Old Union (1999-05)",), "alliance"),
    ],
    tenures=[
        Tenure(ADA, MAYOR, "2001-01-20", "2009", source="https://example.org/mayors"),
        Tenure(ADA, CHAIR, "2010", is_acting=True, source="Harbour Record, page 3"),
    ],
)
