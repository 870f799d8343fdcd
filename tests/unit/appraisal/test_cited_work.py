"""A work beside a claim: its design, its directness over several results, and what counts."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.cited_work import (
    AppraisedWork,
    appraised_work,
    cited_work,
    study_design,
    study_designs,
)
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance

PLACE = Location(path="claims.csv", line=2)
FOR, AGAINST, OPEN = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
DIRECT, INDIRECT, UNRELATED = Directness.DIRECT, Directness.INDIRECT, Directness.UNRELATED
Row = tuple[Stance | None, Directness | None]


def reference(key: str = "hall2018", **fields: str) -> Reference:
    return Reference(key=key, entry_type="article", location=PLACE, fields=fields)


def claim(*references: str) -> Claim:
    return Claim(
        claim_id="knee",
        text="Exercise may ease knee pain.",
        location=PLACE,
        question=Question.TREATMENT_BENEFIT,
        references=references,
    )


def result(row: Row, key: str = "hall2018", *because: str) -> Result:
    stance, directness = row
    return Result(
        claim_id="knee",
        citekey=key,
        location=PLACE,
        stance=stance,
        directness=directness,
        indirect_because=because,
    )


def beside(work: Reference, *results: Result, cites: bool = True) -> AppraisedWork:
    one = claim(work.key) if cites else claim()
    library = Library(claims=(one,), references=(work,), results=results)
    return appraised_work(library, one, work)


@pytest.mark.parametrize(
    ("recorded", "directness"),
    [
        ([], None),
        ([None], None),
        ([DIRECT], DIRECT),
        ([UNRELATED, INDIRECT, DIRECT], DIRECT),
        ([UNRELATED, INDIRECT], INDIRECT),
        ([None, INDIRECT], INDIRECT),
        ([None, UNRELATED], UNRELATED),
        ([UNRELATED, UNRELATED], UNRELATED),
    ],
)
def test_a_work_is_as_direct_as_its_most_direct_result(
    recorded: list[Directness | None], directness: Directness | None
) -> None:
    for order in (recorded, recorded[::-1]):
        work = beside(reference(), *(result((FOR, one)) for one in order))
        assert work.directness is directness


def test_an_indirect_work_names_each_part_once_in_file_order() -> None:
    work = beside(
        reference(),
        result((FOR, INDIRECT), "hall2018", "outcome", "population"),
        result((OPEN, INDIRECT), "hall2018", "population", "comparator"),
    )
    assert work.because == ("outcome", "population", "comparator")


def test_a_direct_work_is_not_told_to_differ() -> None:
    rows = (
        result((FOR, DIRECT)),
        result((FOR, INDIRECT), "hall2018", "outcome"),
    )
    assert beside(reference(studydesign="rct"), *rows).because == ()


def test_results_of_other_works_and_claims_are_left_out() -> None:
    elsewhere = Result(
        claim_id="hip", citekey="hall2018", location=PLACE, stance=AGAINST, directness=DIRECT
    )
    work = beside(reference(), result((FOR, INDIRECT)), result((AGAINST, DIRECT), "ito"), elsewhere)
    assert work.directness is INDIRECT
    assert work.stances == (FOR,)


@pytest.mark.parametrize(
    ("rows", "stances"),
    [
        ([], ()),
        ([(None, DIRECT)], ()),
        ([(OPEN, DIRECT), (AGAINST, DIRECT), (FOR, INDIRECT)], (FOR, AGAINST, OPEN)),
        ([(FOR, DIRECT), (FOR, DIRECT)], (FOR,)),
        ([(FOR, DIRECT), (AGAINST, UNRELATED)], (FOR,)),
        ([(FOR, None)], (FOR,)),
        ([(FOR, UNRELATED)], ()),
        ([(FOR, UNRELATED), (AGAINST, None)], ()),
    ],
)
def test_stances_are_told_once_and_never_of_what_is_unrelated(
    rows: list[Row], stances: tuple[Stance, ...]
) -> None:
    assert beside(reference(), *map(result, rows)).stances == stances


@pytest.mark.parametrize(
    "design", ["narrative_review", "commentary", "protocol", "expert_opinion", "Narrative Review"]
)
def test_a_recorded_opinion_has_no_data_and_never_counts(design: str) -> None:
    work = beside(reference(studydesign=design), result((FOR, DIRECT)))
    assert not work.own_data
    assert not work.counts
    assert work.stances == (FOR,)


@pytest.mark.parametrize("design", ["rct", "case_report", "guideline", "other", "animal", "letter"])
def test_other_recorded_designs_have_data(design: str) -> None:
    assert beside(reference(studydesign=design)).own_data


def test_an_inferred_opinion_counts_as_one_only_where_the_words_say_it_outright() -> None:
    plain = beside(reference(title="Knee pain: study protocol for a randomized trial"))
    guessed = beside(reference(title="Knee pain: an overview"))
    assert (plain.design.code, plain.design.certain) == ("protocol", True)
    assert (guessed.design.code, guessed.design.certain) == ("narrative_review", False)
    assert not plain.own_data
    assert guessed.own_data


def test_a_recorded_design_goes_before_the_words() -> None:
    work = beside(
        reference(title="Knee pain: study protocol for a randomized trial", studydesign="rct")
    )
    assert work.design.stated
    assert work.design.inferred is None
    assert work.own_data


def test_an_unrelated_work_with_data_does_not_count() -> None:
    work = beside(reference(studydesign="rct"), result((None, UNRELATED)))
    assert work.own_data
    assert not work.counts
    assert work.level_text == ""


def test_a_level_stands_unqualified_only_for_a_direct_work() -> None:
    trial = reference(studydesign="rct")
    assert beside(trial, result((FOR, DIRECT))).level_text == "OCEBM 2011 level 2"
    unjudged, indirect = (
        beside(trial),
        beside(trial, result((FOR, INDIRECT), "hall2018", "outcome")),
    )
    assert unjudged.level_text.endswith("fit with this claim not judged")
    assert indirect.level_text.endswith("indirect here because outcome differs")


def test_whether_it_is_cited_is_told() -> None:
    assert beside(reference()).cited
    assert not beside(reference(), result((FOR, DIRECT)), cites=False).cited


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("rct", "rct"),
        (" RCT ", "rct"),
        ("Case report", "case_report"),
        ("case-series", "case_series"),
        ("n of 1", "n_of_1"),
        ("In  Vitro", "in_vitro"),
    ],
)
def test_a_code_in_other_spelling_is_read(written: str, code: str) -> None:
    design = study_design(reference(studydesign=written))
    assert (design.code, design.stated, design.certain) == (code, True, True)
    assert design.label


@pytest.mark.parametrize("written", ["RTC", "randomised", "case", "rct " + "x" * 99])
def test_a_word_that_is_no_code_stays_as_written(written: str) -> None:
    design = study_design(reference(studydesign=f" {written} "))
    assert (design.code, design.stated) == (written, True)


def test_an_empty_field_is_no_statement() -> None:
    design = study_design(reference(studydesign=" ", title="A randomized controlled trial"))
    assert (design.code, design.stated) == ("rct", False)
    assert design.inferred is not None
    unknown = study_design(reference())
    assert (unknown.code, unknown.certain, unknown.label) == ("", False, "")


def test_designs_are_told_of_every_known_work_that_is_cited_or_has_a_result() -> None:
    one = claim("cited", "unknown")
    library = Library(
        claims=(one,),
        references=(reference("cited"), reference("considered"), reference("unused")),
        results=(result((FOR, DIRECT), "considered"), result((FOR, DIRECT), "missing")),
    )
    assert list(study_designs(library)) == ["cited", "considered"]


def test_the_status_function_is_given_what_was_recorded() -> None:
    work = beside(reference(studydesign="commentary"), result((AGAINST, DIRECT)))
    given = cited_work("hall2018", work)
    assert (given.known, given.own_data, given.results) == (True, False, work.results)
    assert not cited_work("nobody2020", None).known
