"""The PDF report: what it shows, what it declares, and what a template of the user's may do."""

from __future__ import annotations

import builtins
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.errors import UsageError
from needle_evidence.model.audience import Audience
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Stance
from needle_evidence.reporting.evidence.pdf import REPORT_FORMAT
from needle_evidence.reporting.report_format import RenderedReport, ReportOptions
from needle_evidence.reporting.typeset.printed_pictures import printed_pictures
from needle_evidence.reporting.typeset.printed_report import (
    Heading,
    Paragraph,
    PrintedReport,
    Section,
    Table,
    paragraph,
)
from needle_evidence.reporting.typeset.volumes import volumes
from tests.hand_made_articles import claim, reference, result
from tests.printed_view import (
    ARABIC,
    HOSTILE,
    LONG_WORD,
    hostile_view,
    printed_view,
    squeezed,
)

CHINESE = "干针疗法可以缓解疼痛"


def rendered(
    view: Any = None, audience: Audience = Audience.CLINICIAN, **templates: str
) -> RenderedReport:
    own = {name.replace("_typ", ".typ"): text for name, text in templates.items()}
    options = ReportOptions(audience=audience, own_templates=own)
    return REPORT_FORMAT.render(view or printed_view([claim("a", "Needling eases pain.")]), options)


def read(report: RenderedReport) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(next(iter(report.files.values()))))


def text_of(report: RenderedReport) -> str:
    return squeezed("".join(page.extract_text() for page in read(report).pages))


@pytest.fixture(scope="module")
def hostile() -> RenderedReport:
    return rendered(hostile_view())


def bookmarks(outline: Any) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one)
        else:
            yield str(one.title)


def test_report_is_tagged_declares_its_standard_and_has_bookmarks() -> None:
    view = printed_view([claim("a", "Needling eases pain.", "trial", topic="Pain")],
                        [reference("trial")])  # fmt: skip
    report = rendered(view)
    reader = read(report)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/Lang"].startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == "Evidence report"
    assert reader.metadata.creation_date is None
    assert {"Pain", "Needling eases pain.", "References", "Findings"} <= set(
        bookmarks(reader.outline)
    )
    assert report.remarks == ()


def test_same_input_gives_the_same_bytes(hostile: RenderedReport) -> None:
    assert rendered(hostile_view()).files == hostile.files


def test_hostile_words_are_only_words(hostile: RenderedReport) -> None:
    text = text_of(hostile).replace("\u200b", "")
    shown = squeezed(one_line(HOSTILE.replace("\ufffe", "\\ufffe"), 240)).removesuffix("…")
    assert shown in text
    assert "#sys.inputs#read(" in text
    assert "#{1+1}" in text
    assert "root:" not in text
    assert "\u202e" not in text


def test_long_words_and_claims_stay_within_the_page(hostile: RenderedReport) -> None:
    text = text_of(hostile).replace("\u200b", "")
    assert LONG_WORD in text
    # A page may end in the middle of one of its 110 sentences.
    assert text.count("Needlingeasespaininpeoplewhowaitforit") >= 109
    reader = read(hostile)
    width = float(reader.pages[0].mediabox.width)
    right: list[float] = []

    def note_end(words: str, _: Any, matrix: list[float], font: Any, size: float) -> None:
        if words.strip():
            right.append(matrix[4])

    for page in reader.pages[:20]:
        page.extract_text(visitor_text=note_end)
    assert max(right) < width - 40


def test_four_hundred_citations_are_all_there(hostile: RenderedReport) -> None:
    text = text_of(hostile)
    assert all(f"On{number}.2014." in text for number in range(400))


def test_hyphens_are_found_again() -> None:
    text = text_of(rendered(printed_view([claim("a", "Short-term and re-evaluated pain.")])))
    assert text.count("Short-termandre-evaluatedpain.") >= 1
    assert "\xad" not in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_set(words: str) -> None:
    report = rendered(printed_view([claim("a", f"x{words}", topic=words)]))
    assert len(read(report).pages) >= 1
    assert all("no font has the sign" in remark for remark in report.remarks)


def test_arabic_is_shown_and_needs_no_remark() -> None:
    report = rendered(printed_view([claim("a", ARABIC)]))
    assert report.remarks == ()
    assert set(re.findall(r"[\u0600-\u06ff\ufb50-\ufeff]", text_of(report)))


def test_signs_that_no_font_has_are_written_out_and_told() -> None:
    report = rendered(printed_view([claim("a", f"{CHINESE} 😀 in people")]))
    remark = report.remarks[0]
    assert "PDF/UA-1 could not be declared: no font has the signs" in remark
    assert "干" in remark
    text = text_of(report).replace("\u200b", "")
    assert CHINESE.encode("unicode_escape").decode() in text
    assert "Thefonts" in text
    root: Any = read(report).trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert b"pdfuaid" not in root["/Metadata"].get_data()


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_its_report(audience: Audience) -> None:
    report = rendered(hostile_view(), audience)
    assert next(iter(report.files)) == f"{audience.file_stem}.pdf"
    title = {"clinician": "Evidencereport", "patient": "plainwords", "editor": "Worklist"}
    assert title[audience.value] in text_of(report)


@pytest.mark.parametrize(
    "template",
    [
        '#import "@preview/cetz:0.3.0": *',
        '#import "@local/mine:1.0.0": *',
        '#include "@preview/cetz:0.3.0"',
        '#let name = "@pre" + "view/cetz:0.3.0"\n#import name: *',
        '#import "\\u{40}preview/cetz:0.3.0": *',
        '#import /* here */ "@preview/cetz:0.3.0": *',
        '#eval("import \\"@pre" + "view/cetz:0.3.0\\"")',
        "#let run = eval",
    ],
)
def test_packages_are_refused_before_anything_is_set(template: str) -> None:
    with pytest.raises(UsageError, match=r"templates/evidence\.typ, line \d: .*network"):
        rendered(evidence_typ=template)


def test_own_template_wins_and_can_use_ours() -> None:
    own = (
        '#import "default/parts.typ": report\n#let data = json(bytes(sys.inputs.data))\n'
        "#report(data)\nChecked by Example Clinic."
    )
    assert "CheckedbyExampleClinic." in text_of(rendered(evidence_typ=own))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("= A\n#nothing", "unknown variable: nothing"),
        ('#read("/etc/passwd")', "file not found"),
        ('#read("../../../../etc/passwd")', "escape"),
        ("#while true {}", "always true"),
    ],
)
def test_fault_of_an_own_template_is_told_with_its_place(template: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as caught:
        rendered(evidence_typ=template)
    assert "templates/evidence.typ, line" in str(caught.value)


def test_own_template_that_breaks_the_standard_is_told() -> None:
    report = rendered(evidence_typ="Only words.")
    assert "PDF/UA-1 could not be declared" in report.remarks[0]


def test_missing_typst_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'needle-evidence\[pdf\]'"):
        rendered()


def test_large_report_is_cut_into_volumes_that_hold_everything() -> None:
    cards = [
        block
        for number in range(50)
        for block in (Heading(text=f"claim {number}"), *(paragraph(f"{number}"),) * 4)
    ]
    rows = tuple(((paragraph(f"row {number}"),),) for number in range(40))
    table = Table(header=("A",), rows=rows, widths=(1,), about="rows")
    report = PrintedReport(
        title="R",
        lead=(paragraph("lead"),),
        sections=(Section(title="S", blocks=tuple(cards)), Section(title="T", blocks=(table,))),
        made="made",
    )
    assert volumes(report, 1_000) == (report,)
    parts = volumes(report, 100)
    assert [part.title for part in parts] == [f"R, part {n} of 5" for n in range(1, 6)]
    blocks = [block for part in parts for section in part.sections for block in section.blocks]
    assert [b for b in blocks if not isinstance(b, Table)] == cards
    assert [row for b in blocks if isinstance(b, Table) for row in b.rows] == list(rows)
    for part in parts[1:]:
        assert not isinstance(part.sections[0].blocks[0], Paragraph)


def test_forest_plot_stands_with_its_claim_in_fixed_colours() -> None:
    numbers = {
        "measure": "MD", "unit": "mm", "effect": Decimal("-14.4"), "ci_low": Decimal("-23.5"),
        "ci_high": Decimal("-5.2"), "comparator": "sham", "timepoint": "4 weeks",
    }  # fmt: skip
    found = result("a", "trial", Stance.SUPPORTS, **numbers)
    view = printed_view(
        [claim("a", "Needling eases pain.", "trial")], [reference("trial")], [found]
    )
    pictures = printed_pictures(view, {})
    (plot,) = pictures.forests["claim-a"]
    assert "var(--" not in plot.svg
    assert "prefers-color-scheme" not in plot.svg
    assert "14.4" in plot.alternative
    assert "−14.4" in text_of(rendered(view))
