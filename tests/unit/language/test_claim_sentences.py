"""Which sentences claim: each kind, what is none, lists, other languages, hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.claim_cue_table import (
    ClaimCue,
    claim_cues,
    enough,
    health_topics,
)
from needle_evidence.language.claim_sentences import (
    LONGEST_SENTENCE,
    ClaimKind,
    claim_made,
    readable,
)
from needle_evidence.language.data_table import data_table

ROLES = ("dismiss", "part", "mask", "aside", "claim", "list_claim", "list_quiet")
ROWS = [cue for role in ROLES for cue in claim_cues(role)]
NAMES = [f"{cue.role}-{cue.kind}-{cue.fires[:24]}" for cue in ROWS]

KINDS = {
    ClaimKind.BENEFIT: [
        "Cupping relieves back pain.",
        "Honey does not cure a cough.",
        "The cream is meant to reduce itching.",
        "Taping may ease knee pain.",
        "Heals tendons",
    ],
    ClaimKind.HARM: [
        "Cupping can cause bruises.",
        "Some children get a rash after the injection.",
        "Side effects are rare.",
        "The method is completely safe for the spine.",
        "The drops are dangerous.",
    ],
    ClaimKind.MECHANISM: [
        "The cream works by cooling the skin.",
        "The needle activates nerves in the muscle.",
        "The signal travels to the brain.",
    ],
    ClaimKind.COMPARISON: [
        "Exercise is more effective than taping.",
        "Cycling is kinder to the knees than jogging.",
        "Ice is no better than heat for a sprain.",
    ],
    ClaimKind.SUPERLATIVE: [
        "Cupping is the most effective of all treatments.",
        "Sleep is the best remedy for stress.",
    ],
    ClaimKind.STATISTIC: [
        "Two in three adults get back pain.",
        "About 40% of runners have knee pain each year.",
        "Tennis elbow is very common among painters and a cause of pain.",
    ],
    ClaimKind.STUDIES_SHOW: [
        "Studies show that cupping eases pain.",
        "Cupping is clinically proven.",
        "There is no evidence that cupping prevents colds.",
        "Stress is associated with migraine.",
    ],
}
QUIET = {
    "question": ["Does cupping relieve pain?", "What are the benefits of cupping?"],
    "told question": ["Clients ask us whether cupping eases pain."],
    "definition": [
        "Bursitis means that a small sac in the joint is swollen.",
        "Cortisol is a hormone of the body that regulates stress.",
        "The stomach produces acid.",
    ],
    "appointment": [
        "Book an appointment to get rid of your pain.",
        "For less pain, call us on 555 0100.",
    ],
    "disclaimer": [
        "This page does not replace a visit to a doctor who treats pain.",
        "This product is not intended to diagnose, treat, cure or prevent any disease.",
    ],
    "instruction": [
        "Take two tablets to reduce the pain.",
        "Rub the cream on your knee to relieve pain.",
        "If the pain gets worse, stop the exercise.",
        "You must rest to prevent injuries.",
    ],
    "who we are": [
        "Our team helps people with back pain.",
        "We treat sports injuries.",
        "She has worked here since 2009 and treats pain.",
    ],
    "history": ["The pain-relieving herb was first described in 1620."],
    "price": ["Relief from pain costs 40 euros."],
    "methods": ["We measured whether pain was reduced.", "More research on pain is needed."],
    "lead-in": ["Cupping relieves pain because:", "Side effects include:"],
    "residue": [
        "Share on facebook",
        "Your email address will not be published.",
        "Photo: the massage relieves pain",
        "Subscribe to our newsletter and improve your health.",
    ],
    "reference": [
        "Doe, J. (2011). Cupping reduces pain: a trial. Journal of Cups, 4(2), 1-9.",
        "Doe J. Cupping reduces pain. J Cups. 2011;4:1-9.",
    ],
    "nothing": ["", " ", "!", "42", "Knee pain", "The office has two rooms."],
}


@pytest.mark.parametrize("cue", ROWS, ids=NAMES)
def test_each_row_fires_on_its_sentence(cue: ClaimCue) -> None:
    sentence = cue.fires.lower()
    assert cue.pattern.search(sentence)
    assert enough(cue.needs, health_topics(sentence))


@pytest.mark.parametrize("cue", ROWS, ids=NAMES)
def test_each_row_is_quiet_on_its_other_sentence(cue: ClaimCue) -> None:
    sentence = cue.quiet.lower()
    found = cue.pattern.search(sentence)
    assert not (found and enough(cue.needs, health_topics(sentence)))


def test_every_row_of_the_table_is_read() -> None:
    words = [row for row in data_table("claim_cues") if row["role"] == "words"]
    assert len(ROWS) + len(words) == len(data_table("claim_cues"))


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts]
)
def test_each_kind_is_found(kind: ClaimKind, text: str) -> None:
    found = claim_made(text)
    assert found is not None
    assert found.kind is kind
    assert found.cue
    assert found.cue in text


@pytest.mark.parametrize("text", [text for texts in QUIET.values() for text in texts])
def test_what_is_no_claim_is_quiet(text: str) -> None:
    assert claim_made(text) is None


@pytest.mark.parametrize("kind", ["heading", "reference"])
def test_headings_and_references_claim_nothing(kind: str) -> None:
    assert claim_made("Cupping relieves pain.", block_kind=kind) is None


@pytest.mark.parametrize(
    ("item", "lead_in", "kind"),
    [
        ("Bleeding", "Possible side effects:", ClaimKind.HARM),
        ("Dry skin", "Risks of the cream:", ClaimKind.HARM),
        ("Softer skin", "The benefits of the cream include:", ClaimKind.BENEFIT),
        ("Back pain", "Cupping relieves:", ClaimKind.BENEFIT),
        ("Cools the skin", "How it works:", ClaimKind.MECHANISM),
    ],
)
def test_a_bare_item_claims_by_its_lead_in(item: str, lead_in: str, kind: ClaimKind) -> None:
    found = claim_made(item, block_kind="list_item", lead_in=lead_in)
    assert found is not None
    assert found.kind is kind
    assert found.cue in lead_in
    assert claim_made(item) is None or kind is ClaimKind.MECHANISM


def test_a_bare_item_without_lead_in_claims_by_its_heading() -> None:
    assert claim_made("Bleeding", block_kind="list_item", heading="Side effects")
    assert not claim_made("Bleeding", block_kind="table_cell", heading="Side effects")
    assert not claim_made("Our address", block_kind="list_item", heading="Side effects")


@pytest.mark.parametrize(
    "lead_in", ["Conditions we see:", "It is also called:", "Our treatments:", "Tell us if:"]
)
def test_items_of_other_lists_claim_nothing(lead_in: str) -> None:
    assert claim_made("Back pain", block_kind="list_item", lead_in=lead_in) is None


def test_of_a_paragraph_the_last_sentence_leads_a_list_in() -> None:
    harm = "The session is short. You pay at the desk. It may cause:"
    found = claim_made("Bleeding", block_kind="list_item", lead_in=harm)
    assert found is not None
    assert found.cue in "It may cause:"
    treated = "Side effects are rare. Conditions we see:"
    assert claim_made("Back pain", block_kind="list_item", lead_in=treated) is None
    named = "Side effects are possible. These include:"
    assert claim_made("Bleeding", block_kind="list_item", lead_in=named)


def test_an_instruction_is_no_claim_in_a_list_of_risks_either() -> None:
    item, lead_in = "Drink plenty of water", "After the session:"
    heading = "Side effects"
    assert claim_made(item, block_kind="list_item", lead_in=lead_in, heading=heading) is None


@pytest.mark.parametrize(
    "text",
    [
        "Cupping cures migraine, call us!",
        "Call us: cupping cures migraine.",
        "Cupping, which was invented in 1640, cures migraine.",
        "Tired of pain? Cupping cures it and heals the muscle.",
        "Try cupping, because it cures migraine.",
    ],
)
def test_a_claim_is_not_hidden_by_what_stands_beside_it(text: str) -> None:
    found = claim_made(text)
    assert found is not None
    assert found.cue == "cures"


def test_a_pronoun_stands_for_what_the_heading_names() -> None:
    assert claim_made("It really works.", heading="Massage for back pain")
    assert claim_made("It really works.", heading="Our new booking page") is None


@pytest.mark.parametrize(
    "text",
    [
        "Schröpfen lindert Schmerzen und hilft gegen Migräne.",
        "Le massage réduit la douleur et soulage les muscles du dos.",
        "按摩可以缓解疼痛。",
        "Массаж уменьшает боль.",
    ],
)
def test_other_languages_are_not_read(text: str) -> None:
    assert claim_made(text) is None
    assert not readable(text)


def test_english_is_readable() -> None:
    assert readable("Cupping relieves pain in most of the people who try it for a week.")
    assert readable("Dry mouth")


def test_hidden_characters_and_typography_hide_no_claim() -> None:
    assert claim_made("Cup\u00adping re\u200blieves back\u00a0pain.")
    assert claim_made("It doesn’t relieve back pain.")
    assert claim_made("**Relieves** back pain")


@pytest.mark.parametrize(
    "text",
    [
        "pain " * 20_000,
        "a, " * 33_000,
        "you can " * 12_000,
        "is a " * 25_000,
        "not " * 25_000,
        "better " * 14_000,
        "should be " * 10_000,
        "(" * 100_000,
        "İ" * 100_000,
        "x-" * 50_000,
        "1 in " * 20_000,
        "people " * 14_000,
    ],
)
def test_a_huge_sentence_takes_no_time(text: str) -> None:
    claim_made("Warm up.")
    start = time.perf_counter()
    claim_made(text, block_kind="list_item", lead_in=text, heading=text)
    assert time.perf_counter() - start < 1.0


def test_only_the_beginning_of_a_huge_sentence_is_read() -> None:
    assert claim_made("It relieves pain " + "and so on " * 10_000)
    assert claim_made("x" * LONGEST_SENTENCE + " relieves pain") is None


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_answered(text: str, lead_in: str) -> None:
    found = claim_made(text, block_kind="list_item", lead_in=lead_in)
    assert found is None or found.cue


def test_kinds_have_words_to_read() -> None:
    assert ClaimKind.STUDIES_SHOW.label == "studies show"
