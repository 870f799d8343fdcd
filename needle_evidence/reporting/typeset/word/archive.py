"""The archive of a Word document with the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of archives
_CONTENT_TYPES = "[Content_Types].xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>needle-evidence</dc:creator>"
    "<dc:language>en-GB</dc:language>{made}</cp:coreProperties>"
)
_MADE = '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
_APPLICATION = (
    _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>needle-evidence</Application></Properties>'
)


def same_bytes(document: Document, *, title: str, dated: str) -> bytes:
    """The document as a file: no clock, no order by chance, nothing about python-docx's author.

    dated: the ISO date on which it was made, "" for none.
    """
    written = io.BytesIO()
    document.save(written)
    made = _MADE.format(day=escape(dated)) if dated else ""
    ours = {
        "docProps/core.xml": _CORE.format(title=escape(title), made=made),
        "docProps/app.xml": _APPLICATION,
    }
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(written) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda one: (one != _CONTENT_TYPES, one)):
            content = ours[name].encode() if name in ours else old.read(name)
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it tells the computer's system
            new.writestr(entry, content)
    return packed.getvalue()
