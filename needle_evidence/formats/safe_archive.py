"""Opening a zip archive of XML parts (DOCX) so that nothing in it can do harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from needle_evidence.errors import UnreadableInputError

# Limits that no article comes near: 50 MB of markup are a book of some thousand pages.
_MOST_PARTS = 2_000
_LARGEST_UNPACKED = 200_000_000
_LARGEST_XML = 50_000_000
_LARGEST_LINKS = 4_000_000
_SUSPECT_SIZE = 20_000_000
_SUSPECT_RATIO = 200
_MOST_ELEMENTS = 1_000_000
# Readers walk the parts by recursion, which Python stops at 1,000 calls.
_DEEPEST = 150

_STEP = 65_536
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# The only two that the standard for such archives allows; Python unpacks the others (bzip2,
# LZMA) without a bound on memory.
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_KINDS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an e-book (.epub)"),
    ("META-INF/manifest.xml", "a LibreOffice document (.odt)"),
    ("Index/", "an Apple Pages document"),
)

_SAVE_AGAIN = "Open it in Word or LibreOffice and save it again as a Word document (.docx)."
_SAVE_TEXT = "Save the article's text alone as .docx, .md or .txt."


def read_parts(data: bytes, *, path: str) -> dict[str, bytes]:
    """The parts of an archive by name: the XML ones unpacked, all others (pictures) empty.

    Each part is unpacked in small steps up to a limit, whatever size the archive states; no
    name in it is ever used as a path. path: for the messages.

    Raises:
        UnreadableInputError: it is no zip archive, damaged, encrypted, holds two parts of one
            name, or is too large when unpacked.
    """
    _refuse_other_files(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_entries(entries, len(data), path)
            return _unpack(archive, entries, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise _damaged(path) from error


def refuse_harmful_xml(parts: Mapping[str, bytes], *, path: str) -> None:
    """Reads through all XML parts once, in whatever encoding, and refuses what is no plain data.

    Raises:
        UnreadableInputError: a part has a DOCTYPE (which can pull in files and grow without
            end), is no XML, is nested too deeply, or all have too many elements.
    """
    counter = _XmlCounter(path)
    for content in parts.values():
        if content:
            counter.read(content)


def pack_parts(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip archive without compression, for a library that wants one."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def other_kind(names: Iterable[str]) -> str:
    """Which other kind of file an archive with these parts is, in words."""
    listed = tuple(names)
    return next(
        (kind for start, kind in _KINDS if any(name.startswith(start) for name in listed)),
        "a zip archive",
    )


def _damaged(path: str) -> UnreadableInputError:
    return UnreadableInputError(f"{path} is damaged or was cut off.", _SAVE_AGAIN)


def _too_large(path: str, what: str) -> UnreadableInputError:
    return UnreadableInputError(f"{path} is no article: {what}.", _SAVE_TEXT)


def _refuse_other_files(data: bytes, path: str) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableInputError(
                f"{path} is protected by a password.", "Save it without the password."
            )
        raise UnreadableInputError(f"{path} is an old Word file (.doc).", _SAVE_AGAIN)
    if not data.startswith(b"PK"):
        raise UnreadableInputError(
            f"{path} is no Word document, whatever its name says.",
            "Give it the ending of its real format.",
        )
    # Counted before the list of entries is read, which alone could take seconds.
    if data.count(_ENTRY) > _MOST_PARTS * 2:
        raise _too_large(path, f"it is an archive of over {_MOST_PARTS:,} files")


def _refuse_entries(entries: list[zipfile.ZipInfo], packed: int, path: str) -> None:
    """What the archive states about itself; what it really holds is counted on unpacking."""
    if len(entries) > _MOST_PARTS:
        raise _too_large(path, f"it is an archive of over {_MOST_PARTS:,} files")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInputError(
            f"{path} is protected by a password.", "Save it without the password."
        )
    if any(entry.compress_type not in _PACKINGS for entry in entries):
        raise UnreadableInputError(f"{path} is packed as no Word document is.", _SAVE_AGAIN)
    # Part names differ in more than case; of two, Word might show the one that we do not read.
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise UnreadableInputError(f"{path} holds two parts of the same name.", _SAVE_AGAIN)
    unpacked = sum(entry.file_size for entry in entries)
    suspect = unpacked > _SUSPECT_SIZE and unpacked > _SUSPECT_RATIO * packed
    if suspect or unpacked > _LARGEST_UNPACKED:
        raise _too_large(path, f"unpacked it would have {unpacked // 1_000_000:,} MB")


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], path: str
) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    size = links = 0
    for entry in entries:
        name = entry.filename.lower()
        if not name.endswith((".xml", ".rels")):
            parts[entry.filename] = b""
            continue
        content = _read_entry(archive, entry, _LARGEST_XML - size, path)
        size += len(content)
        # The library compares each link with each part that it has seen.
        links += len(content) if name.endswith(".rels") else 0
        if links > _LARGEST_LINKS:
            raise _too_large(path, "it holds some ten thousands of links")
        parts[entry.filename] = content
    return parts


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int, path: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(_STEP):
            size += len(piece)
            if size > most:
                raise _too_large(path, f"its markup has over {_LARGEST_XML // 1_000_000} MB")
            pieces.append(piece)
    return b"".join(pieces)


class _XmlCounter:
    """Counts the elements of all parts and how deep they are nested."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._elements = 0
        self._depth = 0

    def read(self, content: bytes) -> None:
        """Reads through one part."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._depth = 0
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise _damaged(self._path) from error

    def _refuse_doctype(self, *declaration: object) -> None:
        del declaration
        raise UnreadableInputError(
            f"{self._path} holds a document type declaration (DOCTYPE), which no Word document "
            "has and which can pull in other files.",
            _SAVE_AGAIN,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del name, attributes  # expat gives them; only their number counts
        self._elements += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_large(self._path, f"it is nested over {_DEEPEST} levels deep")
        if self._elements > _MOST_ELEMENTS:
            raise _too_large(self._path, f"it has over {_MOST_ELEMENTS:,} elements")

    def _end(self, name: str) -> None:
        del name
        self._depth -= 1
