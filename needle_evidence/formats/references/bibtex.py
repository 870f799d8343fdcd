"""BibTeX and BibLaTeX text ↔ references: bibtexparser splits the blocks, the rest is ours."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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

from needle_evidence.formats.references.field_values import MONTH_MACROS, evaluate
from needle_evidence.formats.references.inheritance import RawEntry, inherit
from needle_evidence.formats.references.latex_text import decode, decode_address
from needle_evidence.formats.references.person_names import split_names
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.reference import PersonName, Reference

# Fields that are identifiers or addresses: `--`, `~` and `$` stand for themselves in them.
_VERBATIM = frozenset(
    [
        "doi",
        "url",
        "file",
        "eprint",
        "pmid",
        "pmcid",
        "isbn",
        "issn",
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "urldate",
        "date",
        "timestamp",
    ]
)
_NAMES = frozenset({"author", "editor"})
_LOST_ENTRY = re.compile(r"(?m)^[ \t]*@[ \t]*\w+")
_LOST_FIELDS = re.compile(r"(?m)^[ \t]*,?[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTable:
    """What a reference file held: one reference per citekey, and what could not be read."""

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


def read_references(text: str, *, path: str) -> ReferenceTable:
    """Reads every entry of a BibTeX or BibLaTeX text; raises nothing for broken input.

    path: the file's name for locations. A block that cannot be read, the second of two
    entries with one citekey, a doubled field, an unknown macro and a broken inheritance
    become problems with line and raw text; everything else is loaded.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    with _quiet_library():
        blocks = parse_string(text, parse_stack=[]).blocks
    problems: list[Problem] = []
    macros = _macros(blocks, path, problems)
    entries = [
        raw
        for block in blocks
        for entry in _entries(block, path, problems)
        if (raw := _raw_entry(entry, macros, path, problems)) is not None
    ]
    inherit(entries, problems)
    references = tuple(_reference(entry) for entry in entries)
    return ReferenceTable(references=references, problems=tuple(problems))


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
        problems.extend(_unknown_macro(name, where, string.key) for name in unknown)
        if isinstance(block, DuplicateBlockKeyBlock):
            problems.append(
                Problem(
                    kind="macro",
                    message=f"The macro {string.key} is defined twice; this later value is used.",
                    location=where,
                    subject=string.key,
                    way_out=f"Delete one of the two @string definitions of {string.key}.",
                    raw=string.raw or "",
                )
            )
    return macros


def _entries(block: Block, path: str, problems: list[Problem]) -> Iterator[Entry]:
    """The entry in a block, if it can be loaded; otherwise its problem is noted."""
    if isinstance(block, Entry):
        yield block
    elif isinstance(block, DuplicateFieldKeyBlock) and isinstance(
        entry := block.ignore_error_block, Entry
    ):
        names = ", ".join(sorted(block.duplicate_keys))
        problems.append(
            Problem(
                kind="duplicate_field",
                message=f"{entry.key} has the field {names} more than once; the first is used.",
                location=Location(path=path, line=_line(block), field=names),
                subject=entry.key,
                raw=block.raw or "",
            )
        )
        yield entry
    elif isinstance(block, DuplicateBlockKeyBlock):
        if isinstance(block.ignore_error_block, Entry):
            problems.append(_duplicate_entry(block, path))
    elif isinstance(block, ParsingFailedBlock):
        problems.append(_broken_block(block, path))
    elif isinstance(block, ImplicitComment):
        problems.extend(_lost_text(block, path))


def _raw_entry(
    entry: Entry, macros: Mapping[str, str], path: str, problems: list[Problem]
) -> RawEntry | None:
    """An entry with its macros replaced and delimiters removed; None without a citekey."""
    where = Location(path=path, line=_line(entry))
    if not entry.key or not entry.entry_type:
        lacking = "citekey" if entry.entry_type else "type"
        problems.append(
            Problem(
                kind="broken_block",
                message=f"An entry has no {lacking}, so nothing can cite it; it was not loaded.",
                location=where,
                way_out="Write the entry as @article{citekey, title = {…}, …}.",
                raw=entry.raw or "",
            )
        )
        return None
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for field in entry.fields:
        name = field.key.lower()
        if name in fields:
            continue
        fields[name], unknown = evaluate(field.value, macros)
        lines[name] = (field.start_line or 0) + 1
        place = Location(path=path, line=lines[name], field=name)
        problems.extend(_unknown_macro(macro, place, entry.key) for macro in unknown)
    return RawEntry(
        key=entry.key,
        entry_type=entry.entry_type.lower(),
        fields=fields,
        lines=lines,
        location=where,
        raw=entry.raw or "",
    )


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
        elif name in _VERBATIM:
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


def _unknown_macro(name: str, where: Location, subject: str) -> Problem:
    return Problem(
        kind="macro",
        message=f"The value {name} of {where.field} is neither in braces nor a known macro; "
        "it was taken as text.",
        location=where,
        subject=subject,
        way_out=f"Put it in braces ({{{name}}}), or define it: @string{{{name} = {{…}}}}.",
    )


def _duplicate_entry(block: DuplicateBlockKeyBlock, path: str) -> Problem:
    first = _line(block.previous_block)
    return Problem(
        kind="duplicate_citekey",
        message=f"The citekey {block.key} is used twice (first on line {first}); "
        "only the first entry was loaded.",
        location=Location(path=path, line=_line(block)),
        subject=block.key,
        raw=block.raw or "",
    )


def _broken_block(block: ParsingFailedBlock, path: str) -> Problem:
    raw = (block.raw or "").strip()
    head = re.match(r"@\s*(\w*)\s*[{(]\s*([^,\s{}()=]*)", raw)
    key = head.group(2) if head else ""
    named = f"The entry {key}" if key else "An entry"
    reason = str(getattr(block.error, "abort_reason", "")).strip().rstrip(".")
    return Problem(
        kind="broken_block",
        message=f"{named} cannot be read and was not loaded. {reason}.",
        location=Location(path=path, line=_line(block)),
        subject=key,
        raw=raw,
    )


def _lost_text(block: ImplicitComment, path: str) -> Iterator[Problem]:
    """Text between entries is a comment in BibTeX; entries and fields lost there are not."""
    text = block.comment
    for pattern, message, way_out in (
        (
            _LOST_ENTRY,
            "This looks like an entry but is not written as one, so it was not loaded.",
            "Write the type, an opening brace and the citekey on one line: @article{citekey,",
        ),
        (
            _LOST_FIELDS,
            "These fields stand outside any entry, so they were not loaded.",
            "The entry above was closed too early: remove the closing brace that is too many.",
        ),
    ):
        match = pattern.search(text)
        if match:
            line = _line(block) + text.count("\n", 0, match.start())
            yield Problem(
                kind="broken_block",
                message=message,
                location=Location(path=path, line=line),
                way_out=way_out,
                raw=text[match.start() :],
            )
            return
