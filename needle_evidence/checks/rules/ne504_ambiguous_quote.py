"""NE504: a claim whose words stand in several places of an article."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.placements import claims_placed
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_MOST = 5  # places named in one message
_KNOWN = 50  # places of one quote that are looked up; there may be more


def _look(library: Library) -> Iterator[Problem]:
    for claim, placement in claims_placed(library, AnchorState.AMBIGUOUS):
        yield Problem(
            message=(
                f"“{one_line(placement.governed.quote, 120)}” stands in "
                f"{_number(len(placement.others) + 1)} places of "
                f"{one_line(placement.article, 120)}: {_places(library, placement)}."
            ),
            location=claim.cell("quote" if claim.quotes else "claim"),
            subject=claim.claim_id,
            way_out=_WAY_OUT.format(claim=claim.claim_id),
        )


def _places(library: Library, placement: Placement) -> str:
    article = library.articles_by_path.get(placement.article)
    others = () if article is None else map(article.location, placement.others[: _MOST - 1])
    named = [_place(location) for location in (placement.location, *others)]
    more = " …" if len(placement.others) >= _MOST else ""
    return ", ".join(dict.fromkeys(named)) + more


def _number(places: int) -> str:
    return f"at least {places}" if places >= _KNOWN else str(places)


def _place(location: Location) -> str:
    return f"line {location.line}" if location.line else location.field


_WAY_OUT = (
    "Put more of the sentence into the quote cell; or, if the page makes the claim in all these "
    "places, run `needle-evidence anchor --accept {claim}`."
)

CHECK = Check(
    code="NE504",
    name="ambiguous-quote",
    severity=Severity.WARNING,
    summary="The words of a claim stand in several places, and none is known to be meant.",
    why=(
        "Which sentence was appraised decides what its context says: a heading, a list's "
        "lead-in, a “not”. With several places nobody can tell which one was read."
    ),
    bad="quote: “pain” (on line 3, 8, 9 and 20)",
    good="quote: “reduces heel pain within 6 weeks” (on line 8)",
    way_out=_WAY_OUT.format(claim="CLAIM_ID"),
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
