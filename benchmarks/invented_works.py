"""Invented works: people, titles, journals and books, from which references are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.printed_journals import JOURNALS
from benchmarks.vocabulary import (
    COMPARATORS,
    CONDITIONS,
    DESIGNS,
    INTERVENTIONS,
    OUTCOMES,
    POPULATIONS,
)
from needle_evidence.formats.bibtex_text.field_values import MONTH_MACROS
from needle_evidence.formats.printed_reference.word_tables import table_words

_MONTHS = tuple(MONTH_MACROS.values())
ORGANISATIONS = (
    "World Health Organization",
    "National Institute for Health and Care Excellence",
    "American Physical Therapy Association",
    "Centers for Disease Control and Prevention",
    "Royal College of Physicians",
    "European Medicines Agency",
    "Australian Institute of Health and Welfare",
    "Scottish Intercollegiate Guidelines Network",
    "Department of Health",
    "National Health Service",
    "Cochrane Back and Neck Group",
    "International Association for the Study of Pain",
    "Bundesärztekammer",
    "Haute Autorité de Santé",
    "Health Canada",
    "NICE",
    "WHO",
)
_PUBLISHERS = (
    ("Churchill Livingstone", "Edinburgh"),
    ("Elsevier", "Amsterdam"),
    ("Lippincott Williams & Wilkins", "Philadelphia"),
    ("Wolters Kluwer", "Philadelphia, PA"),
    ("Springer", "Cham"),
    ("Oxford University Press", "Oxford"),
    ("Human Kinetics", "Champaign, IL"),
    ("Thieme", "Stuttgart"),
    ("Wiley-Blackwell", "Chichester"),
    ("McGraw-Hill", "New York"),
    ("F.A. Davis", "Philadelphia"),
    ("Cambridge University Press", "Cambridge"),
    ("Mosby", "St Louis"),
    ("CRC Press", "Boca Raton, FL"),
    ("Handspring Publishing", "Edinburgh, UK"),
    ("Williams & Wilkins", "Baltimore (MD)"),
    ("Arthritis Society", "Mount Hope (MI)"),
    ("National Academies Press", "Washington (DC)"),
)
_BOOKS = (
    "Handbook of {condition}",
    "Textbook of pain",
    "{intervention} in clinical practice",
    "The management of {condition}",
    "Rehabilitation of {population}",
    "{condition}: assessment and treatment",
    "Principles and practice of {intervention}",
    "Advances in {intervention}",
)
_TITLES = (
    "{intervention} for {condition} in {population}: {design}",
    "Effects of {intervention} versus {comparator} on {outcome} in {population} with {condition}",
    "Does {intervention} improve {outcome} in {condition}? {design}",
    "{outcome} after {intervention} in {population} with {condition}",
    "{condition}",
    "The use of {intervention} in {condition}. Part {number}: {outcome}",
    "{intervention} and {outcome}: results of {design} in {number} {population}",
    "“{intervention}” or {comparator}? A comment",
    "Re: {intervention} for {condition}",
    "{condition} in {year}: an update",
    "Physiotherapists' views of {intervention}: a qualitative study",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedWork:
    """An invented work."""

    random: Random
    people: Sequence[tuple[str, str]]
    editors: Sequence[tuple[str, str]]
    organisation: str
    title: str
    journal: str
    abbreviation: str
    book: str
    year: int
    month: str
    day: int
    volume: str
    issue: str
    first: int
    last: int
    publisher: str
    place: str

    @property
    def pages(self) -> str:
        """Whole, shortened, one page or an article's number."""
        kind = self.random.random()
        dash = self.random.choice(("-", "–", "-", "—"))
        last = str(self.last)
        if kind < 0.3 and len(last) == len(str(self.first)):
            same = next(
                (i for i, (a, b) in enumerate(zip(str(self.first), last, strict=True)) if a != b), 0
            )
            last = last[same:]
        if kind > 0.93:
            return f"e{self.first}"
        if kind > 0.88:
            return str(self.first)
        if kind > 0.84:
            return f"S{self.first}{dash}S{self.last}"
        return f"{self.first}{dash}{last}"

    @property
    def volume_issue(self) -> str:
        """Such as "44(8)", "44 Suppl 2", "44"."""
        kind = self.random.random()
        if kind < 0.1 or not self.issue:
            return self.volume
        if kind < 0.17:
            return f"{self.volume}(Suppl {self.issue})"
        if kind < 0.22:
            return f"{self.volume} Suppl {self.issue}"
        if kind < 0.26:
            return f"{self.volume}({self.issue} Suppl 1)"
        return f"{self.volume}({self.issue})"


def invent_work(random: Random, titles: Sequence[str]) -> InventedWork:
    """One work; every second title is one of `titles`, where there are any."""
    words = {
        "condition": random.choice(CONDITIONS),
        "intervention": random.choice(INTERVENTIONS),
        "comparator": random.choice(COMPARATORS),
        "outcome": random.choice(OUTCOMES),
        "population": random.choice(POPULATIONS),
        "design": random.choice(DESIGNS)[0],
        "number": random.randint(1, 300),
        "year": random.randint(1990, 2025),
    }
    invented = random.choice(_TITLES).format_map(words)
    title = random.choice(titles) if titles and random.random() < 0.5 else invented
    journal, abbreviation = random.choice(JOURNALS)
    first = random.choice((random.randint(1, 99), random.randint(100, 1999)))
    publisher, place = random.choice(_PUBLISHERS)
    return InventedWork(
        random=random,
        people=[_person(random) for _ in range(random.choice((1, 1, 2, 2, 3, 3, 4, 6, 7)))],
        editors=[_person(random) for _ in range(random.choice((1, 2, 2, 3)))],
        organisation=random.choice(ORGANISATIONS) if random.random() < 0.1 else "",
        title=title[0].upper() + title[1:],
        journal=journal,
        abbreviation=abbreviation,
        book=_capital(random.choice(_BOOKS).format_map(words)),
        year=random.randint(1985, 2025),
        month=random.choice(_MONTHS),
        day=random.randint(1, 28),
        volume=str(random.randint(1, 140)),
        issue=str(random.randint(1, 12)) if random.random() < 0.85 else "",
        first=first,
        last=first + random.randint(1, 20),
        publisher=publisher,
        place=place,
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _person(random: Random) -> tuple[str, str]:
    """(given names, family name)."""
    family = random.choice(table_words("family_names")).title()
    kind = random.random()
    if kind < 0.06:
        family = random.choice(("van ", "de ", "von ", "van der ", "De ", "Van ", "da ")) + family
    elif kind < 0.14:
        family += "-" + random.choice(table_words("family_names")).title()
    elif kind < 0.17:
        family = random.choice(("O'", "Mc", "D'")) + family
    given = [random.choice(table_words("given_names")).title()]
    if random.random() < 0.5:
        given.append(random.choice(table_words("given_names")).title())
    return " ".join(given), family
