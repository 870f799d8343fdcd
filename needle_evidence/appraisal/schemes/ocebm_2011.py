"""The Oxford 2011 Levels of Evidence: which design stands where for which kind of question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from needle_evidence.appraisal import scheme
from needle_evidence.appraisal.scheme import Level, Scheme
from needle_evidence.appraisal.study_design import DESIGN_LABELS, design_label
from needle_evidence.language.data_table import data_table
from needle_evidence.model.claim import Question
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness

# A comparison of two treatments asks for benefit.
_ROWS = {Question.COMPARISON: Question.TREATMENT_BENEFIT}
_WITHOUT_LEVELS = frozenset({Question.MECHANISM, Question.DEFINITION, Question.OTHER})
_UNVERIFIED = frozenset({Question.RARE_HARM, Question.SCREENING})
_ANY = "any"
_NOT_APPLICABLE = "not applicable"
_NOT_KNOWN = "not known"
# The table's two footnotes.
_FOOTNOTES = {
    "*": "A person may grade it down or up, with a reason; the table gives no amounts.",
    "**": "As always, a systematic review is generally better than an individual study.",
}


def level_of(design: str, question: Question | None) -> Level:
    """The level of a study design (a code of `DESIGN_LABELS`, "" for unknown) for a question.

    A design without data of its own has no level, never 5: expert opinion left the table in
    2011. Observational studies "with dramatic effect" are a person's call and so never
    counted. Source: OCEBM Levels of Evidence Working Group, table 2.1; where the table does
    not say, `ocebm_2011.csv` says what is our reading. Never raises.
    """
    code = design.strip().lower()
    if question is None:
        return _without(_NOT_KNOWN, "The kind of question is not recorded.")
    if question in _WITHOUT_LEVELS:
        asked = "that kind" if question is Question.OTHER else question.value
        return _without(_NOT_APPLICABLE, f"The Levels rank no evidence for questions of {asked}.")
    if not code:
        return _without(_NOT_KNOWN, "The study design is not recorded.")
    if code not in DESIGN_LABELS:
        return _without(_NOT_KNOWN, f"“{one_line(design, 60)}” is no design code.")
    return _table_level(code, question)


def level_statement(level: Level, directness: Directness | None, because: Sequence[str]) -> str:
    """What may be printed of an OCEBM level beside a claim, "" for an unrelated work."""
    return scheme.level_statement(level, directness, because, SCHEME.title)


def _table_level(code: str, question: Question) -> Level:
    """The level by the table, for a known design and a question that has a row."""
    asked = question.value.replace("_", " ")
    label = design_label(code)
    unverified = question in _UNVERIFIED
    row = _table().get((_ROWS.get(question, question).value, code)) or _table().get((_ANY, code))
    if row is None:
        reason = f"{label}: this design cannot answer a question of {asked}."
        return _without(_NOT_APPLICABLE, reason, fits=False, unverified=unverified)
    unverified = row["verified"] != "yes"
    if row["level"] == "none":
        return _without(_NOT_APPLICABLE, f"{label}: no level. {row['note']}", unverified=unverified)
    if row["level"] == "undetermined":
        reason = f"{label}: level not settled for a question of {asked}. {row['note']}"
        return _without(_NOT_KNOWN, reason, unverified=unverified)
    condition = row["condition"]
    holds = f", if {condition}" if condition else ""
    sentences = (
        f"{label}: level {row['level']} for a question of {asked}{holds}.",
        row["note"],
        _FOOTNOTES.get(row["starred"], ""),
    )
    return Level(
        value=int(row["level"]),
        label=row["level"],
        reason=" ".join(sentence for sentence in sentences if sentence),
        condition=condition,
        unverified=unverified,
        starred=bool(row["starred"]),
    )


def _without(label: str, reason: str, *, fits: bool = True, unverified: bool = False) -> Level:
    return Level(value=None, label=label, reason=reason, fits=fits, unverified=unverified)


@cache
def _table() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The rows of the table by question and design."""
    return {(row["question"], row["design"]): row for row in data_table("ocebm_2011")}


SCHEME = Scheme(
    name="ocebm_2011",
    title="OCEBM 2011",
    attribution=(
        "OCEBM Levels of Evidence Working Group, Oxford 2011 Levels of Evidence, CC BY 4.0"
    ),
    disclaimer=(
        "The Levels are no definitive judgement of the quality of evidence and give no "
        "recommendation."
    ),
    level=level_of,
)
