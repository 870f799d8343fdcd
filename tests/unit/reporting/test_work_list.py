"""The work list: one item per thing to do, the most harmful first, then the least work."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Finding, Location, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.work_effort import Effort, effort_of
from needle_evidence.reporting.work_harm import Harm, may_warn
from needle_evidence.reporting.work_list import WorkItem, work_list
from tests.standing_claims import TRIAL, standing_library, view_of

BENEFIT, COMMON_HARM = Question.TREATMENT_BENEFIT, Question.COMMON_HARM


def claim(claim_id: str, text: str, question: Question | None = BENEFIT, *keys: str) -> Claim:
    return Claim(
        claim_id=claim_id,
        text=text,
        location=Location(path="claims.csv", line=2),
        question=question,
        intervention="needling",
        outcome="pain",
        references=keys,
    )


def finding(
    code: str,
    subject: str = "eases-pain",
    *,
    path: str = "claims.csv",
    line: int = 2,
    severity: Severity = Severity.ERROR,
    way_out: str = "Mend it.",
) -> Finding:
    return Finding(
        code=code,
        name=code.lower(),
        severity=severity,
        message=f"{code} is wrong.",
        location=Location(path=path, line=line),
        subject=subject,
        way_out=way_out,
    )


def views(library: Library, *findings: Finding) -> tuple[ClaimView, ...]:
    return tuple(
        replace(view, problems=tuple(f for f in findings if f.subject == view.claim.claim_id))
        for view in view_of(library).claims
    )


def items(library: Library, *findings: Finding) -> tuple[WorkItem, ...]:
    return work_list(views(library, *findings), findings)


def one_claim(text: str, question: Question | None = BENEFIT, *keys: str) -> Library:
    return Library(claims=(claim("eases-pain", text, question, *keys),), references=(TRIAL,))


def harm_of(text: str, question: Question, *codes: str) -> str:
    (item,) = items(one_claim(text, question), *(finding(code) for code in codes))
    return item.harm


def test_everything_about_one_sentence_is_one_item_with_all_codes() -> None:
    (item,) = items(one_claim("Needling cures pain."), finding("NE101"), finding("NE401"))
    assert item.codes == ("NE101", "NE401")
    assert item.now == "Needling cures pain."
    assert item.task == "Cite a work or take the sentence out"
    assert "No reference is listed." in item.why
    assert "NE401 is wrong." in item.why


def test_each_row_is_an_item_of_its_own() -> None:
    listed = items(
        one_claim("Needling may ease pain."),
        finding("NE305", path="appraisal/evidence.csv", line=3),
        finding("NE309", path="appraisal/evidence.csv", line=3),
        finding("NE305", path="appraisal/evidence.csv", line=4),
    )
    assert [(item.codes, item.location.line) for item in listed] == [
        (("NE305", "NE309"), 3),
        (("NE305",), 4),
    ]


def test_the_fields_of_one_entry_are_one_item() -> None:
    listed = items(
        Library(),
        finding("NE203", "trial", path="references.bib", line=4, severity=Severity.WARNING),
        finding("NE206", "trial", path="references.bib", line=9, severity=Severity.WARNING),
        finding("NE206", "other", path="references.bib", line=20, severity=Severity.WARNING),
    )
    assert [(item.subject, item.codes) for item in listed] == [
        ("trial", ("NE203", "NE206")),
        ("other", ("NE206",)),
    ]
    assert all(item.claim is None for item in listed)


def test_what_one_command_settles_is_one_item() -> None:
    many = [
        finding("NE608", f"work-{n}", path="references.bib", line=n, severity=Severity.NOTE)
        for n in range(1, 41)
    ]
    (item,) = items(Library(), *many)
    assert item.why == "NE608 is wrong. The same for 39 more."
    assert item.subject == ""


def test_reassurance_comes_before_everything_and_warnings_late() -> None:
    order = [
        harm_of("Needling is painless.", COMMON_HARM, "NE401"),
        harm_of("Needling eases pain.", BENEFIT, "NE601"),
        harm_of("Needling eases pain.", BENEFIT, "NE102"),
        harm_of("Needling cures pain.", BENEFIT, "NE401"),
        harm_of("Needling eases pain.", BENEFIT, "NE101"),
        harm_of("Needling may cause bruising.", COMMON_HARM, "NE101"),
        harm_of("It works through the brain.", Question.MECHANISM, "NE101"),
    ]
    assert order == [
        Harm.REASSURES.value,
        Harm.AGAINST.value,
        Harm.UNBACKED.value,
        Harm.TOO_MUCH.value,
        Harm.UNCITED.value,
        Harm.WARNING.value,
        Harm.EXPLANATION.value,
    ]
    ranks = [Harm(label).rank for label in order]
    assert ranks == sorted(ranks)


def test_many_uncited_claims_do_not_come_before_one_reassurance() -> None:
    claims = [claim(f"eases-{n}", "Needling eases pain.") for n in range(37)]
    harmless = claim("harmless", "Needling is painless.", COMMON_HARM)
    listed = items(
        Library(claims=(*claims, harmless)),
        *(finding("NE101", one.claim_id) for one in claims),
        finding("NE401", "harmless"),
    )
    assert [listed[0].subject, len(listed)] == ["harmless", 38]


def test_of_equal_harm_the_least_work_comes_first() -> None:
    listed = items(
        Library(),
        finding("NE605", "a", path="references.bib"),
        finding("NE102", "b"),
        finding("NE705", "c"),
    )
    assert [item.effort for item in listed] == ["a sentence", "a citation", "reading"]


@pytest.mark.parametrize(
    ("code", "effort"),
    [
        ("NE401", Effort.SENTENCE),
        ("NE101", Effort.CITATION),
        ("NE107", Effort.TABLE_ROW),
        ("NE321", Effort.SIGN_OFF),
        ("NE304", Effort.APPRAISAL),
        ("NE311", Effort.SEARCH),
        ("NE602", Effort.READING),
        ("NE999", Effort.TABLE_ROW),  # of a plug-in
    ],
)
def test_every_code_has_an_effort(code: str, effort: Effort) -> None:
    assert effort_of(code) is effort
    (item,) = items(Library(), finding(code, ""))
    assert item.effort == effort.value


def test_a_warning_is_kept_and_never_replaced() -> None:
    way_out = "Cite a work, or take the sentence off the page."
    library = one_claim("Needling may cause bruising.", COMMON_HARM, "trial")
    result = Result(
        claim_id="eases-pain",
        citekey="trial",
        location=Location(path="appraisal/evidence.csv", line=2),
        stance=Stance.SUPPORTS,
        directness=Directness.DIRECT,
        result="3 of 84 people had a bruise.",
    )
    (item,) = items(
        replace(library, results=(result,)), finding("NE314", way_out=way_out), finding("NE101")
    )
    assert item.instead == ""
    assert item.task.startswith("Keep the warning")
    assert "off the page" not in item.how


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("Rarely, it can cause a punctured lung.", True),
        ("Needling may very rarely cause bleeding.", True),
        ("A collapsed lung may rarely occur.", True),
        ("It rarely causes harm.", False),
        ("Serious harm is rare.", False),
        ("Side effects are rare and painless.", False),
        ("It can be safe, and harm is rare.", False),
        ("It cannot cause bleeding, and bruises are rare.", False),
    ],
)
def test_a_harm_that_is_called_rare_is_a_warning_and_stays(text: str, warns: bool) -> None:
    way_out = "Weaken the words, or take the sentence off the page."
    library = one_claim(text, COMMON_HARM)
    (item,) = items(library, finding("NE401", way_out=way_out), finding("NE101"))
    task = "Keep the warning, and give the numbers that show how rare it is"
    assert (item.task == task) is warns
    assert (item.harm == Harm.WARNING.value) is warns
    assert ("off the page" in item.how) is not warns
    assert may_warn(views(library)[0]) is warns


def test_words_that_nobody_can_judge_are_no_promise_and_stay() -> None:
    (item,) = items(one_claim("Die Nadeln sind harmlos.", COMMON_HARM), finding("NE101"))
    assert item.task.startswith("Look whether it warns or reassures")
    assert (item.instead, item.harm) == ("", Harm.UNCITED.value)


def test_the_licensed_sentence_carries_its_limits() -> None:
    library = standing_library()
    view = next(v for v in view_of(library).claims if v.claim.claim_id == "low-small")
    over = replace(
        view,
        wording=replace(view.wording, verdict="over_claim"),
        problems=(finding("NE401", "low-small", way_out="May be printed: “…”"),),
        places=(),
    )
    (item,) = work_list((over,), over.problems)
    assert item.instead.startswith("Needling may reduce heel pain slightly at 6 weeks")
    assert item.limits.startswith("The evidence is limited:")
    assert (item.task, item.effort, item.how) == ("Change the sentence", "a sentence", "")


def test_a_review_that_licenses_the_sentence_must_be_cited_with_it() -> None:
    view = next(v for v in view_of(standing_library()).claims if v.claim.claim_id == "low-small")
    printable = replace(view.wording.printable, cite="review2021")
    over = replace(
        view,
        wording=replace(view.wording, verdict="over_claim", printable=printable),
        problems=(finding("NE401", "low-small"),),
    )
    (item,) = work_list((over,), over.problems)
    assert (item.cite, item.effort) == ("review2021", "a citation")
    assert item.task == "Change the sentence and cite review2021"


def test_works_that_are_recorded_and_not_cited_are_named() -> None:
    result = Result(
        claim_id="eases-pain",
        citekey="trial",
        location=Location(path="appraisal/evidence.csv", line=2),
        stance=Stance.REFUTES,
        directness=Directness.DIRECT,
    )
    library = replace(one_claim("Needling eases pain."), results=(result,))
    (item,) = items(library, finding("NE101"))
    assert "Recorded about it, and not cited: trial (refutes)." in item.why
    assert item.effort == "a citation"


def test_where_no_work_is_known_the_effort_is_a_search() -> None:
    (item,) = items(one_claim("Needling eases pain."), finding("NE101"))
    assert item.effort == "a search"


def test_a_good_claim_without_a_sign_off_asks_for_one() -> None:
    unsigned = replace(standing_library(), reviews=())
    item = next(one for one in items(unsigned) if one.subject == "high-moderate")
    assert (item.task, item.effort, item.codes) == ("Have the claim signed off", "a sign-off", ())


def test_cited_works_that_nobody_appraised_are_work_to_do() -> None:
    (item,) = items(one_claim("Needling eases pain.", BENEFIT, "trial"))
    assert (item.task, item.effort) == ("Record what the cited works show", "an appraisal")


def test_claims_that_stand_and_empty_projects_ask_for_nothing() -> None:
    subjects = {item.subject for item in items(standing_library())}
    assert "high-moderate" not in subjects
    assert work_list((), ()) == ()


def test_an_unregistered_sentence_is_to_be_registered_and_a_file_is_named_once() -> None:
    library = one_claim("Needling may ease pain.")
    (row,) = items(library, finding("NE512", "new-claim", path="page.md", line=6))
    assert (row.task, row.subject) == ("Register the sentence as a claim", "new-claim")
    (whole,) = items(library, finding("NE110", "claims.csv", line=0))
    assert (whole.subject, whole.location.path) == ("", "claims.csv")


def test_notes_come_last() -> None:
    listed = items(
        one_claim("Needling may ease pain."),
        finding("NE403", severity=Severity.NOTE),
        finding("NE203", "trial", path="references.bib", severity=Severity.WARNING),
    )
    assert [item.harm for item in listed] == [Harm.RECORD.value, Harm.REMARK.value]


def test_ten_thousand_claims_are_listed_quickly() -> None:
    first = one_claim("Needling eases pain.")
    (view,) = views(first, finding("NE101"), finding("NE401"))
    many = []
    for n in range(10_000):
        problems = (finding("NE101", f"c-{n}", line=n), finding("NE305", f"c-{n}", path="e.csv"))
        many.append(replace(view, problems=problems))
    findings = [one for each in many for one in each.problems]
    started = time.process_time()
    listed = work_list(many, findings)
    took = time.process_time() - started
    assert len(listed) == 20_000
    assert took < 2, took  # 0.5 s on a machine that is not shared


def harm_counted(events: int | None = None, participants: int | None = None) -> Result:
    return Result(
        claim_id="eases-pain",
        citekey="trial",
        location=Location(path="appraisal/evidence.csv", line=2),
        stance=Stance.SUPPORTS,
        directness=Directness.DIRECT,
        result="No serious harm was seen.",
        locator="table 3",
        events=events,
        participants=participants,
    )


def test_a_reassurance_with_numbers_is_no_warning_and_may_be_replaced() -> None:
    counted = harm_counted(events=0, participants=84)
    library = replace(one_claim("Needling is safe.", COMMON_HARM, "trial"), results=(counted,))
    (item,) = items(library, finding("NE326"))
    assert item.harm == Harm.REASSURES.value
    assert item.task == "Change the sentence"
    assert item.instead.endswith("no serious harm was seen.")
    assert "Zero events in 84 people rule out no more than about 3/84" in item.limits
    assert view_of(library).patients.warnings == ()


@pytest.mark.parametrize("code", ["NE314", "NE324"])
def test_a_warning_is_not_worded_for_a_work_that_saw_no_harm(code: str) -> None:
    library = one_claim("Needling may cause bruising.", COMMON_HARM, "trial")
    told = finding(code, way_out="Cite the other work, and word the claim for it.")
    (item,) = items(library, told)
    assert "word the claim" not in item.how
    assert "keep the warning" in item.how
    (promise,) = items(one_claim("Needling eases pain.", BENEFIT, "trial"), told)
    assert "word the claim for it" in promise.how


@pytest.mark.parametrize(
    ("code", "task"),
    [
        ("NE503", "Correct the page, or judge the evidence for what it says now"),
        ("NE502", "Find the sentence on the page, or delete its row"),
    ],
)
def test_words_that_were_not_judged_are_not_replaced(code: str, task: str) -> None:
    found = replace(harm_counted(), result="Less pain.")
    library = replace(one_claim("Needling eases pain.", BENEFIT, "trial"), results=(found,))
    (item,) = items(library, finding(code))
    assert (item.task, item.instead) == (task, "")
    (other,) = items(library, finding("NE323"))
    assert other.instead
