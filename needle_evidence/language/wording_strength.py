"""How strongly a text claims: its cue words, and what is left of them under their hedges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needle_evidence.language.claim_relation import relation_of
from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.clause_scope import Hit, scoped_hits
from needle_evidence.language.cue_words import Word, find_cues, words_of
from needle_evidence.language.language_guess import looks_english

__all__ = ["Cue", "Strength", "Wording", "classify_wording"]

LONGEST_TEXT = 20_000  # characters
_TOO_FEW_WORDS = 3  # of which none is a known English one
_MAGNITUDES = ("large", "small", "trivial")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """One cue found. text: as written; start, end: its place in the text.

    kind: its class in the table. entry: the row's pattern. strength: what is left of it under
    its hedges (NONE for cues that are no statement of an effect). denied: under a negation.
    warn_only: ambiguous, never a finding of its own. source: where the row comes from.
    """

    text: str
    kind: str
    start: int
    end: int
    source: str
    entry: str = ""
    strength: Strength = Strength.NONE
    denied: bool = False
    warn_only: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What the words of a text claim.

    strength: of its strongest clause; NONE where no word of the table says. cues: of strength
    and magnitude, by place. magnitude: "large", "small", "trivial" or "". establishment:
    "studies show"; reassurance: "safe". relation: "none", "correlational", "conditional" or
    "direct". not_checked: "" or why nothing was judged. cut: only the beginning was read.
    """

    strength: Strength = Strength.NONE
    cues: tuple[Cue, ...] = ()
    magnitude: str = ""
    establishment: tuple[Cue, ...] = ()
    reassurance: tuple[Cue, ...] = ()
    relation: str = "none"
    not_checked: str = ""
    cut: bool = False


def classify_wording(text: str) -> Wording:
    """The strength of a text's strongest clause, with the words that show it.

    A hedge weakens its own clause only: "may relieve pain and cures migraine" is absolute.
    Denied words ("does not cure") claim no cure; "does not reduce" claims, as strongly as
    "reduces", that there is no effect (Santesso 2020, trivial effects). Questions claim
    nothing. English only; of long texts the first 20,000 characters. Never raises.
    """
    cut = len(text) > LONGEST_TEXT
    text = text[:LONGEST_TEXT]
    words = words_of(text)
    if not any(word.text for word in words):
        return Wording(not_checked="empty: there are no words to judge")
    if not looks_english(text, words):
        return Wording(not_checked=_not_english(words), cut=cut)
    hits = scoped_hits(words, find_cues(words))
    cues = [_cue(hit, words, text) for hit in hits if _counts(hit)]
    told = tuple(cue for cue in cues if cue.kind not in _APART)
    return Wording(
        strength=max(
            (hit.strength for hit in hits if _claims(hit)), key=_rank, default=Strength.NONE
        ),
        cues=told,
        magnitude=_magnitude(told),
        establishment=tuple(cue for cue in cues if cue.kind == "establishment"),
        reassurance=tuple(cue for cue in cues if cue.kind == "reassurance"),
        relation=relation_of(hits, words),
        cut=cut,
    )


_APART = frozenset(
    {"establishment", "reassurance", "correlational", "causal", "advice", "no_claim"}
)


def _not_english(words: Sequence[Word]) -> str:
    """Why a text was not read as English; of "whiplash" nobody can tell."""
    if len(words) <= _TOO_FEW_WORDS:
        return "language: too few words to tell whether the text is English"
    return "language: the text does not look English"


def _rank(strength: Strength) -> int:
    return strength.rank


def _counts(hit: Hit) -> bool:
    """Denied words count only where the denial claims that there is no effect."""
    kind = hit.match.entry.kind
    if kind.startswith("magnitude"):
        return kind == "magnitude_trivial" or not hit.denied
    return not hit.denied or (kind == "assertive" and hit.strength is not Strength.NONE)


def _claims(hit: Hit) -> bool:
    """Whether it makes the strength of its text; "the studies were small" claims nothing."""
    entry = hit.match.entry
    limits = entry.note == "states limits" and entry.governs == ""
    return _counts(hit) and entry.kind not in _APART and not limits


def _cue(hit: Hit, words: Sequence[Word], text: str) -> Cue:
    start, end = words[hit.match.first].start, words[hit.match.last].end
    entry = hit.match.entry
    return Cue(
        text=text[start:end],
        kind=entry.kind,
        start=start,
        end=end,
        source=entry.source,
        entry=entry.pattern,
        strength=hit.strength,
        denied=hit.denied,
        warn_only=entry.warn_only,
        note=entry.note,
    )


def _magnitude(cues: Iterable[Cue]) -> str:
    """The largest size that the words name; a denied effect is a trivial one."""
    named = {cue.kind.removeprefix("magnitude_") for cue in cues if not cue.warn_only}
    if any(cue.kind == "assertive" and cue.denied for cue in cues):
        named.add("trivial")
    return next((size for size in _MAGNITUDES if size in named), "")
