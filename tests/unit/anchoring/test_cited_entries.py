"""Printed references are matched with references.bib on facts, and marks with both."""

from __future__ import annotations

import pytest

from needle_evidence.anchoring.cited_entries import MarkResolver
from needle_evidence.anchoring.page_references import entries_by_label, match_entries
from needle_evidence.model.article import Article, CitationMark, MarkKind, PageReference
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference

HEEL = "Needling of trigger points for plantar heel pain: a randomized trial"


def work(key: str, family: str = "", **fields: str) -> Reference:
    return Reference(
        key=key,
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=(PersonName(family=family),) if family else (),
    )


def page(*texts: str, labels: bool = True, address: str = "") -> Article:
    return Article(
        path="page.md",
        references=tuple(
            PageReference(
                label=str(number + 1) if labels else "", text=text, block=number, address=address
            )
            for number, text in enumerate(texts)
        ),
    )


def matched(text: str, *works: Reference, address: str = "") -> tuple[str, ...]:
    (match,) = match_entries(page(text, address=address), works)
    assert match.reason
    return match.citekeys


COTCHETT = work(
    "cotchett", "Cotchett", title=HEEL, year="2014", volume="94", pages="1083--1094",
    doi="10.2522/ptj.20130255", pmid="24700136",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Some words doi:10.2522/PTJ.20130255.",
        "Some words. 2014;94.doi:10.2522/ptj.20130255pmid:http://example.org/1",
        "Some words. PMID: 24700136",
        f"Cotchett, M. P., & Others, K. (2014). {HEEL}. Physical therapy, 94(8).",
        f"Cotchett MPNEEDLING {HEEL.upper()}Phys Ther 2014",
        f"{HEEL.replace('trigger', '“trigger”')}. 2014.",
        "M. P. Cotchett and K. Others. Needling heels. Phys Ther 94 (2014), pp. 1083–94.",
    ],
)
def test_a_printed_reference_is_found_by_facts_that_agree(text: str) -> None:
    assert matched(text, work("other", "Lee", title="Other words", year="2014"), COTCHETT) == (
        "cotchett",
    )


def test_the_address_of_a_link_counts() -> None:
    assert matched("Read it", COTCHETT, address="https://doi.org/10.2522/ptj.20130255") == (
        "cotchett",
    )


@pytest.mark.parametrize(
    "text",
    [
        # A title alone, an author and a year alone, an author who is not the first.
        f"{HEEL}.",
        "Cotchett M. Something else. 2014.",
        "Lee A, Cotchett M. Something else. 2014;94:1083.",
        # The same title under another identifier is another work.
        f"Cotchett M. {HEEL}. 2014. doi:10.1234/other",
        "",
    ],
)
def test_one_fact_is_not_enough(text: str) -> None:
    assert matched(text, COTCHETT) == ()


def test_two_entries_that_fit_are_both_given() -> None:
    twin = work("twin", "Cotchett", title=HEEL, year="2014")
    assert set(matched(f"Cotchett M. {HEEL}. 2014.", COTCHETT, twin)) == {"cotchett", "twin"}


def test_of_two_editions_the_printed_year_counts() -> None:
    older = work("older", "Cotchett", title=HEEL, year="2005")
    assert matched(f"Cotchett M. {HEEL}. 2005.", COTCHETT, older) == ("older",)


def test_a_title_within_another_one_is_not_meant() -> None:
    longer = work("longer", "Cotchett", title=f"{HEEL} and what came of it", year="2014")
    shorter = work("shorter", "Cotchett", title=HEEL, year="2014")
    text = f"Cotchett M. {HEEL} and what came of it. 2014."
    assert matched(text, shorter, longer) == ("longer",)


def test_a_short_title_needs_author_and_year() -> None:
    short = work("short", "Lee", title="Heel pain", year="2014")
    assert matched("Lee A. Heel pain. Lancet 2014.", short) == ("short",)
    assert matched("Oh A. Heel pain. Lancet 2014.", short) == ()


def test_an_inherited_identifier_is_that_of_the_book() -> None:
    chapter = Reference(
        key="chapter",
        entry_type="incollection",
        location=Location(path="references.bib"),
        fields={"title": "Heels", "doi": "10.1234/book"},
        inherited=frozenset({"doi"}),
    )
    assert matched("A book. doi:10.1234/book", chapter) == ()


ARTICLE = page(
    f"Cotchett, M. P. (2014). {HEEL}. 94.",
    "Lee, A. (2015a). Some words.",
    "Lee, A. (2015b). Other words.",
)


def resolved(kind: MarkKind, *labels: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    mark = CitationMark(kind=kind, text="[1]", labels=labels, offset=0)
    found = MarkResolver(ARTICLE, match_entries(ARTICLE, BIB), BIB).resolve(mark)
    return found.citekeys, found.missing


BIB = (
    COTCHETT,
    work("oh", "Oh", title="Heels", year="2016"),
    work("kim1", "Kim", title="Knees", year="2016"),
    work("kim2", "Kim", title="Necks", year="2016"),
)


def test_numbers_are_those_of_the_page() -> None:
    assert resolved(MarkKind.NUMBER, "1") == (("cotchett",), ())
    assert resolved(MarkKind.NUMBER, "1", "9") == (("cotchett",), ("9",))
    assert resolved(MarkKind.NUMBER, "2") == ((), ())


def test_a_citekey_is_one_of_references_bib() -> None:
    assert resolved(MarkKind.CITEKEY, "oh", "nobody") == (("oh",), ("nobody",))


def test_an_author_with_a_year_is_looked_up_on_the_page_first() -> None:
    assert resolved(MarkKind.AUTHOR_YEAR, "Cotchett 2014") == (("cotchett",), ())
    assert resolved(MarkKind.AUTHOR_YEAR, "Oh 2016") == (("oh",), ())
    assert resolved(MarkKind.AUTHOR_YEAR, "Denver 2014") == ((), ("Denver 2014",))


def test_several_that_fit_are_unsure() -> None:
    resolver = MarkResolver(ARTICLE, match_entries(ARTICLE, BIB), BIB)

    def entries(label: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        mark = CitationMark(kind=MarkKind.AUTHOR_YEAR, text="", labels=(label,), offset=0)
        found = resolver.resolve(mark)
        assert not found.missing
        return found.entries, found.unsure

    assert entries("Lee 2015a") == ((1,), ("Lee 2015a",))
    assert entries("Kim 2016") == ((), ("Kim 2016",))


def test_a_list_without_numbers_is_counted() -> None:
    assert entries_by_label(page("A", "B", labels=False)) == {"1": (0,), "2": (1,)}
    assert entries_by_label(page("A", "B")) == {"1": (0,), "2": (1,)}
    assert entries_by_label(page()) == {}
