"""Changes single entries of a BibTeX text and leaves everything else byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from needle_evidence.errors import UsageError
from needle_evidence.formats.bibtex_text.entry_spans import BlockSpan, FieldSpan, entry_spans
from needle_evidence.formats.bibtex_text.entry_style import (
    EntryStyle,
    lay_out,
    neighbour_style,
    style_of,
)
from needle_evidence.formats.bibtex_text.entry_writer import (
    FieldValue,
    delimited,
    field_name,
    field_value,
    fits_quotes,
    refuse_unwritable_key,
    write_entry,
)
from needle_evidence.formats.bibtex_text.field_values import split_missing_comma
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference

Fields = Mapping[str, str | FieldValue | None]
Splice = tuple[int, int, str]  # the half-open range of a text, and what shall stand there

# Fields that name other entries: in these a citekey stands alone or between commas.
_NAMING_ENTRIES = frozenset({"crossref", "xref", "xdata", "ids", "entryset", "related"})
_LINE_END = re.compile(r"\r\n|\n|\r")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
_KEY_IN_LIST = re.compile(r"[^,{}\"\s](?:[^,{}\"]*[^,{}\"\s])?")


def append_entries(text: str, references: Sequence[Reference]) -> str:
    """The text with an entry per reference at its end, in the style of the entries there.

    Raises UsageError for a citekey that no entry can have.
    """
    if not references:
        return text
    style = neighbour_style(text)
    gap = style.line_end * (1 + style.blank_lines)
    entries = [write_entry(reference, style) for reference in references]
    return text + _gap_at_end(text, style) + gap.join(entries) + style.line_end


def set_fields(text: str, key: str, fields: Fields) -> str:
    """The text with these fields of one entry changed, added at its end, or removed (None).

    A field's Unicode text is escaped by what the field holds (see `field_value`); a
    `FieldValue` is written as it is. The value keeps its kind of delimiters, a new field looks
    like the entry's others. Of entries with one citekey the first is meant, which is the one
    that is read. Raises UsageError where there is no such entry, and where the comma behind a
    field that matters here is missing.
    """
    return edit_entries(text, {key: fields})


def edit_entries(text: str, changes: Mapping[str, Fields]) -> str:
    """The text with fields of many entries changed: per citekey as in `set_fields`."""
    waiting = dict(changes)
    splices: list[Splice] = []
    for entry in entry_spans(text) if waiting else ():
        if (fields := waiting.pop(entry.key, None)) is not None:
            style = None if entry.fields else neighbour_style(text)
            edited = _edited(text[entry.start : entry.end], fields, style)
            splices.append((entry.start, entry.end, edited))
    if waiting:
        raise _no_entry(next(iter(waiting)))
    return _spliced(text, splices)


def remove_entry(text: str, key: str, *, line: int | None = None) -> str:
    """The text without an entry, its line end, and the blank line that it leaves behind.

    line: the entry's first line, from 1, where several have this citekey. Raises UsageError
    where there is no such entry, or more than one and `line` does not say which.
    """
    entry = _only_entry(text, key, line)
    start, end = entry.start, entry.end
    first, rest = _line_start(text, start), _REST_OF_LINE.match(text, end)
    if rest is not None and not text[first:start].strip(" \t"):
        start, end = first, rest.end()
        if _is_blank_before(text, start):
            blank = _BLANK_LINES.match(text, end)
            end = blank.end() if blank else end
            if end == len(text):
                start = _behind_last_line(text[:start])
    return text[:start] + text[end:]


def rename_key(text: str, old: str, new: str) -> str:
    """The text with an entry's citekey changed, also where other entries name it.

    Those fields are crossref, xref, xdata, ids, entryset and related. Raises UsageError where
    there is no such entry or more than one, where another entry has the new key (in any letter
    case), and for a key that no entry can have.
    """
    refuse_unwritable_key(new)
    entry = _only_entry(text, old, None)
    splices: list[Splice] = [(entry.key_start, entry.key_end, new)]
    for other in entry_spans(text):
        if other.start == entry.start:
            continue
        if other.key.lower() == new.lower():
            raise UsageError(
                f"There is an entry {one_line(other.key, 80)} already.", "Choose another citekey."
            )
        for field in other.fields:
            if field.name.lower() in _NAMING_ENTRIES:
                splices += _mentions(text, field, old, new)
    return _spliced(text, splices)


def replace_entry(text: str, key: str, reference: Reference, *, line: int | None = None) -> str:
    """The text with one entry written anew, in its own style and place.

    line: as in `remove_entry`. Raises UsageError as `remove_entry` and `write_entry` do.
    """
    entry = _only_entry(text, key, line)
    style = _own_style(text, entry)
    return text[: entry.start] + write_entry(reference, style) + text[entry.end :]


def _edited(entry_text: str, fields: Fields, style: EntryStyle | None) -> str:
    """One entry with its fields changed; style: of its neighbours, where it has none itself."""
    (entry,) = entry_spans(entry_text)
    style = style or style_of(entry_text, [entry])
    splices: list[Splice] = []
    added: dict[str, FieldValue] = {}
    for name, wanted in fields.items():
        found = [field for field in entry.fields if field.name.lower() == name.lower()]
        _refuse_run_on(entry_text, entry, name, found)
        value = field_value(name, wanted) if isinstance(wanted, str) else wanted
        if value is None:
            splices += [_removal(entry_text, entry, field) for field in found]
        elif found:
            splices.append(_replacement(entry_text, found[0], value, style))
        else:
            added[style.field_case(field_name(name))] = value
    width = max((len(field.name) for field in entry.fields), default=0)
    return _with_added(_spliced(entry_text, splices), added, style, width)


def _no_entry(key: str) -> UsageError:
    return UsageError(
        f"There is no entry {one_line(key, 80)} that can be read.",
        "`needle-evidence refs` lists the citekeys; `needle-evidence check` tells of broken "
        "entries.",
    )


def _only_entry(text: str, key: str, line: int | None) -> BlockSpan:
    entries = [entry for entry in entry_spans(text) if entry.key == key]
    if not entries:
        raise _no_entry(key)
    if len(entries) == 1 and line is None:
        return entries[0]
    lines = [len(_LINE_END.findall(text, 0, entry.start)) + 1 for entry in entries]
    if line in lines:
        return entries[lines.index(line)]
    where = " and ".join(map(str, lines))
    problem = f"No entry {one_line(key, 80)} begins on line {line}, but on {where}."
    if line is None:
        problem = f"{len(entries)} entries have the citekey {one_line(key, 80)} (lines {where})."
    raise UsageError(problem, "Give each of them a citekey of its own in the file first.")


def _own_style(text: str, entry: BlockSpan) -> EntryStyle:
    return style_of(text, [entry]) if entry.fields else neighbour_style(text)


def _gap_at_end(text: str, style: EntryStyle) -> str:
    """What must stand between the text and an entry behind it."""
    if not text.strip("\ufeff \t\r\n"):
        return "" if not text or text[-1] in "\ufeff\r\n" else style.line_end
    # Only blank lines of the text's own end count; a comment may be glued to it otherwise.
    ended = len(_LINE_END.findall(text[len(text.rstrip()) :]))
    return style.line_end * max(0, 1 + style.blank_lines - ended)


def _refuse_run_on(text: str, entry: BlockSpan, name: str, found: Sequence[FieldSpan]) -> None:
    """Refuses to touch a field that runs into the next one for want of a comma."""
    for field in entry.fields:
        value = text[field.value_start : field.value_end]
        while run_on := split_missing_comma(value):
            _, following, value = run_on
            if field in found or following.lower() == name.lower():
                raise UsageError(
                    f"In {one_line(entry.key, 80)}, a comma is missing between {field.name} and "
                    f"{following}, so that nothing can be changed there safely.",
                    "Put that comma in first.",
                )


def _replacement(text: str, field: FieldSpan, value: FieldValue, style: EntryStyle) -> Splice:
    """The new value in the delimiters of the old one, where it had any."""
    first = text[field.value_start : field.value_start + 1]
    if first == '"' and not value.bare and fits_quotes(value.latex):
        written = f'"{value.latex}"'
    elif first == "{" and not value.bare:
        written = f"{{{value.latex}}}"
    else:
        written = delimited(value, style)
    return field.value_start, field.value_end, written.replace("\n", style.line_end)


def _removal(text: str, entry: BlockSpan, field: FieldSpan) -> Splice:
    """A field with its comma; where it is the last and has none, with the comma before it."""
    place = entry.fields.index(field)
    before = entry.fields[place - 1].after if place else text.index(",", entry.key_end) + 1
    if field.comma:
        return before, field.after, ""
    return (before - 1 if place else before), field.value_end, ""


def _with_added(text: str, added: Mapping[str, FieldValue], style: EntryStyle, width: int) -> str:
    """An entry with new fields at its end; width: of names, if they are aligned."""
    if not added:
        return text
    (entry,) = entry_spans(text)
    width = width or max(map(len, added))
    written = [lay_out(n, delimited(value, style), style, width) for n, value in added.items()]
    new = ",".join(written).replace("\n", style.line_end)
    head = "," if not text[entry.key_end : entry.close].lstrip().startswith(",") else ""
    if not entry.fields:
        place = entry.key_end if head else text.index(",", entry.key_end) + 1
        tail = "" if text[place : entry.close].strip(" \t") else style.closing
        new = head + new + tail.replace("\n", style.line_end)
    elif entry.fields[-1].comma:
        place = entry.fields[-1].after
        new += "," if style.trailing_comma else ""
    else:
        place, new = entry.fields[-1].value_end, "," + new
    return text[:place] + new + text[place:]


def _mentions(text: str, field: FieldSpan, old: str, new: str) -> Iterator[Splice]:
    """The places where a field that names entries names this one."""
    for match in _KEY_IN_LIST.finditer(text, field.value_start, field.value_end):
        if match.group() == old:
            yield match.start(), match.end(), new


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[position : max(start, position)], new]
        position = max(end, position)
    return "".join([*parts, text[position:]])


def _line_start(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _is_blank_before(text: str, position: int) -> bool:
    """Whether the line that ends at this position is blank, or there is none."""
    before = text[:position]
    if not before:
        return True
    end = len(before) - (2 if before.endswith("\r\n") else 1)
    return not before[_line_start(before, end) : end].strip(" \t\ufeff")


def _behind_last_line(text: str) -> int:
    """The position behind the last line that is not blank, and its line end."""
    last = text.rstrip(" \t\r\n")
    end = _REST_OF_LINE.match(text, len(last)) if last else None
    return end.end() if end else len(text)
