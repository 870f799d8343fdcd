"""The exit codes of every command."""

from __future__ import annotations

from needle_evidence.model.finding import CheckRun, Severity

CLEAN = 0
FINDINGS = 1
WRONG_USE = 2
NOT_CHECKED = 5
CRASH = 70
INTERRUPTED = 130

EXIT_CODES_HELP = (
    "Exit codes: 0 clean; 1 findings at or above --fail-on; 2 wrong use or settings; "
    "3 a file cannot be read or written; 4 the network is needed (add --online); "
    "5 something named by --require could not be checked."
)


def code_of(run: CheckRun, fail_on: str, unchecked: tuple[str, ...] = ()) -> int:
    """The exit code of a run: findings that matter come before what was not checked.

    fail_on: lowest severity that counts, or "never". unchecked: required codes whose checks
    could not check everything.
    """
    if fail_on != "never":
        lowest = Severity(fail_on).rank
        if any(run.count(severity) for severity in Severity if severity.rank >= lowest):
            return FINDINGS
    return NOT_CHECKED if unchecked else CLEAN
