"""Pasted reference lists → references, with what is unsure."""

from __future__ import annotations

import time

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.references.text import (
    REFERENCE_FORMAT,
    read_printed_list,
    read_printed_reference,
)

LIST = """\
References:

  1. Harmon, L. K., Oduya, P., & Quist, T. (2014). Needle depth: a review. Physical therapy \
reviews, 19(4), 252-265. Full text:
  2. Vos, C., & Amaro, P. (2015). Heel pain: a commentary. Journal of foot care, 10(3), 402. \
Abstract:
  3. Ibáñez-de-Las Heras, C., Ortuño, R., Nuria, I., Luna, F. G. S., Soler, J., … & Güell, M. L. \
(2016). Hands or knife for trigger finger? The Journal of Hands, 16(11), 1087-1094. Full text:

Share on facebook
Leave a Reply
"""


def test_a_web_page_list() -> None:
    table = read_printed_list(LIST, path="list.txt")
    first, second, third = table.references
    assert dict(first.fields) == {
        "author": "L. K. Harmon; P. Oduya; T. Quist",
        "title": "Needle depth: a review",
        "journal": "Physical therapy reviews",
        "year": "2014",
        "volume": "19",
        "number": "4",
        "pages": "252–265",
        "confidence": first.fields["confidence"],
    }
    assert first.entry_type == "article"
    assert first.key == ""
    assert (first.location.path, first.location.line) == ("list.txt", 3)
    assert first.raw.startswith("Harmon, L. K.")
    assert second.fields["pages"] == "402"
    assert not third.authors_truncated
    assert [name.display for name in third.authors][2:5] == [
        "I. Nuria",
        "F. G. S. Luna",
        "J. Soler",
    ]
    assert third.authors[5].literal == "…"


def test_mangled_names_are_a_problem_of_their_entry() -> None:
    problem, left_out = read_printed_list(LIST, path="list.txt").problems
    assert left_out.kind == "left_out"
    assert problem.location.line == 5
    assert "“Nuria, I.”, “Luna, F. G. S.”, “…”" in problem.message
    assert "left as printed" in problem.message


def test_confidence_names_each_field_in_order() -> None:
    reference = read_printed_reference(
        "Vos C. Heel pain. Foot Ankle Int. 2011;4(2):17-9. doi:10.1000/182"
    )
    parts = reference.fields["confidence"].split("; ")
    assert [part.split()[0] for part in parts] == [
        "author", "title", "journal", "year", "volume", "number", "pages",
    ]  # fmt: skip
    assert all(0 <= float(part.split()[1]) <= 1 for part in parts)


def test_what_was_not_read_stays_in_a_note() -> None:
    reference = read_printed_reference(
        "Ozturk B. Ankle taping. Acta Orthop Turc. 2014;48(2):101-7. PMID: 3. Qwxz 77-b kept."
    )
    assert reference.fields["note"].startswith("not read: ")
    assert "77-b" in reference.fields["note"]


def test_a_first_page_stays_a_first_page() -> None:
    text = "Vos, C. (2015). Heel pain. Journal of foot care, 10(3), 402."
    assert read_printed_reference(text).fields["pages"] == "402"


@pytest.mark.parametrize(
    ("text", "entry_type", "container"),
    [
        ("Vos C. Heel pain. Foot Ankle Int. 2011;4(2):17-9.", "article", "journal"),
        ("Vos C. Heel pain. In: Kerr N, editor. The foot. London: Sage; 2001. p. 1-19.",
         "incollection", "booktitle"),
        ("Vos C. Heel pain. London: Sage; 2001.", "book", "publisher"),
        ("Vos, C. (2020). Heel pain [Doctoral dissertation, University of Leeds].",
         "phdthesis", "school"),
    ],
)  # fmt: skip
def test_entry_types(text: str, entry_type: str, container: str) -> None:
    reference = read_printed_reference(text)
    assert reference.entry_type == entry_type
    assert reference.fields[container]


def test_text_that_is_no_list() -> None:
    for text in ("", "   \n", "1234 5678 90", "Treats back pain\nTreats neck pain"):
        with pytest.raises(UnreadableInputError, match="no printed reference"):
            read(text.encode())


def test_binary_junk() -> None:
    with pytest.raises(UnreadableInputError):
        read(bytes(range(256)) * 40)


@pytest.mark.parametrize(
    "text",
    [
        "王伟, 李娜. 针刺治疗腰痛的临床研究. 中国针灸. 2015;35(2):111-115.",
        "محمد أحمد. علاج آلام الظهر. مجلة الطب. 2015؛12(3):4-9.",
        "x" * 100_000,
        "Smith J. " * 12_000,
        "(" * 100_000,
        "1. " * 30_000,
        "<p>Smith J. Pain. BMJ. 2001;3:4.</p>" * 500,
        "Smith, J. (2001). \x00\x1b[31m Pain. BMJ, 3, 4.",
    ],
)
def test_hostile_text_is_read_or_told(text: str) -> None:
    started = time.perf_counter()
    table = read_printed_list(text, path="list.txt")
    assert table.references or table.problems
    assert time.perf_counter() - started < 10


def test_of_a_long_line_the_rest_is_told() -> None:
    text = "Vos C. Heel pain. Foot Ankle Int. 2011;4(2):17-9. " + "and so on " * 10_000
    reference = read_printed_reference(text)
    assert reference.fields["title"].startswith("Heel pain")
    assert reference.fields["note"].startswith("not read: ")


def test_an_html_list() -> None:
    text = "<ol><li>Vos C. Heel pain &amp; shoes. <i>Foot Ankle Int.</i> 2011;4(2):17-9.</li></ol>"
    (reference,) = read_printed_list(text, path="x").references
    assert reference.fields["title"] == "Heel pain & shoes"
    assert reference.fields["journal"] == "Foot Ankle Int"


def test_hundreds_of_references_take_seconds() -> None:
    lines = [
        f"{n}. Vos C, Amaro P. Heel pain number {n}. Foot Ankle Int. 2011;{n}(2):17-9."
        for n in range(1, 501)
    ]
    started = time.perf_counter()
    table = read_printed_list("\n".join(lines), path="x")
    assert len(table.references) == 500
    assert time.perf_counter() - started < 20


def test_the_format_never_takes_a_file_by_itself() -> None:
    assert not REFERENCE_FORMAT.recognises(LIST)
    assert REFERENCE_FORMAT.name == "text"
    assert REFERENCE_FORMAT.write is None


def read(data: bytes) -> object:
    assert REFERENCE_FORMAT.read is not None
    return REFERENCE_FORMAT.read(data, "list.txt")


def test_lines_that_are_no_reference_are_told_with_their_numbers() -> None:
    problem = read_printed_list(LIST, path="list.txt").problems[-1]
    assert problem.message.startswith("3 lines with a heading")
    assert "1 “References:”, 7 “Share on facebook”, 8 “Leave a Reply”" in problem.message


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Vos C, Roe A, et al; Heel Pain Study Group. Heel pain. Foot Ankle Int. 2011;4:17-9.",
            {"title": "Heel pain", "authors": ["C. Vos", "A. Roe", "Heel Pain Study Group"]},
        ),
        (
            "Vos C, Roe A; Heel Pain Society; Foot Council Panel. Heel pain. Foot Ankle Int. "
            "2011;4(2):17-9.",
            {
                "title": "Heel pain",
                "authors": ["C. Vos", "A. Roe", "Heel Pain Society", "Foot Council Panel"],
            },
        ),
        (
            "Institute of Foot Health. Heel pain: facts. Accessed March 14, 2023. "
            "https://example.org/heel",
            {"title": "Heel pain: facts", "authors": ["Institute of Foot Health"]},
        ),
        (
            "Vos C, Roe A. Heel pain: a network meta-analysis. medRxiv. Preprint posted online "
            "June 3, 2020. doi:10.1101/2020.06.01.20119131",
            {"title": "Heel pain: a network meta-analysis", "journal": "medRxiv", "year": "2020"},
        ),
        (
            "World Health Organization. (2020, November 26). Physical activity. "
            "https://example.org/activity",
            {"title": "Physical activity", "year": "2020"},
        ),
        (
            "Department of Foot Health. (2023, May 12). Heel pain: facts. Ministry of Feet. "
            "https://example.org/heel",
            {"title": "Heel pain: facts", "authors": ["Department of Foot Health"]},
        ),
        (
            "Vos C, Roe A. Needling for neck pain. Cochrane Database of Systematic Reviews 2016, "
            "Issue 5. Art. No.: CD004870. DOI: 10.1002/14651858.CD004870.pub4.",
            {"number": "5", "pages": "CD004870", "year": "2016"},
        ),
        (
            "[8] D.G. Vos, Heel pain and taping, J. Electromyogr. Kinesiol. 14 (2004) 95–107.",
            {"authors": ["D. G. Vos"], "journal": "J. Electromyogr. Kinesiol."},
        ),
        (
            "Vos C. Heel pain. Foot Ankle Int. Published online April 9, 2020. doi:10.1000/182",
            {
                "journal": "Foot Ankle Int",
                "year": "2020",
                "pubstate": "Published online April 9, 2020",
            },
        ),
        (
            "Vos C (2010) ‘What heel pain is and what it isn’t’, Foot Ankle Int, 4(2), pp. 17–19.",
            {"title": "What heel pain is and what it isn’t", "pages": "17–19"},
        ),
        (
            "Borkan J. Needling in primary care [dissertation]. Boston (MA): BU Press; 2008.",
            {
                "title": "Needling in primary care",
                "type": "dissertation",
                "school": "BU Press",
            },
        ),
        (
            "Vos C. Heel pain. Phys Ther 2020;101:pzaa216. https://doi.org/10.1093/ptj/pzaa216",
            {"volume": "101", "pages": "pzaa216"},
        ),
        (
            "Vos C, Roe A. Heel pain. Arch Phys Med Rehabil. 2011;92(10):1576–1580.e1.",
            {"pages": "1576–1580.e1"},
        ),
        (
            "Vos C. Heel pain. Diabetes Care. 2011;34(6):13-19. doi:10.2337/dc10-2377PubMedGoogle "
            "ScholarCrossref",
            {"doi": "10.2337/dc10-2377", "pages": "13–19"},
        ),
    ],
)
def test_what_medical_lists_print(text: str, fields: dict[str, str | list[str]]) -> None:
    reference = read_printed_reference(text)
    read = {"authors": [name.display for name in reference.authors], **reference.fields}
    assert {name: read.get(name) for name in fields} == fields
    assert "note" not in read or "PubMed" not in str(read["note"])


def test_a_notice_of_another_work_is_kept_whole_and_lends_it_nothing() -> None:
    reference = read_printed_reference(
        "Vos C, Roe A. Heel pain in children. Lancet. 1998 Feb 28;351(9103):637-41. Retraction in: "
        "Lancet. 2010 Feb 6;375(9713):445. PMID: 9500320."
    )
    assert (reference.year, reference.text("volume")) == ("1998", "351")
    assert reference.text("pmid") == "9500320"
    assert reference.text("note") == "not read: Retraction in: Lancet. 2010 Feb 6;375(9713):445"
