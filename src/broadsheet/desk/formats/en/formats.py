"""Days and moments, as the newsroom's screens tell them: no time without its zone."""

DATE_FORMAT = "j M Y"
MONTH_DAY_FORMAT = "j M"
TIME_FORMAT = "H:i T"
DATETIME_FORMAT = "j F Y, H:i T"
