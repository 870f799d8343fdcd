"""What every article format is, and reading a file in the format that fits it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError
from needle_evidence.model.article import Article, BlockKind
from needle_evidence.plugins import load_extensions

ARTICLES = "needle_evidence.formats.articles"
# Longer pages are books: a page of 20 MB takes half a minute to read.
LARGEST = 20_000_000
_WORD = re.compile(r"[^\W\d_]+")
_BINARY = {
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
    b"{\\rtf": "a rich-text file (.rtf)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleFormat:
    """One format of articles.

    endings: file endings with a dot, lower case. fits: whether the first bytes can be of this
    format ("" where any can). read: the bytes of a file and its path → the article; raises
    UnreadableInputError with what is wrong and a way out. decode: the text into which the
    article's source map points, None where it has none.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str], Article]
    fits: Callable[[bytes], bool] = lambda _: True
    decode: Callable[[bytes, str], str] | None = None


def article_formats() -> tuple[ArticleFormat, ...]:
    """All article formats, ours and plug-ins'."""
    return load_extensions(ARTICLES, "ARTICLE_FORMAT", ArticleFormat)


def article_endings() -> tuple[str, ...]:
    """The endings of files that can be read as articles."""
    return tuple(ending for form in article_formats() for ending in form.endings)


def read_article(data: bytes, path: str) -> Article:
    """Reads an article; the ending of its path tells the format.

    Nothing that the file refers to is fetched, nothing in it is executed. Raises
    UnreadableInputError where it is empty, too large, damaged, of another format than its name
    says, or without a sentence.
    """
    for start, kind in _BINARY.items():
        # The reader of Word files tells its own kinds apart.
        if data.startswith(start) and not path.lower().endswith(".docx"):
            raise UnreadableInputError(
                f"{path} is {kind}, which cannot be read as an article.",
                "Save the page as .docx, .html, .md or .txt.",
            )
    form = _format_of(path)
    if not data.strip():
        raise UnreadableInputError(f"{path} is empty.", "Save the page's text in it.")
    if len(data) > LARGEST:
        raise UnreadableInputError(
            f"{path} has over {LARGEST // 1_000_000} MB.", "Save the page without its pictures."
        )
    if not form.fits(data):
        raise UnreadableInputError(
            f"{path} is no {form.name} file, whatever its name says.",
            "Give it the ending of its real format.",
        )
    article = form.read(data, path)
    if not any(map(_says_something, _texts(article))):
        raise UnreadableInputError(
            f"{path} holds no sentence that could be read.",
            "Check that the page's own text is in the file, not only its menus.",
        )
    return article


def article_source(data: bytes, path: str) -> str:
    """The text into which an article's source map points.

    Raises UnreadableInputError for a format without one (DOCX), and for undecodable bytes.
    """
    decode = _format_of(path).decode
    if decode is None:
        raise UnreadableInputError(
            f"{path} is no text file.", "Save the page as .md, .html or .txt."
        )
    return decode(data, path)


def _format_of(path: str) -> ArticleFormat:
    for form in article_formats():
        if path.lower().endswith(form.endings):
            return form
    endings = ", ".join(article_endings())
    raise UnreadableInputError(
        f"{path} is of no format that can be read as an article.", f"Use one of {endings}."
    )


def _texts(article: Article) -> Iterator[str]:
    """The sentences of an article, and its headings."""
    yield from (article.text[sentence.start : sentence.end] for sentence in article.sentences)
    yield from (
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind is BlockKind.HEADING
    )


def _says_something(text: str) -> bool:
    """Whether a text has two words; one of many letters may be words without spaces."""
    return len(_WORD.findall(text)) > 1 or (not text.isascii() and len(text) > 1)
