"""What is listed for a claim, in which order, and when nothing is."""

from __future__ import annotations

from needle_evidence.appraisal.scope import Fit
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.suggest.candidates import Suggestion, library_index, suggest_references

PLACE = Location(path="claims.csv", line=2)
CLAIM = Claim(
    claim_id="a",
    text="Dry needling eases plantar heel pain.",
    location=PLACE,
    references=("cited",),
)


def work(key: str, title: str, **fields: str) -> Reference:
    return Reference(
        key=key, entry_type="article", location=PLACE, fields={"title": title, **fields}
    )


WORKS = (
    work("retracted", "RETRACTED: Dry needling for plantar heel pain: a randomized trial"),
    work("cited", "Dry needling and heel pain"),
    work("considered", "Dry needling of plantar heels", studydesign="rct"),
    work("tablets", "Tablets for plantar heel pain"),
    work("sleep", "Sleep in old age"),
)


def suggested(*works: Reference, top: int = 10, claim: Claim = CLAIM) -> Suggestion:
    result = Result(claim_id="a", citekey="considered", location=PLACE)
    library = Library(claims=(claim,), references=works, results=(result,))
    return suggest_references(library, library_index(library), claim, top=top)


def test_marks_and_order() -> None:
    found = suggested(*WORKS)
    keys = [candidate.reference.key for candidate in found.candidates]
    assert keys[-1] == "retracted"
    assert "sleep" not in keys
    by_key = {candidate.reference.key: candidate for candidate in found.candidates}
    assert by_key["retracted"].retracted
    assert by_key["cited"].cited
    assert by_key["considered"].considered
    assert not by_key["considered"].cited
    assert by_key["considered"].design.code == "rct"
    assert by_key["cited"].scope.fit is Fit.FITS
    assert (found.searched, found.without_abstract) == (5, 5)


def test_a_retracted_work_takes_no_place_of_another() -> None:
    found = suggested(*WORKS, top=1)
    assert [candidate.reference.key for candidate in found.candidates] != ["retracted"]
    assert len(found.candidates) == 1


def test_nothing_fits() -> None:
    claim = Claim(claim_id="a", text="Statins lower cholesterol.", location=PLACE)
    assert suggested(*WORKS, claim=claim).candidates == ()
    assert suggested(claim=claim).searched == 0
