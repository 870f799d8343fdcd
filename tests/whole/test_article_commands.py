"""`anchor`, `uncovered`, `cite` and `init PAGE`, as their user would run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from needle_evidence import load_library
from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_read_only import state_of

ANCHORS = "appraisal/anchors.json"
PAGE = """# Heel pain

Dry needling treats heel pain. The clinic opens at nine.

## Hips

Dry needling reduces hip pain.
"""
FILES = {"articles/page.md": PAGE}


def anchors_of(project: Path) -> dict[str, list[str]]:
    """The recorded words of each claim."""
    found: dict[str, list[str]] = {}
    for record in json.loads((project / ANCHORS).read_text(encoding="utf-8")):
        exact = record["target"]["selector"][0]["exact"]
        found.setdefault(record["claim_id"], []).append(exact)
    return found


def codes(run: Run, project: Path, select: str = "NE5") -> list[tuple[str, str]]:
    ended = run("check", "-p", project, "--select", select, "-f", "json")
    assert ended.code in {0, 1}, ended.err
    return [(one["code"], one["subject"]) for one in json.loads(ended.out)["findings"]]


def write(project: Path, text: str, path: str = "articles/page.md") -> None:
    (project / path).write_text(text, encoding="utf-8")


# --- anchor -----------------------------------------------------------------------------------


def test_anchor_first_and_again(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    assert ("NE506", "articles/page.md") in codes(run, project)
    ended = run("anchor", "-p", project)
    assert ended.code == 0
    assert "+ treats-heel-pain  articles/page.md, line 3" in ended.out
    assert "+ Dry needling reduces hip pain" in ended.out
    assert ended.out.splitlines()[-1] == f"Wrote {ANCHORS}: 2 anchors; 2 new."
    assert codes(run, project) == []
    before = state_of(project)
    again = run("anchor", "-p", project)
    assert again.out == f"{ANCHORS} already says so (2 anchors); nothing was changed.\n"
    assert state_of(project) == before


def test_anchor_dry_run_writes_nothing(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    before = state_of(project)
    ended = run("anchor", "-p", project, "--dry-run")
    assert ended.code == 0
    assert "Nothing was written (--dry-run)" in ended.out
    assert "2 new" in ended.out
    assert state_of(project) == before
    assert not (project / "appraisal").exists()


def test_doubtful_place_stays_until_accepted(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    run("anchor", "-p", project)
    write(project, PAGE.replace("treats heel pain", "may treat heel pain"))
    assert ("NE503", "treats-heel-pain") in codes(run, project)
    ended = run("anchor", "-p", project)
    assert ended.code == 0
    assert "! treats-heel-pain" in ended.out
    assert "1 not anchored" in ended.out
    assert "hedge added" in ended.out
    assert anchors_of(project)["treats-heel-pain"] == ["Dry needling treats heel pain."]
    assert ("NE503", "treats-heel-pain") in codes(run, project)
    accepted = run("anchor", "-p", project, "--accept", "treats-heel-pain")
    assert accepted.code == 0
    assert "~ treats-heel-pain" in accepted.out
    assert anchors_of(project)["treats-heel-pain"] == ["Dry needling may treat heel pain."]
    assert codes(run, project) == []


def test_moved_claims_are_renewed_without_asking(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    run("anchor", "-p", project)
    write(project, PAGE.replace("# Heel pain\n", "# Heel pain\n\nWelcome to the clinic.\n"))
    assert codes(run, project) == [("NE506", "articles/page.md")]
    ended = run("anchor", "-p", project)
    assert "Wrote" in ended.out
    assert "not anchored" not in ended.out
    assert codes(run, project) == []


def test_records_of_removed_claims_go(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    run("anchor", "-p", project)
    rows = CLAIMS.splitlines(keepends=True)
    (project / "claims.csv").write_text("".join(rows[:2]), encoding="utf-8")
    ended = run("anchor", "-p", project)
    assert "- reduces-hip-pain" in ended.out
    assert set(anchors_of(project)) == {"treats-heel-pain"}


def test_anchor_of_one_claim_leaves_the_others(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    assert run("anchor", "-p", project, "reduces-hip-pain").code == 0
    assert set(anchors_of(project)) == {"reduces-hip-pain"}
    assert run("anchor", "-p", project, "treats-heel-pain").code == 0
    assert set(anchors_of(project)) == {"reduces-hip-pain", "treats-heel-pain"}


@pytest.mark.parametrize("arguments", [("treats-hel-pain",), ("--accept", "treats-hel-pain")])
def test_anchor_of_an_unknown_claim(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...]
) -> None:
    project = make_project(FILES)
    ended = run("anchor", "-p", project, *arguments)
    assert ended.code == 2
    assert "treats-heel-pain" in ended.err
    assert not (project / ANCHORS).exists()


def test_nothing_to_accept(make_project: MakeProject, run: Run) -> None:
    project = make_project({"articles/page.md": "# Rest\n\nThe clinic opens at nine o'clock.\n"})
    ended = run("anchor", "-p", project, "--accept", "reduces-hip-pain")
    assert ended.code == 2
    assert "nothing to accept" in ended.err


@pytest.mark.parametrize(
    "content", ["[\n{broken\n]\n", "[\n", "{}", "\x00\x01", '[\n{"claim_id": "a"}\n]\n', "null"]
)
def test_broken_records_are_not_written_over(
    make_project: MakeProject, run: Run, content: str
) -> None:
    project = make_project({**FILES, ANCHORS: content})
    ended = run("anchor", "-p", project)
    assert ended.code in {2, 3}, ended.out
    assert "anchors.json" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert (project / ANCHORS).read_text(encoding="utf-8") == content
    assert run("check", "-p", project).code in {1, 3}


def test_anchor_into_a_read_only_folder(make_project: MakeProject, run: Run) -> None:
    project = make_project(FILES)
    (project / "appraisal").mkdir()
    (project / "appraisal").chmod(0o555)
    try:
        ended = run("anchor", "-p", project)
    finally:
        (project / "appraisal").chmod(0o755)
    assert ended.code == 3
    assert "read-only" in ended.err
    assert not (project / ANCHORS).exists()


def test_anchor_without_an_article(make_project: MakeProject, run: Run) -> None:
    for command in ("anchor", "uncovered"):
        ended = run(command, "-p", make_project(name=command))
        assert ended.code == 2
        assert "articles/" in ended.err


def test_claim_in_several_articles_and_places(make_project: MakeProject, run: Run) -> None:
    other = "# Feet\n\nDry needling treats heel pain, says one trial.\n"
    project = make_project({**FILES, "articles/other.md": other, "articles/b/c.txt": PAGE})
    run("anchor", "-p", project)
    assert len(anchors_of(project)["treats-heel-pain"]) == 3
    assert codes(run, project) == []
    write(project, other.replace("one trial", "no trial"), "articles/other.md")
    assert codes(run, project) == [("NE503", "treats-heel-pain")]
    assert run("report", "-p", project, "-q").code == 0


def test_several_places_in_one_article(make_project: MakeProject, run: Run) -> None:
    twice = PAGE + "\nIn short: Dry needling treats heel pain.\n"
    project = make_project({"articles/page.md": twice})
    assert ("NE504", "treats-heel-pain") in codes(run, project)
    ended = run("anchor", "-p", project)
    assert "! treats-heel-pain" in ended.out
    assert "treats-heel-pain" not in anchors_of(project)
    assert run("anchor", "-p", project, "--accept", "treats-heel-pain").code == 0
    assert len(anchors_of(project)["treats-heel-pain"]) == 2
    assert codes(run, project) == []
    assert "nothing was changed" in run("anchor", "-p", project).out
    write(project, twice.replace("In short: Dry needling", "In short: never say that dry needling"))
    assert ("NE503", "treats-heel-pain") in codes(run, project)


def test_claims_that_share_a_quote(make_project: MakeProject, run: Run) -> None:
    claims = (
        "claim_id,claim,question,references,quote\n"
        "one,Dry needling treats heel pain in adults.,treatment_benefit,,treats heel pain\n"
        "two,Dry needling treats pain of the heel at night.,treatment_benefit,,treats heel pain\n"
        "hip,Dry needling reduces hip pain.,treatment_benefit,,\n"
    )
    project = make_project({**FILES, "claims.csv": claims})
    run("anchor", "-p", project)
    recorded = anchors_of(project)
    assert recorded["one"] == recorded["two"] == ["treats heel pain"]
    assert codes(run, project) == []
    write(project, PAGE.replace("treats heel pain", "does not treat heel pain"))
    assert [one for one in codes(run, project) if one[0] == "NE503"] == [
        ("NE503", "one"), ("NE503", "two"),
    ]  # fmt: skip


# --- uncovered --------------------------------------------------------------------------------

MORE = PAGE + "\nDry needling cures migraine. Studies show that it prevents stroke.\n"


def rows_of(project: Path, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[list[str]]:
    text = (project / "claims.csv").read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_uncovered_lists_what_no_row_holds(make_project: MakeProject, run: Run) -> None:
    project = make_project({"articles/page.md": MORE})
    before = state_of(project)
    ended = run("uncovered", "-p", project)
    assert ended.code == 0
    assert "articles/page.md:9" in ended.out
    assert "Dry needling cures migraine." in " ".join(ended.out.split())
    assert "2 of 4 claim sentences are registered." in ended.out
    found = json.loads(run("uncovered", "-p", project, "--format", "json").out)
    assert [row["line"] for row in found] == [9, 9]
    assert found[0]["claim"] == "Dry needling cures migraine."
    listed = list(csv.DictReader(io.StringIO(run("uncovered", "-p", project, "-q", "--format",
                                                 "csv").out)))  # fmt: skip
    assert [row["claim_id"] for row in listed] == [row["claim_id"] for row in found]
    assert state_of(project) == before


def test_written_rows_make_check_silent_about_them(make_project: MakeProject, run: Run) -> None:
    project = make_project({"articles/page.md": MORE})
    assert [code for code, _ in codes(run, project, "NE512")] == ["NE512", "NE512"]
    dry = run("uncovered", "-p", project, "--write", "--dry-run")
    assert "Nothing was written (--dry-run): claims.csv" in dry.out
    assert (project / "claims.csv").read_text(encoding="utf-8") == CLAIMS
    ended = run("uncovered", "-p", project, "--write")
    assert ended.code == 0
    assert "Wrote claims.csv" in ended.out
    assert (project / "claims.csv").read_bytes().startswith(CLAIMS.encode().splitlines()[0][:20])
    assert codes(run, project, "NE512") == []
    uncited = {subject for _, subject in codes(run, project, "NE101")}
    assert {row[0] for row in rows_of(project)[-2:]} <= uncited
    state = state_of(project)
    again = run("uncovered", "-p", project, "--write")
    assert again.code == 0
    assert "4 of 4 claim sentences are registered." in again.out
    assert state_of(project) == state
    assert run("anchor", "-p", project).code == 0
    assert codes(run, project) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize(("delimiter", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\r\n")])
def test_written_rows_keep_the_form_of_the_table(
    make_project: MakeProject, run: Run, encoding: str, delimiter: str, end: str
) -> None:
    table = list(csv.reader(io.StringIO(CLAIMS.replace("hip pain.", "hip pain (Hüfte)."))))
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(table)
    old = stream.getvalue().encode(encoding)
    page = MORE + "\nDry needling – it’s new – cures the pain of a café’s chairs.\n"
    project = make_project({"articles/page.md": page, "claims.csv": old})
    ended = run("uncovered", "-p", project, "--write")
    assert ended.code == 0, ended.err
    new = (project / "claims.csv").read_bytes()
    text = new.decode(encoding)
    old_lines, new_lines = stream.getvalue().splitlines(), text.lstrip("\ufeff").splitlines()
    assert new_lines[0].startswith(old_lines[0])  # a column that the table lacked is put last
    assert new_lines[1:3] == old_lines[1:3]
    assert text.count("\r\n") == (text.count("\n") if end == "\r\n" else 0)
    rows = rows_of(project, delimiter, encoding)
    assert len(rows) == 6
    assert any("it’s new – cures the pain of a café’s" in cell for row in rows for cell in row)
    assert codes(run, project, "NE512") == []


HOSTILE = [
    '=HYPERLINK("http://evil.example";"click") cures migraine.',
    "Dry needling cures | prevents | migraine and reduces | pain.",
    'Dry "needling" cures ""migraine"", they say; it reduces pain, "too".',
    "@SUM(1+1)*cmd|'/C calc'!A0 Dry needling cures migraine.",
    "+1 Dry needling cures migraine.",
    "-2+3 Dry needling cures migraine.",
    "Dry needling cures <b onmouseover=alert(1)>migraine</b> &amp; [/red] pain.",
    "Dry needling cures \x1b[31mred\x1b[0m migraine and reduces pain\x08.",
    "Dry needling cures mi\u202egraine and \u200breduces pain.",
    "Dry needling cures migraine; it reduces pain;\tand prevents\x0b stroke.",
    "Dry needling cures " + "very " * 21_000 + "bad migraine.",
]


@pytest.mark.parametrize("sentence", HOSTILE)
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_hostile_sentences_become_rows_that_are_found_again(
    make_project: MakeProject, run: Run, sentence: str, ending: str
) -> None:
    known = ["Dry needling treats heel pain.", "Dry needling reduces hip pain."]
    text = "\n\n".join([*known, sentence, ""])
    if ending == "html":
        text = f"<h2>=1+1</h2><p>{' '.join(known)}</p><p>{sentence}</p>\n"
    project = make_project({f"articles/page.{ending}": text})
    listed = codes(run, project, "NE512")
    assert listed
    ended = run("uncovered", "-p", project, "--write")
    assert ended.code == 0, ended.err
    assert not {"\u202e", "\x0b", "\x1b"} & set(ended.out)
    assert not any(cell[:1] in "=+-@" and cell[:1] for row in rows_of(project) for cell in row)
    assert codes(run, project, "NE512") == []
    assert codes(run, project, "NE111") == []
    assert ("NE502", listed[0][1]) not in codes(run, project)
    table = run("uncovered", "-p", project, "--format", "csv")
    assert table.code == 0


def test_page_in_another_language_is_not_checked_and_says_so(
    make_project: MakeProject, run: Run
) -> None:
    german = (
        "# Fersenschmerz\n\nDie Behandlung mit Nadeln lindert den Schmerz der Ferse und heilt die "
        "Migräne in wenigen Tagen. Das haben viele Studien gezeigt, und es ist ohne Gefahr.\n"
    )
    project = make_project({**FILES, "articles/seite.md": german})
    ended = run("uncovered", "-p", project)
    assert ended.code == 0
    assert "Not checked: articles/seite.md: claims can only be found in English text." in ended.out
    checked = run("check", "-p", project, "--select", "NE512")
    assert checked.code == 0
    assert "NE512 articles/seite.md" in checked.out
    assert run("check", "-p", project, "--select", "NE512", "--require", "NE512").code == 5
