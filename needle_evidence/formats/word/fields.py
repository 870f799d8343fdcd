"""Word's fields: which of them are citations, links, or the list of references."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from needle_evidence.language.citation_labels import author_year_labels, number_labels
from needle_evidence.model.article import MarkKind

# How the instructions of fields begin that reference managers and Word itself insert: Zotero,
# Mendeley and others that follow CSL, EndNote, Papers, Citavi.
_CITATION = re.compile(
    r"(?i)\s*(?:ADDIN\s+(?:ZOTERO_ITEM|(?:Mendeley )?CSL_CITATION|EN\.CITE(?!\.DATA)|"
    r"PAPERS2_CITATIONS|CitaviPlaceholder)|CITATION\b|MENDELEY_CITATION_)"
)
_BIBLIOGRAPHY = re.compile(
    r"(?i)\s*(?:ADDIN\s+(?:ZOTERO_BIBL|Mendeley Bibliography|EN\.REFLIST|PAPERS2_BIBLIO|"
    r"CitaviBibliography|CSL_BIBLIOGRAPHY)|BIBLIOGRAPHY\b)"
)
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]{1,2000})")?(?:[^"]{0,40}\\l\s+"([^"]{1,200})")?')
_CROSS_REFERENCE = re.compile(r"\s*(?:REF|PAGEREF|NOTEREF)\s+(\w{1,80})")
_ENDNOTE_WORK = re.compile(r"<Author>([^<]{1,200})</Author>\s*<Year>(\d{4})")

_AROUND = " ()[]（）"
_LONGEST_MARK = 400
_LONGEST_CODE = 2_000_000
_CONTENT_CONTROL = "MENDELEY_CITATION_"


@dataclass(slots=True)
class OpenField:
    """A field while it is read.

    code: the pieces of its instruction, which is not shown. in_result: what comes now is
    shown. said: what it shows, each piece with whether it is raised; kept for citations only.
    """

    code: list[str] = field(default_factory=list)
    in_result: bool = False
    is_citation: bool = False
    is_bibliography: bool = False
    target: str = ""
    said: list[tuple[str, bool]] = field(default_factory=list)

    def instruct(self, text: str) -> None:
        """Adds to the instruction."""
        if not self.in_result:
            self.code.append(text)

    def show(self) -> None:
        """Ends the instruction; what follows is shown."""
        self.in_result = True
        code = self.instruction
        self.is_citation = bool(_CITATION.match(code))
        self.is_bibliography = bool(_BIBLIOGRAPHY.match(code))
        self.target = _target(code)

    @property
    def instruction(self) -> str:
        """The instruction as far as it has been read."""
        return "".join(self.code)[:_LONGEST_CODE]


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationLook:
    """What a citation that a reference manager inserted says: its kind and what it names."""

    kind: MarkKind
    labels: tuple[str, ...]


def is_citation_tag(tag: str) -> bool:
    """Whether a content control with this tag holds a citation (Mendeley Cite)."""
    return tag.startswith(_CONTENT_CONTROL)


def is_bibliography_tag(tag: str) -> bool:
    """Whether a content control with this tag holds the list of references."""
    return tag.startswith("MENDELEY_BIBLIOGRAPHY")


def citation_look(text: str, instruction: str) -> CitationLook:
    """Tells numbers from authors by the text shown; names the works by what the field holds.

    instruction: of the field, or the tag of its content control.
    """
    shown = " ".join(text.split())[:_LONGEST_MARK].strip(_AROUND)
    numbers = number_labels(shown)
    if numbers:
        return CitationLook(kind=MarkKind.NUMBER, labels=numbers)
    works = tuple(dict.fromkeys(_works(instruction)))
    labels = works or author_year_labels(shown)[1]
    return CitationLook(kind=MarkKind.AUTHOR_YEAR, labels=labels)


def _target(code: str) -> str:
    link = _LINK.match(code)
    if link:
        address, anchor = link[1] or "", link[2] or ""
        return f"{address}#{anchor}" if anchor else address
    reference = _CROSS_REFERENCE.match(code)
    return f"#{reference[1]}" if reference else ""


def _works(instruction: str) -> Iterator[str]:
    """The works that the field's own data name, as "Author 2014"."""
    for author, year in _ENDNOTE_WORK.findall(instruction):
        yield f"{author.partition(',')[0].strip()} {year}"
    for item in _entries(_field_data(instruction), "citationItems"):
        work = item.get("itemData")
        if isinstance(work, dict):
            author, year = _first_author(work), _year(work)
            if author and year:
                yield f"{author} {year}"


def _field_data(instruction: str) -> object:
    """The JSON in a field's instruction or in a content control's tag; None for none."""
    try:
        if instruction.startswith(_CONTENT_CONTROL):
            encoded = instruction.rpartition("_")[2]
            return json.loads(base64.b64decode(encoded + "=="))
        start = instruction.find("{")
        return json.JSONDecoder().raw_decode(instruction, start)[0] if start >= 0 else None
    except (ValueError, RecursionError):
        return None


def _entries(data: object, name: str) -> list[dict[str, object]]:
    found = data.get(name) if isinstance(data, dict) else None
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _first_author(work: dict[str, object]) -> str:
    authors = _entries(work, "author") or _entries(work, "editor")
    if not authors:
        return ""
    name = authors[0].get("family") or authors[0].get("literal")
    return " ".join(name.split())[:200] if isinstance(name, str) else ""


def _year(work: dict[str, object]) -> str:
    issued = work.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else ""
    return str(year)[:4] if isinstance(year, (int, str)) else ""
