"""`python -m benchmarks.report_pages`: the HTML report of 10,000 claims, as a browser feels it.

Chromium runs headless with its processor slowed down four times. Written: the largest page, the
first view, the longest task while scrolling, and how long a search takes to answer.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bench import Bench, needle_evidence
from benchmarks.measure import run_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_SLOWDOWN = 4
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_QUERIES = ("k", "kn", "knee", "exercise", "no such words anywhere")
_WATCH_TASKS = """() => {
  window.longest = 0;
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
  }).observe({type: 'longtask'});
}"""
_PAINT = """() => performance.getEntriesByType('paint')
  .find(entry => entry.name === 'first-contentful-paint')?.startTime ?? -1"""
_LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
# From the key to the frame that shows the answer: the box says when it has answered.
_SEARCH = """query => new Promise(resolve => {
  const box = document.querySelector('input[type=search]');
  const started = performance.now();
  box.value = query;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  const wanted = () => box.dataset.answered === query
    ? requestAnimationFrame(() => resolve(performance.now() - started))
    : requestAnimationFrame(wanted);
  wanted();
})"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number with its unit and the most it may be (None: no goal)."""

    what: str
    value: float
    unit: str
    goal: float | None

    @property
    def line(self) -> str:
        """The figure as a row of a Markdown table."""
        met = "" if self.goal is None else "yes" if self.value < self.goal else "NO"
        goal = "" if self.goal is None else f"< {self.goal:g} {self.unit}"
        return f"| {self.what} | {self.value:.2f} {self.unit} | {goal} | {met} |"


def main() -> None:
    """Prints the figures; ends with 1 where one could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report_pages", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="claims and references (10,000)")
    size = parser.parse_args().size
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        print("Chromium is needed; on Debian: apt install chromium", file=sys.stderr)
        sys.exit(1)
    with tempfile.TemporaryDirectory(prefix="needle-evidence-bench-") as folder:
        pages = _written(Path(folder), size)
        print(
            f"| {size:,} claims, {len(pages)} pages | measured | goal | met? |\n|---|--:|--:|---|"
        )
        for figure in _figures(pages, browser_path):
            print(figure.line, flush=True)


def _written(folder: Path, size: int) -> list[Path]:
    """The pages of the report of a made-up library, the first one first."""
    library = Bench(folder=folder, runs=1, large=False).library(size)
    reports = folder / "reports"
    run = run_once(needle_evidence("report", "-p", str(library), "-f", "html", "-o", str(reports)))
    print(f"written in {run.seconds:.1f} s, {run.megabytes:.0f} MB of memory", file=sys.stderr)
    first = reports / "evidence.html"
    return [first, *sorted(page for page in reports.glob("*.html") if page != first)]


def _figures(pages: list[Path], browser_path: str) -> Iterator[Figure]:
    from playwright.sync_api import sync_playwright

    largest = max(pages, key=lambda page: page.stat().st_size)
    yield Figure(what="largest page", value=largest.stat().st_size / 1e6, unit="MB", goal=3)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=_FLAGS)
        for name, page in (("first page", pages[0]), (f"largest page ({largest.stem})", largest)):
            yield from _of_page(browser, name, page)
        browser.close()


def _of_page(browser: Browser, name: str, file: Path) -> Iterator[Figure]:
    page = _slow_page(browser)
    page.goto(file.as_uri())
    paint, loaded = page.evaluate(_PAINT), page.evaluate(_LOADED)
    yield Figure(what=f"{name}: first view", value=paint / 1000, unit="s", goal=1.5)
    yield Figure(what=f"{name}: loaded", value=loaded / 1000, unit="s", goal=None)
    page.evaluate(_WATCH_TASKS)
    height = page.evaluate("() => document.documentElement.scrollHeight")
    for step in range(40):
        page.mouse.wheel(0, height / 40 if step % 2 else 900)
        page.wait_for_timeout(60)
    longest = page.evaluate("() => window.longest")
    yield Figure(what=f"{name}: longest task, scrolling", value=longest, unit="ms", goal=200)
    page.evaluate("() => window.scrollTo(0, 0)")
    answers = [page.evaluate(_SEARCH, query) for query in _QUERIES]
    yield Figure(what=f"{name}: slowest search", value=max(answers), unit="ms", goal=100)
    page.context.close()


def _slow_page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWDOWN})
    return page


if __name__ == "__main__":
    main()
