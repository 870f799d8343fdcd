"""Which sentences and list items of an article make a health claim, and what makes them one."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from needle_evidence.language.claim_cue_table import claim_cues, enough, health_topics
from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.cue_words import words_of
from needle_evidence.language.ftc_words import plain_words
from needle_evidence.language.language_guess import looks_english
from needle_evidence.language.wording_strength import Cue, classify_wording

LONGEST_SENTENCE = 2_000  # characters; what follows is not read


class ClaimKind(enum.Enum):
    """What a health claim is about; of several the one that weighs most."""

    BENEFIT = "benefit"
    HARM = "harm"
    MECHANISM = "mechanism"
    COMPARISON = "comparison"
    STATISTIC = "statistic"
    SUPERLATIVE = "superlative"
    STUDIES_SHOW = "studies_show"

    @property
    def label(self) -> str:
        """The words that a person reads."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimSentence:
    """A sentence that makes a health claim. cue: the words that made it one, as written.

    Of a list item that claims by its lead-in alone ("Bleeding"), the cue stands in the lead-in.
    """

    kind: ClaimKind
    cue: str


_NO_STATEMENTS = frozenset({"heading", "reference"})
_ITEMS = frozenset({"list_item", "table_cell"})
_FIRST = ("studies_show", "comparison", "superlative", "statistic")
_REST = ("mechanism", "harm", "benefit")
_EFFECTS = frozenset({"assertive", "absolute"})
_ENGLISH = words_of("the")
_FEWEST_WORDS = 8  # fewer prove no language

_Place = tuple[int, int, str]  # start and end of a cue, and its kind

_EDGES = " \t*•·–—-\"'“”‘’«»()[]>|"
_REFERENCE = re.compile(
    r"\(\d{4}[a-z]?\)[.:] ?\S|\b(?:19|20)\d\d(?: [A-Z][a-z]{2})?(?: \d{1,2})?; ?\d"
    r"|\bdoi\b|\bdoi\.org|\bpmid\b|\bissn\b|\bisbn\b|\b\d{1,4} ?\(\d{1,4}\)[:,] ?[a-z]?\d"
    r"|\b[A-Z][a-z]+: [A-Z][\w &]{2,40}, (?:19|20)\d\d\.?$",
    re.IGNORECASE,
)
# A lead-in may be a paragraph, of which the last sentence leads in.
_SENTENCE_END = re.compile(r"(?<=[a-z)][.!?]) (?=[A-Z])")
_PART = re.compile(r"(?<=[,;:!.—]) | [–—-] ")
# What only leads up to a part that was left out: "For less pain, call us".
_LEADS_UP = re.compile(r"(?:for|if|when|to|so|before|after|with|and)\b")
_BREAK = re.compile(
    r"\b(?:because|since|as it|as they)\b|, which\b|, so (?=there|it |this|the |your)|[;:—]| [–-] "
)
_CAUSES = re.compile(r"(?:cause|lead|result|affect|worsen|induce|trigger|provoke|contribute)s?\b")
_PRONOUN = re.compile(r"^(?:it|this|that|they|these|those)\b")


def claim_made(
    text: str, *, block_kind: str = "paragraph", lead_in: str = "", heading: str = ""
) -> ClaimSentence | None:
    """The claim that a sentence, list item, table cell or caption makes; None where none.

    text: plain, without citation marks; of more than 2,000 characters the first. block_kind: a
    value of `BlockKind`. lead_in, heading: of a list item, the line that leads its list in and
    the nearest heading: "Bleeding" claims under "Side effects include:". Denied effects and
    hedged ones are claims; questions, lead-ins, definitions, instructions, disclaimers and the
    like are none. English only: of other languages None (ask `readable`). Never raises.
    """
    if block_kind in _NO_STATEMENTS:
        return None
    plain = _tidy(text)
    if not _english(plain) or _says_nothing(plain):
        return None
    if block_kind not in _ITEMS:
        return _own_claim(plain, heading)
    above = _tidy(lead_in) or (_tidy(heading) if block_kind == "list_item" else "")
    if _first_cue("list_quiet", _SENTENCE_END.split(above)[-1]):
        return None
    return _own_claim(plain, above) or _claim_of_item(plain, above, led_in=bool(lead_in.strip()))


def readable(text: str) -> bool:
    """Whether a text is in the language that `claim_made` reads: English.

    Meant for a paragraph or a whole article: a text of fewer than eight words passes unless
    foreign words outnumber its English ones. Where it is False, report "not checked".
    """
    plain = _tidy(text)
    words = words_of(plain)
    return looks_english(plain, words) if len(words) >= _FEWEST_WORDS else _english(plain)


def _tidy(text: str) -> str:
    return plain_words(text[:LONGEST_SENTENCE]).strip(_EDGES)


def _english(plain: str) -> bool:
    """Whether no more words are foreign than English ones: cues are English themselves."""
    return looks_english(plain, _ENGLISH + words_of(plain))


def _says_nothing(plain: str) -> bool:
    if plain.endswith((":", "?", "？")) or _REFERENCE.search(plain):
        return True
    return _first_cue("dismiss", plain) is not None


def _first_cue(role: str, text: str) -> re.Match[str] | None:
    low = text.lower()
    return next((found for cue in claim_cues(role) if (found := cue.pattern.search(low))), None)


def _asserted(plain: str) -> str:
    """What is left without questions, masked words and clauses that only instruct or present."""
    plain = _without_parts(plain[plain.rfind("?") + 1 :].strip(_EDGES))
    for cue in claim_cues("mask"):
        plain = _blanked(cue.pattern, plain)
    plain = plain.strip(_EDGES)
    if _first_cue("aside", plain):
        found = _BREAK.search(plain)
        plain = plain[found.end() :].strip(_EDGES) if found else ""
    return plain


def _without_parts(plain: str) -> str:
    """The text without what stands between two commas and tells of contact, prices or history."""
    if not _first_cue("part", plain):
        return plain
    parts = [part for part in _PART.split(plain) if not _first_cue("part", part)]
    return " ".join(part for part in parts if not _LEADS_UP.match(part.lower()))


def _blanked(pattern: re.Pattern[str], plain: str) -> str:
    """The text without the matches of a pattern that is written in lower case."""
    low = _lower(plain)
    parts: list[str] = []
    position = 0
    for match in pattern.finditer(low):
        parts += (plain[position : match.start()], " ")
        position = match.end()
    return "".join((*parts, plain[position:]))


def _lower(text: str) -> str:
    """In lower case, letter for letter: "İ" has two in lower case and is left as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(_lower_letter(letter) for letter in text)


def _lower_letter(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter


def _own_claim(plain: str, context: str) -> ClaimSentence | None:
    """The claim that the words themselves make. context: what stands above them."""
    told = _asserted(plain)
    low = _lower(told)
    topics = health_topics(low)
    for name in _FIRST:
        found = next(_cues_found(name, low, topics), None)
        if found:
            return _claim(name, told[found.start() : found.end()])
    places = [
        (found.start(), found.end(), name)
        for name in _REST
        for found in _cues_found(name, low, topics)
    ]
    if not topics and _PRONOUN.match(low):
        topics = health_topics(_lower(_tidy(context)))
    certain, soothing, hedged = _places_of_wording(told, topics)
    found_there = min([*places, *certain] or soothing or hedged, key=_weight, default=None)
    if found_there is None:
        return None
    start, end, name = found_there
    return _claim(name, told[start:end])


def _weight(place: _Place) -> tuple[int, int, bool]:
    """The first cue counts, of two that begin together the longer, and harm before benefit."""
    start, end, name = place
    return start, -end, name == "benefit"


def _claim(name: str, cue: str) -> ClaimSentence:
    return ClaimSentence(kind=ClaimKind(name), cue=cue.strip())


def _cues_found(kind: str, low: str, topics: frozenset[str]) -> Iterator[re.Match[str]]:
    """The first match of each cue of one kind that has what it needs."""
    for cue in claim_cues("claim"):
        if cue.kind == kind and enough(cue.needs, topics):
            found = cue.pattern.search(low)
            if found:
                yield found


def _places_of_wording(told: str, topics: frozenset[str]) -> tuple[list[_Place], ...]:
    """The cues of `wording_strength`: statements of an effect, of safety, and mere hedges.

    A hedge alone ("may", "can") tells a claim where the text names what may follow.
    """
    certain: list[_Place] = []
    hedged: list[_Place] = []
    if not enough("health", topics):
        return certain, [], hedged
    wording = classify_wording(told)
    soothing = [(cue.start, cue.end, "harm") for cue in wording.reassurance]
    safe = {start for start, _, _ in soothing}
    for cue in wording.cues:
        if cue.kind in _EFFECTS:
            harm = cue.start in safe or _CAUSES.match(cue.entry)
            certain.append((cue.start, cue.end, "harm" if harm else "benefit"))
        elif _hedges(cue) and enough("outcome", topics):
            hedged.append((cue.start, cue.end, "harm" if "outcome" in topics else "mechanism"))
    return certain, soothing, hedged


def _hedges(cue: Cue) -> bool:
    likely = cue.kind in {"possible", "probable"} and cue.strength is not Strength.NONE
    return likely or cue.entry == "can"


def _claim_of_item(plain: str, above: str, *, led_in: bool) -> ClaimSentence | None:
    """The claim that a list item makes by what leads it in, or by its heading."""
    last = _SENTENCE_END.split(above)[-1]
    for leading in dict.fromkeys((last, above)):
        claimed = _claim_of_lead_in(leading) or (led_in and _own_claim(leading.rstrip(":"), ""))
        if claimed and _fits(plain, claimed.kind, led_in=led_in):
            return claimed
    return None


def _claim_of_lead_in(leading: str) -> ClaimSentence | None:
    low = _lower(leading)
    for cue in claim_cues("list_claim"):
        found = cue.pattern.search(low)
        if found:
            return _claim(cue.kind, leading[found.start() : found.end()])
    return None


def _fits(plain: str, kind: ClaimKind, *, led_in: bool) -> bool:
    """Whether an item may stand in a list that claims: a heading may have other lists below it."""
    told = _asserted(plain)
    if led_in:
        return bool(told) or kind is ClaimKind.BENEFIT
    return bool(told) and bool(health_topics(_lower(told)))
