"""The sentences that a certainty licenses: GRADE's informative statements, and their limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from needle_evidence.language.data_table import data_table
from needle_evidence.model.certainty import Certainty

_DIRECTIONS = frozenset({"reduces", "increases"})
_SIZES = frozenset({"large", "moderate", "small"})
_LONGEST_PART = 300  # characters of one name
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_ENDINGS = " .,;:!?…"
_TIME_TEXT = """
    at after within during for over up immediately in by between from to until before on
    """
_TIME_WORDS = frozenset(_TIME_TEXT.split())
_POINT_TEXT = "end follow-up the discharge baseline last final day week month year"
_POINTS = frozenset(_POINT_TEXT.split())
_COMPARED = re.compile(r"^(?:compared (?:with|to)|versus|vs\.?|than)\s+", re.IGNORECASE)
_SINGULAR_ENDS = ("ss", "us", "is", "ics")
# What each domain means to a reader, where the person who judged gave no words of their own.
_GLOSSES = {
    "risk_of_bias": "the studies have weaknesses in how they were done",
    "inconsistency": "the studies disagree with each other",
    "indirectness": "the studies differ from what is asked here",
    "imprecision": "the studies are few or small",
    "publication_bias": "some results may never have been published",
}


def licensed_sentence(
    *,
    intervention: str,
    outcome: str,
    certainty: Certainty,
    direction: str,
    effect_size: str,
    population: str = "",
    comparator: str = "",
    timepoint: str = "",
    plain: bool = False,
) -> str:
    """The sentence that this certainty licenses, with the names that are recorded.

    direction: "reduces", "increases", "none" or "". effect_size: "large", "moderate",
    "small", "trivial" or "". A trivial effect or direction "none" is "little to no
    difference"; at very low certainty one form stands for all sizes. "" (no sentence is
    licensed) without intervention or outcome, and, above very low, where direction or effect
    size is not recorded. plain: the form for lay readers. Sources: Santesso 2020 (PMID
    31711912); Cochrane plain language template 2022.
    """
    names = {"intervention": _name(intervention), "outcome": _name(outcome)}
    cell = _cell(certainty, direction, effect_size)
    if cell is None or not all(names.values()):
        return ""
    singular, plural = _statements()["plain" if plain else "clinician", certainty.value, *cell]
    statement = plural if _is_plural(names["intervention"]) else singular
    parts = [part for part in re.split(r"\{(\w+)\}", statement) if part]
    sentence = _joined(*(names.get(part, part) for part in parts))
    sentence = _joined(sentence, _time(timepoint), _people(population))
    compared = _COMPARED.sub("", _name(comparator))
    return _sentence(f"{sentence}, compared with {compared}" if compared else sentence)


def limits_sentence(certainty: Certainty, reasons: Mapping[str, str] | None = None) -> str:
    """The sentence on the limits of the evidence that must stand beside "may"; "" from moderate up.

    reasons: GRADE domain → the reason given ("" for a general one). FTC Health Products
    Compliance Guidance 2022: "may" alone does not cure a lack of evidence.
    """
    if certainty.points > Certainty.LOW.points:
        return ""
    given = [
        _name(reason) or _GLOSSES.get(domain, "") for domain, reason in (reasons or {}).items()
    ]
    why = "; ".join(dict.fromkeys(reason for reason in given if reason))
    limited = "limited" if certainty is Certainty.LOW else "very limited"
    general = "the studies are few or small, or have weaknesses"
    return _sentence(f"The evidence is {limited}: {why or general}")


def no_study_sentence(*, intervention: str, condition: str) -> str:
    """What may be printed where no cited study tested the intervention; "" without names."""
    names = _name(intervention), _name(condition)
    if not all(names):
        return ""
    return _sentence(f"None of the studies cited here tested {names[0]} for {names[1]}")


@cache
def _statements() -> Mapping[tuple[str, ...], tuple[str, str]]:
    return {
        (row["form"], row["certainty"], row["effect_size"], row["direction"]): (
            row["statement"],
            row["plural_statement"],
        )
        for row in data_table("informative_statements")
    }


def _cell(certainty: Certainty, direction: str, effect_size: str) -> tuple[str, str] | None:
    """Effect size and direction of the table's cell; None where none is licensed."""
    if certainty is Certainty.VERY_LOW:
        return "", ""
    if effect_size == "trivial" or direction == "none":
        return "trivial", "none"
    if direction in _DIRECTIONS and effect_size in _SIZES:
        return effect_size, direction
    return None


def _name(text: str) -> str:
    """A name on one line, without the marks that end a sentence."""
    return _SPACE.sub(" ", text[:_LONGEST_PART]).strip().rstrip(_ENDINGS).lstrip(",;: ")


def _joined(*parts: str) -> str:
    """Parts with one space between; a word that ends one and begins the next stands once."""
    words: list[str] = []
    for part in parts:
        more = part.split()
        if words and more and words[-1].casefold() == more[0].casefold():
            more = more[1:]
        words.extend(more)
    return " ".join(words)


def _time(timepoint: str) -> str:
    """Writes "6 weeks" as "at 6 weeks"; "short term", which takes no "at", in brackets."""
    time = _name(timepoint)
    first = time.split(" ")[0].casefold()
    if not time or first in _TIME_WORDS:
        return time
    return f"at {time}" if time[0].isdigit() or first in _POINTS else f"({time})"


def _people(population: str) -> str:
    people = _name(population)
    return people if not people or people.casefold().startswith("in ") else f"in {people}"


def _is_plural(intervention: str) -> bool:
    """Whether "reduce" follows: "exercises", "massage and exercise", but not "acupuncture"."""
    head = re.split(r" (?:of|for|with|in|to|by|from|at|on|plus) ", intervention.casefold())[0]
    if " and " in head:
        return True
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDS)


def _sentence(text: str) -> str:
    text = text.rstrip(_ENDINGS)
    return f"{text[:1].upper()}{text[1:]}."
