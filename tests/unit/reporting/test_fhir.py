"""FHIR R5: the structure as others check it, and every code against the published tables."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.bundle import Bundle

from needle_evidence.api.checking import check_library
from needle_evidence.api.evidence import evidence_view
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    Certainty,
    DomainJudgement,
)
from needle_evidence.model.library import Library
from needle_evidence.model.result import MEASURES, Directness, Result
from needle_evidence.model.verification import NoticeState
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.evidence.fhir import REPORT_FORMAT
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.fhir.certainty import certainty
from needle_evidence.reporting.fhir.citation import citation
from needle_evidence.reporting.fhir.exact_json import exact_json
from needle_evidence.reporting.fhir.plain_elements import (
    count,
    fhir_decimal,
    markdown,
    plain,
    resource_id,
)
from needle_evidence.reporting.fhir.statistic import statistic
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.report_format import ReportOptions
from needle_evidence.reporting.tables.outcome_rows import outcome_rows
from needle_evidence.reporting.verification_view import ToldView
from needle_evidence.workspace import load, open_project
from tests.awkward_project import HOSTILE, awkward_project
from tests.reference_pages import ROOT
from tests.standing_claims import standing_library, view_of

Node = dict[str, Any]
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
_HL7 = "http://hl7.org/fhir"
# Elements that hold a bare code, by resource and path, and the systems of their value set.
_CODES = {
    "Bundle.type": ("bundle-type",),
    "Bundle.issues.issue.severity": ("issue-severity",),
    "Bundle.issues.issue.code": ("issue-type",),
    "Citation.status": ("publication-status",),
    "Citation.citedArtifact.relatesTo.type": (
        "related-artifact-type",
        "related-artifact-type-expanded",
    ),
    "Evidence.status": ("publication-status",),
    "Evidence.relatedArtifact.type": ("related-artifact-type",),
    "ArtifactAssessment.content.informationType": ("artifactassessment-information-type",),
    "ArtifactAssessment.content.relatedArtifact.type": ("related-artifact-type",),
}
# The systems from which each coded element may take its code.
_CONCEPTS = {
    "Citation.summary.style": "citation-summary-style",
    "Citation.citedArtifact.currentState": "cited-artifact-status-type",
    "Citation.citedArtifact.statusDate.activity": "cited-artifact-status-type",
    "Citation.citedArtifact.publicationForm.publishedIn.type": "published-in-type",
    "Citation.citedArtifact.webLocation.classifier": "artifact-url-classifier",
    "Citation.citedArtifact.contributorship.entry.role": "contributor-role",
    "Evidence.variableDefinition.variableRole": "variable-role",
    "Evidence.studyDesign": "study-design",
    "Evidence.statistic.statisticType": "statistic-type",
    "Evidence.statistic.attributeEstimate.type": "attribute-estimate-type",
    "Evidence.certainty.type": "certainty-type",
    "Evidence.certainty.rating": "certainty-rating",
    "Evidence.certainty.subcomponent.type": "certainty-type",
    "Evidence.certainty.subcomponent.rating": "certainty-rating",
    "ArtifactAssessment.content.type": "certainty-type",
    "ArtifactAssessment.content.classifier": "certainty-rating",
}


@lru_cache(maxsize=1)
def published() -> dict[str, list[str]]:
    path = Path(__file__).parents[2] / "samples" / "fhir" / "published-codes.json"
    tables: dict[str, list[str]] = json.loads(path.read_text())
    return tables


@pytest.fixture(scope="module")
def example() -> EvidenceView:
    return view_in(ROOT)


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> EvidenceView:
    folder = tmp_path_factory.mktemp("awkward")
    for name, text in awkward_project().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return view_in(folder)


@pytest.fixture(scope="module")
def library() -> Library:
    return standing_library()


def view_in(folder: Path) -> EvidenceView:
    project = open_project(folder)
    library = load(project)
    return evidence_view(project, library, check_library(library, project.config), style="ama")


def text_of(view: EvidenceView) -> str:
    (content,) = REPORT_FORMAT.render(view, ReportOptions()).files.values()
    return content.decode()


def resources(view: EvidenceView, kind: str = "") -> list[Node]:
    document = json.loads(text_of(view), parse_float=Decimal)
    found = [entry["resource"] for entry in document["entry"]]
    return [one for one in found if not kind or one["resourceType"] == kind]


def of_claim(view: EvidenceView, kind: str, claim_id: str) -> list[Node]:
    return [one for one in resources(view, kind) if one["identifier"][0]["value"] == claim_id]


def elements(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every element with its path: "Evidence.certainty.type"; a resource starts a new path."""
    if isinstance(value, list):
        for one in value:
            yield from elements(one, path)
        return
    if isinstance(value, dict):
        if "resourceType" in value and path != "Bundle.issues":
            path = value["resourceType"]
        for name, part in value.items():
            yield from elements(part, f"{path}.{name}")
    yield path, value


def check_codes(document: Node) -> int:
    """Whether every code is published for the element in which it stands; how many there are."""
    checked = 0
    for path, value in elements(document, "Bundle"):
        if path in _CODES:
            systems = [f"{_HL7}/{name}" for name in _CODES[path]]
            assert any(value in published()[system] for system in systems), (path, value)
            checked += 1
        if path.endswith(".coding"):
            system, code = value["system"], value["code"]
            assert system.endswith(f"/{_CONCEPTS[path.removesuffix('.coding')]}"), path
            assert code in published()[system], (path, code)
            checked += 1
    return checked


def check_bundle(view: EvidenceView) -> Node:
    text = text_of(view)
    assert text.endswith("}\n")
    Bundle.model_validate_json(text)
    document: Node = json.loads(text)
    assert check_codes(document) > 10
    urls = [entry["fullUrl"] for entry in document["entry"]]
    assert len(set(urls)) == len(urls)
    for entry in document["entry"]:
        assert _ID.fullmatch(entry["resource"]["id"])
        assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
    for path, value in elements(document, "Bundle"):
        if path.endswith(".reference"):
            assert value in urls, path
        if isinstance(value, str):
            assert value.strip() == value != "", path
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", value), path
        assert value is not None
        assert value not in ([], {})
    return document


def test_example_is_valid_with_published_codes(example: EvidenceView) -> None:
    document = check_bundle(example)
    kinds = {entry["resource"]["resourceType"] for entry in document["entry"]}
    assert kinds == {"Citation", "Evidence", "ArtifactAssessment"}
    assert "no clinical or legal advice" in json.dumps(document["issues"])


def test_hostile_text_keeps_the_structure(awkward: EvidenceView) -> None:
    document = check_bundle(awkward)
    texts = {value for _, value in elements(document, "Bundle") if isinstance(value, str)}
    assert plain(HOSTILE) in texts
    assert any(markdown(HOSTILE) in text for text in texts)
    assert "<script>" not in markdown(HOSTILE).replace("\\<", "")


def test_a_wrong_code_would_be_noticed() -> None:
    wrong = {"resourceType": "Evidence", "status": "banana"}
    with pytest.raises(AssertionError):
        check_codes({"resourceType": "Bundle", "entry": [{"resource": wrong}]})
    rated = {"coding": [{"system": f"{_HL7}/certainty-rating", "code": "medium"}]}
    other = {"resourceType": "Evidence", "status": "draft", "certainty": [{"rating": rated}]}
    with pytest.raises(AssertionError):
        check_codes({"resourceType": "Bundle", "entry": [{"resource": other}]})


def test_numbers_are_as_exact_as_recorded(example: EvidenceView) -> None:
    (found,) = [
        one
        for one in of_claim(example, "Evidence", "treats-plantar-fasciitis")
        if one["title"].startswith("first-step pain, compared with sham")
    ]
    (measured, body) = found["statistic"]
    assert measured["quantity"] == {"value": Decimal("-14.4"), "unit": "mm"}
    (interval,) = measured["attributeEstimate"]
    assert (interval["level"], interval["range"]["low"]["value"]) == (
        Decimal("0.95"),
        Decimal("-23.5"),
    )
    assert measured["sampleSize"] == {"numberOfParticipants": 84}
    assert body["sampleSize"] == {"numberOfStudies": 1, "numberOfParticipants": 84}
    assert '"value": 10.0,' in text_of(example)


def test_what_was_not_assessed_is_left_out(example: EvidenceView) -> None:
    """Two domains of the trial's rating are open: no certainty, and no word on those two."""
    (rated,) = [
        rating
        for one in of_claim(example, "Evidence", "treats-plantar-fasciitis")
        for rating in one.get("certainty", ())
        if "subcomponent" in rating
    ]
    assert "rating" not in rated
    assert "Not assessed: risk of bias, indirectness" in rated["note"][0]["text"]
    domains = {part["type"]["coding"][0]["code"]: part["rating"] for part in rated["subcomponent"]}
    assert set(domains) == {"Inconsistency", "Imprecision", "PublicationBias"}
    assert domains["Imprecision"]["coding"][0]["code"] == "serious-concern"
    # Neither is an absence of concern.
    assert domains["Inconsistency"] == {"text": "not applicable"}
    assert domains["PublicationBias"] == {"text": "not assessable"}


def test_reported_certainty_names_its_review(example: EvidenceView) -> None:
    (rated,) = [
        rating
        for one in of_claim(example, "Evidence", "reduces-shoulder-pain")
        for rating in one.get("certainty", ())
        if rating.get("rating", {}).get("text") == "moderate"
    ]
    assert rated["description"].startswith("GRADE, as reported by")
    assert rated["rater"].startswith("Navarro-Santana")
    assert "subcomponent" not in rated
    assert any("As reported by navarrosantana" in note["text"] for note in rated["note"])


def test_unrelated_works_have_no_evidence(example: EvidenceView) -> None:
    claim_id = "treats-carpal-tunnel-syndrome"
    (assessed,) = of_claim(example, "ArtifactAssessment", claim_id)
    cited = [one for one in assessed["content"][0]["relatedArtifact"] if one["type"] == "cites"]
    keys = {f"urn:uuid:{one['id']}" for one in resources(example, "Citation")}
    assert cited
    assert {one["resourceReference"]["reference"] for one in cited} <= keys
    text = json.dumps(of_claim(example, "Evidence", claim_id), default=str)
    assert all(one["resourceReference"]["reference"] not in text for one in cited)


def test_only_what_stands_is_active(example: EvidenceView) -> None:
    standing = {view.claim.claim_id for view in example.claims if view.stands}
    assert standing
    for one in resources(example, "Evidence"):
        stands = one["identifier"][0]["value"] in standing
        assert one["status"] == ("active" if stands else "draft")
        assert ("approvalDate" in one) is stands


def test_supported_is_never_said_without_its_certainty(example: EvidenceView) -> None:
    told = [one["content"][0]["summary"] for one in resources(example, "ArtifactAssessment")]
    supported = [text for text in told if text.startswith("Supported")]
    assert supported
    assert all("certainty" in text for text in supported)


def test_every_claim_that_needs_evidence_is_assessed_once(example: EvidenceView) -> None:
    asked = sorted(view.claim.claim_id for view in example.claims if view.status is not None)
    assessed = [one["identifier"][0]["value"] for one in resources(example, "ArtifactAssessment")]
    assert assessed == asked


def test_judged_certainty_has_every_domain(library: Library) -> None:
    view = view_of(library)
    check_bundle(view)
    (one,) = [e for e in of_claim(view, "Evidence", "low-small") if "certainty" in e]
    (rated,) = one["certainty"]
    assert rated["rating"]["coding"][0]["code"] == "low"
    assert rated["rater"] == "Ann Lee"
    assert [part["rating"]["coding"][0]["code"] for part in rated["subcomponent"]] == [
        "serious-concern",
        "no-concern",
        "no-concern",
        "serious-concern",
        "no-concern",
    ]
    assert one["status"] == "active"
    assert one["approvalDate"] == "2026-01-02"


@pytest.mark.parametrize("domain", [*LOWERING_DOMAINS, *RAISING_DOMAINS])
@pytest.mark.parametrize(
    "word",
    ["not serious", "very serious", "extremely serious", "suspected", "strongly suspected",
     "undetected", "not assessable", "no", "yes", "Very  large", "medium"],
)  # fmt: skip
def test_every_word_of_a_domain_has_a_published_code_or_none(
    library: Library, domain: str, word: str
) -> None:
    rating = view_of(library).claims[0].ratings[0]
    record = replace(rating.record, domains={domain: DomainJudgement(word=word)})
    rated: Node = certainty(replace(rating, record=record), {})
    (part,) = rated["subcomponent"]
    codes = [coding["code"] for coding in part["rating"].get("coding", ())]
    assert set(codes) <= set(published()[f"{_HL7}/certainty-rating"])
    assert part["rating"]["text"] == word.strip()
    if word in ("medium", "not assessable"):
        assert not codes


@pytest.mark.parametrize("level", list(Certainty))
def test_every_certainty_has_a_published_code(library: Library, level: Certainty) -> None:
    rating = replace(view_of(library).claims[0].ratings[0], certainty=level)
    rated: Node = certainty(rating, {})
    code = rated["rating"]["coding"][0]["code"]
    assert code in published()[f"{_HL7}/certainty-rating"]
    assert code.replace("-", "_") == level.value


@pytest.mark.parametrize("measure", [*MEASURES, "odd measure", ""])
def test_measures(library: Library, measure: str) -> None:
    kind = measured(library, measure=measure, effect=Decimal("0.5")).get("statisticType", {})
    codes = [coding["code"] for coding in kind.get("coding", ())]
    system = "http://terminology.hl7.org/CodeSystem/statistic-type"
    assert set(codes) <= set(published()[system])
    assert bool(codes) is (measure in MEASURES)
    assert kind.get("text", "") == measure


def test_a_result_in_words_is_descriptive(library: Library) -> None:
    told = measured(library)
    assert told["statisticType"]["coding"][0]["code"] == "descriptive"
    assert told["description"] == "Less pain."
    assert "quantity" not in told


def test_events_count_people_only_where_they_fit(library: Library) -> None:
    fitting = measured(library, events=12, participants=84)
    assert fitting["numberAffected"] == 12
    assert fitting["sampleSize"] == {"numberOfParticipants": 84}
    for events, people in ((70, None), (90, 84)):
        other = measured(library, events=events, participants=people)
        assert other["numberOfEvents"] == events
        assert "numberAffected" not in other
    none = measured(library, events=0, participants=84)
    assert none["numberAffected"] == 0


def test_numbers_that_fhir_cannot_hold_stay_in_words(library: Library) -> None:
    odd = measured(
        library,
        measure="MD",
        effect=Decimal("1." + "3" * 30),
        ci_low=Decimal(5),
        ci_high=Decimal(-5),
        participants=2**40,
    )
    assert not {"quantity", "attributeEstimate", "sampleSize"} & set(odd)
    assert "1." + "3" * 30 in odd["description"]
    assert fhir_decimal(Decimal("NaN")) is None
    assert fhir_decimal(Decimal("1E+999999")) is None
    assert fhir_decimal(Decimal("1E-999999")) is None
    assert fhir_decimal(Decimal("-0.50")) == Decimal("-0.50")
    assert count(-1) is None


def test_indirect_parts_are_named(library: Library) -> None:
    (claim, *others) = [view.claim.claim_id for view in view_of(library).claims if view.stands]
    assert others
    results = tuple(
        replace(one, directness=Directness.INDIRECT, indirect_because=("outcome",))
        if one.claim_id == claim
        else one
        for one in library.results
    )
    rows = of_claim(view_of(replace(library, results=results)), "Evidence", claim)
    (row,) = [one for one in rows if "statistic" in one]
    matches = {
        part["variableRole"]["coding"][0]["code"]: part.get("directnessMatch")
        for part in row["variableDefinition"]
    }
    assert matches["measuredVariable"] == {"text": "indirect: not as the claim says"}
    assert matches["population"] is None


def test_retracted_work_is_cited_as_such(example: EvidenceView) -> None:
    told = ToldView(
        state=NoticeState.RETRACTION.value,
        label="retracted",
        source="Crossref",
        identifier="doi:10.1000/notice",
        link="https://doi.org/10.1000/notice",
        published_on=datetime.date(2025, 5, 6),
        listed_on=None,
        by="",
        reason="",
    )
    work = with_notice(example.references[0], "retraction", told)
    gone = citation(work, "ama")["citedArtifact"]
    assert isinstance(gone, dict)
    assert gone["currentState"][0]["coding"][0]["code"] == "retracted"
    assert gone["statusDate"][0]["period"] == {"start": "2025-05-06"}
    assert gone["relatesTo"][0]["type"] == "retracted-by"
    assert gone["relatesTo"][0]["document"] == {"url": "https://doi.org/10.1000/notice"}
    fallen = with_retracted(example, work)
    check_bundle(fallen)
    text = json.dumps(resources(fallen, "Evidence"), default=str)
    assert str(citation(work, "ama")["id"]) not in text


def test_unverified_record_is_a_draft_and_says_so(example: EvidenceView) -> None:
    view = example.references[0]
    asked = citation(view, "ama")
    assert asked["status"] == "draft"
    assert "Not checked" in json.dumps(asked)
    found = replace(view.verification, verdict="verified", notice="none", not_checked="")
    assert citation(replace(view, verification=found), "ama")["status"] == "active"


def test_identifier_of_another_work_is_left_out(example: EvidenceView) -> None:
    view = example.references[0]
    assert "https://doi.org" in json.dumps(citation(view, "ama"))
    wrong = replace(view, verification=replace(view.verification, verdict="wrong_work"))
    artifact = citation(wrong, "ama")["citedArtifact"]
    assert isinstance(artifact, dict)
    assert not {"identifier", "webLocation"} & set(artifact)


def test_ids_are_different_for_different_keys() -> None:
    keys = [("a", "bc"), ("ab", "c"), ("abc",), ("a", "b", "c"), ("A", "bc"), ("\ud800", "bc")]
    ids = {resource_id("Evidence", *key) for key in keys}
    assert len(ids) == len(keys)
    assert resource_id("Citation", "a") != resource_id("Evidence", "a")
    assert resource_id("Citation", "a") == resource_id("Citation", "a")


def test_same_input_gives_the_same_bytes(example: EvidenceView) -> None:
    assert text_of(example) == text_of(example)


def test_exact_json_is_json_text_with_decimals() -> None:
    document: Node = {"a": [1, True, None, "x\u202ey", {}, [], {"b": 1.5}], "é": {"c": ["\ud800"]}}
    assert exact_json(document) == json_text(document)
    numbers = ["-14.4", "10.0", "0.00", "100000000000000000", "-0.50"]
    text = exact_json([Decimal(number) for number in numbers])
    assert re.findall(r"-?[0-9.]+", text) == numbers


def with_notice(view: ReferenceView, notice: str, told: ToldView) -> ReferenceView:
    return replace(view, verification=replace(view.verification, notice=notice, told=(told,)))


def with_retracted(view: EvidenceView, work: ReferenceView) -> EvidenceView:
    """The view with a claim that cites only this work, which was retracted."""
    references = tuple(work if one.citekey == work.citekey else one for one in view.references)
    (topic, *_) = view.topics
    claim: ClaimView = replace(
        topic.claims[0], works=(), considered=(), ratings=(), retracted=(work,)
    )
    return replace(view, topics=(replace(topic, claims=(claim,)),), references=references)


def measured(library: Library, **changes: Any) -> Node:
    """The statistic of a result with these fields."""
    claim_id = library.claims[0].claim_id
    first = library.results[0]
    changed: Result = replace(first, **changes)
    view = view_of(replace(library, results=(changed, *library.results[1:])))
    (claim,) = [one for one in view.claims if one.claim.claim_id == claim_id]
    (found,) = [one for row in outcome_rows(claim) for one in row.results]
    return statistic(found)
