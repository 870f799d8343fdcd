"""`anchor`, `uncovered`, `cite` and `init PAGE`, as their user would run them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from needle_evidence import load_library
from tests.conftest import CLAIMS, Ended, MakeProject, Run
from tests.whole.test_judging_commands import FILES as APPRAISED
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


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ",", "\r\n"),
        ("cp1252", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
    ],
)
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


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [*(("txt", one) for one in HOSTILE), ("html", HOSTILE[0]), ("html", HOSTILE[6])],
)
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


# --- cite -------------------------------------------------------------------------------------

STANDING = "Dry needling may reduce heel pain but the evidence is limited."
CLAIM_FILES = {
    **APPRAISED,
    "claims.csv": APPRAISED["claims.csv"].replace("Dry needling treats heel pain.", STANDING),
}
Cite = Callable[..., tuple[Ended, str]]


@pytest.fixture
def cited(make_project: MakeProject, run: Run, monkeypatch: pytest.MonkeyPatch) -> Cite:
    """Signs off the claim on a page, runs `cite` and gives what it printed and wrote."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")  # 2026-11-24

    def cited(name: str, page: str | bytes, *more: str, references: str = "") -> tuple[Ended, str]:
        content = page.encode() if isinstance(page, str) else page
        files = {**CLAIM_FILES, f"articles/{name}": content}
        if references:
            files["references.bib"] = references
        project = make_project(files)
        run("anchor", "-p", project)
        signed = run("review", "treats-heel-pain", "-p", project, "--by", "R. Hall",
                     "--verdict", "approved")  # fmt: skip
        assert signed.out.splitlines()[-1] == "treats-heel-pain stands.", signed.out
        before = state_of(project)
        ended = run("cite", f"articles/{name}", "-p", project, *more)
        copy = project / "reports/cited/articles" / name
        assert {k: v for k, v in state_of(project).items() if "cited" not in k} == before
        return ended, copy.read_bytes().decode() if copy.exists() else ""

    return cited


def test_only_what_stands_is_cited(cited: Cite) -> None:
    ended, copy = cited("a.md", f"# Heels\n\n{STANDING}\n\nDry needling reduces hip pain.\n")
    assert ended.code == 0
    assert "cited        treats-heel-pain: cotchett2014, lee2021" in ended.out
    assert "not checked  reduces-hip-pain: " in ended.out
    assert "1 of 2 claims stand and are cited; the others are not yet checked." in ended.out
    assert copy == (
        "# Heels\n\nDry needling may reduce heel pain but the evidence is limited "
        "[@cotchett2014; @lee2021].\n\nDry needling reduces hip pain.\n"
    )


def test_numbers_go_on_behind_the_list_of_the_page(cited: Cite) -> None:
    page = (
        f"# Heels\n\n{STANDING}\n\nThe clinic is old [1].\n\n## References\n\n"
        "1. Someone A. A history of the clinic. J Old. 1900;1:1-2.\n"
    )
    ended, copy = cited("a.md", page, "--form", "numbers")
    assert ended.code == 0
    assert "limited [2,3].\n" in copy
    assert copy.startswith(page[: page.index(".\n\nThe")].rstrip())
    assert copy.splitlines()[-3].startswith("1. Someone A. A history")
    assert copy.splitlines()[-2].startswith("2. Cotchett")
    assert copy.splitlines()[-1].startswith("3. Lee")
    assert copy.count("## References") == 1


def test_marks_of_its_own_works_are_taken_over(cited: Cite) -> None:
    page = (
        f"# Heels\n\n{STANDING.rstrip('.')} [1].\n\n## References\n\n"
        "1. Cotchett MP, Munteanu SE, Landorf KB. Effectiveness of trigger point dry needling for "
        "plantar heel pain. Phys Ther. 2014;94(8):1083-1094. doi:10.2522/ptj.20130255\n"
    )
    ended, copy = cited("a.md", page, "--form", "numbers")
    assert ended.code == 0
    assert "is limited [1,2].\n" in copy
    assert "2. Lee" in copy
    assert copy.count("Cotchett") == 1


def test_text_file_with_windows_line_ends(cited: Cite) -> None:
    page = f"Heels\r\n\r\n{STANDING}\r\n\r\nThe end.\r\n"
    ended, copy = cited("a.txt", page)
    assert ended.code == 0
    assert "limited [1,2].\r\n\r\nThe end.\r\n" in copy
    assert copy.count("\r\n") == copy.count("\n")
    assert "\r\nReferences\r\n\r\n1. Cotchett" in copy


def test_html_at_an_entity_and_inside_markup(cited: Cite) -> None:
    sentence = STANDING.replace("limited.", "<em>limited</em>.").replace("heel", "h&#101;el")
    page = (
        f"<!doctype html><html><body><main>\n<h1>Heels</h1>\n<p>{sentence} The end.</p>\n"
        "</main><footer>(c)</footer></body></html>\n"
    )
    ended, copy = cited("a.html", page)
    assert ended.code == 0
    citation = (
        '<sup>[<a href="#evidence-reference-1">1</a>,<a href="#evidence-reference-2">2</a>]</sup>'
    )
    assert copy.count(citation) == 1
    assert citation in copy[copy.index("<p>") : copy.index("The end.")]
    assert copy.index("<section>") < copy.index("</main>")
    listed = re.sub(r"<section>.*</section>\n?", "", copy, flags=re.DOTALL)
    assert listed.replace(citation, "") == page


def test_html_copy_escapes_hostile_references(cited: Cite) -> None:
    title = '<script>alert(1)</script><img src=x onerror=alert(2)> & \\"quote\\"'
    references = CLAIM_FILES["references.bib"].replace(
        "title={Dry needling for", f"title={{{title} Dry needling for"
    )
    assert references != CLAIM_FILES["references.bib"]
    page = f"<html><body><h1>Heels</h1><p>{STANDING}</p></body></html>"
    ended, copy = cited("a.html", page, references=references)
    assert ended.code == 0
    assert "<script" not in copy
    assert "<img" not in copy
    assert "&lt;script&gt;" in copy


def test_the_same_copy_again(cited: Cite, run: Run, tmp_path: Path) -> None:
    _, first = cited("a.md", f"# Heels\n\n{STANDING}\n", "--form", "numbers")
    project = tmp_path / "project"
    again = run("cite", "./articles/a.md", "-p", project, "--form", "numbers", "-o",
                tmp_path / "out" / "b.md")  # fmt: skip
    assert again.code == 0
    assert (tmp_path / "out" / "b.md").read_bytes().decode() == first
    assert run("cite", "articles/a.md", "-p", project, "--form", "numbers", "-q").out == ""
    assert (project / "reports/cited/articles/a.md").read_bytes().decode() == first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("articles/nothing.md",), "no article"),
        (("articles/pag.md",), "articles/page.md"),
        (("articles/page.md", "-o", "{project}/articles/page.md"), "--output"),
        (("articles/page.md", "-o", "{project}/articles/../claims.csv"), "--output"),
        (("articles/page.md", "-o", "{project}/appraisal/evidence.csv"), "--output"),
        (("articles/page.md", "-o", "{project}/articles/cited.md"), "--output"),
        (("articles/page.md", "-o", "{project}/needle-evidence.toml"), "--output"),
        (("articles/page.md", "--form", "html"), "pandoc or numbers"),
        (("articles/page.docx",), "no citation can be put into a file of its kind"),
        (("articles/page.md", "--style", "harvard"), "harvard"),
        (("../../etc/passwd",), "no article"),
    ],
)  # fmt: skip
def test_cite_refuses(
    make_project: MakeProject, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    project = make_project(
        {
            **FILES,
            **CLAIM_FILES,
            "needle-evidence.toml": "",
            "articles/page.docx": word_file("Dry needling treats heel pain."),
        }
    )
    before = state_of(project)
    ended = run("cite", *(one.format(project=project) for one in arguments), "-p", project)
    assert ended.code == 2, ended.out
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1
    assert state_of(project) == before


# --- init PAGE --------------------------------------------------------------------------------

MARKDOWN = """# Heel pain

Dry needling reduces heel pain [2]. Dry needling cures migraine.

The clinic opens at nine.

Dry needling may cause:

- bleeding [1]
- dizziness

## References

1. Cotchett MP, Munteanu SE. Dry {needling} of the heel: 50% \\ better & $5_cheaper #1~x^y. Phys
   Ther. 2014;94:1083-94. doi:10.2522/ptj.20130255
2. Lee A. An unbalanced { brace and a lone } one. J Pain. 2021;3:1-2.
"""
HTML = """<!doctype html><html><head><title>Heels</title></head><body>
<nav><a href="/">Home</a> <a href="/book">Book now</a></nav>
<main><h1>Heel pain</h1>
<p>Dry needling reduces heel pain <sup><a href="#r2">2</a></sup>. Dry needling cures migraine.</p>
<p>The clinic opens at nine.</p><p>Dry needling may cause:</p>
<ul><li>bleeding <sup><a href="#r1">1</a></sup></li><li>dizziness</li></ul>
<h2>References</h2><ol><li id="r1">Cotchett MP, Munteanu SE. Dry {needling} of the heel: 50% \\
better &amp; $5_cheaper #1~x^y. Phys Ther. 2014;94:1083-94. doi:10.2522/ptj.20130255</li>
<li id="r2">Lee A. An unbalanced { brace and a lone } one. J Pain. 2021;3:1-2.</li></ol></main>
</body></html>
"""
PRINTED = [
    "Cotchett MP, Munteanu SE. Dry {needling} of the heel: 50% \\ better & $5_cheaper #1~x^y. "
    "Phys Ther. 2014;94:1083-94. doi:10.2522/ptj.20130255",
    "Lee A. An unbalanced { brace and a lone } one. J Pain. 2021;3:1-2.",
]

TITLES = [
    "Dry {needling} of the heel: 50% \\ better & $5_cheaper #1~x^y",
    "An unbalanced { brace and a lone } one",
]


def word_file(*paragraphs: str) -> bytes:
    """A DOCX of paragraphs; one that begins with "#" is a heading, with "-" a list item."""
    import docx

    document = docx.Document()
    for text in paragraphs:
        if text.startswith("# "):
            document.add_heading(text[2:])
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["page.md", "page.html", "page.txt", "page.docx"])
def test_project_from_a_page(tmp_path: Path, run: Run, name: str) -> None:
    page = tmp_path / name
    lines = [line for line in MARKDOWN.replace("\n   ", " ").splitlines() if line]
    content = {
        "page.md": MARKDOWN.encode(),
        "page.html": HTML.encode(),
        "page.txt": MARKDOWN.replace("## ", "").replace("# Heel", "Heel").encode(),
        "page.docx": word_file(*(line.replace("## ", "# ") for line in lines)),
    }[name]
    page.write_bytes(content)
    project = tmp_path / "project"
    project.mkdir()
    ended = run("init", page, "-p", project)
    assert ended.code == 0, ended.err
    assert f"articles/{name}" in ended.out
    assert (project / "articles" / name).read_bytes() == content == page.read_bytes()
    assert ended.out.count("\n  needle-evidence ") == 3
    library = load_library(project)
    found = {claim.text: [r.key for r in library.cited(claim)] for claim in library.claims}
    assert found == {
        "Dry needling reduces heel pain.": ["lee2021unbalanced"],
        "Dry needling cures migraine.": [],
        "Dry needling may cause: bleeding": ["cotchett2014dry"],
        "Dry needling may cause: dizziness": [],
    }
    assert [reference.title for reference in library.references] == TITLES
    for reference, printed in zip(library.references, PRINTED, strict=True):
        held = " ".join(reference.fields.values())
        lost = {word for word in re.findall(r"\w+", printed) if word not in held}
        assert lost <= {"MP", "SE", "doi"}  # initials have stops in an entry
    assert [r.text("doi") for r in library.references] == ["10.2522/ptj.20130255", ""]
    assert library.problems == ()
    assert [one for one in codes(run, project) if one[0] != "NE511"] == []
    assert run("check", "-p", project).code == 1
    anchored = run("anchor", "-p", project)
    assert anchored.code == 0
    assert "not anchored" not in anchored.out
    assert run("report", "-p", project, "-q").code == 0
    assert "0 of" not in run("uncovered", "-p", project).out


def test_page_in_the_folder_stays_where_it_is(tmp_path: Path, run: Run) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "page.md").write_text(MARKDOWN, encoding="utf-8")
    ended = run("init", tmp_path / "text" / "page.md", "-p", tmp_path)
    assert ended.code == 0
    assert not (tmp_path / "articles").exists()
    assert [article.path for article in load_library(tmp_path).articles] == ["text/page.md"]
    assert codes(run, tmp_path, "NE502") == codes(run, tmp_path, "NE512") == []


@pytest.mark.parametrize("taken", ["claims.csv", "references.bib", "articles/page.md"])
def test_init_never_overwrites(tmp_path: Path, run: Run, taken: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(MARKDOWN, encoding="utf-8")
    project = tmp_path / "project"
    (project / taken).parent.mkdir(parents=True)
    (project / taken).write_text("mine", encoding="utf-8")
    before = state_of(project)
    ended = run("init", page, "-p", project)
    assert ended.code == 2
    assert taken in ended.err
    assert state_of(project) == before


MENU_PAGE = b"<nav><ul><li><a href='/'>Home</a></li></ul></nav><footer>c</footer>"


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("none.md", None, 3, "cannot be read"),
        ("empty.md", b"", 3, "is empty"),
        ("blank.html", b" \n\t\n", 3, "is empty"),
        ("report.md", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", 3, "is a PDF"),
        ("old.doc", b"\xd0\xcf\x11\xe0", 3, "an old Word file (.doc)"),
        ("page.pdf", b"%PDF-1.7\n", 3, "Save the page as .docx"),
        ("one.md", b"Pain\n", 3, "no sentence"),
        ("menu.html", MENU_PAGE, 3, "no sentence"),
        ("broken.docx", b"PK\x03\x04broken", 3, "broken.docx"),
        ("nav.html", b"<nav><a href='/'></a></nav><body></body>", 3, "nav.html holds only menus"),
        ("picture.md", b"![](a.png)\n", 3, "no sentence"),
        ("numbers.txt", b"1 2 3\n\n4 5 6\n", 3, "no sentence"),
    ],
)
def test_page_that_makes_no_project(
    tmp_path: Path, run: Run, name: str, content: bytes | None, code: int, words: str
) -> None:
    page = tmp_path / name
    if content is not None:
        page.write_bytes(content)
    project = tmp_path / "project"
    ended = run("init", page, "-p", project)
    assert ended.code == code, ended.out
    assert words in ended.err
    assert len(ended.err.splitlines()) == 1
    assert str(page) in ended.err
    assert not project.exists() or list(project.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("hours.txt", "The clinic opens at nine o'clock.\n", "0 claim sentences"),
        (
            "chinese.md", "# 干针疗法\n\n干针疗法可以减轻足跟痛。干针可以治愈偏头痛。\n",
            "only be found in English",
        ),
        (
            "hebrew.html",
            "<html dir='rtl' lang='he'><body><h1>דיקור</h1><p>דיקור יבש מפחית כאב בעקב.</p></body>",
            "only be found in English",
        ),
    ],
)  # fmt: skip
def test_project_from_a_page_without_claims(
    tmp_path: Path, run: Run, name: str, text: str, words: str
) -> None:
    page = tmp_path / name
    page.write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    ended = run("init", page, "-p", project)
    assert ended.code == 0, ended.err
    assert words in ended.out
    checked = run("check", "-p", project)
    assert checked.code in {0, 1}, checked.err
    assert run("anchor", "-p", project).code == 0
    assert run("uncovered", "-p", project).code == 0
    assert run("report", "-p", project, "-q").code == 0


def test_page_with_formulas_and_escapes_gives_a_clean_table(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page.txt"
    text = "\n\n".join(["Dry needling treats heel pain.", *HOSTILE])
    page.write_text(text, encoding="utf-8")
    project = tmp_path / "project"
    assert run("init", page, "-p", project).code == 0
    rows = rows_of(project)
    assert len(rows) > 6
    assert not any(cell[:1] in set("=+-@") for row in rows for cell in row)
    assert codes(run, project, "NE111") == codes(run, project, "NE512") == []
    assert codes(run, project, "NE5") == []
