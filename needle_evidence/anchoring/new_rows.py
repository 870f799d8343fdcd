"""Rows for the claims table, made from sentences of an article that no row holds."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from needle_evidence.anchoring.coverage import ClaimingSentence, coverage
from needle_evidence.language.claim_sentences import LONGEST_SENTENCE, ClaimKind
from needle_evidence.language.folded_text import folded
from needle_evidence.model.claim import Question
from needle_evidence.model.library import Library

COLUMNS = ("claim_id", "claim", "topic", "question", "references", "article", "quote")
_MOST_WORDS = 5
_WORD = re.compile(r"[a-z][a-z0-9]*")
# Control characters and lone surrogates: no cell of a table holds one.
_UNSTORABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_DULL_TEXT = """
    a an the this that these those it its they their and or of in on to for with by from at as is
    are was were be been has have had can may might will also our your you we some
    """
_DULL = frozenset(_DULL_TEXT.split())
# What the finder can tell of the question. It never calls a claim a mechanism: those count
# apart, so that a wrong guess would make a page look better backed.
_QUESTIONS = {
    ClaimKind.BENEFIT: Question.TREATMENT_BENEFIT,
    ClaimKind.HARM: Question.COMMON_HARM,
    ClaimKind.COMPARISON: Question.COMPARISON,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedRow:
    """A row for the claims table: an uncited claim. cells: by column, in our order."""

    claim_id: str
    claim: str
    topic: str
    question: str
    references: tuple[str, ...]
    article: str
    quote: str
    sentence: ClaimingSentence

    @property
    def cells(self) -> dict[str, str]:
        """The row's cells by column, in the order of `COLUMNS`."""
        return {
            "claim_id": self.claim_id,
            "claim": self.claim,
            "topic": self.topic,
            "question": self.question,
            "references": ";".join(self.references),
            "article": self.article,
            "quote": self.quote,
        }

    def as_csv(self, columns: Mapping[str, int] | None = None) -> str:
        """The row as a line of a comma-separated file, without a line end.

        columns: number of each column in the file, from 1; else ours in our order.
        """
        cells = self.cells
        places = columns or {name: number for number, name in enumerate(cells, start=1)}
        row = [""] * max(places.values())
        for name, number in places.items():
            row[number - 1] = cells.get(name, "")
        stream = io.StringIO()
        csv.writer(stream, lineterminator="").writerow(row)
        return stream.getvalue()


def proposed_rows(library: Library) -> tuple[ProposedRow, ...]:
    """A row for each claim sentence of the library's articles that no row holds, in order."""
    uncovered = (sentence for one in coverage(library) for sentence in one.uncovered)
    return tuple(rows_for(uncovered, taken=library.claims_by_id))


def rows_for(
    sentences: Iterable[ClaimingSentence], taken: Iterable[str] = ()
) -> Iterator[ProposedRow]:
    """A row for each sentence; a sentence that says the same as an earlier one has none.

    taken: claim ids that exist already. An id is made of the first telling words.
    """
    ids, seen = set(taken), set()
    for sentence in sentences:
        words = (sentence.article, folded(f"{sentence.lead_in} {sentence.text}"))
        if words in seen:
            continue
        seen.add(words)
        claim_id = _claim_id(sentence, ids)
        ids.add(claim_id)
        claim, quote = _statement(sentence), _plain(sentence.text)
        question = _QUESTIONS.get(sentence.kind)
        yield ProposedRow(
            claim_id=claim_id,
            claim=claim,
            topic=_plain(sentence.heading),
            question=question.value if question else "",
            references=(),
            article=sentence.article,
            quote="" if claim == quote else quote,
            sentence=sentence,
        )


def _statement(sentence: ClaimingSentence) -> str:
    """The claim in one sentence: a list item is told with the words that lead it in."""
    text, lead_in = sentence.text, sentence.lead_in.rstrip()
    if lead_in.endswith((":", "：")) and not text.endswith((".", "!")):
        text = f"{lead_in} {text}"
    return _plain(text)


def _plain(text: str) -> str:
    """A stretch of the text that a table can hold and that no spreadsheet takes for a formula.

    It stands in the page as it is, so the claim is found there by it.
    """
    clean = max(_UNSTORABLE.split(text), key=len)
    if len(clean) > LONGEST_SENTENCE:  # what follows is not read either
        clean = clean[:LONGEST_SENTENCE].rsplit(" ", 1)[0]
    return clean.strip().lstrip("=+-@ ")


def _claim_id(sentence: ClaimingSentence, taken: set[str]) -> str:
    words = [word for word in _WORD.findall(folded(sentence.text)) if word not in _DULL] or [
        "claim"
    ]
    stem = "-".join(words[:_MOST_WORDS])
    number, claim_id = 1, stem
    while claim_id in taken:
        number += 1
        claim_id = f"{stem}-{number}"
    return claim_id
