"""The words with which a page makes a claim."""

from __future__ import annotations

from needle_evidence.anchoring.anchor_claims import anchor_of, place_claims
from needle_evidence.appraisal.printed_words import (
    governed_words,
    limits_stand_beside,
    printed_sentences,
)
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.anchor import Anchor
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from tests.built_article import built_article

ROW = Location(path="claims.csv", line=2)


def library_of(page: str, *quotes: str, anchors: tuple[Anchor, ...] = ()) -> Library:
    article = built_article(page)
    claim = Claim(claim_id="heel", text="It treats heel pain.", quotes=quotes, location=ROW)
    placements = place_claims((claim,), (article,), anchors, build_thesaurus())
    return Library(claims=(claim,), articles=(article,), placements=placements, anchors=anchors)


def test_whole_sentence_is_read() -> None:
    library = library_of("It may treat heel pain, says one trial. Rest is cheap.", "heel pain")
    assert printed_sentences(library, library.claims[0]) == (
        "It may treat heel pain, says one trial.",
    )


def test_list_item_is_read_behind_its_lead_in() -> None:
    library = library_of("Ask us first. It may cause:\n\n- bleeding", "bleeding")
    assert printed_sentences(library, library.claims[0]) == ("It may cause: bleeding",)
    own = library_of("It may cause:\n\n- It reduces heel pain", "It reduces heel pain")
    assert printed_sentences(own, own.claims[0]) == ("It reduces heel pain",)


def test_claim_that_stands_nowhere_has_no_words() -> None:
    library = library_of("The clinic opens at nine.", "It treats heel pain")
    claim = library.claims[0]
    assert printed_sentences(library, claim) == ()
    assert not limits_stand_beside(library, claim)
    assert [words.quote for _, words in governed_words(library, claim)] == [""]


def test_limits_must_stand_right_behind_the_claim() -> None:
    claim = "It treats heel pain."
    for page, expected in (
        (f"{claim} The evidence is limited.", True),
        (f"{claim} Rest is cheap. The evidence is limited.", False),
        (f"{claim}\n\nThe evidence is limited.", False),
        (claim, False),
    ):
        library = library_of(page)
        assert limits_stand_beside(library, library.claims[0]) is expected, page


def test_mended_typography_keeps_the_recorded_words() -> None:
    first = library_of('It\'s good: "It treats heel pain" - always.', "It treats heel pain")
    (placement,) = first.placements["heel"]
    recorded = anchor_of(placement, first.articles[0])
    second = library_of(
        "It’s good: “It treats heel pain” – always.", "It treats heel pain", anchors=(recorded,)
    )
    assert governed_words(second, second.claims[0]) == (
        ("articles/a.md", recorded.governed),
    )  # fmt: skip


def test_changed_meaning_gives_the_words_of_now() -> None:
    first = library_of("It treats heel pain for 4 weeks.")
    recorded = anchor_of(first.placements["heel"][0], first.articles[0])
    second = library_of("It never treats heel pain for 4 weeks.", anchors=(recorded,))
    ((_, words),) = governed_words(second, second.claims[0])
    assert words != recorded.governed
    assert "never" in words.before + words.quote
