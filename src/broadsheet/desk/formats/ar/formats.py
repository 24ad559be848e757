"""A moment, as the newsroom's screens tell it: never without its zone."""

DATETIME_FORMAT = "j F Y, H:i T"
