"""The pages for patients and editors: accessible, safe, fitting a phone, right as Markdown."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import cmarkgfm
import pytest
from axe_playwright_python.sync_playwright import Axe
from cmarkgfm.cmark import Options
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, sync_playwright

from needle_evidence.api.reports import write_reports
from needle_evidence.model.audience import Audience
from needle_evidence.model.library import Library
from needle_evidence.reporting.report_format import report_formats
from tests.awkward_project import HOSTILE, LONG_WORD, awkward_project
from tests.conftest import MakeProject, Run
from tests.reference_pages import ROOT
from tests.rendered_report import rendered
from tests.standing_claims import approved, standing_library, view_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("NEEDLE_EVIDENCE_BROWSER") == "required"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# CI sets NEEDLE_EVIDENCE_BROWSER=required: there a missing browser fails instead.
in_a_browser = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no Chromium on this machine; on Debian: apt install chromium",
)
Scheme = Literal["light", "dark"]
READERS = (Audience.PATIENT, Audience.EDITOR)
NAMES = [
    f"{project}-{audience.file_stem}"
    for project in ("example", "awkward", "standing", "hostile", "empty")
    for audience in READERS
]


def hostile_library() -> Library:
    """Claims that stand although every text of theirs is hostile or endless."""
    library = standing_library()
    claims = [
        replace(
            claim,
            text=f"{claim.text} {HOSTILE}" if number % 2 else claim.text,
            intervention=LONG_WORD if number % 3 else HOSTILE,
            topic=HOSTILE,
            population=HOSTILE,
        )
        for number, claim in enumerate(library.claims)
    ]
    results = tuple(replace(result, result=HOSTILE) for result in library.results)
    hostile = replace(library, claims=tuple(claims), results=results)
    signed = approved(hostile, [claim.claim_id for claim in claims[:14]])
    return replace(
        signed, reviews=tuple(replace(one, reviewed_by=HOSTILE) for one in signed.reviews)
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both pages of the example, of hostile projects, of what stands, and of nothing."""
    folder = tmp_path_factory.mktemp("audiences")
    project = folder / "project"
    for name, text in awkward_project().items():
        file = project / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8")
    found = {}
    for audience in READERS:
        for name, root in (("example", ROOT), ("awkward", project)):
            written = write_reports(root, formats=["html"], audience=audience, output=folder / name)
            found[f"{name}-{audience.file_stem}"] = written.files[0]
        libraries = {
            "standing": standing_library(),
            "hostile": hostile_library(),
            "empty": Library(),
        }
        for name, library in libraries.items():
            file = folder / f"{name}-{audience.file_stem}.html"
            text = rendered(report_formats()["html"], view_of(library), audience)
            file.write_text(text, encoding="utf-8")
            found[file.stem] = file
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def opened(
    browser: Browser, file: Path, width: int, scheme: Scheme, *, bypass_csp: bool = False
) -> Page:
    page = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=bypass_csp
    ).new_page()
    page.set_default_timeout(20_000)
    page.goto(file.as_uri())
    return page


@in_a_browser
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, scheme: Scheme
) -> None:
    # axe itself is a script, so the page's own policy has to step aside for it.
    page = opened(browser, pages[name], 390, scheme, bypass_csp=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


@in_a_browser
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_fits_loads_nothing_and_runs_nothing(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(pages[name].as_uri())
    assert asked == [pages[name].as_uri()]
    assert page.locator("script, img, iframe").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    lost = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
        ".filter(h => !document.getElementById(h.slice(1)))"
    )
    doubled = page.evaluate(
        "(ids => ids.filter((id, i) => ids.indexOf(id) !== i))"
        "([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert (lost, doubled) == ([], [])
    context.close()


@in_a_browser
def test_things_are_ticked_by_keyboard_without_script(
    browser: Browser, pages: dict[str, Path]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(pages["example-work-list"].as_uri())
    box = page.get_by_role("checkbox").first
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    page.reload()
    assert not page.get_by_role("checkbox").first.is_checked()
    context.close()


@in_a_browser
def test_the_patient_page_of_the_example_fits_one_sheet(
    browser: Browser, pages: dict[str, Path]
) -> None:
    import io

    from pypdf import PdfReader

    page = opened(browser, pages["example-patients"], 1280, "light")
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) <= 2  # both sides
    page.context.close()


def github(text: str) -> lxml_html.HtmlElement:
    """Markdown as a code host shows it."""
    shown = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    return lxml_html.fromstring(f"<div>{shown}</div>")


@pytest.mark.parametrize("library", [standing_library(), hostile_library(), Library()])
@pytest.mark.parametrize("audience", READERS)
def test_markdown_holds_only_our_own_marks(library: Library, audience: Audience) -> None:
    root = github(rendered(report_formats()["markdown"], view_of(library), audience))
    foreign = root.xpath("//script|//img|//table|//pre|//code|//iframe")
    assert foreign == []
    assert len(root.xpath("//h1")) == 1
    for link in root.xpath("//a/@href"):
        assert link == "https://doi.org/10.1000/trial"
    if library.claims and audience is Audience.PATIENT:
        assert len(root.xpath("//h2")) == 6


def test_the_markdown_list_is_a_list_of_tasks(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    assert run("report", "--project", project, "--audience", "editor").code == 0
    text = (project / "reports" / "work-list.md").read_text(encoding="utf-8")
    tasks = re.findall(r"^- \[ \] \*\*", text, flags=re.MULTILINE)
    (number,) = map(int, re.findall(r"\*\*(\d+) things? to do", text))
    assert len(tasks) == number > 1
    root = github(text)
    assert len(root.xpath("//li/strong")) == number
    assert len(root.xpath("//li[.//strong]/ul")) == number


def test_both_audiences_are_written_by_the_command(make_project: MakeProject, run: Run) -> None:
    project = make_project()
    for audience, stem in (("patient", "patients"), ("editor", "work-list")):
        ended = run("report", "--project", project, "--audience", audience, "--format", "html")
        assert ended.code == 0
        assert (project / "reports" / f"{stem}.html").exists()
        assert f"{stem}.html" in ended.out


def test_waived_findings_are_listed_apart_with_owner_and_end(make_project: MakeProject) -> None:
    project = make_project(
        {
            "appraisal/waivers.csv": (
                "code,subject,reason,owner,expires_on\n"
                "NE101,reduces-hip-pain,Rewritten soon,R. Hall,2099-01-01\n"
            )
        }
    )
    for form in ("html", "markdown"):
        written = write_reports(project, formats=[form], audience=Audience.EDITOR)
        text = written.files[0].read_text(encoding="utf-8")
        waived = text[text.index("Waived: somebody lives with it") :]
        assert "R. Hall" in waived
        assert "2099" in waived
        assert "reduces-hip-pain" not in text[: text.index("Waived: somebody")]
        assert all(item.subject != "reduces-hip-pain" for item in written.view.work)
