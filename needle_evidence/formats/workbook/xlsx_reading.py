"""An Excel workbook as any spreadsheet program saves it, to the values of its sheets' cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.workbook.xlsx_inspection import (
    SheetFacts,
    damaged,
    inspect_workbook,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RawSheet:
    """One sheet. rows: values from A1 on; "" for an empty cell, and for an error value."""

    name: str
    rows: Sequence[Sequence[object]]
    facts: SheetFacts


def read_workbook(data: bytes, *, path: str) -> tuple[RawSheet, ...]:
    """The sheets in their order, hidden ones too; path: for the messages.

    Dates come as dates, numbers as floats, a formula as the value that was saved with it.
    Raises UnreadableInputError as `inspect_workbook` does.
    """
    facts = inspect_workbook(data, path=path)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            names = [name for name in workbook.sheet_names if name in facts]
            return tuple(
                RawSheet(
                    name=name,
                    rows=workbook.get_sheet_by_name(name).to_python(skip_empty_area=False),
                    facts=facts[name],
                )
                for name in names
            )
    except PasswordError as error:
        raise UnreadableInputError(
            f"{path} is protected by a password.", "Save it without the password."
        ) from error
    except (CalamineError, ValueError, OSError) as error:
        raise damaged(path) from error
    except BaseException as error:
        # A fault inside the library, which is no Exception where the library is not Python.
        if type(error).__name__ == "PanicException":
            raise damaged(path) from error
        raise
