"""A copy of an article with citations put in, in the form that its target wants."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.model.article import Article
from needle_evidence.model.identifiers import doi_link, normalise_doi
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.source_stretch import source_after
from needle_evidence.reporting.templating import formatted_html, formatted_markdown

# Where a reference list is put into a page: before the last of the first tag that it has.
_ENDS = ("</article>", "</main>", "</body>")
_ID = "evidence-reference-"
_LINE_END = re.compile(r"\r\n|\n|\r")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_]|[:.#$%&+?<>~/-](?=[A-Za-z0-9_]))*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Insertion:
    """Works to be cited at one place.

    start, end: offsets into the plain text: after which character it stands. marks: places in
    the source of marks that it takes the place of. citekeys: in the order of citing.
    """

    offset: int
    citekeys: tuple[str, ...]
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedWorks:
    """The works to be cited and what the page prints already.

    references: by citekey. format_reference: a work as text in the chosen style. printed:
    citekey → label of the works that the page's own list holds.
    """

    references: Mapping[str, Reference]
    format_reference: Callable[[Reference], FormattedReference]
    printed: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationForm:
    """One way to cite. endings: of the files that can hold it; the first form that fits is used."""

    name: str
    endings: tuple[str, ...]
    about: str


FORMS = (
    CitationForm(
        name="pandoc",
        endings=(".md", ".markdown", ".qmd", ".rmd"),
        about="[@citekey], for pandoc and Quarto",
    ),
    CitationForm(
        name="html",
        endings=(".html", ".htm", ".xhtml"),
        about="raised, linked numbers with a reference list",
    ),
    CitationForm(
        name="numbers",
        endings=(".txt", ".md", ".markdown", ".qmd", ".rmd", ".html", ".htm", ".xhtml"),
        about="[1] with a reference list",
    ),
)


def cited_copy(
    article: Article,
    source: str,
    insertions: Iterable[Insertion],
    works: CitedWorks,
    form: str,
) -> str:
    """The source with the citations put in and, but for pandoc, the works listed at its end.

    source: the decoded text that the article was read from. form: the name of one of `FORMS`.
    Works that the page's own list holds keep the number that it gives them.
    """
    placed = sorted(insertions, key=lambda insertion: insertion.offset)
    labels = _labels(article, placed, works.printed)
    edits: list[tuple[int, int, str]] = []
    for insertion in placed:
        place = source_after(article, source, insertion.offset)
        text = _citation(insertion.citekeys, labels, works, form)
        edits.append((place, place, text))
        edits.extend((start, end, "") for start, end in insertion.marks)
    copy = _edited(source, edits)
    listed = [key for key in labels if key not in works.printed]
    if form == "pandoc" or not listed:
        return copy
    return _with_list(copy, article, listed, labels, works)


def _labels(
    article: Article, insertions: Sequence[Insertion], printed: Mapping[str, str]
) -> dict[str, str]:
    """The number of each cited work, in the order of citing; those of the page's list go on."""
    used = [int(entry.label) for entry in article.references if entry.label.isdigit()]
    following = max([*used, len(article.references)], default=0) + 1
    labels: dict[str, str] = {}
    for key in (key for insertion in insertions for key in insertion.citekeys):
        if key not in labels:
            labels[key] = printed.get(key) or str(following)
            following += key not in printed
    return labels


def _citation(keys: Sequence[str], labels: Mapping[str, str], works: CitedWorks, form: str) -> str:
    if form == "pandoc":
        return f" [{'; '.join(map(_pandoc_key, keys))}]"
    numbers = sorted({labels[key] for key in keys}, key=lambda label: (len(label), label))
    if form == "numbers":
        return f" [{','.join(numbers)}]"
    by_label = {labels[key]: key for key in keys}
    links = (_link(number, by_label[number], works) for number in numbers)
    return f"<sup>[{','.join(links)}]</sup>"


def _pandoc_key(key: str) -> str:
    """A citekey behind an @; pandoc wants braces around one with other signs."""
    return f"@{key}" if _PLAIN_KEY.fullmatch(key) else f"@{{{key}}}"


def _link(number: str, key: str, works: CitedWorks) -> str:
    shown = html.escape(number)
    if key not in works.printed:
        return f'<a href="#{_ID}{shown}">{shown}</a>'
    doi = normalise_doi(works.references[key].text("doi"))
    return f'<a href="{html.escape(doi_link(doi))}">{shown}</a>' if doi else shown


def _edited(source: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, text in sorted(edits):
        if start < position:
            continue  # a mark that another citation took away already
        # The space before a mark that goes would be left before the next word or stop.
        kept = source[position:start]
        parts.append(kept if text else kept.rstrip(" "))
        parts.append(text)
        position = end
    return "".join((*parts, source[position:]))


def _with_list(
    copy: str,
    article: Article,
    listed: Sequence[str],
    labels: Mapping[str, str],
    works: CitedWorks,
) -> str:
    line_end = found[0] if (found := _LINE_END.search(copy)) else "\n"
    formatted = [(labels[key], works.format_reference(works.references[key])) for key in listed]
    if article.format == "html":
        items = (
            f'<li id="{_ID}{label}" value="{label}">{formatted_html(text)}</li>'
            for label, text in formatted
        )
        section = ["<section>", "<h2>References</h2>", "<ol>", *items, "</ol>", "</section>", ""]
        return _before_the_end(copy, line_end.join(section))
    heading = "## References" if article.format == "markdown" else "References"
    text = formatted_markdown if article.format == "markdown" else _plain
    lines = [f"{label}. {text(entry)}" for label, entry in formatted]
    head = [] if article.references else [heading, ""]
    body = copy.rstrip()
    between = line_end if article.references else line_end * 2
    return body + between + line_end.join([*head, *lines, ""])


def _plain(entry: FormattedReference) -> str:
    return " ".join(entry.plain.split())


def _before_the_end(copy: str, section: str) -> str:
    lower = copy.lower()
    for tag in _ENDS:
        place = lower.rfind(tag)
        if place >= 0:
            return copy[:place] + section + copy[place:]
    return copy + section
