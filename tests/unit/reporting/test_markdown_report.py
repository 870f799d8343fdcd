"""The Markdown report: first lines of claims, and pictures as files beside it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from needle_evidence.reporting.evidence.markdown import REPORT_FORMAT
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportOptions
from tests.drawn_library import a_claim, a_result, a_view, a_work


def measured(words: str = "sham needling") -> EvidenceView:
    numbers = {"effect": "-14.4", "ci_low": "-23.5", "ci_high": "-5.2", "better": "lower"}
    stated = {"comparator": words, "timepoint": "6 weeks", "measure": "MD", "unit": "mm"}
    return a_view([a_claim()], [a_work(author="Cotchett")], [a_result(**stated, **numbers)])


def written(view: EvidenceView) -> RenderedReport:
    return REPORT_FORMAT.render(view, ReportOptions())


def test_every_picture_in_the_text_is_a_file_and_every_file_is_in_the_text() -> None:
    report = written(measured())
    text = report.files["evidence.md"].decode()
    shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", text)
    assert next(iter(report.files)) == "evidence.md"
    assert [path for _, path in shown] == [name for name in report.files if name != "evidence.md"]
    assert all(len(words) > 20 for words, _ in shown)
    for name, content in report.files.items():
        if name.endswith(".svg"):
            ElementTree.fromstring(content)


def test_the_first_line_stands_with_its_claim() -> None:
    text = written(measured()).files["evidence.md"].decode()
    assert (
        "*84 people · needling against sham needling · pain: MD −14.4 mm (95% CI −23.5 to −5.2), "
        "minimal important difference not recorded · 6 weeks · certainty not judged · "
        "harms not recorded (Cotchett 2014)*"
    ) in text


def test_hostile_words_end_no_picture_and_no_line() -> None:
    report = written(measured("a](evil.svg) ![b](http://evil.example/x.png) | *c* <img src=x>"))
    text = report.files["evidence.md"].decode()
    for target in re.findall(r"(?<!\\)\]\(([^)]*)\)", text):
        assert target.startswith(("pictures/", "https://doi.org/")), target


def test_a_library_without_works_has_its_coverage_and_no_map() -> None:
    report = written(a_view([a_claim(references=())], [a_work(year="")]))
    assert list(report.files) == [
        "evidence.md",
        "pictures/coverage.svg",
        "pictures/certainty.svg",
    ]
