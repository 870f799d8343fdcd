"""Choosing checks, finding one by its code, and what a run of them returns."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterable

import pytest

from needle_evidence.checks import runner
from needle_evidence.checks.check import Check, Look, reading_check
from needle_evidence.errors import UsageError
from needle_evidence.model.decision import Waiver
from needle_evidence.model.finding import (
    CheckResult,
    Location,
    NotChecked,
    Outcome,
    Problem,
    Severity,
)
from needle_evidence.model.library import Library

PLACE = Location(path="claims.csv", line=2)


def make_check(
    code: str = "NE901", look: Look | None = None, needs: frozenset[str] = frozenset()
) -> Check:
    return Check(
        code=code,
        name=f"rule-{code.lower()}",
        severity=Severity.WARNING,
        summary="s",
        why="w",
        bad="b",
        good="g",
        way_out="the check's way out",
        look=look or (lambda library: ()),
        needs=needs,
    )


def looking(*items: Problem | NotChecked) -> Look:
    def look(library: Library) -> Iterable[Problem | NotChecked]:
        return items

    return look


def test_all_checks_come_by_code() -> None:
    codes = [check.code for check in runner.all_checks()]
    assert codes == sorted(set(codes))
    assert {"NE001", "NE101", "NE201"} <= set(codes)


def test_a_code_used_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = (make_check("NE901"), make_check("NE900"), make_check("NE901"))
    monkeypatch.setattr(runner, "load_extensions", lambda *_: twice)
    with pytest.raises(UsageError, match="Two checks have the code NE901"):
        runner.all_checks()


def test_find_check_takes_a_code_in_any_case() -> None:
    assert runner.find_check(" ne101 ").name == "uncited-claim"


def test_find_check_imports_only_its_own_rule() -> None:
    program = (
        "import sys; from needle_evidence.checks.runner import RULES, find_check;"
        "find_check('NE101');"
        "print(*(m for m in sys.modules if m.startswith(RULES + '.')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["needle_evidence.checks.rules.ne101_uncited_claim"]


def test_find_check_finds_a_plug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in = make_check("XY001")
    monkeypatch.setattr(runner, "load_extensions", lambda *_: (plug_in,))
    assert runner.find_check("xy001") is plug_in


@pytest.mark.parametrize("code", ["NE999", "NE1", "", "[/5]"])
def test_find_check_refuses_an_unknown_code(code: str) -> None:
    with pytest.raises(UsageError, match="There is no check") as caught:
        runner.find_check(code)
    assert caught.value.exit_code == 2
    assert caught.value.way_out


def test_choosing_by_codes_and_beginnings_of_codes() -> None:
    checks = [make_check(code) for code in ("NE001", "NE101", "NE102", "NE201")]

    def chosen(**options: tuple[str, ...]) -> list[str]:
        return [check.code for check in runner.choose_checks(checks, **options)]

    assert chosen() == ["NE001", "NE101", "NE102", "NE201"]
    assert chosen(select=("NE1",)) == ["NE101", "NE102"]
    assert chosen(ignore=("NE1", "NE001")) == ["NE201"]
    assert chosen(select=("NE1", "NE201"), ignore=("NE102",)) == ["NE101", "NE201"]
    assert chosen(select=("NE001",), ignore=("NE001",)) == []


@pytest.mark.parametrize(
    "options", [{"select": ("NE7",)}, {"ignore": ("ne001",)}, {"select": ("",)}]
)
def test_choosing_refuses_codes_that_fit_no_check(options: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UsageError, match="There is no check"):
        runner.choose_checks([make_check("NE001")], **options)


def test_require_known_says_which_code_and_offers_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        runner.require_known([make_check("NE101"), make_check("NE201")], ["NE101", "NE110"])
    assert caught.value.problem == "There is no check NE110."
    assert "NE101" in caught.value.way_out


def test_a_check_without_problems_passes() -> None:
    (result,) = runner.run_checks(Library(), [make_check()])
    assert result.outcome is Outcome.PASS
    assert (result.findings, result.not_checked) == ((), ())
    assert result.check.code == "NE901"


def test_findings_take_code_severity_and_way_out_from_the_check() -> None:
    look = looking(
        Problem(message="one", location=PLACE, subject="x", raw="r"),
        Problem(message="two", location=PLACE, way_out="own", severity=Severity.NOTE),
    )
    (result,) = runner.run_checks(Library(), [make_check(look=look)])
    one, two = result.findings
    assert result.outcome is Outcome.FAIL
    assert (one.code, one.name, one.severity) == ("NE901", "rule-ne901", Severity.WARNING)
    assert (one.message, one.location, one.subject, one.raw) == ("one", PLACE, "x", "r")
    assert one.way_out == "the check's way out"
    assert (two.way_out, two.severity) == ("own", Severity.NOTE)


def test_a_chosen_severity_wins_over_check_and_problem() -> None:
    look = looking(Problem(message="one", location=PLACE, severity=Severity.NOTE))
    severities = {"NE901": Severity.ERROR}
    (result,) = runner.run_checks(Library(), [make_check(look=look)], severities)
    assert [finding.severity for finding in result.findings] == [Severity.ERROR]


def test_a_thing_not_looked_at_is_not_a_pass() -> None:
    unread = NotChecked(reason="no title", subject="x")
    (result,) = runner.run_checks(Library(), [make_check(look=looking(unread))])
    assert result.outcome is Outcome.NOT_CHECKED
    assert result.not_checked == (unread,)


def test_a_finding_beside_a_thing_not_looked_at_is_a_failure_and_keeps_both() -> None:
    unread = NotChecked(reason="no title")
    problem = Problem(message="one", location=PLACE)
    (result,) = runner.run_checks(Library(), [make_check(look=looking(unread, problem))])
    assert result.outcome is Outcome.FAIL
    assert len(result.findings) == 1
    assert result.not_checked == (unread,)


def test_a_check_whose_needs_are_not_loaded_does_not_look() -> None:
    def look(library: Library) -> Iterable[Problem]:
        raise AssertionError("it looked")

    check = make_check(look=look, needs=frozenset({"claims", "articles", "anchors"}))
    (result,) = runner.run_checks(Library(), [check])
    assert result.outcome is Outcome.NOT_CHECKED
    assert [item.reason for item in result.not_checked] == ["there is no anchors, article"]


def test_results_come_in_the_order_of_the_checks() -> None:
    checks = [make_check("NE902"), make_check("NE901")]
    codes = [result.check.code for result in runner.run_checks(Library(), checks)]
    assert codes == ["NE902", "NE901"]


def test_a_reading_check_reports_its_own_kinds_only() -> None:
    problems = tuple(
        Problem(message=kind, location=PLACE, kind=kind) for kind in ("macro", "other", "")
    )
    look = reading_check("macro", "inheritance")
    found = [item.message for item in look(Library(problems=problems)) if isinstance(item, Problem)]
    assert found == ["macro"]


def waived_run(expires_on: str, today: str = "2026-11-24", reason: str = "r") -> CheckResult:
    problem = Problem(message="m", location=PLACE, subject="claim")
    waiver = Waiver(
        code="NE901",
        subject="claim",
        location=PLACE,
        reason=reason,
        owner="o",
        expires_on=datetime.date.fromisoformat(expires_on),
    )
    library = Library(waivers=(waiver,), today=datetime.date.fromisoformat(today))
    (result,) = runner.run_checks(library, [make_check(look=looking(problem))])
    return result


def test_a_waiver_sets_its_finding_apart_until_its_last_day() -> None:
    result = waived_run("2026-11-24")
    assert result.outcome is Outcome.WAIVED
    assert result.findings == ()
    assert [(item.finding.code, item.reason, item.owner) for item in result.waived] == [
        ("NE901", "r", "o")
    ]
    assert waived_run("2026-11-23").outcome is Outcome.FAIL


def test_a_waiver_without_a_reason_waives_nothing() -> None:
    assert waived_run("2199-01-01", reason="").outcome is Outcome.FAIL
