"""One entry of the reference list in JATS XML, printed from its tags where it is only tagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CITATIONS = frozenset({"mixed-citation", "element-citation", "citation", "nlm-citation"})
# In these only the parts are tagged; the signs between them are the printer's.
_TAGGED = frozenset({"element-citation", "nlm-citation"})
_PEOPLE = frozenset({"name", "string-name", "collab", "etal"})
_WITHIN_TEXT = """
    bold italic named-content sans-serif sc styled-content sub sup surname underline xref
    """
_WITHIN = frozenset(_WITHIN_TEXT.split())
_BETWEEN = {
    "given-names": " ",
    "suffix": " ",
    "prefix": " ",
    "volume": ";",
    "issue": "(",
    "fpage": ":",
    "elocation-id": ":",
    "lpage": "–",
    "month": " ",
    "day": " ",
}
_OTHERS = ". "
_ADDRESSES = {"doi": "https://doi.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/"}


@dataclass(slots=True)
class ReferenceEntry:
    """label: the number or key before the entry. tagged: its parts come without signs."""

    label: str = ""
    tagged: bool = False
    _between: str = ""
    _begun: bool = False
    _named: bool = False
    _bracket: bool = False
    _kind: str = ""

    def begin_part(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element in the entry begins."""
        if name in CITATIONS:
            self.tagged = name in _TAGGED
            self._between = " "
        self._kind = attributes.get("pub-id-type", "").lower() if name == "pub-id" else ""
        if not self.tagged or name in _WITHIN or name in CITATIONS:
            return
        if name == "person-group":
            self._named = False
        if name in _PEOPLE:
            self._between = ", " if self._named else _OTHERS
            self._named = True
        else:
            self._between = _BETWEEN.get(name, _OTHERS)

    def end_part(self, name: str) -> str:
        """An element in the entry ends; the sign that stands after it, "" for none."""
        if name in CITATIONS:
            self.tagged = False
        if name == "issue" and self._bracket:
            self._bracket = False
            return ")"
        return ""

    def sign_before(self, text: str) -> str:
        """What stands between the parts before and this text, "" for nothing."""
        between, self._between = self._between, ""
        if not self._begun:
            self._begun = True
            return ""
        self._bracket = self._bracket or between == "("
        named = self.tagged and self._kind in _ADDRESSES and text[:1].isdigit()
        return f"{between}{self._kind}:" if named else between

    def address(self, text: str) -> str:
        """The address that the text of a `pub-id` stands for, "" for none."""
        start = _ADDRESSES.get(self._kind, "")
        bare = text.strip()
        return start + bare if start and bare[:1].isdigit() else ""
