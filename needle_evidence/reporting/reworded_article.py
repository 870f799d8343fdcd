"""A copy of an article in which sentences are replaced, with every other byte kept."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.article_format import article_source, read_article
from needle_evidence.formats.patched_text import TextBytes, text_bytes
from needle_evidence.language.citation_marks import FoundMark, find_marks
from needle_evidence.model.article import Article, MarkKind
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.source_stretch import source_stretch
from needle_evidence.reporting.templating import escape_markdown

_STOPS = ".!?…。！？"
# The space before a mark goes with it where one of these follows, as in every article read.
_NO_SPACE_BEFORE = ".,;:!?)]}»”’"
_Mark = tuple[MarkKind, str, tuple[str, ...]]
_MARKUP = "It holds markup, a link or a note between its words, which would be lost."
_MARK_INSIDE = "A citation mark stands between its words, and would be lost."
_MARK_BEFORE_SIGN = "A citation mark stands before its last sign, and would be lost."
_NO_ENCODING = "The bytes of the file are of no one encoding: save it as UTF-8."
_READS_OTHERWISE = "With the new sentence in it the page would read differently elsewhere."


@dataclass(frozen=True, kw_only=True, slots=True)
class NewSentence:
    """A sentence of an article, by its offsets in the plain text, and what takes its place.

    text: one or more whole sentences, plain text.
    """

    claim_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RewordedCopy:
    """data: the copy's bytes. changed: in it. left: what was not put in, each with the reason."""

    data: bytes
    changed: tuple[NewSentence, ...]
    left: tuple[tuple[NewSentence, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edit:
    """One replacement. start, end: in the plain text. first, behind, written: in the source.

    read: the new words as a reader of articles gives them, without the names of works in them
    that are read as citation marks; these are `marks`.
    """

    sentence: NewSentence
    start: int
    end: int
    read: str
    marks: tuple[FoundMark, ...]
    first: int
    behind: int
    written: str


def reworded_copy(article: Article, data: bytes, wanted: Iterable[NewSentence]) -> RewordedCopy:
    """The article's file with each sentence replaced for which that is safe.

    data: the bytes that the article was read from. A sentence is left where its stretch of the
    file holds more than its own words: markup, a link, or a citation mark that could not be
    kept behind the new words. The copy is read again as the article was: what would read
    differently anywhere else, or not as the new sentence, is left as well.
    """
    sentences = sorted(wanted, key=lambda sentence: sentence.start)
    refused = _refusal(article)
    if refused or not sentences:
        return _unchanged(data, sentences, refused)
    known = text_bytes(data, article_source(data, article.path), path=article.path)
    if known is None:
        return _unchanged(data, sentences, _NO_ENCODING)
    edits: list[_Edit] = []
    left: list[tuple[NewSentence, str]] = []
    for sentence in sentences:
        planned = _edit(article, known, sentence)
        if isinstance(planned, str):
            left.append((sentence, planned))
        else:
            edits.append(planned)

    def reads_well(some: Sequence[_Edit]) -> bool:
        return _reads_as_wanted(article, known, some)

    kept = _fitting(edits, reads_well)
    left += [(edit.sentence, _READS_OTHERWISE) for edit in edits if edit not in kept]
    return RewordedCopy(
        data=_patched(known, kept),
        changed=tuple(edit.sentence for edit in kept),
        left=tuple(sorted(left, key=lambda pair: pair[0].start)),
    )


def _refusal(article: Article) -> str:
    if article.format == "docx":
        return "A Word file cannot be changed sentence by sentence: change it in Word."
    if article.format not in _WRITERS:
        return "No sentence can be put into a file of its kind: save the page as .md or .html."
    return ""


def _unchanged(data: bytes, sentences: Sequence[NewSentence], reason: str) -> RewordedCopy:
    return RewordedCopy(data=data, changed=(), left=tuple((one, reason) for one in sentences))


def _edit(article: Article, known: TextBytes, sentence: NewSentence) -> _Edit | str:
    """What to replace by what; else why the sentence is left.

    Where citation marks stand before its stop, the stop stays behind them, and the new words
    get none of their own.
    """
    old = article.text[sentence.start : sentence.end]
    words = sentence.start + len(old.rstrip(_STOPS))
    text = " ".join(one_line(sentence.text).split())
    end = sentence.end
    if _has_mark(article, sentence.start + 1, words):
        return _MARK_INSIDE
    if words < end and _has_mark(article, words, end):
        if article.text[words:end] != "." or not text.endswith("."):
            return _MARK_BEFORE_SIGN
        end, text = words, text[:-1]
    place = source_stretch(article, known.text, sentence.start, end)
    if place is None:
        return _MARKUP
    marks = tuple(find_marks(text, ()))
    if any(mark.kind is not MarkKind.AUTHOR_YEAR for mark in marks):
        return _READS_OTHERWISE
    written = _WRITERS[article.format](text, known)
    if not known.holds(written):
        return f"The file is saved as {known.encoding}, which lacks a sign of the new sentence."
    return _Edit(
        sentence=sentence,
        start=sentence.start,
        end=end,
        read=_without_marks(text, marks),
        marks=marks,
        first=place[0],
        behind=place[1],
        written=written,
    )


def _has_mark(article: Article, first: int, end: int) -> bool:
    """Whether a citation mark stands at an offset from `first` up to before `end`."""
    number = bisect_left(article.marks, first, key=lambda mark: mark.offset)
    return number < len(article.marks) and article.marks[number].offset < end


def _without_marks(text: str, marks: Sequence[FoundMark]) -> str:
    """As articles are read: with a mark goes the space before it, where a stop follows."""
    read = ""
    done = 0
    for mark in marks:
        read = (read + text[done : mark.start]).rstrip()
        done = mark.end + (len(text) - mark.end - len(text[mark.end :].lstrip()))
        read += " " if done < len(text) and text[done] not in _NO_SPACE_BEFORE else ""
    return read + text[done:]


def _fitting(
    edits: Sequence[_Edit], reads_well: Callable[[Sequence[_Edit]], bool]
) -> tuple[_Edit, ...]:
    """The edits that can be made together: all of them, but for those that do harm."""
    if not edits or reads_well(edits):
        return tuple(edits)
    if len(edits) == 1:
        return ()
    half = len(edits) // 2
    first, second = _fitting(edits[:half], reads_well), _fitting(edits[half:], reads_well)
    together = (*first, *second)
    # Halves that do no harm alone and do it together are rare: the first one is kept.
    return together if not (first and second) or reads_well(together) else first


def _patched(known: TextBytes, edits: Sequence[_Edit]) -> bytes:
    return known.replaced([(edit.first, edit.behind, edit.written) for edit in edits])


def _reads_as_wanted(article: Article, known: TextBytes, edits: Sequence[_Edit]) -> bool:
    try:
        copy = read_article(_patched(known, edits), article.path)
    except UnreadableInputError:
        return False
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += [article.text[done : edit.start], edit.read]
        done = edit.end
    return (
        copy.text == "".join((*parts, article.text[done:]))
        and [*_shape(copy, _marks(copy))] == [*_shape(article, _marks_with(article, edits))]
        and (copy.title, copy.meta) == (article.title, article.meta)
    )


def _shape(article: Article, marks: Iterable[_Mark]) -> Iterator[object]:
    """All of an article but its words and their places."""
    for block in article.blocks:
        yield block.kind, block.level, block.heading, block.lead_in
    yield from marks
    yield article.references


def _marks(article: Article) -> Iterator[_Mark]:
    return ((mark.kind, mark.text, mark.labels) for mark in article.marks)


def _marks_with(article: Article, edits: Sequence[_Edit]) -> list[_Mark]:
    """The article's marks with those that come in with the new words."""
    marks = list(_marks(article))
    for edit in reversed(edits):
        place = bisect_left(article.marks, edit.start + 1, key=lambda mark: mark.offset)
        marks[place:place] = [(mark.kind, mark.text, mark.labels) for mark in edit.marks]
    return marks


def _write_markdown(text: str, _known: TextBytes) -> str:
    """Escaped, so that neither Markdown nor a site's template language finds anything in it."""
    escaped = escape_markdown(text)
    for sign in "@^":
        escaped = escaped.replace(sign, f"\\{sign}")
    return _fitted(_without_braces(escaped.replace("\\{", "{").replace("\\}", "}")), _known)


def _write_html(text: str, known: TextBytes) -> str:
    written = _without_braces(html.escape(text, quote=False))
    # A page in ASCII may declare any encoding, or none.
    return _fitted(written, known) if known.proven else _ascii(written)


def _write_plain(text: str, _known: TextBytes) -> str:
    return text


def _without_braces(text: str) -> str:
    """Braces written as entities: `{{ … }}` would run in the template of a site."""
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _fitted(text: str, known: TextBytes) -> str:
    return text if known.holds(text) else _ascii(text)


def _ascii(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


_WRITERS: Mapping[str, Callable[[str, TextBytes], str]] = {
    "markdown": _write_markdown,
    "html": _write_html,
    "jats": _write_html,
    "plain_text": _write_plain,
}
