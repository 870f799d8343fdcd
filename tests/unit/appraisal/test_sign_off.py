"""Sign-offs: what makes an approval out of date, with which words, and what does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from needle_evidence.appraisal.sign_off import (
    PartDigests,
    SignOff,
    SignOffState,
    part_digests,
    sign_off,
)
from needle_evidence.formats.appraisal_tables import CERTAINTY, EVIDENCE, REVIEWS
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.claim import Claim
from needle_evidence.model.decision import Review, Verdict
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library

CLAIMS = """\
claim_id,claim,question,intervention,population,comparator,outcome,references,quote,topic,note
heat,Heat packs may ease soreness.,treatment_benefit,heat packs,runners,none,soreness,\
ito2020;diaz2017,Heat packs can ease soreness | Heat eases it,Care,
cold,Cold packs may ease soreness.,treatment_benefit,,,,soreness,berg2018,,Care,
"""
REFERENCES = """\
@article{ito2020, title = {Heat packs}, year = {2020}, doi = {10.1234/ito2020}, pmid = {31415926}}
@article{diaz2017, title = {Heat after running}, year = {2017}}
@book{lund2016, title = {On heat}, year = {2016}, isbn = {978-3-16-148410-0}}
@online{who2021, title = {Heat and health}, year = {2021}, url = {https://example.org/heat}}
@article{berg2018, title = {Cold packs}, year = {2018}, doi = {10.1234/berg2018}}
"""
RESULTS = """\
claim_id,citekey,outcome,timepoint,stance,directness,indirect_because,result,passage,locator,\
measure,unit,effect,ci_low,ci_high,better,participants,events,appraiser,appraised_on,note
heat,ito2020,soreness,1 day,supports,direct,,Less soreness.,Soreness was 14.4 mm lower.,p. 5,\
MD,mm,-14.4,-23.50,-5.2,lower,84,,M. Ito,2026-10-01,
heat,ito2020,soreness,1 week,neutral,direct,,No difference.,,p. 6,MD,mm,-1.0,-9,7,lower,84,,M. Ito,\
2026-10-01,
heat,diaz2017,soreness,1 day,supports,indirect,population;comparator,Less soreness.,,p. 2,,,,,,,40,\
12,M. Ito,2026-10-01,
heat,lund2016,soreness,,supports,direct,,Advises heat.,,ch. 3,,,,,,,,,M. Ito,2026-10-01,
heat,who2021,soreness,,neutral,direct,,Advises nothing.,,s. 1,,,,,,,,,M. Ito,2026-10-01,
cold,berg2018,soreness,,supports,direct,,Less soreness.,,p. 9,,,,,,,,,M. Ito,2026-10-01,
"""
RATINGS = """\
claim_id,outcome,rating,studies,participants,start,risk_of_bias,inconsistency,indirectness,\
imprecision,publication_bias,appraiser,appraised_on,note
heat,soreness,judged,1,84,randomized,serious: nobody was blinded,not applicable: single study,\
not serious,serious: 84 people,not assessable: single study,M. Ito,2026-10-01,
heat,sleep,judged,1,84,randomized,not serious,not applicable: single study,not serious,\
not serious,not assessable: single study,M. Ito,2026-10-01,
"""
WORDS = "the claim's own words, quote, question or PICO cells changed"


def library_of(
    claims: str | bytes = CLAIMS,
    references: str = REFERENCES,
    results: str | bytes = RESULTS,
    ratings: str | bytes = RATINGS,
) -> Library:
    def data(text: str | bytes) -> bytes:
        return text.encode() if isinstance(text, str) else text

    read = EVIDENCE.read(data(results))[0], CERTAINTY.read(data(ratings))[0]
    return Library(
        claims=read_claims(data(claims), path="claims.csv").claims,
        references=read_references(references, path="references.bib").references,
        results=read[0],
        ratings=read[1],
    )


def claim_of(library: Library) -> Claim:
    return library.claims_by_id["heat"][0]


def digests_of(library: Library) -> PartDigests:
    return part_digests(library, claim_of(library))


def review(digests: PartDigests, verdict: Verdict | None = Verdict.APPROVED) -> Review:
    return Review(
        claim_id="heat",
        location=Location(path="appraisal/reviews.csv", line=2),
        verdict=verdict,
        reviewed_by="R. Hall",
        digests={
            "claim": digests.claim,
            "certainty": digests.certainty,
            "anchor": digests.anchor,
        },
        citations=dict(digests.citations),
    )


def state_now(signed: Library, now: Library) -> SignOff:
    """The sign-off of one library, looked at with another."""
    return sign_off(claim_of(now), [review(digests_of(signed))], digests_of(now))


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1
    return text.replace(old, new, 1)


def test_an_approval_of_what_stands_is_not_stale() -> None:
    assert state_now(library_of(), library_of()).state is SignOffState.APPROVED


@pytest.mark.parametrize(
    ("table", "old", "new", "reason"),
    [
        ("claims", "may ease soreness.", "may ease soreness!", WORDS),
        ("claims", "may ease soreness.", "May ease soreness.", WORDS),
        ("claims", "Heat eases it", "Heat eased it", WORDS),
        ("claims", "treatment_benefit,heat", "comparison,heat", WORDS),
        ("claims", ",runners,", ",runner,", WORDS),
        ("claims", "none,soreness", "rest,soreness", WORDS),
        ("claims", "soreness,ito2020", "pain,ito2020", WORDS),
        ("claims", ";diaz2017", "", "what is recorded about diaz2017 changed: it is no longer"),
        ("claims", ";diaz2017", ";diaz2017;lund2016", "lund2016 changed: it is now cited"),
        ("claims", ";diaz2017", ";diaz2018", "diaz2018 is new"),
        ("claims", ";diaz2017", ";diaz2017;berg2018", "berg2018 is new"),
        ("references", "10.1234/ito2020", "10.1234/ito2021", "about ito2020 changed"),
        ("references", "31415926", "31415927", "about ito2020 changed"),
        ("references", "Heat after", "Heat before", "about diaz2017 changed"),
        ("references", "978-3-16-148410-0", "978-0-306-40615-7", "about lund2016 changed"),
        ("references", "example.org/heat", "example.org/cold", "about who2021 changed"),
        ("references", "@article{diaz2017", "@article{diaz", "about diaz2017 changed"),
        ("results", "14.4 mm lower", "14.5 mm lower", "about ito2020 changed"),
        ("results", "Less soreness.", "Less soreness", "about ito2020 changed"),
        ("results", "supports,direct", "neutral,direct", "about ito2020 changed"),
        ("results", "supports,direct", "supports,indirect", "about ito2020 changed"),
        ("results", "population;comparator", "population", "about diaz2017 changed"),
        ("results", "p. 5", "p. 6", "about ito2020 changed"),
        ("results", ",-14.4,", ",-14.5,", "about ito2020 changed"),
        ("results", ",-5.2,", ",5.2,", "about ito2020 changed"),
        ("results", "lower,84", "lower,85", "about ito2020 changed"),
        ("results", "1 week", "2 weeks", "about ito2020 changed"),
        ("results", "heat,lund2016", "cold,lund2016", "lund2016 is no longer cited or considered"),
        ("results", "cold,berg2018", "heat,berg2018", "berg2018 is new"),
        ("ratings", "serious: nobody", "very serious: nobody", "the certainty changed"),
        ("ratings", "nobody was", "no one was", "the certainty changed"),
        ("ratings", "heat,sleep", "cold,sleep", "the certainty changed"),
    ],
)
def test_one_change_stales_and_names_its_part(table: str, old: str, new: str, reason: str) -> None:
    texts = {
        "claims": CLAIMS, "references": REFERENCES, "results": RESULTS, "ratings": RATINGS,
    }  # fmt: skip
    now = library_of(**{table: changed(texts[table], old, new)})
    found = state_now(library_of(), now)
    assert found.state is SignOffState.STALE
    assert len(found.changes) <= 2  # a citekey that took another's place is gone and new
    assert reason in "; ".join(found.changes)


def test_every_part_that_changed_is_named() -> None:
    now = library_of(
        changed(CLAIMS, "Heat packs may", "Hot packs may"),
        changed(REFERENCES, "ito2020}", "ito2021}"),
        changed(RESULTS, "Advises heat", "Advises cold"),
        changed(RATINGS, "84 people", "few people"),
    )
    assert state_now(library_of(), now).changes == (
        WORDS,
        "what is recorded about ito2020 changed",
        "what is recorded about lund2016 changed",
        "the certainty changed",
    )


def turned(text: str) -> str:
    """The table with its rows in the opposite order."""
    header, *rows = text.splitlines()
    return "\n".join([header, *reversed(rows)]) + "\n"


@pytest.mark.parametrize(
    ("claims", "results", "ratings"),
    [
        (turned(CLAIMS), turned(RESULTS), turned(RATINGS)),
        (CLAIMS.encode("utf-8-sig"), RESULTS.encode("utf-16"), RATINGS.encode("cp1252")),
        (CLAIMS.replace("\n", "\r\n"), RESULTS.replace("\n", "\r"), RATINGS + "\n\n"),
        (
            changed(CLAIMS, "ito2020;diaz2017", "diaz2017; ito2020 ;diaz2017"),
            changed(RESULTS, "population;comparator", "comparator; population"),
            RATINGS,
        ),
        (
            changed(CLAIMS, "Heat packs may", "  Heat  packs may"),
            changed(RESULTS, "Soreness was 14.4", " Soreness was  14.4"),
            changed(RATINGS, "serious: nobody was", "serious:   nobody  was "),
        ),
        (CLAIMS, changed(RESULTS, "-23.50", "-23.5"), RATINGS),
        (CLAIMS, changed(RESULTS, ",-14.4,-23.50,", ',"-14,4","-23,50",'), RATINGS),
        (
            changed(CLAIMS, ",Care,\n", ",Heat,checked twice\n"),
            RESULTS.replace("M. Ito,2026-10-01,", "R. Hall,2026-11-09,read again"),
            RATINGS.replace("2026-10-01,", "2026-11-09,read again"),
        ),
    ],
    ids=["rows", "encodings", "line ends", "lists", "blanks", "zeros", "commas", "who and when"],
)
def test_layout_order_and_remarks_stale_nothing(
    claims: str | bytes, results: str | bytes, ratings: str | bytes
) -> None:
    now = library_of(claims, REFERENCES, results, ratings)
    assert len(now.results) == 6
    assert len(now.ratings) == 2
    assert state_now(library_of(), now).changes == ()


def test_another_delimiter_stales_nothing() -> None:
    with_semicolons = RESULTS.replace("population;comparator", '"population;comparator"')
    with_semicolons = with_semicolons.replace(",", ";").replace('"population;', '"population,')
    tabs = RATINGS.replace(",", "\t")
    assert state_now(library_of(), library_of(results=with_semicolons, ratings=tabs)).changes == ()


def test_another_way_to_write_an_identifier_stales_nothing() -> None:
    references = changed(REFERENCES, "10.1234/ito2020", "https://doi.org/10.1234/ITO2020")
    references = changed(references, "978-3-16-148410-0", "ISBN 9783161484100")
    references = "\n".join(reversed(references.splitlines())).replace("@online", "% web\n@online")
    references = references.replace("Heat packs}", "Heat packs}, note = {good}")
    assert state_now(library_of(), library_of(references=references)).changes == ()


def test_rows_of_other_claims_stale_nothing() -> None:
    now = library_of(
        changed(CLAIMS, "Cold packs may", "Cold packs will"),
        changed(REFERENCES, "berg2018}", "berg2019}"),
        changed(RESULTS, "p. 9", "p. 10"),
    )
    assert state_now(library_of(), now).changes == ()


@pytest.mark.parametrize("part", ["certainty", "anchor"])
def test_a_part_that_was_absent_may_appear_and_may_not_go(part: str) -> None:
    whole = replace(digests_of(library_of()), anchor="xaaaaaaaaaaaa")
    absent = replace(whole, certainty="") if part == "certainty" else replace(whole, anchor="")
    claim = claim_of(library_of())
    assert sign_off(claim, [review(absent)], whole).state is SignOffState.APPROVED
    found = sign_off(claim, [review(whole)], absent)
    assert found.state is SignOffState.STALE
    words = {"certainty": "the certainty", "anchor": "what the article says there"}
    assert found.changes == (f"{words[part]} changed",)


def test_the_last_readable_verdict_counts() -> None:
    now = library_of()
    digests = digests_of(now)
    verdicts = [Verdict.REJECTED, Verdict.APPROVED, Verdict.NEEDS_WORK]
    expected = [SignOffState.REJECTED, SignOffState.APPROVED, SignOffState.NEEDS_WORK]
    for last, state in enumerate(expected):
        reviews = [review(digests, verdict) for verdict in verdicts[: last + 1]]
        found = sign_off(claim_of(now), reviews, digests)
        assert found.state is state
        assert found.review is reviews[-1]
    assert sign_off(claim_of(now), [], digests).state is SignOffState.NONE


def test_an_older_approval_is_not_looked_at() -> None:
    old, now = library_of(changed(CLAIMS, "Heat packs may", "Heat may")), library_of()
    reviews = [review(digests_of(old)), review(digests_of(now))]
    assert sign_off(claim_of(now), reviews, digests_of(now)).state is SignOffState.APPROVED


def test_sign_offs_of_other_claims_do_not_count() -> None:
    digests = digests_of(library_of())
    other = replace(review(digests), claim_id="cold")
    assert sign_off(claim_of(library_of()), [other], digests).state is SignOffState.NONE


def test_an_unreadable_later_verdict_stales_an_approval_and_nothing_else() -> None:
    now = library_of()
    digests = digests_of(now)
    unread = replace(review(digests, None), location=Location(path="reviews.csv", line=7))
    found = sign_off(claim_of(now), [review(digests), unread], digests)
    assert found.state is SignOffState.STALE
    assert found.changes == ("a later sign-off (line 7) has a verdict that cannot be read",)
    again = [review(digests), unread, review(digests)]
    assert sign_off(claim_of(now), again, digests).state is SignOffState.APPROVED
    rejected = [review(digests, Verdict.REJECTED), unread]
    assert sign_off(claim_of(now), rejected, digests).state is SignOffState.REJECTED
    assert sign_off(claim_of(now), [unread], digests).state is SignOffState.NONE


def test_an_approval_without_digests_says_so_once() -> None:
    now = library_of()
    by_hand = replace(review(digests_of(now)), digests={}, citations={})
    found = sign_off(claim_of(now), [by_hand], digests_of(now))
    assert found.state is SignOffState.STALE
    assert found.changes == (
        "it holds no digest of the claim, so nobody can tell what was approved",
    )


def test_an_approval_without_a_name_is_nobodys() -> None:
    now = library_of()
    found = sign_off(claim_of(now), [replace(review(digests_of(now)), reviewed_by=" ")],
                     digests_of(now))  # fmt: skip
    assert found.state is SignOffState.STALE
    assert found.changes == ("it bears no name, so nobody stands behind it",)


def test_texts_do_not_run_into_each_other() -> None:
    # A word that moves from one cell to the next is a change.
    now = library_of(changed(CLAIMS, "heat packs,runners", "heat packs runners,"))
    assert state_now(library_of(), now).state is SignOffState.STALE


def test_digests_look_like_no_number_and_survive_the_table() -> None:
    digests = digests_of(library_of())
    every = [digests.claim, digests.certainty, *digests.citations.values()]
    assert len(every) == 6
    assert all(re.fullmatch(r"x[0-9a-f]{12}", digest) for digest in every)
    assert set(digests.citations.values()).isdisjoint(digests.if_moved.values())
    citations = ";".join(f"{key}={digest}" for key, digest in digests.citations.items())
    row = f"heat,approved,R. Hall,{digests.claim},{citations},{digests.certainty}\n"
    header = "claim_id,verdict,reviewed_by,claim_digest,citations_digest,certainty_digest\n"
    (read,), problems = REVIEWS.read((header + row).encode())
    assert problems == ()
    now = library_of()
    assert sign_off(claim_of(now), [read], digests).state is SignOffState.APPROVED


def test_a_claim_without_works_or_certainty_has_digests_of_the_rest() -> None:
    claim = replace(claim_of(library_of()), references=())
    digests = part_digests(Library(claims=(claim,)), claim)
    assert digests.citations == {}
    assert digests.certainty == ""
    assert digests.claim == digests_of(library_of()).claim
