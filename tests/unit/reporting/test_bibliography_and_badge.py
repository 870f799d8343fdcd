"""The reference list as CSL-JSON, and the badge."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.formats.references.csl_json import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.bibliography import format_reference, load_style
from needle_evidence.reporting.evidence.badge import REPORT_FORMAT as BADGE
from needle_evidence.reporting.evidence.csl_json import REPORT_FORMAT as CSL_JSON
from needle_evidence.reporting.evidence.csl_json import csl_item
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportFormat, ReportOptions
from needle_evidence.workspace import load, open_project
from tests.reference_pages import ROOT

_SVG = "{http://www.w3.org/2000/svg}"
# The types, the names and the dates of CSL 1.0.2 that a reference list can hold.
_NAMES = {"author", "editor", "translator"}
_DATES = {"issued", "accessed"}


@pytest.fixture(scope="module")
def example() -> EvidenceView:
    project = open_project(ROOT)
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style="ama")


def text_of(form: ReportFormat, view: EvidenceView, **own: str) -> str:
    (content,) = form.render(view, ReportOptions(own_templates=own)).files.values()
    return content.decode()


def items_of(view: EvidenceView) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text_of(CSL_JSON, view))
    return found


def test_every_work_is_listed_in_the_order_of_the_list(example: EvidenceView) -> None:
    assert [item["id"] for item in items_of(example)] == [
        view.citekey for view in example.references
    ]


def test_items_have_the_shape_of_csl(example: EvidenceView) -> None:
    for item in items_of(example):
        for name, value in item.items():
            if name in _NAMES:
                assert value
                assert all(person.keys() & {"family", "literal"} for person in value)
            elif name in _DATES:
                assert value.keys() <= {"date-parts", "literal", "season", "circa"}
            elif name == "custom":
                assert isinstance(value, dict)
            else:
                assert isinstance(value, str), name
                assert value


def test_abstracts_and_notes_are_never_printed(example: EvidenceView) -> None:
    view = example.references[0]
    told = replace(
        view.record,
        fields={**view.record.fields, "abstract": "Long.", "note": "Mine.", "keywords": "pain"},
    )
    assert csl_item(replace(view, record=told)) == csl_item(view)


def test_a_citation_style_prints_the_same_list_from_it(example: EvidenceView) -> None:
    style = load_style("ama")
    content = text_of(CSL_JSON, example).encode()
    assert REFERENCE_FORMAT.read is not None
    again = REFERENCE_FORMAT.read(content, "bibliography.json").references
    printed = {one.key: format_reference(style, one).plain for one in again}
    assert printed == {view.citekey: view.formatted.plain for view in example.references}


def test_a_retracted_work_says_so_and_more_authors_are_kept(example: EvidenceView) -> None:
    view = example.references[0]
    gone = replace(
        view,
        verification=replace(view.verification, notice="retraction"),
        record=Reference(
            key="x",
            entry_type="article",
            location=Location(path="references.bib", line=1),
            fields={"title": "</script>\ud800"},
            authors=(PersonName(family="Lee"),),
            authors_truncated=True,
        ),
    )
    item = csl_item(gone)
    assert item["status"] == "retracted"
    assert item["custom"] == {"more-authors": True}
    assert "status" not in csl_item(view)
    assert "\\ud800" in text_of(CSL_JSON, replace(example, references=(gone,)))


def tallied(view: EvidenceView, claims: int, stand: int) -> EvidenceView:
    return replace(view, headline=replace(view.headline, claims=claims, stand=stand))


def test_badge_tells_how_many_claims_stand(example: EvidenceView) -> None:
    tally = example.headline
    picture = ET.fromstring(text_of(BADGE, example))
    assert picture.tag == f"{_SVG}svg"
    assert picture.get("role") == "img"
    title = picture.find(f"{_SVG}title")
    assert title is not None
    assert title.text == f"evidence: {tally.stand} of {tally.claims} claims stand"
    described = picture.find(f"{_SVG}desc")
    assert described is not None
    assert f"With a known reference: {tally.cited}." in (described.text or "")
    assert picture.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"


def test_badge_has_nothing_that_runs_or_loads(example: EvidenceView) -> None:
    picture = ET.fromstring(text_of(BADGE, example))
    assert {node.tag.removeprefix(_SVG) for node in picture.iter()} == {
        "svg", "title", "desc", "path", "g", "text",
    }  # fmt: skip
    attributes = {name for node in picture.iter() for name in node.attrib}
    assert not any("href" in name or name.startswith("on") for name in attributes)


@pytest.mark.parametrize(
    ("claims", "stand", "words", "colour"),
    [
        (0, 0, "no claims", "#57606a"),
        (1, 1, "1 of 1 claim stands", "#1a7f37"),
        (10_000, 9_999, "9999 of 10000 claims stand", "#8a5a00"),
        (3, 0, "0 of 3 claims stand", "#b3261e"),
    ],
)
def test_words_and_colour_of_the_badge(
    example: EvidenceView, claims: int, stand: int, words: str, colour: str
) -> None:
    picture = ET.fromstring(text_of(BADGE, tallied(example, claims, stand)))
    texts = picture.findall(f".//{_SVG}text")
    assert [node.text for node in texts] == ["evidence", words]
    assert [node.get("fill") for node in picture.findall(f"{_SVG}path")][1] == colour
    right = float(texts[1].get("x", "")) + float(texts[1].get("textLength", ""))
    assert right + 6 == float(picture.get("width", ""))


@pytest.mark.parametrize("colour", ["#444c56", "#57606a", "#1a7f37", "#8a5a00", "#b3261e"])
def test_white_words_can_be_read_on_each_colour(colour: str) -> None:
    assert contrast_with_white(colour) >= 4.5  # WCAG 2.2, 1.4.3


def test_a_project_can_have_a_badge_of_its_own_words(example: EvidenceView) -> None:
    own = '{% extends "default/badge.svg.j2" %}{% block label %}our page{% endblock %}'
    picture = ET.fromstring(text_of(BADGE, example, **{"badge.svg.j2": own}))
    title = picture.find(f"{_SVG}title")
    assert title is not None
    assert (title.text or "").startswith("our page: ")


def contrast_with_white(colour: str) -> float:
    def linear(part: float) -> float:
        bright: float = ((part + 0.055) / 1.055) ** 2.4
        return part / 12.92 if part <= 0.04045 else bright

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
