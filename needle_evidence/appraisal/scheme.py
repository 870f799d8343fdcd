"""What a scheme is: the frozen type that each file in `schemes/` ends in, and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from needle_evidence.model.claim import Question
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import INDIRECT_PARTS, Directness
from needle_evidence.plugins import load_extensions

_PACKAGE = "needle_evidence.appraisal.schemes"
# Characters of a person's own words that a statement repeats.
_SHOWN = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Where a study design stands for one kind of question, or why it stands nowhere.

    value: 1 (best) to 5; None where there is no level. label: "2", "not applicable" (the
    scheme gives none) or "not known" (it might, but too little is recorded). reason: one or
    more plain sentences. fits: False where the design cannot answer the question. condition:
    what a person must confirm for the level to hold, "" for nothing. unverified: the row of
    the scheme's table was not yet checked against the published one. starred: the scheme lets
    a person move the level, or says that a systematic review is generally better.
    """

    value: int | None
    label: str
    reason: str
    fits: bool = True
    condition: str = ""
    unverified: bool = False
    starred: bool = False


LevelOf = Callable[[str, Question | None], Level]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scheme:
    """One scheme: its names, whom to credit, what it must not be taken for, and its function.

    title: as printed beside a level. level: design code and question → level; None for a
    scheme that rates the certainty of a whole body of evidence instead (GRADE), which no
    single work's design can give.
    """

    name: str
    title: str
    attribution: str
    disclaimer: str
    level: LevelOf | None = None

    @property
    def kind(self) -> str:
        """What the scheme gives: "level" for one that ranks single works, else "certainty"."""
        return "certainty" if self.level is None else "level"


def schemes() -> dict[str, Scheme]:
    """Every scheme by name."""
    return {scheme.name: scheme for scheme in load_extensions(_PACKAGE, "SCHEME", Scheme)}


def level_statement(
    level: Level, directness: Directness | None, because: Sequence[str], scheme_title: str
) -> str:
    """What may be printed of a level beside a claim, "" for an unrelated work.

    because: the parts in which an indirect work differs from the claim. A level stands
    unqualified only for a work that a person recorded as direct, for the Levels are about the
    question that the work itself answers (OCEBM 2011; design note of this project).
    """
    if directness is Directness.UNRELATED:
        return ""
    if level.value is None:
        return f"{scheme_title} level {level.label}: {level.reason}"
    holds = f", if {level.condition}" if level.condition else ""
    doubt = " (row not verified against the published table)" if level.unverified else ""
    if directness is Directness.DIRECT:
        return f"{scheme_title} level {level.value}{holds}{doubt}"
    own = f"level {level.value} for its own question{holds}{doubt}"
    if directness is None:
        return f"{own}, fit with this claim not judged"
    return f"{own}; indirect here{_differences(because)}"


def rules_out_no_less_than(people: int) -> Decimal:
    """The proportion of people, 0 to 1, that zero events among `people` leave possible: 3/n.

    The upper end of the 95% confidence interval, by the rule of three (Hanley and
    Lippman-Hand, JAMA 1983;249:1743-1745). 1 where nothing at all is ruled out.
    """
    return min(Decimal(3) / people, Decimal(1)) if people > 0 else Decimal(1)


def zero_events_sentence(people: int) -> str:
    """What zero events among `people` show about a harm; for a claim that a harm is absent."""
    if people < 1:
        return "No people were studied: no harm is ruled out."
    share = rules_out_no_less_than(people)
    who = "1 person" if people == 1 else f"{people} people"
    if share == 1:
        return f"Zero events in {who} rule out nothing: a harm of any frequency stays possible."
    # Rounded down, towards the more frequent harm: the cautious side.
    return (
        f"Zero events in {who} rule out no more than about 3/{people} (1 in {people // 3}): "
        "a rarer harm stays possible."
    )


def _differences(because: Sequence[str]) -> str:
    """Why a work is indirect, as the end of a sentence."""
    parts = [one_line(part, _SHOWN) for part in because if part.strip()]
    if not parts:
        return ", why is not recorded"
    if not set(parts) <= set(INDIRECT_PARTS):
        return f" because: {', '.join(parts)}"
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f" because {listed} {'differ' if len(parts) > 1 else 'differs'}"
