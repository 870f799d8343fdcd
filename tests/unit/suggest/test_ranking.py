"""Ranking references for a claim, and why each was found."""

from __future__ import annotations

import pytest

from needle_evidence.language.thesaurus import Relation, build_thesaurus
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.model.thesaurus import ThesaurusTerm
from needle_evidence.suggest.claim_words import claim_words
from needle_evidence.suggest.explanation import matched_words, missing_words
from needle_evidence.suggest.index import ReferenceIndex, build_index
from needle_evidence.suggest.ranking import rank

PLACE = Location(path="references.bib", line=1)
TERMS = (
    ThesaurusTerm(term="walking poles", kind="intervention", synonyms=("Nordic walking",)),
    ThesaurusTerm(term="calf pain", kind="condition"),
    ThesaurusTerm(term="soleus strain", kind="condition", broader=("calf pain",)),
)


def work(key: str, title: str, abstract: str = "", **fields: str) -> Reference:
    return Reference(
        key=key,
        entry_type="article",
        location=PLACE,
        fields={"title": title, "abstract": abstract, **fields},
    )


def index_of(*works: Reference) -> ReferenceIndex:
    return build_index(works, build_thesaurus(TERMS))


def claim(text: str, population: str = "") -> Claim:
    return Claim(claim_id="a", text=text, location=PLACE, population=population)


def ranked(index: ReferenceIndex, text: str) -> list[str]:
    words = claim_words(index, claim(text))
    return [index.references[each.number].key for each in rank(index, words, 10)]


def test_the_nearest_words_come_first() -> None:
    index = index_of(
        work("other", "Sleep in old age"),
        work("abstract", "A trial", "Heel pain fell after needling of the heel."),
        work("title", "Needling for heel pain", "Heel pain fell after needling of the heel."),
    )
    assert ranked(index, "Needling eases heel pain.") == ["title", "abstract"]


def test_rare_words_count_more_than_common_ones() -> None:
    common = [work(f"c{n}", "Pain in the knee") for n in range(8)]
    index = index_of(*common, work("rare", "Paraquat"))
    assert ranked(index, "Paraquat causes pain.")[0] == "rare"


def test_words_of_every_claim_do_not_decide() -> None:
    index = index_of(
        work("verb", "Reducing costs of dry needling"),
        work("topic", "Dry needling of the knee"),
        work("more", "Dry needling of the hip"),
    )
    assert ranked(index, "Dry needling reduces knee swelling.")[0] == "topic"


def test_equals_keep_the_order_of_the_file() -> None:
    index = index_of(work("b", "Heel pain"), work("a", "Heel pain"))
    assert ranked(index, "Heel pain hurts.") == ["b", "a"]


def test_other_names_count_less_than_the_claims_own_words() -> None:
    index = index_of(
        work("same", "Nordic walking in the park"),
        work("own", "Walking poles in the park"),
        work("apart", "Walking in Nordic countries"),
        work("none", "Sleep in the park"),
    )
    assert ranked(index, "Walking poles ease it.")[:2] == ["own", "same"]
    words = claim_words(index, claim("Walking poles ease it."))
    (found,) = [each for each in matched_words(index, words, 0) if each.relation]
    assert (found.claim_words, found.reference_words) == ("Walking poles", "Nordic walking")
    assert found.relation is Relation.SAME
    assert found.where == "title"
    assert found.sentence == "Walking poles (as Nordic walking)"
    # The words of a name must stand in a row.
    assert not any(each.relation for each in matched_words(index, words, 2))


def test_a_narrower_term_is_found_and_said_to_be_one() -> None:
    index = index_of(work("narrow", "Soleus strain in runners"), work("other", "Sleep"))
    words = claim_words(index, claim("It eases calf pain."))
    assert [each.number for each in rank(index, words, 5)] == [0]
    (found,) = matched_words(index, words, 0)
    assert found.sentence == "calf pain (as soleus strain, narrower)"
    assert missing_words(words, [found]) == ("eases",)


def test_where_each_word_matched() -> None:
    index = index_of(
        work("a", "Needling", "The heels of runners.", keywords="Pain, Acute; Feet"),
    )
    asked = claim("Needle acute pain of the heel and toe.", population="runners")
    words = claim_words(index, asked)
    matched = matched_words(index, words, 0)
    assert {each.claim_words: (each.where, each.reference_words) for each in matched} == {
        "Needle": ("title", "Needling"),
        "acute": ("keywords", "Acute"),
        "pain": ("keywords", "Pain"),
        "heel": ("abstract", "heels"),
        "runners": ("abstract", "runners"),
    }
    assert missing_words(words, matched) == ("toe",)


def test_entries_that_are_no_works_are_left_out() -> None:
    shared = Reference(key="x", entry_type="xdata", location=PLACE, fields={"title": "Heel"})
    assert ranked(index_of(shared), "Heel pain.") == []


@pytest.mark.parametrize("text", ["", "the of and", "…", "Боль", "x" * 100_000])
def test_claims_without_a_word_to_look_for(text: str) -> None:
    assert ranked(index_of(work("a", "Heel pain")), text) == []
    assert ranked(index_of(), text) == []
