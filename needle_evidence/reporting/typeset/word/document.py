"""A printed report as a Word document that people review, change and comment on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needle_evidence.reporting.typeset.page_data import places
from needle_evidence.reporting.typeset.printed_report import (
    Block,
    Heading,
    Paragraph,
    PrintedReport,
    Table,
    paragraph,
    shown,
)
from needle_evidence.reporting.typeset.word.archive import same_bytes
from needle_evidence.reporting.typeset.word.paragraphs import ParagraphWriter
from needle_evidence.reporting.typeset.word.styles import set_page, set_styles
from needle_evidence.reporting.typeset.word.tables import TableWriter

if TYPE_CHECKING:
    from docx.document import Document

# What python-docx's own template brings along: a picture of another page, data of nobody.
_BROUGHT_ALONG = ("/thumbnail", "/customXml", "/stylesWithEffects")


def word_document(report: PrintedReport) -> bytes:
    """The document, the same bytes for the same report.

    Headings make the navigation pane, lists and tables are real ones, links lead to https
    addresses or to places in the document; it refers to nothing else outside. Pictures are left
    out: Word shows no SVG of its own accord.
    """
    import docx

    document = docx.Document()
    set_styles(document)
    set_page(document, title=shown(report.title), wide=report.wide)
    _add_body(document, report)
    _leave_behind(document)
    return same_bytes(document, title=shown(report.title), dated=report.dated)


def _add_body(document: Document, report: PrintedReport) -> None:
    write = _Writer(document, report)
    write.paragraphs.heading(report.title, "Title")
    write.blocks(report.lead)
    for section in report.sections:
        write.paragraphs.heading(section.title, "Heading 1", anchor=section.anchor)
        write.blocks(section.blocks)
    write.blocks((paragraph(), paragraph(report.made, role="meta")))


class _Writer:
    """Appends blocks to a document's body."""

    def __init__(self, document: Document, report: PrintedReport) -> None:
        # python-docx looks for the end of the body at each paragraph that it adds, which takes
        # minutes for a large report; before this element each is added in one step.
        end = document.element.body.sectPr
        self.paragraphs = ParagraphWriter(document.part, end.addprevious, places(report))
        self._tables = TableWriter(self.paragraphs, end.addprevious, wide=report.wide)

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        tone = ""
        for block in blocks:
            if isinstance(block, Heading):
                tone = block.tone
                self.paragraphs.heading(block.text, "Heading 2", anchor=block.anchor, tone=tone)
            elif isinstance(block, Paragraph):
                self.paragraphs.add(block, tone=tone if block.role == "status" else "")
            elif isinstance(block, Table):
                self._tables.add(block)


def _leave_behind(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key in [k for k, one in relations.items() if one.reltype.endswith(_BROUGHT_ALONG)]:
            del relations[key]
