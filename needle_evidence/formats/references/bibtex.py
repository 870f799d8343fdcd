"""BibTeX and BibLaTeX text ↔ references: bibtexparser splits the blocks, the rest is ours."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from needle_evidence.formats.bibtex_text import bibtex_problems
from needle_evidence.formats.bibtex_text.bib_edits import append_entries
from needle_evidence.formats.bibtex_text.field_values import (
    MONTH_MACROS,
    VERBATIM_FIELDS,
    evaluate,
    split_missing_comma,
)
from needle_evidence.formats.bibtex_text.inheritance import RawEntry, inherit
from needle_evidence.formats.bibtex_text.latex_text import decode, decode_address
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.formats.decode_text import decode as decode_bytes
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.reference import PersonName, Reference

_NAMES = frozenset({"author", "editor"})
_UNWRITABLE_IN_KEY = re.compile(
    r"[\s,{}()\"=#%\\~@\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]+"
)
# `@ article {` and a line break before the brace are BibTeX too, but not to bibtexparser.
_ANY_ENTRY = re.compile(r"(?m)^\s*@\s*[A-Za-z]+\s*[{(]")
_LOOSE_HEAD = re.compile(r"(?m)^([ \t]*)@([ \t\n]*)(\w+)([ \t\n]*)([{(])")


def read_references(text: str, *, path: str, doubled_keys: bool = False) -> ReferenceTable:
    """Reads every entry of a BibTeX or BibLaTeX text, one per citekey; raises nothing.

    path: the file's name for locations. A block that cannot be read, the second of two entries
    with one citekey, a doubled field, an unknown macro and a broken inheritance become problems
    with line and raw text; everything else is loaded. doubled_keys: entries that have the
    citekey of an earlier one are loaded too, for importing them under another one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    with _quiet_library():
        blocks = parse_string(_LOOSE_HEAD.sub(_tight_head, text), parse_stack=[]).blocks
    problems: list[Problem] = []
    if not any(isinstance(block, Entry | ParsingFailedBlock) for block in blocks):
        problems.append(bibtex_problems.not_bibtex(path, empty=not text.strip()))
    macros = _macros(blocks, path, problems)
    found = [
        raw
        for block in blocks
        for entry in _entries(block, path, problems)
        if (raw := _raw_entry(entry, macros, path, problems)) is not None
    ]
    entries = found if doubled_keys else _first_of_each(found, problems)
    inherit(entries, problems)
    references = tuple(_reference(entry) for entry in entries)
    return ReferenceTable(references=references, problems=tuple(problems))


def _tight_head(match: re.Match[str]) -> str:
    """An entry's head on one line without gaps; the lines it had stay in front of it."""
    indent, gap, name, second_gap, opening = match.groups()
    if not gap and "\n" not in second_gap:
        return match.group()
    return "\n" * (gap + second_gap).count("\n") + f"{indent}@{name}{opening}"


@contextmanager
def _quiet_library() -> Iterator[None]:
    """Bibtexparser logs what it skips; we report it as problems instead."""
    logger = logging.getLogger("bibtexparser.splitter")
    was_disabled, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = was_disabled


def _macros(blocks: list[Block], path: str, problems: list[Problem]) -> dict[str, str]:
    """Values of all `@string` macros by lower-case name; a later definition wins."""
    macros = dict(MONTH_MACROS)
    for block in blocks:
        string = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if not isinstance(string, String):
            continue
        value, unknown = evaluate(string.value, macros)
        macros[string.key.lower()] = value
        where = Location(path=path, line=_line(string), field=string.key)
        problems.extend(bibtex_problems.unknown_macro(name, where, string.key) for name in unknown)
        if isinstance(block, DuplicateBlockKeyBlock):
            problems.append(bibtex_problems.doubled_macro(string.key, where, string.raw or ""))
    return macros


def _entries(block: Block, path: str, problems: list[Problem]) -> Iterator[Entry]:
    """The entry in a block, if it can be loaded; otherwise its problem is noted."""
    where = Location(path=path, line=_line(block))
    raw = block.raw or ""
    inner = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else None
    if isinstance(block, Entry):
        yield block
    elif isinstance(block, DuplicateFieldKeyBlock) and isinstance(inner, Entry):
        names = ", ".join(sorted(block.duplicate_keys))
        place = Location(path=path, line=where.line, field=names)
        problems.append(bibtex_problems.doubled_field(names, place, inner.key, raw))
        yield inner
    elif isinstance(block, DuplicateBlockKeyBlock) and isinstance(inner, Entry):
        yield inner
    elif isinstance(block, ParsingFailedBlock) and inner is None:
        reason = str(getattr(block.error, "abort_reason", ""))
        problems.append(bibtex_problems.broken_entry(reason, where, raw))
    elif isinstance(block, ImplicitComment):
        problems.extend(bibtex_problems.lost_text(block.comment, path, _line(block)))


def _first_of_each(entries: Iterable[RawEntry], problems: list[Problem]) -> list[RawEntry]:
    """The first entry of each citekey; each later one is a problem."""
    kept: dict[str, RawEntry] = {}
    for entry in entries:
        first = kept.setdefault(entry.key, entry)
        if first is not entry:
            line = first.location.line or 1
            problems.append(
                bibtex_problems.doubled_entry(entry.key, entry.location, line, entry.raw)
            )
    return list(kept.values())


def _raw_entry(
    entry: Entry, macros: Mapping[str, str], path: str, problems: list[Problem]
) -> RawEntry | None:
    """An entry with its macros replaced and delimiters removed; None without a citekey."""
    where = Location(path=path, line=_line(entry))
    if not entry.key or not entry.entry_type:
        lacking = "citekey" if entry.entry_type else "type"
        problems.append(bibtex_problems.nameless_entry(lacking, where, entry.raw or ""))
        return None
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for name, value, line in _separated(entry, path, problems):
        if name in fields:
            continue
        fields[name], unknown = evaluate(value, macros)
        lines[name] = line
        for macro in unknown:
            place = Location(path=path, line=line, field=name)
            problems.append(bibtex_problems.unknown_macro(macro, place, entry.key))
    return RawEntry(
        key=entry.key,
        entry_type=entry.entry_type.lower(),
        fields=fields,
        lines=lines,
        location=where,
        raw=entry.raw or "",
    )


def _separated(entry: Entry, path: str, problems: list[Problem]) -> Iterator[tuple[str, str, int]]:
    """The fields of an entry (name, value, line), also those behind a missing comma."""
    for field in entry.fields:
        name, value, line = field.key.lower(), field.value, (field.start_line or 0) + 1
        while run_on := split_missing_comma(value):
            own, following, rest = run_on
            place = Location(path=path, line=line, field=name)
            problems.append(bibtex_problems.missing_comma(name, following, place, entry.key))
            yield name, own, line
            line += value.count("\n", 0, value.index(following, len(own)))
            name, value = following.lower(), rest
        yield name, value, line


def _reference(entry: RawEntry) -> Reference:
    """The reference of an entry whose inheritance is settled."""
    decoded: dict[str, str] = {}
    names: dict[str, tuple[PersonName, ...]] = {}
    truncated = False
    for name, value in entry.fields.items():
        if name in _NAMES:
            names[name], others = split_names(value)
            truncated = truncated or (others and name == "author")
            decoded[name] = "; ".join(person.display for person in names[name])
        elif name in VERBATIM_FIELDS:
            decoded[name] = decode_address(value)
        else:
            decoded[name] = decode(value)
    return Reference(
        key=entry.key,
        entry_type=entry.entry_type,
        location=entry.location,
        fields=MappingProxyType(decoded),
        raw_fields=MappingProxyType(entry.fields),
        authors=names.get("author", ()),
        editors=names.get("editor", ()),
        authors_truncated=truncated,
        inherited=frozenset(entry.inherited),
        field_lines=MappingProxyType(entry.lines),
        raw=entry.raw,
    )


def _line(block: Block) -> int:
    """The line of a block, from 1 (bibtexparser counts from 0)."""
    return (block.start_line or 0) + 1


def write_references(references: Sequence[Reference]) -> bytes:
    """A BibTeX file (UTF-8) with an entry per reference, in their order.

    What an entry inherits is written out, unless what it inherits from is among them.
    """
    keys = {reference.key for reference in references}
    whole = [_alone(r, keys) if r.inherited else r for r in references]
    return append_entries("", _with_keys(whole)).encode("utf-8", "replace")


def _alone(reference: Reference, keys: Set[str]) -> Reference:
    """The reference without what it inherits from where that is not at hand."""
    parents = {
        name: {key.strip() for key in reference.fields.get(name, "").split(",")}
        for name in ("crossref", "xdata")
        if name in reference.fields
    }
    if all(named <= keys for named in parents.values()):
        return reference
    fields = {name: text for name, text in reference.fields.items() if name not in parents}
    return replace(reference, fields=MappingProxyType(fields), inherited=frozenset())


def _with_keys(references: Sequence[Reference]) -> list[Reference]:
    """The references with keys that a BibTeX file can hold: other formats need none."""
    return [
        replace(reference, key=_UNWRITABLE_IN_KEY.sub("-", reference.key) or f"reference{number}")
        for number, reference in enumerate(references, start=1)
    ]


def _read(data: bytes, path: str) -> ReferenceTable:
    text = decode_bytes(data, path=path).text
    return read_references(text, path=path, doubled_keys=True)


def _recognises(text: str) -> bool:
    return _ANY_ENTRY.search(text) is not None


REFERENCE_FORMAT = ReferenceFormat(
    name="bibtex",
    about="BibTeX and BibLaTeX",
    endings=(".bib", ".bibtex", ".biblatex"),
    recognises=_recognises,
    read=_read,
    write=write_references,
)
