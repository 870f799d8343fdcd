"""The words of a reference that tell its study design, found by the cues that ship as data."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from needle_evidence.language.data_table import data_table
from needle_evidence.model.reference import Reference

# Fields that hold the kind of publication in exports of databases and reference managers.
_TYPE_FIELDS = (
    "publicationtype", "publication-type", "publication_type", "publicationtypes", "pubtype",
    "documenttype", "document-type", "document_type", "type", "entrysubtype", "nbib-pt", "wos-dt",
)  # fmt: skip
_KEYWORD_FIELDS = (
    "keywords",
    "author_keywords",
    "author-keywords",
    "keywords-plus",
    "mesh",
    "nbib-mh",
)
# How far from its words a cue looks for the people allocated, and how often it looks.
_NEAR = 300
_MOST_LOOKS = 20
_SENTENCE_END = re.compile(r"[.;!?](?: |$)")
# Design words stand early; what is longer than any real field is not read further.
_LONGEST = {"title": 2_000, "type": 1_000, "keywords": 5_000, "abstract": 20_000}
# One character for one, so that a place in the folded text is a place in the field.
_FOLDED = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’ʼ`´", "'"),
    **dict.fromkeys("\t\n\r\f\v\u00a0\u2002\u2003\u2009\u202f", " "),
    "İ": "I",
}
_STRANGE = frozenset(_FOLDED)


SYSTEMATIC_DESIGNS = frozenset(
    {"systematic_review_rct", "systematic_review_cohort", "systematic_review_other"}
)
REVIEW_DESIGNS = SYSTEMATIC_DESIGNS | {"meta_analysis"}


class CueRole(enum.Enum):
    """What a cue's words do for its design.

    SHOWS: they say that the work is of it. ALLOCATES: so, where what is allocated is people.
    HIDES: words inside them do not count for it ("not randomized"). NARROWS: they tell the kind
    where another cue showed the family. DERIVED: the work uses data of such a study again.
    PEOPLE and THINGS are no cues: they name what can be allocated.
    """

    SHOWS = "shows"
    ALLOCATES = "allocates"
    HIDES = "hides"
    NARROWS = "narrows"
    DERIVED = "derived"
    PEOPLE = "people"
    THINGS = "things"


class Confidence(enum.Enum):
    """How plainly words tell a design."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high, 2 for moderate, 1 for low."""
        return {"high": 3, "moderate": 2, "low": 1}[self.value]


@dataclass(frozen=True, kw_only=True, slots=True)
class DesignCue:
    """One row of design_cues.csv.

    designs: codes of DESIGN_LABELS. stems: at least one of them stands in every text that the
    pattern matches; looked for first, because that is fast. pattern: for folded text.
    """

    designs: tuple[str, ...]
    role: CueRole
    fields: frozenset[str]
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    confidence: Confidence


@dataclass(frozen=True, kw_only=True, slots=True)
class DesignWords:
    """Words found: field is title, type, keywords or abstract; words as they stand there."""

    design: str
    role: CueRole
    field: str
    words: str
    confidence: Confidence


@cache
def design_cues() -> tuple[DesignCue, ...]:
    """All cues, in the table's order. A pattern that is wrong raises re.error: a fault of ours."""
    return tuple(
        DesignCue(
            designs=tuple(row["design"].split()),
            role=CueRole(row["role"]),
            fields=frozenset(row["fields"].split()),
            stems=tuple(row["stem"].split("|")),
            pattern=re.compile(row["pattern"]),
            confidence=Confidence(row["confidence"]),
        )
        for row in data_table("design_cues")
    )


def design_texts(reference: Reference) -> Mapping[str, str]:
    """The texts that can tell a design, by field; an entry type stands in `type` as `@review`."""
    title = ": ".join(filter(None, (reference.title, reference.text("subtitle"))))
    kinds = [value for name in _TYPE_FIELDS if (value := reference.text(name))]
    keywords = [value for name in _KEYWORD_FIELDS if (value := reference.text(name))]
    return {
        "title": title[: _LONGEST["title"]],
        "type": "; ".join([*kinds, f"@{reference.entry_type}"])[: _LONGEST["type"]],
        "keywords": "; ".join(keywords)[: _LONGEST["keywords"]],
        "abstract": reference.text("abstract")[: _LONGEST["abstract"]],
    }


def fold_design_text(text: str) -> str:
    """Lower case, plain dashes, quotes and spaces, `randomiz` for `randomis`; same length."""
    plain = text
    # Plain text, which is most of it, is spared the look at every character.
    if not (text.isascii() and text.isprintable()):
        for strange in _STRANGE.intersection(text):
            plain = plain.replace(strange, _FOLDED[strange])
    low = plain.lower()
    if len(low) != len(plain):
        low = "".join(lower if len(lower := c.lower()) == 1 else c for c in plain)
    return low.replace("randomis", "randomiz")


def names_people(folded: str) -> bool:
    """Whether a folded text names people whom a trial could allocate."""
    return any(match["people"] for match in _units().finditer(folded))


def find_design_words(texts: Mapping[str, str]) -> tuple[DesignWords, ...]:
    """The first words of each cue that count, field by field, in the table's order.

    Cues that narrow or derive are asked only where words show what they are about. texts: as
    `design_texts` gives them. What an abstract or a keyword says is never more than moderate.
    Never raises.
    """
    folded = {field: fold_design_text(text) for field, text in texts.items() if text}
    shown = [
        found
        for field in folded
        for found in _find_in_field(texts[field], folded, _cues_of_field()[field])
    ]
    designs = frozenset(found.design for found in shown)
    shown += [
        found
        for about, cues in _cues_about().items()
        if not about.isdisjoint(designs)
        for field in folded
        if field in cues
        for found in _find_in_field(texts[field], folded, cues[field])
    ]
    return tuple(shown)


@dataclass(frozen=True, kw_only=True, slots=True)
class _FieldCues:
    """Cues of one field. stems: the places in `telling` of the cues that ask for each.

    hides: by the design whose words they hide.
    """

    field: str
    stems: Mapping[str, frozenset[int]]
    telling: tuple[DesignCue, ...]
    hides: Mapping[str, tuple[DesignCue, ...]]


@cache
def _cues_of_field() -> Mapping[str, _FieldCues]:
    shows = [cue for cue in design_cues() if cue.role in {CueRole.SHOWS, CueRole.ALLOCATES}]
    return {field: _field_cues(field, shows) for field in _LONGEST}


@cache
def _cues_about() -> Mapping[frozenset[str], Mapping[str, _FieldCues]]:
    """The cues that narrow or derive, by the designs that must be shown first."""
    by_designs: defaultdict[frozenset[str], list[DesignCue]] = defaultdict(list)
    for cue in design_cues():
        if cue.role is CueRole.DERIVED:
            by_designs[frozenset({"rct"})].append(cue)
        elif cue.role is CueRole.NARROWS:
            own = frozenset(cue.designs)
            by_designs[REVIEW_DESIGNS if own <= REVIEW_DESIGNS else own].append(cue)
    return {
        designs: {field: _field_cues(field, cues) for field in _LONGEST}
        for designs, cues in by_designs.items()
    }


def _field_cues(field: str, cues: Iterable[DesignCue]) -> _FieldCues:
    telling = tuple(cue for cue in cues if field in cue.fields)
    stems: defaultdict[str, set[int]] = defaultdict(set)
    for place, cue in enumerate(telling):
        for stem in cue.stems:
            stems[stem].add(place)
    hides: defaultdict[str, list[DesignCue]] = defaultdict(list)
    for cue in design_cues():
        if cue.role is CueRole.HIDES and field in cue.fields:
            for design in cue.designs:
                hides[design].append(cue)
    return _FieldCues(
        field=field,
        stems={stem: frozenset(places) for stem, places in stems.items()},
        telling=telling,
        hides={design: tuple(found) for design, found in hides.items()},
    )


def _find_in_field(
    text: str, folded_texts: Mapping[str, str], cues: _FieldCues
) -> Iterator[DesignWords]:
    # Looking for a few plain words first spares most texts most of the patterns.
    folded = folded_texts[cues.field]
    asked = set[int]().union(*(where for stem, where in cues.stems.items() if stem in folded))
    capped = cues.field in {"abstract", "keywords"}
    hidden: dict[str, list[tuple[int, int]]] = {}
    for cue in (cues.telling[place] for place in sorted(asked)):
        first = cue.pattern.search(folded)
        if first is None:
            continue
        confidence = cue.confidence
        if capped and confidence is Confidence.HIGH:
            confidence = Confidence.MODERATE
        for design in cue.designs:
            if design not in hidden:
                hidden[design] = _hidden_spans(folded, cues.hides.get(design, ()))
            spans = hidden[design] if cue.role is not CueRole.DERIVED else ()
            place = _first_counting(first, folded, spans)
            if cue.role is CueRole.ALLOCATES:
                place = _first_of_people(cue, place, folded, spans, folded_texts.get("title", ""))
            if place is not None:
                yield DesignWords(
                    design=design,
                    role=CueRole.SHOWS if cue.role is CueRole.ALLOCATES else cue.role,
                    field=cues.field,
                    words=text[place[0] : place[1]],
                    confidence=confidence,
                )


def _hidden_spans(folded: str, cues: Iterable[DesignCue]) -> list[tuple[int, int]]:
    return [
        match.span()
        for cue in cues
        if any(stem in folded for stem in cue.stems)
        for match in cue.pattern.finditer(folded)
    ]


def _first_counting(
    match: re.Match[str] | None, folded: str, hidden: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The span of this match or, where hidden words touch it, of the next that none touch."""
    while match is not None:
        start, end = match.span()
        touching = [last for first, last in hidden if first < end and start < last]
        if not touching:
            return start, end
        match = match.re.search(folded, max(start + 1, min(touching)))
    return None


def _first_of_people(
    cue: DesignCue,
    place: tuple[int, int] | None,
    folded: str,
    hidden: Sequence[tuple[int, int]],
    title: str,
) -> tuple[int, int] | None:
    """This place or the next one where what was allocated is people; else None."""
    for _ in range(_MOST_LOOKS):
        if place is None or _allocates_people(folded, *place, title):
            return place
        place = _first_counting(cue.pattern.search(folded, place[1]), folded, hidden)
    return None


def _allocates_people(folded: str, start: int, end: int, title: str) -> bool:
    """Whether the words at this place speak of people who are allocated.

    What stands before them in the sentence decides, the nearest clause first; then what stands
    in them; then people named after them; then, if the sentence names nothing that is allocated,
    people named near it or in the title.
    """
    earlier = folded[max(0, start - _NEAR) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(earlier)]
    before = earlier[ends[-1] if ends else 0 :]
    later = folded[end : end + _NEAR]
    stop = _SENTENCE_END.search(later)
    after = later[: stop.start() if stop else len(later)]
    for part in (*reversed(before.split(", ")), folded[start:end]):
        unit = _units().search(part)
        if unit is not None:
            return unit["people"] is not None
    if names_people(after):
        return True
    return not _units().search(after) and names_people(f"{earlier} {later} {title}")


@cache
def _units() -> re.Pattern[str]:
    """People and things that can be allocated, as the groups `people` and `things`."""
    roles = (CueRole.PEOPLE, CueRole.THINGS)
    patterns = {
        role: "|".join(cue.pattern.pattern for cue in design_cues() if cue.role is role)
        for role in roles
    }
    return re.compile("|".join(f"(?P<{role.value}>{patterns[role]})" for role in reversed(roles)))
