"""`needle-evidence dedupe`, as its user would run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REFERENCES, Ended, MakeProject, Run
from tests.whole.test_read_only import state_of

TWICE = (
    REFERENCES
    + """
% kept as it is
@article{cotchett2014a,
  author  = {Cotchett, M. P. and Munteanu, S. E. and Landorf, K. B.},
  title   = {Effectiveness of trigger point dry needling for plantar heel pain: a trial},
  journal = {Phys Ther},
  year    = {2015},
  volume  = {94},
  pages   = {1083-94},
  pmid    = {24700136}
}

@article{cotchett2011,
  author  = {Cotchett, M. P. and Munteanu, S. E. and Landorf, K. B.},
  title   = {Effectiveness of trigger point dry needling for plantar heel pain: study protocol},
  journal = {Journal of Foot and Ankle Research},
  year    = {2011},
  pages   = {5}
}

@article{witt2006, author = {Witt, C. M.}, title = {Acupuncture for chronic neck pain}, year = 2006}
"""
)
CLAIMS = (
    "claim_id,claim,references\n"
    "treats-heel-pain,Dry needling treats heel pain.,cotchett2014; cotchett2014a; witt2006\n"
    "reduces-hip-pain,Dry needling reduces hip pain.,cotchett2014a\n"
)
EVIDENCE = "claim_id,citekey,outcome,stance\n"
FILES = {
    "references.bib": TWICE,
    "claims.csv": CLAIMS,
    "articles/page.md": "Dry needling treats heel pain [@cotchett2014a].\n",
    "appraisal/evidence.csv": EVIDENCE + "reduces-hip-pain,cotchett2014a,pain,neutral\n",
}


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project(FILES)


def merge(run: Run, project: Path, *more: str) -> Ended:
    return run("dedupe", "-p", project, "--merge", "cotchett2014", "cotchett2014a", *more)


def read(project: Path, path: str) -> str:
    return (project / path).read_text(encoding="utf-8")


def test_lists_the_same_work_and_versions_apart(project: Path, run: Run) -> None:
    before = state_of(project)
    ended = run("dedupe", "-p", project)
    same, versions = ended.out.split("Version of, not merged\n")
    assert ended.code == 0
    assert "  cotchett2014  references.bib:1  Effectiveness" in same
    assert "  cotchett2014a  references.bib:13  Effectiveness" in same
    assert "authors agree; journal, volume and pages agree; but year differs" in same
    assert "  cotchett2011  references.bib:23  Effectiveness" in versions
    assert "a protocol beside an article" in versions
    assert "witt2006" not in ended.out
    assert "1 pair of the same work, 2 pairs of versions." in versions
    assert state_of(project) == before


def test_check_ends_with_1_only_for_the_same_work(
    project: Path, make_project: MakeProject, run: Run
) -> None:
    assert run("dedupe", "-p", project, "--check").code == 1
    merge(run, project)
    ended = run("dedupe", "-p", project, "--check")
    assert (ended.code, "Version of" in ended.out) == (0, True)


def test_nothing_twice(make_project: MakeProject, run: Run) -> None:
    ended = run("dedupe", "-p", make_project(), "--check")
    assert ended.code == 0
    assert ended.out == "0 pairs of the same work, 0 pairs of versions.\n"


def test_merges_in_every_file(project: Path, run: Run) -> None:
    ended = merge(run, project)
    assert ended.code == 0, ended.err
    text = read(project, "references.bib")
    assert "cotchett2014a" not in text
    assert "pmid    = {24700136}" in text
    assert "heel pain: a trial}" in text
    assert "year    = {2014}" in text
    assert "Cotchett, Matthew P. and" in text
    assert "journal = {Physical Therapy}" in text
    assert "\n% kept as it is\n" in text
    assert text.endswith(TWICE[TWICE.index("@article{cotchett2011") :])
    claims = read(project, "claims.csv")
    assert "cotchett2014; witt2006" in claims
    assert "reduces-hip-pain,Dry needling reduces hip pain.,cotchett2014\n" in claims
    assert "reduces-hip-pain,cotchett2014,pain" in read(project, "appraisal/evidence.csv")


def test_tells_what_it_took_kept_and_left_to_a_person(project: Path, run: Run) -> None:
    ended = merge(run, project)
    assert "pmid: taken over, the entry lacks it: “24700136”" in ended.out
    assert "year: kept “2014”; the other entry says “2015” (--take year uses it)" in ended.out
    assert (
        "To change by hand, from cotchett2014a to cotchett2014:\n  articles/page.md:" in ended.out
    )
    assert "[@cotchett2014a]" in read(project, "articles/page.md")


def test_takes_the_fields_asked_for(project: Path, run: Run) -> None:
    assert merge(run, project, "--take", "year", "--take", "journal").code == 0
    text = read(project, "references.bib")
    assert "year    = {2015}" in text
    assert "journal = {Phys Ther}" in text


def test_dry_run_writes_nothing(project: Path, run: Run) -> None:
    before = state_of(project)
    ended = merge(run, project, "--dry-run")
    assert ended.code == 0
    assert "-@article{cotchett2014a," in ended.out
    assert "Nothing was written (--dry-run): claims.csv" in ended.out
    assert state_of(project) == before


def test_merging_again_says_that_the_entry_is_gone(project: Path, run: Run) -> None:
    merge(run, project)
    after = state_of(project)
    ended = merge(run, project)
    assert (ended.code, state_of(project)) == (2, after)
    assert "no reference cotchett2014a" in ended.err


def test_two_rows_that_would_become_one_are_refused(project: Path, run: Run) -> None:
    rows = EVIDENCE + (
        "treats-heel-pain,cotchett2014,pain,supports\ntreats-heel-pain,cotchett2014a,pain,neutral\n"
    )
    (project / "appraisal/evidence.csv").write_text(rows, encoding="utf-8")
    before = state_of(project)
    ended = merge(run, project)
    assert ended.code == 2
    assert "appraisal/evidence.csv" in ended.err
    assert state_of(project) == before


REFUSED = (
    (("cotchett2014", "cotchett2011"), "versions of one work, which are never merged"),
    (("cotchett2014", "witt2006"), "do not look like one work"),
    (("cotchett2014", "cotchett2014"), "named twice"),
    (("cotchett2014", "cotchet2014a"), "There is no reference cotchet2014a"),
)


@pytest.mark.parametrize(("keys", "reason"), REFUSED)
def test_refuses(project: Path, run: Run, keys: tuple[str, str], reason: str) -> None:
    before = state_of(project)
    ended = run("dedupe", "-p", project, "--merge", *keys)
    assert ended.code == 2
    assert reason in ended.err
    assert state_of(project) == before


def test_refuses_a_field_that_is_not_there(project: Path, run: Run) -> None:
    ended = merge(run, project, "--take", "abstract")
    assert (ended.code, "has no field abstract to take" in ended.err) == (2, True)


def test_refuses_an_entry_on_which_another_rests(make_project: MakeProject, run: Run) -> None:
    chapter = "\n@incollection{part, crossref = {cotchett2014a}, title = {A part}}\n"
    project = make_project({**FILES, "references.bib": TWICE + chapter})
    ended = merge(run, project)
    assert (ended.code, "in its field crossref" in ended.err) == (2, True)


@pytest.mark.parametrize("options", [("--take", "year"), ("--dry-run",)])
def test_options_that_need_merge(project: Path, run: Run, options: tuple[str, ...]) -> None:
    assert run("dedupe", "-p", project, *options).code == 2


def test_check_and_merge_exclude_each_other(project: Path, run: Run) -> None:
    assert merge(run, project, "--check").code == 2
