"""Tidies the fields of a reference: identifiers, dashes, months, names, white space; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from needle_evidence.formats.bibtex_text.entry_spans import BlockSpan, entry_spans
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue, field_value, month_macro
from needle_evidence.formats.bibtex_text.latex_text import decode, decode_address
from needle_evidence.formats.bibtex_text.name_writing import write_names
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.identifiers import bare_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

_IDENTIFIERS: dict[str, Callable[[str], str]] = {
    "doi": bare_doi,
    "pmid": normalise_pmid,
    "pmcid": normalise_pmcid,
}
_NAMES = ("author", "editor")
_TITLES = ("title", "booktitle")
# In these fields, line breaks and blanks may be meant.
_LEFT_ALONE = frozenset({"abstract", "note", "annote", "annotation", "file", "keywords", "review"})
_RANGE = re.compile(
    r"(?<![\w-])(?P<first>[A-Za-z]{0,3}\d+)\s*(?:[‐-―−]|-{1,3}|\\textendash(?:\{\})?)\s*"
    r"(?P<last>[A-Za-z]{0,3}\d+)(?![\w-])"
)
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SEPARATOR = re.compile(r"\\.|[{}]|(?P<and>\s+and(?=\s))", re.DOTALL | re.IGNORECASE)
_SIGN = re.compile(r'\\.|[{}"]', re.DOTALL)
# "JA", "K. B.": with these as a family name, the order of the parts is in doubt.
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,3}")
# A stop after these belongs to the word.
_ABBREVIATED = frozenset(
    "al co corp dept dr ed eds etc fig inc jr ltd no nos pp sr st suppl univ vol vs".split()  # noqa: SIM905 - words
)
_LAST_STOP = re.compile(r"(?P<word>[^\W\d_]+)(?P<after>[)\]}”’]*)\.(?P<closing>\}?)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class TidyChange:
    """One field that changes; before, after: its value as the file writes it."""

    key: str
    field: str
    before: str
    after: str
    value: FieldValue


def tidy_changes(reference: Reference) -> Iterator[TidyChange]:
    """What tidying changes in an entry's own fields, in their order.

    DOIs, PMIDs and PMCIDs lose address and prefix (a DOI's letters keep their case); ranges of
    pages get `--`; months become macros; "First von Last" becomes "von Last, First"; a title
    loses the stop at its end; doubled, leading and trailing blanks go. Everything else stays:
    journals as they are abbreviated, a `url` that repeats the DOI, values put together with `#`
    or macros, names that look damaged or whose order is in doubt, a mark of LaTeX, line breaks.
    """
    entry = next(entry_spans(reference.raw), None)
    for name, written in _own_values(reference.raw, entry) if entry else ():
        if name in reference.inherited:
            continue
        value = _tidied(name, written)
        if value is not None:
            after = value.latex if value.bare else written[0] + value.latex + written[-1]
            yield TidyChange(
                key=reference.key, field=name, before=written, after=after, value=value
            )


def _own_values(raw: str, entry: BlockSpan) -> Iterator[tuple[str, str]]:
    """The fields by lower-case name, the first of doubled ones, with the value as written."""
    seen: set[str] = set()
    for field in entry.fields:
        name = field.name.lower()
        if name not in seen:
            seen.add(name)
            yield name, raw[field.value_start : field.value_end]


def _tidied(name: str, written: str) -> FieldValue | None:
    """The tidy value; None where there is nothing to change, or nothing that may be."""
    inner = _inner(written)
    if name == "month":
        macro = month_macro(decode(inner if inner is not None else written))
        bare = inner is None and written.lower() == macro
        return FieldValue(latex=macro, bare=True) if macro and not bare else None
    if inner is None:
        return None
    latex = inner if name in _LEFT_ALONE else _without_blanks(inner)
    if name in _IDENTIFIERS:
        latex = _identifier(name, latex)
    elif name == "pages":
        latex = _RANGE.sub(r"\g<first>--\g<last>", latex)
    elif name in _NAMES:
        latex = _with_turned_names(latex)
    elif name in _TITLES:
        latex = _without_stop(latex)
    return FieldValue(latex=latex) if latex != inner else None


def _inner(written: str) -> str | None:
    """The value without its delimiters; None for a macro, a number and a value of parts."""
    if len(written) < 2 or written[0] not in '{"':
        return None
    depth = 0
    for match in _SIGN.finditer(written):
        sign = match.group()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        closing = "}" if written[0] == "{" else '"'
        if sign == closing and depth == 0 and match.start():
            return written[1:-1] if match.end() == len(written) else None
    return None


def _without_blanks(latex: str) -> str:
    return _BLANKS.sub(" ", latex.strip(" \t"))


def _identifier(name: str, latex: str) -> str:
    """The bare identifier where there is more than that; LaTeX's escapes in it stay."""
    text = decode_address(latex)
    bare = _IDENTIFIERS[name](text)
    if not bare or bare == text:
        return latex
    return latex[-len(bare) :] if latex.endswith(bare) else field_value(name, bare).latex


def _without_stop(latex: str) -> str:
    """The title without the stop at its end, unless that belongs to an abbreviation."""
    match = _LAST_STOP.search(latex[-80:])
    if match is None or match["word"].lower() in _ABBREVIATED or len(match["word"]) < 2:
        return latex
    before = latex[: len(latex) - (len(latex[-80:]) - match.start())]
    if before[-1:] == ".":  # "U.S.A.": the stops are the word's own
        return latex
    return latex[: -1 - len(match["closing"])] + match["closing"]


def _with_turned_names(latex: str) -> str:
    """The list of names with each in the order "von Family, Given", what is between as it is."""
    parts: list[str] = []
    depth = start = 0
    for match in _SEPARATOR.finditer(latex):
        sign = match.group()
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if match["and"] and depth == 0:
            parts += [_turned(latex[start : match.start()]), sign]
            start = match.end()
    return "".join([*parts, _turned(latex[start:])])


def _turned(piece: str) -> str:
    """A name with its family name first, the white space around it as it is."""
    name = piece.strip()
    people, _ = split_names(name)
    if len(people) != 1 or "," in name or people[0].literal or not people[0].given:
        return piece
    person = people[0]
    if _INITIALS.fullmatch(person.family) and person.family.isupper():
        return piece
    turned = _cut(name, person.particle, person.family, person.suffix) or write_names(people)
    return piece.replace(name, turned) if split_names(turned) == (people, False) else piece


def _cut(name: str, particle: str, family: str, suffix: str) -> str:
    """The name turned by cutting it in two, so that its LaTeX stays; "" where that fails."""
    words = name.split()
    last = " ".join(part for part in (particle, family) if part)
    for place in range(1, len(words)):
        if not suffix and decode(" ".join(words[place:])) == last:
            return f"{' '.join(words[place:])}, {' '.join(words[:place])}"
    return ""
