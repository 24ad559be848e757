"""Days and moments, as the newsroom's screens tell them: no time without its zone."""

DATE_FORMAT = "Y M j"
MONTH_DAY_FORMAT = "M j"
TIME_FORMAT = "H:i T"
DATETIME_FORMAT = "Y F j, H:i T"
