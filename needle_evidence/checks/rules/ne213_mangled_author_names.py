"""NE213: author or editor names that look damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import PersonName, Reference

_SHOWN = 5
_LONGEST_NAME = 80
_HTML_CODE = re.compile(r"(?i)\\?&(?:[a-z]{2,8}|\\?#\d{2,6}|\\?#x[0-9a-f]{2,5});")
# In every name, corporate ones included.
_DAMAGE = (
    (re.compile(r"(?i)\bet\.?\s?al\b"), "“et al” is no name: write `and others`"),
    (re.compile(r"…|\.\s?\.\s?\."), "an ellipsis stands for names that are not given"),
    (_HTML_CODE, "an HTML code is left in it"),
    (
        re.compile("\ufffd|[ÃÂ][\u0080-\u00bf]|â€|Ã\\s|[Å][\u0080-\u009f]"),
        "letters were damaged by a wrong encoding",
    ),
    (re.compile(r"(?i)https?:|www\.|\w@\w"), "an address is left in it"),
    (
        re.compile(r"(?i)full\s*text|\babstract\b|\bpdf\b|available\s+(?:at|from|online)"),
        "other text is left in it",
    ),
)
# In the names of persons.
_DAMAGE_OF_PERSONS = (
    (re.compile(r"\?"), "a question mark stands for a letter"),
    (re.compile(r"&"), "`&` does not separate names: write `and`"),
    (re.compile(r"\d"), "a number is left in it"),
)
# One look at a whole list: without any of these signs no name of it is damaged.
_DOUBTFUL = re.compile(
    r"(?i)[…&?@\d\ufffdÃÂÅâ]|\.\s?\.|\bet\b|https?:|www\.|full\s*text|abstract|pdf|available"
)
_COMMAS = "commas do not separate names: write `and`, or braces around an organisation's name"
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s-]*)+")
_BARE_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ]{1,3}")


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        for field, people in (("author", reference.authors), ("editor", reference.editors)):
            if not people or field in reference.inherited:
                continue
            faults = _faults(people, reference.raw_fields.get(field, ""))
            if faults:
                yield _problem(reference, field, faults)


def _faults(people: Sequence[PersonName], raw: str) -> list[tuple[str, str]]:
    """(name, what is wrong with it) for each suspicious name of a list."""
    listed = _list_fault(people, raw)
    if listed:
        return [listed]
    persons = [name for name in people if not name.literal]
    doubtful = _DOUBTFUL.search(" ".join(name.display for name in people))
    with_given = sum(bool(name.given) for name in persons)
    faults: list[tuple[str, str]] = []
    for name in people:
        fault = _damage(name) if doubtful else ""
        if not fault and not name.literal:
            fault = _odd_parts(name, alone=with_given == 0)
        if fault:
            faults.append((name.display, fault))
    return faults


def _list_fault(people: Sequence[PersonName], raw: str) -> tuple[str, str] | None:
    """A fault of the list as a whole: names that are not separated, or turned round."""
    for part in re.split(r"(?i)\s+and\s+", raw):
        # BibLaTeX's `family=Hall, given=Mark, …` has commas of its own.
        commas = 0 if "=" in part else _outside_braces(part, ",")
        if commas > 2 or (commas == 2 and len(part) > _LONGEST_NAME):
            return part, _COMMAS
        if _outside_braces(_HTML_CODE.sub("", part), ";"):
            return part, "`;` does not separate names: write `and`"
    turned = [
        name
        for name in people
        if not name.literal
        and _BARE_INITIALS.fullmatch(name.family)
        and re.search(r"[^\W\d_]{2}", name.given)
        and not name.given.isupper()
    ]
    if turned and "," not in raw and len(turned) == sum(not name.literal for name in people):
        return turned[0].display, "initials stand last: write `Family, Initials`"
    return None


def _outside_braces(text: str, sign: str) -> int:
    """How often a sign stands outside braces and not behind a backslash."""
    if "{" not in text and "\\" not in text:
        return text.count(sign)
    depth = count = 0
    for position, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        escaped = position > 0 and text[position - 1] == "\\"
        count += character == sign and depth <= 0 and not escaped
    return count


def _damage(name: PersonName) -> str:
    # A suffix may well be a number.
    suffix = "" if name.suffix[:1].isdigit() else name.suffix
    text = name.literal or " ".join((name.given, name.particle, name.family, suffix))
    patterns = _DAMAGE if name.literal else _DAMAGE + _DAMAGE_OF_PERSONS
    return next((fault for pattern, fault in patterns if pattern.search(text)), "")


def _odd_parts(name: PersonName, *, alone: bool) -> str:
    if _INITIALS.fullmatch(name.family):
        return "the family name is only initials"
    if not name.given and not alone:
        return "the given name is missing, or an organisation's name needs braces around it"
    return ""


def _problem(reference: Reference, field: str, faults: Sequence[tuple[str, str]]) -> Problem:
    shown = "; ".join(f"“{one_line(name, 60)}” ({fault})" for name, fault in faults[:_SHOWN])
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return Problem(
        message=(
            f"The {field} names of {one_line(reference.key, 80)} look damaged: {shown}{more}."
        ),
        location=reference.place(field),
        subject=reference.key,
        raw=reference.raw_fields.get(field, ""),
    )


CHECK = Check(
    code="NE213",
    name="mangled-author-names",
    severity=Severity.WARNING,
    summary="Names in an author or editor list look damaged or incomplete.",
    why="People are credited under wrong names, and searching for the work by author fails.",
    bad="author = {Hall, M. and Mackie, A. and … and Ribeiro, D. et al.}",
    good="author = {Hall, M. and Mackie, A. and Ribeiro, D. and others}",
    way_out=(
        "We do not mend names: look the list up in the work itself or its registry record, and "
        "write it as `Family, Given and Family, Given`."
    ),
    look=_look,
)
