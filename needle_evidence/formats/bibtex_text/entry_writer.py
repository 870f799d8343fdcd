"""Writes a reference as a BibTeX entry that reads as the same reference again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from needle_evidence.errors import UsageError
from needle_evidence.formats.bibtex_text.entry_style import EntryStyle, lay_out
from needle_evidence.formats.bibtex_text.field_values import MONTH_MACROS, VERBATIM_FIELDS
from needle_evidence.formats.bibtex_text.latex_escaping import (
    clean,
    escape,
    escape_address,
    escape_pages,
    escape_title,
    is_balanced,
)
from needle_evidence.formats.bibtex_text.latex_text import decode, decode_address
from needle_evidence.formats.bibtex_text.name_writing import write_names
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

# What ends a citekey or an entry's head for one of the programs that read BibTeX.
_KEY_BREAKER = re.compile(r"[\s,{}()\"=#%\\~\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_NAME_BREAKER = re.compile(r"[^a-z0-9_.:+/*-]+")
_TITLES = frozenset({"title", "subtitle", "booktitle", "booksubtitle", "maintitle"})
_MONTH_NUMBERS = {str(number): macro for number, macro in enumerate(MONTH_MACROS, start=1)}
_QUOTED_SIGN = re.compile(r'\\.|\{"\}|[{}"]', re.DOTALL)
_BARE = re.compile(r"[0-9]+")
# The order of fields in an entry that does not come from a BibTeX file; all others between.
_FIRST = (
    "author", "editor", "title", "subtitle", "booktitle", "journal", "journaltitle", "series",
    "publisher", "address", "year", "date", "month", "volume", "number", "pages", "eid",
)  # fmt: skip
_LAST = ("doi", "pmid", "pmcid", "isbn", "issn", "url", "keywords", "abstract", "note")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldValue:
    """A value as LaTeX without delimiters; bare: a macro, which must not have any."""

    latex: str
    bare: bool = False


def write_entry(reference: Reference, style: EntryStyle) -> str:
    """The reference as an entry of this style, from its `@` to its closing brace.

    Inherited and empty fields are left out. Of a reference that was read from BibTeX, the LaTeX
    of each field is kept wherever it reads as the field's text; its macros are written out.
    Raises UsageError for a citekey that no entry can have.
    """
    refuse_unwritable_key(reference.key)
    entry_type = re.sub(r"[^a-z]", "", reference.entry_type.lower()) or "misc"
    values = {style.field_case(name): value for name, value in field_values(reference).items()}
    width = max(map(len, values), default=0)
    parts = [lay_out(n, delimited(value, style), style, width) for n, value in values.items()]
    end = "," if style.trailing_comma and parts else ""
    head = f"@{style.type_case(entry_type)}{{{reference.key},"
    return (head + ",".join(parts) + end + style.closing + "}").replace("\n", style.line_end)


def field_values(reference: Reference) -> dict[str, FieldValue]:
    """The reference's own fields that say something, as LaTeX, by name and in writing order."""
    fields = {name: text for name, text in reference.fields.items() if text.strip()}
    for name, people in (("author", reference.authors), ("editor", reference.editors)):
        if people:
            fields.setdefault(name, "; ".join(person.display for person in people))
    own = {field_name(n): n for n in fields if n not in reference.inherited}
    return {name: _value_of(reference, own[name]) for name in _ordered(own, reference)}


def field_value(name: str, text: str) -> FieldValue:
    """A field's Unicode text as LaTeX, by what the field holds.

    A month becomes its macro, a range of pages gets `--`, a title's words with inner capitals
    braces; an address or identifier stays letter by letter. Names of people are written as
    they are given ("Family, Given and …").
    """
    name = name.lower()
    if name == "month" and (macro := month_macro(text)):
        return FieldValue(latex=macro, bare=True)
    if name in VERBATIM_FIELDS:
        return FieldValue(latex=escape_address(text))
    if name == "pages":
        return FieldValue(latex=escape_pages(text))
    return FieldValue(latex=escape_title(text) if name in _TITLES else escape(text))


def month_macro(text: str) -> str:
    """The macro of a month's English name, of its first three letters, or of its number."""
    word = text.strip().rstrip(".").lower()
    full = {month.lower() for month in MONTH_MACROS.values()}
    if word in MONTH_MACROS or word in full or word == "sept":
        return word[:3]
    return _MONTH_NUMBERS.get(word.removeprefix("0"), "")


def delimited(value: FieldValue, style: EntryStyle) -> str:
    """A value with its delimiters in this style."""
    if value.bare or (style.bare_numbers and _BARE.fullmatch(value.latex)):
        return value.latex
    if style.quotes and fits_quotes(value.latex):
        return f'"{value.latex}"'
    return f"{{{value.latex}}}"


def fits_quotes(latex: str) -> bool:
    """Whether quotation marks may stand around a value: none in it stands outside braces."""
    depth = 0
    for match in _QUOTED_SIGN.finditer(latex):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if '"' in match.group() and depth == 0 and match.group() != '{"}':
            return False
        if match.group() == '"':
            return False
    return True


def field_name(name: str) -> str:
    """The name as BibTeX can hold it: `RIS M1` is `ris-m1`."""
    return _NAME_BREAKER.sub("-", name.lower()).strip("-") or "field"


def refuse_unwritable_key(key: str) -> None:
    """Raises UsageError for a citekey that no entry can have."""
    odd = _KEY_BREAKER.search(key)
    if not key or odd or key.startswith("@"):
        what = f"holds {odd.group()!a}" if odd else "is empty" if not key else "begins with @"
        raise UsageError(
            f"The citekey “{one_line(key, 80)}” {what}, so no entry can have it.",
            "Use letters, digits, `-`, `_`, `:` and `.` only.",
        )


def _ordered(names: Iterable[str], reference: Reference) -> list[str]:
    names = list(names)
    if _is_bibtex(reference):
        return names
    places = {name: place for place, name in enumerate(_FIRST)}
    places |= {name: 1000 + place for place, name in enumerate(_LAST)}
    return sorted(names, key=lambda name: places.get(name, 500))


def _is_bibtex(reference: Reference) -> bool:
    """Whether the raw fields are LaTeX: those of other formats are not."""
    return reference.raw.lstrip().startswith("@")


def _value_of(reference: Reference, name: str) -> FieldValue:
    text = reference.fields.get(name, "")
    kept = _kept_latex(reference, name) if _is_bibtex(reference) else ""
    if name == "month" and (macro := month_macro(text)):
        return FieldValue(latex=macro, bare=True)
    if kept:
        return FieldValue(latex=kept)
    if name == "author" and reference.authors:
        truncated = reference.authors_truncated
        return FieldValue(latex=write_names(reference.authors, truncated=truncated))
    if name == "editor" and reference.editors:
        return FieldValue(latex=write_names(reference.editors))
    return field_value(name, text)


def _kept_latex(reference: Reference, name: str) -> str:
    """The LaTeX as it was read, on one line, if it reads as the same still; else ""."""
    raw = " ".join(reference.raw_fields.get(name, "").split())
    if not raw or not is_balanced(raw) or clean(raw) != raw:
        return ""
    if name == "author":
        same = split_names(raw) == (reference.authors, reference.authors_truncated)
    elif name == "editor":
        same = split_names(raw)[0] == reference.editors
    else:
        read = decode_address if name in VERBATIM_FIELDS else decode
        same = read(raw) == reference.fields.get(name, "")
    return raw if same else ""
