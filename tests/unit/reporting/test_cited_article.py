"""Citations put into the source of an article."""

from __future__ import annotations

import pytest

from needle_evidence.formats.article_format import article_source, read_article
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.cited_article import FORMS, CitedWorks, Insertion, cited_copy

KEYS = ("lee2021", "key<1>", "a.b:c", "x y")


def works(**printed: str) -> CitedWorks:
    return CitedWorks(
        references={
            key: Reference(
                key=key, entry_type="misc", location=Location(path="r.bib"),
                fields={"doi": "10.1000/x"} if key == "lee2021" else {},
            )
            for key in KEYS
        },
        format_reference=lambda reference: FormattedReference(
            runs=((f"{reference.key} <b>*it*</b>", ""),)
        ),
        printed=printed,
    )  # fmt: skip


def copy_of(
    page: str, form: str, *ends: tuple[str, tuple[str, ...]], name: str = "a.md", **printed: str
) -> str:
    """The copy with works cited behind the given words."""
    data = page.encode()
    article = read_article(data, name)
    insertions = [
        Insertion(offset=article.text.index(words) + len(words), citekeys=keys)
        for words, keys in ends
    ]
    return cited_copy(article, article_source(data, name), insertions, works(**printed), form)


def test_pandoc_keys() -> None:
    copy = copy_of("It treats pain.\n", "pandoc", ("pain", ("lee2021", "a.b:c", "key<1>", "x y")))
    assert copy == "It treats pain [@lee2021; @a.b:c; @{key<1>}; @{x y}].\n"


def test_without_any_citation_the_source_is_copied() -> None:
    page = "It *treats* pain.\r\n\r\n\r\nEnd"
    for form in ("pandoc", "numbers"):
        assert copy_of(page, form) == page


def test_numbers_in_the_order_of_citing() -> None:
    copy = copy_of(
        "It treats pain. It cures.\n", "numbers",
        ("cures", ("a.b:c",)), ("pain", ("x y", "lee2021")),
    )  # fmt: skip
    assert copy.startswith("It treats pain [1,2]. It cures [3].\n")
    assert copy.index("\n1. x y") < copy.index("\n2. lee2021") < copy.index("\n3. a.b:c")


def test_printed_works_keep_their_number_and_are_not_listed_again() -> None:
    page = "It treats pain.\n\n## References\n\n1. Lee A. Needles. J Pain. 2021;3:1-2.\n"
    assert "pain [1].\n" in (copy := copy_of(page, "numbers", ("pain", ("lee2021",)), lee2021="1"))
    assert copy.replace(" [1]", "") == page
    assert "pain [1,2].\n" in copy_of(page, "numbers", ("pain", ("lee2021", "x y")), lee2021="1")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>It treats p&auml;in</p>", "päin"),
        ("<p>It treats <b>pain</b></p>", "pain"),
        ("<p>It treats 5&nbsp;&lt; &amp;</p>", "&"),
        ("<p>It treats a & b;</p>", "b"),
    ],
)
def test_html_citation_is_put_behind_the_character(source: str, words: str) -> None:
    copy = copy_of(source, "html", (words, ("x y",)), name="a.html")
    mark = '<sup>[<a href="#evidence-reference-1">1</a>]</sup>'
    assert copy.count(mark) == 1
    before = copy[: copy.index(mark)]
    assert source.startswith(before)
    assert before.endswith(("&auml;in", "pain", "&amp;", " b"))


def test_html_list_is_escaped_and_stands_in_the_body() -> None:
    page = "<html><body><main><p>It treats pain</p></main><footer>x</footer></body></html>"
    copy = copy_of(page, "html", ("pain", ("key<1>",)), name="a.html")
    assert "key&lt;1&gt; &lt;b&gt;" in copy
    assert "<b>" not in copy
    assert copy.index('<li id="evidence-reference-1" value="1">') < copy.index("</main>")


def test_every_form_fits_a_file() -> None:
    assert [form.name for form in FORMS] == ["pandoc", "html", "numbers"]
    assert all(ending.startswith(".") for form in FORMS for ending in form.endings)
