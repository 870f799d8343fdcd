"""`diff`: what changed between two versions of the evidence, from git and from folders."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CLAIMS, REFERENCES, MakeProject, Run
from tests.whole.test_gate import git

EVIDENCE = (
    "claim_id,citekey,outcome,stance,directness,result\n"
    "treats-heel-pain,cotchett2014,pain,supports,direct,Less pain.\n"
)
CERTAINTY = (
    "claim_id,outcome,rating,importance,direction,effect_size,reported_certainty,reported_by,"
    "locator,appraiser\n"
    "treats-heel-pain,pain,reported,critical,reduces,small,{level},cotchett2014,p. 3,A\n"
)
RETRACTED = (
    "citekey,source,notice,notice_id,checked_on\ncotchett2014,crossref,retraction,10.1/x,{day}\n"
)


@pytest.fixture
def repository(make_project: MakeProject) -> Path:
    folder = make_project(
        {
            "appraisal/evidence.csv": EVIDENCE,
            "appraisal/certainty.csv": CERTAINTY.format(level="moderate"),
            "articles/page.md": "# Needling\n\nDry needling reduces hip pain.\n",
        }
    )
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def changed(repository: Path) -> None:
    """A claim reworded and cited, one added, a certainty lowered, a work added."""
    claims = CLAIMS.replace(
        "reduces-hip-pain,Dry needling reduces hip pain.,Pain,treatment_benefit,",
        "reduces-hip-pain,Dry needling may reduce hip pain.,Pain,treatment_benefit,cotchett2014",
    )
    added = "eases-knees,Dry needling eases knee pain.,Pain,treatment_benefit,\n"
    (repository / "claims.csv").write_text(claims + added, encoding="utf-8")
    (repository / "appraisal/certainty.csv").write_text(
        CERTAINTY.format(level="low"), encoding="utf-8"
    )
    (repository / "references.bib").write_text(
        REFERENCES + "@article{new2020, title={New}, year={2020}, author={Lee, Ann}}\n",
        encoding="utf-8",
    )


def test_what_changed_since_a_commit(repository: Path, run: Run) -> None:
    changed(repository)
    out = run("diff", "HEAD", "-p", repository).out
    assert "From HEAD to the working files" in out
    assert "certainty: moderate certainty, reported → low certainty, reported" in out
    assert "▼ claim changed: treats-heel-pain" in out
    assert "status: No reference → Cited, not appraised, certainty not judged" in out
    assert "claim: Dry needling reduces hip pain. → Dry needling may reduce hip pain." in out
    assert "claim added: eases-knees" in out
    assert "reference added: new2020, Lee 2020" in out
    assert out.index("treats-heel-pain") < out.index("eases-knees")


def test_worse_ends_with_one_only_if_asked(repository: Path, run: Run) -> None:
    assert run("diff", "HEAD", "-p", repository, "--fail-on-worse").code == 0
    changed(repository)
    assert run("diff", "HEAD", "-p", repository).code == 0
    assert run("diff", "HEAD", "-p", repository, "--fail-on-worse").code == 1
    git(repository, "commit", "-qam", "second")
    assert run("diff", "HEAD~1", "HEAD", "-p", repository, "--fail-on-worse").code == 1
    # The other way round everything got better.
    assert run("diff", "HEAD", "HEAD~1", "-p", repository).code == 0
    assert "▲ certainty: low" in run("diff", "HEAD", "HEAD~1", "-p", repository).out


def test_the_same_version_twice(repository: Path, run: Run) -> None:
    out = run("diff", "HEAD", "-p", repository).out
    assert "Nothing that a reader would see changed." in out


def test_a_renamed_claim_and_a_renamed_work_are_not_new(repository: Path, run: Run) -> None:
    for name in ("claims.csv", "references.bib", "appraisal/evidence.csv"):
        file = repository / name
        text = file.read_text(encoding="utf-8").replace("cotchett2014", "cotchett2014needling")
        file.write_text(text.replace("reduces-hip-pain", "eases-hips"), encoding="utf-8")
    out = run("diff", "HEAD", "-p", repository).out
    assert "claim renamed: eases-hips (was reduces-hip-pain)" in out
    assert "reference renamed: cotchett2014needling (was cotchett2014)" in out
    assert "added" not in out.replace("references added", "")


def test_a_fallen_reference_is_told_with_its_claims(repository: Path, run: Run) -> None:
    day = "2026-01-01"
    (repository / "appraisal/verification.csv").write_text(
        RETRACTED.format(day=day), encoding="utf-8"
    )
    ended = run("diff", "HEAD", "-p", repository, "--fail-on-worse")
    assert ended.code == 1
    assert "▼ reference fallen: cotchett2014" in ended.out
    assert "cited by treats-heel-pain" in ended.out
    assert "references fallen: cotchett2014" in ended.out


def test_folders_are_compared_as_well(repository: Path, run: Run, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    shutil.copytree(repository, earlier, ignore=shutil.ignore_patterns(".git"))
    changed(repository)
    out = run("diff", earlier, "-p", repository).out
    assert "claim added: eases-knees" in out


def test_what_is_neither_a_revision_nor_a_folder(repository: Path, run: Run) -> None:
    for name in ("nowhere", "--output=x", "HEAD^{tree}", "a\nb"):
        ended = run("diff", "-p", repository, "--", name)
        assert ended.code == 2
        assert "no revision and no folder" in ended.err


def test_a_revision_without_the_table(
    repository: Path, run: Run, make_project: MakeProject
) -> None:
    git(repository, "mv", "claims.csv", "later.csv")
    git(repository, "commit", "-qm", "no table")
    git(repository, "mv", "later.csv", "claims.csv")
    ended = run("diff", "HEAD", "-p", repository)
    assert ended.code == 2
    assert "there was no claims.csv" in ended.err


def test_a_link_in_the_old_version_leads_nowhere(repository: Path, run: Run) -> None:
    secret = repository.parent / "secret.md"
    secret.write_text("# Secret\n\nDry needling reduces hip pain.\n", encoding="utf-8")
    (repository / "articles/link.md").symlink_to(secret)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "a link")
    (repository / "articles/link.md").unlink()
    out = run("diff", "HEAD", "-p", repository, "--format", "json").out
    assert "ecret" not in out


def test_nothing_of_the_project_is_written(repository: Path, run: Run) -> None:
    changed(repository)
    before = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, capture_output=True, check=True
    ).stdout
    files = {p: p.read_bytes() for p in repository.rglob("*") if p.is_file()}
    assert run("diff", "HEAD", "-p", repository).code == 0
    assert {p: p.read_bytes() for p in repository.rglob("*") if p.is_file()} == files
    after = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, capture_output=True, check=True
    ).stdout
    assert after == before


@pytest.mark.parametrize("form", ["markdown", "html", "json"])
def test_every_form_tells_the_same(repository: Path, run: Run, form: str, tmp_path: Path) -> None:
    changed(repository)
    out = run("diff", "HEAD", "-p", repository, "--format", form).out
    for words in ("treats-heel-pain", "eases-knees", "new2020", "may reduce hip pain"):
        assert words in out
    file = tmp_path / "changes"
    run("diff", "HEAD", "-p", repository, "--format", form, "-o", file)
    assert file.read_text(encoding="utf-8") == out
    if form == "json":
        assert json.loads(out)["counts"][1] == {
            "label": "cite a reference", "before": 1, "after": 2, "good": True,
        }  # fmt: skip


def test_hostile_words_stay_words(repository: Path, run: Run) -> None:
    text = CLAIMS.replace("reduces hip pain.", "<script>alert(1)</script> | `x` \u202e.")
    (repository / "claims.csv").write_text(text, encoding="utf-8")
    page = run("diff", "HEAD", "-p", repository, "--format", "html").out
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in run("diff", "HEAD", "-p", repository).out


def test_no_file_of_the_project_is_written_over(repository: Path, run: Run) -> None:
    for name in ("claims.csv", "articles/page.md", "appraisal/new.md"):
        ended = run("diff", "HEAD", "-p", repository, "-o", repository / name)
        assert ended.code == 2, name
    assert (repository / "claims.csv").read_text(encoding="utf-8") == CLAIMS


def test_what_was_looked_at_for_the_first_time_is_not_worse(repository: Path, run: Run) -> None:
    unrelated = EVIDENCE.replace("supports,direct", ",unrelated")
    (repository / "appraisal/evidence.csv").unlink()
    (repository / "appraisal/certainty.csv").unlink()
    git(repository, "commit", "-qam", "nobody looked yet")
    (repository / "appraisal/evidence.csv").write_text(unrelated, encoding="utf-8")
    ended = run("diff", "HEAD", "-p", repository, "--fail-on-worse")
    assert "status: Cited, not appraised, certainty not judged → Only unrelated works" in ended.out
    assert ended.code == 0
