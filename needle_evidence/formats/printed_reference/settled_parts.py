"""The parts of a printed reference, mended where only the whole of them tells what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from needle_evidence.formats.printed_reference.labelling import Part
from needle_evidence.formats.printed_reference.names import is_organisation
from needle_evidence.formats.printed_reference.tokens import Token

Rule = Callable[[list[Part], Sequence[Token]], list[Part]]

_SERVERS_TEXT = """
    medrxiv biorxiv psyarxiv sportrxiv chemrxiv socarxiv edarxiv engrxiv arxiv ssrn metaarxiv
    preprints.org techrxiv
"""
_SERVERS = frozenset(_SERVERS_TEXT.split())
_MAY_HOLD_SERVER = frozenset({"title", "edition", "genre", "publisher", "note", "location"})
_MAY_BE_TITLE = frozenset({"container", "genre", "series", "publisher", "note", "edition"})
_GUIDELINE = re.compile(r"(?i)\b(?:guidelines?|guidance|appraisal|fact ?sheet)\b.*\d")
_KIND = re.compile(r"(?i)\b(?:dissertation|thesis|preprint)\b")
_MOST_KIND_WORDS = 6
_LONGEST_KIND = 60
_INTERNET = len(" [Internet]")
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
            name = " ".join(token.text for token in tokens[part.first : index + 1])
            return index if is_organisation(name.rstrip(".")) else None
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


def _with_title_ended(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """A title ends at "[dissertation]" or "[Internet]"; a place goes on: "Atlanta (GA): …"."""
    at = next((i for i, part in enumerate(parts) if part.label == "title"), None)
    if at is None:
        return parts
    title = parts[at]
    following = parts[at + 1] if at + 1 < len(parts) else None
    kind = _kind_in(title, tokens)
    if kind is not None:
        settled = [replace(title, last=kind[0] - 1)]
        settled.append(
            replace(title, first=kind[0], last=kind[1], label="genre", own_label="genre")
        )
        end = kind[1]
    else:
        end = _before_gap(title, tokens)
        if following is None or following.label not in ("location", "publisher"):
            return parts
        settled = [replace(title, last=end)]
    if end == title.last:
        return [*parts[:at], *settled, *parts[at + 1 :]]
    if following is not None and following.label == "location":
        rest = [replace(following, first=end + 1)]
        return [*parts[:at], *settled, *rest, *parts[at + 2 :]]
    place = _relabelled(replace(title, first=end + 1), "location")
    return [*parts[:at], *settled, place, *parts[at + 1 :]]


def _kind_in(title: Part, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """First and last token of a work's kind in brackets, behind the first word of a title."""
    for first in range(title.first + 1, title.last + 1):
        if not tokens[first].text.startswith("["):
            continue
        for last in range(first, min(first + _MOST_KIND_WORDS, title.last + 1)):
            if tokens[last].text.rstrip(".,;:").endswith("]"):
                words = "".join(f"{token.text} " for token in tokens[first : last + 1])
                return (first, last) if _KIND.search(words) else None
    return None


def _before_gap(title: Part, tokens: Sequence[Token]) -> int:
    """The token before a bracket that rules have read already ("[Internet]"), else the last."""
    for index in range(title.first, title.last):
        if tokens[index + 1].start - tokens[index].end >= _INTERNET:
            return index
    return title.last


def _with_organisation_first(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """An organisation before the date is no title where one follows: "WHO. (2020). Activity."."""
    labels = [part.label for part in parts]
    if labels[:2] != ["title", "date"] or "author" in labels or "volume" in labels:
        return parts
    may_be = _MAY_BE_TITLE | {"title"}
    at = next((i for i, label in enumerate(labels) if i and label in may_be), None)
    if at is None or not is_organisation(_printed(parts[0], tokens).rstrip(".,")):
        return parts
    named = [_relabelled(parts[0], "author"), *parts[1:]]
    named[at] = _relabelled(parts[at], "title")
    return named


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
    del tokens
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


def _with_kind_of_work(parts: list[Part], tokens: Sequence[Token]) -> list[Part]:
    """What kind of work it is, and no more: "NICE guideline NG193", "[Unpublished thesis]"."""
    return [
        _relabelled(part, "genre")
        if (part.label == "publisher" and _GUIDELINE.search(_printed(part, tokens)))
        or (part.label == "note" and _KIND.search(_printed(part, tokens)[:_LONGEST_KIND]))
        else part
        for part in parts
    ]


def _relabelled(part: Part, label: str) -> Part:
    return replace(part, label=label, own_label=label)


_RULES: tuple[Rule, ...] = (
    _with_closed_brackets,
    _with_group_author,
    _with_preprint_server,
    _with_organisation_first,
    _with_title_ended,
    _with_title,
    _without_volume_title,
    _with_kind_of_work,
)
