"""The Word report: real styles, links and tables, hostile words as words, the same bytes."""

from __future__ import annotations

import io
import re
import time
import zipfile

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence.docx import REPORT_FORMAT
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import ReportOptions
from needle_evidence.reporting.typeset.printed_report import shown
from tests.hand_made_articles import claim, reference
from tests.printed_view import ARABIC, HOSTILE, LONG_CLAIM, LONG_WORD, hostile_view, printed_view


def rendered(view: EvidenceView, audience: Audience = Audience.CLINICIAN) -> bytes:
    (content,) = REPORT_FORMAT.render(view, ReportOptions(audience=audience)).files.values()
    return content


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def headings(document: Document) -> list[tuple[str, str]]:
    return [
        (str(one.style.name), one.text)
        for one in document.paragraphs
        if one.style is not None and str(one.style.name).startswith(("Title", "Heading"))
    ]


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return rendered(hostile_view())


def test_headings_make_the_navigation_pane() -> None:
    view = printed_view([claim("a", "Needling eases pain.", "trial", topic="Pain")],
                        [reference("trial")])  # fmt: skip
    found = headings(opened(rendered(view)))
    assert found[0] == ("Title", "Evidence report")
    assert ("Heading 1", "Pain") in found
    assert found[found.index(("Heading 1", "Pain")) + 1] == ("Heading 2", "Needling eases pain.")
    assert ("Heading 1", "References") in found


def test_hostile_words_are_only_words(hostile: bytes) -> None:
    text = "\n".join(one.text for one in opened(hostile).paragraphs)
    written = shown(HOSTILE)
    assert f"Editor’s note: {written}" in text
    assert "\\x1b[31m \\u202eevil \\ufffe \\ud800" in written
    assert "</w:t></w:r> {{ 7*7 }} <script>" in text
    assert LONG_WORD in text
    assert shown(LONG_CLAIM).strip() in text
    assert all(f"On {number}. 2014." in text for number in range(400))


def test_file_refers_to_nothing_but_https_links(hostile: bytes) -> None:
    files = parts(hostile)
    for name, text in files.items():
        assert "<!DOCTYPE" not in text
        if name.endswith(".rels"):
            for target in re.findall(r"<Relationship [^>]*TargetMode=\"External\"[^>]*>", text):
                assert re.search(r'Target="https://[^" ]+"', target)
    assert not [name for name in files if "thumbnail" in name or "customXml" in name]
    assert "<w:drawing" not in files["word/document.xml"]


def test_links_lead_to_https_addresses_and_to_places_in_the_document() -> None:
    trial = reference("trial", doi="10.1000/x", url="http://example.org")
    content = rendered(printed_view([claim("a", "Needling eases pain.", "trial")], [trial]))
    files = parts(content)
    assert 'Target="https://doi.org/10.1000/x"' in files["word/_rels/document.xml.rels"]
    body = files["word/document.xml"]
    targets = set(re.findall(r'w:anchor="(\w+)"', body))
    assert targets
    assert targets <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', body))


def test_same_input_gives_the_same_bytes_and_tells_no_author(hostile: bytes) -> None:
    assert rendered(hostile_view()) == hostile
    with zipfile.ZipFile(io.BytesIO(hostile)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    core = opened(hostile).core_properties
    assert (core.title, core.author, core.language) == (
        "Evidence report", "needle-evidence", "en-GB",
    )  # fmt: skip
    assert "python-docx" not in "".join(parts(hostile).values())


def test_tables_repeat_their_header_and_fit_the_page() -> None:
    body = parts(rendered(hostile_view(), Audience.EDITOR))["word/document.xml"]
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    assert tables
    for table in tables:
        assert table.count("<w:tblHeader/>") == 1
        assert '<w:tblLayout w:type="fixed"/>' in table
        assert sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', table))) <= 14_343


def test_work_list_is_landscape_with_a_box_for_each_thing() -> None:
    view = hostile_view()
    document = opened(rendered(view, Audience.EDITOR))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    rows = [row for table in document.tables for row in table.rows[1:]]
    assert len(rows) == len(view.work)
    assert {row.cells[0].text for row in rows} == {"☐"}


def test_line_under_a_topic_stays_with_its_claims() -> None:
    view = printed_view([claim("a", "Needling eases pain.", topic="Pain")])
    document = opened(rendered(view))
    line = next(one for one in document.paragraphs if one.text.startswith("1 claim;"))
    assert line.style is not None
    assert line.style.name == "Opening"
    assert line.paragraph_format.keep_with_next or line.style.paragraph_format.keep_with_next


def test_arabic_runs_from_right_to_left() -> None:
    body = parts(rendered(printed_view([claim("a", ARABIC)])))["word/document.xml"]
    paragraph = next(one for one in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL) if ARABIC in one)
    assert "<w:bidi/>" in paragraph
    assert "<w:rtl/>" in paragraph


def test_patients_read_no_name_of_a_status() -> None:
    view = printed_view([claim("a", "Needling eases pain.", "trial")], [reference("trial")])
    text = "\n".join(one.text for one in opened(rendered(view, Audience.PATIENT)).paragraphs)
    assert "“Needling eases pain.”" in text
    assert "not appraised" not in text
    assert "does not replace a talk with a doctor" in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_written_and_read_again(words: str) -> None:
    content = rendered(printed_view([claim("a", f"x{words}x")]))
    expected = " ".join(shown(f"x{words}x").split())
    assert expected in [" ".join(text.split()) for _, text in headings(opened(content))]


def test_thousand_claims_take_seconds() -> None:
    keys = [f"work{number}" for number in range(1_000)]
    claims = [claim(f"c{n}", f"Needling eases pain {n}.", *keys[n : n + 3]) for n in range(1_000)]
    view = printed_view(claims, [reference(key, doi=f"10.1000/{key}") for key in keys])
    started = time.process_time()
    content = rendered(view)
    assert time.process_time() - started < 20
    assert len(content) < 1_000_000
