"""Which hedge or negation governs which cue word: a hedge weakens its own clause only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.cue_words import Gap, Match, Word
from needle_evidence.language.grammar_words import (
    BE,
    BEFORE_PARTICIPLE,
    BREAKS,
    FILLERS,
    FINITE,
    JOINS,
    MAIN_VERBS,
    MOSTLY_NOUNS,
    NEGATIONS,
    NO,
    NOUN_AFTER,
    OPENS_CLAUSE,
    PLURAL_DETERMINERS,
    PRONOUNS,
    RELATIVES,
    SUBJECTS,
    TAKES_BASE_FORM,
)

_HEDGES = frozenset({"probable", "possible", "uncertain"})
_BY_KIND = {strength.value: strength for strength in Strength}


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A cue in its sentence. strength: what is left of it under its hedges; NONE where denied.

    denied: under a negation. own: the same under the hedges of its verb alone ("may"), without
    those of its whole clause ("the evidence suggests"). intent: what somebody means to reach
    ("used to relieve"). clause: number of its clause in the text.
    """

    match: Match
    strength: Strength
    denied: bool = False
    own: Strength = Strength.NONE
    intent: bool = False
    clause: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Governor:
    """What weakens a word. cap: the strength at most.

    soft: leaves absolute words as they are. intent: says what is meant to be reached.
    told: a result told in the past tense, which weakens it for readers but hedges nothing.
    """

    cap: Strength = Strength.ABSOLUTE
    soft: bool = False
    denied: bool = False
    intent: bool = False
    told: bool = False


_FREE = _Governor()
_PURPOSE = _Governor(cap=Strength.POSSIBLE, soft=True, intent=True)
_NO_REACHES = 6  # words
_LOOK_BACK = 5  # words


def scoped_hits(words: Sequence[Word], matches: Sequence[Match]) -> tuple[Hit, ...]:
    """All cues with what is left of them; those of questions are left out.

    words: of the whole text. matches: the cues among them, by place.
    """
    hits: list[Hit] = []
    by_place: dict[int, list[Match]] = {}
    for match in matches:
        by_place.setdefault(match.first, []).append(match)
    for first, last in _statements(words):
        scope = _Scope(words, first, last)
        for place in range(first, last):
            hits.extend(scope.read(place, by_place.get(place, ())))
    return tuple(_doubt_reaches_back(hits, words))


def _statements(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First word and the word after the last of each sentence that is not a question."""
    first = 0
    for place, word in enumerate(words):
        if word.gap >= Gap.SENTENCE:
            if word.gap is not Gap.QUESTION:
                yield first, place
            first = place
    yield first, len(words)


def _doubt_reaches_back(hits: Sequence[Hit], words: Sequence[Word]) -> Iterator[Hit]:
    """Makes "may help, but the evidence is very uncertain" uncertain as a whole."""
    sentence, sentences = 0, []
    for word in words:
        sentence += word.gap >= Gap.SENTENCE
        sentences.append(sentence)
    doubtful = {sentences[hit.match.first] for hit in hits if _doubts_evidence(hit)}
    for hit in hits:
        weak = hit.strength is Strength.POSSIBLE
        doubted = weak and sentences[hit.match.first] in doubtful
        yield replace(hit, strength=Strength.UNCERTAIN) if doubted else hit


def _doubts_evidence(hit: Hit) -> bool:
    entry = hit.match.entry
    told = "evidence" in entry.pattern or entry.note == "reaches back"
    return entry.kind == "uncertain" and told


class _Scope:
    """Reads one sentence from left to right and remembers what governs the words to come."""

    def __init__(self, words: Sequence[Word], first: int, last: int) -> None:
        self._words = words
        verbs = (place for place in range(first, last) if words[place].text in MAIN_VERBS)
        self._last_verb = max(verbs, default=first)
        self._first = first
        self._skip_until = first
        self._subordinate = words[first].text in OPENS_CLAUSE if words else False
        self._number = first
        self._no_until = first
        self._doubt_until = first
        self._ends_at: dict[int, _Governor] = {}
        self._reset()

    def _reset(self) -> None:
        self._number += 1
        self._told_in_past = False
        self._clause = _FREE
        self._past = _FREE
        self._silent = _FREE
        self._chain = _FREE
        self._base = _FREE
        self._participle = _FREE
        self._last = _FREE

    def read(self, place: int, matches: Sequence[Match]) -> Iterator[Hit]:
        """The hits that begin at one word."""
        self._move_on(place)
        # A hedge governs what comes after its first word, not "no evidence of harm" itself.
        for match in sorted(matches, key=lambda one: one.entry.kind in _HEDGES):
            hit = self._hit(match)
            if hit is not None:
                yield hit
            if match.entry.lane in {"strength", "no_claim"}:
                self._skip_until = max(self._skip_until, match.last + 1)
        if place >= self._skip_until:
            self._note(place)
        if self._words[place].text in NO:
            self._no_until = place + _NO_REACHES

    def _move_on(self, place: int) -> None:
        word = self._words[place]
        following = self._words[place + 1].text if place + 1 < len(self._words) else ""
        if place > self._first and (word.gap is Gap.CLAUSE or word.text in BREAKS):
            self._reset()
            self._subordinate = word.text in OPENS_CLAUSE
        elif word.gap is Gap.COMMA:
            self._silent = _FREE
            if self._subordinate and word.text in SUBJECTS:
                self._reset()
                self._subordinate = False
            elif word.text in {"and", "or", "so"} and following in PRONOUNS:
                self._reset()

    def _note(self, place: int) -> None:
        """Words that are no cue but end or turn round what governs."""
        word = self._words[place].text
        if word in FINITE:
            self._chain = _FREE
            if word in TAKES_BASE_FORM:
                self._base = _FREE
        elif word in NEGATIONS:
            if place - 1 in self._ends_at:
                self._ends_at[place - 1] = replace(self._ends_at[place - 1], denied=True)
            self._chain = replace(self._chain, denied=True)
            self._base = self._participle = self._chain
        elif word in {"whether", "if", "how"}:
            cap = Strength.UNCERTAIN if word == "whether" else Strength.NONE
            self._silent = _Governor(cap=cap)

    def _hit(self, match: Match) -> Hit | None:
        entry = match.entry
        if entry.kind in _HEDGES:
            return self._hedge(match)
        if entry.lane in {"magnitude", "no_claim", "advice", "correlational"}:
            denied = self._chain.denied or match.first < self._no_until
            return Hit(match=match, strength=Strength.NONE, denied=denied, clause=self._number)
        governor = self._governor_of(match)
        if governor is None:
            return None
        if match.first < self._no_until or self._doubted(match):
            governor = replace(governor, denied=True)
        if entry.lane == "strength":
            self._last = governor
            self._told_in_past = _form(self._words[match.first].text, match) == "ed"
            if entry.governs:
                self._govern(match, governor)
        strength = self._left(_BY_KIND.get(entry.kind, Strength.ASSERTIVE), governor)
        own = Strength.ASSERTIVE if governor.soft or governor.told else governor.cap
        if governor.denied and entry.kind != "assertive":
            strength = Strength.NONE
        return Hit(
            match=match,
            strength=strength,
            denied=governor.denied,
            own=own,
            intent=governor.intent,
            clause=self._number,
        )

    def _doubted(self, match: Match) -> bool:
        """Whether "clinically proven" stands within "not clinically proven"."""
        return match.entry.lane == "establishment" and match.first < self._doubt_until

    def _hedge(self, match: Match) -> Hit:
        strength = _BY_KIND[match.entry.kind]
        soft = match.entry.warn_only
        governor = _Governor(
            cap=strength,
            soft=soft,
            denied=match.entry.note.startswith("denies"),
            intent=match.entry.note.startswith("intent"),
            told=match.entry.governs == "past",
        )
        self._govern(match, governor)
        if match.entry.kind == "uncertain":
            self._doubt_until = match.last + 1
        left = Strength.NONE if soft else self._left(strength, _FREE)
        return Hit(match=match, strength=left, clause=self._number)

    def _govern(self, match: Match, governor: _Governor) -> None:
        self._ends_at[match.last] = governor
        if match.entry.governs == "clause":
            self._clause = governor
        elif match.entry.governs == "past":
            self._past = governor
        elif match.entry.governs == "verb":
            self._chain = self._base = self._participle = governor

    def _left(self, strength: Strength, governor: _Governor) -> Strength:
        """The strength under a governor of the verb and those of the whole clause."""
        for one in (governor, self._clause, self._silent):
            soft = one.soft and strength is Strength.ABSOLUTE
            if not soft and one.cap.rank < strength.rank:
                strength = one.cap
        return strength

    def _governor_of(self, match: Match) -> _Governor | None:
        """What governs a word by its form; None where it is a noun or an adjective."""
        head = self._words[match.first].text
        before = self._place_before(match.first)
        hedge = self._ends_at.get(before) if before is not None else None
        previous = self._words[before].text if before is not None else ""
        if self._comma_between(before, match.first):
            previous, hedge = ",", None
        form = _form(head, match)
        if self._words[match.first].hyphenated and form in {"ed", "ing", "base"}:
            return None  # "needle-induced"
        if before is None and form not in {"s", "other"} and self._last_verb > match.last:
            return None  # "Reduced tension is …": the subject of another verb
        noun = form != "other" and head in MOSTLY_NOUNS
        if noun and hedge is None and not self._verb_after(previous, before):
            return None
        if hedge is not None and form in {"s", "other"}:
            return _both(hedge, self._chain) if form == "other" else hedge
        readers = {
            "s": self._finite,
            "ed": self._past_form,
            "ing": self._ing_form,
            "base": self._base_form,
            "other": self._other_form,
        }
        return readers[form](previous, hedge)

    def _place_before(self, place: int) -> int | None:
        """The nearest word before that is no adverb; hedges count as words."""
        for back in range(place - 1, max(self._first, place - _LOOK_BACK) - 1, -1):
            if back in self._ends_at:
                return back
            word = self._words[back].text
            if word not in FILLERS and not (word.endswith("ly") and len(word) > 4):
                return back
            if self._words[back].gap >= Gap.CLAUSE:
                return None
        return None

    def _comma_between(self, before: int | None, place: int) -> bool:
        first = max(self._first, place - _LOOK_BACK) if before is None else before
        between = (self._words[number].gap for number in range(first + 1, place + 1))
        return any(gap is Gap.COMMA for gap in between)

    def _verb_after(self, previous: str, before: int | None) -> bool:
        """Whether "lower", "increase" … can be a verb after this word."""
        if before is None or previous in TAKES_BASE_FORM or previous == "not":
            return True
        if previous in JOINS or previous == ",":
            return self._base != _FREE
        return previous.endswith("s") and not previous.endswith("ss") and previous not in FINITE

    def _finite(self, previous: str, _hedge: _Governor | None) -> _Governor | None:
        """For "reduces": governed straight after a hedge, or as "a drug that reduces" under it."""
        if previous in PLURAL_DETERMINERS:
            return None
        return self._chain if previous in RELATIVES else _FREE

    def _past_form(self, previous: str, hedge: _Governor | None) -> _Governor | None:
        """For "reduced": a past tense, a passive ("may be reduced") or a mere adjective."""
        if hedge is not None:
            return hedge
        if previous in BE or previous in FINITE or previous in {"have", "not"}:
            self._participle = self._chain
            return self._chain
        if previous in JOINS or previous == ",":
            if self._participle != _FREE:
                return self._participle
            return self._past if self._told_in_past else None
        if previous in BEFORE_PARTICIPLE:
            return None
        return self._past

    def _ing_form(self, previous: str, hedge: _Governor | None) -> _Governor | None:
        """For "reducing": counts at the head of a sentence and after a comma."""
        if hedge is not None:
            return hedge
        if previous in {"", ","} or previous in FINITE or previous in BE:
            return self._chain
        return self._last if previous in JOINS else None

    def _base_form(self, previous: str, hedge: _Governor | None) -> _Governor | None:
        """For "reduce": after a modal, after "to", joined to another, or of a plural subject."""
        if hedge is None and previous in NOUN_AFTER:
            return None
        if previous == "to":
            governor = hedge or (self._chain if self._chain != _FREE else _PURPOSE)
        elif hedge is not None:
            governor = hedge
        elif previous in JOINS or previous == ",":
            governor = self._base
        elif previous in TAKES_BASE_FORM or previous == "not":
            governor = self._chain
        else:
            return _FREE
        self._base = governor
        return governor

    def _other_form(self, previous: str, _hedge: _Governor | None) -> _Governor | None:
        """For "effective", "safe": by the verb of their clause, or as the word joined to them."""
        return _both(self._last, self._chain) if previous in JOINS else self._chain


def _both(one: _Governor, other: _Governor) -> _Governor:
    weaker = min(one, other, key=lambda governor: governor.cap.rank)
    return replace(weaker, denied=one.denied or other.denied)


def _form(head: str, match: Match) -> str:
    """How the first word of a cue is inflected; "other" for what is no verb."""
    if match.entry.lane not in {"strength", "causal"} or match.entry.note.startswith("not a verb"):
        return "other"
    if head.endswith("ing"):
        return "ing"
    if head.endswith("ed") or head in {"healed", "led", "rid", "got", "shown"}:
        return "ed"
    if head in FINITE:
        return "s"
    return "s" if head.endswith("s") and not head.endswith("ss") else "base"
