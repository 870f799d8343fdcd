"""Programs that others wrote, as the tests use them to open what this project writes."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}
SECONDS = 120  # for one run of a program; each needs a few
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COUNT_COLOURS = """async data => {
  const blob = await (await fetch('data:image/png;base64,' + data)).blob();
  const image = await createImageBitmap(blob);
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
}"""


def program(name: str) -> str:
    """Where the program is.

    Without it the test is skipped. CI sets NEEDLE_EVIDENCE_BROWSER=required: there it fails.
    """
    found = shutil.which(name)
    if found is not None:
        return found
    reason = f"no {name} on this machine; on Debian: apt install {PACKAGES[name]}"
    if os.environ.get("NEEDLE_EVIDENCE_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def run_program(name: str, *arguments: str | Path) -> bytes:
    """What a program prints; raises CalledProcessError where it fails."""
    command = [program(name), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, timeout=SECONDS).stdout


def saved_by_office(files: Sequence[Path], ending: str, profile: Path) -> list[Path]:
    """Each file as LibreOffice opens it and saves it again, with another ending.

    profile: the folder of its settings; two that run at once must not share one. A CSV file is
    opened as UTF-8 with commas, as its dialog proposes.
    """
    folder = files[0].parent / "saved-by-office"
    settings = f"-env:UserInstallation={profile.as_uri()}"
    reading = ["--infilter=CSV:44,34,76"] if files[0].suffix == ".csv" else []
    saving = ["--convert-to", ending, "--outdir", str(folder)]
    run_program("soffice", settings, "--headless", *reading, *saving, *files)
    saved = [folder / f"{file.stem}.{ending}" for file in files]
    # It ends with 0 even where it could not read a file.
    lost = [file.name for file in saved if not file.is_file()]
    assert not lost, f"LibreOffice could not open what makes {lost}"
    return saved


def print_preview(pdf: Path) -> list[float]:
    """How much of each page is not white (0 to 1), as Poppler draws it."""
    folder = pdf.parent / f"{pdf.stem}-pages"
    folder.mkdir()
    run_program("pdftoppm", "-gray", "-r", "20", pdf, folder / "page")
    return [share_of_ink(page.read_bytes()) for page in sorted(folder.iterdir())]


def share_of_ink(picture: bytes) -> float:
    """How much of a grey picture (PGM, one byte a pixel) is not white."""
    _, width, height, _, _ = picture.split(maxsplit=4)
    pixels = int(width) * int(height)
    return 1 - picture[-pixels:].count(b"\xff") / pixels


@contextmanager
def started_browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=FLAGS)
        yield browser
        browser.close()


def opened_in_turn(browser: Browser, files: Sequence[Path]) -> Iterator[Page]:
    """Each file in the browser, which must ask for nothing else and complain of nothing."""
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        page = context.new_page()
        context.new_page()  # for `colours_of`: the policy of a report's page allows no data
        heard: list[str] = []
        page.on("request", lambda request: heard.append(request.url))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda told: heard.append(f"{told.type}: {told.text}"))
        for file in files:
            heard.clear()
            page.goto(file.as_uri())
            yield page
            assert heard == [file.as_uri()], f"{file.name} is not quiet: {heard}"


def colours_of(page: Page) -> int:
    """How many colours the first view of a page has; 1 where it is blank."""
    picture = base64.b64encode(page.screenshot()).decode()
    colours: int = page.context.pages[-1].evaluate(COUNT_COLOURS, picture)
    return colours
