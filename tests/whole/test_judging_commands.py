"""Signing off, impact, wording, and what show, claims and refs say of what was judged."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, REFERENCES, Ended, MakeProject, Run
from tests.whole.test_read_only import state_of

REVIEWS = "appraisal/reviews.csv"
PASSAGE = "first-step pain was lower in the needling group"
EVIDENCE = (
    "claim_id,citekey,outcome,stance,directness,result,passage,locator,participants,appraiser\n"
    f"treats-heel-pain,cotchett2014,pain,supports,direct,Pain fell.,{PASSAGE},abstract,84,R\n"
    "treats-heel-pain,lee2021,pain,supports,direct,Pain fell.,,abstract,300,R\n"
    "reduces-hip-pain,lee2021,pain,,unrelated,It treated the heel.,,abstract,,R\n"
)
CERTAINTY = (
    "claim_id,outcome,rating,reported_certainty,reported_by,locator\n"
    "treats-heel-pain,pain,reported,low,lee2021,table 2\n"
)
TWO_WORKS = REFERENCES.replace(
    "title   = {Effectiveness",
    f"abstract = {{In this trial {PASSAGE}.}},\n  title = {{Effectiveness",
) + (
    "@article{lee2021, author={Lee, A}, title={Dry needling for plantar heel pain: a systematic "
    "review of randomised trials}, journal={J}, year={2021}, pages={1--9}, doi={10.1000/2}}\n"
)
FILES = {
    "claims.csv": CLAIMS.replace("cotchett2014\n", "cotchett2014;lee2021\n"),
    "references.bib": TWO_WORKS,
    "appraisal/evidence.csv": EVIDENCE,
    "appraisal/certainty.csv": CERTAINTY,
}
Sign = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project(FILES)


@pytest.fixture
def sign(run: Run, project: Path) -> Sign:
    def sign(claim_id: str = "treats-heel-pain", *more: str, verdict: str = "approved") -> Ended:
        return run(
            "review", claim_id, "-p", project, "--by", "R. Hall", "--verdict", verdict, *more
        )

    return sign


def change(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8-sig")
    assert old in text
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def stale(run: Run, project: Path) -> list[str]:
    found = json.loads(run("check", "-p", project, "-f", "json", "--select", "NE321").out)
    return [finding["message"] for finding in found["findings"]]


def rows_of(project: Path) -> list[dict[str, str]]:
    text = (project / REVIEWS).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


# --- review ---------------------------------------------------------------------------------


def test_sign_off_is_a_new_row_with_digests(project: Path, sign: Sign, run: Run) -> None:
    ended = sign("treats-heel-pain", "--note", "as printed")
    assert ended.code == 0
    (row,) = rows_of(project)
    assert (row["claim_id"], row["verdict"], row["reviewed_by"]) == (
        "treats-heel-pain", "approved", "R. Hall",
    )  # fmt: skip
    assert (row["reviewed_on"], row["note"]) == ("2026-11-24", "as printed")
    assert row["citations_digest"].count("=x") == 2
    assert ended.out.splitlines()[0] == "--- /dev/null"
    assert "Wrote appraisal/reviews.csv" in ended.out
    assert stale(run, project) == []


def test_review_says_whether_the_claim_stands(project: Path, sign: Sign) -> None:
    assert sign().out.splitlines()[-1] == (
        "treats-heel-pain does not stand: wording over claim; 1 error is open."
    )
    change(project, "claims.csv", "Dry needling treats heel", "Dry needling may reduce heel")
    last = sign().out.splitlines()[-1]
    assert "wording" not in last
    assert "not signed off" not in last


def test_reviews_are_appended_and_the_last_counts(project: Path, sign: Sign, run: Run) -> None:
    sign()
    before = (project / REVIEWS).read_bytes()
    sign("treats-heel-pain", verdict="needs-work")
    assert (project / REVIEWS).read_bytes().startswith(before)
    sign("reduces-hip-pain", verdict="rejected")
    sign()  # the same claim again: at the end, not beside its other rows
    assert [row["verdict"] for row in rows_of(project)] == [
        "approved", "needs-work", "rejected", "approved",
    ]  # fmt: skip
    assert "signed off by R. Hall" in run("show", "treats-heel-pain", "-p", project).out


@pytest.mark.parametrize(
    ("path", "old", "new", "part"),
    [
        ("claims.csv", "treats heel", "treat heel", "the claim's own words"),
        ("claims.csv", "treatment_benefit,cot", "comparison,cot", "question"),
        ("claims.csv", "cotchett2014;lee2021", "cotchett2014", "what is recorded about lee2021"),
        ("claims.csv", "cotchett2014;lee2021", "cotchett2014;lee2021;new", "new is new"),
        ("references.bib", "ptj.20130255", "ptj.20130256", "what is recorded about cotchett2014"),
        ("appraisal/evidence.csv", PASSAGE, PASSAGE + "s", "what is recorded about cotchett2014"),
        ("appraisal/evidence.csv", "abstract,300", "abstract,301", "what is recorded about lee"),
        ("appraisal/certainty.csv", ",low,", ",very_low,", "the certainty changed"),
    ],
)
def test_any_change_makes_the_approval_stale_and_names_the_part(
    project: Path, sign: Sign, run: Run, path: str, old: str, new: str, part: str
) -> None:
    sign()
    assert stale(run, project) == []
    change(project, path, old, new)
    (message,) = stale(run, project)
    assert message.startswith("The approval by R. Hall on 2026-11-24 is out of date: ")
    assert part in message
    shown = run("show", "treats-heel-pain", "-p", project).out
    assert "sign-off out of date" in shown
    sign()
    assert stale(run, project) == []


def test_order_and_layout_of_files_stale_nothing(project: Path, sign: Sign, run: Run) -> None:
    sign()
    for path in ("appraisal/evidence.csv", "appraisal/certainty.csv", "claims.csv"):
        text = (project / path).read_text(encoding="utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text))
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        order = [*range(len(header))][::-1]
        writer.writerows([[row[n] for n in order] for row in (header, *rows[::-1])])
        (project / path).write_bytes(stream.getvalue().encode("utf-16"))
    bib = (project / "references.bib").read_text(encoding="utf-8")
    first, second = bib.split("@article{lee2021")
    (project / "references.bib").write_text(
        "@article{lee2021" + second + "\n\n" + first.replace("  ", "\t"), encoding="utf-8"
    )
    assert stale(run, project) == []


def test_review_needs_a_name_a_verdict_and_a_claim(project: Path, run: Run) -> None:
    before = state_of(project)
    review = ("review", "treats-heel-pain", "-p", project)
    for arguments, words in (
        ((*review, "--by", "R"), "--verdict"),
        ((*review, "--verdict", "approved"), "--by"),
        ((*review, "--by", " ", "--verdict", "approved"), "needs a name"),
        ((*review, "--by", "R", "--verdict", "aproved"), "approved"),
        (("review", "treats-heelpain", "-p", project, "--by", "R", "--verdict", "approved"),
         "treats-heel-pain"),
        ((*review, "--by", "=R", "--verdict", "approved"), "formula"),
        ((*review, "--by", "R", "--verdict", "approved", "--note", "a\x1bb"), "control character"),
    ):  # fmt: skip
        ended = run(*arguments)
        assert ended.code == 2, arguments
        assert words in ended.err
        assert "\x1b" not in ended.err
    assert state_of(project) == before


def test_review_of_a_doubled_claim_id(make_project: MakeProject, run: Run) -> None:
    doubled = make_project({"claims.csv": CLAIMS + CLAIMS.splitlines()[1] + "\n"})
    ended = run("review", "treats-heel-pain", "-p", doubled, "--by", "R", "--verdict", "approved")
    assert ended.code == 2
    assert "2 claims have the id" in ended.err


def test_review_dry_run_and_read_only_folder(project: Path, sign: Sign) -> None:
    before = state_of(project)
    assert "Nothing was written (--dry-run)" in sign("treats-heel-pain", "--dry-run").out
    (project / "appraisal").chmod(0o555)
    try:
        ended = sign()
    finally:
        (project / "appraisal").chmod(0o755)
    assert ended.code == 3
    assert "read-only" in ended.err
    assert state_of(project) == before


# --- impact ---------------------------------------------------------------------------------


def impact_rows(run: Run, project: Path, *arguments: str) -> list[dict[str, object]]:
    ended = run("impact", *arguments, "-p", project, "--format", "json")
    assert ended.code == 0, ended.err
    rows: list[dict[str, object]] = json.loads(ended.out)
    return rows


def test_claim_with_two_references_keeps_its_status_from_the_other(project: Path, run: Run) -> None:
    for how in ((), ("--if-retracted",)):
        (row,) = impact_rows(run, project, "cotchett2014", *how)
        assert (row["claim_id"], row["status"], row["status_after"]) == (
            "treats-heel-pain", "supported", "supported",
        )  # fmt: skip
        assert row["what_remains"] == ["lee2021"]
        assert (row["certainty"], row["certainty_after"]) == ("low", "low")
        assert row["place"] == "claims.csv:2"


def test_certainty_falls_with_the_review_that_reported_it(project: Path, run: Run) -> None:
    rows = impact_rows(run, project, "lee2021")
    assert [row["claim_id"] for row in rows] == ["treats-heel-pain", "reduces-hip-pain"]
    assert (rows[0]["certainty"], rows[0]["certainty_after"]) == ("low", "not judged")


def test_all_works_fall(project: Path, run: Run) -> None:
    (both, hip) = impact_rows(run, project, "cotchett2014", "--without", "lee2021")
    assert (both["status_after"], both["what_remains"]) == ("uncited", [])
    assert hip["status"] == hip["status_after"]
    (retracted, _) = impact_rows(
        run, project, "cotchett2014", "--without", "lee2021", "--if-retracted"
    )
    assert retracted["status_after"] == "retracted"


def test_impact_counts_for_a_reader(project: Path, run: Run) -> None:
    ended = run("impact", "cotchett2014", "--without", "lee2021", "-p", project)
    assert ended.out.splitlines()[-1] == (
        "Claims that rest on it: 2. Status changes: 1. Wording that would newly say too much: 0."
    )
    assert "Status changes" not in run("impact", "lee2021", "-p", project, "-q").out


def test_impact_is_a_block_per_claim_on_a_terminal(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("needle_evidence.cli.impact.is_person", lambda: True)
    out = run("impact", "lee2021", "-p", project).out
    assert out.splitlines()[:6] == [
        "treats-heel-pain: Dry needling treats heel pain.",
        "  status       supported, as now",
        "  certainty    low → not judged",
        "  wording      over claim → not checked",
        "  still cites  cotchett2014",
        "  place        claims.csv:2",
    ]


def test_wording_that_would_then_say_too_much(make_project: MakeProject, run: Run) -> None:
    project = make_project(
        {
            **FILES,
            "claims.csv": FILES["claims.csv"].replace(
                "Dry needling treats heel pain.", "Dry needling probably reduces heel pain."
            ),
            "appraisal/certainty.csv": CERTAINTY.replace(",low,lee2021", ",moderate,lee2021")
            + "treats-heel-pain,pain,reported,high,cotchett2014,table 1\n",
        }
    )
    (row, _) = impact_rows(run, project, "lee2021")
    assert (row["wording"], row["wording_after"]) == ("licensed", "under_claim")
    change(project, "appraisal/certainty.csv", "high,cotchett2014", "low,cotchett2014")
    change(project, "appraisal/certainty.csv", "moderate,lee2021", "low,lee2021")
    assert impact_rows(run, project, "lee2021")[0]["wording"] == "over_claim"


@pytest.mark.parametrize(
    "arguments", [("cotchet2014",), ("lee2021", "--without", "cotchet2014")], ids=" ".join
)
def test_impact_of_an_unknown_work(project: Path, run: Run, arguments: tuple[str, ...]) -> None:
    ended = run("impact", *arguments, "-p", project)
    assert ended.code == 2
    assert "no reference cotchet2014" in ended.err
    assert "Did you mean cotchett2014?" in ended.err


def test_impact_of_a_cited_key_that_no_reference_has(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS.replace("cotchett2014", "gone")})
    (row,) = impact_rows(run, project, "gone")
    assert (row["status"], row["status_after"]) == ("broken", "uncited")


# --- wording --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dry needling cures migraine.", "strength  absolute: no certainty licenses it"),
        ("Dry needling reduces pain.", "strength  assertive: needs high certainty"),
        ("Dry needling may reduce pain.", "strength  possible: needs at least low certainty"),
        ("Dry needling probably reduces pain.", "needs at least moderate certainty"),
        ("Studies show that it works.", "establishment"),
        ("Dry needling is safe.", "“safe”: reassurance"),
        ("Le traitement soulage la douleur du talon.", "not checked  language"),
        ("", "not checked  empty"),
        ("   ", "not checked  empty"),
        ("...", "not checked  empty"),
        ("cures", "strength  absolute"),
    ],
)
def test_wording_of_a_text(tmp_path: Path, run: Run, text: str, expected: str) -> None:
    ended = run("wording", text, "-p", tmp_path)  # no project is needed
    assert ended.code == 0
    assert expected in ended.out


def test_wording_of_a_long_text_is_short_and_says_what_was_read(tmp_path: Path, run: Run) -> None:
    words = [f"Method{n} cures pain and reduces it." for n in range(1_700)]
    ended = run("wording", " ".join(words)[:50_000], "-p", tmp_path)
    assert ended.code == 0
    assert "only the beginning of this long text was read" in ended.out
    assert "“cures”: absolute (" in ended.out
    assert len(ended.out) < 2_000


def test_wording_of_hostile_text(tmp_path: Path, run: Run) -> None:
    ended = run(
        "wording", "[/red] It \x1b[31mcures\u202e [b]pain[/b] and the heel.", "-p", tmp_path
    )
    assert ended.code == 0
    assert "[/red] It \\x1b[31mcures\\u202e [b]pain[/b]" in ended.out
    assert not {"\x1b", "\u202e"} & set(ended.out)


def test_wording_of_a_claim(project: Path, run: Run) -> None:
    out = run("wording", "treats-heel-pain", "-p", project).out
    for words in (
        "verdict         over claim",
        "“treats” is assertive, which needs high certainty; the certainty is low",
        "certainty       ⊕⊕◯◯ low",
        "may be printed",
    ):
        assert words in out
    change(project, "claims.csv", "Dry needling treats heel", "Dry needling may reduce heel")
    assert "over claim" not in run("wording", "treats-heel-pain", "-p", project).out


def test_wording_of_a_claim_without_certainty_says_why_not_checked(
    make_project: MakeProject, run: Run
) -> None:
    out = run("wording", "treats-heel-pain", "-p", make_project()).out
    assert "verdict         not checked" in out
    assert "no certainty is recorded" in out
    assert "nothing: Nobody recorded yet what the cited works found." in out


def test_slip_in_a_claim_id_is_not_judged_as_a_text(project: Path, run: Run) -> None:
    ended = run("wording", "treats-heel-pai", "-p", project)
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean treats-heel-pain?" in ended.err
    assert run("wording", "pain-free", "-p", project).code == 0
    assert run("wording", "treats-heel-pai.", "-p", project).code == 0


def test_id_without_a_project_is_not_judged_as_a_text(tmp_path: Path, run: Run) -> None:
    assert run("wording", "treats-heel-pain", "-p", tmp_path).code == 3


def test_doubled_id(make_project: MakeProject, run: Run) -> None:
    doubled = make_project({"claims.csv": CLAIMS + CLAIMS.splitlines()[1] + "\n"})
    ended = run("wording", "treats-heel-pain", "-p", doubled)
    assert (ended.code, "2 claims have the id" in ended.err) == (2, True)
    shown = run("show", "treats-heel-pain", "-p", doubled)
    assert shown.code == 0
    assert "claims.csv, line 2" in shown.out
    assert "claims.csv, line 4" in shown.out
    # Each of the two with its own findings only.
    assert shown.out.count("NE103") == 1
    assert run("impact", "cotchett2014", "-p", doubled, "-f", "json").out.count("treats-heel") == 2


# --- show, claims, refs ---------------------------------------------------------------------


def test_show_says_what_was_judged(project: Path, run: Run) -> None:
    out = run("show", "treats-heel-pain", "-p", project).out
    for words in (
        "status          Supported by a cited study",
        "stands          no: wording over claim; 1 error is open; not signed off",
        "certainty       ⊕⊕◯◯ low",
        "wording         over claim",
        "balance         cited: 2 for, 0 against, 0 neither",
        "last search     none for contrary evidence is recorded",
        "sign-off        not signed off",
        "supports, direct; OCEBM 2011 level",
        "inferred",
    ):
        assert words in out, words


def test_show_a_claim_that_stands(project: Path, sign: Sign, run: Run) -> None:
    change(project, "claims.csv", "Dry needling treats heel pain.",
           "Dry needling may reduce heel pain but the evidence is limited.")  # fmt: skip
    assert sign().out.splitlines()[-1] == "treats-heel-pain stands."
    assert "stands          yes" in run("show", "treats-heel-pain", "-p", project).out


def test_show_considered_and_unrelated_works(project: Path, run: Run) -> None:
    out = run("show", "reduces-hip-pain", "-p", project).out
    assert "considered" in out
    assert "unrelated" in out
    assert "reduces-hip-pain: Dry needling" in run("show", "lee2021", "-p", project).out


def test_claims_have_a_status_and_refs_an_inferred_design(project: Path, run: Run) -> None:
    claims = run("claims", "-p", project, "--format", "csv").out
    assert "treatment_benefit,supported,cotchett2014; lee2021,2" in claims
    refs = run("refs", "-p", project, "--format", "csv").out
    assert "(inferred)" in refs


@pytest.mark.parametrize("command", ["claims", "refs"])
def test_lists_work_without_any_appraisal(
    make_project: MakeProject, run: Run, command: str
) -> None:
    assert run(command, "-p", make_project()).code == 0
