"""The names of a CSL-JSON item as persons and groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needle_evidence.model.reference import PersonName

_MOST_NAMES = 20_000
_MORE_AUTHORS = frozenset({"others", "et al.", "et al", "and others"})
# Crossref says so of each name; the order says it as well.
_SAYS_NOTHING = (("sequence", "first"), ("sequence", "additional"))
_READ = frozenset({"family", "given", "non-dropping-particle", "suffix", "literal", "name"})


@dataclass(frozen=True, kw_only=True, slots=True)
class CslNames:
    """Names in their order.

    truncated: the list says that there are more. whole: no part of a name (an ORCID, an
    affiliation, a dropping particle) is left out.
    """

    people: tuple[PersonName, ...] = ()
    truncated: bool = False
    whole: bool = True

    @property
    def in_bibtex(self) -> str:
        """The names as BibTeX writes a list: "Landorf, Karl B. and {World Health Organization}"."""
        return " and ".join(map(_in_bibtex, self.people))


def read_names(value: object) -> CslNames:
    """The names of one role: a list of objects; some programs write texts instead."""
    if isinstance(value, str | Mapping):
        value = [value]
    if not isinstance(value, list):
        return CslNames(whole=value is None)
    people = [_name(entry) for entry in value[:_MOST_NAMES]]
    whole = len(value) <= _MOST_NAMES and all(map(_is_whole, value))
    truncated = bool(people) and people[-1].literal.lower() in _MORE_AUTHORS
    if truncated:
        people.pop()
    return CslNames(
        people=tuple(person for person in people if person.display),
        truncated=truncated,
        whole=whole,
    )


def _is_whole(entry: object) -> bool:
    if isinstance(entry, str):
        return True
    return isinstance(entry, Mapping) and _READ.issuperset(
        name
        for name, value in entry.items()
        if value not in (None, "", [], False) and (name, value) not in _SAYS_NOTHING
    )


def _name(entry: object) -> PersonName:
    if isinstance(entry, str):
        family, comma, given = (" ".join(part.split()) for part in entry.partition(","))
        return PersonName(family=family, given=given) if comma else PersonName(literal=family)
    if not isinstance(entry, Mapping):
        return PersonName()
    parts = {name: _text(value) for name, value in entry.items()}
    family, given = parts.get("family", ""), parts.get("given", "")
    if not family:
        return PersonName(literal=parts.get("literal") or parts.get("name") or given)
    particles = (parts.get("dropping-particle"), parts.get("non-dropping-particle"))
    return PersonName(
        family=family,
        given=given,
        particle=" ".join(particle for particle in particles if particle),
        suffix=parts.get("suffix", ""),
    )


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _in_bibtex(person: PersonName) -> str:
    if person.literal:
        return f"{{{person.literal}}}"
    family = " ".join(part for part in (person.particle, person.family) if part)
    return ", ".join(part for part in (family, person.suffix, person.given) if part)
