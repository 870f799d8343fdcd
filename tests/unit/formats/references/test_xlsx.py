"""The Excel workbook, read back with another library."""

from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineWorkbook

from needle_evidence.formats.references.xlsx import REFERENCE_FORMAT
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def made(**fields: str) -> Reference:
    return Reference(
        key="k",
        entry_type="article",
        location=Location(path="r"),
        fields=fields,
        authors=(PersonName(family="Au", given="A."),),
    )


def write(*references: Reference) -> bytes:
    assert REFERENCE_FORMAT.write is not None
    return REFERENCE_FORMAT.write(references)


def rows(data: bytes) -> list[dict[str, object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    header, *found = sheet.to_python()
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def test_every_cell_is_text() -> None:
    title, url = "=HYPERLINK(1)", "https://example.org"
    data = write(made(title=title, year="2014", url=url, studydesign="rct", note="a\x00\x1bb"))
    (row,) = rows(data)
    assert (row["title"], row["year"], row["url"]) == (title, "2014", url)
    assert (row["citekey"], row["author"], row["studydesign"]) == ("k", "Au, A.", "rct")
    assert row["note"] == "a\ufffd\ufffdb"
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def test_a_cell_that_excel_cannot_hold_is_cut_visibly() -> None:
    (plain, wide, fitting) = rows(
        write(
            made(abstract="x" * 40_000),
            made(abstract="𝕏" * 20_000),
            made(abstract="x" * 32_767),
        )
    )
    assert str(plain["abstract"]).endswith("x… [cut]")
    assert len(str(plain["abstract"])) == 32_767
    assert str(wide["abstract"]).endswith("𝕏… [cut]")
    assert fitting["abstract"] == "x" * 32_767


def test_the_same_references_give_the_same_bytes() -> None:
    assert write(made(title="T")) == write(made(title="T"))


def test_it_is_only_written() -> None:
    assert REFERENCE_FORMAT.read is None
    assert not REFERENCE_FORMAT.recognises("title,author,doi")
