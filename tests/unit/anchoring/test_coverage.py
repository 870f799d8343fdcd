"""Which sentences that make a claim are registered."""

from __future__ import annotations

import pytest

from needle_evidence.anchoring.anchor_claims import place_claims
from needle_evidence.anchoring.coverage import ArticleCoverage, article_coverage, coverage
from needle_evidence.language.thesaurus import build_thesaurus
from needle_evidence.model.article import Article
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from tests.built_article import built_article

PAGE = """# Heel pain

Dry needling treats heel pain. The clinic opens at nine. It cures migraine.

Dry needling may cause:

- bleeding

- dizziness"""
ROW = Location(path="claims.csv", line=2)


def covered(*claims: tuple[str, str], page: str = PAGE, language: str = "en") -> ArticleCoverage:
    article = built_article(page)
    rows = tuple(
        Claim(claim_id=str(number), text=text, quotes=(quote,) if quote else (), location=ROW)
        for number, (text, quote) in enumerate(claims)
    )
    placements = place_claims(rows, (article,), (), build_thesaurus())
    library = Library(claims=rows, articles=(article,), placements=placements, language=language)
    (one,) = coverage(library)
    return one


def test_claim_sentences_and_list_items_are_found() -> None:
    one = covered()
    assert [sentence.text for sentence in one.sentences] == [
        "Dry needling treats heel pain.", "It cures migraine.", "bleeding", "dizziness",
    ]  # fmt: skip
    assert one.registered == 0
    assert one.uncovered == one.sentences
    assert one.sentences[2].lead_in == "Dry needling may cause:"
    assert {sentence.heading for sentence in one.sentences} == {"Heel pain"}


def test_registered_is_what_holds_the_words_of_a_row() -> None:
    one = covered(("Dry needling treats heel pain.", ""), ("It bleeds.", "bleeding"))
    assert [s.text for s in one.uncovered] == ["It cures migraine.", "dizziness"]
    assert one.registered == 2


def test_part_of_a_sentence_registers_it() -> None:
    assert covered(("Heels.", "heel pain")).registered == 1


def test_short_quote_in_several_places_registers_none_of_the_long_sentences() -> None:
    page = "Dry needling treats heel pain.\n\nDry needling cures back pain.\n\nIt reduces: pain"
    assert covered(("Pain.", "pain"), page=page).registered == 0
    whole = "Dry needling treats pain.\n\nDry needling treats pain.\n\nDry needling cures stroke."
    assert covered(("Dry needling treats pain.", ""), page=whole).registered == 2


def test_repeated_sentence_is_one_claim_under_one_heading_only() -> None:
    article = built_article("# A\n\nIt treats pain.\n\nIt treats pain.\n\n# B\n\nIt treats pain.")
    start = article.text.index("It treats")
    found = article_coverage(article, [(start, start + 15)])
    assert [one.registered for one in found.sentences] == [True, True, False]


@pytest.mark.parametrize(
    ("page", "language"),
    [(PAGE, "de"), ("干针疗法可以减轻足跟痛。", "en"), ("Die Nadel heilt den Schmerz der Ferse "
     "und das ist eine gute Sache, die viele Menschen nicht kennen.", "en")],
)  # fmt: skip
def test_other_languages_are_not_checked(page: str, language: str) -> None:
    one = covered(page=page, language=language)
    assert one.not_checked == "claims can only be found in English text"
    assert one.sentences == ()


def test_unreadable_articles_have_no_coverage() -> None:
    assert coverage(Library(articles=(Article(path="a.md", unreadable="It is a PDF."),))) == ()
