"""Writing the reports again on each save: what is seen, what is not, and what is survived."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

import pytest

from needle_evidence.api.report_runs import ReportRun
from needle_evidence.api.watching import Rebuild, watch_reports
from needle_evidence.errors import UsageError
from needle_evidence.model.audience import Audience
from tests.conftest import CLAIMS, REFERENCES, MakeProject

Step = Callable[[], object]


class Idle(Exception):  # noqa: N818 - no error: nothing more will happen
    """Nobody saves anything any more."""


def watched(run: ReportRun, *steps: Step, looks: int = 8) -> list[Rebuild]:
    """The rebuilds while one step is done at each wait, and then nothing."""
    waits = chain(steps, repeat(nothing, looks))
    rebuilds: list[Rebuild] = []

    def wait(_seconds: float) -> None:
        step = next(waits, None)
        if step is None:
            raise Idle
        step()

    with suppress(Idle):
        rebuilds.extend(watch_reports(run, wait=wait))
    return rebuilds


def nothing() -> None:
    """Nobody saves anything at this moment."""


def saved(rebuild: Rebuild) -> list[tuple[str, str]]:
    return [(one.path, one.kind) for one in rebuild.changed]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    return make_project({"articles/page.md": "# Page\n\nDry needling treats heel pain.\n"})


def html(project: Path) -> ReportRun:
    return ReportRun(project=project, formats=("html",))


def test_each_save_is_built(project: Path) -> None:
    page = project / "articles/page.md"
    rebuilds = watched(
        html(project),
        lambda: page.write_text("# Page\n\nDry needling cures heel pain.\n", encoding="utf-8"),
        nothing,
        nothing,
        lambda: (project / "claims.csv").write_text(CLAIMS + "x,It works.,,,\n", encoding="utf-8"),
    )
    assert [saved(one) for one in rebuilds] == [
        [],
        [("articles/page.md", "changed")],
        [("claims.csv", "changed")],
    ]
    views = [one.written.reports.view for one in rebuilds if one.written]
    assert [view.headline.claims for view in views] == [2, 2, 3]
    assert "cures heel pain" in (project / "reports/evidence.html").read_text(encoding="utf-8")


def test_new_and_deleted_files_and_settings(project: Path) -> None:
    def new() -> None:
        (project / "appraisal").mkdir()
        (project / "appraisal/evidence.csv").write_text("claim_id,citekey\n", encoding="utf-8")
        (project / "templates").mkdir()
        (project / "templates/evidence.css").write_text("h1 { color: red; }", encoding="utf-8")

    def settings() -> None:
        (project / "needle-evidence.toml").write_text('style = "apa"\n', encoding="utf-8")

    rebuilds = watched(
        html(project),
        new,
        nothing,
        settings,
        nothing,
        lambda: (project / "articles/page.md").unlink(),
    )
    assert [saved(one) for one in rebuilds[1:]] == [
        [("appraisal/evidence.csv", "new"), ("templates/evidence.css", "new")],
        [("needle-evidence.toml", "new")],
        [("articles/page.md", "gone")],
    ]
    assert rebuilds[2].written is not None
    assert rebuilds[2].written.reports.view.style == "apa"


def test_atomic_replacement_is_one_save(project: Path) -> None:
    """Vim, Word and others: another file is written, the old one goes, the new one is renamed."""
    page, other = project / "articles/page.md", project / "articles/.page.md.swp"
    backup = project / "articles/page.md~"
    rebuilds = watched(
        html(project),
        lambda: other.write_text("# Page\n\nOther words stand here.\n", encoding="utf-8"),
        lambda: page.rename(backup),
        lambda: other.rename(page),
    )
    assert [saved(one) for one in rebuilds] == [[], [("articles/page.md", "changed")]]


def test_own_output_is_no_save(make_project: MakeProject) -> None:
    """Even where the reports stand among the articles, or the whole project is articles."""
    project = make_project(
        {
            "needle-evidence.toml": 'articles = ["."]\n',
            "page.md": "# Page\n\nDry needling treats heel pain.\n",
        }
    )
    for output in (None, project, project / "out", project / "docs/reports"):
        run = ReportRun(project=project, formats=("html", "markdown"), output=output)
        assert len(watched(run, looks=20)) == 1
    assert (project / "out/evidence.md").exists()


def test_broken_files_are_told_and_survived(project: Path) -> None:
    rows, references = project / "claims.csv", project / "references.bib"
    rebuilds = watched(
        html(project),
        lambda: rows.write_bytes(b"PK\x03\x04"),
        nothing,
        lambda: references.unlink(),
        nothing,
        lambda: (project / "needle-evidence.toml").write_text("style = [", encoding="utf-8"),
        nothing,
        lambda: rows.write_text(CLAIMS, encoding="utf-8"),
        nothing,
        lambda: references.write_text(REFERENCES, encoding="utf-8"),
        nothing,
        lambda: (project / "needle-evidence.toml").unlink(),
    )
    assert len(rebuilds) == 7
    assert ["TOML" in one.problem for one in rebuilds] == [False] * 3 + [True] * 3 + [False]
    assert "claims.csv" in rebuilds[1].problem
    assert rebuilds[-1].written is not None
    assert not rebuilds[-1].problem


def test_broken_from_the_start(project: Path) -> None:
    (project / "references.bib").unlink()
    rebuilds = watched(
        html(project),
        lambda: (project / "references.bib").write_text(REFERENCES, encoding="utf-8"),
    )
    assert [bool(one.problem) for one in rebuilds] == [True, False]
    with pytest.raises(UsageError, match="no form"):
        next(watch_reports(ReportRun(project=project, formats=("sculpture",))))
    with pytest.raises(UsageError, match="no folder"):
        next(watch_reports(ReportRun(project=project / "nowhere")))


def test_saved_while_the_reports_were_written(project: Path) -> None:
    page = project / "articles/page.md"
    rebuilds: list[Rebuild] = []

    def wait(_seconds: float) -> None:
        if len(rebuilds) > 1:
            raise Idle

    with suppress(Idle):
        for rebuild in watch_reports(html(project), wait=wait):
            rebuilds.append(rebuild)
            if len(rebuilds) == 1:  # before the next look, as if the build had taken that long
                page.write_text("# Page\n\nSomething else is told.\n", encoding="utf-8")
    assert saved(rebuilds[1]) == [("articles/page.md", "changed")]


def test_a_file_that_came_while_the_reports_were_written(project: Path) -> None:
    rebuilds: list[Rebuild] = []
    looks = 0

    def wait(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if len(rebuilds) > 1 or looks > 20:
            raise Idle

    (project / "references.bib").rename(project / "away.bib")
    with suppress(Idle):
        for rebuild in watch_reports(html(project), wait=wait):
            rebuilds.append(rebuild)
            if len(rebuilds) == 1:
                (project / "away.bib").rename(project / "references.bib")
    assert saved(rebuilds[1]) == [("references.bib", "new")]


def test_saves_without_end_do_not_keep_reports_from_being_written(project: Path) -> None:
    page = project / "articles/page.md"
    lines = iter(range(100))

    def write() -> None:
        page.write_text(f"# Page\n\nText number {next(lines)}.\n", encoding="utf-8")
        os.utime(page, ns=(0, next(lines)))

    assert len(watched(html(project), *[write] * 45)) >= 3


def test_reworded_copies_are_written_too(project: Path) -> None:
    run = ReportRun(project=project, audience=Audience.EDITOR, apply_wording=True)
    (first,) = watched(run)
    assert first.written is not None
    assert first.written.wording is not None
