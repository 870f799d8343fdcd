"""Articles in JATS XML, as PubMed Central and publishers give them out."""

from __future__ import annotations

from html.entities import html5
from typing import TYPE_CHECKING
from xml.parsers import expat

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.formats.article_format import ArticleFormat
from needle_evidence.formats.block_writer import BlockWriter
from needle_evidence.formats.declared_encoding import decode_declared
from needle_evidence.formats.jats_page.blocks import JatsBlocks
from needle_evidence.model.article import Article

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_DEEPEST = 2_000
_OTHER_FORM = "Save the text of the page as .docx, .md or .txt."
_FETCH_AGAIN = "Download the XML again, or save the text of the page as .docx, .md or .txt."


def _read(data: bytes, path: str) -> Article:
    source = _decode(data, path)
    builder = ArticleBuilder(path=path, format_name="jats", data=data, source=source)
    writer = BlockWriter(builder)
    reader = _Reader(source, path, JatsBlocks(writer))
    reader.parse()
    writer.end()
    blocks = reader.blocks
    if not blocks.has_text:
        raise UnreadableInputError(
            f"{path} is XML, but no article in JATS: it has no <article> with an <abstract> or a "
            "<body> that holds text.",
            "Use the article's own XML (JATS, as PubMed Central gives it), or save the page as "
            ".docx, .html, .md or .txt.",
        )
    return builder.finish(
        title=blocks.title, meta={"lang": blocks.language} if blocks.language else None
    )


class _Reader:
    """Runs expat over the text and tells where each piece of it stands in the source.

    expat counts bytes; as all come in order, the characters up to each are counted once.
    """

    def __init__(self, source: str, path: str, blocks: JatsBlocks) -> None:
        self.blocks = blocks
        self._source = source
        self._path = path
        # A byte order mark in the text is none for the parser, which gets UTF-8.
        self._data = source.encode("utf-8", "replace")
        self._bytes = 0
        self._place = 0
        self._depth = 0
        self._parser = self._new_parser()

    def parse(self) -> None:
        """Hands all elements and texts on; raises UnreadableInputError where it cannot."""
        try:
            self._parser.Parse(self._data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableInputError(
                f"{self._path} is damaged XML: {error}.", _FETCH_AGAIN
            ) from error

    def _new_parser(self) -> XMLParserType:
        # Whatever encoding the file declares, it has been decoded.
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        # A DOCTYPE alone is harmless: expat fetches nothing unless told to.
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._skipped_entity
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableInputError(f"{self._path} is nested too deeply.", _OTHER_FORM)
        self.blocks.start(_local(name), {_local(key): attributes[key] for key in attributes})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.blocks.end(_local(name))

    def _characters(self, text: str) -> None:
        if not self.blocks.takes_text:
            return
        place = self._place_now()
        if self._source.startswith(text, place):
            self.blocks.add(text, place)
        else:
            # An entity, or a line end of two characters.
            self.blocks.add(text, place if len(text) == 1 else -1)

    def _skipped_entity(self, name: str, parameter: bool) -> None:
        """A name that the file's own DTD would explain; most are HTML's too (&nbsp;)."""
        if not parameter and self.blocks.takes_text:
            self.blocks.add(html5.get(f"{name};", " "), self._place_now())

    def _refuse_entity(self, *declaration: object) -> None:
        raise UnreadableInputError(
            f"{self._path} declares entities ({declaration[0]}), which can hide other text.",
            _OTHER_FORM,
        )

    def _place_now(self) -> int:
        """The offset in the source of what expat reads now."""
        byte = self._parser.CurrentByteIndex
        if byte > self._bytes:
            self._place += len(self._data[self._bytes : byte].decode("utf-8", "replace"))
            self._bytes = byte
        return self._place


def _local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2].lower()


def _decode(data: bytes, path: str) -> str:
    return decode_declared(data, path=path)


ARTICLE_FORMAT = ArticleFormat(name="jats", endings=(".xml", ".nxml"), read=_read, decode=_decode)
