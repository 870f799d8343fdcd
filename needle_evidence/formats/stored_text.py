"""Stored source texts (plain, Markdown, HTML, JATS and PubMed XML, PDF) as plain text."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import html5
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.parsers import expat

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.decode_text import decode
from needle_evidence.language.passages import find_passage, too_short

if TYPE_CHECKING:
    from pypdf import PdfReader

# Limits that no paper or thesis comes near; what is beyond them was made to do harm.
_LARGEST = 64_000_000
_LONGEST_TEXT = 20_000_000
_DEEPEST = 2_000
_MOST_PAGES = 5_000
_MOST_SECONDS = 60.0
# The title of a PDF stands among its first characters.
_FIRST_PAGE = 3_000

_STORE_TEXT = "Store the text of the work as a .txt file in its place."
_FETCH_AGAIN = "Fetch it again, or store the text of the work as a .txt file in its place."
_INSTALL = "Install it with: pip install 'needle-evidence[pdf]'"

# Elements that end a line; all others stand within one.
_BLOCK_TEXT = """
    address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th
    thead title tr ul
    """
_BLOCKS = frozenset(_BLOCK_TEXT.split())
_UNSEEN = frozenset({"script", "style", "template", "svg", "annotation"})

# The parts of JATS, PubMed and TEI files that hold the text of the work; its list of references
# and the letters and reviews printed with it are other texts.
_KEPT = frozenset({"abstract", "trans-abstract", "otherabstract", "body", "floats-group"})
_DROPPED_TEXT = """
    annotation article-id biblstruct commentscorrectionslist listbibl object-id processing-meta
    ref-list response sub-article tex-math
    """
_DROPPED = frozenset(_DROPPED_TEXT.split())
_INLINE_TEXT = """
    a abbrev b bold em email ext-link hi i inline-formula italic monospace named-content overline
    ref roman sans-serif sc span strike strong styled-content sub sup u underline uri xref
    """
_INLINE = frozenset(_INLINE_TEXT.split())
_TITLES = frozenset(
    {("title-group", "article-title"), ("article", "articletitle"), ("titlestmt", "title")}
)
_REFERENCE_KINDS = frozenset({"bibr", "bibliography"})

# A logger without a handler prints its warnings on the terminal.
_SILENT = logging.NullHandler()


class NotInstalledError(UnreadableInputError):
    """A stored text cannot be read before an optional part of the tool is installed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredText:
    """The text of a work, a line per paragraph.

    title: the work's title where the format tells it apart; it is then not in `text`. Citation
    marks that a print sets as superscript links stand in square brackets.
    """

    text: str
    title: str = ""


def read_stored_text(data: bytes, *, path: str) -> StoredText:
    """Reads the bytes of a stored text; the ending of its path tells the format.

    Nothing that a file refers to is fetched, and no entity that it declares is expanded.

    Raises:
        NotInstalledError: it is a PDF, and what reads PDFs is not installed.
        UnreadableInputError: it is empty, damaged, too large, or of another format.
    """
    ending = path.rpartition(".")[2].lower()
    reader = _READERS.get(ending)
    if reader is None:
        endings = ", ".join(f".{known}" for known in _READERS)
        raise UnreadableInputError(f"{path} is no stored text that can be read.", f"Use {endings}.")
    if not data.strip():
        raise UnreadableInputError(f"{path} is empty.", _STORE_TEXT)
    if len(data) > _LARGEST:
        raise _too_large(path)
    stored = reader(data, path)
    if not stored.text.strip():
        raise UnreadableInputError(f"{path} holds no text.", _STORE_TEXT)
    return stored


def _too_large(path: str) -> UnreadableInputError:
    return UnreadableInputError(f"{path} is too large for the text of one work.", _STORE_TEXT)


def _read_plain(data: bytes, path: str) -> StoredText:
    return StoredText(text=decode(data, path=path).text)


def _read_markdown(data: bytes, path: str) -> StoredText:
    """A heading of the first level that opens the file is the title."""
    text = decode(data, path=path).text.lstrip()
    if not text.startswith("# "):
        return StoredText(text=text)
    heading, _, rest = text.partition("\n")
    return StoredText(text=rest, title=heading[2:].strip())


def _read_html(data: bytes, path: str) -> StoredText:
    parser = _HtmlText(path)
    parser.feed(_well_ended(decode(data, path=path).text))
    parser.close()
    return StoredText(text=_tidy(parser.lines), title=_tidy(parser.heading or parser.title))


def _well_ended(markup: str) -> str:
    """The markup without comments and without a tag that never ends.

    html.parser looks for the end of each anew, which takes hours where a million have none.
    """
    kept: list[str] = []
    position = 0
    while (start := markup.find("<!--", position)) >= 0:
        kept.append(markup[position:start])
        end = markup.find("-->", start + 4)
        position = len(markup) if end < 0 else end + 3
    # html.parser breaks off with an assertion at "<![" that begins no section it knows.
    cleaned = ("".join(kept) + markup[position:]).replace("<![", "<!x")
    last = cleaned.rfind(">") + 1
    return cleaned[:last] + cleaned[last:].replace("<", " ")


class _HtmlText(HTMLParser):
    """Collects what a page shows: its lines, its <title> and its first heading apart."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title: list[str] = []
        self.heading: list[str] = []
        self._path = path
        self._until = time.monotonic() + _MOST_SECONDS
        self._unseen = 0
        self._open = {"sup": 0, "a": 0}
        self._marked = False
        self._target = self.lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # HTMLParser gives them; what is read does not depend on them
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "title" and not self._unseen and not self.title:
            self._target = self.title
        elif tag == "h1" and not self.heading:
            self._target = self.heading
        self._break_line(tag)
        if tag in self._open:
            self._open[tag] += 1
            self._bracket()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("title", "h1"):
            self._target = self.lines
        self._break_line(tag)
        if tag in self._open:
            self._open[tag] = max(0, self._open[tag] - 1)
            self._bracket()

    def handle_data(self, data: str) -> None:
        if time.monotonic() > self._until:
            raise UnreadableInputError(f"{self._path} takes too long to read.", _STORE_TEXT)
        if not self._unseen:
            self._target.append(_one_line(data))

    def _break_line(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._target.append("\n")

    def _bracket(self) -> None:
        """A superscript link is a citation mark: "pain¹²" must not read "pain12"."""
        marked = all(self._open.values())
        if marked != self._marked and not self._unseen:
            self._target.append("[" if marked else "]")
            self._marked = marked


def _read_xml(data: bytes, path: str) -> StoredText:
    reader = _XmlText(path)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    # A DOCTYPE alone is harmless: expat fetches nothing unless told to.
    parser.EntityDeclHandler = reader.refuse_entity
    parser.SkippedEntityHandler = reader.skipped_entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableInputError(f"{path} is damaged XML: {error}.", _FETCH_AGAIN) from error
    return StoredText(text=_tidy(reader.kept or reader.all), title=_tidy(reader.title))


class _XmlText:
    """Collects title, abstract and body; all text where a file has neither of the two."""

    def __init__(self, path: str) -> None:
        self.kept: list[str] = []
        self.all: list[str] = []
        self.title: list[str] = []
        self._path = path
        self._names: list[str] = []
        self._marks: list[str] = []
        self._in_kept = 0
        self._in_dropped = 0
        self._in_title = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2].lower()
        parent = self._names[-1] if self._names else ""
        if len(self._names) > _DEEPEST:
            raise UnreadableInputError(f"{self._path} is nested too deeply.", _STORE_TEXT)
        self._count(name, parent, 1)
        self._names.append(name)
        reference = name == "xref" and attributes.get("ref-type") in _REFERENCE_KINDS
        self._marks.append("]" if reference else "")
        self._add("[" if reference else "" if name in _INLINE else "\n")

    def end(self, name: str) -> None:
        name = self._names.pop()
        self._add(self._marks.pop() or ("" if name in _INLINE else "\n"))
        self._count(name, self._names[-1] if self._names else "", -1)

    def characters(self, text: str) -> None:
        self._add(_one_line(text))

    def skipped_entity(self, name: str, parameter: bool) -> None:
        """A name that the file's own DTD would explain; most are HTML's too (&nbsp;)."""
        self._add("" if parameter else html5.get(f"{name};", " "))

    def refuse_entity(self, *declaration: object) -> None:
        raise UnreadableInputError(
            f"{self._path} declares entities ({declaration[0]}), which can hide other text.",
            _STORE_TEXT,
        )

    def _count(self, name: str, parent: str, step: int) -> None:
        self._in_kept += step * (name in _KEPT)
        self._in_dropped += step * (name in _DROPPED)
        self._in_title += step * ((parent, name) in _TITLES)

    def _add(self, text: str) -> None:
        if self._in_dropped or not text:
            return
        if self._in_title:
            self.title.append(text)
            return
        self.all.append(text)
        if self._in_kept:
            self.kept.append(text)


def _read_pdf(data: bytes, path: str) -> StoredText:
    try:
        import pypdf
    except ImportError as error:
        raise NotInstalledError(f"{path}: what reads PDFs is not installed.", _INSTALL) from error
    if b"%PDF-" not in data[:1024]:
        raise UnreadableInputError(f"{path} is no PDF.", _FETCH_AGAIN)
    logging.getLogger("pypdf").addHandler(_SILENT)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        _unlock(reader, path)
        text = _pages_text(reader, path)
        title = str((reader.metadata and reader.metadata.title) or "")
    except UnreadableInputError:
        raise
    # A damaged PDF makes the library fail in any way, recursion included.
    except Exception as error:
        problem = f"{path} is a damaged PDF: {error}".rstrip(".")
        raise UnreadableInputError(f"{problem}.", _FETCH_AGAIN) from error
    return _without_title(text, title)


def _unlock(reader: PdfReader, path: str) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableInputError(f"{path} is locked by a password.", _STORE_TEXT)


def _pages_text(reader: PdfReader, path: str) -> str:
    """The text of all pages; one that cannot be read makes the whole unreadable.

    A passage that is not found in half a text is not a passage that is not there.
    """
    until = time.monotonic() + _MOST_SECONDS
    pages: list[str] = []
    length = 0
    if len(reader.pages) > _MOST_PAGES:
        raise _too_large(path)
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > _LONGEST_TEXT:
            raise _too_large(path)
        if time.monotonic() > until:
            raise UnreadableInputError(f"{path} takes too long to read.", _STORE_TEXT)
    if not length:
        raise UnreadableInputError(
            f"{path} holds no text, perhaps only pictures of its pages.", _STORE_TEXT
        )
    return "\n".join(pages)


def _without_title(text: str, title: str) -> StoredText:
    """Takes the title out of the first page, if what the PDF calls its title stands there."""
    place = find_passage(title, text[:_FIRST_PAGE])
    if too_short(title) or not place.found:
        return StoredText(text=text)
    return StoredText(text=f"{text[: place.start]}\n{text[place.end :]}", title=title)


_SPACES = re.compile(r"[ \t\r\f\v]+")


def _one_line(text: str) -> str:
    """A line's end in markup is a space."""
    return text.replace("\n", " ").replace("\r", " ")


def _tidy(pieces: list[str]) -> str:
    """The pieces as lines, none of them empty, one space between two words."""
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


_READERS: dict[str, Callable[[bytes, str], StoredText]] = {
    "txt": _read_plain,
    "md": _read_markdown,
    "html": _read_html,
    "htm": _read_html,
    "xml": _read_xml,
    "pdf": _read_pdf,
}
