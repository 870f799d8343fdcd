"""The reference list of a page is found, with a heading over it and without one."""

from __future__ import annotations

from needle_evidence.formats.article_builder import ArticleBuilder
from needle_evidence.model.article import Article, BlockKind

HEADING, PARAGRAPH, LIST_ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
FIRST = "Smith JM, Jones K. Needling for heel pain. Pain Rep 2014;94:1083–94."
SECOND = "Lee, A. (2015). Needling for knee pain. Journal of Examples, 7(1), 10–19."
THIRD = "Oh B, et al. Needling for necks. Example J 2016;1:1-2. doi:10.1234/abc"
CLAIM = "Needling eases pain in the heel within four weeks."


def page(*blocks: tuple[BlockKind, str] | tuple[BlockKind, str, str], address: str = "") -> Article:
    """An article of these blocks (kind, text, label); all list items are of one list."""
    builder = ArticleBuilder(path="page.md", format_name="markdown", data=b"")
    for kind, text, *label in blocks:
        builder.begin(
            kind,
            level=2 if kind is HEADING else int(kind is LIST_ITEM),
            label=label[0] if label else "",
            list_number=int(kind is LIST_ITEM),
        )
        builder.add(text, target=address if kind is LIST_ITEM else "")
    return builder.finish()


def entries(article: Article) -> list[tuple[str, str]]:
    return [(entry.label, entry.text) for entry in article.references]


def kinds(article: Article) -> list[BlockKind]:
    return [block.kind for block in article.blocks]


def test_a_numbered_list_under_a_heading_is_taken_with_its_numbers() -> None:
    article = page(
        (PARAGRAPH, CLAIM),
        (HEADING, "References"),
        (LIST_ITEM, FIRST, "1"),
        (LIST_ITEM, SECOND, "2"),
    )
    assert entries(article) == [("1", FIRST), ("2", SECOND)]
    assert [article.block_text(sentence.block) for sentence in article.sentences] == [CLAIM]


def test_a_line_over_the_list_becomes_a_heading_and_no_sentence() -> None:
    article = page((HEADING, "Needling"), (PARAGRAPH, CLAIM), (PARAGRAPH, "References:"),
                   (LIST_ITEM, FIRST, "1"))  # fmt: skip
    assert kinds(article) == [HEADING, PARAGRAPH, HEADING, BlockKind.REFERENCE]
    assert article.blocks[2].level == 2
    assert len(article.sentences) == 1


def test_a_line_without_a_list_stays_a_paragraph() -> None:
    article = page((PARAGRAPH, "References:"), (PARAGRAPH, CLAIM), (PARAGRAPH, CLAIM))
    assert kinds(article) == [PARAGRAPH] * 3


def test_paragraphs_with_their_own_labels_are_entries() -> None:
    article = page(
        (HEADING, "References"), (PARAGRAPH, f"[1] {FIRST}"), (PARAGRAPH, f"[2] {SECOND}")
    )
    assert entries(article) == [("1", FIRST), ("2", SECOND)]


def test_a_list_ends_with_the_next_heading() -> None:
    article = page(
        (HEADING, "References"), (PARAGRAPH, FIRST), (HEADING, "About us"), (PARAGRAPH, SECOND)
    )
    assert [text for _, text in entries(article)] == [FIRST]


def test_a_list_ends_with_two_blocks_that_are_no_entries() -> None:
    article = page(
        (HEADING, "References"),
        (PARAGRAPH, FIRST),
        (PARAGRAPH, "Share on facebook"),
        (PARAGRAPH, "Share on twitter"),
        (PARAGRAPH, SECOND),
    )
    assert [text for _, text in entries(article)] == [FIRST]


def test_a_claim_between_entries_stays_a_sentence() -> None:
    article = page(
        (HEADING, "References"), (PARAGRAPH, FIRST), (PARAGRAPH, CLAIM), (PARAGRAPH, SECOND)
    )
    assert [text for _, text in entries(article)] == [FIRST, SECOND]
    assert [article.block_text(sentence.block) for sentence in article.sentences] == [CLAIM]


def test_what_belongs_to_an_entry_is_put_at_its_end() -> None:
    article = page(
        (HEADING, "References"),
        (PARAGRAPH, FIRST),
        (PARAGRAPH, "Full text:"),
        (PARAGRAPH, "https://example.org/1"),
        (PARAGRAPH, SECOND),
    )
    assert [text for _, text in entries(article)] == [
        f"{FIRST} Full text: https://example.org/1",
        SECOND,
    ]
    assert article.text.endswith(f"Full text: https://example.org/1\n\n{SECOND}")


def test_a_second_paragraph_of_a_numbered_item_belongs_to_its_entry() -> None:
    article = page(
        (HEADING, "References"),
        (LIST_ITEM, FIRST, "1"),
        (LIST_ITEM, "Free article", ""),
        (LIST_ITEM, SECOND, "2"),
    )
    assert entries(article) == [("1", f"{FIRST} Free article"), ("2", SECOND)]


def test_an_item_that_does_not_look_like_an_entry_keeps_the_numbers_right() -> None:
    article = page(
        (HEADING, "References"),
        (LIST_ITEM, FIRST, "1"),
        (LIST_ITEM, "The needling book", "2"),
        (LIST_ITEM, SECOND, "3"),
    )
    assert [label for label, _ in entries(article)] == ["1", "2", "3"]


def test_links_under_references_are_entries() -> None:
    items = ((LIST_ITEM, "Needling for heels"), (LIST_ITEM, "Needling for knees"))
    article = page((HEADING, "References"), *items, address="https://example.org/1")
    assert [entry.address for entry in article.references] == ["https://example.org/1"] * 2
    assert page((HEADING, "References"), *items).references == ()


def test_further_reading_needs_entries_that_look_so() -> None:
    items = ((LIST_ITEM, "Needling for heels"), (LIST_ITEM, "Needling for knees"))
    assert page((HEADING, "Sources"), *items, address="https://example.org/1").references == ()
    assert len(page((HEADING, "Sources"), (LIST_ITEM, FIRST), (LIST_ITEM, SECOND)).references) == 2


def test_a_list_without_a_heading_is_known_by_its_items() -> None:
    article = page(
        (PARAGRAPH, CLAIM),
        (LIST_ITEM, FIRST, "1"),
        (LIST_ITEM, SECOND, "2"),
        (LIST_ITEM, "The needling book", "3"),
        (PARAGRAPH, "Share on facebook"),
    )
    assert [label for label, _ in entries(article)] == ["1", "2", "3"]
    assert kinds(article)[-1] is PARAGRAPH


def test_paragraphs_without_a_heading_are_known_where_three_stand_together() -> None:
    three = [(PARAGRAPH, text) for text in (FIRST, SECOND, THIRD)]
    assert len(page((PARAGRAPH, CLAIM), *three).references) == 3
    assert page((PARAGRAPH, CLAIM), *three[:2]).references == ()


def test_a_list_of_claims_is_no_reference_list() -> None:
    article = page(
        (PARAGRAPH, "Benefits:"),
        (LIST_ITEM, "Smith et al. (2014) found less pain [1]", "1"),
        (LIST_ITEM, "Eases headaches", "2"),
    )
    assert article.references == ()
    assert [mark.labels for mark in article.marks] == [("Smith 2014",), ("1",)]


def test_many_headings_take_a_moment() -> None:
    blocks = [(HEADING, "References"), (PARAGRAPH, CLAIM)] * 3000
    assert page(*blocks).references == ()
