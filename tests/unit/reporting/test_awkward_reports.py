"""Projects that are hard to print: every form of the report shows them whole."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pytest

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.awkward_libraries import (
    CITATIONS,
    LONG_CLAIM,
    LONG_WORD_CLAIM,
    NAMES,
    awkward_libraries,
    awkward_view,
)
from tests.report_readers import FORM_READERS, Reading

# Forms that show each claim and each work in full, read as plain text.
WHOLE = ("csv", "fhir", "html", "json", "markdown")


@cache
def view_of(case: str) -> EvidenceView:
    return awkward_view(awkward_libraries()[case])


def reading_of(name: str, case: str) -> Reading:
    return reading_for(name, case, Audience.CLINICIAN)


@cache
def reading_for(name: str, case: str, audience: Audience) -> Reading:
    form = report_formats()[name]
    report = form.render(view_of(case), ReportOptions(audience=audience))
    return FORM_READERS[name].read(report.files)


def squeezed(text: str) -> str:
    """The text without what a form may break it with."""
    return re.sub("[\\s\u00ad\u200b]+", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("case", awkward_libraries())
@pytest.mark.parametrize(
    ("name", "audience"),
    [(name, one) for name, form in report_formats().items() for one in form.audiences],
)
def test_every_form_can_be_read(name: str, audience: Audience, case: str) -> None:
    assert name in FORM_READERS, f"write a reader for the form {name} in tests/report_readers.py"
    assert reading_for(name, case, audience).faults == ()


@pytest.mark.parametrize("name", WHOLE)
def test_claims_of_5000_characters_are_shown(name: str) -> None:
    text = squeezed(reading_of(name, "long").text)
    assert squeezed(LONG_CLAIM) in text
    assert LONG_WORD_CLAIM in text


@pytest.mark.parametrize("name", [*WHOLE, "docx", "pdf", "xlsx", "csl-json"])
def test_every_one_of_400_works_is_shown(name: str) -> None:
    text = squeezed(reading_of(name, "many").text)
    assert [n for n in range(CITATIONS) if f"Onwork-{n}" not in text] == []


@pytest.mark.parametrize("name", [*WHOLE, "docx", "csl-json"])
def test_names_in_any_script_are_shown(name: str) -> None:
    text = squeezed(reading_of(name, "scripts").text)
    for person in NAMES:
        assert squeezed(person.family or person.literal) in text


@pytest.mark.parametrize("name", [*WHOLE, "docx", "xlsx"])
def test_claims_in_any_script_are_shown(name: str) -> None:
    text = squeezed(reading_of(name, "scripts").text)
    for claim in view_of("scripts").claims:
        assert squeezed(claim.claim.text) in text


@pytest.mark.parametrize("name", [*WHOLE, "docx", "pdf", "xlsx"])
def test_both_claims_of_one_id_are_shown(name: str) -> None:
    text = squeezed(reading_of(name, "doubled").text)
    for words in ("Needling eases pain.", "Needling eases knees.", "Needling eases hips."):
        assert squeezed(words) in text


@pytest.mark.parametrize("case", ["empty", "no claims", "no references"])
def test_nothing_is_not_shown_as_good(case: str) -> None:
    view = view_of(case)
    assert view.patients.statements == ()
    assert not any(claim.stands or claim.good for claim in view.claims)
