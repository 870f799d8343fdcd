"""What NE505 says of a claim whose own words stayed the same."""

from __future__ import annotations

from needle_evidence.checks.rules.ne505_reworded_claim import CHECK
from needle_evidence.checks.runner import run_checks
from needle_evidence.model.anchor import Anchor, AnchorState, GovernedQuote, Placement
from needle_evidence.model.article import Article
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library

WAS = GovernedQuote(quote="Eases pain", heading="It works")


def message(now: GovernedQuote) -> str:
    placement = Placement(
        claim_id="eases-pain",
        article="a.md",
        state=AnchorState.REANCHORED,
        location=Location(path="a.md", line=3),
        start=0,
        end=10,
        governed=now,
        differences=("heading: words added: “How”",),
        recorded=Anchor(claim_id="eases-pain", article="a.md", governed=WAS),
    )
    library = Library(
        claims=(Claim(claim_id="eases-pain", text="x", location=Location(path="claims.csv")),),
        articles=(Article(path="a.md", text="Eases pain"),),
        placements={"eases-pain": (placement,)},
        available=frozenset({"claims", "articles"}),
    )
    (result,) = run_checks(library, [CHECK])
    return result.findings[0].message


def test_words_around_an_unchanged_quote_are_not_called_its_own() -> None:
    found = message(GovernedQuote(quote="Eases pain", heading="How it works"))
    assert found.startswith("What stands around “Eases pain” was reworded: heading")


def test_other_words_are_shown() -> None:
    found = message(GovernedQuote(quote="Brings relief from pain", heading="It works"))
    assert found.startswith("This claim was probably reworded to “Brings relief from pain”:")
