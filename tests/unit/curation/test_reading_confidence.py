"""The field `confidence` while values of other records come into an entry."""

from __future__ import annotations

from needle_evidence.curation.reading_confidence import changed_confidence, read_confidence
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference


def entry(confidence: str) -> Reference:
    return Reference(
        key="a",
        entry_type="article",
        location=Location(path="x", line=1),
        fields={"confidence": confidence} if confidence else {},
    )


def test_what_it_says() -> None:
    said = read_confidence(entry("author 0.97;  year 0.5; ; odd"))
    assert said == {"author": "author 0.97", "year": "year 0.5", "odd": "odd"}
    assert read_confidence(entry("")) == {}


def test_taken_and_confirmed_fields_drop_out() -> None:
    old = entry("author 0.97; title 0.9; year 0.5")
    assert changed_confidence(old, entry(""), {"author": "author"}, ()) == "title 0.9; year 0.5"
    assert changed_confidence(old, entry(""), {"author": "author"}, ("title", "year")) == ""


def test_how_sure_a_record_was_read_comes_along() -> None:
    record = entry("pages 0.61; journal 0.7")
    assert changed_confidence(entry("year 0.9"), record, {"pages": "pages"}, ()) == (
        "year 0.9; pages 0.61"
    )
    assert changed_confidence(entry(""), record, {"journaltitle": "journal"}, ()) == (
        "journaltitle 0.7"
    )


def test_what_does_not_change_stays_letter_by_letter() -> None:
    odd = "author 0.97;title 0.9;"
    assert changed_confidence(entry(odd), entry(""), {"doi": "doi"}, ("pages",)) == odd
