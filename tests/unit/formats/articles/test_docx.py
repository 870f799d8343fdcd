"""Word documents: what a reader of the page sees, where it stands, and what it cites."""

from __future__ import annotations

import datetime
import io
import json
import time
from collections.abc import Callable

import docx
import pytest
from docx.document import Document

from needle_evidence.formats.articles.docx import read_docx
from needle_evidence.model.article import Article, Block, BlockKind, MarkKind
from tests.unit.formats.articles.word_package import paragraph, run, word_file


def saved(build: Callable[[Document], object]) -> Article:
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue(), "articles/page.docx")


def article(*body: str, **parts: str) -> Article:
    return read_docx(word_file("".join(body), **parts), "articles/page.docx")


def texts(found: Article) -> list[str]:
    return [found.block_text(number) for number in range(len(found.blocks))]


def kinds(found: Article) -> list[BlockKind]:
    return [block.kind for block in found.blocks]


def only_block(found: Article) -> Block:
    (block,) = found.blocks
    return block


def test_blocks_come_in_the_order_of_the_page_with_their_places() -> None:
    def build(document: Document) -> None:
        document.add_heading("Dry needling", 0)
        document.add_paragraph("")
        document.add_heading("Benefits", 2)
        document.add_paragraph("Potential benefits:")
        document.add_paragraph("less pain", style="List Bullet")
        document.add_paragraph("much less pain", style="List Bullet 2")
        table = document.add_table(2, 2)
        table.cell(1, 1).text = "5 points"
        document.add_paragraph("Table 1. Results", style="Caption")
        document.add_paragraph("It helped me.", style="Intense Quote")

    found = saved(build)
    assert texts(found) == [
        "Dry needling",
        "Benefits",
        "Potential benefits:",
        "less pain",
        "much less pain",
        "5 points",
        "Table 1. Results",
        "It helped me.",
    ]
    assert kinds(found) == [
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_CELL,
        BlockKind.CAPTION,
        BlockKind.QUOTATION,
    ]
    assert [block.level for block in found.blocks] == [1, 2, 0, 1, 2, 0, 0, 0]
    assert [block.lead_in for block in found.blocks[3:5]] == [2, 3]
    # The empty paragraph and the table do not count.
    assert [block.place for block in found.blocks[4:7]] == [
        "paragraph 5",
        "table 1, row 2, cell 2",
        "paragraph 6",
    ]
    assert found.location(found.text.index("much")).field == "paragraph 5"
    assert found.location(0).line is None


def test_what_the_file_says_about_itself() -> None:
    def build(document: Document) -> None:
        document.core_properties.title = "From the  properties"
        document.core_properties.author = "A. Author"
        document.core_properties.created = datetime.datetime(2024, 5, 6, 7)
        document.core_properties.modified = datetime.datetime(2025, 6, 7, 8)
        document.add_heading("First heading", 1)

    found = saved(build)
    assert found.title == "From the properties"
    assert found.meta == {
        "author": "A. Author",
        "created": "2024-05-06",
        "modified": "2025-06-07",
    }
    assert (found.path, found.format, len(found.sha256)) == ("articles/page.docx", "docx", 64)


def test_the_title_on_the_page_is_worth_more_than_that_of_the_template() -> None:
    def build(document: Document) -> None:
        document.core_properties.title = "Clinic template 2019"
        document.add_heading("Does it help?", 0)

    assert saved(build).title == "Does it help?"


def test_without_properties_none_are_made_up() -> None:
    found = article(paragraph("Some text."))
    assert found.meta == {}
    assert found.title == ""


def test_headings_of_a_word_in_another_language() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="Eigene"/>'
        '<w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr>'
        '<w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    found = article(
        paragraph("Titel", style="Titel"),
        paragraph("Nutzen", style="berschrift2"),
        paragraph("Knie", style="Eigene"),
        paragraph("Kapitel", style="Kapitel"),
        paragraph("Direkt", properties='<w:outlineLvl w:val="8"/>'),
        paragraph("Text", style="Eigene", properties='<w:outlineLvl w:val="9"/>'),
        paragraph("Text", style="Loop"),
        styles=styles,
    )
    assert [block.level for block in found.blocks] == [1, 2, 2, 3, 6, 0, 0]
    assert found.title == "Titel"


def test_the_contents_are_not_the_page() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 1"/></w:style>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('Contents')}</w:sdtContent></w:sdt>"
    )
    found = article(gallery, paragraph("Benefits 3", style="V1"), paragraph("Text."), styles=styles)
    assert texts(found) == ["Text."]
    assert only_block(found).place == "paragraph 1"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="[%1]"/>'
    "</w:lvl>"
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def item(text: str, number: int, level: int = 0, *, style: str = "") -> str:
    in_list = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, style=style, properties=in_list)


def test_references_get_the_numbers_that_word_shows() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Bibliography"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    )
    found = article(
        item("Alpha A. First. 2014.", 3, style="B"),
        item("a part of it", 3, 1, style="B"),
        item("another part", 3, 1, style="B"),
        item("Beta B. Second. 2015.", 3, style="B"),
        item("Gamma C. Third. 2016.", 4, style="B"),
        item("Delta D. Fourth. 2017.", 3, style="B"),
        numbering=NUMBERING,
        styles=styles,
    )
    assert [entry.label for entry in found.references] == ["1", "1.a", "1.b", "2", "5", "6"]
    assert found.references[3].text == "Beta B. Second. 2015."


def test_a_list_item_that_was_taken_out_of_its_list_is_a_paragraph() -> None:
    found = article(item("less pain", 3), item("and more", 0), numbering=NUMBERING)
    assert kinds(found) == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]


def test_cells_of_nested_tables_say_where_they_are() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('deep')}</w:tc></w:tr></w:tbl>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('gone')}</w:tc></w:tr>"
    row = f"<w:tr><w:tc>{paragraph('one')}{inner}{paragraph('two')}</w:tc></w:tr>"
    table = f"<w:tbl>{deleted}{row}</w:tbl>"
    found = article(table, paragraph("end"))
    assert [(found.block_text(n), block.place) for n, block in enumerate(found.blocks)] == [
        ("one", "table 1, row 1, cell 1"),
        ("deep", "table 1, row 1, cell 1, inner table 1, row 1, cell 1"),
        ("two", "table 1, row 1, cell 1"),
        ("end", "paragraph 1"),
    ]


def test_tracked_changes_read_as_accepted() -> None:
    found = article(
        "<w:p>",
        run("Pain "),
        f"<w:del>{run('may fall', tag='w:delText')}</w:del>",
        f"<w:ins>{run('falls')}</w:ins>",
        f"<w:moveFrom>{run(' away')}</w:moveFrom><w:moveTo>{run(' here')}</w:moveTo>",
        run("."),
        "</w:p>",
    )
    assert found.text == "Pain falls here."


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    found = article(
        paragraph("Pain ", properties=mark), paragraph("fell."), paragraph("End", properties=mark)
    )
    assert texts(found) == ["Pain fell.", "End"]
    assert found.blocks[0].place == "paragraph 1"


def test_hidden_text_is_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    found = article(
        "<w:p>",
        run("Seen"),
        run(" hidden", properties="<w:vanish/>"),
        run(" hidden", properties='<w:rStyle w:val="H"/>'),
        run(" shown", properties='<w:rStyle w:val="H"/><w:vanish w:val="0"/>'),
        "</w:p>",
        paragraph("all hidden", style="P"),
        styles=styles,
    )
    assert texts(found) == ["Seen shown"]


def test_spaces_signs_and_symbols() -> None:
    found = article(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
        '<w:t>d</w:t><w:softHyphen/><w:t>e </w:t><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:t>5 </w:t><w:sym w:font="Wingdings" w:char="00E8"/>'
        '<w:sym w:font="X" w:char="zz"/><w:sym w:font="X" w:char="D800"/></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3\uf061</w:t></w:r></w:p>'
    )
    assert found.text == "a b c-de ≥5 è≤α"


def test_superscripts_are_told_from_digits() -> None:
    found = article(
        "<w:p>",
        run("It grew by 10"),
        run("2", properties='<w:vertAlign w:val="superscript"/>'),
        run(" cells."),
        "</w:p>",
    )
    assert found.text == "It grew by 10² cells."


def test_equations_keep_their_words() -> None:
    def part(name: str, inner: str) -> str:
        return f"<m:{name}>{inner}</m:{name}>"

    def letters(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    equation = (
        letters("p&lt;")
        + part("f", part("num", letters("1")) + part("den", letters("20")))
        + part("sSup", part("e", letters("x")) + part("sup", letters("2")))
        + part("d", part("e", letters("y")))
    )
    found = article("<w:p>", run("so "), part("oMath", equation), "</w:p>")
    assert found.text == "so p<1/20x²(y)"


def test_everything_that_wraps_text_is_looked_into() -> None:
    found = article(
        "<w:customXml><w:sdt><w:sdtContent><w:p>",
        f"<w:smartTag>{run('one ')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('two ')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}"
        "</w:sdtContent></w:sdt>",
        f"<w:ruby><w:rt>{run('small')}</w:rt><w:rubyBase>{run('three')}</w:rubyBase></w:ruby>",
        "</w:p></w:sdtContent></w:sdt></w:customXml>",
    )
    assert found.text == "one two three"


def test_a_text_box_comes_after_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    found = article(
        "<w:p>",
        run("Before"),
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>",
        box,
        "</w:drawing></mc:Choice><mc:Fallback><w:pict>",
        box,
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        run(" and after."),
        "</w:p>",
    )
    assert texts(found) == ["Before and after.", "In the box."]
    assert found.blocks[1].place == "text box at paragraph 1"
    assert kinds(found) == [BlockKind.PARAGRAPH] * 2


def begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
FIELD_START = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def test_of_a_field_only_the_result_is_text() -> None:
    found = article(
        "<w:p>",
        run("It took "),
        begin("IF 1 = 1"),
        run("four"),
        END,
        FIELD_START,
        '<w:r><w:instrText>XE "index"</w:instrText><w:t>not shown</w:t></w:r>',
        END,
        f'<w:fldSimple w:instr="DATE">{run(" weeks")}</w:fldSimple>',
        run("."),
        "</w:p>",
    )
    assert found.text == "It took four weeks."


@pytest.mark.parametrize("opening", [FIELD_START, begin("ADDIN EN.CITE"), begin("PAGE"), END])
def test_a_field_that_is_never_ended_swallows_nothing(opening: str) -> None:
    found = article(f"<w:p>{opening}{run('one')}</w:p>", paragraph("two"), paragraph("three"))
    assert texts(found)[-2:] == ["two", "three"]
    assert kinds(found)[-1] is BlockKind.PARAGRAPH


def csl(family: str, year: int) -> str:
    work = {"author": [{"family": family}], "issued": {"date-parts": [[year]]}}
    data = json.dumps({"citationItems": [{"itemData": work}]})
    return data.replace('"', "&quot;")


def cited(instruction: str, shown: str) -> Article:
    return article("<w:p>", run("Pain fell "), begin(instruction), shown, END, run("."), "</w:p>")


@pytest.mark.parametrize(
    ("instruction", "shown", "kind", "labels"),
    [
        ("ADDIN ZOTERO_ITEM CSL_CITATION {csl}", "[1,3–5]", MarkKind.NUMBER, "1 3 4 5"),
        (" ADDIN EN.CITE x", "7-9", MarkKind.NUMBER, "7 8 9"),
        ("ADDIN CSL_CITATION {csl}", "(Cot., 2014)", MarkKind.AUTHOR_YEAR, "Cotchett 2014"),
        ("ADDIN ZOTERO_ITEM CSL_CITATION {csl}", "(2014)", MarkKind.AUTHOR_YEAR, "Cotchett 2014"),
        (
            "ADDIN EN.CITE &lt;Author&gt;Li, X&lt;/Author&gt;&lt;Year&gt;2020&lt;/Year&gt;",
            "(see there)",
            MarkKind.AUTHOR_YEAR,
            "Li 2020",
        ),
        ("CITATION Cot14 \\l 1033", "(Cotchett, 2014)", MarkKind.AUTHOR_YEAR, "Cotchett 2014"),
        ("ADDIN ZOTERO_ITEM CSL_CITATION {[", "(unclear)", MarkKind.AUTHOR_YEAR, ""),
    ],
)
def test_citations_of_reference_managers_are_marks(
    instruction: str, shown: str, kind: MarkKind, labels: str
) -> None:
    found = cited(instruction.replace("{csl}", csl("Cotchett", 2014)), run(shown))
    assert found.text == "Pain fell."
    (mark,) = found.marks
    assert (mark.kind, mark.text) == (kind, shown)
    assert " ".join(mark.labels) == labels
    assert (mark.start, mark.end) == (-1, -1)


def test_a_citation_within_one_of_endnote_is_one_mark() -> None:
    inner = begin("ADDIN EN.CITE.DATA").replace("separate", "ignored") + END
    start = FIELD_START + "<w:r><w:instrText> ADDIN EN.CITE </w:instrText></w:r>" + inner
    start += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    found = article("<w:p>", run("Pain fell"), start, run("3"), run(",4"), END, run("."), "</w:p>")
    assert found.text == "Pain fell."
    assert [mark.labels for mark in found.marks] == [("3", "4")]


def test_a_content_control_can_be_a_citation() -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_e30="/></w:sdtPr><w:sdtContent>'
    found = article(
        "<w:p>", run("Pain fell "), control, run("[2]"), "</w:sdtContent></w:sdt></w:p>"
    )
    assert found.text == "Pain fell"
    assert [mark.labels for mark in found.marks] == [("2",)]


def test_the_list_that_a_reference_manager_made_is_the_list_of_references() -> None:
    found = article(
        paragraph("Text."),
        f"<w:p>{begin('ADDIN ZOTERO_BIBL')}{run('1. Alpha A. First.')}</w:p>",
        paragraph("2. Beta B. Second."),
        f"<w:p>{END}{run('')}</w:p>",
        paragraph("Contact us."),
    )
    assert kinds(found)[1:3] == [BlockKind.REFERENCE] * 2
    assert kinds(found)[3] is BlockKind.PARAGRAPH
    assert [entry.label for entry in found.references] == ["1", "2"]


def test_a_heading_ends_a_list_of_references_that_was_never_ended() -> None:
    found = article(
        f"<w:p>{begin('BIBLIOGRAPHY')}{run('1. Alpha A. First.')}</w:p>",
        paragraph("About us", properties='<w:outlineLvl w:val="0"/>'),
        paragraph("We needle."),
    )
    assert kinds(found)[2] is BlockKind.PARAGRAPH


def test_links_lead_somewhere_and_nothing_is_fetched() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Bibliography"/></w:style>'
    bookmark = '<w:bookmarkStart w:name="ref_a"/>'
    found = article(
        "<w:p>",
        run("Pain fell"),
        f'<w:hyperlink w:anchor="ref_b">{run("[2]")}</w:hyperlink>',
        run(" and "),
        begin("REF ref_a \\h"),
        run("[1]"),
        END,
        run("."),
        "</w:p>",
        f'<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{bookmark}{run("Alpha A. First. ")}'
        f'<w:hyperlink r:id="L1">{run("Open")}</w:hyperlink></w:p>',
        '<w:bookmarkStart w:name="ref_b"/>',
        f'<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{run("Beta B. Second. ")}'
        + begin('HYPERLINK "https://example.org/b"')
        + f"{run('Open')}{END}</w:p>",
        styles=styles,
        links='<Relationship Id="L1" Type="http://x/hyperlink" TargetMode="External" '
        'Target="https://example.org/a"/>',
    )
    assert [mark.labels for mark in found.marks] == [("2",), ("1",)]
    assert [entry.address for entry in found.references] == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def note(number: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}">{paragraph(text)}{paragraph("More.")}</w:{kind}>'


def refer(number: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def test_notes_are_marks_and_come_last() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        + note(8, "Alpha A. First.")
        + note(9, "Beta B. Second.")
        + note(10, "Nobody refers to this.")
    )
    found = article(
        f"<w:p>{run('Pain fell')}{refer(9)}{run('. It rose')}{refer(8)}{run('.')}{refer(77)}</w:p>",
        paragraph("End."),
        footnotes=notes,
    )
    assert texts(found) == [
        "Pain fell. It rose.",
        "End.",
        "Beta B. Second. More.",
        "Alpha A. First. More.",
    ]
    assert [(mark.kind, mark.labels) for mark in found.marks] == [
        (MarkKind.NUMBER, ("1",)),
        (MarkKind.NUMBER, ("2",)),
    ]
    assert [entry.label for entry in found.references] == ["1", "2"]
    assert [block.place for block in found.blocks[2:]] == ["footnote 1", "footnote 2"]


def test_two_kinds_of_notes_never_share_a_number() -> None:
    found = article(
        f"<w:p>{run('One')}{refer(1)}{run(' two')}{refer(1, 'endnote')}{run(' three')}"
        f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r></w:p>',
        footnotes=note(1, "A footnote.") + note(2, "A star."),
        endnotes=note(1, "An endnote.", "endnote"),
    )
    assert found.text.startswith("One two three\n")
    assert [entry.label for entry in found.references] == ["1", "*", "i"]
    assert [mark.labels for mark in found.marks] == [("1",), ("i",), ("*",)]


def test_a_deleted_or_hidden_reference_to_a_note_does_not_count() -> None:
    hidden = refer(2).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    found = article(
        f"<w:p>{run('One')}<w:del>{refer(1)}</w:del>{hidden}{refer(3)}</w:p>",
        footnotes=note(1, "Gone.") + note(2, "Hidden.") + note(3, "Kept."),
    )
    assert [(entry.label, entry.text) for entry in found.references] == [("1", "Kept. More.")]


def test_comments_headers_and_footers_are_not_the_page() -> None:
    def build(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Clinic header"
        document.sections[0].footer.paragraphs[0].text = "Clinic footer"
        commented = document.add_paragraph("Pain fell.")
        document.add_comment(commented.runs, text="Really?", author="B")

    assert saved(build).text == "Pain fell."


def test_five_thousand_paragraphs_are_read_in_seconds() -> None:
    body = (
        "<w:p>"
        + run("Dry needling reduces pain by ")
        + run("five", properties="<w:b/>")
        + run(" points.")
        + run("1,2", properties='<w:vertAlign w:val="superscript"/>')
        + "</w:p>"
    )
    data = word_file(body * 5_000)
    started = time.perf_counter()
    found = read_docx(data, "a.docx")
    assert time.perf_counter() - started < 10
    assert len(found.blocks) == 5_000
    assert found.blocks[-1].place == "paragraph 5000"
