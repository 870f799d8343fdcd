"""Every rule file on its own pair of projects, its texts, and all rules on hostile text."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import needle_evidence
from needle_evidence.checks.check import Check
from needle_evidence.checks.runner import RULES, all_checks, run_checks
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import (
    CheckResult,
    Finding,
    Location,
    Outcome,
    Problem,
    Severity,
)
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import visible
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.plugins import module_names
from needle_evidence.workspace import load, open_project

FOLDER = Path(__file__).parent
STEMS = [module.rpartition(".")[2] for module in module_names(RULES)]
TEXTS = ("code", "name", "summary", "why", "bad", "good", "way_out")
KIND = re.compile(r'\bkind="(\w+)"')


def rule(stem: str) -> Check:
    check = importlib.import_module(f"{RULES}.{stem}").CHECK
    assert isinstance(check, Check)
    return check


def findings(library: Library) -> list[Finding]:
    return [finding for result in run_checks(library, all_checks()) for finding in result.findings]


def project(stem: str, kind: str) -> Library:
    return load(open_project(FOLDER / stem / kind))


@pytest.mark.parametrize("stem", STEMS)
def test_bad_project_gives_exactly_the_expected_findings(stem: str) -> None:
    code = rule(stem).code
    expected = (FOLDER / stem / "bad" / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = [
        f"{finding.location.path}:{finding.location.line or '-'} {finding.subject}"
        for finding in findings(project(stem, "bad"))
        if finding.code == code
    ]
    assert expected
    assert found == expected


@pytest.mark.parametrize("stem", STEMS)
def test_good_project_gives_no_error_and_nothing_of_the_rule(stem: str) -> None:
    code = rule(stem).code
    library = project(stem, "good")
    assert library.claims
    assert library.references
    assert [
        finding
        for finding in findings(library)
        if finding.code == code or finding.severity is Severity.ERROR
    ] == []


def test_every_folder_belongs_to_a_rule() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} == set(STEMS)


@pytest.mark.parametrize("stem", STEMS)
def test_texts_are_complete_and_fit_the_file_name(stem: str) -> None:
    check = rule(stem)
    assert all(getattr(check, text).strip() for text in TEXTS)
    assert re.fullmatch(r"NE\d{3}", check.code)
    assert stem == f"{check.code.lower()}_{check.name.replace('-', '_')}"
    assert check.bad != check.good
    for text in (check.summary, check.why, check.way_out):
        assert text[-1] == "."
        assert "\n" not in text


def test_codes_and_names_are_unique() -> None:
    checks = all_checks()
    assert len(checks) == len(STEMS)
    assert len({check.code for check in checks}) == len(checks)
    assert len({check.name for check in checks}) == len(checks)


def test_every_kind_of_problem_that_a_reader_notes_is_reported_by_one_check() -> None:
    package = Path(needle_evidence.__file__).parent
    sources = [*package.glob("formats/**/*.py"), *package.glob("workspace/**/*.py")]
    # What these note is about a file to import, and is told by the import.
    formats = package / "formats"
    imports = {formats / "reference_format.py", *formats.glob("references/*.py")}
    sources = [file for file in sources if file not in imports - {formats / "references/bibtex.py"}]
    kinds = {kind for file in sources for kind in KIND.findall(file.read_text(encoding="utf-8"))}
    assert {"broken_block", "unreadable_row", "unknown_setting"} <= kinds
    for kind in kinds:
        problem = Problem(message="x", location=Location(path="a.csv", line=1), kind=kind)
        found = findings(Library(problems=(problem,)))
        assert [finding.message for finding in found] == ["x"], kind


HOSTILE = (
    "[/5]",
    "[bold]x[/bold]",
    "\x1b[31mred\x1b[0m",
    "<script>alert(1)</script>",
    '=HYPERLINK("https://example.org")',
    "::error::x",
    "../../etc/passwd",
    "a‮b",
    "{" * 50,
    "\\" * 9,
    "&amp;&#0;",
    "javascript:alert(1)",
    "https://[::1",
    "10.1234/" + "(" * 30,
    "Иглы",
    "?" * 40,
    "[[[citation needed",
    "1-" * 30,
    "-0000-13-45/",
    "²٣",
    "",
    " ",
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=30),
    st.tuples(st.sampled_from(HOSTILE), st.text(max_size=8)).map("".join),
)
keys = st.one_of(st.sampled_from(("a", "A", "b", "=c;", "\x1b[0m", "..")), st.text(max_size=6))
places = st.builds(Location, path=st.just("f"), line=st.none() | st.integers(1, 9))
names = st.one_of(
    st.builds(PersonName, family=texts, given=texts, particle=texts, suffix=texts),
    st.builds(PersonName, literal=texts),
)
IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "issn", "url", "eprint")
LINKS = ("crossref", "xdata", "ids", "entryset")
PLAIN = ("title", "author", "journal", "year", "date", "pages", "abstract", "langid", "volume")
FIELDS = st.sampled_from((*IDENTIFIERS, *LINKS, *PLAIN))
references = st.builds(
    Reference,
    key=keys,
    entry_type=st.sampled_from(("article", "book", "incollection", "online", "xdata", "<b>")),
    location=places,
    fields=st.dictionaries(FIELDS, texts, max_size=8),
    raw_fields=st.dictionaries(st.sampled_from(("author", "editor")), texts),
    authors=st.lists(names, max_size=3).map(tuple),
    editors=st.lists(names, max_size=2).map(tuple),
)
claims = st.builds(
    Claim,
    claim_id=keys,
    text=texts,
    location=places,
    topic=texts,
    question=st.none() | st.sampled_from(Question),
    outcome=texts,
    references=st.lists(keys, max_size=4).map(tuple),
    quotes=st.lists(texts, max_size=2).map(tuple),
)
problems = st.builds(
    Problem,
    message=st.just("x"),
    location=places,
    subject=keys,
    kind=st.sampled_from(("broken_block", "duplicate_citekey", "unknown_setting", "none")),
)
libraries = st.builds(
    Library,
    claims=st.lists(claims, max_size=4).map(tuple),
    references=st.lists(references, max_size=4).map(tuple),
    problems=st.lists(problems, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(library=libraries)
def test_hostile_text_neither_stops_a_rule_nor_gets_into_a_message(library: Library) -> None:
    for result in run_checks(library, all_checks()):
        assert result.outcome is expected_outcome(result)
        for finding in result.findings:
            for text in (finding.message, finding.way_out):
                assert text == visible(text)
                assert "\n" not in text
                assert len(text) < 1000
        for item in result.not_checked:
            assert item.reason == visible(item.reason)


def expected_outcome(result: CheckResult) -> Outcome:
    if result.findings:
        return Outcome.FAIL
    return Outcome.NOT_CHECKED if result.not_checked else Outcome.PASS
