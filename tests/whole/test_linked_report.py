"""A report of several pages in a real browser: its search, its links, without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from needle_evidence.reporting import linked_pages
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.unit.reporting.test_linked_pages import large_view
from tests.whole.test_report_page import Scheme, browser, opened, pytestmark

__all__ = ["browser", "pytestmark"]  # the one browser of the tests, and where it is needed


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linked_pages, "LARGEST_PAGE", 120_000)
        patch.setattr(linked_pages, "_AIM", 100_000)
        report = report_formats()["html"].render(large_view(), ReportOptions())
    for name, content in report.files.items():
        (folder / name).write_bytes(content)
    return folder / "evidence.html"


def test_search_finds_claims_and_works_on_every_page(browser: Browser, overview: Path) -> None:
    page = opened(browser, overview, 390, "light")
    page.get_by_role("searchbox").fill("number 37 pain")
    expect(page.locator("#index-told")).to_have_text("1 found")
    page.get_by_role("searchbox").fill("work key7")
    page.locator("#index-found a").click()
    expect(page.locator("#reference-key7")).to_be_in_viewport()
    page.get_by_role("link", name="Evidence report", exact=True).click()
    expect(page.locator(".headline").first).to_contain_text("60")


def test_search_by_status_with_a_limit(browser: Browser, overview: Path) -> None:
    page = opened(browser, overview, 1280, "light")
    page.get_by_label("Status").select_option("unappraised")
    expect(page.locator("#index-told")).to_have_text("60 found")
    page.get_by_role("searchbox").fill("no such words")
    expect(page.locator("#index-told")).to_have_text("0 found")


def test_keys_reach_the_first_result(browser: Browser, overview: Path) -> None:
    page = opened(browser, overview, 1280, "light")
    page.get_by_role("searchbox").fill("number 59")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-claim-59")).to_be_in_viewport()


def test_without_a_script_every_page_is_reached(browser: Browser, overview: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(overview.as_uri())
    assert not page.locator("#index-finder").is_visible()
    assert not page.locator("#index").is_visible()
    links = page.locator("ul.pages a")
    assert links.count() > 2
    links.nth(1).click()
    assert page.locator("article.claim").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["evidence.html", "evidence-2.html"])
def test_axe_finds_nothing(browser: Browser, overview: Path, name: str, scheme: Scheme) -> None:
    page = opened(browser, overview.with_name(name), 390, scheme, bypass_csp=True)
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
