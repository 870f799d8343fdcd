"""NE302: a recorded result, or a reported certainty, of a work that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Looking for the nearest name among thousands is slow; many lost names have one cause.
_MOST_OFFERS = 10


def _look(library: Library) -> Iterator[Problem]:
    named = [
        (result.citekey, result.cell("citekey"), result.claim_id) for result in library.results
    ]
    named += [
        (rating.reported_by, rating.cell("reported_by"), rating.claim_id)
        for rating in library.ratings
        if rating.reported_by
    ]
    unknown = [entry for entry in named if entry[0] not in library.reference_by_key]
    broken = {p.subject: p.location.line for p in library.problems if p.kind == "broken_block"}
    lost = dict.fromkeys(key for key, _, _ in unknown if key not in broken)
    offers = _offers(library, list(lost))
    for key, place, claim_id in unknown:
        shown = one_line(key, 80)
        message = f"There is no entry {shown} in {library.references_path}. {offers.get(key, '')}"
        if key in broken:
            message = (
                f"The entry {shown} could not be read "
                f"(line {broken[key] or '?'} of {library.references_path})."
            )
        yield Problem(message=message.strip(), location=place, subject=one_line(claim_id, 80))


def _offers(library: Library, keys: list[str]) -> dict[str, str]:
    """What to write instead of an unknown citekey: the entry's own, else the nearest."""
    aliases = {
        alias.strip(): reference.key
        for reference in library.references
        for alias in reference.fields.get("ids", "").split(",")
    }
    offers = {
        key: f"It is another name of {one_line(aliases[key], 80)}: write that key."
        for key in keys
        if key in aliases
    }
    for key in [key for key in keys if key not in offers][:_MOST_OFFERS]:
        offers[key] = one_line(suggestion(key, library.reference_by_key), 300)
    return offers


CHECK = Check(
    code="NE302",
    name="unknown-work",
    severity=Severity.ERROR,
    summary="A row in the appraisal folder names a citekey that references.bib does not hold.",
    why=(
        "A judgement must lead to the work that it is about. Without the entry nobody can look it "
        "up, and the result counts nowhere."
    ),
    bad="claim_id,citekey,stance\nreduces-hip-pain,hall2018effect,supports",
    good="claim_id,citekey,stance\nreduces-hip-pain,hall2018effects,supports",
    way_out="Write the citekey as it stands in references.bib, or add or mend the entry there.",
    look=_look,
)
