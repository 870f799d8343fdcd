"""What is wrong with single cells of claims.csv: damaged ids, formulas, unknown words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from needle_evidence.formats.delimited_table import Row, Table
from needle_evidence.formats.table_cells import (
    FORMULA_STARTS,
    flat,
    formula_problem,
    malformed_cell,
)
from needle_evidence.language.nearest import nearest
from needle_evidence.model.claim import CLAIM_ID_PATTERN, Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.plain_text import one_line

_TEXT_COLUMNS = (
    "claim",
    "topic",
    "intervention",
    "population",
    "comparator",
    "outcome",
    "references",
    "article",
    "quote",
    "note",
)
_DOUBTFUL_STARTS = FORMULA_STARTS | {"#", "E"}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MADE_DATE = re.compile(
    rf"\d{{1,2}}[-./ ]{_MONTH}(?:[-./ ]\d{{2,4}})?|{_MONTH}[-./ ]\d{{1,4}}"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}",
    re.IGNORECASE,
)
_MADE_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:E[+-]?\d+)?|true|false", re.IGNORECASE)
_FUTURE_DATE = re.compile(rf"{_MONTH}-?\d{{1,4}}(?:-\d{{1,4}})?")
_QUESTIONS = {question.value: question for question in Question}
_MOST_OFFERS = 200  # looking for the nearest word is slow; a hostile file has thousands
# Ids that have the right form and still are at risk begin so: months, true, false.
_RISKY_STARTS = frozenset(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
) | {"tru", "fal"}


def find_cell_problems(rows: Sequence[Row], table: Table) -> Iterator[Problem]:
    """Problems of kind `malformed_cell` and `formula_cell`, in no promised order."""
    columns = [name for name in _TEXT_COLUMNS if name in table.columns]
    offer = _question_offers()
    for row in rows:
        cells = row.cells
        claim_id = cells["claim_id"]
        if not CLAIM_ID_PATTERN.fullmatch(claim_id) or claim_id[:3] in _RISKY_STARTS:
            yield from _id_problem(row, flat(claim_id), table)
        starts = [cell[:1] for cell in cells.values()]
        if row.blank_starts or not _DOUBTFUL_STARTS.isdisjoint(starts):
            for name in columns:
                yield from formula_problem(row, name, table)
        question = cells.get("question", "")
        if question and read_question(question) is None:
            yield _question_problem(row, table, offer)


def read_question(cell: str) -> Question | None:
    """The question a cell names, in any case, with spaces or hyphens for underscores."""
    if not cell:
        return None
    return _QUESTIONS.get(cell) or _QUESTIONS.get(_question_key(cell))


def _question_key(cell: str) -> str:
    return re.sub(r"[\s_-]+", "_", cell).casefold()


def _id_problem(row: Row, claim_id: str, table: Table) -> Iterator[Problem]:
    shown = one_line(claim_id, 60)
    severity = None
    if CLAIM_ID_PATTERN.fullmatch(claim_id):
        if not _FUTURE_DATE.fullmatch(claim_id) and claim_id not in ("true", "false"):
            return
        message = f"A spreadsheet would turn the claim_id “{shown}” into a date or a truth value."
        severity = Severity.WARNING
    elif _MADE_DATE.fullmatch(claim_id):
        message = f"The claim_id “{shown}” looks like a date that a spreadsheet made of it."
    elif _MADE_NUMBER.fullmatch(claim_id):
        message = f"The claim_id “{shown}” looks like a number that a spreadsheet made of it."
    else:
        message = f"The claim_id “{shown}” is not made of small letters, digits and hyphens."
    way_out = (
        "Begin with a letter and join words with hyphens, such as heel-pain-short-term; change "
        "it also where other files name it."
    )
    yield malformed_cell(
        row, "claim_id", table, message=message, way_out=way_out, severity=severity
    )


def _question_problem(row: Row, table: Table, offer: Callable[[str], str]) -> Problem:
    written = row.cells["question"]
    near = offer(written)
    return malformed_cell(
        row,
        "question",
        table,
        message=f"question “{one_line(written, 40)}” is none of the known kinds"
        + (f"; did you mean {near}?" if near else "."),
        way_out=f"Write one of {', '.join(_QUESTIONS)}, or leave the cell empty.",
    )


def _question_offers() -> Callable[[str], str]:
    """A look-up of the nearest known question, "" where none is near; remembers answers."""
    answers: dict[str, str] = {}

    def offer(written: str) -> str:
        key = _question_key(written)
        if key not in answers and len(answers) < _MOST_OFFERS and len(key) <= 40:
            answers[key] = next(iter(nearest(key, _QUESTIONS, 1)), "")
        return answers.get(key, "")

    return offer
