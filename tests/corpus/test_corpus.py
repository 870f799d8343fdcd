"""Every case of the corpus gives, or does not give, the finding that it names."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from needle_evidence.checks.rule_pack import PACKS
from needle_evidence.checks.runner import all_checks, choose_checks, run_checks
from needle_evidence.language.thesaurus import build_thesaurus, find_terms
from needle_evidence.model.finding import Finding
from tests.corpus.cases import KEYS, Case, all_cases, library_of

CASES = all_cases()
CHECKS = all_checks()
# Rules that judge claims and their citations; the others are about how files are written.
JUDGING = [check.code for check in CHECKS if check.code[:3] in ("NE3", "NE4", "NE7")]
FEWEST = 5


def fired(case: Case, *, without: str = "") -> list[Finding]:
    """The findings that the case is about, with its rule switched on, or off."""
    checks = choose_checks(CHECKS, ignore=[without] if without else [], packs=PACKS)
    results = run_checks(library_of(case), checks)
    return [
        finding
        for result in results
        for finding in result.findings
        if finding.code == case.rule and case.subject in ("", finding.subject)
    ]


def passes(case: Case, *, without: str = "") -> bool:
    return bool(fired(case, without=without)) is (case.expect == "fire")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    assert passes(case), case.why


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.expect == "fire"], ids=lambda case: case.id
)
def test_a_case_that_must_fire_fails_when_its_rule_is_off(case: Case) -> None:
    assert not passes(case, without=case.rule)


@pytest.mark.parametrize("code", JUDGING)
@pytest.mark.parametrize("expect", ["fire", "quiet"])
def test_each_rule_has_enough_different_cases(code: str, expect: str) -> None:
    different = {
        without_conditions(case) for case in CASES if case.rule == code and case.expect == expect
    }
    assert len(different) >= FEWEST


def without_conditions(case: Case) -> str:
    """The case with each condition blanked: two that differ only by a disease count once."""
    hidden = ("id", "why", "subject")
    text = json.dumps({k: v for k, v in case.content.items() if k not in hidden}, sort_keys=True)
    thesaurus = build_thesaurus()
    for term in reversed(find_terms(thesaurus, text)):
        if term.kind == "condition":
            text = f"{text[: term.start]}□{text[term.end :]}"
    names = re.findall(r'"(?:claim_id|citekey|key)": "([^"]+)"', text)
    for number, name in enumerate(dict.fromkeys(names)):
        text = text.replace(name, f"name{number}")
    return text


def test_cases_are_written_as_described() -> None:
    codes = {check.code for check in CHECKS}
    for case in CASES:
        assert set(case.content) <= KEYS, case.id
        assert case.rule in codes, case.id
        assert case.expect in ("fire", "quiet"), case.id
        assert case.id.startswith(f"{case.rule}-{case.expect}-"), case.id
        assert case.why.endswith("."), case.id
        assert case.content["claims"], case.id
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []
