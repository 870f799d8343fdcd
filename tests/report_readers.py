"""Reads the files of reports with parsers that others wrote, and tells what stands in them."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import urllib.parse
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

# What a text file never holds as such: controls, and signs that turn or hide what is read.
_RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
# GitHub makes a link of every bare mail address, however it is escaped; the words stay as they are.
_MAIL = re.compile('<a href="(?:mailto|xmpp):[^"]*">([^<]*)</a>')
_FORMULA = frozenset("=+-@\t\r")
_DOCUMENT_FIELDS = frozenset({"instrText", "fldSimple"})
_RUNS_IN_PDF = frozenset(
    {"/JS", "/JavaScript", "/Launch", "/AA", "/OpenAction", "/EmbeddedFile", "/RichMedia",
     "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a parser found in a file.

    shape: names of elements, attributes, parts: other words in the project bring no new ones.
    text: what people and programs read of it. links: addresses that lead out of the report.
    fixed: what no word of the project may change: scripts, styles, fields. faults: what must
    never be, in words.
    """

    shape: frozenset[str] = frozenset()
    text: str = ""
    links: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    def and_also(self, other: Reading) -> Reading:
        """Both together."""
        return Reading(
            shape=self.shape | other.shape,
            text=f"{self.text}\n{other.text}",
            links=self.links | other.links,
            fixed=self.fixed | other.fixed,
            faults=(*self.faults, *other.faults),
        )


ReadFile = Callable[[bytes], Reading]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormReader:
    """How a form's files are read, by the end of their names, and with how many examples."""

    files: Mapping[str, ReadFile]
    examples: int = 50

    def read(self, files: Mapping[str, bytes]) -> Reading:
        """All files of a report; raises AssertionError for one that nobody can read."""
        whole = Reading()
        for name, content in files.items():
            suffix = PurePosixPath(name).suffix
            assert suffix in self.files, f"write a reader for files such as {name}"
            whole = whole.and_also(self.files[suffix](content))
        return whole


def plain_address(address: str) -> str:
    """An address as addresses are compared: percent signs and entities make no other one."""
    return urllib.parse.unquote(address)


def read_html(content: bytes) -> Reading:
    """A page: what a browser would make of it."""
    text = content.decode("utf-8")
    reading = _read_page(text)
    return reading.and_also(Reading(faults=tuple(_raw_signs(text))))


def read_markdown(content: bytes) -> Reading:
    """A Markdown page, as GitHub's own library renders it, with nothing filtered out."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    text = content.decode("utf-8")
    page = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return _read_page(_MAIL.sub(r"\1", page)).and_also(Reading(faults=tuple(_raw_signs(text))))


def read_json(content: bytes) -> Reading:
    """A JSON file; its text is all keys and values."""
    text = content.decode("utf-8")
    found = list(_json_texts(json.loads(text)))
    return Reading(text="\n".join(found), faults=tuple(_raw_signs(text)))


def read_svg(content: bytes) -> Reading:
    """A picture: strict XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    reading = _read_xml(root)
    faults = [f"{name} in a picture" for name in _running(reading.shape)]
    return reading.and_also(Reading(faults=(*faults, *_raw_signs(content.decode("utf-8")))))


def read_csv(content: bytes) -> Reading:
    """A table: a spreadsheet runs none of its cells."""
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    faults = [f"a row of {len(row)} cells" for row in rows if len(row) != len(rows[0])]
    faults += [f"runs in a spreadsheet: {cell!r}" for row in rows for cell in row if _runs(cell)]
    return Reading(
        shape=frozenset(rows[0]),
        text="\n".join(cell for row in rows for cell in row),
        faults=(*faults, *_raw_signs(text)),
    )


def read_xlsx(content: bytes) -> Reading:
    """A workbook: no formula, no link, and every cell as a spreadsheet reads it."""
    from python_calamine import CalamineWorkbook

    parts = _read_parts(content)
    faults = [
        f"{name} in a workbook"
        for name in parts.shape
        if name in {"f", "hyperlink", "externalReference", "oleObject", "ddeLink", "webPublishItem"}
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    return parts.and_also(Reading(text="\n".join(cells), faults=tuple(faults)))


def read_docx(content: bytes) -> Reading:
    """A Word document: its fields are ours, and nothing is loaded from elsewhere."""
    import docx

    parts = _read_parts(content)
    document = docx.Document(io.BytesIO(content))
    texts = [
        node.text or "" for node in document.element.iter() if node.tag.rpartition("}")[2] == "t"
    ]
    return parts.and_also(Reading(text="".join(texts)))


def read_pdf(content: bytes) -> Reading:
    """A PDF: no action but links, and no link but to the web."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    names: set[str] = set()
    links: set[str] = set()
    for number in range(1, int(str(reader.trailer["/Size"]))):
        try:
            found = reader.get_object(pypdf.generic.IndirectObject(number, 0, reader))
        except pypdf.errors.PdfReadError:
            continue  # a free number
        for key, value in _pdf_entries(found):
            names |= {key, *([value] if isinstance(value, pypdf.generic.NameObject) else [])}
            if key == "/URI":
                links.add(value.original_bytes.decode("utf-8"))
    return Reading(
        text="\n".join(page.extract_text() for page in reader.pages),
        links=frozenset(map(plain_address, links - {"/URI"})),
        faults=tuple(f"{name} in a PDF" for name in sorted(names & _RUNS_IN_PDF)),
    )


def _read_page(text: str) -> Reading:
    from justhtml import Element, JustHTML, Text

    whole = _Page()
    queue: list[Any] = [JustHTML(text, sanitize=False).root]
    while queue:
        node = queue.pop()
        if isinstance(node, Text):
            whole.words.append(node.data or "")
            continue
        queue.extend(reversed(node.children or ()))
        if isinstance(node, Element):
            inside = "".join(child.data or "" for child in node.children if isinstance(child, Text))
            whole.add(node.name, {key: value or "" for key, value in node.attrs.items()}, inside)
    return whole.reading()


@dataclass(kw_only=True, slots=True)
class _Page:
    """What is collected on the way through a page."""

    shape: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)

    def add(self, name: str, attributes: Mapping[str, str], inside: str) -> None:
        """Takes one element. inside: the text right in it."""
        self.shape |= {name, *(f"{name} {key}" for key in attributes)}
        self.words += [attributes.get(key, "") for key in ("title", "aria-label", "alt", "content")]
        self.ids += [attributes["id"]] if "id" in attributes else []
        for key in ("href", "src", "action", "xlink:href"):
            address = attributes.get(key, "#")
            if address.startswith("#"):
                self.targets.add(urllib.parse.unquote(address[1:]))
            else:
                self.links.add(plain_address(address))
        if name == "script" and "json" in attributes.get("type", ""):
            self.words += _json_texts(json.loads(inside))
        elif name in ("script", "style"):
            self.fixed.add(f"{name}: {inside}")
        if "http-equiv" in attributes:
            self.fixed.add(attributes["content"])
        if "style" in attributes:
            self.fixed.add(re.sub(r"[\d.]+", "0", attributes["style"]))

    def reading(self) -> Reading:
        """Everything together."""
        doubled = sorted(one for one, times in Counter(self.ids).items() if times > 1)
        lost = sorted(self.targets - set(self.ids) - {""})
        return Reading(
            shape=frozenset(self.shape),
            text="\n".join(self.words),
            links=frozenset(self.links),
            fixed=frozenset(self.fixed),
            faults=(
                *(f"two elements are called {one}" for one in doubled),
                *(f"nothing is called {one}" for one in lost),
            ),
        )


def _read_parts(content: bytes) -> Reading:
    """All XML parts of an office file; which parts there are is its shape too."""
    from lxml import etree

    whole = Reading()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            reading = Reading(shape=frozenset({f"part {name}"}))
            if name.endswith((".xml", ".rels")):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                found = _read_xml(etree.fromstring(archive.read(name), parser))
                reading = reading.and_also(
                    Reading(shape=found.shape, links=found.links, fixed=found.fixed)
                )
            whole = whole.and_also(reading)
    return whole


def _read_xml(root: Any) -> Reading:
    shape: set[str] = set()
    links: set[str] = set()
    fixed: set[str] = set()
    for node in root.iter():
        if not isinstance(node.tag, str):
            fixed.add(f"{type(node).__name__}: {node.text}")
            continue
        name = _local(node.tag)
        shape |= {name, *(f"{name} {_local(key)}" for key in node.attrib)}
        if node.get("TargetMode") == "External":
            links.add(plain_address(node.get("Target", "")))
        for key, value in node.attrib.items():
            if _local(key) == "href" and not value.startswith("#"):
                links.add(plain_address(value))
        if name in _DOCUMENT_FIELDS:
            fixed.add(f"{name}: {node.text or dict(node.attrib)}")
        if name in ("style", "script"):
            fixed.add(f"{name}: {node.text}")
    return Reading(
        shape=frozenset(shape),
        text="".join(root.itertext()),
        links=frozenset(links),
        fixed=frozenset(fixed),
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _running(shape: Iterable[str]) -> list[str]:
    return [
        name
        for name in shape
        if name in {"script", "foreignObject", "image", "iframe"}
        or name.partition(" ")[2].startswith("on")
    ]


def _json_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _json_texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _json_texts(item)


def _runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula; a number is none."""
    if not cell or unicodedata.normalize("NFKC", cell[0]) not in _FORMULA:
        return False
    return re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", cell) is None


def _raw_signs(text: str) -> Iterator[str]:
    found = sorted({match.group() for match in _RAW.finditer(text)})
    return (f"U+{ord(sign):04X} stands in it as such" for sign in found)


def _pdf_entries(found: Any) -> Iterator[tuple[str, Any]]:
    """Keys and values of a PDF object, and of those that lie in it."""
    import pypdf

    if isinstance(found, dict):
        for key, value in found.items():
            plain = found.raw_get(key) if hasattr(found, "raw_get") else value
            yield str(key), plain
            if not isinstance(plain, pypdf.generic.IndirectObject):
                yield from _pdf_entries(plain)
    elif isinstance(found, list):
        for value in list.__iter__(found):
            if not isinstance(value, pypdf.generic.IndirectObject):
                yield from _pdf_entries(value)


# A form that is not here fails the tests: nobody knows then what hostile words do to it.
FORM_READERS: Mapping[str, FormReader] = {
    "badge": FormReader(files={".svg": read_svg}, examples=10),
    "csl-json": FormReader(files={".json": read_json}),
    "csv": FormReader(files={".csv": read_csv}),
    "datapackage": FormReader(files={".json": read_json, ".csv": read_csv}, examples=10),
    "docx": FormReader(files={".docx": read_docx}, examples=5),
    "fhir": FormReader(files={".json": read_json}),
    "html": FormReader(files={".html": read_html}, examples=15),
    "json": FormReader(files={".json": read_json}),
    "json-ld": FormReader(files={".jsonld": read_json, ".html": read_html}),
    "markdown": FormReader(files={".md": read_markdown, ".svg": read_svg}, examples=20),
    "pdf": FormReader(files={".pdf": read_pdf}, examples=2),
    "xlsx": FormReader(files={".xlsx": read_xlsx}, examples=15),
}
