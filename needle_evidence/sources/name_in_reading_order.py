"""Names that registries give as one text in reading order: "Karl B. von Landorf"."""

from __future__ import annotations

from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.reference import PersonName

_LONGEST = 200
_BRACES = str.maketrans("", "", "{}\\")


def read_name(text: str) -> PersonName:
    """The name, taken apart as BibTeX does: the last word is the family name.

    What is more than one name, or longer than names are, is kept whole.
    """
    plain = text.translate(_BRACES).strip()
    names, others = split_names(plain) if len(plain) <= _LONGEST else ((), False)
    return names[0] if len(names) == 1 and not others else PersonName(literal=plain)
