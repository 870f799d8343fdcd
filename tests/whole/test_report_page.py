"""The HTML report in a real browser: accessible, narrow enough for a phone, loading nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from needle_evidence.api.reports import write_reports
from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.finding import CheckRun
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import build_view
from needle_evidence.reporting.report_format import report_formats
from tests.awkward_project import awkward_project
from tests.conftest import CLAIMS, MakeProject
from tests.hand_made_articles import awkward_pages
from tests.reference_pages import ROOT
from tests.rendered_report import rendered

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
# Blocks of one claim that lie on each other, and boxes that stick out of the claim.
OVERLAPS = """[...document.querySelectorAll('article.claim')].flatMap(claim => {
  const around = claim.getBoundingClientRect();
  const blocks = [...claim.children].map(one => one.getBoundingClientRect());
  const onOther = blocks.slice(1).some((box, i) => box.height && box.top < blocks[i].bottom - 1);
  const outside = [...claim.querySelectorAll('*')].some(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > around.right + 1 || box.left < around.left - 1);
  });
  return onOther || outside ? [claim.id] : [];
})"""
WIDTHS = [320, 390, 1280, 1920]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the example, one with every kind of problem, and one with awkward pages."""
    project = tmp_path_factory.mktemp("awkward")
    for name, text in awkward_project().items():
        file = project / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    example = tmp_path_factory.mktemp("example")
    articles = tmp_path_factory.mktemp("articles") / "evidence.html"
    articles.write_text(report_of_awkward_pages(), encoding="utf-8")
    return {
        "example": write_reports(ROOT, formats=["html"], output=example).files[0],
        "awkward": write_reports(project, formats=["html"]).files[0],
        "articles": articles,
    }


def report_of_awkward_pages() -> str:
    library, coverages = awkward_pages()
    view = build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
        coverages=coverages,
    )
    return rendered(report_formats()["html"], view)


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


def unfold(page: Page) -> None:
    """Opens everything that is folded away: axe and the eye see only what is shown."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("name", ["example", "awkward", "articles"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    browser: Browser, pages: dict[str, Path], name: str, scheme: Scheme, width: int
) -> None:
    # axe itself is a script, so the page's own policy has to step aside for it.
    page = opened(browser, pages[name], width, scheme, bypass_csp=True)
    unfold(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("name", ["example", "awkward", "articles"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    page = opened(browser, pages[name], width, "light")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("name", ["example", "awkward", "articles"])
def test_the_page_loads_nothing_and_needs_no_script(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = pages[name]
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.locator("h2").count() > 3
    assert page.locator("body script").count() == 0
    context.close()


def test_every_inner_link_has_its_target(browser: Browser, pages: dict[str, Path]) -> None:
    for file in pages.values():
        page = opened(browser, file, 1280, "light")
        lost = page.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
            # Those with a sign of equality are filters: test_report_script.py follows them.
            ".filter(h => !/^#[a-z]+=/.test(h))"
            ".filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))"
        )
        doubled = page.evaluate(
            "(ids => ids.filter((id, i) => ids.indexOf(id) !== i))"
            "([...document.querySelectorAll('[id]')].map(e => e.id))"
        )
        assert (lost, doubled) == ([], [])
        page.context.close()


def test_keyboard_reaches_the_claims(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["example"], 1280, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the claims"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.context.close()


@pytest.mark.parametrize("kind", ["considered", "ratings"])
def test_keyboard_opens_what_is_folded_away(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    page = opened(browser, pages["example"], 390, "light")
    fold = page.locator(f"#claim-treats-plantar-fasciitis details.{kind}")
    assert not fold.locator("li").first.is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.locator("li").first.is_visible()
    outline = fold.locator("summary").evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_overlaps_in_a_claim(browser: Browser, pages: dict[str, Path], width: int) -> None:
    for file in pages.values():
        page = opened(browser, file, width, "dark")
        unfold(page)
        assert page.evaluate(OVERLAPS) == []
        page.context.close()


def test_paper_shows_what_the_screen_folds_away(browser: Browser, pages: dict[str, Path]) -> None:
    page = opened(browser, pages["example"], 1280, "dark")
    page.emulate_media(media="print", color_scheme="light")
    fold = page.locator("#claim-treats-golfers-elbow details.ratings")
    assert fold.get_attribute("open") is None
    assert fold.locator("li").first.bounding_box()
    assert fold.evaluate("one => one.getBoundingClientRect().height") > 60
    page.context.close()


def test_doubled_claim_ids_give_different_anchors(
    browser: Browser, make_project: MakeProject
) -> None:
    project = make_project({"claims.csv": CLAIMS + "treats-heel-pain,Again.,,,\n"})
    page = opened(browser, write_reports(project).files[0], 1280, "light")
    ids = page.evaluate("[...document.querySelectorAll('article.claim')].map(e => e.id)")
    assert len(ids) == len(set(ids)) == 3
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_a_mark_tells_is_accessible_and_fits(
    browser: Browser, pages: dict[str, Path], scheme: Scheme, width: int
) -> None:
    page = opened(browser, pages["articles"], width, scheme, bypass_csp=True)
    page.locator("a.mark.bad").first.click()
    note = page.locator(".mark-note:target").bounding_box()
    assert note
    assert note["x"] >= 0
    assert note["x"] + note["width"] <= width
    assert note["y"] + note["height"] <= 844
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_mark_tells_in_place_without_a_script(
    browser: Browser, pages: dict[str, Path], width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    page.goto(pages["articles"].as_uri())
    mark = page.locator("#article-1-part-3 a.mark").nth(2)
    mark.scroll_into_view_if_needed()
    before = mark.bounding_box()
    mark.click()
    told = page.locator(".mark-note:target")
    for words in ("Needling eases low back pain.", "high certainty", "Lee et al. 2014"):
        assert told.get_by_text(words).first.is_visible()
    after = mark.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 200  # the reader keeps the place in the text
    told.get_by_text("Back to the text").click()
    assert page.locator(".mark-note:target").count() == 0
    assert mark.is_visible()
    context.close()


def test_keyboard_goes_to_what_a_mark_tells_and_back(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["articles"], 1280, "light")
    mark = page.locator("a.mark").first
    mark.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.mark-note')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == mark.get_attribute("id")
    page.context.close()


def test_list_beside_the_text_stays_in_view_and_folds_on_a_phone(
    browser: Browser, pages: dict[str, Path]
) -> None:
    wide = opened(browser, pages["articles"], 1280, "light")
    listed = wide.locator("#article-1-part-9 .side")
    assert listed.locator("li").first.is_visible()
    wide.locator("#article-1-part-9 .text").evaluate("one => window.scrollBy(0, "
        "one.getBoundingClientRect().top + 400)")  # fmt: skip
    box, bar = listed.bounding_box(), wide.locator("#finder").bounding_box()
    assert box is not None
    assert bar is not None
    assert bar["height"] <= box["y"] < bar["height"] + 60
    narrow = opened(browser, pages["articles"], 390, "light")
    folded = narrow.locator("#article-1-part-9 .side")
    assert not folded.locator("li").first.is_visible()
    folded.locator("summary").click()
    assert folded.locator("li").first.is_visible()
    wide.context.close()
    narrow.context.close()


def test_every_kind_of_mark_has_a_line_and_a_label_of_its_own(
    browser: Browser, pages: dict[str, Path]
) -> None:
    page = opened(browser, pages["articles"], 1280, "light")
    tones = ["bad", "doubt", "unknown", "found", "good", "exempt", "unregistered"]
    lines = [
        page.locator(f".text a.mark.{tone}").first.evaluate(
            "one => { const style = getComputedStyle(one);"
            " return style.textDecorationStyle + style.textDecorationThickness }"
        )
        for tone in tones
    ]
    assert len(set(lines)) == len(tones)
    labels = page.locator(".text a.mark .tag").all_inner_texts()
    assert all(re.search(r"[a-z]{4}", label) for label in labels)
    page.context.close()
