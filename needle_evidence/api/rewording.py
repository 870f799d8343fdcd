"""Writing copies of the articles in which sentences say what the evidence licenses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.article import Article
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.reporting.rewordable_sentences import (
    LeftSentence,
    RewordableSentence,
    rewordable_sentences,
)
from needle_evidence.reporting.reworded_article import NewSentence, RewordedCopy, reworded_copy
from needle_evidence.workspace import Project, load, open_project, read_file, write_file
from needle_evidence.workspace.own_files import refuse_own_file

REPORTS_FOLDER = "reports"
REWORDED_FOLDER = "reworded"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedSentence:
    """A sentence that was replaced in a copy.

    location: in the article. before, after: as plain text. cite: the citekey that must be
    cited with it and is not yet, "" for none.
    """

    claim_id: str
    location: Location
    before: str
    after: str
    cite: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RewordedArticles:
    """What `apply_wording` did: the copies, by article; what it changed, and what it left."""

    files: tuple[tuple[str, Path], ...]
    changed: tuple[ChangedSentence, ...]
    left: tuple[LeftSentence, ...]


def apply_wording(
    project: str | Path = ".", *, output: str | Path | None = None
) -> RewordedArticles:
    """Writes a copy of each article in which sentences that say too much are reworded.

    Only a sentence to which exactly one claim is anchored, of which a person judged or a
    review reported a certainty, gives way to the sentence that this certainty licenses; every
    other byte stays. output: the folder of the reports, else `reports/` in the project; the
    copies stand in its folder `reworded/`. An article without such a sentence gets no copy
    (one of an earlier run becomes as the article is), and no article is ever written. Raises
    UsageError where a copy would be a file of the project; UnreadableInputError,
    UnwritableOutputError.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    folder = Path(output) if output is not None else opened.inside(REPORTS_FOLDER)
    wanted, left = rewordable_sentences(library, assess(library))
    copies = [
        (article, sentences, _copy(opened, article, sentences))
        for article in library.articles
        for sentences in [wanted.get(article.path, ())]
        if not article.unreadable
    ]
    files = list(_written(opened, library, folder / REWORDED_FOLDER, copies))
    return RewordedArticles(
        files=tuple(files),
        changed=tuple(one for parts in copies for one in _changed(*parts)),
        left=_in_order(library, (*left, *(one for parts in copies for one in _left(*parts)))),
    )


_Copies = Iterable[tuple[Article, Sequence[RewordableSentence], RewordedCopy]]


def _copy(project: Project, article: Article, wanted: Iterable[RewordableSentence]) -> RewordedCopy:
    sentences = [
        NewSentence(
            claim_id=one.claim_id, start=one.sentence.start, end=one.sentence.end, text=one.text
        )
        for one in wanted
    ]
    return reworded_copy(article, read_file(project, article.path), sentences)


def _written(
    project: Project, library: Library, folder: Path, copies: _Copies
) -> Iterator[tuple[str, Path]]:
    """Writes the copies. A copy of an earlier run in which nothing is changed now is renewed."""
    targets = []
    for article, _, copy in copies:
        # The file itself, so that no `..` in its path leads out of the folder.
        inner = project.inside(article.path).relative_to(project.root)
        target = folder / inner
        if copy.changed or target.is_file():
            refuse_own_file(project, library, target)
            targets.append((article.path, target, copy.data))
    for path, target, data in targets:
        write_file(target, data)
        yield path, target


def _changed(
    article: Article, wanted: Sequence[RewordableSentence], copy: RewordedCopy
) -> Iterator[ChangedSentence]:
    cite = {one.claim_id: one.cite for one in wanted}
    for sentence in copy.changed:
        yield ChangedSentence(
            claim_id=sentence.claim_id,
            location=article.location(sentence.start),
            before=article.text[sentence.start : sentence.end],
            after=sentence.text,
            cite=cite[sentence.claim_id],
        )


def _left(
    article: Article, _wanted: Sequence[RewordableSentence], copy: RewordedCopy
) -> Iterator[LeftSentence]:
    for sentence, reason in copy.left:
        yield LeftSentence(
            claim_id=sentence.claim_id,
            article=article.path,
            location=article.location(sentence.start),
            reason=reason,
        )


def _in_order(library: Library, left: Iterable[LeftSentence]) -> tuple[LeftSentence, ...]:
    """By article and line; what stands in no article last."""
    numbers = {article.path: number for number, article in enumerate(library.articles)}
    last = len(numbers)
    return tuple(
        sorted(left, key=lambda one: (numbers.get(one.article, last), one.location.line or 0))
    )
