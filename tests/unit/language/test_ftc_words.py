"""Each row of the FTC words on its own two sentences, what turns a phrase round, hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.checks.rule_pack import PACKS
from needle_evidence.language.ftc_words import (
    LONGEST_TEXT,
    FtcEntry,
    find_phrases,
    ftc_entries,
    plain_words,
    reads_as_english,
    sentence_around,
)
from needle_evidence.model.finding import Severity
from needle_evidence.model.plain_text import visible

ENTRIES = ftc_entries()
RULES = sorted({entry.rule for entry in ENTRIES})
APPROVED = [
    "FDA approved",
    "**FDA**-approved",
    "F.D.A. approved",
    "FDA\u2011approved",
    "FDA\u00ae registered",
    "F\u200bDA-cle\u00adared",
    "FDA\napproved",
    "ＦＤＡ approved",
    "FDA has fully approved",
    "approved\nby the U.S. FDA",
    "evaluated, cleared and approved by the Food & Drug Administration",
    "not only FDA approved",
    "no doubt FDA-approved",
    "not painful and FDA approved",
    "not surgery but an FDA approved way",
    "no downtime with our FDA-cleared laser",
    "no surgery, FDA approved",
    "Did you know that it is FDA approved?",
    "Does it hurt? It is FDA approved.",
    "better than sham and is FDA approved",
]
NOT_APPROVED = [
    "It is not FDA approved.",
    "It isn’t yet FDA-approved.",
    "This non-FDA-approved drug",
    "It has not been evaluated, cleared or approved by the FDA.",
    "These statements have not been reviewed and approved by the Food and Drug Administration.",
    "The FDA has not approved it.",
    "The FDA has approved no needle for this.",
    "The FDA neither approved nor cleared it.",
    "None of our needles is FDA approved.",
    "It works without FDA approval.",
    "Is dry needling FDA approved?",
    "safer than any FDA-approved drug",
    "Unlike FDA-approved drugs, exercise is free.",
    "The FDA warns of such claims.",
    "yet to be approved by the FDA",
]


def phrases(text: str, rule: str) -> list[str]:
    return [phrase.text for phrase in find_phrases(plain_words(text), rule)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.rule}-{entry.fires[:30]}")
def test_row_speaks_on_its_own_sentences_only(entry: FtcEntry) -> None:
    found = find_phrases(plain_words(entry.fires), entry.rule)
    assert entry in {phrase.entry for phrase in found}
    assert phrases(entry.quiet, entry.rule) == []
    assert reads_as_english(entry.fires, found)


def test_rows_are_complete() -> None:
    titles = {pack.title for pack in PACKS.values()}
    assert RULES == ["NE702", "NE703", "NE704", "NE705", "NE706"]
    for entry in ENTRIES:
        assert entry.citation in titles
        assert 1 <= entry.point <= 14
        assert Severity(entry.severity)
        assert entry.remedy.endswith(".")
        assert entry.remedy == visible(entry.remedy)
    assert len({entry.pattern.pattern for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("text", APPROVED)
def test_an_approval_is_seen_however_it_is_written(text: str) -> None:
    assert phrases(f"It relieves pain: {text}", "NE705")
    assert phrases(text, "NE705")


@pytest.mark.parametrize("text", NOT_APPROVED)
def test_an_approval_that_is_denied_asked_or_another_s_is_none(text: str) -> None:
    assert phrases(text, "NE705") == []


def test_what_is_said_to_prove_nothing_claims_nothing() -> None:
    assert phrases("What our patients say is no proof that it works.", "NE704") == []
    assert phrases("Centuries of use do not prove that it works.", "NE706") == []
    assert phrases("Our patients say it works, and it never hurts.", "NE704")
    assert phrases("FDA approved; this does not prove that it works.", "NE705")


def test_of_two_phrases_that_share_words_the_longer_counts() -> None:
    assert phrases("It is FDA cleared and approved by the FDA.", "NE705") == [
        "cleared and approved by the FDA"
    ]
    assert phrases("FDA approved; FDA cleared", "NE705") == ["FDA approved", "FDA cleared"]
    assert phrases("an early clinical trial", "NE703") == ["early clinical trial"]


def test_a_foreign_text_is_not_read_for_one_borrowed_phrase() -> None:
    german = "Die Behandlung ist nicht FDA approved und hilft bei Schmerzen."
    assert not reads_as_english(german, find_phrases(german, "NE705"))
    short = "Centuries-old acupressure"
    assert reads_as_english(short, find_phrases(short, "NE706"))
    assert not reads_as_english(short, ())


def test_the_sentence_around_a_phrase() -> None:
    text = "It may help. Promising research shows it. Call us."
    (phrase,) = find_phrases(text, "NE703")
    first, last = sentence_around(text, phrase)
    assert text[first:last] == "Promising research shows it. "


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    start = "pain " * (LONGEST_TEXT // 5)
    assert phrases(f"{start}FDA approved", "NE705") == []
    assert phrases(f"FDA approved {start}", "NE705") == ["FDA approved"]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "piece",
    [
        "a ", "not ", "n't ", "for many ", "our my ", "in my own ", "promising ", "FDA ", "fda-",
        "FDA approved ", "approved, ", "approved and ", "for two hundred ", "traditional chinese ",
        "our patients have ", "9", "95% of our ", "early clinical ", "used in ", "?", ". ", "\n\n",
        "no not never ", "below the ", "do not ", "was not not ",
    ],
)  # fmt: skip
def test_long_texts_take_little_time(rule: str, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    find_phrases(plain_words(text), rule)
    assert time.process_time() - started < 1.5


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    plain = plain_words(f"{text} FDA approved {text}")
    for rule in RULES:
        for phrase in find_phrases(plain, rule):
            assert plain[phrase.start : phrase.end] == phrase.text
            first, last = sentence_around(plain, phrase)
            assert first <= phrase.start < phrase.end <= last
