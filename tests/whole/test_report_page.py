"""The HTML report in a real browser: accessible, narrow enough for a phone, loading nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from needle_evidence.api.reports import write_reports
from tests.conftest import CLAIMS, MakeProject
from tests.reference_pages import ROOT

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
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no Chromium on this machine; on Debian: apt install chromium",
)
Scheme = Literal["light", "dark"]
WIDTHS = [320, 390, 1280, 1920]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def awkward_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with every kind of problem, long words and hostile text."""
    project = tmp_path_factory.mktemp("awkward")
    (project / "claims.csv").write_text(
        CLAIMS
        + f"long,{'Unbreakable' * 40},{'T' * 120},treatment_benefit,nokey\n"
        + 'hostile,"<script>alert(1)</script> [citation needed]",,,broken2014\nBad Id,Text.,,,\n',
        encoding="utf-8",
    )
    (project / "references.bib").write_text(
        "@article{broken2014,\n title={unclosed\n\n@misc{odd, title={مرحبا 中文}, year={20}, "
        "url={javascript:alert(1)}}\n",
        encoding="utf-8",
    )
    return write_reports(project, formats=["html"]).files[0]


def pages(awkward_page: Path) -> dict[str, Path]:
    return {"example": ROOT / "reports" / "evidence.html", "awkward": awkward_page}


def opened(
    browser: Browser, file: Path, width: int, scheme: Scheme, *, bypass_csp: bool = False
) -> Page:
    page = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        bypass_csp=bypass_csp,
    ).new_page()
    page.set_default_timeout(20_000)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("name", ["example", "awkward"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    browser: Browser, awkward_page: Path, name: str, scheme: Scheme, width: int
) -> None:
    # axe itself is a script, so the page's own policy has to step aside for it.
    page = opened(browser, pages(awkward_page)[name], width, scheme, bypass_csp=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("name", ["example", "awkward"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, awkward_page: Path, name: str, width: int
) -> None:
    page = opened(browser, pages(awkward_page)[name], width, "light")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("name", ["example", "awkward"])
def test_the_page_loads_nothing_and_needs_no_script(
    browser: Browser, awkward_page: Path, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = pages(awkward_page)[name]
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.locator("h2").count() > 3
    assert page.locator("script").count() == 0
    context.close()


def test_every_inner_link_has_its_target(browser: Browser, awkward_page: Path) -> None:
    for file in pages(awkward_page).values():
        page = opened(browser, file, 1280, "light")
        lost = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
            ".filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))"
        )
        doubled = page.evaluate(
            "(ids => ids.filter((id, i) => ids.indexOf(id) !== i))"
            "([...document.querySelectorAll('[id]')].map(e => e.id))"
        )
        assert (lost, doubled) == ([], [])
        page.context.close()


def test_keyboard_reaches_the_claims(browser: Browser) -> None:
    page = opened(browser, ROOT / "reports" / "evidence.html", 1280, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the claims"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.context.close()


def test_doubled_claim_ids_give_different_anchors(
    browser: Browser, make_project: MakeProject
) -> None:
    project = make_project({"claims.csv": CLAIMS + "treats-heel-pain,Again.,,,\n"})
    page = opened(browser, write_reports(project).files[0], 1280, "light")
    ids = page.evaluate("[...document.querySelectorAll('article.claim')].map(e => e.id)")
    assert len(ids) == len(set(ids)) == 3
    page.context.close()
