"""Stored source texts in every format, whole, damaged and hostile."""

from __future__ import annotations

import io
import sys
import time
import zlib

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.stored_text import NotInstalledError, StoredText, read_stored_text


def refusal(data: bytes, path: str) -> str:
    with pytest.raises(UnreadableInputError) as caught:
        read_stored_text(data, path=path)
    assert path in str(caught.value)
    assert caught.value.way_out
    return caught.value.problem


def html(markup: str) -> StoredText:
    return read_stored_text(markup.encode(), path="fulltext/a.html")


def xml(markup: str) -> StoredText:
    return read_stored_text(markup.encode(), path="fulltext/a.xml")


def test_plain_text_stays() -> None:
    stored = read_stored_text("Pain – fell\r\nby 5".encode("cp1252"), path="a.txt")
    assert stored == StoredText(text="Pain – fell\r\nby 5")


def test_the_heading_that_opens_markdown_is_the_title() -> None:
    stored = read_stored_text(b"\n# The title\n\nPain *fell*.\n\n# Methods\n", path="a.MD")
    assert stored == StoredText(text="\nPain *fell*.\n\n# Methods\n", title="The title")


def test_html_gives_what_a_page_shows() -> None:
    stored = html(
        "<!doctype html><head><title>Site</title><style>p{}</style></head><body>"
        "<h1>The <b>title</b></h1><script>if (a<b) x</script><!-- no <p>note -->"
        "<p>Pain fell\nby&nbsp;5 cm<sup>2</sup> (P &lt; .05).<p>Next<br>line"
        "<table><tr><td>1<td>2</table><h1>Later</h1>"
    )
    assert stored.title == "The title"
    assert stored.text == "Pain fell by\u00a05 cm2 (P < .05).\nNext\nline\n1\n2\nLater"


def test_without_a_heading_the_page_title_is_the_title() -> None:
    assert html("<title>The title</title><p>Text") == StoredText(text="Text", title="The title")


@pytest.mark.parametrize(
    "mark", ["<sup><a href='#r5'>5</a></sup>", "<a href='#r5'><sup>5</sup></a>"]
)
def test_a_superscript_link_is_a_citation_mark(mark: str) -> None:
    assert html(f"<p>pain{mark} fell").text == "pain[5] fell"


JATS = """<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.3//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="x"><front><article-meta><article-id>10.1/x</article-id>
<title-group><article-title>The <italic>title</italic></article-title></title-group>
<contrib-group><contrib><name>Nobody</name></contrib></contrib-group>
<abstract><p>Pain fell&nbsp;by 5&thinsp;mm.</p></abstract></article-meta></front>
<body><sec><title>Methods</title><p>We needled<sup><xref ref-type="bibr">12</xref></sup> them
&lt; 5 times.</p></sec></body>
<back><ref-list><ref><article-title>Another</article-title></ref></ref-list></back>
<sub-article><front-stub><title-group><article-title>Letter</article-title></title-group>
</front-stub><body><p>Not theirs</p></body></sub-article></article>"""


def test_jats_gives_abstract_and_body() -> None:
    stored = xml(JATS)
    assert stored.title == "The title"
    assert stored.text == ("Pain fell\u00a0by 5\u2009mm.\nMethods\nWe needled[12] them < 5 times.")


def test_pubmed_xml() -> None:
    stored = xml(
        "<PubmedArticle><Article><ArticleTitle>The title</ArticleTitle><Abstract>"
        "<AbstractText>Pain fell.</AbstractText></Abstract></Article><Year>2014</Year>"
        "</PubmedArticle>"
    )
    assert stored == StoredText(text="Pain fell.", title="The title")


def test_other_xml_gives_all_its_text() -> None:
    assert xml("<a><b>Pain</b><c>fell</c></a>") == StoredText(text="Pain\nfell")


@pytest.mark.parametrize(
    "declaration",
    [
        "<!ENTITY x 'other words'>",
        "<!ENTITY x SYSTEM 'file:///etc/hostname'>",
        "<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;",
        "<!ENTITY a 'aaaa'><!ENTITY x '&a;&a;&a;&a;'>",
    ],
)
def test_declared_entities_are_refused(declaration: str) -> None:
    problem = refusal(f"<!DOCTYPE a [{declaration}]><a>&x;</a>".encode(), "a.xml")
    assert "declares entities" in problem


@pytest.mark.parametrize(
    ("data", "path", "problem"),
    [
        (b"", "a.txt", "a.txt is empty."),
        (b" \n\t", "a.xml", "a.xml is empty."),
        (b"<p> </p>", "a.html", "a.html holds no text."),
        (b"Pain", "a.docx", "a.docx is no stored text"),
        (b"Pain", "a", "a is no stored text"),
        (b"\x00\x01\x02" * 99, "a.txt", "a.txt is not a text file"),
        (b"\x89PNG\r\n", "a.html", "a.html is a picture"),
        (b"\x00\x01\x02" * 99, "a.xml", "a.xml is damaged XML"),
        (b"<a><p>Pain fell", "a.xml", "a.xml is damaged XML"),
        (b"<?xml version='1.0' encoding='none'?><a>x</a>", "a.xml", "a.xml is damaged XML"),
        (b"<a>" * 100_000, "a.xml", "a.xml is nested too deeply"),
        (b"x" * 64_000_001, "a.txt", "a.txt is too large"),
    ],
)
def test_bad_input_is_refused_with_a_reason(data: bytes, path: str, problem: str) -> None:
    assert refusal(data, path).startswith(problem)


@pytest.mark.parametrize(
    "piece",
    [
        *("<div>", "<!--", "<!x", "<![", "<![CDATA[", "<?", "<a", "<a b='", '<a b="x ', "</", "&#"),
        *("<script>", "<p a", "<svg>", "<sup><a>", "<p "),
    ],
)
@pytest.mark.parametrize("ending", ["", ">", "<p>Pain"])
def test_hostile_html_takes_seconds_not_hours(piece: str, ending: str) -> None:
    started = time.monotonic()
    try:
        html("Pain " + piece * 100_000 + ending)
    except UnreadableInputError:
        pytest.fail("what stands before the damage is text")
    assert time.monotonic() - started < 10


def pdf(content: bytes, *, filters: bytes = b"", title: bytes = b"", pages: int = 1) -> bytes:
    """A PDF whose pages all show the same content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" 3 0 R" * pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(%s)>>" % title,
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n"
        b"startxref\n%d\n%%%%EOF" % (table, len(data))
    )


PAGE = (
    b"BT /F 12 Tf 50 700 Td (Dry needling for plantar heel pain) Tj "
    b"0 -20 Td (Pain fell by 14.4 mm.) Tj ET"
)
TITLE = "Dry needling for plantar heel pain"


def test_pdf_text_and_title() -> None:
    pytest.importorskip("pypdf")
    stored = read_stored_text(pdf(PAGE, title=TITLE.encode()), path="a.pdf")
    assert (stored.text.strip(), stored.title) == ("Pain fell by 14.4 mm.", TITLE)


@pytest.mark.parametrize("title", [b"", b"pain", b"Microsoft Word - paper four final.doc"])
def test_a_pdf_title_that_the_page_does_not_print_is_none(title: bytes) -> None:
    pytest.importorskip("pypdf")
    stored = read_stored_text(pdf(PAGE, title=title), path="a.pdf")
    assert stored == StoredText(text=f"{TITLE}\nPain fell by 14.4 mm.")


def test_damaged_pdfs_are_refused() -> None:
    pytest.importorskip("pypdf")
    for data in (pdf(PAGE)[:200], b"%PDF-1.4\n" + b"\x00\xff" * 500):
        assert refusal(data, "a.pdf").startswith("a.pdf is a damaged PDF")
    assert refusal(b"Pain fell", "a.pdf") == "a.pdf is no PDF."
    assert refusal(pdf(b""), "a.pdf").startswith("a.pdf holds no text")
    assert refusal(pdf(PAGE, pages=6000), "a.pdf").startswith("a.pdf is too large")


def test_a_pdf_that_unpacks_to_gigabytes_is_refused() -> None:
    pytest.importorskip("pypdf")
    packed = zlib.compress(b" " * 100_000_000)
    assert "is a damaged PDF" in refusal(pdf(packed, filters=b"/Filter/FlateDecode"), "a.pdf")


def test_a_locked_pdf_is_refused() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PAGE)))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue(), "a.pdf") == "a.pdf is locked by a password."


def test_without_the_extra_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(NotInstalledError, match=r"pip install 'needle-evidence\[pdf\]'"):
        read_stored_text(pdf(PAGE), path="a.pdf")
