"""What the article cites, prints and the table lists is compared, and nothing is guessed."""

from __future__ import annotations

import time

from needle_evidence.anchoring.mark_drift import (
    MarkDrift,
    find_mark_drift,
    read_page,
    unmatched_entries,
)
from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.model.anchor import AnchorState, Placement
from needle_evidence.model.article import Article, BlockKind
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

FIRST = "Smith JM, Jones K. Needling for plantar heel pain in adults. Pain Rep 2014;94:1083–94."
SECOND = "Lee, A. (2015). Needling for knee pain after long walks. Journal of Pain, 7(1), 10–19."
ROW = Location(path="claims.csv", line=2)


def work(key: str, family: str, year: str, title: str) -> Reference:
    return Reference(
        key=key,
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"title": title, "year": year},
        authors=(PersonName(family=family),),
    )


SMITH = work("smith", "Smith", "2014", "Needling for plantar heel pain in adults")
LEE = work("lee", "Lee", "2015", "Needling for knee pain after long walks")
BIB = (SMITH, LEE)


def page(*paragraphs: str, entries: tuple[str, ...] = (FIRST, SECOND)) -> Article:
    """A page with these paragraphs, one a line, and a numbered reference list."""
    lines = [*paragraphs, "References"] if entries else [*paragraphs]
    source = "\n".join([*lines, *entries])
    builder = ArticleBuilder(path="page.md", format_name="markdown", data=b"", source=source)
    for number, line in enumerate(source.split("\n")):
        heading, entry = line == "References", number >= len(lines)
        kind = BlockKind.LIST_ITEM if entry else BlockKind.PARAGRAPH
        builder.begin(
            BlockKind.HEADING if heading else kind,
            level=2 if heading else int(entry),
            label=str(number - len(lines) + 1) if entry else "",
            list_number=int(entry),
        )
        builder.add(line, sum(len(text) + 1 for text in source.split("\n")[:number]))
    return builder.finish()


def drift(
    article: Article,
    quotes: dict[str, str] | None = None,
    listed: dict[str, tuple[str, ...]] | None = None,
    *,
    state: AnchorState = AnchorState.ANCHORED,
    references: tuple[Reference, ...] = BIB,
) -> MarkDrift:
    placements: dict[str, tuple[Placement, ...]] = {}
    claims = []
    for claim_id, quote in (quotes or {}).items():
        start = article.text.index(quote)
        claims.append(
            Claim(
                claim_id=claim_id,
                text=quote,
                location=ROW,
                references=(listed or {}).get(claim_id, ()),
            )
        )
        placements[claim_id] = (
            Placement(
                claim_id=claim_id,
                article="page.md",
                state=state,
                location=article.location(start),
                start=start,
                end=start + len(quote),
            ),
        )
    return find_mark_drift(claims, [article], placements, references)


def unlisted(found: MarkDrift) -> list[tuple[str, str]]:
    return [(one.claim_id, one.citekey) for one in found.unlisted]


def unmarked(found: MarkDrift) -> list[tuple[str, str]]:
    return [(one.claim_id, one.citekey) for one in found.unmarked]


def test_a_page_that_agrees_gives_nothing() -> None:
    article = page("Needling eases heel pain [1]. Needling eases knee pain [2].")
    found = drift(article, {"a": "Needling eases heel pain"}, {"a": ("smith",)})
    assert found == MarkDrift()


def test_a_mark_without_an_entry_is_given_with_its_own_place() -> None:
    (found,) = drift(page("It helps.", "It eases pain [1,2,7] now.")).marks_without_entry
    assert (found.text, found.labels) == ("[1,2,7]", ("7",))
    assert (found.location.line, found.location.character) == (2, 15)


def test_numbers_without_a_list_are_one_record() -> None:
    found = drift(page("It eases pain [1] well.", "It helps [2].", entries=()))
    assert found.marks_without_entry == ()
    (one,) = found.marks_without_list
    assert (one.count, one.location.line) == (2, 1)


def test_a_citekey_that_nobody_has_is_a_mark_without_an_entry() -> None:
    article = page("It eases pain [@nobody2014] well [@smith].", entries=())
    (found,) = drift(article).marks_without_entry
    assert found.labels == ("nobody2014",)


def test_a_place_with_a_year_is_no_mark_without_an_entry() -> None:
    assert drift(page("It opened (Denver, 2014) [1]. It helps [2].")).marks_without_entry == ()
    article = page("It opened (Kim et al., 2013) [1]. It helps [2].")
    assert [one.labels for one in drift(article).marks_without_entry] == [("Kim 2013",)]
    article = page("It helps (Kim, 2013), and again (Smith, 2014).")
    assert [one.labels for one in drift(article).marks_without_entry] == [("Kim 2013",)]


def test_an_entry_without_a_mark_is_given() -> None:
    (found,) = drift(page("It eases pain [1].")).entries_without_mark
    assert (found.entry.label, found.location.line) == ("2", 4)


def test_a_citekey_names_the_printed_reference_it_matches() -> None:
    found = drift(page("It eases pain [@smith]."))
    assert [one.entry.label for one in found.entries_without_mark] == ["2"]


def test_a_list_that_no_mark_names_is_one_record() -> None:
    found = drift(page("It eases pain.", "It helps."))
    assert found.entries_without_mark == ()
    assert [(one.count, one.location.line) for one in found.lists_without_marks] == [(2, 4)]


def test_printed_references_that_match_no_entry_or_several_are_given() -> None:
    article = page("It eases pain [1] [2].")
    twin = work("twin", "Smith", "2014", SMITH.title)
    found = list(unmatched_entries(read_page(article, (SMITH, twin))))
    assert [(one.entry.label, one.citekeys) for one in found] == [
        ("1", ("smith", "twin")),
        ("2", ()),
    ]
    assert all(one.reason for one in found)


def test_a_mark_beside_a_claim_that_the_table_does_not_list_is_given() -> None:
    article = page("Needling eases heel pain [1,2]. It is cheap.")
    found = drift(article, {"a": "eases heel pain"}, {"a": ("smith",)})
    assert unlisted(found) == [("a", "lee")]
    assert (found.unlisted[0].text, found.unlisted[0].location.line) == ("[1,2]", 1)
    assert unmarked(found) == []


def test_a_listed_reference_without_a_mark_is_given() -> None:
    article = page("Needling eases heel pain [1]. It is cheap [2].")
    found = drift(article, {"a": "eases heel pain"}, {"a": ("smith", "lee", "gone")})
    assert unmarked(found) == [("a", "lee"), ("a", "gone")]
    assert [one.printed for one in found.unmarked] == [True, False]


def test_a_mark_counts_for_the_claim_that_it_follows() -> None:
    article = page("Needling eases heel pain [1] and knee pain [2].")
    quotes = {"heel": "eases heel pain", "knee": "knee pain"}
    found = drift(article, quotes, {"heel": ("smith",), "knee": ("lee",)})
    assert unlisted(found) == []


def test_a_mark_at_the_end_counts_for_all_claims_of_the_sentence() -> None:
    article = page("Needling eases heel pain and knee pain in adults [1]. Rest is cheap [2].")
    quotes = {"heel": "eases heel pain", "knee": "knee pain", "rest": "Rest is cheap"}
    assert unlisted(drift(article, quotes)) == [
        ("heel", "smith"),
        ("knee", "smith"),
        ("rest", "lee"),
    ]


def test_a_mark_after_the_full_stop_belongs_to_the_sentence_before() -> None:
    article = page("Needling eases heel pain.[1] Rest is cheap.[2]")
    quotes = {"heel": "Needling eases heel pain", "rest": "Rest is cheap"}
    assert unlisted(drift(article, quotes)) == [("heel", "smith"), ("rest", "lee")]


def test_an_author_before_the_quote_is_a_mark_of_the_claim() -> None:
    article = page("Smith (2014) found that needling eases heel pain.")
    found = drift(article, {"a": "needling eases heel pain"}, {"a": ("smith",)})
    assert (unmarked(found), unlisted(found)) == ([], [])


def test_a_page_without_marks_says_nothing_about_the_table() -> None:
    found = drift(page("Needling eases heel pain."), {"a": "heel pain"}, {"a": ("smith",)})
    assert (unmarked(found), unlisted(found)) == ([], [])


def test_a_mark_whose_entry_is_unknown_says_nothing_about_the_table() -> None:
    article = page("Needling eases heel pain [2]. It is cheap [1].")
    found = drift(article, {"a": "heel pain"}, {"a": ("smith",)}, references=(SMITH,))
    assert (unmarked(found), unlisted(found)) == ([], [])


def test_a_claim_that_does_not_hold_and_an_unread_article_are_passed_over() -> None:
    article = page("Needling eases heel pain [1].")
    found = drift(article, {"a": "heel pain"}, state=AnchorState.MEANING_CHANGED)
    assert (unmarked(found), unlisted(found)) == ([], [])
    unread = Article(path="page.md", unreadable="no such file")
    assert find_mark_drift([], [unread], {}, BIB) == MarkDrift()


def test_a_long_page_takes_a_moment() -> None:
    article = page(*[f"Needling eases pain of kind {n} well [1, 2]." for n in range(2000)])
    quotes = {f"c{n}": f"pain of kind {n}" for n in range(2000)}
    works = tuple(work(f"w{n}", "Kim", "2001", f"Words of work {n} on heels") for n in range(2000))
    began = time.process_time()
    found = drift(article, quotes, references=(*BIB, *works))
    assert len(found.unlisted) == 4000
    assert time.process_time() - began < 5
