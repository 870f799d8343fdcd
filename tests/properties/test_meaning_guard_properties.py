"""Properties of the meaning guard on made-up texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.anchoring.meaning_guard import compare
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.anchor import GovernedQuote

_THESAURUS = build_thesaurus()
_WORDS_TEXT = """
    it may help the neck pain of most women after four weeks and lowers their stress but is never
    better than placebo in children with 12 headaches usually often low-risk
    """
_WORDS = st.sampled_from(_WORDS_TEXT.split())
_SENTENCES = st.lists(_WORDS, min_size=2, max_size=14)
_TEXTS = st.text(max_size=60)
_GOVERNED = st.builds(
    GovernedQuote, quote=_TEXTS, before=_TEXTS, after=_TEXTS, lead_in=_TEXTS, heading=_TEXTS
)


@given(_GOVERNED, st.booleans())
def test_every_text_is_the_same_as_itself(governed: GovernedQuote, moved: bool) -> None:
    assert compare(governed, governed, _THESAURUS, moved_heading=moved).same


@given(_GOVERNED, _GOVERNED)
def test_never_raises_and_says_why_it_is_not_the_same(
    one: GovernedQuote, other: GovernedQuote
) -> None:
    compared = compare(one, other, _THESAURUS)
    assert compared.same is not bool(compared.changes or compared.rewordings)
    assert compared == compare(one, other, _THESAURUS)


@given(_SENTENCES, st.data())
def test_an_inserted_not_is_never_the_same(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))
    negated = [*words[:place], "not", *words[place:]]
    one, other = " ".join(words), " ".join(negated)
    compared = compare(GovernedQuote(quote=one), GovernedQuote(quote=other), _THESAURUS)
    assert not compared.same
    before = GovernedQuote(quote="it helps the patients", before=one)
    after = GovernedQuote(quote="it helps the patients", before=other)
    assert not compare(before, after, _THESAURUS).same


@given(_SENTENCES, _SENTENCES)
def test_other_words_are_never_the_same(one: list[str], other: list[str]) -> None:
    same = compare(
        GovernedQuote(quote=" ".join(one)), GovernedQuote(quote=" ".join(other)), _THESAURUS
    ).same
    plain = [" ".join(words).replace("-", " ") for words in (one, other)]
    assert same is (plain[0] == plain[1])
