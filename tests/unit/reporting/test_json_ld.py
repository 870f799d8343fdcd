"""JSON-LD: only claims that stand, in the vocabulary of schema.org, safe inside a page."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pydantic
import pytest
import schema_org
from schema_org.base import SchemaModel

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.article_view import ArticleView
from needle_evidence.reporting.claim_concern import Concern
from needle_evidence.reporting.claim_place import ClaimPlace
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence.json_ld import REPORT_FORMAT
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.linked_data.scholarly_work import scholarly_work
from needle_evidence.reporting.page_mark import PlacedClaim
from needle_evidence.reporting.report_format import RenderedReport, ReportOptions
from needle_evidence.reporting.topic_view import TopicView
from needle_evidence.workspace import load, open_project
from tests.reference_pages import ROOT
from tests.standing_claims import TRIAL, standing_library, view_of

HOSTILE = (
    "</script><script>alert(1)</script> <!-- --> ]]> &lt; \"'\\ \u2028\u2029 \x00\x1b \ud800 \u202e"
)
_DATES = ("datePublished", "lastReviewed")  # "2014" is a date too, but not for the models
Node = dict[str, Any]


@pytest.fixture(scope="module")
def example() -> EvidenceView:
    project = open_project(ROOT)
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style="ama")


@pytest.fixture(scope="module")
def standing() -> EvidenceView:
    return view_of(standing_library())


def written(view: EvidenceView) -> RenderedReport:
    return REPORT_FORMAT.render(view, ReportOptions())


def nodes_of(view: EvidenceView) -> list[Node]:
    document = json.loads(written(view).files["evidence.jsonld"])
    assert document["@context"] == "https://schema.org"
    nodes: list[Node] = document["@graph"]
    return nodes


def of_type(nodes: Iterable[Node], kind: str) -> list[Node]:
    return [node for node in nodes if node["@type"] == kind]


def model_of(node: Mapping[str, Any], types: Mapping[str, str]) -> SchemaModel:
    """The node in the models that others made of schema.org; unknown properties are refused."""
    values = {}
    for name, value in node.items():
        if name not in ("@type", "@id"):
            several = value if isinstance(value, list) else [value]
            read = [model_of(v, types) if isinstance(v, dict) else v for v in several]
            if name in _DATES:
                read = [datetime.date.fromisoformat(f"{v}-01-01"[:10]) for v in several]
            values[name] = read if isinstance(value, list) else read[0]
    if "@id" in node:
        values["@id"] = node["@id"]
    kind = node.get("@type") or types[node["@id"]]
    model: SchemaModel = getattr(schema_org, kind).model_validate(values)
    return model


def check_vocabulary(nodes: list[Node]) -> None:
    types = {node["@id"]: node["@type"] for node in nodes}
    assert len(types) == len(nodes)
    for node in nodes:
        assert model_of(node, types).to_jsonld()["@type"] == node["@type"]


def test_example_says_what_stands_and_nothing_else(example: EvidenceView) -> None:
    nodes = nodes_of(example)
    check_vocabulary(nodes)
    (page,) = of_type(nodes, "MedicalWebPage")
    (claim,) = of_type(nodes, "Claim")
    (work,) = of_type(nodes, "MedicalScholarlyArticle")
    assert claim["text"] == "Minor, passing side effects may follow a session of dry needling."
    assert claim["appearance"] == {"@id": page["@id"]}
    assert claim["citation"] == page["citation"] == [{"@id": work["@id"]}]
    assert work["publicationType"] == "Randomized Controlled Trial"
    assert work["identifier"] == [
        {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.2522/ptj.20130255"}
    ]
    # Most claims of the page are not signed off, so nobody reviewed the page.
    assert not {"lastReviewed", "reviewedBy"} & set(page)


def test_no_rating_of_ones_own_claims_is_published(
    example: EvidenceView, standing: EvidenceView
) -> None:
    for view in (example, standing):
        text = written(view).files["evidence.jsonld"].decode()
        for word in ("ClaimReview", "evidenceLevel", "reviewRating", "certainty", "supported"):
            assert word not in text


def test_vocabulary_would_refuse_a_level_on_a_claim() -> None:
    claim = {"@type": "Claim", "text": "x", "evidenceLevel": "EvidenceLevelA"}
    with pytest.raises(pydantic.ValidationError):
        model_of(claim, {})


def test_claims_that_do_not_stand_are_absent(standing: EvidenceView) -> None:
    texts = {node["text"] for node in of_type(nodes_of(standing), "Claim")}
    assert texts == {view.claim.text for view in standing.claims if view.stands}
    open_ones = {view.claim.text for view in standing.claims if not view.stands}
    assert len(texts) > 3
    assert len(open_ones) == 3
    report = written(standing)
    for text in open_ones:
        assert all(text not in content.decode() for content in report.files.values())
    assert report.remarks == ()


def test_without_a_standing_claim_there_is_the_page_and_a_remark(standing: EvidenceView) -> None:
    fallen = with_claims(standing, [replace(view, stands=False) for view in standing.claims])
    assert nodes_of(fallen) == [{"@type": "MedicalWebPage", "@id": "#page"}]
    assert "holds no claim" in written(fallen).remarks[0]


def test_unrelated_works_are_not_cited(standing: EvidenceView) -> None:
    view = next(one for one in standing.claims if one.stands)
    works = tuple(replace(work, directness="unrelated") for work in view.works)
    nodes = nodes_of(with_claims(standing, [replace(view, works=works)]))
    assert [node["@type"] for node in nodes] == ["MedicalWebPage", "Claim"]
    assert "citation" not in nodes[1]


def test_retracted_works_are_not_cited(standing: EvidenceView) -> None:
    view = next(one for one in standing.claims if one.stands)
    gone = replace(view, works=(), retracted=(view.works[0].reference,))
    assert "10.1000/trial" not in json.dumps(nodes_of(with_claims(standing, [gone])))


def test_page_was_reviewed_when_every_claim_was(standing: EvidenceView) -> None:
    whole = with_claims(standing, [view for view in standing.claims if view.stands])
    first = whole.claims[0]
    early = replace(first.sign_off, when=datetime.date(2025, 12, 31), who="Bo Ray")
    nodes = nodes_of(with_claims(whole, [replace(first, sign_off=early), *whole.claims[1:]]))
    check_vocabulary(nodes)
    assert nodes[0]["lastReviewed"] == "2025-12-31"
    assert [one["name"] for one in nodes[0]["reviewedBy"]] == ["Ann Lee", "Bo Ray"]
    assert "lastReviewed" not in nodes_of(standing)[0]
    nameless = replace(first, sign_off=replace(first.sign_off, who=" "))
    assert "lastReviewed" not in nodes_of(with_claims(whole, [nameless]))[0]


def test_a_claim_is_published_on_the_pages_where_it_is_found(standing: EvidenceView) -> None:
    first, second = [view for view in standing.claims if view.stands][:2]
    articles = (
        article("a.md", 1, (first, AnchorState.ANCHORED), (second, AnchorState.MEANING_CHANGED)),
        article("b.md", 2, (first, AnchorState.MOVED)),
        ArticleView(path="c.md", format="x", title="C", anchor="article-3", unreadable="broken"),
    )
    view = replace(standing, articles=articles)
    nodes = nodes_of(view)
    check_vocabulary(nodes)
    assert [node["@id"] for node in of_type(nodes, "MedicalWebPage")] == [
        "#article-1",
        "#article-2",
    ]
    assert [(node["@id"], node["appearance"]["@id"]) for node in of_type(nodes, "Claim")] == [
        (f"#{first.anchor}", "#article-1"),
        (f"#{first.anchor}.article-2", "#article-2"),
    ]
    assert len(nodes) == 5  # two pages, a claim on each, and the work that both cite
    scripts = scripts_of(written(view).files["evidence-jsonld.html"].decode())
    assert [len(of_type(script["@graph"], "Claim")) for script in scripts] == [1, 1]


def test_the_whole_sentence_is_published(standing: EvidenceView) -> None:
    view = next(one for one in standing.claims if one.stands)
    part = article("a.md", 1, (view, AnchorState.ANCHORED), words=view.wording.text[3:12])
    other = article("a.md", 1, (view, AnchorState.ANCHORED), words="Other words.")
    for page, text in ((part, view.wording.text), (other, "Other words.")):
        (claim,) = of_type(nodes_of(replace(standing, articles=(page,))), "Claim")
        assert claim["text"] == text


def test_hostile_text_is_only_text(standing: EvidenceView) -> None:
    view = next(one for one in standing.claims if one.stands)
    work = replace(view.works[0].reference, record=hostile_reference(), citekey=HOSTILE)
    hostile = replace(
        view,
        wording=replace(view.wording, text=HOSTILE),
        works=(replace(view.works[0], reference=work),),
        sign_off=replace(view.sign_off, who=HOSTILE),
    )
    page = replace(article(f"{HOSTILE}--", 1, (hostile, AnchorState.ANCHORED)), title=HOSTILE)
    content = written(replace(standing, articles=(page,))).files["evidence-jsonld.html"].decode()
    (script,) = scripts_of(content)
    nodes = script["@graph"]
    assert [node["@type"] for node in nodes] == [
        "MedicalWebPage",
        "Claim",
        "ScholarlyArticle",
    ]
    assert nodes[0]["name"] == nodes[1]["text"] == nodes[2]["name"] == HOSTILE
    assert nodes[2]["author"][0]["familyName"] == HOSTILE
    assert "\u2028" not in content
    assert content.count("<!--") == content.count("-->") == 1
    assert content.count("<script") == content.count("</script") == 1


def test_identifiers_of_another_work_and_guessed_designs_are_left_out(
    standing: EvidenceView,
) -> None:
    trial = replace(TRIAL, fields={**TRIAL.fields, "journal": "Pain"})
    view = replace(standing.references[0], record=trial)
    assert scholarly_work(view)["publicationType"] == "Randomized Controlled Trial"
    guessed = replace(view, design_words=(("title", "randomised"),))
    assert "publicationType" not in scholarly_work(guessed)
    wrong = replace(view, verification=replace(view.verification, verdict="wrong_work"))
    assert not {"identifier", "url", "sameAs"} & set(scholarly_work(wrong))


def test_same_input_gives_the_same_bytes(example: EvidenceView) -> None:
    assert written(example) == written(example)
    assert all(text.endswith(b"\n") for text in written(example).files.values())


def with_claims(view: EvidenceView, claims: Iterable[ClaimView]) -> EvidenceView:
    (topic, *_) = view.topics
    return replace(view, topics=(replace_claims(topic, tuple(claims)),))


def replace_claims(topic: TopicView, claims: tuple[ClaimView, ...]) -> TopicView:
    return replace(topic, claims=claims)


def article(
    path: str, number: int, *claims: tuple[ClaimView, AnchorState], words: str = ""
) -> ArticleView:
    placed = tuple(
        PlacedClaim(
            view=view,
            place=ClaimPlace(
                article=path,
                title="",
                article_anchor=f"article-{number}",
                anchor="",
                section="",
                state=state,
                location=Location(path=path),
                words=words or view.wording.text,
                differences=(),
            ),
            concern=Concern.GOOD,
            label="",
        )
        for view, state in claims
    )
    return ArticleView(
        path=path, format="x", title="A page", anchor=f"article-{number}", placed=placed
    )


def hostile_reference() -> Reference:
    fields = {"title": HOSTILE, "journal": HOSTILE, "year": "2020", "pages": HOSTILE}
    return replace(
        TRIAL, key=HOSTILE, fields=fields, authors=(PersonName(family=HOSTILE, given=HOSTILE),)
    )


class _Scripts(HTMLParser):
    """Collects the scripts of a page; any other element is a failure."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, attrs) == ("script", [("type", "application/ld+json")])
        self.found.append("")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found[-1] += data


def scripts_of(content: str) -> list[Node]:
    parser = _Scripts()
    parser.feed(content)
    parser.close()
    return [json.loads(text) for text in parser.found]
