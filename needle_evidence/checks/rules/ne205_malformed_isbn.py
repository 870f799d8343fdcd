"""NE205: an ISBN or ISSN with a wrong length or check digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.own_fields import own_fields
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.identifiers import normalise_isbn
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# What stands beside the number: (pbk.), Print, hardcover, ISSN:, "and".
_BESIDE = re.compile(
    r"(?i)\([^()]*[^()\dx -][^()]*\)|\bisbn(?:-?1[03](?=[\s:]))?|\be?issn(?:-l)?\b"
    r"|\b(?:electronic|linking|online|print|e-?book|ebk|hardcover|hardback|hbk|paperback|pbk"
    r"|softcover|cloth|and)\b\.?|:"
)
_HYPHENS = re.compile("[\\s\u00ad\u2010-\u2015\u2212-]")


def _look(library: Library) -> Iterator[Problem]:
    for reference, name, value in own_fields(library, "isbn", "issn"):
        valid = normalise_isbn if name == "isbn" else _issn
        wrong = _wrong_numbers(value, valid)
        if wrong:
            listed = ", ".join(f"“{one_line(number, 40)}”" for number in wrong[:5])
            yield Problem(
                message=f"{listed} is not an {name.upper()}: {_fault(name, wrong[0])}.",
                location=reference.place(name),
                subject=reference.key,
            )


def _wrong_numbers(value: str, valid: Callable[[str], str]) -> list[str]:
    """The numbers of a list that are not valid; spaces separate numbers or groups of one."""
    wrong: list[str] = []
    for part in re.split(r"[,;/|]", _BESIDE.sub(" ", value)):
        part = part.strip(" ().")
        if not part or valid(part):
            continue
        numbers = part.split()
        whole = len(numbers) > 1 and not any(valid(number) for number in numbers)
        wrong.extend([part] if whole else [n for n in numbers if not valid(n)])
    # A field with nothing but words in it ("n/a") holds no number at all.
    return wrong or ([] if re.search(r"\d", value) else [value])


def _issn(text: str) -> str:
    """The ISSN's eight characters, or "" where length or check digit is wrong (ISO 3297)."""
    bare = _HYPHENS.sub("", text).upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", bare):
        return ""
    digits = [10 if character == "X" else int(character) for character in bare]
    return bare if sum(d * (8 - i) for i, d in enumerate(digits)) % 11 == 0 else ""


def _fault(name: str, number: str) -> str:
    bare = _HYPHENS.sub("", number).upper()
    lengths = {"isbn": (10, 13), "issn": (8,)}[name]
    if not re.fullmatch(r"[0-9]+X?", bare):
        return "it holds more than digits"
    if len(bare) not in lengths:
        expected = " or ".join(map(str, lengths))
        return f"it has {len(bare)} digits instead of {expected}"
    if len(bare) == 13 and not bare.startswith(("978", "979")):
        return "it begins with neither 978 nor 979"
    return "its check digit is wrong, so at least one digit is"


CHECK = Check(
    code="NE205",
    name="malformed-isbn",
    severity=Severity.WARNING,
    summary="An ISBN or ISSN has a wrong length or check digit.",
    why="A mistyped number finds no book, or another one.",
    bad="isbn = {978-0-306-40615-8}",
    good="isbn = {978-0-306-40615-7}",
    way_out="Copy the number from the work again.",
    look=_look,
)
