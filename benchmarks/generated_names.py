"""The authors of generated references: as they are, and as a .bib file spells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.latex_spelling import Habit, spell
from benchmarks.vocabulary import ORGANISATIONS, PEOPLE, SUFFIXES


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One author; literal: the whole name of an organisation, then all other parts are empty."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    def truth(self) -> Mapping[str, str]:
        """The parts that are not empty."""
        parts = {
            "family": self.family,
            "given": self.given,
            "particle": self.particle,
            "suffix": self.suffix,
            "literal": self.literal,
        }
        return {part: text for part, text in parts.items() if text}


def make_names(random: Random) -> tuple[Name, ...]:
    """One to nine different authors, now and then an organisation, alone or among them."""
    if random.random() < 0.02:
        return (Name(literal=random.choice(ORGANISATIONS)),)
    number = random.choices(range(1, 10), weights=(6, 10, 14, 16, 14, 12, 10, 8, 6))[0]
    names = [_make_person(random) for _ in range(number)]
    if random.random() < 0.03:
        names.append(Name(literal=random.choice(ORGANISATIONS)))
    return tuple(dict.fromkeys(names))


def spell_names(names: tuple[Name, ...], habit: Habit, random: Random, *, others: bool) -> str:
    """The names as an `author` field holds them; others: with "and others" at the end."""
    inverted = random.random() < 0.75
    spelled = [_spell_name(name, habit, random, inverted=inverted) for name in names]
    if others:
        spelled.append("others")
    return random.choice((" and ", " and ", "\n    and ", " and\n            ")).join(spelled)


def _make_person(random: Random) -> Name:
    people = random.choice(PEOPLE)
    given = random.choice(people.given)
    shape = random.random()
    if shape < 0.25:
        given = f"{given} {random.choice('ABCDEFGHJKLMPRSTVW')}."
    elif shape < 0.45:
        given = f"{given[0]}. {random.choice('ABCDEFGHJKLMPRSTVW')}."
    particle = suffix = ""
    if people.particles and random.random() < 0.3:
        particle = random.choice(people.particles)
    family = random.choice(people.family)
    if random.random() < 0.03:
        family = f"{family} {random.choice(people.family)}"
    if not particle and random.random() < 0.02:
        suffix = random.choice(SUFFIXES)
    return Name(family=family, given=given, particle=particle, suffix=suffix)


def _spell_name(name: Name, habit: Habit, random: Random, *, inverted: bool) -> str:
    if name.literal:
        return f"{{{spell(name.literal, habit, random)}}}"
    inverted = inverted or bool(name.suffix) or " " in name.family
    tie = "~" if random.random() < 0.1 else " "
    given = tie.join(spell(g, habit, random, spaced=inverted) for g in name.given.split(" "))
    family = spell(name.family, habit, random, spaced=inverted)
    last = f"{name.particle} {family}" if name.particle else family
    if not inverted:
        return f"{given} {last}"
    if " " in name.family and random.random() < 0.4:
        last = f"{name.particle} {{{family}}}".strip()
    return ", ".join(part for part in (last, name.suffix, given) if part)
