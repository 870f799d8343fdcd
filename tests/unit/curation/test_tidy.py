"""What tidying changes, and what it leaves."""

from __future__ import annotations

import pytest

from needle_evidence.curation.tidy import tidy_changes
from needle_evidence.formats.bibtex_text.bib_edits import edit_entries
from needle_evidence.formats.references.bibtex import read_references


def tidied(text: str) -> str:
    values = {
        reference.key: {change.field: change.value for change in tidy_changes(reference)}
        for reference in read_references(text, path="x").references
    }
    return edit_entries(text, {key: fields for key, fields in values.items() if fields})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("doi = {https://doi.org/10.1234/AbC}", "doi = {10.1234/AbC}"),
        ("doi = {http://dx.doi.org/10.1002/x%3Cy}", "doi = {10.1002/x<y}"),
        ("DOI = \"doi: 10.1234/a\\_b\"", "DOI = \"10.1234/a_b\""),
        ("pmid = {PMID: 123}", "pmid = {123}"),
        ("pmcid = {https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/}", "pmcid = {PMC12}"),
        ("pages = {1083-1094}", "pages = {1083--1094}"),
        ("pages = {S1 – S9, 12—14}", "pages = {S1--S9, 12--14}"),
        ("month = {August}", "month = aug"),
        ('month = "8"', "month = aug"),
        ("month = Sept", "month = sep"),
        ("title = {A  title.}", "title = {A title}"),
        ("title = {{A title.}}", "title = {{A title}}"),
        ("title = { A title\n   of two lines }", "title = {A title\n   of two lines}"),
        ("author = {Karl von Lang and Hu, Xin\n and Ann B. Li}",
         "author = {von Lang, Karl and Hu, Xin\n and Li, Ann B.}"),
        ('author = "J{\\"o}rg M{\\"u}ller"', 'author = "M{\\"u}ller, J{\\"o}rg"'),
        ("editor = {Jean {de Smet}}", "editor = {{de Smet}, Jean}"),
        ("author = {John Smith Jr.}", "author = {Smith, Jr., John}"),
    ],
)  # fmt: skip
def test_tidied(before: str, after: str) -> None:
    text = f"% x\n@article{{a,\n  {before},\n  note = {{x  y.}}\n}}\n"
    assert tidied(text) == text.replace(before, after)
    assert tidied(tidied(text)) == tidied(text)


@pytest.mark.parametrize(
    "field",
    [
        "doi = {10.1234/ABC}",
        "doi = {no doi}",
        "doi = {10.1234/a\\_b}",
        "url = {https://doi.org/10.1234/a}",
        "pages = {1083--1094}",
        "pages = {e12-3-4}",
        "pages = {12}",
        "pages = 12",
        "month = aug",
        "month = {spring}",
        'month = aug # "~3"',
        "title = {What is pain?}",
        "title = {Life in the U.S.A.}",
        "title = {Smith et al.}",
        "title = {And so on...}",
        "journal = {J. Pain.}",
        "journal = jop",
        "abstract = {Two  blanks. }",
        "author = {Smith JA and Jones K}",
        "author = {{World Health Organization} and Hu, Xin}",
        "author = {Smith J; Jones K}",
        "title = {a} # {  b.}",
    ],
)
def test_left_alone(field: str) -> None:
    text = f"@string{{jop = {{J  Pain}}}}\n@article{{a,\n  {field}\n}}\n"
    assert tidied(text) == text


def test_inherited_and_doubled_fields_stay() -> None:
    text = "@inbook{a, crossref = {b}, pages = {1-2}, pages = {3-4}}\n@book{b, title = {B.  C}}\n"
    assert tidied(text) == text.replace("1-2", "1--2").replace("B.  C", "B. C")
