"""Files that are no Word document, damaged ones, and those made to do harm."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import docx
import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_format import read_article
from needle_evidence.formats.articles.docx import read_docx
from tests.unit.formats.articles.word_package import paragraph, word_file, word_parts, zipped

PATH = "articles/page.docx"
TEXT = paragraph("Pain fell.")


def refusal(data: bytes) -> str:
    started = time.perf_counter()
    with pytest.raises(UnreadableInputError) as caught:
        read_docx(data, PATH)
    assert time.perf_counter() - started < 10
    assert caught.value.problem.startswith(f"{PATH} ")
    assert caught.value.problem.endswith(".")
    assert caught.value.way_out
    return caught.value.problem


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**word_parts(TEXT), name: content})


def test_the_file_without_harm_is_read() -> None:
    assert read_docx(with_part("customXml/item1.xml", b"<a/>"), PATH).text == "Pain fell."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Word document"),
        (b"plain text", "no Word document"),
        (b"%PDF-1.7", "no Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x05\x06" + bytes(18), "a zip archive"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "an Excel workbook"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "a PowerPoint presentation"),
        (zipped({"mimetype": b"a", "META-INF/manifest.xml": b"<a/>"}), "a LibreOffice document"),
        (zipped({"META-INF/container.xml": b"<a/>"}), "an e-book"),
        (zipped({"Index/Document.iwa": b""}), "an Apple Pages document"),
        (zipped({"a.txt": b"a"}), "a zip archive"),
    ],
)
def test_other_files_are_named(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_file_cut_off_anywhere_is_damaged() -> None:
    data = word_file(TEXT)
    for length in range(4, len(data), 97):
        assert "damaged" in refusal(data[:length])


def test_changed_bytes_never_make_a_traceback() -> None:
    data = word_file(TEXT)
    refused = 0
    for place in range(2, len(data), 5):
        changed = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            read_docx(changed, PATH)
        except UnreadableInputError:
            refused += 1
    assert refused > len(data) / 20


@pytest.mark.parametrize("name", sorted(word_parts(TEXT)))
def test_a_missing_part_is_damage_unless_it_may_be_missing(name: str) -> None:
    parts = word_parts(TEXT)
    del parts[name]
    if name == "word/_rels/document.xml.rels":
        assert read_docx(zipped(parts), PATH).text == "Pain fell."
    elif name == "word/document.xml":
        assert "no Word document" in refusal(zipped({"[Content_Types].xml": b"<a/>"}))
        assert "damaged" in refusal(zipped({**parts, "word/styles.xml": b"<a/>"}))
    else:
        assert "damaged" in refusal(zipped(parts))


@pytest.mark.parametrize("content", [b"", b"<w:p", b"\x00\xff", b"<a/><b/>", b"<a>&nbsp;</a>"])
def test_a_part_that_is_no_xml_is_damage(content: bytes) -> None:
    assert "damaged" in refusal(zipped({**word_parts(TEXT), "word/document.xml": content}))


def test_other_forms_of_word_files_are_named() -> None:
    parts = word_parts(TEXT)
    types = parts["[Content_Types].xml"]
    macros = types.replace(b"wordprocessingml.document.main", b"macroEnabled.main")
    assert "macros" in refusal(zipped({**parts, "[Content_Types].xml": macros}))
    links = parts["_rels/.rels"]
    strict = links.replace(
        b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml"
    )
    assert "Strict" in refusal(zipped({**parts, "_rels/.rels": strict}))


def test_a_locked_part_asks_for_a_file_without_password() -> None:
    data = bytearray(word_file(TEXT))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    assert "password" in refusal(bytes(data))


DOCTYPE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
BOMB = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    + "]><a>&g;</a>"
)


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "customXml/item1.xml"])
@pytest.mark.parametrize("text", [DOCTYPE, BOMB, "<!DOCTYPE a><a/>", '<!DOCTYPE a SYSTEM "x"><a/>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_document_type_is_refused_in_any_part_and_encoding(
    name: str, text: str, encoding: str
) -> None:
    declared = '<?xml version="1.0" encoding="UTF-16"?>' if "16" in encoding else ""
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    content = (mark + declared + text).encode(encoding)
    assert "DOCTYPE" in refusal(with_part(name, content))


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037"])
def test_an_encoding_that_could_hide_one_is_damage(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}'
    assert "damaged" in refusal(with_part("customXml/item1.xml", text.encode(encoding)))


def test_the_word_doctype_in_a_text_is_a_word() -> None:
    assert read_docx(word_file(paragraph("&lt;!DOCTYPE html>")), PATH).text == "<!DOCTYPE html>"


def test_a_bomb_is_not_unpacked() -> None:
    data = with_part("word/media/a.xml", b"<a>" + b" " * 150_000_000 + b"</a>")
    assert len(data) < 500_000
    tracemalloc.start()
    assert "150 MB" in refusal(data)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def with_stated_size(data: bytes, name: str, size: int) -> bytes:
    """The archive with another size stated for one part, in both places."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo(name).header_offset
    struct.pack_into("<I", changed, start + 22, size)
    central = changed.index(b"PK\x01\x02", start)
    while changed[central + 46 : central + 46 + len(name)] != name.encode():
        central = changed.index(b"PK\x01\x02", central + 4)
    struct.pack_into("<I", changed, central + 24, size)
    return bytes(changed)


@pytest.mark.parametrize("size", [0, 10, 1_000, 19_000_000])
def test_a_bomb_that_states_a_small_size_stays_small(size: int) -> None:
    name = "word/media/a.xml"
    data = with_part(name, b"<a>" + b" " * 150_000_000 + b"</a>")
    lying = with_stated_size(data, name, size)
    tracemalloc.start()
    assert "damaged" in refusal(lying)
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_a_part_that_states_too_large_a_size_is_refused() -> None:
    assert "MB" in refusal(with_stated_size(word_file(TEXT), "word/document.xml", 4_000_000_000))


def test_pictures_may_be_many_megabytes() -> None:
    picture = bytes(30_000_000)
    data = zipped({**word_parts(TEXT), "word/media/image1.png": picture}, zipfile.ZIP_STORED)
    assert read_docx(data, PATH).text == "Pain fell."


def test_markup_of_a_whole_library_is_no_article() -> None:
    content = b"<a>" + b"x" * 51_000_000 + b"</a>"
    data = zipped({**word_parts(TEXT), "customXml/a.xml": content}, zipfile.ZIP_STORED)
    assert "50 MB" in refusal(data)


def test_other_packings_than_word_uses_are_refused() -> None:
    assert "packed" in refusal(zipped(word_parts(TEXT), zipfile.ZIP_BZIP2))
    assert "packed" in refusal(zipped(word_parts(TEXT), zipfile.ZIP_LZMA))


def test_two_parts_of_one_name_are_refused() -> None:
    assert "same name" in refusal(with_part("word/Document.xml", b"<a/>"))


def test_thousands_of_parts_are_refused() -> None:
    many = {f"word/{number}.xml": b"" for number in range(2_100)}
    assert "2,000 files" in refusal(zipped({**word_parts(TEXT), **many}))
    more = {f"word/{number}.xml": b"" for number in range(10_000)}
    assert "2,000 files" in refusal(zipped({**word_parts(TEXT), **more}))


def test_names_that_lead_out_of_the_folder_are_only_names() -> None:
    parts = {**word_parts(TEXT), "../../../../tmp/x.xml": b"<a/>", "/etc/x.xml": b"<a/>"}
    assert read_docx(zipped(parts), PATH).text == "Pain fell."


@pytest.mark.parametrize("depth", [40, 1_000, 20_000])
def test_nesting_without_end_is_refused(depth: int) -> None:
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert "levels deep" in refusal(word_file(table * depth * 2 + TEXT + end * depth * 2))
    assert "levels deep" in refusal(word_file("<w:ins>" * depth * 5 + "</w:ins>" * depth * 5))


def test_forty_tables_in_each_other_are_read() -> None:
    table, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert read_docx(word_file(table * 40 + TEXT + end * 40), PATH).text == "Pain fell."


def test_millions_of_elements_are_refused() -> None:
    assert "elements" in refusal(word_file("<w:p/>" * 1_000_001))


def test_a_chain_of_links_between_parts_ends() -> None:
    parts = word_parts(TEXT)
    chain = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    for number in range(950):
        link = b'<Relationship Id="a" Type="t" Target="%d.xml"/></Relationships>' % (number + 1)
        parts[f"word/_rels/{number}.xml.rels"] = chain + link
        parts[f"word/{number}.xml"] = b"<a/>"
    parts["word/950.xml"] = b"<a/>"
    parts["word/_rels/document.xml.rels"] = (
        chain + b'<Relationship Id="a" Type="t" Target="0.xml"/></Relationships>'
    )
    assert "damaged" in refusal(zipped(parts))


def test_links_to_parts_by_the_thousand_take_a_bounded_time() -> None:
    parts = word_parts(TEXT)
    listed = "".join(
        f'<Relationship Id="a{number}" Type="t" Target="{number % 900}.xml"/>'
        for number in range(40_000)
    )
    parts.update({f"word/{number}.xml": b"<a/>" for number in range(900)})
    rels = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f"{listed}</Relationships>"
    ).encode()
    started = time.perf_counter()
    assert read_docx(zipped(parts), PATH).text == "Pain fell."
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize(
    "numbering",
    [
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>',
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="x"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="{"9" * 5_000}"/><w:numFmt w:val="lowerLetter"/>'
        f'<w:lvlText w:val="{"%1" * 10_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>',
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>',
    ],
)
@pytest.mark.parametrize("level", ["0", "8", "9", "-1", "x", "9" * 5_000])
def test_odd_lists_are_read(numbering: str, level: str) -> None:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    found = read_docx(
        word_file(paragraph("Pain fell.", properties=properties), numbering=numbering), PATH
    )
    assert found.text == "Pain fell."


BEGIN, SHOW, END = (
    f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")
)


@pytest.mark.parametrize(
    "piece",
    [
        BEGIN + SHOW + "<w:r><w:t>a</w:t></w:r>",
        BEGIN + "<w:r><w:instrText>ADDIN EN.CITE 12345</w:instrText></w:r>" + SHOW * 3,
        "<w:r><w:instrText>12345</w:instrText></w:r>" + SHOW + END,
        '</w:p><w:p><w:bookmarkStart w:name="abc"/>',
        "</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r>",
        "<w:r><w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing></w:r>",
    ],
)
def test_no_piece_by_the_thousand_takes_long(piece: str) -> None:
    started = time.perf_counter()
    found = read_docx(word_file(f"<w:p>{piece * 40_000}</w:p>{TEXT}"), PATH)
    assert time.perf_counter() - started < 20
    assert "Pain fell." in found.text


def test_a_page_of_pictures_holds_no_sentence() -> None:
    document = docx.Document()
    document.add_paragraph("…")
    file = io.BytesIO()
    document.save(file)
    with pytest.raises(UnreadableInputError, match="no sentence"):
        read_article(file.getvalue(), PATH)
