"""The parts of a printed reference, mended where only the whole of them tells what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from needle_evidence.formats.printed_reference.labelling import Part
from needle_evidence.formats.printed_reference.names import is_corporate
from needle_evidence.formats.printed_reference.tokens import Token

Rule = Callable[[list[Part], Sequence[Token]], list[Part]]

_SMALL = frozenset({"of", "for", "the", "and", "on", "in", "to", "de", "la", "des", "für", "&"})
_SERVERS_TEXT = """
    medrxiv biorxiv psyarxiv sportrxiv chemrxiv socarxiv edarxiv engrxiv arxiv ssrn metaarxiv
    preprints.org techrxiv
"""
_SERVERS = frozenset(_SERVERS_TEXT.split())
_MAY_HOLD_SERVER = frozenset({"title", "edition", "genre", "publisher", "note", "location"})
_MAY_BE_TITLE = frozenset({"container", "genre", "series", "publisher", "note", "edition"})
_GUIDELINE = re.compile(r"(?i)\b(?:guidelines?|guidance|appraisal|fact ?sheet)\b.*\d")
_MOST_NAME_WORDS = 16


def settled_parts(parts: Sequence[Part], tokens: Sequence[Token]) -> list[Part]:
    """The parts after all rules; every token stays in exactly one part, in order."""
    settled = list(parts)
    for rule in _RULES:
        settled = rule(settled, tokens)
    return settled


def _printed(part: Part, tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens[part.first : part.last + 1])


def _with_closed_brackets(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """A bracket that a journal's name opens ends within it: "Spine (Phila Pa 1976)"."""
    settled: list[Part] = []
    for part in parts:
        before = settled[-1] if settled else None
        if before is not None and before.label == "container" and part.label == "date":
            name = _printed(before, tokens)
            if name.count("(") > name.count(")") and ")" in tokens[part.first].text:
                settled[-1] = replace(before, last=part.first)
                if part.first == part.last:
                    continue
                part = replace(part, first=part.first + 1)
        settled.append(part)
    return settled


def _with_group_author(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """A group's name before the title is an author's: "et al; PRISMA Group. Preferred …"."""
    for at, part in enumerate(parts[:3]):
        if part.label != "title":
            continue
        before = parts[at - 1] if at else None
        if before is not None and before.label not in ("author", "citation-number"):
            break
        goes_on = before is not None and before.label == "author"
        if goes_on and before and not tokens[before.last].text.endswith((";", ",")):
            break
        end = _organisation_end(part, tokens)
        if end is None:
            break
        rest = replace(part, first=end + 1)
        if goes_on and before:
            return [*parts[: at - 1], replace(before, last=end), rest, *parts[at + 1 :]]
        return [*parts[:at], _relabelled(replace(part, last=end), "author"), rest, *parts[at + 1 :]]
    return parts


def _organisation_end(part: Part, tokens: Sequence[Token]) -> int | None:
    """The last token of the organisation's name with which a title begins, None for none."""
    last = min(part.last - 1, part.first + _MOST_NAME_WORDS)
    for index in range(part.first, last):
        if tokens[index].text.endswith("."):
            words = [token.text for token in tokens[part.first : index + 1]]
            named = all(word.lower() in _SMALL or not word[:1].islower() for word in words)
            return index if named and is_corporate(" ".join(words)) else None
    return None


def _with_preprint_server(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """A preprint server is where the work stands: "A title. medRxiv. Preprint posted …"."""
    if any(part.label == "container" for part in parts):
        return parts
    for at, part in enumerate(parts):
        if part.label not in _MAY_HOLD_SERVER:
            continue
        for index in range(part.first, part.last + 1):
            if tokens[index].text.strip(".,;:()[]").lower() not in _SERVERS:
                continue
            if index > part.first and tokens[index - 1].text[-1:] not in ".?!])":
                continue
            own = replace(part, first=index, last=index, label="container", own_label="journal")
            before = [replace(part, last=index - 1)] if index > part.first else []
            after = [replace(part, first=index + 1)] if index < part.last else []
            before = [
                _relabelled(one, "genre") if one.label == "edition" else one for one in before
            ]
            return [*parts[:at], *before, own, *after, *parts[at + 1 :]]
    return parts


def _with_title(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """Something is the title: of a book under its editors' names, or of a page of the web."""
    labels = {part.label for part in parts}
    if "title" in labels or not parts:
        return parts
    if parts[0].label == "editor":
        allowed = frozenset({"container"})
    elif "author" in labels and "volume" not in labels and "pages" not in labels:
        allowed = _MAY_BE_TITLE
    else:
        return parts
    at = next((i for i, part in enumerate(parts) if part.label in allowed), None)
    if at is None or not re.search(r"[^\W\d_]{3}", _printed(parts[at], tokens)):
        return parts
    return [*parts[:at], _relabelled(parts[at], "title"), *parts[at + 1 :]]


def _without_volume_title(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """What a volume of a book is called is no book: "Vol 1. Upper half of body. 2nd ed."."""
    labels = [part.label for part in parts]
    if "title" not in labels or "publisher" not in labels or "pages" in labels:
        return parts
    return [
        _relabelled(part, "note")
        if part.own_label == "container-title"
        and labels[:at][-2:] == ["title", "volume"]
        and "editor" not in labels
        else part
        for at, part in enumerate(parts)
    ]


def _with_guideline_number(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """ "NICE guideline NG193" says what the work is, not who published it."""
    return [
        _relabelled(part, "genre")
        if part.label == "publisher" and _GUIDELINE.search(_printed(part, tokens))
        else part
        for part in parts
    ]


def _relabelled(part: Part, label: str) -> Part:
    return replace(part, label=label, own_label=label)


_RULES: tuple[Rule, ...] = (
    _with_closed_brackets,
    _with_group_author,
    _with_preprint_server,
    _with_title,
    _without_volume_title,
    _with_guideline_number,
)
