"""Collects the figures of the fault tests and prints them at the end of the run, from whichever process."""

import json
from collections.abc import Callable

import pytest

KEY = "faults"

Told = Callable[..., None]


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Told:
    """Takes what a fault test has measured: the harm's name, and figures by their names."""

    def tell(harm: str, **counts: int) -> None:
        record_property(KEY, json.dumps({"harm": harm, **counts}))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a line for each harm that was done."""
    reports = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    told = [value for report in reports for key, value in report.user_properties if key == KEY]
    if told:
        terminalreporter.section("faults")
    for line in sorted(told):
        counts = json.loads(line)
        terminalreporter.line(f"{counts.pop('harm')}: " + ", ".join(f"{k} {v}" for k, v in counts.items()))
