"""What a record of a work that is there already adds to its entry."""

from __future__ import annotations

import pytest

from needle_evidence.curation.completion import Completion, complete, plan_completions
from needle_evidence.curation.incoming import plan_import
from needle_evidence.curation.merging import FieldChoice
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.formats.references.text import read_printed_reference
from needle_evidence.model.reference import Reference

ENTRY = (
    "@article{ek, author = {Ek, E.}, title = {Needling of painful heels}, year = {2014}, "
    "pages = {10}"
)
RECORD = (
    "@article{x, author = {Ek, Eva}, title = {Needling of painful heels}, year = {2014}, "
    "pages = {10--19}, doi = {10.1000/a}"
)


def read(text: str) -> Reference:
    (reference,) = read_references(text + "}", path="x").references
    return reference


def names(choices: tuple[FieldChoice, ...]) -> list[str]:
    return [choice.name for choice in choices]


def latex(completion: Completion) -> dict[str, str | None]:
    return {
        name: value.latex if isinstance(value, FieldValue) else value
        for name, value in completion.values.items()
    }


def test_lacking_and_fuller_fields() -> None:
    found = complete(read(ENTRY), read(RECORD))
    assert names(found.put_in) == ["doi"]
    assert names(found.replaced) == ["author", "pages"]
    assert (found.differing, found.left_out, found.confirmed) == ((), (), ())
    assert latex(found) == {"author": "Ek, Eva", "pages": "10--19", "doi": "10.1000/a"}


def test_the_fuller_entry_stays() -> None:
    found = complete(read(RECORD), read(ENTRY))
    assert found == Completion(key="x")


def test_a_contradiction_is_told_and_taken_only_when_asked() -> None:
    entry, record = read(ENTRY + ", volume = {3}"), read(RECORD + ", volume = {4}")
    found = complete(entry, record)
    assert names(found.differing) == ["volume"]
    assert "volume" not in found.values
    asked = complete(entry, record, take=("volume",))
    assert latex(asked)["volume"] == "4"
    assert asked.differing == ()


def test_take_decides_contradictions_only() -> None:
    found = complete(read(RECORD), read(ENTRY), take=("author", "pages"))
    assert found.values == {}


def test_another_identifier_puts_nothing_in() -> None:
    entry = read(ENTRY + ", doi = {10.1000/b}")
    found = complete(entry, read(RECORD))
    assert found.values == {}
    assert found.doubtful == "doi"
    asked = complete(entry, read(RECORD), take=("doi",))
    assert sorted(asked.values) == ["author", "doi", "pages"]


def test_another_title_puts_nothing_in() -> None:
    other = RECORD.replace("Needling of painful heels", "Shoulders of rowers at sea")
    assert complete(read(ENTRY), read(other)).doubtful == "title"
    assert complete(read(ENTRY), read(other)).values == {}
    misspelt = RECORD.replace("painful heels", "painfull heels")
    found = complete(read(ENTRY), read(misspelt))
    assert (names(found.differing), found.doubtful) == (["title"], "")
    assert "doi" in found.values


@pytest.mark.parametrize(
    ("name", "longer", "is_replaced"),
    [
        ("Phys Ther", "Physical Therapy", True),
        ("J Pain", "The Journal of Pain", True),
        ("Lancet", "Lancet (London, England)", False),
        ("Physical Therapy", "Physical therapy : official journal of a society", False),
    ],
)
def test_a_full_journal_name_stays(name: str, longer: str, is_replaced: bool) -> None:
    entry, record = (read(f"{ENTRY}, journal = {{{journal}}}") for journal in (name, longer))
    found = complete(entry, record)
    assert (names(found.replaced) == ["journal"]) is is_replaced
    assert found.differing == ()


def test_numbers_of_a_journal_for_print_and_web_are_no_contradiction() -> None:
    entry = read(ENTRY + ", issn = {0031-9023}")
    assert complete(entry, read(RECORD + ", issn = {1538-6724; 0031-9023}")).differing == ()
    assert names(complete(entry, read(RECORD + ", issn = {1538-6724}")).differing) == ["issn"]


def test_unknown_fields_are_left_out_and_told() -> None:
    record = read(RECORD + ", nbib-own = {Heel}, file = {a.pdf}, groups = {g}")
    found = complete(read(ENTRY), record)
    assert found.left_out == ("nbib-own", "file", "groups")
    same = complete(read(ENTRY + ", file = {a.pdf}, nbib-own = {Hip}"), record)
    assert (same.left_out, same.differing) == (("nbib-own", "groups"), ())


@pytest.mark.parametrize("take", [(), ("studydesign",)])
def test_what_a_person_recorded_stays(take: tuple[str, ...]) -> None:
    entry = read(ENTRY + ", studydesign = {rct}")
    found = complete(entry, read(RECORD + ", studydesign = {cohort}"), take)
    assert names(found.differing) == ["studydesign"]
    assert "studydesign" not in found.values


def test_another_entry_type_is_told() -> None:
    found = complete(read(ENTRY), read(RECORD.replace("@article", "@book")))
    assert names(found.differing) == ["entry type"]
    assert "doi" in found.values


def test_a_month_does_not_stand_beside_a_date() -> None:
    entry = read(ENTRY.replace("year", "date"))
    found = complete(entry, read(RECORD + ", month = may"))
    assert found.left_out == ("month",)


def test_mangled_names_are_never_mended_unasked() -> None:
    mangled = read(
        ENTRY.replace("Ek, E.", "Ek, E. and Ana, I. and Díaz, H. F. S. and {…} and Ås, C. D.")
    )
    real = "Ek, Eva and de la Llave, Ana I. and Saddi Díaz, Homid and Öst, Bo and Ås, Cilla D."
    record = read(RECORD.replace("Ek, Eva", real))
    found = complete(mangled, record)
    assert names(found.differing) == ["author"]
    assert "author" not in found.values
    asked = complete(mangled, record, take=("author",))
    assert latex(asked)["author"] == real


def test_a_sound_list_with_an_ellipsis_is_completed() -> None:
    shortened = read(ENTRY.replace("Ek, E.", "Ek, E. and {…} and Ås, C. D."))
    record = read(RECORD.replace("Ek, Eva", "Ek, Eva and Öst, Bo and Al, A. and Ås, Cilla D."))
    assert "author" in names(complete(shortened, record).replaced)


def test_confidence_tells_what_is_unsure_still() -> None:
    said = ", confidence = {author 0.9; title 0.8; volume 0.5}, volume = {3}"
    found = complete(read(ENTRY + said), read(RECORD))
    assert latex(found)["confidence"] == "volume 0.5"
    assert found.confirmed == ("title",)
    whole = complete(read(ENTRY + said), read(RECORD + ", volume = {3}"))
    assert whole.values["confidence"] is None


def test_a_printed_reference_completes_with_its_confidence_and_without_its_rest() -> None:
    printed = read_printed_reference(
        "Ek, E. (2014). Needling of painful heels. Physical Therapy, 94(8), 10-19. Full text:"
    )
    found = complete(read(ENTRY + ", doi = {10.1000/a}"), printed)
    assert "volume" in names(found.put_in)
    said = found.values["confidence"]
    assert isinstance(said, str)
    assert "volume" in said
    assert "title" not in said  # the entry's own title stays
    assert "note" not in found.values
    assert found.confirmed == ()


def test_a_second_record_meets_the_entry_as_the_first_left_it() -> None:
    later = RECORD.replace("10.1000/a", "10.1000/A") + ", volume = {94}"
    library, records = (read(ENTRY),), (read(RECORD), read(later))
    plan = plan_import(library, [records])
    first, second = plan_completions(library, plan.known)
    assert names(first.put_in) == ["doi"]
    assert names(second.put_in) == ["volume"]
    assert second.replaced == ()
