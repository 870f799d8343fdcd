"""A report that is too large for one page: its pages, their links, and the index."""

from __future__ import annotations

import html
import json
import re
from pathlib import PurePosixPath

import pytest

from needle_evidence.appraisal.assessment import assess
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import CheckRun, Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.reporting import linked_pages
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.evidence_view import EvidenceView, build_view
from needle_evidence.reporting.report_format import ReportOptions, report_formats

HOSTILE = "</script><!-- <b>\u202e &amp; 中文 "


def large_view(claims: int = 60, works: int = 40) -> EvidenceView:
    keys = [f"key{number}" for number in range(works)]
    library = Library(
        claims=tuple(
            Claim(
                claim_id=f"claim-{number}",
                text=f"{HOSTILE}Needling eases pain number {number}.",
                topic=f"Topic {number % 2}",
                references=(keys[number % works],),
                location=Location(path="claims.csv", line=number + 2),
            )
            for number in range(claims)
        ),
        references=tuple(
            Reference(
                key=key,
                entry_type="article",
                fields={"title": f"{HOSTILE}A work on {key}", "year": "2020"},
                location=Location(path="references.bib", line=1),
            )
            for key in keys
        ),
    )
    return build_view(
        library,
        CheckRun(results=()),
        assess(library),
        lambda one: FormattedReference(runs=((one.title, ""),)),
        style="ama",
        version="0",
    )


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(linked_pages, "LARGEST_PAGE", 120_000)
    monkeypatch.setattr(linked_pages, "_AIM", 100_000)
    report = report_formats()["html"].render(large_view(), ReportOptions())
    return {name: content.decode("utf-8") for name, content in report.files.items()}


def anchors(page: str) -> set[str]:
    return {html.unescape(name) for name in re.findall(r' id="([^"]+)"', page)}


def test_a_small_report_is_one_page() -> None:
    report = report_formats()["html"].render(large_view(3, 2), ReportOptions())
    assert list(report.files) == ["evidence.html"]
    assert b"\xef\xb7\x90" not in report.files["evidence.html"]  # an open link's mark


def test_each_page_is_small_and_the_overview_is_first(pages: dict[str, str]) -> None:
    assert next(iter(pages)) == "evidence.html"
    assert len(pages) > 3
    assert all(len(page.encode()) <= 120_000 for page in pages.values())


def test_every_claim_and_work_stands_on_exactly_one_page(pages: dict[str, str]) -> None:
    for name in [f"claim-claim-{n}" for n in range(60)] + [f"reference-key{n}" for n in range(40)]:
        holding = [page for page, text in pages.items() if name in anchors(text)]
        assert len(holding) == 1, name


def test_every_link_leads_to_a_page_and_a_place_that_are_there(pages: dict[str, str]) -> None:
    count = 0
    for name, text in pages.items():
        for target in re.findall(r'href="([^"]+)"', text):
            if target.startswith("https:"):
                continue
            file, _, anchor = html.unescape(target).partition("#")
            assert PurePosixPath(file or name).name in pages, target
            assert not anchor or anchor in anchors(pages[file or name]), (name, target)
            count += 1
    assert count > 200


def test_the_index_leads_to_every_claim_and_work(pages: dict[str, str]) -> None:
    raw = re.search(
        r'<script type="application/json" id="index">(.*?)</script>', pages["evidence.html"]
    )
    assert raw is not None
    index = json.loads(raw[1])
    assert len(index["claim"]) == 60
    assert len(index["reference"]) == 40
    for kind in ("claim", "reference"):
        for name, text, page, anchor, *_ in index[kind]:
            assert "中文" in text
            assert "\u202e" not in text
            place = anchor or f"{kind}-{name}"
            assert place in anchors(pages[index["pages"][page]])


def test_every_page_is_whole_on_its_own(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        assert text.count("<h1>") == 1, name
        assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text
        assert "<link" not in text
        assert 'src="' not in text
        assert "\ufdd0" not in text


def test_parts_lead_back_to_the_overview(pages: dict[str, str]) -> None:
    for name, text in list(pages.items())[1:]:
        assert 'href="evidence.html"' in text
        assert f'href="{name}"' in pages["evidence.html"]


def test_one_claim_that_is_too_large_has_a_page_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linked_pages, "LARGEST_PAGE", 10)
    monkeypatch.setattr(linked_pages, "_AIM", 5)
    report = report_formats()["html"].render(large_view(4, 2), ReportOptions())
    assert len(report.files) == 1 + 4 + 2
