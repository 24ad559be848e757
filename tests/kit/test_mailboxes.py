"""One mailbox has one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.kit.mailboxes import settled

ADA = "ada@example.org"


@pytest.mark.parametrize(
    "typed",
    [
        ADA,
        " Ada@Example.ORG ",
        "ada@example.org\u200b\u200b",
        "ada@exam\u00adple.org",
        "ada@\uff45xample.org",
        "ada@example.or\u1d4d",
        "ada@example\ufe0f.org",
    ],
)
def test_is_where_mail_goes(typed):
    assert settled(typed) == ADA


def test_leaves_other_letters_alone():
    assert settled("anna@bücher.example") == "anna@bücher.example"
    assert settled("a.b+c@example.org") == "a.b+c@example.org"


@given(st.text(max_size=60))
def test_is_settled(typed):
    assert settled(settled(typed)) == settled(typed)


@given(st.text(st.sampled_from("aZß\u200b\u00ad\ufe0f\uff45ﬁⁿéÉ１Ω"), min_size=1, max_size=20))
def test_of_a_host_is_what_is_looked_up(host):
    """Python prepares hosts as RFC 3491 says."""
    try:
        found = host.encode("idna")
    except UnicodeError:  # nothing is left of it
        return
    assert settled(host).encode("idna") == found.lower()
