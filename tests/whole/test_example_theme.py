"""The example theme of the documentation: it fits the templates that ship, on every page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from needle_evidence.api.reports import write_reports
from needle_evidence.model.audience import Audience
from tests.conftest import MakeProject

THEME = Path(__file__).parents[2] / "docs" / "examples" / "theme" / "templates"


def page(project: Path, audience: Audience) -> str:
    written = write_reports(project, formats=("html",), audience=audience)
    return written.files[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", list(Audience), ids=lambda audience: audience.value)
def test_theme_changes_colours_logo_and_imprint(
    make_project: MakeProject, audience: Audience
) -> None:
    project = make_project({"articles/page.md": "# Page\n\nDry needling treats heel pain.\n"})
    plain = page(project, audience)
    shutil.copytree(THEME, project / "templates")
    themed = page(project, audience)
    style = themed[themed.index("<style>") : themed.index("</style>")]
    colours = re.findall(r"--link: (#\w+)", style)
    assert colours[-2:] == ["#0b5f63", "#7fd4d0"]  # the last of a style sheet counts
    assert set(re.findall(r"--link: (#\w+)", plain)) < set(colours)
    body = themed[themed.index("<body") :]
    assert "Example Clinic" not in plain
    assert body.index('aria-label="Publisher"') < body.index("<h1")
    assert body.index("</footer>") < body.index('aria-label="Imprint"')
    assert "https://" not in "".join(file.read_text(encoding="utf-8") for file in THEME.iterdir())


def test_theme_uses_only_colours_that_the_style_sheets_know() -> None:
    ours = Path(__file__).parents[2] / "needle_evidence" / "reporting" / "templates"
    used = set(re.findall(r"(--[\w-]+)", (THEME / "house.css").read_text(encoding="utf-8")))
    sheets = "".join(sheet.read_text(encoding="utf-8") for sheet in ours.glob("*.css"))
    assert used <= set(re.findall(r"(--[\w-]+)", sheets))
