"""RIS: each exporting program's dialect gives the same fields; what has no name is kept."""

from __future__ import annotations

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.references.ris import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def read(*lines: str) -> Reference:
    assert REFERENCE_FORMAT.read is not None
    data = "\n".join(["TY  - JOUR", *lines, "ER  - "]).encode()
    (reference,) = REFERENCE_FORMAT.read(data, "export.ris").references
    return reference


def write(reference: Reference) -> str:
    assert REFERENCE_FORMAT.write is not None
    return REFERENCE_FORMAT.write([reference]).decode()


def reference(entry_type: str = "article", **fields: str) -> Reference:
    return Reference(
        key="smith2014",
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=(PersonName(family="Smith", given="Ann"),),
    )


def test_endnote_record_from_pubmed() -> None:
    found = read(
        "AN  - 20123456", "AU  - Smith, A. B.", "AU  - van den Berg, C.", "DA  - Jun",
        "DO  - 10.1000/abc.1", "DP  - NLM", "ET  - 2014/05/11", "IS  - 6", "KW  - Adult",
        "Pain/therapy", "*Needles", "LA  - eng", "N1  - 1179-1926", "Smith, Ann B", "PY  - 2014",
        "SN  - 0312-5963", "SP  - 349-69", "T2  - J Pain", "TI  - Needling", "VL  - 50", "ID  - 3",
    )  # fmt: skip
    assert found.entry_type == "article"
    assert found.key == ""
    assert found.authors[1] == PersonName(family="Berg", given="C.", particle="van den")
    assert dict(found.fields) == {
        "author": "A. B. Smith; C. van den Berg",
        "title": "Needling",
        "journal": "J Pain",
        "year": "2014",
        "month": "June",
        "volume": "50",
        "number": "6",
        "pages": "349-69",
        "issn": "0312-5963",
        "language": "eng",
        "doi": "10.1000/abc.1",
        "pmid": "20123456",
        "keywords": "Adult; Pain/therapy; *Needles",
        "ris-n1": "1179-1926; Smith, Ann B",
        "ris-dp": "NLM",
        "ris-et": "2014/05/11",
        "ris-id": "3",
    }
    assert found.field_lines["doi"] == 6
    assert found.location == Location(path="export.ris", line=1)


def test_embase_names_and_repeated_tags() -> None:
    found = read(
        "M3  - Review", "Y1  - 2018", "SP  - 769", "EP  - 785", "SN  - 1557-9840",
        "SN  - 0095-5108", "JF  - Clinics", "JO  - Clin.", "U2  - L2001", "DB  - Embase",
        "A1  - Quinto-Dieck L.", "A1  - Penn E.B.", "T1  - Masses", "N2  - They are.",
        "L2  - http://dx.doi.org/10.1000/c.7",
    )  # fmt: skip
    assert [name.family for name in found.authors] == ["Quinto-Dieck", "Penn"]
    assert found.authors[1].given == "E.B."
    assert found.fields["pages"] == "769-785"
    assert found.fields["issn"] == "1557-9840; 0095-5108"
    assert (found.container, found.fields["shortjournal"]) == ("Clinics", "Clin.")
    assert found.fields["doi"] == "10.1000/c.7"
    assert found.fields["abstract"] == "They are."
    assert (found.fields["ris-m3"], found.fields["ris-u2"]) == ("Review", "L2001")


def test_ovid_pages_numbers_and_second_publisher() -> None:
    found = read(
        "ID  - 2019-65183-001", "DO  - http://dx.doi.org/10.1000/cpp.1", "T1  - Mood.",
        "Y1  - 2019//", "SP  - No", "EP  - Specified", "IS  - 101616579", "PB  - Wiley", "PB  - US",
        "A2  - Andres, Bell, Cohen, Dakan, Ferreira, Gill",
    )  # fmt: skip
    assert (found.fields["doi"], found.fields["year"]) == ("10.1000/cpp.1", "2019")
    assert "pages" not in found.fields
    assert (found.fields["ris-sp"], found.fields["ris-ep"]) == ("No", "Specified")
    assert "number" not in found.fields
    assert found.fields["ris-is"] == "101616579"
    assert (found.fields["publisher"], found.fields["ris-pb"]) == ("Wiley", "US")
    assert found.editors == ()
    assert found.fields["ris-a2"].startswith("Andres, Bell")


def test_proquest_scopus_and_web_of_science() -> None:
    proquest = read("TI  - A", "SN  - 0894-9867, 0894-9867", "AN  - 2214; 518")
    assert (proquest.fields["issn"], proquest.fields["ris-an"]) == ("0894-9867", "2214; 518")
    scopus = read("TI  - A", "SN  - 03064530 (ISSN)", "C7  - 104501", "J2  - P.N.E.", "T2  - Psy")
    assert (scopus.fields["issn"], scopus.fields["eid"]) == ("0306-4530", "104501")
    assert (scopus.container, scopus.fields["shortjournal"]) == ("Psy", "P.N.E.")
    wos = read("TI  - A", "DA  - SEP 12", "PY  - 2018", "PU  - SAGE", "PI  - LONDON")
    assert [wos.fields[n] for n in ("month", "day", "publisher", "address")] == [
        "September", "12", "SAGE", "LONDON",
    ]  # fmt: skip


def test_dimensions_and_lens_identifiers() -> None:
    found = read("TI  - A", "U1  - 35957633 [PMID]", "U1  - PMC9359172 [PMCID]", "Y2  - 2024/08/09")
    assert (found.fields["pmid"], found.fields["pmcid"]) == ("35957633", "PMC9359172")
    assert found.fields["urldate"] == "2024-08-09"
    assert "ris-u1" not in found.fields
    link = "https://pubmed.ncbi.nlm.nih.gov/32789069/"
    lens = read("TI  - A", f"L2  - {link}", "ID  - 000-463-679-101-31X")
    assert (lens.fields["pmid"], lens.fields["ris-l2"]) == ("32789069", link)
    assert (lens.key, lens.fields["ris-id"]) == ("", "000-463-679-101-31X")


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        (["AN  - 20123456", "DB  - Ovid MEDLINE(R) <2014>"], "20123456"),
        (["AN  - 20123456", "DB  - Embase"], ""),
        (["AN  - 20123456"], ""),
        (["AN  - PMID: 20123456"], "20123456"),
        (["C2  - 20123456", "DB  - Scopus"], "20123456"),
        (["C2  - 20123456"], ""),
    ],
)
def test_an_accession_number_is_a_pmid_where_the_record_says_so(
    lines: list[str], pmid: str
) -> None:
    assert read("TI  - A", *lines).fields.get("pmid", "") == pmid


@pytest.mark.parametrize(
    ("line", "doi"),
    [
        ("DO  - https://doi.org/10.1000/x(1)2", "10.1000/x(1)2"),
        ("DO  - doi: 10.1000/X.1", "10.1000/X.1"),
        ("N1  - doi: 10.1000/x", "10.1000/x"),
        ("M3  - 10.1000/x", "10.1000/x"),
        ("L3  - 10.1000/x", "10.1000/x"),
        ("UR  - https://doi.org/10.1000/x", "10.1000/x"),
        ("N1  - It answers 10.1000/x", ""),
        ("N1  - References: A. doi: 10.1000/x", ""),
        ("DO  - none", ""),
    ],
)
def test_a_doi_where_it_surely_is_one(line: str, doi: str) -> None:
    found = read("TI  - A", line)
    assert found.fields.get("doi", "") == doi
    assert doi or line[6:] in found.fields.values()


@pytest.mark.parametrize(
    ("lines", "date", "kept"),
    [
        (["PY  - 2014/08//"], ("2014", "August", ""), {}),
        (["PY  - 2014", "DA  - 2014/08/05/"], ("2014", "August", "5"), {}),
        (["DA  - 2014-08-05"], ("2014", "August", "5"), {}),
        (["PY  - 2014///Spring"], ("2014", "Spring", ""), {}),
        (["Y1  - 2014/00/00/"], ("2014", "", ""), {}),
        (["PY  - 2014", "DA  - 2014///nan"], ("2014", "", ""), {}),
        (["PY  - 10 15"], ("", "", ""), {"ris-py": "10 15"}),
        (["PY  - 2014", "DA  - 2013/12/01"], ("2014", "", ""), {"ris-da": "2013/12/01"}),
        (["PY  - in press"], ("", "", ""), {"ris-py": "in press"}),
        (["Y1  - 2014/13/45/"], ("2014", "", ""), {"ris-y1": "2014/13/45/"}),
    ],
)
def test_dates(lines: list[str], date: tuple[str, ...], kept: dict[str, str]) -> None:
    fields = read("TI  - A", *lines).fields
    assert tuple(fields.get(name, "") for name in ("year", "month", "day")) == date
    assert {name: text for name, text in fields.items() if name.startswith("ris-")} == kept


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (["SP  - 1083", "EP  - 1094"], "1083-1094"),
        (["SP  - 1083–1094"], "1083-1094"),
        (["SP  - 349-69", "EP  - 369"], "349-69"),
        (["SP  - e9128"], "e9128"),
        (["SP  - 12", "EP  - 12"], "12"),
        (["SP  - xii", "EP  - xx"], "xii-xx"),
        (["SP  - 5", "EP  - nan"], "5"),
        (["SP  - N.PAG", "EP  - N.PAG"], ""),
        (["EP  - 7"], ""),
    ],
)
def test_pages(lines: list[str], pages: str) -> None:
    assert read("TI  - A", *lines).fields.get("pages", "") == pages


def test_names_of_people_and_bodies() -> None:
    found = read(
        "AU  - Shannon,Claude E.", "AU  - King, Martin Luther, Jr.",
        "AU  - World Health Organization",
        "AU  - Needling Group,", "AU  - Doe J; Roe, R", "AU  - et al.",
    )  # fmt: skip
    assert found.authors == (
        PersonName(family="Shannon", given="Claude E."),
        PersonName(family="King", given="Martin Luther", suffix="Jr."),
        PersonName(literal="World Health Organization"),
        PersonName(literal="Needling Group"),
        PersonName(family="Doe", given="J"),
        PersonName(family="Roe", given="R"),
    )
    assert found.authors_truncated
    assert found.fields["author"].startswith("Claude E. Shannon; Martin Luther King Jr.; World")


def test_chapters_theses_and_unknown_types() -> None:
    assert REFERENCE_FORMAT.read is not None
    text = (
        "TY  - CHAP\nTI  - C\nT2  - Book\nT3  - Series\nA2  - Ed, Ann\n"
        "SN  - 978-0-306-40615-7\nER  -\n"
        "TY  - THES\nTI  - T\nPB  - A University\nM3  - PhD\nER  -\n"
        "TY  - XXXX\nTI  - U\nER  -\nTY  -\nER  -\n"
    )
    table = REFERENCE_FORMAT.read(text.encode(), "x.ris")
    chapter, thesis, unknown, empty = table.references
    assert (chapter.entry_type, chapter.container) == ("incollection", "Book")
    assert (chapter.fields["series"], chapter.editors[0].family) == ("Series", "Ed")
    assert (chapter.fields["isbn"], chapter.fields.get("issn")) == ("978-0-306-40615-7", None)
    assert (thesis.entry_type, thesis.fields["school"]) == ("phdthesis", "A University")
    assert thesis.fields["type"] == "PhD"
    assert (unknown.entry_type, unknown.fields["ris-ty"]) == ("misc", "XXXX")
    assert (empty.entry_type, dict(empty.fields)) == ("misc", {})


def test_long_notes_stay_out_of_what_bibtex_prints() -> None:
    found = read("TI  - A", "N1  - References: " + "Cited, A., work; " * 40, "AB  - Text.",
                 "AB  - Copyright of Journal is the property of X.")  # fmt: skip
    assert "note" not in found.fields
    assert found.fields["ris-n1"].startswith("References: Cited, A.")
    assert found.fields["abstract"] == "Text."
    assert found.fields["ris-ab"].startswith("Copyright of")


def test_guessed_encoding_is_said() -> None:
    assert REFERENCE_FORMAT.read is not None
    table = REFERENCE_FORMAT.read("TY  - JOUR\nTI  - Élan\nER  - ".encode("cp1252"), "x.ris")
    assert table.references[0].title == "Élan"
    assert [problem.kind for problem in table.problems] == ["guessed_encoding"]


def test_a_file_without_records_is_refused_with_a_way_out() -> None:
    assert REFERENCE_FORMAT.read is not None
    with pytest.raises(UnreadableInputError, match=r"x\.ris holds no RIS record\..*--from"):
        REFERENCE_FORMAT.read(b"Dear all,\nhere it comes.\n", "x.ris")


def test_written_record_is_plain_ris() -> None:
    text = write(reference(title="On\npain", journal="J Pain", year="2014", month="August",
                           day="5", pages="10–19", doi="10.1000/x", pmid="123", keywords="a, b",
                           note="In press", **{"ris-m1": "one; two"}))  # fmt: skip
    assert text.split("\r\n") == [
        "TY  - JOUR", "ID  - smith2014", "AU  - Smith, Ann", "TI  - On pain", "JF  - J Pain",
        "PY  - 2014", "DA  - 2014/08/05/", "SP  - 10", "EP  - 19", "DO  - 10.1000/x", "KW  - a",
        "KW  - b", "U1  - 123 [PMID]", "N1  - In press", "M1  - one", "M1  - two", "ER  - ", "", "",
    ]  # fmt: skip


def test_what_ris_has_no_tag_for_travels_in_a_note() -> None:
    text = write(reference("mastersthesis", title="T", studydesign="rct"))
    assert "N1  - BibTeX studydesign: rct\r\n" in text
    again = read(*text.split("\r\n")[1:-3])
    assert (again.fields["studydesign"], again.entry_type) == ("rct", "mastersthesis")
    assert "note" not in again.fields


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("\n1.\nTY  - JOUR\n", True),
        ("PMID- 1\nTI  - TY  - JOUR\n", False),
        ("The type TY - x", False),
    ],
)
def test_recognises(text: str, known: bool) -> None:
    assert REFERENCE_FORMAT.recognises(text) is known


def test_cochrane_has_tags_of_its_own() -> None:
    found = read(
        "AN  - CN-1", "AU  - Smith, A", "TI  - Heel", "SO  - Physical therapy", "YR  - 2014",
        "NO  - 8", "PG  - 1083-1094", "PM  - PUBMED 20123456", "KY  - Adult; Heel",
        "PT  - Journal article", "DOI - 10.1000/182", "US  - https://example.org/1/full",
    )  # fmt: skip
    assert dict(found.fields) == {
        "author": "A Smith", "title": "Heel", "year": "2014", "doi": "10.1000/182",
        "journal": "Physical therapy", "number": "8", "pages": "1083-1094",
        "url": "https://example.org/1/full", "pmid": "20123456", "keywords": "Adult; Heel",
        "ris-an": "CN-1", "ris-pt": "Journal article",
    }  # fmt: skip


def test_the_same_tags_elsewhere_are_kept_as_they_are() -> None:
    found = read("TI  - Heel", "PY  - 2014", "SO  - Phys Ther. 94(8):1083-94", "NO  - 8")
    assert found.fields["ris-so"] == "Phys Ther. 94(8):1083-94"
    assert "journal" not in found.fields


def test_entities_of_html_are_characters_and_survive_where_they_were_meant() -> None:
    found = read("TI  - Pain &amp; p &lt; 0.05 &#233;", "T2  - Bone &amp; Joint", "AB  - a &gt; b")
    assert (found.title, found.container) == ("Pain & p < 0.05 é", "Bone & Joint")
    assert found.fields["abstract"] == "a > b"
    meant = reference(title="The entity &amp; in HTML")
    assert "The entity &amp; in HTML" in write(meant)
    assert REFERENCE_FORMAT.read is not None
    (again,) = REFERENCE_FORMAT.read(write(meant).encode(), "x.ris").references
    assert again.title == meant.title


def test_a_web_page_names_its_site_and_the_day_of_the_visit() -> None:
    assert REFERENCE_FORMAT.read is not None
    data = (
        b"TY  - ELEC\nTI  - Heel pain\nT2  - example.org\nDA  - 20221019\n"
        b"Y2  - 2024/05/12/10:00:00\nER  - \n"
    )
    (found,) = REFERENCE_FORMAT.read(data, "x.ris").references
    assert dict(found.fields) == {
        "title": "Heel pain", "organization": "example.org", "year": "2022", "month": "October",
        "day": "19", "urldate": "2024-05-12",
    }  # fmt: skip
    (again,) = REFERENCE_FORMAT.read(write(found).encode(), "x.ris").references
    assert dict(again.fields) == dict(found.fields)


def test_lines_about_the_export_are_no_note() -> None:
    found = read("TI  - A", "N1  - Export Date: 12 May 2024; Cited By: 70")
    assert found.fields["ris-n1"] == "Export Date: 12 May 2024; Cited By: 70"
    assert "note" not in found.fields


def test_a_type_with_an_unknown_line_behind_it() -> None:
    found = read("TI  - A", "JO  - J Pain")
    assert REFERENCE_FORMAT.read is not None
    data = b"TY  - JOUR\nDESCRIPTORS  - Pain\nTI  - A\nJO  - J Pain\nER  - \n"
    (odd,) = REFERENCE_FORMAT.read(data, "x.ris").references
    assert (odd.entry_type, odd.container) == (found.entry_type, found.container)
    assert "DESCRIPTORS" in odd.fields["ris-ty"]
