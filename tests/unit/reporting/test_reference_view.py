"""One reference as reports show it."""

from __future__ import annotations

import pytest

from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Finding, Location, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Result
from needle_evidence.reporting.bibliography import FormattedReference
from needle_evidence.reporting.reference_view import (
    ReferenceView,
    compared_with,
    name_in_page,
    reference_views,
)

HERE = Location(path="claims.csv", line=2)


def reference(key: str = "lee2014", **fields: str) -> Reference:
    location = Location(path="references.bib", line=1)
    return Reference(key=key, entry_type="article", location=location, fields=fields)


def views(library: Library, *findings: Finding) -> tuple[ReferenceView, ...]:
    by_subject = {finding.subject: [finding] for finding in findings}
    return reference_views(library, by_subject, plain, False)


def plain(entry: Reference) -> FormattedReference:
    return FormattedReference(runs=((entry.title, ""),))


def view(**fields: str) -> ReferenceView:
    (only,) = views(Library(references=(reference(**fields),)))
    return only


@pytest.mark.parametrize(
    ("comparator", "words"),
    [
        ("surgery", "compared with surgery"),
        ("No control ", "without a control"),
        ("n/a", "without a control"),
        ("no treatment", "compared with no treatment"),
        ("", ""),
    ],
)
def test_comparator_in_words(comparator: str, words: str) -> None:
    assert compared_with(comparator) == words


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        (
            {"intervention": "manual therapy", "comparator": "surgery", "population": "women"},
            ("manual therapy", "compared with surgery", "in women"),
        ),
        ({"intervention": "needling", "comparator": "none"}, ("needling", "without a control")),
        ({"population": "healthy men"}, ("healthy men",)),
        ({}, ()),
    ],
)
def test_what_was_studied_in_short(fields: dict[str, str], parts: tuple[str, ...]) -> None:
    assert view(**fields).studied_in_short == parts


def test_stated_and_inferred_designs_are_told_apart() -> None:
    stated = view(studydesign="rct", title="A randomized controlled trial")
    assert (stated.design, stated.design_inferred, stated.design_quotes) == (
        "Randomised trial",
        False,
        (),
    )
    inferred = view(title="Needling: a randomized controlled trial")
    assert (inferred.design, inferred.design_inferred) == ("Randomised trial", True)
    assert inferred.design_quotes == ("randomized controlled trial",)
    unknown = view(title="On needles")
    assert (unknown.design, unknown.design_inferred) == ("", False)


def test_claims_that_cite_and_claims_that_consider() -> None:
    claims = (
        Claim(claim_id="a", text="A.", location=HERE, references=("lee2014",)),
        Claim(claim_id="b", text="B.", location=HERE),
    )
    library = Library(
        claims=claims,
        references=(reference(), reference("unused")),
        results=(Result(claim_id="b", citekey="lee2014", location=HERE),),
    )
    cited, unused = views(library)
    assert [claim.claim_id for claim in cited.used_by] == ["a"]
    assert [claim.claim_id for claim in cited.considered_for] == ["b"]
    assert (unused.used_by, unused.considered_for) == ((), ())


def test_problems_of_a_claim_with_the_same_name_are_not_the_reference_s() -> None:
    library = Library(references=(reference("twin"),))

    def finding(path: str) -> Finding:
        return Finding(
            code="NE209",
            name="x",
            severity=Severity.NOTE,
            message="m",
            location=Location(path=path),
            subject="twin",
            way_out="w",
        )

    (own,) = views(library, finding("references.bib"))
    assert len(own.problems) == 1
    (others,) = views(library, finding("claims.csv"))
    assert others.problems == ()


def test_links_are_https_and_a_web_page_only_stands_alone() -> None:
    both = view(doi="10.1000/abc", url="https://example.org/a", pmid="12345678")
    assert [link.label for link in both.links] == ["DOI", "PubMed"]
    assert all(link.address.startswith("https://") for link in both.links)
    assert view(url="javascript:alert(1)").links == ()


def test_names_in_a_page_are_ascii_and_different() -> None:
    texts = ["a b", "a_b", "A-b", "ä", "a-b", "a_20_b"]
    names = [name_in_page(text) for text in texts]
    assert len(set(names)) == len(texts)
    assert all(name.isascii() and " " not in name for name in names)
