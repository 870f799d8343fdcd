"""The thesaurus: its shipped rows hold together, texts are searched, terms are related."""

from __future__ import annotations

from typing import Any

import pytest

from needle_evidence.language.thesaurus import (
    FoundTerm,
    Relation,
    build_thesaurus,
    find_terms,
    relate,
    shipped_terms,
)
from needle_evidence.model.thesaurus import ThesaurusTerm

SHIPPED = build_thesaurus()
KINDS = {"intervention", "condition", "outcome", "population"}


def found(text: str, kind: str = "") -> list[str]:
    return [f.term for f in find_terms(SHIPPED, text) if kind in ("", f.kind)]


def row(term: str, kind: str = "intervention", **cells: Any) -> ThesaurusTerm:
    return ThesaurusTerm(term=term, kind=kind, **cells)


def test_every_relation_names_a_term_of_the_table() -> None:
    terms = {term.term for term in shipped_terms()}
    unknown = {
        (term.term, other)
        for term in shipped_terms()
        for other in (*term.broader, *term.related)
        if other not in terms
    }
    assert unknown == set()


def test_no_name_stands_for_two_terms_of_one_kind() -> None:
    for term in shipped_terms():
        for name in (term.term, *term.synonyms):
            at_whole = [f for f in find_terms(SHIPPED, name) if f.words == name]
            assert term.term in [f.term for f in at_whole if f.kind == term.kind], name


def test_every_row_has_a_kind_and_a_source_and_no_name_twice() -> None:
    for term in shipped_terms():
        names = [name.casefold() for name in (term.term, *term.synonyms)]
        assert term.kind in KINDS
        assert term.source, term.term
        assert len(names) == len(set(names)), term.term
        assert not [name for name in names if name[0] in "-+=@"]


def test_no_circle_of_broader_terms() -> None:
    for term, above in SHIPPED.included_in.items():
        assert not [other for other in above if term in SHIPPED.included_in.get(other, ())], term


def test_no_term_is_both_related_and_included() -> None:
    for term, others in SHIPPED.related_to.items():
        assert not others & SHIPPED.included_in[term], term


def test_the_table_is_broad() -> None:
    count = {kind: sum(t.kind == kind for t in shipped_terms()) for kind in KINDS}
    assert count["condition"] >= 150
    assert count["intervention"] >= 100
    assert count["outcome"] >= 50
    assert count["population"] >= 10


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("golfer's elbow", "medial epicondylitis"),
        ("Golfer’s Elbow", "medial epicondylitis"),
        ("golfers elbow", "medial epicondylitis"),
        ("golfers' elbow", "medial epicondylitis"),
        ("TENNIS ELBOW", "lateral epicondylitis"),
        ("low-back pain", "low back pain"),
        ("chronic LBP", "chronic low back pain"),
        ("knee OA", "knee osteoarthritis"),
        ("osteoarthritis of the knee", "knee osteoarthritis"),
        ("pain in the neck", "neck pain"),
        ("tendinopathies", "tendinopathy"),
        ("tendonitis", "tendinopathy"),
        ("ischemic compression", "ischaemic compression"),
        ("ischaemic compression", "ischaemic compression"),
        ("joint mobilization", "joint mobilisation"),
        ("dysmenorrhea", "dysmenorrhoea"),
        ("trigger-point dry needling", "dry needling"),
        ("intramuscular stimulation", "dry needling"),
        ("tendon dry needling", "tendon needling"),
        ("sham dry needling", "sham needling"),
        ("electrical dry needling", "electrical dry needling"),
        ("fibro\u00admyalgia", "fibromyalgia"),
        ("ﬁbromyalgia", "fibromyalgia"),
        ("Me\u0301nie\u0300re, then a mígraine", "migraine"),
        ("NSAIDs", "NSAID"),
        ("vitamin\nD", "vitamin D"),
    ],
)
def test_one_term_under_many_names(text: str, term: str) -> None:
    assert found(text) == [term]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "痛みと鍼",
        "головная боль",
        "tens of thousands",
        "oat",
        "abnormal PrP in the appendix",
        "dry. Needling",
        "dry (needling",
        "shoulder, then something else",
        "TENS OF THOUSANDS",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert [t for t in found(text) if t != "needling therapy"] == []


def test_the_longest_name_wins_and_offsets_are_those_of_the_text() -> None:
    text = "Ünlike rest: Dry Needling for plantar\nheel pain."
    assert find_terms(SHIPPED, text) == (
        FoundTerm(term="dry needling", kind="intervention", words="Dry Needling", start=13, end=25),
        FoundTerm(
            term="plantar heel pain",
            kind="condition",
            words="plantar\nheel pain",
            start=30,
            end=47,
        ),
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("hip or knee osteoarthritis", ["hip osteoarthritis", "knee osteoarthritis"]),
        ("neck/shoulder pain", ["neck pain", "shoulder pain"]),
        (
            "tension-type, cervicogenic, or migraine headaches",
            ["tension-type headache", "cervicogenic headache", "migraine"],
        ),
        ("fibromyalgia and knee pain", ["fibromyalgia", "knee pain"]),
    ],
)
def test_lists_that_share_their_last_word(text: str, terms: list[str]) -> None:
    assert found(text, "condition") == terms


def test_one_name_can_be_of_two_kinds() -> None:
    kinds = {f.kind for f in find_terms(SHIPPED, "spasticity")}
    assert kinds == {"condition", "outcome"}


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("fibromyalgia", "fibromyalgia", Relation.SAME),
        ("plantar fasciitis", "plantar heel pain", Relation.NARROWER),
        ("plantar heel pain", "plantar fasciitis", Relation.BROADER),
        ("upper-quarter pain", "neck pain", Relation.BROADER),
        ("musculoskeletal condition", "medial epicondylitis", Relation.BROADER),
        ("Achilles tendinopathy", "tendinopathy", Relation.NARROWER),
        ("medial epicondylitis", "lateral epicondylitis", Relation.RELATED),
        ("lateral epicondylitis", "medial epicondylitis", Relation.RELATED),
        ("acupuncture", "dry needling", Relation.RELATED),
        ("electroacupuncture", "dry needling", Relation.RELATED),
        ("dry needling", "electroacupuncture", Relation.RELATED),
        ("trigger-point injection", "dry needling", Relation.RELATED),
        ("healthy people", "patients", Relation.RELATED),
        ("manual therapy", "dry needling", Relation.NONE),
        ("surgery", "dry needling", Relation.NONE),
        ("exercise", "dry needling", Relation.NONE),
        ("transcutaneous electrical nerve stimulation", "dry needling", Relation.NONE),
        ("knee pain", "hip pain", Relation.NONE),
        ("no such term", "dry needling", Relation.NONE),
        ("no such term", "no such term", Relation.SAME),
    ],
)
def test_relations(first: str, second: str, relation: Relation) -> None:
    assert relate(SHIPPED, first, second) is relation


def test_a_users_term_is_found_and_related() -> None:
    mine = build_thesaurus(
        [row("wet cupping deluxe", synonyms=("WCD",), broader=("cupping",), related=("massage",))]
    )
    assert [f.term for f in find_terms(mine, "WCD against wcd")] == ["wet cupping deluxe"]
    assert relate(mine, "wet cupping deluxe", "cupping") is Relation.NARROWER
    assert relate(mine, "massage", "wet cupping deluxe") is Relation.RELATED
    assert found("WCD") == []


def test_a_users_row_extends_the_term_that_it_names() -> None:
    mine = build_thesaurus(
        [row("Tennis elbow", "condition", synonyms=("Tennisarm",), related=("golfer's elbow",))]
    )
    assert [f.term for f in find_terms(mine, "Tennisarm")] == ["lateral epicondylitis"]
    assert [f.term for f in find_terms(mine, "lateral epicondylalgia")] == ["lateral epicondylitis"]
    assert relate(mine, "lateral epicondylitis", "elbow tendinopathy") is Relation.NARROWER


def test_a_users_row_wins_a_name_of_another_term() -> None:
    mine = build_thesaurus([row("our needling", synonyms=("intramuscular stimulation",))])
    assert [f.term for f in find_terms(mine, "intramuscular stimulation")] == ["our needling"]
    assert [f.term for f in find_terms(mine, "dry needling")] == ["dry needling"]


def test_circles_and_empty_rows_of_a_user_do_no_harm() -> None:
    mine = build_thesaurus(
        [
            row("aaa", broader=("bbb", "aaa")),
            row("bbb", broader=("aaa",)),
            row("  "),
            row("…", synonyms=("", "?")),
        ]
    )
    assert relate(mine, "aaa", "bbb") is Relation.NARROWER
    assert relate(mine, "aaa", "aaa") is Relation.SAME
    assert [f.term for f in find_terms(mine, "aaa ? … bbb")] == ["aaa", "bbb"]


def test_the_shipped_thesaurus_is_built_once() -> None:
    assert build_thesaurus() is build_thesaurus(())
