"""The tables in `appraisal/` to model values: results, certainty, searches, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from needle_evidence.errors import UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.typed_table import Column, TypedRow, read_typed_table, written_form
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    Certainty,
    CertaintyRating,
)
from needle_evidence.model.decision import Review, Search, Verdict, Waiver
from needle_evidence.model.finding import Problem
from needle_evidence.model.result import INDIRECT_PARTS, MEASURES, Directness, Result, Stance
from needle_evidence.model.thesaurus import ThesaurusTerm

Record = TypeVar("Record")

_SERIOUS = ("not serious", "serious", "very serious", "extremely serious")
_DOMAIN_WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(LOWERING_DOMAINS, (*_SERIOUS, "not applicable")),
    "publication_bias": ("undetected", "suspected", "strongly suspected", "not assessable"),
    **dict.fromkeys(RAISING_DOMAINS, ("no", "yes", "very large")),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AppraisalTable(Generic[Record]):
    """One of the tables: its columns in the order of a new file, and how a row becomes a record.

    noun: what a row is. needed: columns that the header must have.
    """

    name: str
    noun: str
    needed: tuple[str, ...]
    columns: tuple[Column, ...]
    record: Callable[[TypedRow], Record]

    @property
    def path(self) -> str:
        """Where a project keeps the table."""
        return f"appraisal/{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns in the order of a new file."""
        return tuple(column.name for column in self.columns)

    def read(self, data: bytes) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
        """The records of a file and what could not be read, in file order.

        Raises UnreadableInputError where the file is no such table at all.
        """
        table = read_typed_table(
            data, path=self.path, columns=self.columns, noun=self.noun, needed=self.needed
        )
        return tuple(map(self.record, table.rows)), table.problems

    def cells_at(self, data: bytes, line: int) -> Mapping[str, str]:
        """The cells of the row that begins at a line, as written; none where no row does.

        Raises UnreadableInputError where the file is no such table at all.
        """
        text = decode(data, path=self.path).text
        table = read_table(text, path=self.path, known_columns=self.column_names)
        rows = (row.cells for row in table.rows if row.location.line == line)
        return next(rows, MappingProxyType({}))

    def written_form(self, name: str, text: str) -> str:
        """A cell as a new row holds it.

        Raises UsageError where the column cannot hold it, and where there is no such column.
        """
        column = next((column for column in self.columns if column.name == name), None)
        if column is None:
            raise UsageError(
                f"{self.path} has no column {name}.", suggestion(name, self.column_names)
            )
        return written_form(" ".join(text.split()), column)


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name) for name in names)


def _counts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, holds="count") for name in names)


def _numbers(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, holds="number") for name in names)


def _word(name: str, choices: Sequence[str]) -> Column:
    return Column(name=name, holds="word", choices=tuple(choices))


_CLAIM_ID = Column(name="claim_id", required=True)
_WHO_AND_WHEN = (Column(name="appraiser"), Column(name="appraised_on", holds="date"))


def _result(row: TypedRow) -> Result:
    stance, directness = row.text("stance"), row.text("directness")
    return Result(
        claim_id=row.text("claim_id"),
        citekey=row.text("citekey").removeprefix("@"),
        location=row.location,
        columns=row.columns,
        outcome=row.text("outcome"),
        comparator=row.text("comparator"),
        timepoint=row.text("timepoint"),
        stance=Stance(stance) if stance else None,
        directness=Directness(directness) if directness else None,
        indirect_because=row.words("indirect_because"),
        result=row.text("result"),
        passage=row.text("passage"),
        locator=row.text("locator"),
        measure=row.text("measure"),
        unit=row.text("unit"),
        effect=row.number("effect"),
        ci_low=row.number("ci_low"),
        ci_high=row.number("ci_high"),
        better=row.text("better"),
        mid=row.number("mid"),
        mid_source=row.text("mid_source"),
        participants=row.count("participants"),
        events=row.count("events"),
        appraiser=row.text("appraiser"),
        appraised_on=row.date("appraised_on"),
        note=row.text("note"),
    )


EVIDENCE = AppraisalTable(
    name="evidence",
    noun="result",
    needed=("claim_id", "citekey"),
    columns=(
        _CLAIM_ID,
        Column(name="citekey", required=True),
        *_texts("outcome", "comparator", "timepoint"),
        _word("stance", [stance.value for stance in Stance]),
        _word("directness", [directness.value for directness in Directness]),
        Column(name="indirect_because", holds="words", choices=INDIRECT_PARTS),
        *_texts("result", "passage", "locator"),
        _word("measure", MEASURES),
        *_texts("unit"),
        *_numbers("effect", "ci_low", "ci_high"),
        _word("better", ("lower", "higher")),
        *_numbers("mid"),
        *_texts("mid_source"),
        *_counts("participants", "events"),
        *_WHO_AND_WHEN,
        *_texts("note"),
    ),
    record=_result,
)


def _rating(row: TypedRow) -> CertaintyRating:
    judged = {name: row.judgement(name) for name in (*LOWERING_DOMAINS, *RAISING_DOMAINS)}
    domains = {name: judgement for name, judgement in judged.items() if judgement is not None}
    reported = row.text("reported_certainty")
    return CertaintyRating(
        claim_id=row.text("claim_id"),
        location=row.location,
        columns=row.columns,
        outcome=row.text("outcome"),
        comparator=row.text("comparator"),
        timepoint=row.text("timepoint"),
        population=row.text("population"),
        rating=row.text("rating") or ("reported" if reported else "judged"),
        importance=row.text("importance"),
        direction=row.text("direction"),
        effect_size=row.text("effect_size"),
        studies=row.count("studies"),
        participants=row.count("participants"),
        start=row.text("start"),
        domains=MappingProxyType(domains),
        reported_certainty=Certainty(reported) if reported else None,
        reported_by=row.text("reported_by").removeprefix("@"),
        locator=row.text("locator"),
        without=tuple(key for part in row.text("without").split(";") if (key := part.strip(" @"))),
        appraiser=row.text("appraiser"),
        appraised_on=row.date("appraised_on"),
        note=row.text("note"),
    )


CERTAINTY = AppraisalTable(
    name="certainty",
    noun="rating",
    needed=("claim_id",),
    columns=(
        _CLAIM_ID,
        *_texts("outcome", "comparator", "timepoint", "population"),
        _word("rating", ("judged", "reported")),
        _word("importance", ("critical", "important", "not_important")),
        _word("direction", ("reduces", "increases", "none")),
        _word("effect_size", ("large", "moderate", "small", "trivial")),
        *_counts("studies", "participants"),
        _word("start", ("randomized", "observational")),
        *(
            Column(name=name, holds="judgement", choices=_DOMAIN_WORDS[name])
            for name in (*LOWERING_DOMAINS, *RAISING_DOMAINS)
        ),
        _word("reported_certainty", [certainty.value for certainty in Certainty]),
        *_texts("reported_by", "locator"),
        *_WHO_AND_WHEN,
        *_texts("note", "without"),
    ),
    record=_rating,
)


def _search(row: TypedRow) -> Search:
    return Search(
        location=row.location,
        columns=row.columns,
        claim_id=row.text("claim_id"),
        topic=row.text("topic"),
        searched_on=row.date("searched_on"),
        by=row.text("by"),
        source=row.text("source"),
        query=row.text("query"),
        found=row.text("found"),
    )


SEARCHES = AppraisalTable(
    name="searches",
    noun="search",
    needed=("searched_on",),
    columns=(
        *_texts("claim_id", "topic"),
        Column(name="searched_on", holds="date"),
        *_texts("by", "source", "query", "found"),
    ),
    record=_search,
)


def _review(row: TypedRow) -> Review:
    verdict = row.text("verdict")
    digests = {part: row.text(f"{part}_digest") for part in ("claim", "certainty", "anchor")}
    return Review(
        claim_id=row.text("claim_id"),
        location=row.location,
        columns=row.columns,
        verdict=Verdict(verdict) if verdict else None,
        reviewed_by=row.text("reviewed_by"),
        reviewed_on=row.date("reviewed_on"),
        note=row.text("note"),
        digests=MappingProxyType(digests),
        citations=MappingProxyType(dict(_digest_pairs(row.text("citations_digest")))),
    )


def _digest_pairs(cell: str) -> Iterator[tuple[str, str]]:
    """Citekey and digest of each citation; a key may hold a semicolon, a digest may not."""
    parts: list[str] = []
    for part in cell.split(";"):
        before, equals, digest = part.rpartition("=")
        parts.append(before if equals else part)
        if equals:
            yield ";".join(parts).strip(), digest.strip()
            parts = []


REVIEWS = AppraisalTable(
    name="reviews",
    noun="sign-off",
    needed=("claim_id", "verdict"),
    columns=(
        _CLAIM_ID,
        Column(
            name="verdict",
            holds="word",
            choices=tuple(verdict.value for verdict in Verdict),
            required=True,
        ),
        *_texts("reviewed_by"),
        Column(name="reviewed_on", holds="date"),
        *_texts("claim_digest", "citations_digest", "certainty_digest", "anchor_digest", "note"),
    ),
    record=_review,
)


def _waiver(row: TypedRow) -> Waiver:
    return Waiver(
        code=row.text("code").upper(),
        subject=row.text("subject"),
        location=row.location,
        columns=row.columns,
        reason=row.text("reason"),
        owner=row.text("owner"),
        expires_on=row.date("expires_on"),
    )


WAIVERS = AppraisalTable(
    name="waivers",
    noun="waiver",
    needed=("code", "subject"),
    columns=(
        Column(name="code", required=True),
        Column(name="subject", required=True),
        *_texts("reason", "owner"),
        Column(name="expires_on", holds="date"),
    ),
    record=_waiver,
)


def _term(row: TypedRow) -> ThesaurusTerm:
    def several(name: str) -> tuple[str, ...]:
        return tuple(part for each in row.text(name).split(";") if (part := each.strip()))

    return ThesaurusTerm(
        term=row.text("term"),
        kind=row.text("kind"),
        synonyms=several("synonyms"),
        broader=several("broader"),
        related=several("related"),
        source=row.text("source"),
        location=row.location,
    )


THESAURUS = AppraisalTable(
    name="thesaurus",
    noun="term",
    needed=("term", "kind"),
    columns=(
        Column(name="term", required=True),
        Column(
            name="kind",
            holds="word",
            choices=("intervention", "condition", "outcome", "population"),
            required=True,
        ),
        *_texts("synonyms", "broader", "related", "source"),
    ),
    record=_term,
)
