"""Pairs of entries do not depend on the order of the entries, and no entry is its own pair."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.curation.duplicates import find_pairs
from needle_evidence.curation.merging import Kept, merge
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

TITLES = (
    "Dry needling for plantar heel pain: a randomised trial",
    "Dry needling for plantar heel pain: a randomized trial. [Review]",
    "Dry needling for plantar heel pain: study protocol",
    "Erratum: Dry needling for plantar heel pain: a randomised trial",
    "Dry needling for heel pain. Part I",
    "Dry needling for heel pain. Part II",
    "Editorial",
    "",
)
CHOICES = {
    "title": TITLES,
    "author": ("Cotchett, M. and Landorf, K.", "Landorf, K. B. and Cotchett, M. P.", "Wu, L.", ""),
    "year": ("2013", "2014", "2019", ""),
    "journal": ("Phys Ther", "Physical Therapy", "medRxiv", "Cochrane Database Syst Rev", ""),
    "volume": ("94", "95", ""),
    "pages": ("1083-94", "1083--1094", "S12", "e12724", "CD001351", ""),
    "doi": ("10.1000/a", "10.1000/b", "10.1002/14651858.CD001351.pub2", ""),
    "edition": ("1", "2", ""),
}
TYPES = ("article", "misc", "book", "inproceedings", "phdthesis", "xdata")


@st.composite
def works(draw: st.DrawFn) -> list[Reference]:
    """Up to nine entries made of a few values, so that many of them look alike."""
    entries = []
    for number in range(draw(st.integers(0, 9))):
        fields = {name: draw(st.sampled_from(values)) for name, values in CHOICES.items()}
        authors, _ = split_names(fields["author"])
        entries.append(
            Reference(
                key=f"key{number}",
                entry_type=draw(st.sampled_from(TYPES)),
                location=Location(path="references.bib", line=number + 1),
                fields={name: value for name, value in fields.items() if value},
                authors=authors,
            )
        )
    return entries


@settings(max_examples=60, deadline=None)
@given(works().flatmap(lambda entries: st.tuples(st.just(entries), st.permutations(entries))))
def test_order_of_entries_does_not_count(
    orders: tuple[list[Reference], list[Reference]],
) -> None:
    entries, turned = orders
    expected = {
        (frozenset((pair.first.key, pair.second.key)), pair.relation, pair.reasons)
        for pair in find_pairs(entries)
    }
    found = {
        (frozenset((pair.first.key, pair.second.key)), pair.relation, pair.reasons)
        for pair in find_pairs(turned)
    }
    assert found == expected


@settings(max_examples=60, deadline=None)
@given(works())
def test_no_entry_is_its_own_pair_and_no_pair_comes_twice(entries: list[Reference]) -> None:
    pairs = [(pair.first.key, pair.second.key) for pair in find_pairs(entries)]
    assert all(one < other for one, other in pairs)
    assert len(set(pairs)) == len(pairs)
    assert all(pair.reasons for pair in find_pairs(entries))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=40))
def test_any_text_can_be_compared(title: str, name: str, pages: str) -> None:
    authors, _ = split_names(name)
    fields = {"title": title, "journal": name, "pages": pages, "volume": pages, "year": "2014"}
    entry = Reference(
        key="a",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=authors,
    )
    assert len(find_pairs([entry, entry])) <= 1
    assert len(find_pairs([entry])) == 0


@settings(max_examples=60, deadline=None)
@given(works())
def test_merging_loses_no_field(entries: list[Reference]) -> None:
    for one, other in pairwise(entries):
        proposal = merge(one, other)
        names = {choice.name for choice in proposal.choices}
        assert set(one.fields) | set(other.fields) <= names
        for choice in proposal.choices:
            assert choice.kept is not Kept.SECOND or choice.second
            assert choice.kept is not Kept.CONFLICT or (choice.first and choice.second)
