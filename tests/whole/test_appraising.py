"""Recording results and certainty from the command line, asked for or given as options."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needle_evidence.formats import appraisal_tables as tables
from tests.conftest import CLAIMS, REFERENCES, Ended, MakeProject, Run
from tests.reference_pages import ROOT
from tests.whole.test_read_only import state_of

TABLES: tuple[tables.AppraisalTable[Any], ...] = (
    tables.EVIDENCE, tables.CERTAINTY, tables.SEARCHES, tables.REVIEWS, tables.WAIVERS,
    tables.THESAURUS,
)  # fmt: skip

EVIDENCE = "appraisal/evidence.csv"
CERTAINTY = "appraisal/certainty.csv"
WORK = ("treats-heel-pain", "cotchett2014")
ROWS = (
    "claim_id,citekey,outcome,comparator,stance,directness,mine\n"
    "treats-heel-pain,cotchett2014,pain,sham,supports,direct,kept\n"
    "treats-heel-pain,cotchett2014,walking,sham,neutral,direct,\n"
    "reduces-hip-pain,cotchett2014,,,,unrelated,\n"
)
Answer = Callable[..., None]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Types these lines into the terminal, in turn."""

    def answer(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return answer


def text_of(project: Path, path: str = EVIDENCE) -> str:
    return (project / path).read_text(encoding="utf-8-sig")


def rows_of(project: Path, path: str = EVIDENCE) -> list[str]:
    return text_of(project, path).splitlines()[1:]


def refused(ended: Ended, *words: str, code: int = 2) -> None:
    assert ended.code == code, ended.out + ended.err
    assert ended.out == ""
    assert all(word in ended.err for word in words), ended.err


# --- results, by options --------------------------------------------------------------------


def test_first_row_makes_the_table_and_says_what_follows(
    make_project: MakeProject, run: Run
) -> None:
    project = make_project()
    ended = run("appraise", *WORK, "-p", project, "--stance", "Supports", "--directness",
                "direct", "--outcome", "pain", "--by", "R. Hall")  # fmt: skip
    assert ended.code == 0
    row = "treats-heel-pain,cotchett2014,pain,,,supports,direct,,,,,,,,,,,,,,,R. Hall,2026-11-24,"
    assert rows_of(project) == [row]
    assert ended.out.splitlines()[0] == "--- /dev/null"
    assert f"+{row}" in ended.out.splitlines()
    assert ended.out.splitlines()[-2:] == [
        "Wrote appraisal/evidence.csv",
        "treats-heel-pain is now: supported by a cited study; certainty: not judged.",
    ]


def test_one_cell_of_a_row_changes_and_nothing_else(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS})
    ended = run("appraise", "reduces-hip-pain", "cotchett2014", "-p", project,
                "--directness", "indirect", "--because", "Population")  # fmt: skip
    assert ended.code == 0
    assert rows_of(project)[:2] == ROWS.splitlines()[1:3]
    assert "reduces-hip-pain,cotchett2014,,,,indirect,,population,2026-11-24" in text_of(project)
    assert "reduces-hip-pain does not cite cotchett2014" in ended.out


def test_row_is_told_by_what_is_given_of_its_key(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS})
    assert run("appraise", *WORK, "-p", project, "--outcome", "walking", "--stance",
               "refutes").code == 0  # fmt: skip
    assert len(rows_of(project)) == 3
    assert "cotchett2014,walking,sham,refutes,direct" in text_of(project)
    assert "cotchett2014,pain,sham,supports,direct,kept" in text_of(project)


def test_second_row_about_another_outcome(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS})
    assert run("appraise", *WORK, "-p", project, "--outcome", "sleep", "--stance",
               "neutral").code == 0  # fmt: skip
    assert len(rows_of(project)) == 4
    # Beside the claim's other rows, not at the end.
    assert rows_of(project)[2].startswith("treats-heel-pain,cotchett2014,sleep,,neutral,")


def test_several_rows_are_not_guessed_between(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS})
    before = state_of(project)
    refused(
        run("appraise", *WORK, "-p", project, "--note", "n"),
        "2 rows are about treats-heel-pain and cotchett2014",
        "line 2: outcome “pain”, comparator “sham”", "line 3: outcome “walking”", "--outcome",
    )  # fmt: skip
    assert state_of(project) == before


def test_row_that_is_written_otherwise_is_found(make_project: MakeProject, run: Run) -> None:
    table = 'claim_id,citekey,outcome,stance\ntreats-heel-pain,@cotchett2014,"pain\nfell",\n'
    project = make_project({EVIDENCE: table})
    assert run("appraise", *WORK, "-p", project, "--stance", "neutral").code == 0
    assert len(rows_of(project)) == 2  # one row, over two lines
    assert '@cotchett2014,"pain\nfell",neutral' in text_of(project)


def test_same_again_writes_nothing(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS})
    before = state_of(project)
    ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", "--stance", "supports")
    assert (ended.code, ended.out) == (
        0, "appraisal/evidence.csv already says so; nothing was changed.\n",
    )  # fmt: skip
    assert state_of(project) == before


def test_dry_run_and_quiet(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    before = state_of(project)
    ended = run("appraise", *WORK, "-p", project, "--directness", "direct", "--dry-run")
    assert ended.code == 0
    assert "+treats-heel-pain,cotchett2014" in ended.out
    assert ended.out.endswith("Nothing was written (--dry-run): appraisal/evidence.csv\n")
    assert state_of(project) == before
    assert run("appraise", *WORK, "-p", project, "--directness", "direct", "-q").out == ""
    assert (project / EVIDENCE).exists()


@pytest.mark.parametrize(
    ("end", "delimiter", "encoding"),
    [("\r\n", ";", "utf-8-sig"), ("\n", "\t", "utf-16"), ("\r", ",", "cp1252")],
)
def test_style_of_the_file_is_kept(
    make_project: MakeProject, run: Run, end: str, delimiter: str, encoding: str
) -> None:
    text = ROWS.replace(",", delimiter).replace("\n", end).replace("kept", "früh")
    project = make_project({EVIDENCE: text.encode(encoding)})
    assert run("appraise", *WORK, "-p", project, "--outcome", "pain", "--stance",
               "neutral").code == 0  # fmt: skip
    written = (project / EVIDENCE).read_bytes().decode(encoding)
    lines = text.split(end)
    lines[0] += delimiter + "appraised_on"
    lines[1] = lines[1].replace("supports", "neutral") + delimiter + "2026-11-24"
    assert written == end.join(lines)


def test_character_that_the_encoding_lacks_is_said(make_project: MakeProject, run: Run) -> None:
    project = make_project({EVIDENCE: ROWS.replace("kept", "früh").encode("cp1252")})
    ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", "--result", "p ≤ 0.05")
    assert ended.code == 0
    assert "UTF-8" in ended.out
    assert "früh" in text_of(project)


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--stance", "suports", "did you mean supports?"),
        ("--directness", "unrelatd", "did you mean unrelated?"),
        ("--because", "populaton", "did you mean population?"),
        ("--measure", "MDD", "did you mean MD?"),
        ("--participants", "-3", "no whole number from 0"),
        ("--effect", "1,463", "could be 1463 or 1.463"),
        ("--effect", "14.4 mm", "is no number"),
        ("--on", "03/04/2026", "could be day-month or month-day"),
        ("--on", "soon", "is no date"),
        ("--result", "=HYPERLINK(1)", "formula"),
        ("--note", "@home", "formula"),
        ("--locator", "- p. 5", "formula"),
        ("--result", "a\x1b[31mb", "control character"),
        ("--passage", "x" * 100_001, "over 100,000 characters"),
    ],
)
def test_bad_value_is_refused_and_nothing_written(
    make_project: MakeProject, run: Run, option: str, text: str, words: str
) -> None:
    project = make_project({EVIDENCE: ROWS})
    before = state_of(project)
    ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", option, text)
    refused(ended, words)
    assert "\x1b" not in ended.err
    assert len(ended.err) < 600
    assert state_of(project) == before


def test_values_are_written_in_one_form(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("appraise", *WORK, "-p", project, "--effect", "−14,4", "--participants", "1,463",
               "--on", "31.12.2026", "--measure", "md",
               "--passage", "  two\n  lines ").code == 0  # fmt: skip
    assert rows_of(project) == [
        "treats-heel-pain,cotchett2014,,,,,,,,two lines,,MD,,-14.4,,,,,,1463,,,2026-12-31,"
    ]


def test_a_bad_cell_that_was_there_before_does_not_block_others(
    make_project: MakeProject, run: Run
) -> None:
    project = make_project({EVIDENCE: ROWS.replace("supports", "suports")})
    ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", "--note", "seen")
    assert ended.code == 0
    assert "suports" in text_of(project)
    assert run("appraise", *WORK, "-p", project, "--outcome", "pain", "--stance",
               "supports").code == 0  # fmt: skip
    assert "suports" not in text_of(project)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("treats-heel-pan", "cotchett2014"), ("no claim treats-heel-pan", "treats-heel-pain")),
        (("treats-heel-pain", "cotchet2014"), ("no reference cotchet2014", "cotchett2014")),
        (("treats-heel-pain", "x" * 5_000), ("no reference xxx", "refs` lists them")),
        (("treats-heel-pain", "../../etc/passwd"), ("no reference",)),
        (("a\x1b[31m", "cotchett2014"), ("no claim a\\x1b[31m",)),
    ],
)
def test_unknown_names(
    make_project: MakeProject, run: Run, arguments: tuple[str, str], words: tuple[str, ...]
) -> None:
    project = make_project()
    before = state_of(project)
    ended = run("appraise", *arguments, "-p", project, "--stance", "supports")
    refused(ended, *words)
    assert len(ended.err) < 400
    assert state_of(project) == before


def test_doubled_claim_id(make_project: MakeProject, run: Run) -> None:
    project = make_project({"claims.csv": CLAIMS + CLAIMS.splitlines()[1] + "\n"})
    for command in (("appraise", *WORK, "--stance", "supports"),
                    ("certainty", WORK[0]),
                    ("certainty", WORK[0], "--start", "randomized")):  # fmt: skip
        refused(run(*command, "-p", project), "2 claims have the id treats-heel-pain",
                "lines 2, 4 of claims.csv", "an id of its own")  # fmt: skip


def test_nothing_to_record(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    ended = run("appraise", *WORK, "-p", project, "--by", "R. Hall")
    refused(ended, "Nothing was given to record", "--directness")
    refused(run("certainty", WORK[0], "-p", project, "--by", "R. Hall"), "Nothing was given")
    assert not (project / "appraisal").exists()


def test_rows_with_one_key_are_not_chosen_between(make_project: MakeProject, run: Run) -> None:
    doubled = ROWS + ROWS.splitlines()[1] + "\n"
    project = make_project({EVIDENCE: doubled})
    ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", "--stance", "neutral")
    refused(ended, "line 2", "line 5", "delete one of them")
    assert text_of(project) == doubled


@pytest.mark.parametrize("place", [EVIDENCE, "appraisal"])
def test_what_may_not_be_written(make_project: MakeProject, run: Run, place: str) -> None:
    project = make_project({EVIDENCE: ROWS})
    path = project / place
    path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        ended = run("appraise", *WORK, "-p", project, "--outcome", "pain", "--note", "n")
    finally:
        path.chmod(0o755)
    refused(ended, "read-only", "Nothing was changed", code=3)
    assert text_of(project) == ROWS


def test_table_that_leads_out_of_the_project(
    make_project: MakeProject, run: Run, tmp_path: Path
) -> None:
    project = make_project()
    outside = tmp_path / "outside.csv"
    outside.write_text(ROWS, encoding="utf-8")
    (project / "appraisal").mkdir()
    (project / EVIDENCE).symlink_to(outside)
    refused(run("appraise", *WORK, "-p", project, "--note", "n"), "lies outside the project")
    assert outside.read_text(encoding="utf-8") == ROWS


# --- results, asked for ---------------------------------------------------------------------


def test_guided_form(make_project: MakeProject, run: Run, answer: Answer) -> None:
    project = make_project()
    answer("pain", "sham", "6 weeks", "direct", "supports", "Pain fell.",
           "pain was lower", "in the group", "", "abstract", "R. Hall")  # fmt: skip
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 0
    assert rows_of(project) == [
        "treats-heel-pain,cotchett2014,pain,sham,6 weeks,supports,direct,,Pain fell.,"
        "pain was lower in the group,abstract,,,,,,,,,,,R. Hall,2026-11-24,"
    ]
    heading, *hints = ended.out.splitlines()[:9]
    assert heading == "Dry needling treats heel pain."
    labels = [line[2:].split("  ")[0] for line in hints]
    assert labels[:2] == ["work", "design"]
    assert "words say" in labels
    assert any("recorded" in line and "nothing yet" in line for line in hints)
    assert "Enter keeps what stands in brackets" in ended.out


def test_guided_form_asks_only_what_the_answers_leave_open(
    make_project: MakeProject, run: Run, answer: Answer
) -> None:
    project = make_project()
    answer("", "", "", "unrelated", "It needled the elbow.", "", "", "R. Hall")
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 0
    assert "What it says of the claim" not in ended.out
    assert "In what an indirect work differs" not in ended.out
    assert "cotchett2014,,,,,unrelated,,It needled the elbow.,,,,,,,,,,,,,R. Hall," in (
        rows_of(project)[0] + ","
    )


def test_guided_form_asks_again_for_what_cannot_be_recorded(
    make_project: MakeProject, run: Run, answer: Answer
) -> None:
    project = make_project()
    answer("=cmd", "pain", "", "", "indirct", "indirect", "popultion", "population",
           "", "", "", "", "")  # fmt: skip
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 0, ended.out + ended.err
    for words in ("formula", "did you mean indirect?", "did you mean population?"):
        assert words in ended.out
    assert ",pain,,,,indirect,population," in rows_of(project)[0]


def test_guided_form_keeps_and_empties(make_project: MakeProject, run: Run, answer: Answer) -> None:
    table = (
        "claim_id,citekey,outcome,stance,directness,result,locator\n"
        "treats-heel-pain,cotchett2014,pain,supports,direct,Pain fell.,p. 5\n"
    )
    project = make_project({EVIDENCE: table})
    answer("", "", "", "", "neutral", "", "", "-", "")
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 0, ended.err
    assert "Outcome [pain]: " in ended.out
    assert "line 2: pain: direct, supports" in ended.out
    assert rows_of(project) == [
        "treats-heel-pain,cotchett2014,pain,neutral,direct,Pain fell.,,2026-11-24"
    ]


def test_guided_form_for_one_of_several_rows(
    make_project: MakeProject, run: Run, answer: Answer
) -> None:
    project = make_project({EVIDENCE: ROWS})
    answer("walking", "sham", "", "", "refutes", "", "", "", "")
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 0, ended.err
    assert "[neutral]" in ended.out
    assert "cotchett2014,walking,sham,refutes,direct," in text_of(project)
    assert len(rows_of(project)) == 3


def test_guided_form_with_options_asks_for_the_rest(
    make_project: MakeProject, run: Run, answer: Answer
) -> None:
    project = make_project()
    answer("", "", "direct", "supports", "", "", "")
    ended = run("appraise", *WORK, "-p", project, "--ask", "--outcome", "pain", "--by", "R. Hall")
    assert ended.code == 0, ended.err
    assert "Outcome" not in ended.out
    assert "Who judges" not in ended.out
    assert ",pain,,,supports,direct," in rows_of(project)[0]


def test_breaking_off_writes_nothing(make_project: MakeProject, run: Run, answer: Answer) -> None:
    project = make_project()
    answer("pain", "sham")
    ended = run("appraise", *WORK, "-p", project)
    assert ended.code == 130
    assert not (project / "appraisal").exists()


def test_hostile_text_reaches_the_terminal_harmless(
    make_project: MakeProject, run: Run, answer: Answer
) -> None:
    bib = REFERENCES.replace("title   = {", "title   = {[/red]\x1b[31m\u202e")
    table = "claim_id,citekey,outcome,result\ntreats-heel-pain,cotchett2014,\x1b[2J[b]\u202e,x\n"
    project = make_project({"references.bib": bib, EVIDENCE: table})
    answer("", "", "", "direct", "supports", "", "", "", "")
    ended = run("appraise", *WORK, "-p", project)
    assert "[/red]" in ended.out
    assert "\\x1b[2J[b]\\u202e" in ended.out
    assert not {"\x1b", "\u202e"} & set(ended.out)
    for command in (("show", "treats-heel-pain"), ("show", "cotchett2014"),
                    ("certainty", "treats-heel-pain"), ("wording", "treats-heel-pain"),
                    ("impact", "cotchett2014"), ("claims",), ("refs",)):  # fmt: skip
        out = run(*command, "-p", project).out
        assert not {"\x1b", "\u202e"} & set(out), command


# --- certainty ------------------------------------------------------------------------------

JUDGED = (
    "--outcome", "pain", "--start", "randomized", "--risk-of-bias", "not serious",
    "--inconsistency", "not applicable: single study", "--indirectness", "not serious",
    "--imprecision", "serious: 84 people", "--publication-bias", "not assessable: one trial",
    "--studies", "1", "--by", "R. Hall",
)  # fmt: skip


@pytest.fixture
def appraised(make_project: MakeProject, run: Run) -> Path:
    project = make_project()
    ended = run("appraise", *WORK, "-p", project, "--stance", "supports", "--directness",
                "direct", "--outcome", "pain", "--participants", "84")  # fmt: skip
    assert ended.code == 0
    return project


def test_certainty_is_recorded_and_shown(appraised: Path, run: Run) -> None:
    ended = run("certainty", WORK[0], "-p", appraised, *JUDGED)
    assert ended.code == 0
    assert ended.out.endswith("The certainty that counts is now: moderate.\n")
    out = run("certainty", WORK[0], "-p", appraised).out
    assert re.search(r"^  certainty +⊕⊕⊕◯ moderate$", out, re.MULTILINE)
    assert "imprecision -1: 84 people" in out
    assert "by R. Hall" in out


def test_hints_stand_beside_what_does_not_follow_them_yet(appraised: Path, run: Run) -> None:
    run("certainty", WORK[0], "-p", appraised, *JUDGED)
    followed = run("certainty", WORK[0], "-p", appraised).out
    assert "fewer than 400" not in followed
    run("certainty", WORK[0], "-p", appraised, "--imprecision", "not serious",
        "--inconsistency", "serious: one study")  # fmt: skip
    open_again = run("certainty", WORK[0], "-p", appraised).out
    assert "fewer than 400" in open_again
    assert "One study only" in open_again
    assert "One study only" not in followed


def test_one_domain_of_a_rating_changes(appraised: Path, run: Run) -> None:
    run("certainty", WORK[0], "-p", appraised, *JUDGED)
    ended = run("certainty", WORK[0], "-p", appraised, "--imprecision", "Very serious: few")
    assert ended.out.endswith("The certainty that counts is now: low.\n")
    (row,) = rows_of(appraised, CERTAINTY)
    assert ",very serious: few," in row


def test_second_appraiser_and_reported_rating_get_rows_of_their_own(
    appraised: Path, run: Run
) -> None:
    run("certainty", WORK[0], "-p", appraised, *JUDGED)
    ended = run("certainty", WORK[0], "-p", appraised, *JUDGED[:-1], "A. Cole")
    assert ended.code == 0
    ended = run("certainty", WORK[0], "-p", appraised, "--outcome", "pain",
                "--reported-certainty", "Very low", "--reported-by", "cotchett2014",
                "--locator", "table 2")  # fmt: skip
    assert ended.code == 0
    rows = rows_of(appraised, CERTAINTY)
    assert len(rows) == 3
    assert sum(",reported," in row and ",very_low,cotchett2014," in row for row in rows) == 1
    ambiguous = run("certainty", WORK[0], "-p", appraised, "--imprecision", "not serious")
    refused(ambiguous, "2 rows are about treats-heel-pain", "appraiser “A. Cole”", "--by")


def test_rating_without_the_word_judged_is_found(appraised: Path, run: Run) -> None:
    (appraised / CERTAINTY).write_text(
        "claim_id,outcome,imprecision\ntreats-heel-pain,pain,not serious\n", encoding="utf-8"
    )
    assert run("certainty", WORK[0], "-p", appraised, "--imprecision", "serious: few").code == 0
    assert len(rows_of(appraised, CERTAINTY)) == 1


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--imprecision", "seriuos: few", "did you mean serious?"),
        ("--start", "randomised", "did you mean randomized?"),
        ("--reported-certainty", "medium", "high, moderate, low, very_low"),
        ("--studies", "-3", "no whole number"),
        ("--importance", "crucial", "critical"),
    ],
)
def test_bad_rating_is_refused(
    appraised: Path, run: Run, option: str, text: str, words: str
) -> None:
    before = state_of(appraised)
    refused(run("certainty", WORK[0], "-p", appraised, option, text), words)
    assert state_of(appraised) == before


def test_guided_certainty(appraised: Path, run: Run, answer: Answer) -> None:
    answer("pain", "sham", "6 weeks", "R. Hall", "critical", "reduces", "small", "1", "84",
           "randomized", "not serious", "not applicable: single study", "",
           "serious: 84 people", "")  # fmt: skip
    ended = run("certainty", WORK[0], "-p", appraised, "--ask")
    assert ended.code == 0, ended.out + ended.err
    (row,) = rows_of(appraised, CERTAINTY)
    assert row == (
        "treats-heel-pain,pain,sham,6 weeks,,judged,critical,reduces,small,1,84,randomized,"
        "not serious,not applicable: single study,,serious: 84 people,,,,,,,,R. Hall,2026-11-24,,"
    )
    assert "Large effect" not in ended.out  # asked only of observational studies
    shown = run("certainty", WORK[0], "-p", appraised).out
    assert "not assessed" in shown
    assert "indirectness, publication bias" in shown


def test_guided_certainty_keeps_what_is_there(appraised: Path, run: Run, answer: Answer) -> None:
    run("certainty", WORK[0], "-p", appraised, *JUDGED)
    before = state_of(appraised)
    answer(*[""] * 20)
    ended = run("certainty", WORK[0], "-p", appraised, "--ask")
    assert ended.code == 0, ended.err
    assert "already says so" in ended.out
    assert state_of(appraised) == before


def test_certainty_unknown_claim_and_dry_run(appraised: Path, run: Run) -> None:
    before = state_of(appraised)
    refused(run("certainty", "treats-heelpain", "-p", appraised), "treats-heel-pain")
    ended = run("certainty", WORK[0], "-p", appraised, *JUDGED, "--dry-run")
    assert "Nothing was written" in ended.out
    assert state_of(appraised) == before


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_described(table: tables.AppraisalTable[Any]) -> None:
    page = (ROOT / "docs" / "reference" / "file-formats.md").read_text(encoding="utf-8")
    section = page.partition(f"### {table.path}\n")[2].partition("\n## ")[0].partition("\n### ")[0]
    first_cells = " ".join(re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE))
    assert [name for name in table.column_names if f"`{name}`" not in first_cells] == []


def test_a_work_called_unrelated_loses_its_stance(make_project: MakeProject, run: Run) -> None:
    project = make_project(
        {
            "appraisal/evidence.csv": "claim_id,citekey,stance,directness,appraiser\n"
            "treats-heel-pain,cotchett2014,supports,direct,R. Hall\n"
        }
    )
    named = ("treats-heel-pain", "cotchett2014", "--directness", "unrelated", "-p", project)
    assert run("appraise", *named).code == 0
    text = (project / "appraisal" / "evidence.csv").read_text(encoding="utf-8")
    assert "treats-heel-pain,cotchett2014,,unrelated,R. Hall" in text
