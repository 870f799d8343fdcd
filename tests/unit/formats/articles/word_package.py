"""Word files made by hand, with whatever markup a test wants in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PARTS = ("styles", "numbering", "footnotes", "endnotes")


def run(text: str, *, properties: str = "", tag: str = "w:t") -> str:
    """A run of text; properties: the inside of its `w:rPr`."""
    return f'<w:r><w:rPr>{properties}</w:rPr><{tag} xml:space="preserve">{text}</{tag}></w:r>'


def paragraph(text: str, *, style: str = "", properties: str = "") -> str:
    """A paragraph with one run; properties: the inside of its `w:pPr`."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text)}</w:p>"


def word_parts(body: str, *, links: str = "", **parts: str) -> dict[str, bytes]:
    """The parts of a Word file by name; parts: the insides of the other parts, by theirs."""
    found = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            {name: f"{name}.xml" for name in parts}, links
        ),
    }
    for name in _PARTS:
        if name in parts:
            found[f"word/{name}.xml"] = f"<w:{name} {_NAMES}>{parts[name]}</w:{name}>"
    return {name: text.encode() for name, text in found.items()}


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word_file(body: str, *, links: str = "", **parts: str) -> bytes:
    """A Word file with this inside of `w:body`."""
    return zipped(word_parts(body, links=links, **parts))


def _content_types(parts: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>'
        for name in parts
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relationships(targets: Mapping[str, str], links: str = "") -> str:
    listed = "".join(
        f'<Relationship Id="R{name}" Type="{_OFFICE}/relationships/{name}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}{links}</Relationships>"
    )
