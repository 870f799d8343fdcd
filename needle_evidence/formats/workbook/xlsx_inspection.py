"""What a workbook's archive holds, seen before a library reads it: its size, formulas, errors."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.safe_archive import other_kind

# A project of 100,000 claims stays below; a bomb is stopped while it unpacks.
_MOST_PARTS = 2_000
_LARGEST_UNPACKED = 400_000_000
_SUSPECT_SIZE = 50_000_000
_SUSPECT_RATIO = 300
_MOST_ELEMENTS = 8_000_000
# The library keeps a place for each cell of the rectangle from A1 to the last filled one.
_LARGEST_SHEET = 6_000_000
_LARGEST_STEP = 1_048_576
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENTRY = b"PK\x01\x02"
_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SAVE_AGAIN = "Open it in the spreadsheet program and save it as an Excel workbook (.xlsx)."
_OTHERS = (
    ("Index/", "an Apple Numbers or Pages document", "Export it as Excel (.xlsx) there."),
    ("content.xml", "an OpenDocument file (.ods)", _SAVE_AGAIN),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", _SAVE_AGAIN),
)


@dataclass(slots=True)
class SheetFacts:
    """What the markup of one sheet tells; rows and columns from 0.

    formulas, errors: cells that hold a formula, or an error value such as #REF!. filled:
    the size of the rectangle from A1 to the last filled cell.
    """

    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    rows: int = 0
    columns: int = 0


def inspect_workbook(data: bytes, *, path: str) -> Mapping[str, SheetFacts]:
    """The facts of each sheet by its name; path: for the messages.

    Every part is unpacked once in small steps up to a limit, whatever size the archive states,
    and its markup read through.

    Raises UnreadableInputError: it is no Excel workbook, damaged, protected by a password, has
    a document type declaration, or is too large when unpacked.
    """
    _refuse_other_files(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_entries(entries, len(data), path)
            return _inspected(archive, entries, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise damaged(path) from error
    except (expat.ExpatError, LookupError) as error:
        raise damaged(path) from error


def damaged(path: str) -> UnreadableInputError:
    """The error for a workbook that cannot be read through."""
    return UnreadableInputError(f"{path} is damaged or was cut off.", _SAVE_AGAIN)


def _too_large(path: str, what: str, way_out: str = _SAVE_AGAIN) -> UnreadableInputError:
    return UnreadableInputError(f"{path} is too large: {what}.", way_out)


def _refuse_other_files(data: bytes, path: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableInputError(
                f"{path} is protected by a password.", "Save it without the password."
            )
        raise UnreadableInputError(f"{path} is an old Excel workbook (.xls).", _SAVE_AGAIN)
    if not data.startswith(b"PK"):
        raise UnreadableInputError(
            f"{path} is no Excel workbook (.xlsx), whatever its name says.",
            _SAVE_AGAIN + " A CSV file of the project needs no way back: it is read as it is.",
        )
    # Counted before the list of entries is read, which alone could take seconds.
    if data.count(_ENTRY) > _MOST_PARTS * 2:
        raise _too_large(path, f"it is an archive of over {_MOST_PARTS:,} files")


def _refuse_entries(entries: list[zipfile.ZipInfo], packed: int, path: str) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > _MOST_PARTS:
        raise _too_large(path, f"it is an archive of over {_MOST_PARTS:,} files")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInputError(
            f"{path} is protected by a password.", "Save it without the password."
        )
    if not {_BOOK, _LINKS} <= {*names}:
        for start, kind, way_out in _OTHERS:
            if any(name.startswith(start) for name in names):
                raise UnreadableInputError(f"{path} is {kind}.", way_out)
        raise UnreadableInputError(f"{path} is {other_kind(names)}, no workbook.", _SAVE_AGAIN)
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise damaged(path)
    if len({name.lower() for name in names}) < len(names):
        raise damaged(path)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _LARGEST_UNPACKED or unpacked > max(_SUSPECT_SIZE, _SUSPECT_RATIO * packed):
        raise _too_large(path, f"unpacked it would have {unpacked // 1_000_000:,} MB")


def _inspected(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], path: str
) -> dict[str, SheetFacts]:
    budget = _Budget(path)
    sheets, targets = _Book(), _Links()
    _read_part(archive, _BOOK, sheets.start, budget)
    _read_part(archive, _LINKS, targets.start, budget)
    scans = {name: _SheetScan(name, path) for name in sheets.names}
    by_part: dict[str, _SheetScan] = {}
    for name, link in sheets.names.items():
        if link in targets.parts:
            by_part[targets.parts[link]] = scans[name]
    for entry in entries:
        if entry.filename in (_BOOK, _LINKS):
            continue
        scan = by_part.pop(entry.filename, None)
        if scan is not None:
            _read_part(archive, entry.filename, scan.start, budget)
        elif entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            _read_part(archive, entry.filename, _pass, budget)
        else:
            for _ in _pieces(archive, entry.filename, budget):
                pass
    if by_part:  # a sheet whose markup is elsewhere would not have been looked through
        raise damaged(path)
    return {name: scan.facts for name, scan in scans.items()}


_Start = Callable[[str, dict[str, str]], None]


@dataclass(slots=True)
class _Budget:
    path: str
    size: int = 0
    elements: int = 0


def _pass(_name: str, _attributes: dict[str, str]) -> None:
    """A part of which only the size and the number of elements count."""


def _read_part(archive: zipfile.ZipFile, name: str, start: _Start, budget: _Budget) -> None:
    parser = expat.ParserCreate()

    def counted(element: str, attributes: dict[str, str]) -> None:
        budget.elements += 1
        start(element, attributes)

    def refuse(*declaration: object) -> None:
        del declaration
        raise UnreadableInputError(
            f"{budget.path} holds a document type declaration (DOCTYPE), which no workbook has "
            "and which can pull in other files.",
            _SAVE_AGAIN,
        )

    parser.StartElementHandler = counted
    parser.StartDoctypeDeclHandler = refuse
    for piece in _pieces(archive, name, budget):
        parser.Parse(piece, False)
        if budget.elements > _MOST_ELEMENTS:
            raise _too_large(budget.path, f"it has over {_MOST_ELEMENTS:,} cells and other parts")
    parser.Parse(b"", True)


def _pieces(archive: zipfile.ZipFile, name: str, budget: _Budget) -> Iterator[bytes]:
    with archive.open(name) as file:
        while piece := file.read(_LARGEST_STEP):
            budget.size += len(piece)
            if budget.size > _LARGEST_UNPACKED:
                raise _too_large(
                    budget.path, f"unpacked it has over {_LARGEST_UNPACKED // 1_000_000} MB"
                )
            yield piece


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Book:
    """The sheets' names, and the link of each to its part."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Takes one element in."""
        if _local(element) == "sheet":
            link = next((v for k, v in attributes.items() if _local(k) == "id" and ":" in k), "")
            self.names[attributes.get("name", "")] = link


class _Links:
    """The parts that links lead to."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Takes one element in."""
        if _local(element) == "Relationship":
            target = attributes.get("Target", "")
            part = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            self.parts[attributes.get("Id", "")] = posixpath.normpath(part)


class _SheetScan:
    """Reads through the cells of one sheet."""

    def __init__(self, name: str, path: str) -> None:
        self.facts = SheetFacts()
        self._name = name
        self._path = path
        self._row = -1
        self._column = -1
        self._error = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """Takes one element in."""
        element = _local(element)
        if element == "c":
            self._cell(attributes)
        elif element == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif element in ("v", "f", "is") and self._column >= 0:
            self._filled(element)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._error = attributes.get("t") == "e"
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place is None:
            self._column += 1
            return
        column = 0
        for letter in place[1]:
            column = column * 26 + ord(letter) - 64
        self._row, self._column = int(place[2]) - 1, column - 1

    def _filled(self, element: str) -> None:
        facts, place = self.facts, (self._row, self._column)
        if element == "f":
            facts.formulas.add(place)
        if self._error:
            facts.errors.add(place)
        facts.rows = max(facts.rows, self._row + 1)
        facts.columns = max(facts.columns, self._column + 1)
        if facts.rows * facts.columns > _LARGEST_SHEET:
            raise _too_large(
                self._path,
                f"the sheet {self._name[:40]} goes on to row {facts.rows:,} and column "
                f"{facts.columns:,}",
                "Delete the rows and columns behind the last one in use, then save it again.",
            )
