"""Word documents (.docx) as articles."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.safe_archive import (
    other_kind,
    pack_parts,
    read_parts,
    refuse_harmful_xml,
)
from needle_evidence.formats.word.document import NotesPart, WordDocument
from needle_evidence.formats.word.document_blocks import read_blocks
from needle_evidence.model.article import Article

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage
    from docx.opc.part import Part

_LINKS = "_rels/.rels"
_STRICT = b"purl.oclc.org/ooxml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOTES = ("footnote", "endnote")

_SAVE_AS_DOCX = "Open it in Word and save it as “Word Document (.docx)”."
_SAVE_AGAIN = "Open it in Word or LibreOffice and save it again as a Word document (.docx)."
_REAL_ENDING = "Give it the ending of its real format, or save the article as .docx."


def read_docx(data: bytes, path: str) -> Article:
    """Reads a Word document as it would read with all tracked changes accepted.

    It has no lines; the place of a block is "paragraph 12" or "table 1, row 2, cell 3". The
    title is the text in the style "Title", else what the file's properties say, else the first
    heading. Nothing that it links to is fetched, nothing in it is run.

    Raises:
        UnreadableInputError: it is damaged, encrypted, of another format, too large, or made
            to do harm.
    """
    document = _open(data, path)
    builder = ArticleBuilder(path=path, format_name="docx", data=data)
    title = read_blocks(document, builder)
    return builder.finish(title=title or document.title, meta=document.properties)


def _open(data: bytes, path: str) -> WordDocument:
    parts = read_parts(data, path=path)
    _refuse_other_kinds(parts, path)
    refuse_harmful_xml(parts, path=path)
    from docx.package import Package

    try:
        package = Package.open(io.BytesIO(pack_parts(parts)))
        return _document(package, path)
    except UnreadableInputError:
        raise
    # Parts that are missing or hold something else make the library fail in any way.
    except Exception as error:
        raise UnreadableInputError(f"{path} is damaged.", _SAVE_AGAIN) from error


def _refuse_other_kinds(parts: Mapping[str, bytes], path: str) -> None:
    if not any(name.lower().startswith("word/") for name in parts):
        kind = other_kind(parts)
        raise UnreadableInputError(
            f"{path} is {kind}, no Word document, whatever its name says.", _REAL_ENDING
        )
    if _STRICT in parts.get(_LINKS, b""):
        raise UnreadableInputError(
            f"{path} is saved in Word's form “Strict Open XML”, which is not read.", _SAVE_AS_DOCX
        )


def _document(package: OpcPackage, path: str) -> WordDocument:
    main = package.main_document_part
    if main.content_type != _MAIN:
        raise UnreadableInputError(
            f"{path} is saved as a template, with macros, or by another program.", _SAVE_AS_DOCX
        )
    body = _root(main).body
    if body is None:
        raise UnreadableInputError(f"{path} holds no text.", _SAVE_AGAIN)
    related = {kind: _related(main, f"{kind}s") for kind in _NOTES}
    styles, numbering = _related(main, "styles"), _related(main, "numbering")
    properties = _properties(package)
    return WordDocument(
        body=body,
        styles=None if styles is None else _root(styles),
        numbering=None if numbering is None else _root(numbering),
        notes={
            kind: NotesPart(root=_root(part), targets=_targets(part))
            for kind, part in related.items()
            if part is not None
        },
        targets=_targets(main),
        title=properties.pop("title", ""),
        properties=properties,
    )


def _related(part: OpcPackage | Part, name: str) -> Part | None:
    """The part that is linked as "styles", "footnotes" and so on; the first of several."""
    return next(
        (
            link.target_part
            for link in part.rels.values()
            if not link.is_external and link.reltype.endswith(f"/{name}")
        ),
        None,
    )


def _root(part: Part) -> Any:
    """The root element of a part; the library has parsed some of them already."""
    from docx.oxml.parser import parse_xml

    known = getattr(part, "element", None)
    return parse_xml(part.blob) if known is None else known


def _targets(part: Part) -> dict[str, str]:
    return {name: link.target_ref for name, link in part.rels.items() if link.is_external}


def _properties(package: OpcPackage) -> dict[str, str]:
    """Title, author and dates; those that the file does not state are left out."""
    # Asked for properties that are not there, the library makes some up.
    if _related(package, "core-properties") is None:
        return {}
    stated = package.core_properties
    found = {
        "title": stated.title,
        "author": stated.author,
        "created": stated.created.date().isoformat() if stated.created else "",
        "modified": stated.modified.date().isoformat() if stated.modified else "",
    }
    return {name: " ".join(text.split()) for name, text in found.items() if text.strip()}


ARTICLE_FORMAT = ArticleFormat(
    name="docx",
    endings=(".docx",),
    read=read_docx,
)
