"""Running checks over a library, and choosing which ones to run."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from needle_evidence.checks.check import Check
from needle_evidence.checks.rule_pack import find_packs
from needle_evidence.errors import UsageError
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.decision import Waiver
from needle_evidence.model.finding import (
    CheckResult,
    Finding,
    NotChecked,
    Outcome,
    Problem,
    Severity,
    WaivedFinding,
)
from needle_evidence.model.library import Library
from needle_evidence.plugins import load_extensions, module_names

RULES = "needle_evidence.checks.rules"
# The file of each part of a library that a project may lack.
_FILES = {
    "results": "appraisal/evidence.csv",
    "ratings": "appraisal/certainty.csv",
    "searches": "appraisal/searches.csv",
    "reviews": "appraisal/reviews.csv",
    "waivers": "appraisal/waivers.csv",
    "verifications": "appraisal/verification.csv",
    "articles": "article",
}


def all_checks() -> tuple[Check, ...]:
    """Every check there is, ours and plug-ins', by code.

    Raises TypeError for a rule file without a `CHECK`, UsageError for a code used twice.
    """
    checks = sorted(load_extensions(RULES, "CHECK", Check), key=lambda check: check.code)
    for first, second in pairwise(checks):
        if first.code == second.code:
            raise UsageError(
                f"Two checks have the code {first.code}: {first.name} and {second.name}.",
                "Uninstall the plug-in that brings one of them.",
            )
    return tuple(checks)


def find_check(code: str) -> Check:
    """The check with a code (in any case), importing only its own file where it is ours.

    Raises UsageError for a code that does not exist, with the nearest ones.
    """
    wanted = code.strip().upper()
    for module in module_names(RULES):
        if module.rpartition(".")[2].upper().startswith(wanted + "_"):
            check = importlib.import_module(module).CHECK
            if isinstance(check, Check):
                return check
    checks = {check.code: check for check in all_checks()}
    if wanted in checks:
        return checks[wanted]
    raise _unknown_code(code, [*checks, *(check.name for check in checks.values())])


def choose_checks(
    checks: Sequence[Check],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    packs: Iterable[str] = (),
) -> tuple[Check, ...]:
    """The checks that `select` names (all, where it is empty) less those `ignore` names.

    Both hold codes or beginnings of codes ("NE2"). Those of a rule pack run where `packs` names
    it, or `select` their whole code. Raises UsageError for a code or pack that fits none.
    """
    selected, ignored = tuple(select), tuple(ignore)
    on = {"", *(pack.name for pack in find_packs(packs))}
    require_known(checks, (*selected, *ignored))
    return tuple(
        check
        for check in checks
        if (check.pack in on or check.code in selected)
        and (not selected or check.code.startswith(selected))
        and not (ignored and check.code.startswith(ignored))
    )


def require_known(checks: Sequence[Check], codes: Iterable[str]) -> None:
    """Raises UsageError for the first code or beginning of a code that fits no check."""
    for code in codes:
        if not code or not any(check.code.startswith(code) for check in checks):
            raise _unknown_code(code, [check.code for check in checks])


def run_checks(
    library: Library, checks: Iterable[Check], severities: Mapping[str, Severity] | None = None
) -> tuple[CheckResult, ...]:
    """The result of each check, in the given order.

    severities: code → severity instead of the check's own. A check whose needs the library
    lacks is *not checked*, never passed. A finding that a waiver in force covers is set apart.
    """
    waivers = {
        (waiver.code, waiver.subject): waiver
        for waiver in library.waivers
        if in_force(waiver, library.today)
    }
    return tuple(_run(library, check, severities or {}, waivers) for check in checks)


def in_force(waiver: Waiver, today: datetime.date | None) -> bool:
    """Whether a waiver holds: it has a reason and an owner, and its last day has not passed."""
    complete = bool(waiver.reason and waiver.owner and waiver.expires_on)
    return complete and today is not None and today <= (waiver.expires_on or today)


def _run(
    library: Library,
    check: Check,
    severities: Mapping[str, Severity],
    waivers: Mapping[tuple[str, str], Waiver],
) -> CheckResult:
    lacking = check.needs - library.available
    if lacking:
        files = ", ".join(sorted(_FILES.get(part, part) for part in lacking))
        noted: list[Problem | NotChecked] = [NotChecked(reason=f"there is no {files}")]
    else:
        noted = list(check.look(library))
    own = severities.get(check.code)
    findings: list[Finding] = []
    waived: list[WaivedFinding] = []
    for item in noted:
        if isinstance(item, Problem):
            finding = _finding(check, item, own)
            waiver = waivers.get((finding.code, finding.subject))
            if waiver is None or waiver.expires_on is None:
                findings.append(finding)
            else:
                waived.append(_waived(finding, waiver, waiver.expires_on))
    not_checked = tuple(item for item in noted if isinstance(item, NotChecked))
    rest = Outcome.WAIVED if waived else Outcome.PASS
    outcome = Outcome.NOT_CHECKED if not_checked else rest
    return CheckResult(
        check=check.description,
        outcome=Outcome.FAIL if findings else outcome,
        findings=tuple(findings),
        not_checked=not_checked,
        waived=tuple(waived),
    )


def _waived(finding: Finding, waiver: Waiver, expires_on: datetime.date) -> WaivedFinding:
    return WaivedFinding(
        finding=finding, reason=waiver.reason, owner=waiver.owner, expires_on=expires_on
    )


def _finding(check: Check, problem: Problem, severity: Severity | None) -> Finding:
    return Finding(
        code=check.code,
        name=check.name,
        severity=severity or problem.severity or check.severity,
        message=problem.message,
        location=problem.location,
        subject=problem.subject,
        way_out=problem.way_out or check.way_out,
        raw=problem.raw,
    )


def _unknown_code(code: str, known: Sequence[str]) -> UsageError:
    way_out = suggestion(code, known) or "`needle-evidence explain` lists all codes."
    return UsageError(f"There is no check {code}.", way_out)
