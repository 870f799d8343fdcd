"""Whatever the texts of a project hold, every form of the report shows them and obeys none."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache, lru_cache

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from xlsxwriter import Workbook

from needle_evidence.model.audience import Audience
from needle_evidence.model.plain_text import visible
from needle_evidence.reporting import linked_pages
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportOptions, report_formats
from tests.hostile_library import hostile_view
from tests.hostile_texts import NASTY, hostile_texts
from tests.hostile_wardrobe import Wardrobe, mark_of, marks_in
from tests.report_readers import (
    FORM_READERS,
    FormReader,
    Reading,
    plain_address,
    read_csv,
    read_docx,
    read_html,
    read_markdown,
    read_pdf,
    read_svg,
    read_xlsx,
)

# Words of several languages and lengths: what a report may look like when nobody means harm.
_HARMLESS = ("", "word", "مرحبا", "中文", "Wort und Wörter " * 8)
_TURNS = tuple(range(0, len(NASTY), 14))
# Texts that are shown only where they fit, or from which only something else is concluded: a
# language chooses words, an identifier that is none gives no link, long messages are cut, and what
# patients read of a claim depends on whether its words say too much.
_NOT_ALWAYS_SHOWN = frozenset(
    mark_of(text)
    for text in (
        "a language", "an isbn", "a year", "doi suffix", "a passage", "Result passage",
        "title retracted", "a trial", "A heading", "CertaintyRating population",
        "32 of 100 people had a bruise.", "sham needling", "6 weeks", "Lee",
    )
)  # fmt: skip
# The claims' own words: whatever surrounds them, they are there.
_CLAIMS = frozenset(
    mark_of(text)
    for text in (
        "Needling cures heel pain.", "Needling eases knees.", "Needling may cause bruising.",
        "Needling helps.", "mixed", "uncited", "bruises",
    )
)  # fmt: skip
_LONGEST_SHOWN = 40  # characters of hostile text before a mark; behind longer ones lines are cut
_FIELD = (
    '<w:instrText xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "DDEAUTO</w:instrText>"
)
CASES = [(name, audience) for name, form in report_formats().items() for audience in form.audiences]
cases = pytest.mark.parametrize(
    ("name", "audience"), CASES, ids=[f"{name}-{audience.value}" for name, audience in CASES]
)


@cases
def test_nasty_texts_are_only_texts(name: str, audience: Audience) -> None:
    turns = _TURNS if reader_of(name).examples > 5 else _TURNS[:1]
    for turn in turns:
        dress = Wardrobe(texts=NASTY, turn=turn)
        report = rendered(name, audience, nasty_view(turn))
        reading = reader_of(name).read(report.files)
        assert harm(name, audience, nasty_view(turn), reading, report) == []
        assert marks_in(reading.text) >= marks_to_be_shown(name, audience, dress)


@cases
def test_no_text_changes_what_a_report_is(name: str, audience: Audience) -> None:
    reader = reader_of(name)

    @settings(
        max_examples=reader.examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
    @given(texts=st.lists(hostile_texts(), min_size=1, max_size=12), turn=st.integers(0, 11))
    def holds(texts: list[str], turn: int) -> None:
        dress = Wardrobe(texts=tuple(texts), turn=turn)
        view = drawn_view(dress)
        report = rendered(name, audience, view)
        reading = reader.read(report.files)
        assert harm(name, audience, view, reading, report) == []
        shown = marks_to_be_shown(name, audience, dress) & _CLAIMS
        assert marks_in(reading.text) >= shown

    holds()


@cases
def test_same_texts_give_the_same_bytes(name: str, audience: Audience) -> None:
    turn = _TURNS[1]
    again = hostile_view(Wardrobe(texts=NASTY, turn=turn))
    assert rendered(name, audience, nasty_view(turn)) == rendered(name, audience, again)


def test_nasty_texts_are_only_texts_in_a_report_of_several_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = harmless("html", Audience.CLINICIAN)
    monkeypatch.setattr(linked_pages, "LARGEST_PAGE", 60_000)
    monkeypatch.setattr(linked_pages, "_AIM", 50_000)
    calm = rendered("html", Audience.CLINICIAN, hostile_view(Wardrobe(texts=("",))))
    assert len(calm.files) > 3
    whole = whole.and_also(read_pages(calm))
    for turn in _TURNS[:2]:
        report = rendered("html", Audience.CLINICIAN, nasty_view(turn))
        reading = read_pages(report)
        assert problems(whole, nasty_view(turn), reading, report) == []


def test_readers_notice_what_runs() -> None:
    book = io.BytesIO()
    with Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_formula(0, 0, "=1+1")
        sheet.write_url(1, 0, "https://evil.example")
    paper = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    )
    writer.write(paper)
    letter = io.BytesIO()
    document = docx.Document()
    document.part.relate_to("https://evil.example", "hyperlink", is_external=True)
    run = document.add_paragraph().add_run()
    run._r.append(parse_xml(_FIELD))
    document.save(letter)
    assert "alert(1)" in str(read_html(b"<p><script>alert(1)</script>").fixed)
    assert "p onclick" in read_html(b"<p onclick=x>").shape
    assert read_html(b"<p id=a><a href='#b'>").faults == ("nothing is called b",)
    assert read_markdown(b"[x](https://evil.example)").links == {"https://evil.example"}
    assert "img" in read_markdown(b"![](x)").shape
    assert read_markdown("\u202e".encode()).faults
    assert read_csv("a,b\r\n＝1,-1\r\n".encode()).faults == ("runs in a spreadsheet: '＝1'",)
    assert read_svg(b'<svg onload="x"/>').faults == ("svg onload in a picture",)
    assert sorted(read_xlsx(book.getvalue()).faults) == [
        "f in a workbook", "hyperlink in a workbook",
    ]  # fmt: skip
    assert "/JavaScript in a PDF" in read_pdf(paper.getvalue()).faults
    read = read_docx(letter.getvalue())
    assert "https://evil.example" in read.links
    assert "instrText: DDEAUTO" in read.fixed


def harm(
    name: str, audience: Audience, view: EvidenceView, reading: Reading, report: RenderedReport
) -> list[str]:
    """What the texts did to a report, in words; empty where they did nothing."""
    return problems(harmless(name, audience), view, reading, report)


def problems(
    calm: Reading, view: EvidenceView, reading: Reading, report: RenderedReport
) -> list[str]:
    """How a report differs from what harmless words give, but for its words."""
    pages = {part for name in report.files for part in (name, name.rpartition("/")[2])}
    ours = calm.links | links_of(view) | pages
    strange = [address for address in reading.links if address.partition("#")[0] not in ours]
    return [
        *(f"new: {one}" for one in sorted(reading.shape - calm.shape)),
        *(f"altered: {one[:500]}" for one in sorted(reading.fixed - calm.fixed)),
        *(f"a link of theirs: {one}" for one in sorted(set(strange) - ours)),
        *reading.faults,
    ]


def marks_to_be_shown(name: str, audience: Audience, dress: Wardrobe) -> frozenset[str]:
    """The marks that harmless words leave in a report, without those that may be cut off."""
    if any(len(visible(text)) > _LONGEST_SHOWN for text in dress.texts):
        short = frozenset(
            mark
            for mark, texts in texts_by_mark().items()
            if all(len(visible(dress.hostile(text))) <= _LONGEST_SHOWN for text in texts)
        )
    else:
        short = frozenset(texts_by_mark())
    return (marks_in(harmless(name, audience).text) & short) - _NOT_ALWAYS_SHOWN


def links_of(view: EvidenceView) -> frozenset[str]:
    """The addresses to which a report of these works may lead."""
    found: Iterable[str] = (
        address
        for work in view.references
        for address in (
            *(link.address for link in work.links),
            *(told.link for told in work.verification.told),
        )
    )
    return frozenset(plain_address(address) for address in found)


def reader_of(name: str) -> FormReader:
    """Who reads a form."""
    assert name in FORM_READERS, f"write a reader for the form {name} in tests/report_readers.py"
    return FORM_READERS[name]


def rendered(name: str, audience: Audience, view: EvidenceView) -> RenderedReport:
    """The report in one form."""
    return report_formats()[name].render(view, ReportOptions(audience=audience))


def read_pages(report: RenderedReport) -> Reading:
    """All pages of a report; whether an address within them has its target is not looked at."""
    reading = reader_of("html").read(report.files)
    kept = tuple(fault for fault in reading.faults if "called" not in fault)
    return Reading(
        shape=reading.shape,
        text=reading.text,
        links=frozenset(address.partition("#")[0] for address in reading.links),
        fixed=reading.fixed,
        faults=kept,
    )


@cache
def harmless(name: str, audience: Audience) -> Reading:
    """What harmless words give, all of them together; the text is that of no words."""
    readings = [
        reader_of(name).read(rendered(name, audience, view).files)
        for view in harmless_views()[: 5 if reader_of(name).examples >= 5 else 1]
    ]
    text = readings[0].text
    whole = Reading()
    for reading in readings:
        assert reading.faults == ()
        whole = whole.and_also(reading)
    return Reading(shape=whole.shape, text=text, links=whole.links, fixed=whole.fixed)


@cache
def harmless_views() -> tuple[EvidenceView, ...]:
    """The project in harmless words."""
    return tuple(hostile_view(Wardrobe(texts=(word,))) for word in _HARMLESS)


@cache
def nasty_view(turn: int) -> EvidenceView:
    """The project with every nasty text in it, each somewhere else at every turn."""
    return hostile_view(Wardrobe(texts=NASTY, turn=turn))


@lru_cache(maxsize=100)
def drawn_view(dress: Wardrobe) -> EvidenceView:
    """The project as it was drawn: every form gets the same ones, as nothing is random."""
    return hostile_view(dress)


@cache
def texts_by_mark() -> dict[str, tuple[str, ...]]:
    """The texts of the project by the mark that stands for them."""
    noted: dict[str, list[str]] = {}

    def note(text: str) -> None:
        noted.setdefault(mark_of(text), []).append(text)

    hostile_view(Wardrobe(texts=("",), note=note))
    return {mark: tuple(texts) for mark, texts in noted.items()}
