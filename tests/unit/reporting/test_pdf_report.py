"""The PDF report: what it shows, what it declares, and what a template of the user's may do."""

from __future__ import annotations

import builtins
import io
import re
from collections.abc import Iterator
from dataclasses import replace
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
from needle_evidence.reporting.history_view import HistoryPoint
from needle_evidence.reporting.report_format import RenderedReport, ReportOptions
from needle_evidence.reporting.typeset.page_data import page_data
from needle_evidence.reporting.typeset.pdf_document import pdf_documents
from needle_evidence.reporting.typeset.printed_pictures import printed_pictures
from needle_evidence.reporting.typeset.printed_report import (
    Heading,
    Paragraph,
    Picture,
    PrintedReport,
    Section,
    Table,
    paragraph,
)
from needle_evidence.reporting.typeset.reports import printed_report
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


def test_long_words_and_claims_are_all_there(hostile: RenderedReport) -> None:
    text = text_of(hostile).replace("\u200b", "")
    assert LONG_WORD in text
    # A page may end in the middle of one of its 110 sentences.
    assert text.count("Needlingeasespaininpeoplewhowaitforit") >= 109


@pytest.mark.parametrize("audience", list(Audience))
def test_no_word_is_longer_than_a_line(audience: Audience) -> None:
    data = page_data(printed_report(hostile_view(), audience), frozenset(), "")
    longest = max(
        (len(piece), piece)
        for text in _shown_texts(data)
        for piece in re.split(r"[\s\u200b\u2010-]", text)
        if not re.search(r"[\u0590-\u08ff]", piece)
    )
    assert 12 <= longest[0] <= 36, longest


def _shown_texts(data: Any) -> Iterator[str]:
    """The texts that a page shows: titles, headings, words of paragraphs and cells."""
    if isinstance(data, dict):
        yield from (data[key] for key in ("title", "text", "made") if key in data)
        yield from data.get("header", ())
        yield from (text for text, _, _ in data.get("words", ()))
        for key in ("lead", "sections", "blocks", "rows", "cells"):
            yield from _shown_texts(data.get(key))
    elif isinstance(data, list):
        for one in data:
            yield from _shown_texts(one)


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
    known = ("no font has the sign", "stands without its letter")
    assert all(any(why in remark for why in known) for remark in report.remarks)


def test_a_vowel_sign_without_its_letter_is_told() -> None:
    report = rendered(printed_view([claim("a", "x", topic="\u093a")]))
    assert len(report.remarks) == 1
    assert "a vowel sign or an accent that stands without its letter" in report.remarks[0]


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


def test_history_is_drawn_after_the_other_pictures_where_it_is_known() -> None:
    view = printed_view([claim("a", "Needling eases pain.", "trial")], [reference("trial")])
    points = tuple(
        HistoryPoint(commit=f"c{day}", day=f"2024-01-0{day}", claims=1, cited=day - 1)
        for day in (1, 2)
    )
    title = "Claims that cite a reference, over the git history"
    drawn = printed_pictures(replace(view, history=points), {}).overview
    assert drawn[-1].title == title
    assert title not in {one.title for one in printed_pictures(view, {}).overview}


def test_signs_of_certainty_are_of_one_size_in_pictures() -> None:
    view = printed_view([claim("a", "Needling eases pain.", "trial")], [reference("trial")])
    picture = next(one for one in printed_pictures(view, {}).overview if "⊕" in one.svg)
    style = picture.svg[: picture.svg.index("</style>")]
    rules = re.findall(r"\.picture \.signs \{([^}]*)\}", style)
    assert "DejaVu Sans Mono" in rules[-1]
    fonts = read(rendered(view)).pages
    names = {str(font["/BaseFont"]) for page in fonts for font in _fonts(page)}
    assert any("DejaVuSansMono" in name for name in names)


def _fonts(page: Any) -> Iterator[Any]:
    for font in page["/Resources"].get("/Font", {}).values():
        yield font.get_object()


def drawing(width: float, height: float, title: str = "") -> Picture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<text x="0" y="{height - 2}">its foot</text></svg>'
    )
    return Picture(svg=svg, title=title, alternative="A drawing")


def printed(*blocks: Any) -> PrintedReport:
    section = Section(title="S", blocks=blocks)
    return PrintedReport(title="R", lead=(), sections=(section,), made="made")


def test_only_narrow_pictures_without_a_caption_stand_beside_each_other() -> None:
    report = printed(
        drawing(380, 200, "Topics"), drawing(380, 200, "Levels"),
        drawing(380, 200), drawing(380, 200), drawing(760, 200), drawing(760, 200),
    )  # fmt: skip
    blocks = page_data(report, frozenset(), "")["sections"][0]["blocks"]
    assert [(len(one["pictures"]), one["beside"]) for one in blocks] == [
        (2, False), (2, True), (1, False), (1, False),
    ]  # fmt: skip


def test_tall_picture_stays_within_its_page() -> None:
    (pdf,), _ = pdf_documents("evidence.typ", printed(drawing(380, 2_000, "Tall")), {})
    bottoms: list[float] = []

    def note_foot(words: str, page: list[float], line: list[float], _: Any, size: float) -> None:
        if words.strip() == "Tall":
            bottoms.append(page[5] - line[5])

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note_foot)
    (caption,) = bottoms
    assert caption > 60


def test_line_that_opens_a_list_never_ends_a_page() -> None:
    """Wherever a page ends, the line stands on the page of what it opens."""
    apart = []
    for filling in range(28, 50):
        blocks = (
            *(paragraph(f"line {number}") for number in range(filling)),
            paragraph("Two works considered", role="opening"),
            paragraph("The first work", role="work", level=1),
        )
        (pdf,), _ = pdf_documents("evidence.typ", printed(*blocks), {})
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
        holding = [text for text in texts if "Two works considered" in text]
        apart += [filling for text in holding if "The first work" not in text]
        assert len(holding) == 1
    assert apart == []


def test_blank_topic_takes_no_accessibility_away() -> None:
    assert rendered(printed_view([claim("a", "Needling eases pain.", topic=" \n")])).remarks == ()


def test_citekey_can_be_copied_whole() -> None:
    key = "cotchett2014effectivenessneedling"
    report = rendered(printed_view([claim("a", "Needling eases pain.", key)], [reference("b")]))
    text = "".join(page.extract_text() for page in read(report).pages)
    assert key in text


def test_work_list_tells_place_sentence_way_out_and_effort() -> None:
    view = printed_view([claim("a", "Needling cures all pain.", "trial")], [reference("trial")])
    (item,) = view.work[:1]
    full = replace(
        item,
        now="Cures all pain",
        instead="May ease pain",
        limits="Few people",
        cite="trial",
        how="Weaken it",
        effort="a sentence",
    )
    text = text_of(rendered(replace(view, work=(full,)), Audience.EDITOR))
    for words in (
        "☐", "Cures all pain", "May ease pain", "Beside it: Few people", "With it, cite: trial",
        "What is needed: Weaken it", "work: a sentence", item.task, item.why,
        f"{item.location.path}, line {item.location.line}",
    ):  # fmt: skip
        assert squeezed(words) in text, words
