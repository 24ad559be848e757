"""The paper's own settings in a folder of this process alone, with a hasher that costs nothing.

Of the caller's environment only the database server is taken, which a data-layer run names.
"""

import os
import tempfile
from pathlib import Path

from broadsheet import config

for var in config.VARS:
    if var.name != "DATABASE_URL":
        os.environ.pop(var.name, None)
TEST_FOLDER = os.environ["BROADSHEET_VAR"] = tempfile.mkdtemp(prefix="broadsheet-test-")

from broadsheet.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Collecting files for each test process would take longer than its tests; what the real storage
# makes of them is seen in the served paper.
Path(TEST_FOLDER, "static").mkdir()
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
