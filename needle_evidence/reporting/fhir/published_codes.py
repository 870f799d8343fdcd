"""The published codes that FHIR R5 resources take, and what of ours each stands for.

Where no published code says the same, the words stand alone. Sources: HL7 FHIR R5 (5.0.0) and
HL7 Terminology, both CC0.
"""

from __future__ import annotations

from needle_evidence.model.certainty import Certainty
from needle_evidence.reporting.known_parts import Node, known

_FHIR = "http://hl7.org/fhir"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"
CERTAINTY_TYPE = f"{_FHIR}/certainty-type"
CERTAINTY_RATING = f"{_FHIR}/certainty-rating"
STUDY_DESIGN = f"{_FHIR}/study-design"
ARTIFACT_STATUS = f"{_FHIR}/cited-artifact-status-type"
CONTRIBUTOR_ROLE = f"{_FHIR}/contributor-role"
PUBLISHED_IN = f"{_FHIR}/published-in-type"
SUMMARY_STYLE = f"{_FHIR}/citation-summary-style"
ADDRESS_KIND = f"{_FHIR}/artifact-url-classifier"
VARIABLE_ROLE = f"{_TERMINOLOGY}/variable-role"
STATISTIC_TYPE = f"{_TERMINOLOGY}/statistic-type"
ESTIMATE_TYPE = f"{_TERMINOLOGY}/attribute-estimate-type"

# The measures of evidence.csv; the last is for a result without a number.
STATISTICS = {
    "MD": "0000457",
    "SMD": "0000100",
    "RR": "C93152",
    "OR": "C16932",
    "HR": "C93150",
    "RD": "0000424",
    "proportion": "C44256",
}
IN_WORDS = "descriptive"
CONFIDENCE_INTERVAL = "C53324"
CERTAINTIES = {
    Certainty.HIGH: "high",
    Certainty.MODERATE: "moderate",
    Certainty.LOW: "low",
    Certainty.VERY_LOW: "very-low",
}
DOMAINS = {
    "risk_of_bias": "RiskOfBias",
    "inconsistency": "Inconsistency",
    "indirectness": "Indirectness",
    "imprecision": "Imprecision",
    "publication_bias": "PublicationBias",
    "large_effect": "LargeEffect",
    "dose_response": "DoseResponseGradient",
    "opposing_confounding": "PlausibleConfounding",
}
# "not applicable" and "not assessable" have no code: they are no absence of concern.
LOWERING_WORDS = {
    "not serious": "no-concern",
    "undetected": "no-concern",
    "serious": "serious-concern",
    "suspected": "serious-concern",
    "strongly suspected": "serious-concern",
    "very serious": "very-serious-concern",
    "extremely serious": "extremely-serious-concern",
}
RAISING_WORDS = {"no": "absent", "yes": "present", "very large": "present"}
# Only designs that the terms of SEVCO name outright.
STUDY_DESIGNS = {
    "rct": "SEVCO:01003",
    "quasi_rct": "SEVCO:01004",
    "case_control": "SEVCO:01013",
    "nested_case_control": "SEVCO:01013",
    "case_series": "SEVCO:01016",
    "case_report": "SEVCO:01017",
    "cross_sectional": "SEVCO:01027",
    "cross_sectional_blinded_ref": "SEVCO:01027",
}
STYLES = {"ama": "ama11", "apa": "apa7", "vancouver": "vancouver"}
CONTAINERS = {"article-journal": "D020492", "chapter": "D001877"}


def concept(system: str, code: str, text: str = "") -> Node:
    """A CodeableConcept; without a code its words alone, {} without either."""
    coding = [{"system": system, "code": code}] if code else []
    return known({"coding": coding, "text": text})
