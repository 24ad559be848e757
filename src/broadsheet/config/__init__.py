"""What the environment says, parsed. Only here is it looked at.

Whatever makes no sense there is said in a sentence by BadConfig.
"""

from broadsheet.config.databases import database, missing_paper
from broadsheet.config.folders import folder, kept_secret, secret_key, sheets, sheets_size
from broadsheet.config.mailing import Mail, mail
from broadsheet.config.providers import apple, openid
from broadsheet.config.purging import Cdn, cdn
from broadsheet.config.searching import search_half_life, search_rate
from broadsheet.config.serving import (
    asks_staff_twice,
    hosts,
    is_debug,
    is_production,
    metrics_token,
    node,
    node_address,
    proxies,
    site,
)
from broadsheet.config.variables import VARS, BadConfig, read

__all__ = [
    "VARS", "BadConfig", "Cdn", "Mail", "apple", "asks_staff_twice", "cdn", "database", "folder",
    "hosts", "is_debug", "is_production", "kept_secret", "mail", "metrics_token", "missing_paper",
    "node", "node_address", "openid", "proxies", "read", "search_half_life", "search_rate",
    "secret_key", "sheets", "sheets_size", "site",
]  # fmt: skip
