"""What an edited sheet changes in a table: exported, edited and present rows, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from needle_evidence.curation.paired_rows import RowTriple, pair_rows
from needle_evidence.errors import UsageError
from needle_evidence.formats.table_changes import TableChange
from needle_evidence.formats.table_splices import plain_cell, refuse_cell
from needle_evidence.formats.workbook.cell_values import (
    as_written,
    meaning,
    placeholder,
    with_decimal_comma,
)
from needle_evidence.formats.workbook.file_rows import FileRow
from needle_evidence.formats.workbook.given_rows import GivenRow, GivenSheet
from needle_evidence.formats.workbook.sheet_tables import SheetTable
from needle_evidence.model.claim import CLAIM_ID_PATTERN
from needle_evidence.model.plain_text import one_line

_SHORT = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetConflict:
    """A change of the workbook that meets another change of the file; the file's one stays.

    place: the cell in the workbook, or the row. path, line: where it stands in the file, line
    0 for nowhere. column: "" for the whole row. exported, workbook, file: the three texts, or
    what became of the row.
    """

    place: str
    path: str
    line: int
    column: str
    exported: str
    workbook: str
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetProblem:
    """Something in a workbook that cannot be taken; its row stays as it is in the file."""

    place: str
    message: str
    way_out: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetMerge:
    """What an edited sheet does to its table."""

    change: TableChange
    conflicts: tuple[SheetConflict, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeSides:
    """The two sides that the workbook is compared with.

    path: the file. exported: its rows when the workbook was made; None where that is unknown:
    then every difference is taken as the workbook's change, and no row is taken out. present:
    its rows now. Dates of both in ISO form. unreadable: the raw text of rows that cannot be
    read now, by line. then_columns, columns: those that the file had, and has.
    """

    path: str
    exported: Sequence[Mapping[str, str]] | None
    present: Sequence[FileRow]
    unreadable: Mapping[int, str]
    then_columns: frozenset[str]
    columns: frozenset[str]

    @property
    def all_columns(self) -> frozenset[str]:
        """The columns that the file had then or has now."""
        return self.then_columns | self.columns


def merge_sheet(
    table: SheetTable, given: GivenSheet, sides: MergeSides, *, take_workbook: bool = False
) -> SheetMerge:
    """What becomes of the table: a cell is changed where only the workbook changed it.

    Where both changed it to the same, or only the file did, it stays; where both changed it
    differently, that is a conflict, and the file keeps its text unless `take_workbook`. A row
    that left the sheet is taken out if the file still has it as it was exported. A new row,
    or the changes of one, with a cell that the table cannot hold, are a problem and left out.
    """
    known = sides.all_columns | {*table.column_names}
    lacking = [n for n in table.key if n in sides.all_columns and n not in given.columns]
    if lacking:
        problem = SheetProblem(
            place=given.name,
            message=f"the column {' and '.join(lacking)} is missing, which tells the rows apart; "
            "nothing was taken from this sheet.",
            way_out="Put the column back with its name in the first row.",
        )
        return SheetMerge(change=TableChange(), problems=(problem,))
    if not given.rows and sides.exported:
        problem = SheetProblem(
            place=given.name,
            message="the sheet has no rows any more; none was taken out of the table.",
            way_out=f"If you mean it, delete the rows in {sides.path}.",
        )
        return SheetMerge(change=TableChange(), problems=(problem,))
    columns = tuple(name for name in given.columns if name in known)
    merge = _Merge(table, given, sides, columns, take_workbook)
    exported = sides.exported
    if exported is None:
        exported = [row.cells for row in sides.present]
    triples, doubles = pair_rows(table, given, exported, sides.present)
    for triple in triples:
        merge.take(triple)
    problems = [*merge.problems, *(_doubled(table, given, rows) for rows in doubles)]
    return SheetMerge(
        change=TableChange(
            changed=merge.changed, removed=frozenset(merge.removed), added=tuple(merge.added)
        ),
        conflicts=tuple(merge.conflicts),
        problems=tuple(problems),
        notes=(*_column_notes(given, sides, known), *_rename_notes(table, merge)),
    )


@dataclass(slots=True)
class _Merge:
    """The changes found so far."""

    table: SheetTable
    given: GivenSheet
    sides: MergeSides
    columns: Sequence[str]
    take_workbook: bool
    changed: dict[int, Mapping[str, str]] = field(default_factory=dict)
    removed: dict[int, Mapping[str, str]] = field(default_factory=dict)
    added: list[Mapping[str, str]] = field(default_factory=list)
    conflicts: list[SheetConflict] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)

    def take(self, triple: RowTriple) -> None:
        """Takes one row in: exported, edited and present, where there are such."""
        exported, given, present = triple.exported, triple.given, triple.present
        if given is None:
            if exported is not None and present is not None and self.sides.exported is not None:
                self._take_out(exported, present)
        elif present is not None:
            self._take_cells(exported or {}, given, present)
        elif exported is None:
            self._put_in(given)
        elif self._differing(exported, given):
            self._row_conflict(given, 0, "changed", "no longer there")

    def _take_out(self, exported: Mapping[str, str], present: FileRow) -> None:
        names = self.sides.all_columns
        if all(self._same(n, exported.get(n, ""), present.cells.get(n, "")) for n in names):
            self.removed[present.line] = present.cells
        else:
            self._row_conflict(None, present.line, "deleted", "changed", present.cells)

    def _put_in(self, given: GivenRow) -> None:
        problems = [*self._row_problems(given)]
        cells: dict[str, str] = {}
        for name in self.columns:
            if given.cells[name] or name in given.faults:
                text = self._written(name, given, {}, problems)
                cells[name] = text
        if problems:
            self.problems += problems
        else:
            self.added.append(cells)

    def _row_problems(self, given: GivenRow) -> Iterator[SheetProblem]:
        missing = [name for name in self.table.required if not given.cells.get(name)]
        missing = [name for name in missing if name not in given.faults]
        if missing:
            yield SheetProblem(
                place=self.given.cell(given.number, missing[0]),
                message=f"the row has no {' and no '.join(missing)}; it was not taken.",
                way_out=f"Fill in {' and '.join(missing)}, or delete the row.",
            )
        claim_id = given.cells.get("claim_id", "")
        if self.table.names_claims and claim_id:
            yield from self._id_problem(given, claim_id)
        key = [given.cells.get(name, "") for name in self.table.key]
        for line, raw in self.sides.unreadable.items():
            if all(cell in raw for cell in key):
                yield SheetProblem(
                    place=self.given.cell(given.number, self.table.key[0]),
                    message=f"line {line} of {self.sides.path} cannot be read and may be this "
                    "row; it was not taken.",
                    way_out="Correct that line first; `needle-evidence check` says what is wrong.",
                )

    def _id_problem(self, given: GivenRow, claim_id: str) -> Iterator[SheetProblem]:
        if not CLAIM_ID_PATTERN.fullmatch(claim_id):
            yield SheetProblem(
                place=self.given.cell(given.number, "claim_id"),
                message=f"the claim_id “{one_line(claim_id, _SHORT)}” is not made of small "
                "letters, digits and hyphens; the row was not taken.",
                way_out="Begin with a letter and join words with hyphens: reduces-hip-pain.",
            )

    def _take_cells(self, exported: Mapping[str, str], given: GivenRow, present: FileRow) -> None:
        problems: list[SheetProblem] = []
        changed: dict[str, str] = {}
        conflicts: list[SheetConflict] = []
        for name in self._differing(exported, given):
            now, then = present.cells.get(name, ""), exported.get(name, "")
            if name not in given.faults and self._same(name, given.cells[name], now):
                continue
            text = self._written(name, given, present.cells, problems)
            if self.take_workbook or self._same(name, then, now):
                changed[name] = text
            else:
                conflicts.append(self._cell_conflict(given, present, name, then))
        if problems:
            self.problems += problems
            return
        self.conflicts += conflicts
        if changed:
            self.changed[present.line] = changed

    def _differing(self, exported: Mapping[str, str], given: GivenRow) -> list[str]:
        """The columns whose cells somebody changed in the workbook."""
        return [
            name
            for name in self.columns
            if (given.cells[name] != exported.get(name, "") or name in given.faults)
            and not self._unchanged(name, exported.get(name, ""), given)
        ]

    def _unchanged(self, name: str, exported: str, given: GivenRow) -> bool:
        text = given.cells[name]
        if name in given.faults and not text:
            return False
        return self._same(name, text, exported) or (text != "" and text == placeholder(exported))

    def _same(self, name: str, one: str, other: str) -> bool:
        if one == other:
            return True
        column = self.table.column(name)
        return meaning(one, column) == meaning(other, column)

    def _written(
        self, name: str, given: GivenRow, now: Mapping[str, str], problems: list[SheetProblem]
    ) -> str:
        """The cell as the file shall hold it; what is wrong with it goes into `problems`."""
        text, place = given.cells[name], self.given.cell(given.number, name)
        if fault := given.faults.get(name):
            problems.append(SheetProblem(place=place, message=fault.message, way_out=fault.way_out))
            return text
        if not text and name in self.table.required:
            problems.append(
                SheetProblem(
                    place=place,
                    message=f"{name} is empty, and a row without it is not read.",
                    way_out="Fill it in; to be rid of the row, delete the whole row.",
                )
            )
        try:
            refuse_cell(name, text, plain_cell(text))
            written = as_written(text, self.table.column(name))
        except UsageError as error:
            problems.append(SheetProblem(place=place, message=error.problem, way_out=error.way_out))
            return text
        if self.table.column(name).holds == "number" and "," in now.get(name, ""):
            written = with_decimal_comma(written)
        if "\n" in now.get(name, ""):  # the file keeps its lines where it has some
            return "\n".join(map(plain_cell, written.split("\n")))
        return plain_cell(written)

    def _cell_conflict(
        self, given: GivenRow, present: FileRow, name: str, exported: str
    ) -> SheetConflict:
        return SheetConflict(
            place=self.given.cell(given.number, name),
            path=self.sides.path,
            line=present.line,
            column=name,
            exported=exported,
            workbook=given.cells[name],
            file=present.cells.get(name, ""),
        )

    def _row_conflict(
        self,
        given: GivenRow | None,
        line: int,
        workbook: str,
        file: str,
        cells: Mapping[str, str] | None = None,
    ) -> None:
        row = given.cells if given is not None else cells or {}
        name = ", ".join(filter(None, (row.get(key, "") for key in self.table.key)))
        place = self.given.cell(given.number, "") if given is not None else self.given.name
        self.conflicts.append(
            SheetConflict(
                place=place,
                path=self.sides.path,
                line=line,
                column="",
                exported=one_line(name, 120),
                workbook=workbook,
                file=file,
            )
        )


def _doubled(table: SheetTable, given: GivenSheet, rows: Sequence[GivenRow]) -> SheetProblem:
    numbers = [str(row.number) for row in rows]
    others = f" (also row {', '.join(numbers[1:])})" if len(numbers) > 1 else ""
    return SheetProblem(
        place=given.cell(rows[0].number, table.key[0]),
        message=f"another row has the same {', '.join(table.key)}{others}, so which one is which "
        "is not certain; no change of these rows was taken.",
        way_out="Tell them apart in one of these columns, or delete all but one.",
    )


def _column_notes(given: GivenSheet, sides: MergeSides, known: frozenset[str]) -> Iterator[str]:
    own = [one_line(name, _SHORT) for name in given.columns if name not in known]
    if own:
        yield (
            f"{given.name}: the file has no column {', '.join(own)}; it was left out. To keep it, "
            f"put its name into the first row of {sides.path}, then do this again."
        )
    gone = [one_line(name, _SHORT) for name in sorted(sides.then_columns - {*given.columns})]
    if gone:
        yield f"{given.name}: the column {', '.join(gone)} is not in the sheet; the file keeps it."


def _rename_notes(table: SheetTable, merge: _Merge) -> Iterator[str]:
    """A claim whose id was typed over: what is recorded about it does not follow by itself."""
    if not table.names_claims:
        return
    old = {cells.get("claim", ""): cells["claim_id"] for cells in merge.removed.values()}
    for cells in merge.added:
        if was := old.get(cells.get("claim", "")):
            yield (
                f"{one_line(was, _SHORT)} became {one_line(cells['claim_id'], _SHORT)}: what is "
                "recorded about a claim does not follow. Rather use `needle-evidence rename-claim`."
            )
