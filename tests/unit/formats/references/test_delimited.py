"""Tables of references as databases export them, and our own."""

from __future__ import annotations

import csv
import io
from types import MappingProxyType

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.reference_format import ReferenceTable
from needle_evidence.formats.references.delimited import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def table(text: str | bytes) -> ReferenceTable:
    assert REFERENCE_FORMAT.read is not None
    data = text.encode() if isinstance(text, str) else text
    return REFERENCE_FORMAT.read(data, "t.csv")


def read(row: dict[str, str], delimiter: str = ",") -> Reference:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, row, delimiter=delimiter)
    writer.writeheader()
    writer.writerow(row)
    found = table(file.getvalue())
    assert found.problems == ()
    assert REFERENCE_FORMAT.recognises(file.getvalue())
    (reference,) = found.references
    return reference


def write(*references: Reference) -> str:
    assert REFERENCE_FORMAT.write is not None
    return REFERENCE_FORMAT.write(references).decode("utf-8-sig")


LANDORF = PersonName(family="Landorf", given="K.B.")


def test_scopus() -> None:
    reference = read(
        {
            "Authors": "Landorf K.B.; Au A.",
            "Author full names": "Landorf, Karl B. (57203012345); Au, Ann (57203012346)",
            "Author(s) ID": "57203012345; 57203012346",
            "Title": "Heels",
            "Year": "2014",
            "Source title": "Heel Journal",
            "Volume": "12",
            "Issue": "3",
            "Art. No.": "e5",
            "Page start": "1083",
            "Page end": "94",
            "Cited by": "7",
            "DOI": "10.1000/made.1",
            "Document Type": "Review",
            "EID": "2-s2.0-8500001",
            "Source": "Scopus",
        }
    )
    assert reference.entry_type == "article"
    assert dict(reference.fields) == {
        "author": "Karl B. Landorf; Ann Au",
        "title": "Heels",
        "journal": "Heel Journal",
        "volume": "12",
        "number": "3",
        "eid": "e5",
        "year": "2014",
        "pages": "1083-1094",
        "doi": "10.1000/made.1",
        "csv-author-s-id": "57203012345; 57203012346",
        "csv-cited-by": "7",
        "csv-document-type": "Review",
        "csv-eid": "2-s2.0-8500001",
        "csv-source": "Scopus",
    }


def test_pubmed() -> None:
    reference = read(
        {
            "PMID": "11111111",
            "Title": "Heels.",
            "Authors": "Landorf KB, Au A.",
            "Citation": "Heel J. 2014 Aug 5;12(3):1083-94. doi: 10.1000/made.1. Epub 2014 Jan 1.",
            "First Author": "Landorf KB",
            "Journal/Book": "Heel J",
            "Publication Year": "2014",
            "Create Date": "2014/01/02",
            "PMCID": "PMC222",
            "NIHMS ID": "",
            "DOI": "10.1000/made.1",
        }
    )
    fields = reference.fields
    assert [name.family for name in reference.authors] == ["Landorf", "Au"]
    assert (fields["pmid"], fields["pmcid"], fields["journal"]) == ("11111111", "PMC222", "Heel J")
    assert (fields["year"], fields["month"], fields["day"]) == ("2014", "August", "5")
    assert (fields["volume"], fields["number"], fields["pages"]) == ("12", "3", "1083-1094")
    assert fields["csv-citation"].endswith("Epub 2014 Jan 1.")
    assert fields["csv-create-date"] == "2014/01/02"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "Heel (Basel) (2014) 12:3 (1083-1094). Date of Publication: 5 Aug 2014",
            ("Heel (Basel)", "2014", "12", "3", "1083-1094", "August"),
        ),
        ("Heels (2014) 12 (7)", ("Heels", "2014", "12", "", "7", "")),
        ("Heels (2014)", ("Heels", "2014", "", "", "", "")),
        ("Heels (2014) 12:SUPPL. 1 (S1)", ("Heels", "2014", "12", "SUPPL. 1", "S1", "")),
    ],
)
def test_embase(source: str, expected: tuple[str, ...]) -> None:
    reference = read(
        {
            "Title": "Heels, a trial",
            "Author Names": "Landorf K.B., Au A.",
            "Source": source,
            "Emtree Medical Index Terms": "adult, heel (injury, surgery)",
            "Open URL Link": "https://x.example/?sid=EMBASE&id=doi:10.1000%2Fmade.1&atitle=Heels",
        }
    )
    names = ("journal", "year", "volume", "number", "pages", "month")
    assert tuple(reference.text(name) for name in names) == expected
    assert reference.authors == (LANDORF, PersonName(family="Au", given="A."))
    assert reference.fields["doi"] == "10.1000/made.1"
    assert "csv-source" not in reference.fields


def test_embase_with_a_field_per_row() -> None:
    text = (
        '"TITLE","Heels, a trial"\n"AUTHOR NAMES","Landorf K.B.","Au A."\n'
        '"SOURCE","Heel (2014) 12:3 (7)"\n"ABSTRACT","One\ntwo"\n\n'
        '"TITLE","Toes"\n"AUTHOR NAMES","Au A."\n"DOI","10.1000/made.2"\n'
    )
    found = table(text)
    assert REFERENCE_FORMAT.recognises(text)
    assert [reference.title for reference in found.references] == ["Heels, a trial", "Toes"]
    assert [reference.location.line for reference in found.references] == [1, 7]
    assert found.references[0].fields["journal"] == "Heel"
    assert len(found.references[0].authors) == 2
    assert found.references[1].fields["doi"] == "10.1000/made.2"


def test_web_of_science_with_tags_as_columns() -> None:
    text = (
        "PT\tAU\tAF\tTI\tSO\tPY\tVL\tIS\tBP\tEP\tDI\tUT\n"
        'J\tLandorf, KB; Au, A\tLandorf, Karl B.; Au, Ann\t"Heels" and toes\tHEEL JOURNAL\t2014\t'
        "12\t3\t1083\t1094\t10.1000/made.1\tWOS:1\n"
    )
    found = table(text)
    (reference,) = found.references
    assert REFERENCE_FORMAT.recognises(text)
    assert reference.title == '"Heels" and toes'
    assert [name.given for name in reference.authors] == ["Karl B.", "Ann"]
    assert reference.fields["pages"] == "1083-1094"
    assert reference.fields["wos-ut"] == "WOS:1"


def test_lens_has_given_names_first() -> None:
    reference = read(
        {
            "Lens ID": "000-1",
            "Title": "Heels",
            "Date Published": "2014-08-05",
            "Publication Year": "2014",
            "Publication Type": "journal article",
            "Source Title": "Heel Journal",
            "Author/s": "Karl B. von Landorf; Ann Au",
            "Start Page": "7",
            "End Page": "",
        }
    )
    assert reference.authors == (
        PersonName(family="Landorf", given="Karl B.", particle="von"),
        PersonName(family="Au", given="Ann"),
    )
    assert (reference.fields["day"], reference.fields["pages"]) == ("5", "7")


def test_dimensions_begins_with_a_note() -> None:
    found = table(
        '"About the data: Exported on Jan 1, 2024. Criteria: x."\n'
        "Rank,Publication ID,DOI,PMID,Title,Source title/Anthology title,PubYear,Authors\n"
        '1,pub.1,10.1000/made.1,1,Heels,Heel Journal,2014,"Landorf, Karl; Au, Ann"\n'
    )
    (reference,) = found.references
    assert reference.location.line == 3
    assert (reference.container, reference.year) == ("Heel Journal", "2014")
    assert len(reference.authors) == 2


def test_zotero() -> None:
    reference = read(
        {
            "Key": "AB12CD34",
            "Item Type": "bookSection",
            "Publication Year": "2014",
            "Author": "Landorf, K.B.; Heel Group",
            "Title": "Heels",
            "Book Title": "Feet",
            "Url": "https://example.org",
            "Date": "2014-08",
            "Manual Tags": "foot; pain",
        }
    )
    assert (reference.key, reference.entry_type) == ("", "incollection")
    assert reference.fields["csv-key"] == "AB12CD34"
    assert (reference.container, reference.fields["month"]) == ("Feet", "August")
    assert reference.fields["keywords"] == "foot; pain"
    assert reference.authors == (LANDORF, PersonName(literal="Heel Group"))


def test_lists_that_a_program_printed() -> None:
    reference = read(
        {"title": "T", "authors": "['Marx, Karl', \"O'Neill, Ann\"]", "keywords": "['a', 'b']"}
    )
    assert [name.family for name in reference.authors] == ["Marx", "O'Neill"]
    assert reference.fields["keywords"] == "a; b"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    rows = f"title{delimiter}doi{delimiter}mine\nMénière{delimiter}10.1000/x{delimiter}1\n"
    (reference,) = table(rows.encode(encoding)).references
    assert dict(reference.fields) == {"title": "Ménière", "doi": "10.1000/x", "csv-mine": "1"}


def test_rows_that_cannot_be_read_are_named_and_cost_no_others() -> None:
    found = table('title,doi\nA,10.1000/a,x\n"B\nC",10.1000/c\n,10.1000/d\n')
    assert [reference.title for reference in found.references] == ["B C", ""]
    assert [problem.location.line for problem in found.problems] == [2]


def test_only_column_names() -> None:
    found = table("title,doi\n")
    assert found.references == ()
    assert [problem.kind for problem in found.problems] == ["no_entries"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "just words\n"])
def test_what_is_no_table_of_references_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInputError, match=r"t\.csv"):
        table(text)
    assert not REFERENCE_FORMAT.recognises(text)


def made(**fields: str) -> Reference:
    return Reference(
        key="k",
        entry_type="article",
        location=Location(path="r"),
        fields=MappingProxyType(fields),
    )


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "'=x", "''@x"])
def test_no_cell_is_a_formula_and_all_come_back(text: str) -> None:
    out = write(made(title=text))
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert row["title"][0] == "'"
    (reference,) = table(out).references
    assert reference.title == text


@pytest.mark.parametrize("text", ["-5", "+1.5", "'quoted'", "5"])
def test_numbers_and_quotations_stay_as_they_are(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(write(made(title=text)), newline=""))
    assert row["title"] == text


def test_names_that_the_column_cannot_spell_come_back() -> None:
    names = (
        PersonName(literal="Heel; Toe, and Co"),
        PersonName(family="Plato"),
        PersonName(family="Landorf", given="Karl", particle="von", suffix="Jr."),
    )
    reference = Reference(
        key="k",
        entry_type="book",
        location=Location(path="r"),
        authors=names,
        authors_truncated=True,
        fields={"author": "; ".join(name.display for name in names)},
    )
    (found,) = table(write(reference)).references
    assert (found.authors, found.authors_truncated) == (names, True)


def test_the_documented_columns_come_first() -> None:
    header = next(csv.reader(io.StringIO(write(made(zzz="1", aaa="2")), newline="")))
    assert header[:5] == ["citekey", "entry_type", "author", "editor", "title"]
    assert header[-2:] == ["aaa", "zzz"]


def test_groups_and_electronic_issn_of_web_of_science() -> None:
    found = read(
        {"Authors": "Vos, C", "Group Authors": "Heel Group; Foot Council", "Article Title": "A",
         "ISSN": "0031-9023", "eISSN": "1538-6724"},
        "\t",
    )  # fmt: skip
    assert [name.display for name in found.authors] == ["C Vos", "Heel Group", "Foot Council"]
    assert found.fields["issn"] == "0031-9023; 1538-6724"


def test_pubmed_ends_its_authors_with_a_stop() -> None:
    found = read(
        {"PMID": "1", "Title": "A", "Authors": "Vos C, Roe AB.",
         "Citation": "J Pain. 2014 Aug;4(2):1-9.", "Journal/Book": "J Pain"}
    )  # fmt: skip
    assert [name.display for name in found.authors] == ["C Vos", "AB Roe"]


def test_numbers_in_zotero_s_extra_and_the_time_of_a_visit() -> None:
    found = read(
        {"Title": "A", "Author": "Vos, C", "Extra": "PMID: 20123456\nPMCID: PMC123",
         "Access Date": "2024-05-12 10:00:00"}
    )  # fmt: skip
    assert (found.fields["pmid"], found.fields["pmcid"]) == ("20123456", "PMC123")
    assert found.fields["urldate"] == "2024-05-12"
