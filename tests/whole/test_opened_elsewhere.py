"""Every form of the example's report, opened with a program that others wrote."""

from __future__ import annotations

import base64
import csv
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

import citeproc
import cmarkgfm
import frictionless
import jsonschema
import pytest
from citeproc.source.json import CiteProcJSON
from cmarkgfm.cmark import Options
from fhir.resources.bundle import Bundle
from playwright.sync_api import Browser, Page, sync_playwright
from python_calamine import CalamineWorkbook
from schema_org import registry

from needle_evidence.api.reports import write_reports
from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.reference_pages import ROOT

# CI sets NEEDLE_EVIDENCE_BROWSER=required: there a missing program fails instead.
REQUIRED = os.environ.get("NEEDLE_EVIDENCE_BROWSER") == "required"
PACKAGES = {
    "chromium": "chromium",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SECONDS = 120  # for one program; each needs a few
# How many colours a picture has.
COLOURS = """async data => {
  const blob = await (await fetch('data:image/png;base64,' + data)).blob();
  const image = await createImageBitmap(blob);
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  return new Set(new Uint32Array(pixels.buffer)).size;
}"""
SCHEMA = ROOT / "needle_evidence" / "reporting" / "schemas" / "evidence-1.schema.json"
STYLE = ROOT / "needle_evidence" / "reporting" / "styles" / "apa.csl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where files are opened: who reads them, what they must say, and the programs' fixtures."""

    audience: Audience
    view: EvidenceView
    fixtures: pytest.FixtureRequest

    @property
    def browser(self) -> Browser:
        browser: Browser = self.fixtures.getfixturevalue("browser")
        return browser

    @property
    def profile(self) -> Path:
        """The folder of LibreOffice's settings: its own for each process of the tests."""
        profile: Path = self.fixtures.getfixturevalue("office_profile")
        return profile

    @property
    def sentences(self) -> list[str]:
        """What this audience must find in a report that is read."""
        if self.audience is Audience.EDITOR:
            return [item.now for item in self.view.work if item.now]
        claims = [one for topic in self.view.topics for one in topic.claims]
        if self.audience is Audience.CLINICIAN:
            return [one.claim.text for one in claims]
        told = [line for one in self.view.patients.statements for line in one.sentences]
        waiting = [one for topic in self.view.patients.unchecked for one in topic.claims]
        return [*told, *(one.claim.text for one in waiting)]


Opener = Callable[[Sequence[Path], Desk], None]


def open_page(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        with shown(desk.browser, file) as page:
            assert_says(page.locator("body").text_content() or "", desk.sentences)


def open_picture(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        ElementTree.parse(file)  # well-formed for any reader, not only for a browser
        with shown(desk.browser, file) as page:
            assert page.evaluate("document.documentElement.tagName") == "svg"


def open_script(files: Sequence[Path], desk: Desk) -> None:
    """Data for search engines inside a page: a browser finds it, and it is schema.org's."""
    for file in files:
        page = desk.browser.new_page()
        page.goto(file.as_uri())
        texts = page.locator('script[type="application/ld+json"]').all_text_contents()
        page.close()
        assert texts
        for text in texts:
            assert_in_words_of_schema_org(json.loads(text))


def open_document(files: Sequence[Path], desk: Desk) -> None:
    for printed in converted(files, "pdf", desk):
        assert_pages(printed)
        assert_says(run("pdftotext", printed, "-").decode(), desk.sentences)


def open_workbook(files: Sequence[Path], desk: Desk) -> None:
    open_document(files, desk)


def open_pdf(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        told = dict(
            line.split(":", 1) for line in run("pdfinfo", file).decode().splitlines() if ":" in line
        )
        assert told["Tagged"].strip() == "yes"
        assert told["Title"].strip()
        assert_pages(file)
        assert_says(run("pdftotext", file, "-").decode(), desk.sentences)


def open_csv(files: Sequence[Path], desk: Desk) -> None:
    for file, opened in zip(files, converted(files, "xlsx", desk), strict=True):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        (sheet,) = CalamineWorkbook.from_path(str(opened)).sheet_names
        cells = CalamineWorkbook.from_path(str(opened)).get_sheet_by_name(sheet).to_python()
        assert len(cells) == len(rows) > 1
        for row, found in zip(rows, cells, strict=True):
            # What LibreOffice takes for a number or a date is no text any more.
            assert all(b == a for a, b in zip(row, found, strict=True) if isinstance(b, str))


def open_markdown(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        text = file.read_text(encoding="utf-8")
        page = str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
        assert_says(html.unescape(re.sub(r"<[^>]*>", "", page)), desk.sentences)
        for address in re.findall(r'<img[^>]* src="([^"]*)"', page):
            assert (file.parent / html.unescape(address)).is_file()


def open_json(files: Sequence[Path], desk: Desk) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for file in files:
        jsonschema.validate(read_json(file), schema)


def open_json_ld(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        assert_in_words_of_schema_org(read_json(file))


def open_fhir(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        assert Bundle.model_validate_json(file.read_bytes()).entry


def open_bibliography(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        works = read_json(file)
        style = citeproc.CitationStylesStyle(str(STYLE.with_suffix("")), validate=False)
        listed = citeproc.CitationStylesBibliography(style, CiteProcJSON(works))
        for work in works:
            listed.register(citeproc.Citation([citeproc.CitationItem(work["id"])]))
        printed = "".join(str(entry) for entry in listed.bibliography())
        assert_says(printed, [work["title"] for work in works])


def open_data_package(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        assert frictionless.validate(str(file)).flatten(["name", "type", "note"]) == []


# By form: which of its files (patterns of paths) are opened how.
OPENERS: Mapping[str, Mapping[str, Opener]] = {
    "badge": {"badge.svg": open_picture},
    "csl-json": {"bibliography.json": open_bibliography},
    "csv": {"*.csv": open_csv},
    "datapackage": {"datapackage.json": open_data_package, "*.csv": open_csv},
    "docx": {"*.docx": open_document},
    "fhir": {"*.json": open_fhir},
    "html": {"*.html": open_page},
    "json": {"*.json": open_json},
    "json-ld": {"*.jsonld": open_json_ld, "*.html": open_script},
    "markdown": {"*.md": open_markdown, "pictures/*.svg": open_picture},
    "pdf": {"*.pdf": open_pdf},
    "xlsx": {"*.xlsx": open_workbook},
}
CASES = [(name, one) for name, form in report_formats().items() for one in form.audiences]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> EvidenceView:
    return write_reports(ROOT, formats=["json"], output=tmp_path_factory.mktemp("view")).view


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program("chromium"), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize(
    ("name", "audience"), CASES, ids=lambda one: one.value if isinstance(one, Audience) else one
)
def test_form_is_opened(
    name: str,
    audience: Audience,
    view: EvidenceView,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    assert name in OPENERS, f"say how the form {name} is opened"
    written = report_formats()[name].render(view, ReportOptions(audience=audience)).files
    for path, content in written.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    left = set(written)
    for pattern, opener in OPENERS[name].items():
        matching = sorted(path for path in written if PurePosixPath(path).match(pattern))
        opener(
            [tmp_path / path for path in matching],
            Desk(audience=audience, view=view, fixtures=request),
        )
        left -= set(matching)
    assert not left, f"say how these files of the form {name} are opened"


def test_missing_sentence_and_blank_page_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Needling"):
        assert_says("Nothing of it.", ["Needling helps."])
    assert share_of_ink(b"P5\n2 2\n255\n" + b"\xff" * 4) == 0
    assert share_of_ink(b"P5\n2 2\n255\n" + b"\xff\xff\xff\n") == 0.25


def program(name: str) -> str:
    """Where the program is; without it the test is skipped, or fails where it is required."""
    found = shutil.which(name)
    if found is not None:
        return found
    reason = f"no {name} on this machine; on Debian: apt install {PACKAGES[name]}"
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


def run(name: str, *arguments: str | Path) -> bytes:
    """What a program prints; raises CalledProcessError where it fails."""
    command = [program(name), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, timeout=SECONDS).stdout


def converted(files: Sequence[Path], ending: str, desk: Desk) -> list[Path]:
    """Each file as LibreOffice opens it and saves it in another form."""
    folder = files[0].parent / "converted"
    setting = f"-env:UserInstallation={desk.profile.as_uri()}"
    run("soffice", setting, "--headless", "--convert-to", ending, "--outdir", folder, *files)
    results = [folder / f"{file.stem}.{ending}" for file in files]
    assert [file for file in results if not file.is_file()] == []
    return results


class shown:  # noqa: N801 - used like a function: `with shown(...) as page`
    """A file in the browser: nothing fails in it, it asks for nothing, and it is not blank."""
