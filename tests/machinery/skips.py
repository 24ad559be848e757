"""Makes a skipped test a failed one, unless its reason is among those that are known."""

from collections.abc import Generator

import pytest

from tests.machinery.extras import ABSENT

KNOWN = (ABSENT,)


def refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for an unknown reason into a failure that says so."""
    if not report.skipped or hasattr(report, "wasxfail") or not isinstance(report.longrepr, tuple):
        return
    path, line, message = report.longrepr
    reason = str(message).removeprefix("Skipped: ")
    if not reason.startswith(KNOWN):
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: skipped for a reason that nobody agreed to: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse(report)
    return report
