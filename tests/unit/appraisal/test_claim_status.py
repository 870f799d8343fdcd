"""The status of a claim: every value, and what is set aside first."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.claim_status import (
    CitedWork,
    ClaimStatus,
    claim_status,
)
from needle_evidence.model.finding import Location
from needle_evidence.model.result import Directness, Result, Stance

FOR, AGAINST, OPEN = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
DIRECT, INDIRECT, UNRELATED = Directness.DIRECT, Directness.INDIRECT, Directness.UNRELATED


def result(stance: Stance | None, directness: Directness | None) -> Result:
    return Result(
        claim_id="claim",
        citekey="key",
        location=Location(path="appraisal/evidence.csv", line=2),
        stance=stance,
        directness=directness,
    )


def work(
    *results: tuple[Stance | None, Directness | None],
    known: bool = True,
    retracted: bool = False,
    own_data: bool = True,
) -> CitedWork:
    return CitedWork(
        citekey="key",
        known=known,
        retracted=retracted,
        own_data=own_data,
        results=tuple(result(s, d) for s, d in results),
    )


UNKNOWN = work(known=False)
RETRACTED = work((FOR, DIRECT), retracted=True)
ELSEWHERE = work((None, UNRELATED))
UNJUDGED = work()
OPINION = work((AGAINST, DIRECT), own_data=False)


CASES: list[tuple[list[CitedWork], ClaimStatus]] = [
    ([], ClaimStatus.UNCITED),
    ([UNKNOWN, UNKNOWN], ClaimStatus.BROKEN),
    ([RETRACTED], ClaimStatus.RETRACTED),
    ([RETRACTED, UNKNOWN], ClaimStatus.RETRACTED),
    ([RETRACTED, ELSEWHERE], ClaimStatus.RETRACTED),
    ([ELSEWHERE], ClaimStatus.UNRELATED_ONLY),
    ([ELSEWHERE, UNKNOWN], ClaimStatus.UNRELATED_ONLY),
    ([UNJUDGED], ClaimStatus.UNAPPRAISED),
    ([work((None, DIRECT))], ClaimStatus.UNAPPRAISED),
    ([UNJUDGED, OPINION], ClaimStatus.UNAPPRAISED),
    ([work((FOR, None))], ClaimStatus.UNAPPRAISED),
    ([work((FOR, UNRELATED), (None, DIRECT))], ClaimStatus.UNAPPRAISED),
    ([OPINION], ClaimStatus.OPINION_ONLY),
    ([OPINION, ELSEWHERE], ClaimStatus.OPINION_ONLY),
    ([work((FOR, INDIRECT))], ClaimStatus.INDIRECT_ONLY),
    ([work((FOR, DIRECT)), work((AGAINST, DIRECT))], ClaimStatus.MIXED),
    ([work((FOR, DIRECT), (AGAINST, DIRECT))], ClaimStatus.MIXED),
    ([work((FOR, DIRECT)), work((AGAINST, INDIRECT))], ClaimStatus.SUPPORTED),
    ([work((FOR, DIRECT)), OPINION], ClaimStatus.SUPPORTED),
    ([work((FOR, DIRECT)), RETRACTED, UNKNOWN, ELSEWHERE], ClaimStatus.SUPPORTED),
    ([work((FOR, DIRECT)), work((OPEN, DIRECT))], ClaimStatus.SUPPORTED),
    ([work((AGAINST, DIRECT)), work((OPEN, DIRECT))], ClaimStatus.REFUTED),
    ([work((OPEN, DIRECT))], ClaimStatus.NEUTRAL_ONLY),
]


@pytest.mark.parametrize(("works", "status"), CASES)
def test_status(works: list[CitedWork], status: ClaimStatus) -> None:
    assert claim_status(works).status is status


def test_every_status_has_a_case_and_words() -> None:
    assert {status for _, status in CASES} == set(ClaimStatus)
    assert len({status.label for status in ClaimStatus}) == len(ClaimStatus)


def test_what_was_set_aside_is_named_and_completeness_counted() -> None:
    report = claim_status([work((FOR, DIRECT)), UNJUDGED, RETRACTED, UNKNOWN, ELSEWHERE])
    assert (report.cited, report.appraised) == (5, 2)
    assert (report.unknown, report.retracted, report.unrelated) == (("key",), ("key",), ("key",))
