"""Names of people as tagged formats print them ("Family, Given, Suffix") ↔ the model's names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from needle_evidence.formats.tagged_reference.cell_values import plain
from needle_evidence.model.reference import PersonName

_SUFFIX = re.compile(r"(?i:jr|sr|jnr|snr)\.?|(?:1st|2nd|3rd|[4-9]th)\.?|I{2,3}|IV")
_INITIALS = re.compile(r"[^\W\d_a-z](?:[.\-‐'’ ]{0,2}[^\W\d_a-z]){0,4}\.?")
_OTHERS = re.compile(r"(?i)\(?(?:and |& )?(?:others|et\.? ?al\.?)\)?|\.{3}|…")
# More parts between commas than a name has.
_MOST_PARTS = 3


def read_names(values: Iterable[str]) -> tuple[tuple[PersonName, ...], bool]:
    """The names of these values, and whether one of them says that there are more.

    A value is one name, or several with `;` between them, or a list as "Liu R, Adler D.G."
    "Family, Given" in up to three parts is a person's; so is "Family I.I." without a comma.
    Any other name without a comma, or with only a last one, is taken for that of a body.
    """
    names: list[PersonName] = []
    truncated = False
    for text in _single_names(values):
        if _OTHERS.fullmatch(text):
            truncated = True
        else:
            names.append(read_name(text))
    return tuple(name for name in names if name.display), truncated


def read_name(text: str) -> PersonName:
    """One name; see `read_names`."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and not any(parts[1:]):
        return PersonName(literal=parts[0])
    parts = [parts[0], *filter(None, parts[1:])]
    if len(parts) == 1:
        return _without_comma(parts[0])
    if not parts[0]:
        return PersonName(literal=" ".join(parts[1:]))
    suffix = ""
    given = parts[1:]
    if len(given) > 1:
        place = next((i for i, part in enumerate(given) if _SUFFIX.fullmatch(part)), None)
        if place is not None:
            suffix = given.pop(place)
        elif len(given) == _MOST_PARTS - 1 and not _INITIALS.fullmatch(given[1]):
            suffix = given.pop()
    return _person(parts[0], ", ".join(given), suffix)


def is_list_of_more(text: str) -> bool:
    """Whether a value holds more commas than a name does, and so is none that can be read."""
    return text.count(",") > _MOST_PARTS and ";" not in text and not _pairs(text)


def written_name(name: PersonName) -> str:
    """A name as RIS and EndNote take it; a body's ends in a comma, as EndNote asks."""
    if name.literal:
        literal = plain(name.literal)
        return literal if _is_plain_literal(literal) else f"{literal},"
    family = " ".join(filter(None, (plain(name.particle), plain(name.family))))
    if not plain(name.given) and not plain(name.suffix):
        return f"{family},"
    return ", ".join(filter(None, (family, plain(name.given), plain(name.suffix))))


def medline_short_name(name: PersonName) -> str:
    """A name as MEDLINE's AU has it: "Smith JA Jr"; a body's whole."""
    if name.literal:
        return plain(name.literal)
    letters = "".join(word[0] for word in re.split(r"[\s\-‐.]+", plain(name.given)) if word)
    family = " ".join(filter(None, (plain(name.particle), plain(name.family))))
    return " ".join(filter(None, (family, letters.upper(), plain(name.suffix).rstrip("."))))


def split_suffix(given: str) -> tuple[str, str]:
    """Given names and the suffix behind them ("Robert A Jr", as MEDLINE has it)."""
    head, space, last = given.rpartition(" ")
    if space and _SUFFIX.fullmatch(last):
        return head.rstrip(), last
    return given, ""


def _single_names(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        for piece in value.split(";"):
            text = " ".join(piece.split())
            if text:
                yield from _pairs(text) or (text,)


def _pairs(text: str) -> list[str]:
    """The names of "Liu, R., Adler, D.G." or "Liu R, Adler DG", else an empty list."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and all(_family_and_initials(part) for part in parts):
        return parts
    if len(parts) > _MOST_PARTS and len(parts) % 2 == 0:
        initials = parts[1::2]
        if all(map(_INITIALS.fullmatch, initials)) and not any(
            map(_INITIALS.fullmatch, parts[::2])
        ):
            return [f"{a}, {b}" for a, b in zip(parts[::2], initials, strict=True)]
    return []


def _family_and_initials(text: str) -> tuple[str, str] | None:
    """The two parts of "Adler D.G.", None where it is none."""
    head, space, last = text.rpartition(" ")
    if not space or not _INITIALS.fullmatch(last) or head.isupper():
        return None
    letters = sum(map(str.isalpha, last))
    family = head.strip()
    if letters > 4 or len(family.split()) > 4 or not any(map(str.islower, family)):
        return None
    return family, last


def _without_comma(text: str) -> PersonName:
    found = _family_and_initials(text)
    if found is None:
        return PersonName(literal=text)
    return _person(found[0], found[1], "")


def _person(family: str, given: str, suffix: str) -> PersonName:
    """A person; small words at the head of the family name are its particle (as in BibTeX)."""
    words = family.split()
    end = max((i + 1 for i, word in enumerate(words[:-1]) if word[:1].islower()), default=0)
    return PersonName(
        family=" ".join(words[end:]), given=given, particle=" ".join(words[:end]), suffix=suffix
    )


def _is_plain_literal(text: str) -> bool:
    """Whether a body's name is read as one without a comma at its end."""
    return ";" not in text and "," not in text and read_name(text) == PersonName(literal=text)
