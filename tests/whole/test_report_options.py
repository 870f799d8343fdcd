"""Options of `report` that do not go together, or name what there is not."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject, Run


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--audience", "patient", "--since", "HEAD"], "Leave out --since and --history"),
        (["--audience", "editor", "--history"], "not told to the audience editor"),
        (["--format", "xlsx", "--since", "HEAD"], "Add one of html, json, markdown"),
        (["--format", "htlm"], "Did you mean html? Choose "),
        (["--format", "htlm", "--audience", "patient"], "Choose docx, html, markdown, pdf, or all"),
        (["page.md"], "argument (page.md). `needle-evidence report --help` shows examples."),
    ],
)
def test_what_is_not_done_is_refused(
    make_project: MakeProject, run: Run, options: list[str], told: str
) -> None:
    project = make_project()
    ended = run("report", "-p", project, *options)
    assert ended.code == 2
    assert told in ended.err
    assert not (project / "reports").exists()
