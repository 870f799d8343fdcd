"""`import --complete`: what a file knows of works that are there already comes into entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.formats.references.bibtex import read_references
from tests.conftest import MakeProject, Run
from tests.whole.test_read_only import state_of

LIST = """References
1. Harmon, L. K., & Brandt, O. (2011). Needling of the plantar heel: a randomized trial. \
Physical therapy, 15(5), 393. Abstract:
2. Ortega, R., Ana, I., Luna, H. F. S., Soler, J., … & Vega, M. L. (2015). Manual therapy versus \
surgery for the wrist. The journal of pain, 16(11), 1087-1094. Full text:
"""
PUBMED = """PMID- 111
VI  - 15
IP  - 5
DP  - 2011 Oct
TI  - Needling of the plantar heel: a randomized trial.
PG  - 393-9
LID - 10.1000/heel [doi]
AB  - Sixty adults took part.
FAU - Harmon, Lea K
FAU - Brandt, Otto
JID - 100
JT  - Physical therapy
OWN - NLM

PMID- 222
VI  - 16
IP  - 11
DP  - 2015 Nov
TI  - Manual therapy versus surgery for the wrist.
PG  - 1087-94
LID - 10.1000/wrist [doi]
FAU - Ortega, Rita
FAU - de la Luz, Ana I
FAU - Saddi Luna, Homid
FAU - Soler, Javier
FAU - Pareja, Juan A
FAU - Vega, Maria L
JID - 100
JT  - The journal of pain
"""
COTCHETT = """% a comment of the user's
@Article{cotchett2014,
    TITLE = "Effectiveness of trigger point dry needling for plantar heel pain",
    AUTHOR = "Cotchett, M. P.",   year = 2014,
    doi = "10.2522/PTJ.20130255", studydesign = {rct}
}
@comment{kept as it is}
"""
COTCHETT_NEW = """@article{x,
  author = {Cotchett, Matthew P. and Munteanu, Shannon E.}, year = {2014}, month = aug,
  title = {Effectiveness of trigger point dry needling for plantar heel pain},
  journal = {Physical Therapy}, doi = {10.2522/ptj.20130255}, studydesign = {cohort}}
"""


def bib(project: Path) -> str:
    return (project / "references.bib").read_bytes().decode()


@pytest.fixture
def pasted(tmp_path: Path, run: Run) -> Path:
    """A project with the pasted list, and the PubMed download beside it."""
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    (tmp_path / "pubmed.nbib").write_text(PUBMED, encoding="utf-8")
    ended = run("import", "--from", "text", tmp_path / "list.txt", "-p", tmp_path)
    assert ended.code == 0, ended.err
    return tmp_path


def test_an_import_tells_what_the_entries_lack(pasted: Path, run: Run) -> None:
    before = bib(pasted)
    ended = run("import", pasted / "pubmed.nbib", "-p", pasted)
    heel, wrist, *_, counts, hint = ended.out.splitlines()
    assert heel.startswith("already  harmon2011needling: Needling of the plantar heel")
    assert "; same title; also gives month, doi, pmid, abstract; " in heel
    assert "has the fuller author, pages" in heel
    assert wrist.endswith("differs in author")
    assert counts == "Nothing was added: 0 added, 2 already there."
    assert hint == "Run it again with --complete to put in what the entries lack."
    assert bib(pasted) == before


def test_complete(pasted: Path, run: Run) -> None:
    ended = run("import", pasted / "pubmed.nbib", "--complete", "-p", pasted)
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert lines[0].startswith("completed harmon2011needling: ")
    assert (
        "; put in month, doi, pmid, abstract; took the fuller author, pages; confirmed" in lines[0]
    )
    assert "  ortega2015manual: author: “R. Ortega; I. Ana; " in ended.out
    assert "there “Rita Ortega; Ana I de la Luz; " in ended.out
    start = "Not put into the entries that were there already, as nothing here reads them: "
    assert f"{start}nbib-jid (2), nbib-own (1)" in lines
    assert lines[-1] == "Wrote references.bib: 0 added, 2 completed, 2 already there."
    heel, wrist = read_references(bib(pasted), path="x").references
    assert [name.given for name in heel.authors] == ["Lea K", "Otto"]
    assert (heel.fields["pages"], heel.fields["pmid"]) == ("393–399", "111")
    assert "confidence" not in heel.fields
    assert [name.family for name in wrist.authors][:3] == ["Ortega", "Ana", "Luna"]
    assert wrist.fields["doi"] == "10.1000/wrist"
    assert wrist.fields["confidence"].startswith("author ")
    assert "title" not in wrist.fields["confidence"]


def test_take_is_the_way_out_and_a_second_run_changes_nothing(pasted: Path, run: Run) -> None:
    arguments = ("import", pasted / "pubmed.nbib", "--complete", "--take", "author", "-p", pasted)
    assert run(*arguments).code == 0
    _, wrist = read_references(bib(pasted), path="x").references
    assert wrist.authors[1].display == "Ana I de la Luz"
    assert "confidence" not in wrist.fields
    before = bib(pasted)
    ended = run(*arguments)
    assert ended.out.splitlines()[-1] == (
        "Nothing was changed: 0 added, 0 completed, 2 already there."
    )
    assert bib(pasted) == before
    assert "also gives" not in run("import", pasted / "pubmed.nbib", "-p", pasted).out


def test_dry_run_shows_the_diff(pasted: Path, run: Run) -> None:
    before = state_of(pasted)
    ended = run("import", pasted / "pubmed.nbib", "--complete", "--dry-run", "-p", pasted)
    assert "+  pages      = {393--399}" in ended.out
    assert "+  doi        = {10.1000/heel}" in ended.out
    assert state_of(pasted) == before


def test_all_else_stays_byte_for_byte(make_project: MakeProject, run: Run) -> None:
    windows = COTCHETT.replace("\n", "\r\n")
    project = make_project({"references.bib": windows.encode(), "new.bib": COTCHETT_NEW})
    ended = run("import", project / "new.bib", "--complete", "-p", project)
    assert ended.code == 0, ended.err
    assert "studydesign: “rct”; there “cohort”" in ended.out
    expected = COTCHETT.replace("M. P.", "Matthew P. and Munteanu, Shannon E.").replace(
        "{rct}\n", '{rct},\n    month = aug,\n    journal = "Physical Therapy"\n'
    )
    assert bib(project) == expected.replace("\n", "\r\n")


def test_new_and_known_works_in_one_go(make_project: MakeProject, run: Run) -> None:
    more = "@misc{more, title = {Shoulders of rowers}, author = {Li, A.}, year = {2001}}\n"
    twice = more.replace("more", "again").replace("}}", "}, doi = {10.1000/x}}")
    files = {"references.bib": COTCHETT, "new.bib": COTCHETT_NEW, "more.bib": more + twice}
    project = make_project(files)
    new = (project / "new.bib", project / "more.bib")
    ended = run("import", *new, "--complete", "-p", project)
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[-1] == (
        "Wrote references.bib: 1 added, 2 completed, 2 already there."
    )
    found = {each.key: each for each in read_references(bib(project), path="x").references}
    assert list(found) == ["cotchett2014", "more"]
    assert found["more"].fields["doi"] == "10.1000/x"
    assert found["cotchett2014"].authors[0].given == "Matthew P."


def test_versions_are_not_completed(make_project: MakeProject, run: Run) -> None:
    preprint = (
        "@article{p, author = {Cotchett, Matthew P. and Munteanu, Shannon E. and Landorf, Karl "
        "B.}, title = {Effectiveness of trigger point dry needling for plantar heel pain}, "
        "journal = {medRxiv}, year = {2013}, doi = {10.1101/2013.01.01.123}, abstract = {Long.}}"
    )
    project = make_project({"p.bib": preprint})
    before = bib(project)
    ended = run("import", project / "p.bib", "--complete", "-p", project)
    assert ended.out.startswith("added    p: ")
    assert "it is a version of cotchett2014" in ended.out
    assert bib(project).startswith(before)


def test_add_tells_it_too(make_project: MakeProject, run: Run) -> None:
    project = make_project({"references.bib": COTCHETT})
    printed = (
        "Cotchett, M. P. (2014). Effectiveness of trigger point dry needling for plantar heel "
        "pain. Physical Therapy, 94(8), 1083-1094."
    )
    ended = run("add", printed, "-p", project)
    assert "; also gives journal, volume, number, pages" in ended.out.splitlines()[0]
    assert "--complete" not in ended.out
    assert bib(project) == COTCHETT


@pytest.mark.parametrize(
    ("take", "message"),
    [("authors", "author"), ("studydesign", "by hand"), ("\x1b[31m", "There is no field")],
)
def test_a_field_that_cannot_be_taken(pasted: Path, run: Run, take: str, message: str) -> None:
    before = bib(pasted)
    ended = run("import", pasted / "pubmed.nbib", "--complete", "--take", take, "-p", pasted)
    assert ended.code == 2
    assert message in ended.err
    assert "\x1b" not in ended.err
    assert bib(pasted) == before


def test_take_knows_a_field_by_the_name_in_the_entry(make_project: MakeProject, run: Run) -> None:
    entry = COTCHETT.replace("year = 2014", "year = 2014, journaltitle = {Pain}")
    project = make_project({"references.bib": entry, "new.bib": COTCHETT_NEW})
    for name in ("journaltitle", "Journal"):
        ended = run(
            "import", project / "new.bib", "--complete", "--take", name, "--dry-run", "-p", project
        )
        assert ended.code == 0, ended.err
        assert "journaltitle = {Physical Therapy}" in ended.out


def test_an_entry_that_cannot_be_changed_safely(make_project: MakeProject, run: Run) -> None:
    broken = COTCHETT.replace('"Cotchett, M. P.",', '"Cotchett, M. P."')
    project = make_project({"references.bib": broken, "new.bib": COTCHETT_NEW})
    ended = run("import", project / "new.bib", "--complete", "-p", project)
    assert ended.code == 2
    assert "In cotchett2014, a comma is missing" in ended.err
    assert bib(project) == broken


def test_take_goes_with_complete(pasted: Path, run: Run) -> None:
    ended = run("import", pasted / "pubmed.nbib", "--take", "author", "-p", pasted)
    assert ended.code == 2
    assert "--take goes with --complete" in ended.err
