"""Who sits at the desks, and a story that readers know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from broadsheet.desk.roles import Role
from tests.making import make_story
from tests.newsroom import log_in


@pytest.fixture
def editor():
    return log_in(Role.EDITOR)


@pytest.fixture
def reporter():
    return log_in(Role.REPORTER)


@pytest.fixture
def story():
    return make_story(at=timezone.now() - timedelta(hours=1))
