"""Footnotes and endnotes of a Word document: their numbers, in the order of reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needle_evidence.formats.word.elements import W, XmlElement, value_of, whole_number
from needle_evidence.formats.word.numbering import shown_number

_NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# Word's own when a document says nothing.
_USUAL_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note that the text refers to.

    kind: "footnote" or "endnote". label: its number or sign. name: for links to it. element:
    the note itself.
    """

    kind: str
    label: str
    name: str
    element: XmlElement


class Notes:
    """Gives the notes their numbers as the text refers to them.

    roots: of the footnotes' and endnotes' parts, by kind. body: of the document, whose section
    says in which form notes are numbered. Where a document has both kinds, endnotes are numbered
    in their own form (i, ii) so that no two notes have one number; else all are 1, 2, 3.
    Numbers that begin anew on each page or in each section are not followed.
    """

    def __init__(self, roots: Mapping[str, XmlElement], body: XmlElement) -> None:
        self._elements = {
            (kind, note.get(f"{W}id", "")): note
            for kind, root in roots.items()
            for note in root.findall(f"{W}{kind}")
            if note.get(f"{W}type", "") not in _NOT_NOTES
        }
        kinds = {kind for kind, _ in self._elements}
        self._forms = dict.fromkeys(kinds, "decimal")
        if len(kinds) > 1:
            self._forms["endnote"] = _form(body, "endnote")
        self._counts = {
            kind: max(0, whole_number(value_of(_properties(body, kind), f"{W}numStart"), 1) - 1)
            for kind in kinds
        }
        self._found: dict[tuple[str, str], Note] = {}

    @property
    def found(self) -> tuple[Note, ...]:
        """The notes that the text refers to, footnotes first, each kind in order."""
        return tuple(sorted(self._found.values(), key=lambda note: note.kind != "footnote"))

    def refer(self, kind: str, note_id: str, sign: str) -> Note | None:
        """The note that a reference in the text leads to; None where it leads nowhere.

        sign: what the text itself shows in place of a number, "" for none.
        """
        key = (kind, note_id)
        element = self._elements.get(key)
        if element is None:
            return None
        if key not in self._found:
            label = sign
            if not label:
                self._counts[kind] += 1
                label = shown_number(self._counts[kind], self._forms[kind])
            name = f"_{kind}-{note_id}"
            self._found[key] = Note(kind=kind, label=label, name=name, element=element)
        return self._found[key]


def _properties(body: XmlElement, kind: str) -> XmlElement | None:
    return body.find(f"{W}sectPr/{W}{kind}Pr")


def _form(body: XmlElement, kind: str) -> str:
    return value_of(_properties(body, kind), f"{W}numFmt") or _USUAL_FORMS[kind]
