"""Rows of the tables in appraisal/ to records, whatever was written into them."""

from __future__ import annotations

import csv
import datetime
import io
from decimal import Decimal
from typing import Any

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.appraisal_tables import (
    CERTAINTY,
    EVIDENCE,
    REVIEWS,
    SEARCHES,
    THESAURUS,
    WAIVERS,
    AppraisalTable,
)
from needle_evidence.model.certainty import Certainty, CertaintyRating, DomainJudgement
from needle_evidence.model.decision import Verdict
from needle_evidence.model.finding import Problem
from needle_evidence.model.result import Directness, Result, Stance

TABLES: tuple[AppraisalTable[Any], ...] = (
    EVIDENCE, CERTAINTY, SEARCHES, REVIEWS, WAIVERS, THESAURUS,
)  # fmt: skip


def written(table: AppraisalTable[Any], *rows: dict[str, str]) -> bytes:
    """A file of the table with all its columns."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, table.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def one_record(table: AppraisalTable[Any], **cells: str) -> tuple[Any, tuple[Problem, ...]]:
    (record,), problems = table.read(written(table, cells))
    return record, problems


def result(**cells: str) -> tuple[Result, tuple[Problem, ...]]:
    record, problems = one_record(EVIDENCE, claim_id="heel", citekey="smith2019", **cells)
    assert isinstance(record, Result)
    return record, problems


def rating(**cells: str) -> tuple[CertaintyRating, tuple[Problem, ...]]:
    record, problems = one_record(CERTAINTY, claim_id="heel", **cells)
    assert isinstance(record, CertaintyRating)
    return record, problems


def test_every_cell_of_a_result() -> None:
    found, problems = result(
        outcome="pain", comparator="sham", timepoint="6 weeks", stance="supports",
        directness="indirect", indirect_because="population;outcome", result="Pain fell.",
        passage="pain fell by 14.4 mm", locator="p. 5", measure="md", unit="mm", effect="-14.4",
        ci_low="-23.5", ci_high="-5.2", better="lower", mid="-13", mid_source="Landorf 2010",
        participants="84", events="3", appraiser="R. Hall", appraised_on="2026-11-24", note="n",
    )  # fmt: skip
    assert not problems
    assert found.key == ("heel", "smith2019", "pain", "sham", "6 weeks")
    assert (found.stance, found.directness) == (Stance.SUPPORTS, Directness.INDIRECT)
    assert found.indirect_because == ("population", "outcome")
    assert (found.result, found.passage, found.locator) == (
        "Pain fell.", "pain fell by 14.4 mm", "p. 5",
    )  # fmt: skip
    assert (found.measure, found.unit, found.better) == ("MD", "mm", "lower")
    assert (found.effect, found.ci_low, found.ci_high, found.mid) == tuple(
        map(Decimal, ("-14.4", "-23.5", "-5.2", "-13"))
    )
    assert (found.mid_source, found.participants, found.events) == ("Landorf 2010", 84, 3)
    assert (found.appraiser, found.appraised_on) == ("R. Hall", datetime.date(2026, 11, 24))
    assert found.note == "n"
    assert found.location.path == "appraisal/evidence.csv"
    assert found.cell("passage").column == EVIDENCE.column_names.index("passage") + 1


def test_what_a_result_does_not_say_stays_unsaid() -> None:
    found, problems = result()
    assert not problems
    assert (found.stance, found.directness, found.effect, found.participants) == (None,) * 4
    assert (found.appraised_on, found.indirect_because, found.outcome) == (None, (), "")


def test_a_bad_cell_leaves_the_rest_of_its_result() -> None:
    found, problems = result(
        stance="suport", directness="direct", participants="-3", appraised_on="soon", effect="1,463"
    )
    assert found.directness is Directness.DIRECT
    assert (found.stance, found.participants, found.appraised_on, found.effect) == (None,) * 4
    assert [(p.kind, p.location.field) for p in problems] == [
        ("malformed_cell", name) for name in ("stance", "effect", "participants", "appraised_on")
    ]
    assert all(p.location.line == 2 and p.subject == "heel" and p.way_out for p in problems)
    assert "did you mean supports?" in problems[0].message


def test_sign_before_a_citekey_is_taken_off_in_silence() -> None:
    found, problems = one_record(EVIDENCE, claim_id="heel", citekey="@smith2019")
    assert (found.citekey, problems) == ("smith2019", ())
    copied, problems = rating(reported_certainty="low", reported_by="@smith2019")
    assert (copied.reported_by, problems) == ("smith2019", ())


def test_two_rows_with_one_key_are_both_kept_for_the_check() -> None:
    row = {"claim_id": "heel", "citekey": "a", "outcome": "pain"}
    records, problems = EVIDENCE.read(
        written(EVIDENCE, {**row, "stance": "supports"}, {**row, "stance": "refutes"})
    )
    assert [record.stance for record in records] == [Stance.SUPPORTS, Stance.REFUTES]
    assert records[0].key == records[1].key
    assert not problems


def test_every_cell_of_a_judged_rating() -> None:
    found, problems = rating(
        outcome="pain", population="adults", rating="judged", importance="critical",
        direction="reduces", effect_size="small", studies="1", participants="84",
        start="randomized", risk_of_bias="not serious", inconsistency="not applicable: one study",
        indirectness="Very Serious: other muscle", imprecision="serious: 84 people",
        publication_bias="not assessable: one trial", large_effect="no", dose_response="no",
        opposing_confounding="yes: masked", appraiser="R. Hall",
    )  # fmt: skip
    assert not problems
    assert not found.reported
    assert (found.importance, found.direction, found.effect_size) == (
        "critical", "reduces", "small",
    )  # fmt: skip
    assert (found.studies, found.participants, found.start) == (1, 84, "randomized")
    assert len(found.domains) == 8
    assert found.domains["risk_of_bias"] == DomainJudgement(word="not serious")
    assert found.domains["indirectness"] == DomainJudgement(
        word="very serious", reason="other muscle"
    )


def test_reported_rating() -> None:
    found, problems = rating(
        reported_certainty="Very low", reported_by="lee2021", locator="table 2"
    )
    assert not problems
    assert found.reported  # also where the cell `rating` is empty
    assert found.reported_certainty is Certainty.VERY_LOW
    assert (found.reported_by, found.locator) == ("lee2021", "table 2")


def test_a_domain_without_a_known_word_is_not_assessed() -> None:
    found, problems = rating(imprecision="84 people", risk_of_bias="", inconsistency="serious")
    assert dict(found.domains) == {"inconsistency": DomainJudgement(word="serious")}
    (problem,) = problems
    assert (problem.location.field, problem.raw) == ("imprecision", "84 people")


@pytest.mark.parametrize(
    ("domain", "word"),
    [("publication_bias", "serious"), ("risk_of_bias", "undetected"), ("large_effect", "serious")],
)
def test_each_domain_has_words_of_its_own(domain: str, word: str) -> None:
    found, problems = rating(**{domain: word})
    assert domain not in found.domains
    assert "is none of the known words" in problems[0].message


def test_search() -> None:
    found, problems = one_record(
        SEARCHES, claim_id="heel", topic="Pain", searched_on="24 Nov 2026", by="R. Hall",
        source="PubMed", query='"dry needling"', found="two trials",
    )  # fmt: skip
    assert not problems
    assert (found.claim_id, found.topic, found.by) == ("heel", "Pain", "R. Hall")
    assert found.searched_on == datetime.date(2026, 11, 24)
    assert (found.source, found.query, found.found) == ("PubMed", '"dry needling"', "two trials")


def test_review_with_the_digests_of_its_parts() -> None:
    found, problems = one_record(
        REVIEWS, claim_id="heel", verdict="Needs work", reviewed_by="R. Hall",
        reviewed_on="2026-11-24", claim_digest="x1", certainty_digest="x2", note="too strong",
        citations_digest="smith2019=x3; a=b=x4;two;keys=x5",
    )  # fmt: skip
    assert not problems
    assert found.verdict is Verdict.NEEDS_WORK
    assert (found.reviewed_by, found.note) == ("R. Hall", "too strong")
    assert found.reviewed_on == datetime.date(2026, 11, 24)
    assert found.digests == {"claim": "x1", "certainty": "x2", "anchor": ""}
    assert found.citations == {"smith2019": "x3", "a=b": "x4", "two;keys": "x5"}


def test_unreadable_verdict_is_no_verdict() -> None:
    found, (problem,) = one_record(REVIEWS, claim_id="heel", verdict="aproved")
    assert found.verdict is None
    assert "did you mean approved?" in problem.message


def test_waiver() -> None:
    found, problems = one_record(
        WAIVERS, code="ne101", subject="heel", reason="r", owner="o", expires_on="2027-01-31"
    )
    assert not problems
    assert (found.code, found.subject, found.reason, found.owner) == ("NE101", "heel", "r", "o")
    assert found.expires_on == datetime.date(2027, 1, 31)


def test_waiver_whose_date_cannot_be_read_has_none() -> None:
    found, problems = one_record(WAIVERS, code="NE101", subject="heel", expires_on="01/02/2027")
    assert found.expires_on is None
    assert [problem.kind for problem in problems] == ["ambiguous_dates"]


def test_term_of_a_thesaurus() -> None:
    found, problems = one_record(
        THESAURUS, term="tennis elbow", kind="condition", synonyms="lateral epicondylitis;; TE",
        broader="elbow pain", related="golfer's elbow", source="us",
    )  # fmt: skip
    assert not problems
    assert found.synonyms == ("lateral epicondylitis", "TE")
    assert (found.broader, found.related) == (("elbow pain",), ("golfer's elbow",))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_key_columns_are_needed(table: AppraisalTable[Any]) -> None:
    others = [name for name in table.column_names if name not in table.needed]
    with pytest.raises(UnreadableInputError) as error:
        table.read((",".join(others) + "\n").encode())
    assert error.value.exit_code == 3
    assert f"{table.path}, line 1: no column is called {table.needed[0]}" in str(error.value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_header_alone_and_an_empty_file(table: AppraisalTable[Any]) -> None:
    assert table.read(written(table)) == ((), ())
    records, (problem,) = table.read(b"")
    assert not records
    assert problem.location.path == table.path


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_key_columns_alone_are_enough(table: AppraisalTable[Any]) -> None:
    cells = {"searched_on": "2026-11-24", "verdict": "approved", "kind": "condition"}
    row = ",".join(cells.get(name, "a") for name in table.needed)
    records, problems = table.read(f"{','.join(table.needed)}\n{row}\n".encode())
    assert len(records) == 1
    assert not problems


@pytest.mark.parametrize(
    ("table", "missing"),
    [(EVIDENCE, "citekey"), (CERTAINTY, "claim_id"), (REVIEWS, "verdict"), (WAIVERS, "subject"),
     (THESAURUS, "kind")],
    ids=lambda value: getattr(value, "name", value),
)  # fmt: skip
def test_row_without_a_required_cell(table: AppraisalTable[Any], missing: str) -> None:
    words = {"verdict": "approved", "kind": "condition"}
    full = {column.name: words.get(column.name, "a") for column in table.columns if column.required}
    note = table.column_names[-1]
    records, problems = table.read(written(table, {**full, missing: "", note: "kept"}, full))
    assert len(records) == 1
    (problem,) = problems
    assert (problem.kind, problem.location.line) == ("missing_cell", 2)
    assert problem.message == f"The row has no {missing}; it was not read as a {table.noun}."
    assert "kept" in problem.raw


def test_columns_of_ones_own_are_no_problem() -> None:
    data = b"mine,claim_id,Study arm,citekey\nx,heel,y,smith2019\n"
    (record,), problems = EVIDENCE.read(data)
    assert (record.claim_id, record.citekey, problems) == ("heel", "smith2019", ())


def test_table_from_a_european_spreadsheet() -> None:
    text = (
        "claim_id;citekey;result;passage;effect;ci_low;appraised_on\r\n"
        'heel;smith2019;"Größe – fiel\r\num 14,4 mm";"„pain“";-14,4;–23,5;24.11.2026\r\n'
    )
    (record,), problems = EVIDENCE.read(text.encode("cp1252"))
    assert [problem.kind for problem in problems] == ["guessed_encoding"]
    assert record.result == "Größe – fiel um 14,4 mm"
    assert (record.effect, record.ci_low) == (Decimal("-14.4"), Decimal("-23.5"))
    assert record.appraised_on == datetime.date(2026, 11, 24)
    (same,), problems = EVIDENCE.read(text.encode("utf-16"))
    assert not problems
    assert same == record


def test_long_passages() -> None:
    near, problems = result(passage="word " * 19_000)
    assert (len(near.passage), problems) == (94_999, ())
    records, (problem,) = EVIDENCE.read(
        written(
            EVIDENCE,
            {"claim_id": "heel", "citekey": "a", "passage": "word " * 20_480},
            {"claim_id": "heel", "citekey": "b"},
        )
    )
    assert [record.citekey for record in records] == ["b"]
    assert (problem.kind, problem.location.line) == ("unreadable_row", 2)
