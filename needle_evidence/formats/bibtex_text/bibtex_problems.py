"""What a BibTeX file's reader has to say about it, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.model.finding import Location, Problem, Severity

# Between entries, BibTeX takes everything for a comment. These look like something else:
# an entry (with or without its @; `@comment` is meant to be passed over), or fields.
_LOST_ENTRY = re.compile(
    r"(?mi)^[ \t]*(?:@(?!comment\b)[ \t]*\w+|\w+[ \t]*\{[ \t]*(?=[^\s,{}=]+[ \t]*,))"
    r"[ \t]*[{(]?[ \t]*(?P<key>[^\s,{}()=]*)"
)
_LOST_FIELDS = re.compile(r"(?m)^[ \t]*,?[ \t]*[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"\d]")
_HEAD = re.compile(r"@\s*\w*\s*[{(]\s*([^,\s{}()=]*)")


def unknown_macro(name: str, where: Location, subject: str) -> Problem:
    """A value that is neither in braces nor a macro that somebody defined."""
    return Problem(
        kind="macro",
        message=f"The value {name} of {where.field} is neither in braces nor a known macro; "
        "it was taken as text.",
        location=where,
        subject=subject,
        way_out=f"Put it in braces ({{{name}}}), or define it: @string{{{name} = {{…}}}}.",
    )


def doubled_macro(name: str, where: Location, raw: str) -> Problem:
    """A macro that is defined again."""
    return Problem(
        kind="macro",
        message=f"The macro {name} is defined twice; this later value is used.",
        location=where,
        subject=name,
        way_out=f"Delete one of the two @string definitions of {name}.",
        raw=raw,
    )


def doubled_field(names: str, where: Location, key: str, raw: str) -> Problem:
    """An entry that has a field twice."""
    return Problem(
        kind="duplicate_field",
        message=f"{key} has the field {names} more than once; the first is used.",
        location=where,
        subject=key,
        raw=raw,
    )


def doubled_entry(key: str, where: Location, first_line: int, raw: str) -> Problem:
    """The second of two entries with one citekey."""
    return Problem(
        kind="duplicate_citekey",
        message=f"The citekey {key} is used twice (first on line {first_line}); "
        "only the first entry was loaded.",
        location=where,
        subject=key,
        raw=raw,
    )


def missing_comma(name: str, following: str, where: Location, key: str) -> Problem:
    """A field that ran into the next one; both were read."""
    return Problem(
        kind="missing_comma",
        message=f"In {key}, the comma after the field {name} is missing; other programs lose "
        f"{following}, or the whole entry.",
        location=where,
        subject=key,
        severity=Severity.WARNING,
        way_out=f"Put a comma behind the value of {name}.",
    )


def nameless_entry(lacking: str, where: Location, raw: str) -> Problem:
    """An entry without a citekey or type."""
    return Problem(
        kind="broken_block",
        message=f"An entry has no {lacking}, so nothing can cite it; it was not loaded.",
        location=where,
        way_out="Write the entry as @article{citekey, title = {…}, …}.",
        raw=raw,
    )


def broken_entry(reason: str, where: Location, raw: str) -> Problem:
    """A block that could not be read; reason: the parser's own words."""
    raw = raw.strip()
    head = _HEAD.match(raw)
    key = head.group(1) if head else ""
    return Problem(
        kind="broken_block",
        message=f"The entry {key or 'here'} cannot be read and was not loaded: "
        f"{_plain_reason(reason, where.line or 1, raw)}.",
        location=where,
        subject=key,
        raw=raw,
    )


def not_bibtex(path: str, *, empty: bool) -> Problem:
    """A file in which there is no entry at all; an empty one may be meant."""
    return Problem(
        kind="no_entries",
        message=f"{path} {'is empty' if empty else 'holds no BibTeX entry'}.",
        location=Location(path=path),
        subject=path,
        way_out="Write entries such as @article{citekey, title = {…}, …}, or export BibTeX "
        "from your reference manager.",
    )


def lost_text(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """The entries and fields that got lost in the text between entries."""
    entries = list(_LOST_ENTRY.finditer(text))
    for match in entries:
        line = first_line + text.count("\n", 0, match.start())
        yield Problem(
            kind="broken_block",
            message="This looks like an entry but is not written as one, so it was not loaded.",
            location=Location(path=path, line=line),
            subject=match["key"],
            way_out="Write an @, the type, an opening brace and the citekey: @article{citekey,",
            raw=text[match.start() : match.start() + 2_000],
        )
    match_fields = None if entries else _LOST_FIELDS.search(text)
    if match_fields:
        line = first_line + text.count("\n", 0, match_fields.start())
        yield Problem(
            kind="broken_block",
            message="These fields stand outside any entry, so they were not loaded.",
            location=Location(path=path, line=line),
            way_out="The entry above was closed too early: remove the closing brace too many.",
            raw=text[match_fields.start() :],
        )


def _plain_reason(reason: str, line: int, raw: str) -> str:
    """The parser's reason in an editor's words."""
    if "end of file" in reason:
        return "it is still open where the file ends"
    if "block start" in reason:
        next_line = line + raw.count("\n") + 1
        return f"it is still open where the next entry begins, near line {next_line}"
    return reason.strip().rstrip(".")[:300] or "its braces or commas do not match"
