"""The ladder: where a claim stands now, and what happened to it since it was recorded."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.anchoring.anchor_claims import anchor_of, governed_quote, place_claims
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.anchor import Anchor, AnchorState, Placement
from needle_evidence.model.article import Article
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from tests.built_article import built_article

THESAURUS = build_thesaurus()
ROW = Location(path="claims.csv", line=2)
PATH = "articles/a.md"

PAGE = """# Heel pain

Many people have it. Dry needling may reduce heel pain in adults after 4 weeks, \
says one trial. Rest is cheap.

# Potential benefits

Needling is said to help with:

- Less pain in the morning

- Better sleep

# Risks

Bruising is common after dry needling. It fades within a week."""
QUOTE = "Dry needling may reduce heel pain in adults after 4 weeks"


def claim(*quotes: str, text: str = "A claim.", **cells: Any) -> Claim:
    return Claim(
        claim_id="c1",
        text=text,
        location=ROW,
        quotes=quotes,
        columns={"quote": 4},
        **cells,
    )


def placed(
    claim: Claim, articles: Sequence[Article], anchors: Sequence[Anchor] = ()
) -> tuple[Placement, ...]:
    return place_claims([claim], articles, anchors, THESAURUS)[claim.claim_id]


def recorded(claim: Claim, page: str = PAGE) -> list[Anchor]:
    article = built_article(page)
    return [anchor_of(place, article) for place in placed(claim, [article])]


def after(page: str, quote: str = QUOTE, *more: str) -> Placement:
    """Where a quote that was recorded in PAGE stands in another version of it."""
    row = claim(quote, *more)
    found = placed(row, [built_article(page)], recorded(claim(quote)))
    assert len(found) == 1
    return found[0]


def test_an_unchanged_page_is_anchored() -> None:
    place = after(PAGE)
    assert place.state is AnchorState.ANCHORED
    assert PAGE_TEXT[place.start : place.end] == QUOTE == place.governed.quote
    assert place.differences == ()


PAGE_TEXT = built_article(PAGE).text


def test_a_record_holds_what_governs_the_quote() -> None:
    anchor = recorded(claim(QUOTE))[0]
    assert anchor.governed.before == ""
    assert anchor.governed.after == ", says one trial."
    assert anchor.governed.heading == "Heel pain"
    assert anchor.prefix == "Heel pain\n\nMany people have it. "
    assert anchor.suffix == ", says one trial. Rest is cheap."
    assert PAGE_TEXT[anchor.start : anchor.end] == QUOTE
    assert anchor.source_sha256 == built_article(PAGE).sha256
    item = recorded(claim("Better sleep"))[0].governed
    assert (item.lead_in, item.heading) == ("Needling is said to help with:", "Potential benefits")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Many people have it.", "Very many people have it. It hurts."),
        ("Rest is cheap.", ""),
        ("Bruising is common", "Bruises are common"),
    ],
)
def test_edits_elsewhere_leave_it_where_it_is_or_move_it(old: str, new: str) -> None:
    place = after(PAGE.replace(old, new))
    assert place.state in (AnchorState.ANCHORED, AnchorState.MOVED)
    assert place.governed.quote == QUOTE


def test_another_spelling_is_normalised() -> None:
    place = after(PAGE.replace("reduce heel pain in adults", "reduce  heel pain in *adults*"))
    assert place.state is AnchorState.NORMALISED


def test_a_mended_typo_is_normalised() -> None:
    with_typo = PAGE.replace("adults after", "adutls after")
    anchors = recorded(claim(QUOTE.replace("adults", "adutls")), with_typo)
    place = placed(claim(QUOTE), [built_article(PAGE)], anchors)[0]
    assert place.state in (AnchorState.NORMALISED, AnchorState.VARIANT)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("may reduce", "reduces", "may"),
        ("4 weeks", "24 weeks", "24 weeks"),
        ("Dry needling may", "There is no evidence that dry needling may", "no"),
        ("heel pain in adults", "elbow pain in adults", "elbow"),
        (", says one trial", ", which nobody has shown", "rest of the sentence"),
    ],
)
def test_a_harmful_edit_is_named(old: str, new: str, named: str) -> None:
    place = after(PAGE.replace(old, new))
    assert place.state is AnchorState.MEANING_CHANGED
    assert any(named in difference for difference in place.differences), place.differences
    assert place.start >= 0


def test_what_governs_an_unchanged_item_is_guarded() -> None:
    lead_in = PAGE.replace("is said to help with:", "does not help with:")
    place = after(lead_in, "Better sleep")
    assert place.state is AnchorState.MEANING_CHANGED
    assert place.differences[0].startswith("list lead-in")
    heading = PAGE.replace("Potential benefits", "Harms")
    assert not after(heading, "Better sleep").state.holds


def test_a_deleted_quote_is_orphaned_at_its_cell() -> None:
    place = after(PAGE.replace(f"{QUOTE}, says one trial. ", ""))
    assert place.state is AnchorState.ORPHANED
    assert (place.start, place.end) == (-1, -1)
    assert place.location == Location(path="claims.csv", line=2, column=4, field="quote")
    assert place.recorded is not None


def test_other_words_between_the_same_neighbours_are_offered_or_named_never_kept() -> None:
    new = "Adults with heel pain may notice a bit of ease at about 4 weeks of dry needling"
    place = after(PAGE.replace(QUOTE, new))
    assert place.state in (AnchorState.REANCHORED, AnchorState.MEANING_CHANGED)
    assert place.governed.quote.startswith("Adults with heel pain")
    assert place.differences


def test_a_declared_variant_holds_but_the_claims_own_text_is_only_offered() -> None:
    new = "In adults, heel pain may be less after 4 weeks of dry needling"
    page = PAGE.replace(QUOTE, new)
    assert after(page, QUOTE, new).state is AnchorState.VARIANT
    own = claim(QUOTE, text=new)
    found = placed(own, [built_article(page)], recorded(claim(QUOTE)))
    assert [place.state.holds for place in found] == [False]


TWICE = (
    "# One\n\nIt begins. Needling eases pain. It ends.\n\n# Two\n\nNeedling eases pain. So be it."
)


def test_of_several_places_the_neighbours_choose() -> None:
    article = built_article(TWICE)
    second = article.text.rindex("Needling")
    first = placed(claim("Needling eases pain"), [article])[0]
    assert (first.state, first.others) == (AnchorState.AMBIGUOUS, (second,))
    chosen = replace(first, start=second, end=second + 19, state=AnchorState.ANCHORED)
    anchor = anchor_of(chosen, article)
    later = built_article("A new beginning of the page.\n\n" + TWICE)
    place = placed(claim("Needling eases pain"), [later], [anchor])[0]
    assert place.state is AnchorState.MOVED
    assert place.governed.heading == "Two"


def test_a_tie_is_ambiguous_and_empty_neighbours_score_nothing() -> None:
    article = built_article("Needling eases pain.\n\nNeedling eases pain.")
    anchor = Anchor(
        claim_id="c1",
        article=PATH,
        governed=replace(governed_quote(article, 0, 19)),
        start=5,
        end=24,
    )
    place = placed(claim("Needling eases pain"), [article], [anchor])[0]
    assert place.state is AnchorState.AMBIGUOUS
    assert place.others == (22,)


def test_a_harm_to_one_of_two_recorded_places_is_not_hidden_by_the_other() -> None:
    article = built_article(TWICE)
    spans = [(article.text.index("Needling"), 0), (article.text.rindex("Needling"), 0)]
    base = placed(claim("Needling eases pain"), [article])[0]
    anchors = [anchor_of(replace(base, start=at, end=at + 19), article) for at, _ in spans]
    harmed = TWICE.replace("begins. Needling", "begins. It is not shown that needling", 1)
    found = placed(claim("Needling eases pain"), [built_article(harmed)], anchors)
    assert sorted(place.state.name for place in found) == ["MEANING_CHANGED", "MOVED"]


def test_several_quotes_may_stand_in_several_places() -> None:
    found = placed(claim(QUOTE, "Better sleep", "not on the page at all"), [built_article(PAGE)])
    assert [place.state for place in found] == [AnchorState.ANCHORED] * 2
    assert [place.governed.quote for place in found] == [QUOTE, "Better sleep"]


def test_a_quote_added_to_the_row_gets_its_place_beside_the_recorded_one() -> None:
    found = placed(claim(QUOTE, "Better sleep"), [built_article(PAGE)], recorded(claim(QUOTE)))
    assert [place.recorded is None for place in found] == [False, True]


@pytest.mark.parametrize(
    ("quote", "state"),
    [
        ("“Better sleep.”", AnchorState.ANCHORED),
        ("better  sleep [5]", AnchorState.NORMALISED),
        ("Potential benefits", AnchorState.ANCHORED),
        ("sleep", AnchorState.ANCHORED),
        ("needling", AnchorState.AMBIGUOUS),
        ("Surgery cures everything", AnchorState.ORPHANED),
        ("surgery", AnchorState.ORPHANED),
        ("", AnchorState.ORPHANED),
    ],
)
def test_quotes_as_they_are_copied(quote: str, state: AnchorState) -> None:
    page = PAGE + "\n\n[1] Surgery cures everything. 2010."
    found = placed(claim(quote), [built_article(page)])
    assert [place.state for place in found] == [state]


def test_an_unrecorded_quote_that_says_otherwise_is_named() -> None:
    place = placed(claim(QUOTE.replace("4 weeks", "24 weeks")), [built_article(PAGE)])[0]
    assert place.state is AnchorState.MEANING_CHANGED
    assert place.governed.quote == QUOTE
    assert any("24 weeks" in difference for difference in place.differences)


def test_without_quotes_the_claims_own_text_is_looked_for() -> None:
    assert placed(claim(text=QUOTE + "."), [built_article(PAGE)])[0].state.holds


OTHER = built_article("Nothing to see here, move along.", "articles/b.md")


def test_a_claim_without_articles_is_orphaned_once_or_not_at_all() -> None:
    pages = [OTHER, built_article(PAGE)]
    assert [place.article for place in placed(claim(QUOTE), pages)] == [PATH]
    lost = placed(claim("Surgery cures everything"), pages)
    assert [(place.article, place.state) for place in lost] == [
        ("articles/b.md", AnchorState.ORPHANED)
    ]


def test_a_named_article_must_hold_it() -> None:
    row = claim(QUOTE, articles=("./articles\\b.md", PATH, "articles/gone.md"))
    found = placed(row, [built_article(PAGE), OTHER])
    assert [(place.article, place.state) for place in found] == [
        (PATH, AnchorState.ANCHORED),
        ("articles/b.md", AnchorState.ORPHANED),
    ]


def test_what_cannot_be_read_is_not_called_lost() -> None:
    broken = Article(path="articles/c.docx", unreadable="It is no ZIP file.")
    assert placed(claim("Surgery cures everything"), [OTHER, broken]) == ()
    assert placed(claim(QUOTE, articles=("articles/c.docx",)), [broken]) == ()
    assert placed(claim(QUOTE), []) == ()


def test_several_claims_share_one_quote() -> None:
    rows = [claim(QUOTE), replace(claim(QUOTE), claim_id="c2")]
    found = place_claims(rows, [built_article(PAGE)], [], THESAURUS)
    assert [found[name][0].start for name in ("c1", "c2")] == [found["c1"][0].start] * 2


def test_nothing_to_record_of_a_lost_claim() -> None:
    lost = placed(claim("Surgery cures everything"), [OTHER])[0]
    with pytest.raises(ValueError, match="was not found"):
        anchor_of(lost, OTHER)


def test_a_block_without_end_is_not_stored_with_every_quote() -> None:
    article = built_article("word " * 50_000 + "Needling eases pain " + "word " * 50_000)
    place = placed(claim("Needling eases pain"), [article])[0]
    assert len(place.governed.before) <= 1_000 >= len(place.governed.after)


def test_many_claims_and_articles_take_seconds() -> None:
    pages = [
        built_article(
            "\n\n".join(f"Sentence {i} of page {n} says thing x{n}y{i}z." for i in range(60)),
            f"articles/{n}.md",
        )
        for n in range(50)
    ]
    rows = [
        replace(claim(f"page {n} says thing x{n}y{i}z"), claim_id=f"c{n}-{i}")
        for n in range(50)
        for i in range(60)
    ]
    started = time.perf_counter()
    found = place_claims(rows, pages, [], THESAURUS)
    assert time.perf_counter() - started < 10
    assert {place.state for places in found.values() for place in places} == {AnchorState.ANCHORED}


sentences = st.lists(
    st.sampled_from(
        [
            "Needling may ease pain.",
            "Ice helps after 4 weeks.",
            "It does not cure.",
            "针刺减轻疼痛。",
            "# Heading",
            "- Better sleep",
            "Benefits:",
            "“Quoted” words—2.5 mm.",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(parts=sentences, start=st.integers(0, 200), length=st.integers(1, 60))
def test_what_is_recorded_is_found_where_it_was(parts: list[str], start: int, length: int) -> None:
    article = built_article("\n\n".join(parts))
    start %= len(article.text)
    end = min(len(article.text), start + length)
    quote = article.text[start:end]
    record = anchor_of(
        Placement(claim_id="c1", article=PATH, state=AnchorState.ANCHORED, location=ROW,
                  start=start, end=end),
        article,
    )  # fmt: skip
    assert record.governed.quote == quote
    place = placed(claim(quote), [article], [record])[0]
    assert (place.state, place.start, place.end) == (AnchorState.ANCHORED, start, end)
