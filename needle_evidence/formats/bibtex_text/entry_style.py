"""How the entries of a BibTeX file look, so that a new one looks like its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from needle_evidence.formats.bibtex_text.entry_spans import BlockSpan, FieldSpan, entry_spans

Trait = TypeVar("Trait")

# How many of the last entries are looked at.
_NEIGHBOURS = 20
# … which stand in the last so many characters.
_TAIL = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryStyle:
    r"""The look of an entry; line ends are "\n" in all but `line_end`.

    separator: between a comma and the next field. equals: between the longest name of an entry
    and its value. aligned: names are padded to one width, `width` or the longest of the entry.
    value_column: where values begin, counted from the name, if only they are aligned. quotes:
    values in quotation marks. bare_numbers: numbers without delimiters. closing: between the last
    field and the closing brace. blank_lines: between entries.
    """

    separator: str = "\n  "
    equals: str = " = "
    aligned: bool = True
    width: int = 0
    value_column: int = 0
    quotes: bool = False
    bare_numbers: bool = False
    field_case: Callable[[str], str] = str.lower
    type_case: Callable[[str], str] = str.lower
    trailing_comma: bool = False
    closing: str = "\n"
    blank_lines: int = 1
    line_end: str = "\n"


def lay_out(name: str, written: str, style: EntryStyle, width: int) -> str:
    """A field with what separates it from the comma before; width: of names, if aligned."""
    left = name.ljust(style.width or width) if style.aligned else name
    return f"{style.separator}{(left + style.equals).ljust(style.value_column)}{written}"


def neighbour_style(text: str) -> EntryStyle:
    """The style that most of the last entries of a BibTeX text have; ours where there is none."""
    if len(text) > _TAIL and "\n@" in text[-_TAIL:]:
        text = text[text.index("\n@", len(text) - _TAIL) :]
    entries = list(entry_spans(text))
    return style_of(text, entries[-_NEIGHBOURS:])


def style_of(text: str, entries: Sequence[BlockSpan]) -> EntryStyle:
    """The style that most of these entries of a BibTeX text have."""
    line_end = _line_end(text)
    entries = [entry for entry in entries if entry.fields]
    if not entries:
        return EntryStyle(line_end=line_end)
    fields = [field for entry in entries for field in entry.fields]
    varied = [entry for entry in entries if _lengths(entry) > 1]
    separator = _most(_separators(text, entries))
    aligned = _most((_column(text, entry) > 0 for entry in varied), default="\n" in separator)
    value_column = 0 if aligned else _most((_value_column(e) for e in varied), default=0)
    equals = _most(_equals(text, _longest(entry)) for entry in entries)
    gap = min((_gap(text, entry) for entry in entries), default=1) if aligned else 0
    return EntryStyle(
        separator=separator,
        equals=" " * gap + equals.lstrip() if aligned else _unpadded(equals, value_column),
        aligned=aligned,
        width=_width(text, varied, gap) if aligned else 0,
        value_column=value_column,
        quotes=_most((q for f in fields for q in _quoted(text, f)), default=False),
        bare_numbers=_most((b for f in fields for b in _bare(text, f)), default=False),
        field_case=_most(_case(field.name) for field in fields),
        type_case=_most(_case(entry.entry_type) for entry in entries),
        trailing_comma=_most(entry.fields[-1].comma for entry in entries),
        closing=_most(_closing(text, entry) for entry in entries),
        blank_lines=_blank_lines(text, entries),
        line_end=line_end,
    )


def _line_end(text: str) -> str:
    pairs = text.count("\r\n")
    counts = {"\n": text.count("\n") - pairs, "\r\n": pairs, "\r": text.count("\r") - pairs}
    return max(counts, key=counts.__getitem__)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _most(traits: Iterable[Trait], *, default: Trait | None = None) -> Trait:
    """The most frequent trait, the later one of equals; the default where there is none."""
    counts = Counter(list(traits)[::-1])
    if not counts and default is not None:
        return default
    return counts.most_common(1)[0][0]


def _case(word: str) -> Callable[[str], str]:
    if word.islower() or not word:
        return str.lower
    return str.upper if word.isupper() and len(word) > 1 else str.capitalize


def _separators(text: str, entries: Sequence[BlockSpan]) -> Iterable[str]:
    for entry in entries:
        previous = text.index(",", entry.key_end) + 1
        for field in entry.fields:
            lead = _plain(text[previous : field.start])
            # Only the last of several line breaks: an empty line between groups is no style.
            yield lead[lead.rfind("\n") :] if "\n" in lead else lead
            previous = field.after


def _equals_at(text: str, field: FieldSpan) -> int:
    return text.index("=", field.start + len(field.name))


def _equals(text: str, field: FieldSpan) -> str:
    """What stands between name and value, of the longest name: the others may be padded."""
    between = text[field.start + len(field.name) : field.value_start]
    return " = " if "\n" in between or "\r" in between else between


def _unpadded(equals: str, value_column: int) -> str:
    return equals.rstrip() + " " if value_column else equals


def _longest(entry: BlockSpan) -> FieldSpan:
    return max(entry.fields, key=lambda field: len(field.name))


def _lengths(entry: BlockSpan) -> int:
    """How many lengths of names there are: with one alone, nothing shows alignment."""
    return len({len(field.name) for field in entry.fields})


def _column(text: str, entry: BlockSpan) -> int:
    """The distance from each name's start to its `=`, where it is one; else 0."""
    columns = {_equals_at(text, field) - field.start for field in entry.fields}
    return columns.pop() if len(columns) == 1 else 0


def _value_column(entry: BlockSpan) -> int:
    """The distance from each name's start to its value, where it is one; else 0."""
    columns = {field.value_start - field.start for field in entry.fields}
    return columns.pop() if len(columns) == 1 else 0


def _gap(text: str, entry: BlockSpan) -> int:
    """The spaces between the longest name and its `=`."""
    longest = _longest(entry)
    return _equals_at(text, longest) - longest.start - len(longest.name)


def _width(text: str, entries: Sequence[BlockSpan], gap: int) -> int:
    """The width of names in all entries, or 0 where each entry's longest name decides."""
    columns = [_column(text, entry) for entry in entries]
    own = [len(_longest(entry).name) + gap for entry in entries]
    aligned = [(c, o) for c, o in zip(columns, own, strict=True) if c]
    if all(column == longest for column, longest in aligned):
        return 0
    return _most(column for column, _ in aligned) - gap


def _quoted(text: str, field: FieldSpan) -> Iterable[bool]:
    if text[field.value_start : field.value_start + 1] in {"{", '"'}:
        yield text[field.value_start] == '"'


def _bare(text: str, field: FieldSpan) -> Iterable[bool]:
    value = text[field.value_start : field.value_end]
    if value.strip('{}"').isdecimal():
        yield value.isdecimal()


def _closing(text: str, entry: BlockSpan) -> str:
    last = entry.fields[-1]
    return _plain(text[last.after if last.comma else last.value_end : entry.close])


def _blank_lines(text: str, entries: Sequence[BlockSpan]) -> int:
    gaps = [_plain(text[first.end : second.start]) for first, second in pairwise(entries)]
    counts = [gap.count("\n") - 1 for gap in gaps if not gap.strip() and "\n" in gap]
    return min(_most(counts, default=1), 3)
