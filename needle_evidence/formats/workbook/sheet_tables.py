"""Which tables of a project a workbook holds: their sheets, columns and keys."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.formats.appraisal_tables import CERTAINTY, EVIDENCE, SEARCHES
from needle_evidence.formats.claims_table import COLUMNS, REQUIRED_COLUMNS
from needle_evidence.formats.typed_table import Column
from needle_evidence.model.claim import Question

OWN = "own"  # what a column of the user's own holds: any text


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetTable:
    """One table as a sheet.

    sheet: the sheet's name. path: the file, relative to the project; "" for the one that the
    settings name. columns: in the order of a new file. key: the columns that tell a row from
    the others. locked: ids that other tables name. required: a new row without them is not
    taken.
    """

    sheet: str
    noun: str
    path: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    locked: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The known columns, in the order of a new file."""
        return tuple(column.name for column in self.columns)

    @property
    def names_claims(self) -> bool:
        """Whether a row of it is a claim, which other tables name by its id."""
        return self.key == ("claim_id",)

    def column(self, name: str) -> Column:
        """The column of that name; one of the user's own holds `OWN`."""
        return next((c for c in self.columns if c.name == name), Column(name=name, holds=OWN))


def _claim_column(name: str) -> Column:
    if name == "question":
        return Column(name=name, holds="word", choices=tuple(q.value for q in Question))
    return Column(
        name=name,
        holds="date" if name == "review_due" else "text",
        required=name in REQUIRED_COLUMNS,
    )


CLAIMS_SHEET = SheetTable(
    sheet="Claims",
    noun="claim",
    path="",
    columns=tuple(map(_claim_column, COLUMNS)),
    key=("claim_id",),
    locked=("claim_id",),
    required=REQUIRED_COLUMNS,
)
EVIDENCE_SHEET = SheetTable(
    sheet="Evidence",
    noun=EVIDENCE.noun,
    path=EVIDENCE.path,
    columns=EVIDENCE.columns,
    key=("claim_id", "citekey", "outcome", "comparator", "timepoint"),
    locked=("claim_id", "citekey"),
    required=("claim_id", "citekey"),
)
CERTAINTY_SHEET = SheetTable(
    sheet="Certainty",
    noun=CERTAINTY.noun,
    path=CERTAINTY.path,
    columns=CERTAINTY.columns,
    key=(
        "claim_id",
        "outcome",
        "comparator",
        "timepoint",
        "rating",
        "appraiser",
        "reported_by",
    ),
    locked=("claim_id",),
    required=("claim_id",),
)
# A search has no name: who repeats one on the same day with the same words makes no new row.
SEARCHES_SHEET = SheetTable(
    sheet="Searches",
    noun=SEARCHES.noun,
    path=SEARCHES.path,
    columns=SEARCHES.columns,
    key=("claim_id", "topic", "searched_on", "source", "query"),
    locked=("claim_id",),
    required=("searched_on",),
)
SHEETS = (CLAIMS_SHEET, EVIDENCE_SHEET, CERTAINTY_SHEET, SEARCHES_SHEET)
