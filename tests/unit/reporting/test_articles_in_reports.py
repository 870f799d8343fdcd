"""Pages in the three forms of the report: everything told, every text escaped."""

from __future__ import annotations

import json
import re
import time
from importlib import resources
from typing import Any

import jsonschema
import pytest

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.finding import CheckRun
from needle_evidence.model.library import Library
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.hand_made_articles import (
    PARAGRAPH,
    article,
    awkward_pages,
    claim,
    library_of,
    reference,
)
from tests.rendered_report import rendered


def built(library: Library, coverages: Any = ()) -> EvidenceView:
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
        coverages=coverages,
    )


@pytest.fixture(scope="module")
def awkward() -> dict[str, str]:
    view = built(*awkward_pages())
    return {
        name: rendered(form, view) for name, form in report_formats().items() if form.by_default
    }


@pytest.fixture(scope="module")
def without() -> dict[str, str]:
    view = built(Library(claims=(claim("a", "Needling eases pain."),)))
    return {
        name: rendered(form, view) for name, form in report_formats().items() if form.by_default
    }


def test_working_paper_with_a_page_is_not_for_search_engines(
    awkward: dict[str, str], without: dict[str, str]
) -> None:
    tag = '<meta name="robots" content="noindex">'
    assert tag in awkward["html"]
    assert tag not in without["html"]


def test_project_without_pages_says_nothing_about_them(without: dict[str, str]) -> None:
    for word in ("article-1", "claim sentences", "The article"):
        assert word not in without["html"].partition("</style>")[2]
        assert word not in without["markdown"]
    assert json.loads(without["json"])["articles"] == []


@pytest.mark.parametrize(
    "words",
    [
        "1 of 2",
        "2 pages not counted",
        "meaning changed: indirect",
        "number changed: 4 weeks → 24 weeks",
        "found in several places",
        "could not be read",
        "not registered",
        "2 claims, worst: refuted",
        "supported, high certainty",
    ],
)
def test_page_tells(awkward: dict[str, str], words: str) -> None:
    assert words in awkward["html"]
    if not words.startswith("2 claims"):
        assert words in re.sub(r"[*\\]", "", awkward["markdown"])


def test_hostile_words_are_only_words(awkward: dict[str, str]) -> None:
    # The page's own script is the only one, and stands before every text of a user.
    assert awkward["html"].count("<script") == 1
    assert "<script" not in awkward["html"].partition("<body")[2]
    assert "<img" not in awkward["html"]
    assert "{{" not in awkward["html"].replace("{{ 7*7 }}", "")
    for text in awkward.values():
        assert "\x1b" not in text
        assert "\u202e" not in text
    for bare in ("<script", "[citation needed]", "![i]", "**c**", "|a|", "`b`"):
        assert bare not in re.sub(r"\\.", "", awkward["markdown"])


def test_rows_of_a_markdown_table_stay_rows(awkward: dict[str, str]) -> None:
    _, _, part = awkward["markdown"].partition("## The articles")
    part, _, _ = part.partition("## Claims by topic")
    tables = [re.sub(r"\\.", "", line) for line in part.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} == {5, 7}
    assert max(map(len, part.splitlines())) < 3_000


def test_json_follows_its_schema_and_tells_every_place(awkward: dict[str, str]) -> None:
    folder = resources.files("needle_evidence.reporting") / "schemas"
    schema = json.loads((folder / "evidence-1.schema.json").read_text(encoding="utf-8"))
    document = json.loads(awkward["json"])
    jsonschema.Draft202012Validator(schema).validate(document)
    page, foreign, lost = document["articles"]
    assert page["claims"] == {"found": 11, "meaning_changed": 1, "doubtful": 2, "not_found": 1}
    assert [one["text"] for one in page["uncovered"]] == ["Needling cures gout."]
    changed = next(one for one in page["placements"] if one["claim_id"] == "moved-on")
    assert (changed["state"], changed["line"]) == ("meaning_changed", 11)
    assert changed["differences"][0] == "number changed: 4 weeks → 24 weeks"
    gone = next(one for one in page["placements"] if one["claim_id"] == "gone")
    assert (gone["start"], gone["line"], len(gone["looked_for"])) == (None, None, 2)
    assert foreign["claim_sentences"]["not_counted_because"] == "only English is read"
    assert lost["unreadable"]
    assert document["summary"]["claim_sentences"] == {
        "found": 2,
        "registered": 1,
        "articles_not_counted": 2,
    }


def test_right_to_left_page_says_its_language_and_runs_its_own_way(awkward: dict[str, str]) -> None:
    assert '<div class="read" lang="ar">' in awkward["html"]
    assert '<p dir="auto">الإبر' in awkward["html"]


def test_thousands_of_marks_in_a_megabyte_are_printed_in_seconds() -> None:
    count = 5_000
    words = "and more is said about it " * 7
    page = article(*((PARAGRAPH, f"Needling eases pain {n}. {words}") for n in range(count)))
    assert len(page.text) > 1_000_000
    library = library_of(
        page,
        claims=tuple(claim(f"c{n}", f"Needling eases pain {n}.", "trial") for n in range(count)),
        references=(reference("trial"),),
        placements=[
            Placement(
                claim_id=f"c{n}",
                article=page.path,
                state=AnchorState.ANCHORED,
                location=page.location(block.start),
                start=block.start,
                end=block.start + 20,
            )
            for n, block in enumerate(page.blocks)
        ],
    )
    view = built(library)
    assert sum(len(section.marks) for section in view.articles[0].sections) == count
    started = time.process_time()
    for form in report_formats().values():
        if not form.by_default:
            continue
        # A view's own words are huge: they must not stand in the assertion.
        size = sum(map(len, form.render(view, ReportOptions()).files.values()))
        assert size > 1_000_000
    assert time.process_time() - started < 15
