"""Finding the format of a file of references: by content, then by ending, else with a way out."""

from __future__ import annotations

import io
import zipfile

import pytest

from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.reference_format import (
    read_reference_file,
    reference_formats,
    write_reference_file,
)

RIS = b"TY  - JOUR\nTI  - One\nER  - \n"
NBIB = b"PMID- 1\nTI  - One\n"
BIB = b"@article{one, title = {One}}\n"


@pytest.mark.parametrize(
    ("data", "path", "name"),
    [
        (RIS, "pubmed_endnote.txt", "ris"),
        (RIS, "-", "ris"),
        (RIS.decode().encode("utf-16"), "export", "ris"),
        (NBIB, "pubmed-set.txt", "nbib"),
        (b"%0 Book\n%T One\n", "x.txt", "enw"),
        (b"FN Thomson\nVR 1.0\nPT J\nTI One\nER\nEF\n", "savedrecs.txt", "web-of-science"),
        (BIB, "library.txt", "bibtex"),
        (b"TI  - One\nER  - \n", "x.RIS", "ris"),
    ],
)
def test_content_then_ending(data: bytes, path: str, name: str) -> None:
    form, table = read_reference_file(data, path)
    assert form.name == name
    assert [reference.title for reference in table.references] == ["One"]
    assert "other_format" not in [problem.kind for problem in table.problems]


def test_content_goes_before_a_wrong_ending_and_is_said() -> None:
    form, table = read_reference_file(RIS, "library.bib")
    assert form.name == "ris"
    assert table.problems[0].kind == "other_format"
    assert ".ris" in table.problems[0].way_out


def test_a_long_utf_16_file_is_recognised_by_its_beginning() -> None:
    text = "TY  - JOUR\nTI  - " + "\U0001f600" * 100_000 + "\nER  - \n"
    assert read_reference_file(text.encode("utf-16"), "x.txt")[0].name == "ris"


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, "text")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "path", "said"),
    [
        (b"", "x.ris", "x.ris is empty"),
        (b"\xef\xbb\xbf \r\n", "x.ris", "x.ris is empty"),
        (b"<!DOCTYPE html>\n<html><p>Log in", "x.ris", "web page.*login"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "x.nbib", "web page"),
        (b"%PDF-1.7 x", "x.pdf", "is a PDF.*--from text"),
        (b"\xd0\xcf\x11\xe0 x", "x.doc", "old Office document"),
        (archive("word/document.xml"), "x.docx", "Word document.*--from text"),
        (archive("a.ris"), "x.zip", "zip archive.*Unpack"),
        (b"{\\rtf1 x", "x.rtf", "rich-text"),
        (b"1. Smith A. Needling. J Pain. 2014;5:10.\n", "list.txt", "no format.*--from text"),
        (b"Dear all\n", "x.ris", "no RIS record"),
        (b"\x00\x01\x02\x03" * 50, "x.dat", "not a text file"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_way_out(data: bytes, path: str, said: str) -> None:
    with pytest.raises(UnreadableInputError, match=f"(?s){said}"):
        read_reference_file(data, path)


def test_a_named_format_is_taken() -> None:
    form, table = read_reference_file(RIS, "x.bib", "RIS")
    assert (form.name, len(table.references)) == ("ris", 1)


def test_unknown_names_are_wrong_use_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"“word”.*bibtex.*nbib.*ris"):
        read_reference_file(RIS, "x.ris", "word")
    with pytest.raises(UsageError, match="“web-of-science” that can be written"):
        write_reference_file((), "web-of-science")


def test_what_one_format_reads_another_writes() -> None:
    _, table = read_reference_file(RIS, "x.ris")
    data = write_reference_file(table.references, "nbib")
    form, again = read_reference_file(data, "x")
    assert (form.name, again.references[0].title) == ("nbib", "One")


def test_every_format_has_its_own_name_and_endings_in_small_letters() -> None:
    forms = reference_formats()
    names = [form.name for form in forms]
    assert len(set(names)) == len(names)
    assert all(form.read or form.write for form in forms)
    endings = [ending for form in forms for ending in form.endings]
    assert all(ending.startswith(".") and ending.islower() for ending in endings)


def test_records_between_bibtex_entries_are_told() -> None:
    _, table = read_reference_file(BIB + RIS + b"\n" + NBIB, "x.bib")
    assert [reference.title for reference in table.references] == ["One"]
    (problem,) = [one for one in table.problems if one.kind == "mixed_formats"]
    assert problem.location.line == 2
    assert "2 records of another format" in problem.message


def test_a_record_quoted_in_an_entry_is_none() -> None:
    quoted = b"@misc{one, title = {One}, note = {\nTY  - JOUR\n}}\n"
    _, table = read_reference_file(quoted, "x.bib")
    assert table.problems == ()


@pytest.mark.parametrize("form", ["", "text"])
def test_abstracts_of_pubmed_are_refused_with_the_way_out(form: str) -> None:
    text = (
        b"1. J Pain. 2014 Aug;94(8):1083-94. doi: 10.1000/182.\n\nHeel pain: a trial.\n\n"
        b"Vos C(1), Roe A(2).\n\nAuthor information:\n(1)Somewhere.\n\nBACKGROUND: None.\n\n"
        b"DOI: 10.1000/182\nPMID: 20123456 [Indexed for MEDLINE]\n"
    )
    with pytest.raises(UnreadableInputError) as error:
        read_reference_file(text, "abstract-set.txt", form)
    assert "format PubMed (.nbib file)" in str(error.value.way_out)


def test_a_pasted_list_with_pubmed_numbers_is_read() -> None:
    text = b"1. Vos C, Roe A. Heel pain. J Pain. 2014;94(8):1083-94.\nPMID: 20123456\n"
    _, table = read_reference_file(text, "list.txt", "text")
    assert [reference.title for reference in table.references] == ["Heel pain"]
