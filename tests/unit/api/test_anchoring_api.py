"""Anchoring and listing claims from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.anchoring import anchor, uncovered
from needle_evidence.errors import UsageError
from tests.conftest import MakeProject

PAGE = "# Heels\n\nDry needling treats heel pain.\n\nDry needling reduces hip pain.\n"


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"articles/page.md": PAGE})


def test_changes_say_what_became_of_each_place(project: Path) -> None:
    first = anchor(project)
    assert [(c.kind, c.claim_id, c.where, c.before) for c in first.changes] == [
        ("new", "treats-heel-pain", "line 3", ""), ("new", "reduces-hip-pain", "line 5", ""),
    ]  # fmt: skip
    assert first.anchors == 2
    assert first.file.created
    again = anchor(project)
    assert (again.changes, again.file.diff, again.anchors) == ((), "", 2)


def test_lost_claim_keeps_its_record(project: Path) -> None:
    anchor(project)
    (project / "articles/page.md").write_text("# Rest\n\nThe clinic opens at nine.\n", "utf-8")
    run = anchor(project)
    assert {(c.kind, c.reasons[0], c.where) for c in run.changes} == {
        ("not anchored", "not found", "")
    }
    assert run.anchors == 2
    with pytest.raises(UsageError, match="nothing to accept"):
        anchor(project, accept=["treats-heel-pain"])


def test_article_that_went_takes_its_records_along(project: Path) -> None:
    anchor(project)
    (project / "articles/page.md").rename(project / "articles/other.md")
    run = anchor(project)
    assert {(c.kind, c.article) for c in run.changes} == {
        ("removed", "articles/page.md"), ("new", "articles/other.md"),
    }  # fmt: skip
    assert run.anchors == 2


def test_accepting_one_leaves_the_other_doubtful(project: Path) -> None:
    anchor(project)
    changed = PAGE.replace("treats", "may treat").replace("reduces", "never reduces")
    (project / "articles/page.md").write_text(changed, "utf-8")
    run = anchor(project, accept=["treats-heel-pain"], dry_run=True)
    assert [(c.kind, c.claim_id) for c in run.changes] == [("changed", "treats-heel-pain")]
    assert run.changes[0].reasons[0] == "meaning changed"
    assert run.changes[0].after == "Dry needling may treat heel pain."
    assert [c.kind for c in anchor(project).changes] == ["not anchored"] * 2


def test_uncovered_rows_and_coverage(project: Path) -> None:
    page = project / "articles/page.md"
    page.write_text(PAGE + "\nDry needling cures migraine.\n", "utf-8")
    run = uncovered(project)
    assert [row.claim_id for row in run.rows] == ["dry-needling-cures-migraine"]
    assert [(one.registered, len(one.sentences)) for one in run.articles] == [(2, 3)]
    assert run.file is None
    written = uncovered(project, write=True)
    assert written.file is not None
    assert "+dry-needling-cures-migraine," in written.file.diff
    assert uncovered(project, write=True).file is None


def test_neither_works_without_an_article(make_project: MakeProject) -> None:
    empty = make_project()
    for use in (anchor, uncovered):
        with pytest.raises(UsageError, match="no article"):
            use(empty)
