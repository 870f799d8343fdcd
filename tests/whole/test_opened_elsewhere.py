"""Every form of the example's report, opened with a program that others wrote."""

from __future__ import annotations

import csv
import html
import json
import re
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
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from schema_org import registry

from needle_evidence.api.reports import write_reports
from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportOptions, report_formats
from tests.other_programs import (
    colours_of,
    opened_in_turn,
    print_preview,
    program,
    run_program,
    saved_by_office,
    share_of_ink,
    started_browser,
)
from tests.reference_pages import ROOT

PACKAGE = ROOT / "needle_evidence" / "reporting"
SCHEMA = PACKAGE / "schemas" / "evidence-1.schema.json"
STYLE = PACKAGE / "styles" / "apa.csl"
LEAST_INK = 0.001  # of a page with one line of text


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where files are opened: for whom they are, what they are made of, and the programs."""

    audience: Audience
    view: EvidenceView
    programs: pytest.FixtureRequest

    @property
    def browser(self) -> Browser:
        browser: Browser = self.programs.getfixturevalue("browser")
        return browser

    @property
    def profile(self) -> Path:
        profile: Path = self.programs.getfixturevalue("office_profile")
        return profile

    @property
    def sentences(self) -> list[str]:
        """What this audience must find in a report that is read."""
        if self.audience is Audience.EDITOR:
            return [item.now for item in self.view.work]
        if self.audience is Audience.PATIENT:
            told = [line for one in self.view.patients.statements for line in one.sentences]
            return [*told, *(one.claim.text for one in self.view.patients.not_yet)]
        return [one.claim.text for topic in self.view.topics for one in topic.claims]


Opener = Callable[[Sequence[Path], Desk], None]


def open_page(files: Sequence[Path], desk: Desk) -> None:
    for page in opened_in_turn(desk.browser, files):
        assert colours_of(page) > 1
        assert_says(page.locator("body").text_content() or "", desk.sentences)


def open_picture(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        ElementTree.parse(file)  # well-formed for every reader, not only for a browser
    for page in opened_in_turn(desk.browser, files):
        assert page.evaluate("document.documentElement.tagName") == "svg"
        assert colours_of(page) > 1


def open_script(files: Sequence[Path], desk: Desk) -> None:
    """Data for search engines that stand in a page, as a browser finds them."""
    for page in opened_in_turn(desk.browser, files):
        texts = page.locator('script[type="application/ld+json"]').all_text_contents()
        assert texts
        for text in texts:
            assert_schema_org(json.loads(text))


def open_document(files: Sequence[Path], desk: Desk) -> None:
    for pdf in saved_by_office(files, "pdf", desk.profile):
        assert_printed(pdf, desk)


def open_pdf(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        told = run_program("pdfinfo", file).decode()
        assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
        assert re.search(r"^Title: +\S", told, re.MULTILINE)
        assert_printed(file, desk)


def open_csv(files: Sequence[Path], desk: Desk) -> None:
    for file, saved in zip(files, saved_by_office(files, "xlsx", desk.profile), strict=True):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        cells = CalamineWorkbook.from_path(saved).get_sheet_by_index(0).to_python()
        assert len(cells) == len(rows) > 1
        for row, found in zip(rows, cells, strict=True):
            # What LibreOffice takes for a number or a date is no text any more.
            kept = [cell for cell, again in zip(row, found, strict=True) if isinstance(again, str)]
            assert [again for again in found if isinstance(again, str)] == kept


def open_markdown(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        text = file.read_text(encoding="utf-8")
        page = str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
        assert_says(html.unescape(re.sub(r"<[^>]*>", "", page)), desk.sentences)
        for address in re.findall(r'<img[^>]* src="([^"]*)"', page):
            assert (file.parent / html.unescape(address)).is_file(), address


def open_json(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        jsonschema.validate(read_json(file), read_json(SCHEMA))


def open_json_ld(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        assert_schema_org(read_json(file))


def open_fhir(files: Sequence[Path], desk: Desk) -> None:
    for file in files:
        assert Bundle.model_validate_json(file.read_bytes()).entry


def open_bibliography(files: Sequence[Path], desk: Desk) -> None:
    style = citeproc.CitationStylesStyle(str(STYLE.with_suffix("")), validate=False)
    for file in files:
        works = read_json(file)
        listed = citeproc.CitationStylesBibliography(style, CiteProcJSON(works))
        for work in works:
            listed.register(citeproc.Citation([citeproc.CitationItem(work["id"])]))
        printed = "".join(str(entry) for entry in listed.bibliography())
        assert_says(printed, [work["title"] for work in works])


def open_data_package(files: Sequence[Path], desk: Desk) -> None:
    # It reads the tables that the description names.
    (described,) = [file for file in files if file.name == "datapackage.json"]
    report = frictionless.validate(str(described))
    assert report.flatten(["name", "type", "note"]) == []
    assert {Path(task.place).name for task in report.tasks} == {
        file.name for file in files if file != described
    }


# How the files of each form are opened, by the pattern of their paths.
OPENERS: Mapping[str, Mapping[str, Opener]] = {
    "badge": {"*.svg": open_picture},
    "csl-json": {"bibliography.json": open_bibliography},
    "csv": {"*.csv": open_csv},
    "datapackage": {"tables/*": open_data_package},
    "docx": {"*.docx": open_document},
    "fhir": {"*.json": open_fhir},
    "html": {"*.html": open_page},
    "json": {"*.json": open_json},
    "json-ld": {"*.jsonld": open_json_ld, "*.html": open_script},
    "markdown": {"*.md": open_markdown, "*.svg": open_picture},
    "pdf": {"*.pdf": open_pdf},
    "xlsx": {"*.xlsx": open_document},
}
CASES = [
    pytest.param(name, audience, id=f"{name}-{audience.value}")
    for name, form in report_formats().items()
    for audience in form.audiences
]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> EvidenceView:
    return write_reports(ROOT, formats=["json"], output=tmp_path_factory.mktemp("view")).view


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.mark.filterwarnings("ignore:.*unsupported. custom")  # citeproc-py lacks it; CSL has it
@pytest.mark.parametrize(("name", "audience"), CASES)
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
    desk = Desk(audience=audience, view=view, programs=request)
    left = set(written)
    for pattern, opener in OPENERS[name].items():
        fitting = sorted(path for path in written if PurePosixPath(path).match(pattern))
        if fitting:
            opener([tmp_path / path for path in fitting], desk)
        left -= set(fitting)
    assert not left, f"say how these files of the form {name} are opened"


def test_what_is_wrong_with_a_file_is_noticed() -> None:
    with pytest.raises(AssertionError, match="Needling helps"):
        assert_says("Needling.", ["Needling helps."])
    assert share_of_ink(b"P5\n2 2\n255\n\xff\xff\xff\xff") == 0
    assert share_of_ink(b"P5\n2 2\n255\n\xff\xff\xff\n") == 0.25
    with pytest.raises(ValueError, match="statedIn"):
        assert_schema_org({"@graph": [{"@type": "Claim", "statedIn": "x"}]})


def test_what_is_wrong_in_a_browser_is_noticed(browser: Browser, tmp_path: Path) -> None:
    blank, noisy = tmp_path / "blank.html", tmp_path / "noisy.html"
    blank.write_text("<p hidden>nothing to see</p>")
    noisy.write_text("<script>console.error('broken')</script><img src='lost.png'>")
    assert [colours_of(page) for page in opened_in_turn(browser, [blank])] == [1]
    with pytest.raises(AssertionError, match=r"broken.*lost\.png|lost\.png.*broken"):
        list(opened_in_turn(browser, [noisy]))


def test_missing_program_is_skipped_and_fails_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("NEEDLE_EVIDENCE_BROWSER", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt install poppler-utils"):
        program("pdftoppm")
    monkeypatch.setenv("NEEDLE_EVIDENCE_BROWSER", "required")
    with pytest.raises(pytest.fail.Exception, match="apt install poppler-utils"):
        program("pdftoppm")


def read_json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def assert_printed(pdf: Path, desk: Desk) -> None:
    """No page is blank, and the text can be taken out again."""
    pages = print_preview(pdf)
    assert pages
    assert [number for number, ink in enumerate(pages, start=1) if ink < LEAST_INK] == []
    assert_says(run_program("pdftotext", "-raw", pdf, "-").decode(), desk.sentences)


def assert_says(text: str, sentences: Sequence[str]) -> None:
    """The text holds each sentence, however its lines are broken, hyphenated or quoted."""
    letters = re.sub(r"\W+", "", text)
    assert sentences
    assert [one for one in sentences if re.sub(r"\W+", "", one) not in letters] == []


def assert_schema_org(data: Mapping[str, Any]) -> None:
    """Every node has a type of schema.org, and only what schema.org lets it have."""
    nodes = data["@graph"]
    assert nodes
    for node in nodes:
        as_model(node)


def as_model(value: Any, name: str = "") -> Any:
    """The value as the library wants it: whole dates, and models of what is inside."""
    if isinstance(value, list):
        return [as_model(one, name) for one in value]
    if isinstance(value, dict) and "@type" in value:
        values = {key: as_model(one, key) for key, one in value.items()}
        return registry.get_model(value["@type"]).model_validate(values)
    # schema.org has years and months too (ISO 8601), the library only days.
    return date.fromisoformat((value + "-01-01")[:10]) if name.startswith("date") else value
