"""Pages of projects that are hard to print, in a real browser: nothing sticks out, nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, sync_playwright

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.awkward_libraries import awkward_libraries, awkward_view
from tests.hostile_library import hostile_view
from tests.hostile_texts import NASTY
from tests.hostile_wardrobe import Wardrobe
from tests.whole.test_report_page import CHROMIUM, FLAGS, REQUIRED, unfold

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not REQUIRED,
    reason="no Chromium on this machine; on Debian: apt install chromium",
)
CASES = [*awkward_libraries(), "hostile"]
# What sticks out of the page to the right, by name, to tell which rule is at fault.
TOO_WIDE = """width => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > width + 1 && one.offsetParent
    && getComputedStyle(one).position !== 'absolute')
  .map(one => one.tagName + '.' + one.className).slice(0, 5)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def views() -> dict[str, EvidenceView]:
    views = {name: awkward_view(library) for name, library in awkward_libraries().items()}
    return views | {"hostile": hostile_view(Wardrobe(texts=NASTY))}


def written(view: EvidenceView, audience: Audience, folder: Path) -> Path:
    report = report_formats()["html"].render(view, ReportOptions(audience=audience))
    for name, content in report.files.items():
        (folder / name).write_bytes(content)
    return folder / next(iter(report.files))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_wider_than_a_phone(
    browser: Browser,
    views: dict[str, EvidenceView],
    tmp_path: Path,
    audience: Audience,
    case: str,
) -> None:
    file = written(views[case], audience, tmp_path)
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(file.as_uri())
    unfold(page)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, page.evaluate(TOO_WIDE, width)
    page.context.close()


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("turn", [0, 40, 80])
def test_hostile_words_run_nothing_and_load_nothing(
    browser: Browser, tmp_path: Path, audience: Audience, turn: int
) -> None:
    file = written(hostile_view(Wardrobe(texts=NASTY, turn=turn)), audience, tmp_path)
    # Without the page's own policy, so that only what is written in the page counts.
    page = browser.new_context(bypass_csp=True).new_page()
    told: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        told.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("request", lambda request: told.append(request.url))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(file.as_uri())
    unfold(page)
    page.evaluate("document.querySelectorAll('body *').forEach(one => one.dispatchEvent("
                  "new MouseEvent('mouseover', {bubbles: true})))")  # fmt: skip
    assert told == [file.as_uri()]
    page.context.close()
