"""What passes the meaning guard as the same, and how it names what does not."""

from __future__ import annotations

import dataclasses
import time

import pytest

from needle_evidence.anchoring.meaning_guard import Comparison, compare
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.anchor import GovernedQuote
from needle_evidence.model.thesaurus import ThesaurusTerm

_THESAURUS = build_thesaurus()
_CLAIM = GovernedQuote(
    quote="Needling may ease heel pain after 4 weeks",
    after="although the studies are small.",
    lead_in="Possible effects:",
    heading="12 potential benefits",
)


def _quotes(one: str, other: str) -> Comparison:
    return compare(GovernedQuote(quote=one), GovernedQuote(quote=other), _THESAURUS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The patient's pain isn't gone in a day", "The patient’s pain is not gone in a day"),
        ("It helps within twenty-four hours", "It helps within 24 hours"),
        ("Of 1,000 people two were hurt", "Of 1\u202f000 people 2 were hurt"),
        ("It eases 50 % of the headaches", "It eases 50 per cent of the headaches"),
        ("The pain lasts 24–48 hours", "The pain lasts 24 - 48 hours"),
        ("This low-risk method helps people", "This low risk method helps people"),
        ("Heat, rest, and ice help people", "Heat, rest and ice help people"),
        ("It relieves ischaemic pain of the legs", "It relieves ischemic pain of the legs"),
        ("The *gentle* method helps people", "The gentle method helps people"),
        ("TREATS PAIN OF THE BACK", "Treats pain of the back"),
        ("The method helps pa\u00adtients", "The method helps patients"),
        ("It is “good” for the patients", 'It is "good" for the patients'),
        ("Take it with weigths in both hands", "Take it with weights in both hands"),
        ("It works for the patients!", "It works for the patients."),
    ],
)
def test_keeps_what_only_looks_different(one: str, other: str) -> None:
    assert _quotes(one, other).same
    assert _quotes(other, one).same


@pytest.mark.parametrize(
    ("one", "other", "change"),
    [
        ("It may ease pain", "It does ease pain", "hedge dropped: “may”"),
        (
            "It eases pain in 4 weeks",
            "It eases pain in 24 weeks",
            "number changed: 4 weeks → 24 weeks",
        ),
        ("It eases pain of the hip", "It never eases pain of the hip", "negation added: “never”"),
        (
            "It helps in sciatica",
            "It helps in scoliosis",
            "condition changed: sciatica → scoliosis",
        ),
        ("It lowers the pressure", "It raises the pressure", "direction changed: lowers → raises"),
        ("It helps older men", "It helps older women", "population changed: men → women"),
        ("It is safe for the kidneys", "It is unsafe for the kidneys", "harm or safety"),
        ("It is painless for the patients", "It is painful for the patients", "negation changed"),
        ("Train before the meal", "Train after the meal", "time changed: before → after"),
        ("Take it with the meal", "Take it without the meal", "negation added: “without”"),
        ("Most people are helped by it", "Some people are helped by it", "quantifier"),
        ("The chain is causal in people", "The chain is casual in people", "term changed"),
        ("It helps the left knee", "It helps the right knee", "side changed: left → right"),
        ("Take up to 5 mg of the drug", "Take up to 5 g of the drug", "number changed: 5 mg → 5 g"),
        ("It helps ≥ 5 people", "It helps ≤ 5 people", "number changed: ≥ → ≤"),
        ("It works for people.", "It works for people?", "question mark added"),
        ("The best therapy for pain", "The “best” therapy for pain", "quotation marks added"),
        ("Zinc is better than iron for it", "Iron is better than zinc for it", "order"),
    ],
)
def test_names_what_changed(one: str, other: str, change: str) -> None:
    compared = _quotes(one, other)
    assert not compared.same
    assert any(named.startswith(change) for named in compared.changes), compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Needling reduces neck pain", "Needling lessens neck pain"),
        ("It may help in neck pain", "It might help in neck pain"),
        ("It helps in high blood pressure", "It helps in hypertension"),
        ("It permanently harms the ear", "It harms the ear permanently"),
        ("The paper mentions the leaflet for people", "The paper mentions the booklet for people"),
    ],
)
def test_calls_another_wording_what_may_mean_the_same(one: str, other: str) -> None:
    compared = _quotes(one, other)
    assert not compared.same
    assert compared.rewordings
    assert not compared.changes, compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is a symptomatic therapy for people", "It is asymptomatic therapy for people"),
        ("It relieves pain in mice", "It relieves pain. In mice"),
        ("No, pain relief is what people want", "No pain relief is what people want"),
        ("It helps AIDS patients", "It helps aids patients"),
        ("Take 5 mg of the drug", "Take 5 Mg of the drug"),
        ("The score fell by −3 points", "The score fell by 3 points"),
        ("The ratio was 1:3 in people", "The ratio was 1, 3 in people"),
        ("We give insulin to the patients", "We give inulin to the patients"),
        ("They were healed in the study", "They were heated in the study"),
        ("It reduces the pain of patients", "It rеduces the pain of patients"),
        (
            "It cures pain of the patients",
            "It c\u0336u\u0336r\u0336e\u0336s\u0336 pain of the patients",
        ),
        ("It works for the people 👍", "It works for the people 👎"),
        ("the level was 10² in the blood", "the level was 102 in the blood"),
    ],
)
def test_never_the_same_by_chance(one: str, other: str) -> None:
    assert not _quotes(one, other).same
    assert not _quotes(other, one).same


@pytest.mark.parametrize(
    ("part", "words", "change"),
    [
        ("before", "There is no evidence that", "rest of the sentence: attribution added"),
        ("after", "although the studies are large.", "rest of the sentence: magnitude changed"),
        ("after", "", "rest of the sentence:"),
        ("lead_in", "Proven effects:", "list lead-in: hedge dropped: “Possible”"),
        ("heading", "12 benefits", "heading: hedge dropped: “potential”"),
        ("heading", "Myths about needling", "heading: attribution added: “Myths”"),
    ],
)
def test_guards_what_governs_the_quote(part: str, words: str, change: str) -> None:
    changed = dataclasses.replace(_CLAIM, **{part: words})
    for moved in (False, True):
        compared = compare(_CLAIM, changed, _THESAURUS, moved_heading=moved)
        assert not compared.same
        assert any(named.startswith(change) for named in compared.changes), compared


def test_a_neutral_heading_counts_only_where_the_paragraph_moved() -> None:
    one = dataclasses.replace(_CLAIM, heading="Overview")
    other = dataclasses.replace(_CLAIM, heading="More information")
    assert compare(one, other, _THESAURUS, moved_heading=True).same
    assert not compare(one, other, _THESAURUS).same


@pytest.mark.parametrize(
    "heading",
    ["", "Rumours", "What the leaflet got wrong", "Overview of myths", "In children", "“Facts”",
     "Folk tales", "Needling", "Is it true?"],
)  # fmt: skip
def test_no_telling_heading_is_neutral(heading: str) -> None:
    one = dataclasses.replace(_CLAIM, heading="Overview")
    other = dataclasses.replace(_CLAIM, heading=heading)
    assert not compare(one, other, _THESAURUS, moved_heading=True).same
    assert not compare(other, one, _THESAURUS, moved_heading=True).same


def test_terms_of_the_project_are_guarded() -> None:
    own = build_thesaurus(
        [ThesaurusTerm(term="blue balm", kind="intervention", synonyms=("azure ointment",)),
         ThesaurusTerm(term="red balm", kind="intervention")]
    )  # fmt: skip
    claim = GovernedQuote(quote="We rub blue balm on the skin of patients")
    other = GovernedQuote(quote="We rub red balm on the skin of patients")
    synonym = GovernedQuote(quote="We rub azure ointment on the skin of patients")
    assert compare(claim, other, own).changes == ("intervention changed: blue balm → red balm",)
    assert not compare(claim, synonym, own).changes
    assert not compare(claim, synonym, own).same


def test_a_typo_in_a_guarded_word_is_shown_but_changes_nothing() -> None:
    compared = _quotes("The pain usualy passes in a week", "The pain usually passes in a week")
    assert not compared.same
    assert not compared.changes
    assert compared.rewordings == ("wording changed: “usualy” → “usually”",)


def test_other_languages_keep_only_the_same_words() -> None:
    german = "Yoga lindert chronische Rückenschmerzen nach 12 Wochen"
    assert _quotes(german, german.replace(" ", "  ")).same
    reworded = _quotes(german, german.replace("lindert", "heilt"))
    assert not reworded.same
    assert any("language not understood" in named for named in reworded.rewordings)
    assert _quotes(german, german.replace("12", "2")).changes == ("number changed: 12 → 2",)


def test_long_texts_take_little_time() -> None:
    started = time.perf_counter()
    for one, other in (
        ("-" * 100_000, "1-" * 50_000),
        ("the pain is not less than 4 weeks " * 3_000, "it may be 5 mg of a drug, or not " * 3_000),
        ("a'" * 50_000, "a’" * 50_000 + "b"),
        ("'" * 100_000, '"' * 100_000),
        ("pain " * 20_000, "pain " * 19_999 + "not pain"),
    ):
        assert not _quotes(one, other).same
    assert time.perf_counter() - started < 10
