"""All rules on hostile texts and numbers in the tables that people judge in."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.checks.runner import all_checks, run_checks
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    Certainty,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.decision import Review, Search, Verdict, Waiver
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import visible
from needle_evidence.model.result import INDIRECT_PARTS, MEASURES, Directness, Result, Stance
from tests.rules.test_rules import HOSTILE, claims, keys, places, references, texts

PARTS = frozenset({"claims", "references", "results", "ratings", "searches", "reviews", "waivers"})
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
counts = st.none() | st.integers(0, 10**12)
long_texts = st.one_of(texts, st.sampled_from(HOSTILE).map(lambda text: text * 500))
names = st.one_of(keys, long_texts)
results = st.builds(
    Result,
    claim_id=names,
    citekey=names,
    location=places,
    outcome=long_texts,
    comparator=texts,
    timepoint=texts,
    stance=st.none() | st.sampled_from(Stance),
    directness=st.none() | st.sampled_from(Directness),
    indirect_because=st.lists(st.sampled_from(INDIRECT_PARTS), max_size=2).map(tuple),
    result=long_texts,
    passage=long_texts,
    measure=st.sampled_from(("", *MEASURES)),
    effect=numbers,
    ci_low=numbers,
    ci_high=numbers,
    better=st.sampled_from(("", "lower", "higher")),
    mid=numbers,
    participants=counts,
    events=counts,
    appraiser=texts,
    appraised_on=st.none() | st.dates(),
)
ratings = st.builds(
    CertaintyRating,
    claim_id=names,
    location=places,
    outcome=long_texts,
    rating=st.sampled_from(("judged", "reported")),
    start=st.sampled_from(("", "randomized", "observational")),
    studies=counts,
    domains=st.dictionaries(
        st.sampled_from((*LOWERING_DOMAINS, *RAISING_DOMAINS)),
        st.builds(
            DomainJudgement,
            word=st.sampled_from(("serious", "not serious", "no", "undetected", "not applicable")),
            reason=long_texts,
        ),
    ),
    reported_certainty=st.none() | st.sampled_from(Certainty),
    reported_by=names,
    locator=texts,
    appraiser=long_texts,
)
searches = st.builds(
    Search, location=places, claim_id=names, topic=long_texts, searched_on=st.none() | st.dates()
)
reviews = st.builds(
    Review,
    claim_id=names,
    location=places,
    verdict=st.none() | st.sampled_from(Verdict),
    reviewed_by=long_texts,
    note=long_texts,
    digests=st.just({"claim": "x0"}),
    citations=st.dictionaries(names, st.just("x0"), max_size=2),
)
waivers = st.builds(
    Waiver,
    code=st.one_of(st.sampled_from(("NE101", "NE305", "UNCITED_CLAIM")), long_texts),
    subject=long_texts,
    location=places,
    reason=texts,
    owner=texts,
    expires_on=st.none() | st.dates(),
)
libraries = st.builds(
    Library,
    claims=st.lists(claims, max_size=3).map(tuple),
    references=st.lists(references, max_size=3).map(tuple),
    results=st.lists(results, max_size=3).map(tuple),
    ratings=st.lists(ratings, max_size=3).map(tuple),
    searches=st.lists(searches, max_size=2).map(tuple),
    reviews=st.lists(reviews, max_size=2).map(tuple),
    waivers=st.lists(waivers, max_size=2).map(tuple),
    today=st.none() | st.dates(),
    available=st.just(PARTS),
)


@settings(max_examples=60, deadline=None)
@given(library=libraries)
def test_hostile_judgements_neither_stop_a_rule_nor_get_into_a_message(library: Library) -> None:
    for result in run_checks(library, all_checks()):
        for finding in (*result.findings, *(item.finding for item in result.waived)):
            for text in (finding.message, finding.way_out):
                assert text == visible(text), finding.code
                assert "\n" not in text, finding.code
                assert len(text) < 1000, finding.code
        for item in result.not_checked:
            assert item.reason == visible(item.reason), result.check.code
