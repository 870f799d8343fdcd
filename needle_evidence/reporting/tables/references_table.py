"""The table of references: what each work is, what registries say of it, where it is used."""

from __future__ import annotations

from needle_evidence.appraisal.verdict import ReferenceState
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.verification import NoticeState
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.reference_view import ReferenceView
from needle_evidence.reporting.tables.claims_table import joined
from needle_evidence.reporting.tables.table import Field, Kind, Table, field, rows_of

REFERENCES = "references"


def references_table(view: EvidenceView) -> Table:
    """A row per work, in the order of the reference list."""
    return Table(
        name=REFERENCES,
        title="References",
        about="One row per work in the reference list.",
        columns=tuple(one.column for one in _FIELDS),
        rows=rows_of(_FIELDS, view.references),
        key="citekey",
    )


def _codes(view: ReferenceView) -> str:
    return joined(tuple(dict.fromkeys(finding.code for finding in view.problems)))


def _link(view: ReferenceView) -> str:
    return view.links[0].address if view.links else ""


_WORK: tuple[Field[ReferenceView], ...] = (
    field(
        "number", "Its number in the reference list.", lambda v: v.number,
        kind=Kind.INTEGER, width=8,
    ),
    field("citekey", "Its name in the reference file.", lambda v: v.citekey, width=24),
    field("work", "First author and year.", lambda v: v.short_name, width=22),
    field("title", "Its title.", lambda v: v.title, width=44),
    field("year", "Year of publication, as recorded.", lambda v: v.year, width=7),
    field("text", "The whole reference in the chosen style.", lambda v: v.formatted.plain,
          title="Reference", width=60),
    field("entry_type", "Its BibTeX type.", lambda v: v.record.entry_type, for_programs=True),
    field("doi", "DOI.", lambda v: normalise_doi(v.record.text("doi")), title="DOI", width=24),
    field("pmid", "PubMed number.", lambda v: normalise_pmid(v.record.text("pmid")),
          title="PMID", width=10),
    field("pmcid", "PubMed Central number.", lambda v: normalise_pmcid(v.record.text("pmcid")),
          title="PMCID", width=12),
    field("link", "Web address.", _link, width=30),
)  # fmt: skip
_STUDY: tuple[Field[ReferenceView], ...] = (
    field("study_design", "Code of its study design, recorded or inferred from its words.",
          lambda v: v.design_code, for_programs=True),
    field("study_design_in_words", "Its study design in words.", lambda v: v.design,
          title="Study design", width=22),
    field("study_design_inferred", "Whether nobody recorded the design, and words show it.",
          lambda v: v.design_inferred, kind=Kind.BOOLEAN, title="Inferred", width=9),
    field("sample_size", "Number of people, as recorded.", lambda v: v.sample_size, width=9),
    field("population", "In whom.", lambda v: v.record.text("population"), width=22),
    field("intervention", "What was done.", lambda v: v.record.text("intervention"), width=18),
    field("comparator", "Compared with what.", lambda v: v.record.text("comparator"), width=18),
    field("outcome", "What was measured.", lambda v: v.record.text("outcome"), width=18),
)  # fmt: skip
_RECORD: tuple[Field[ReferenceView], ...] = (
    field("notice", "What is known of a retraction, correction or concern.",
          lambda v: v.verification.notice, for_programs=True,
          choices=[state.value for state in NoticeState]),
    field("notice_in_words", "The same in words; empty where no notice is known.",
          lambda v: v.verification.notice_label, title="Notice", width=14),
    field("verification", "Whether registries know it as described.",
          lambda v: v.verification.verdict, for_programs=True,
          choices=[state.value for state in ReferenceState]),
    field("verification_in_words", "The same in words.", lambda v: v.verification.label,
          title="Verification", width=14),
    field("not_checked_because", "Why nobody knows whether it stands as described.",
          lambda v: v.verification.not_checked, width=24),
    field("answers_since", "Day of the oldest answer of a source that counts.",
          lambda v: v.verification.oldest, kind=Kind.DATE, width=11),
    field("cited_by", "Claims that cite it.",
          lambda v: joined(tuple(claim.claim_id for claim in v.used_by)), width=30),
    field("considered_for", "Claims about which it has a recorded result and that do not cite it.",
          lambda v: joined(tuple(claim.claim_id for claim in v.considered_for)), width=30),
    field("problems", "Codes of the open findings on it.", _codes, width=16),
    field("line", "Line of its entry in the reference file.",
          lambda v: v.record.location.line, kind=Kind.INTEGER, width=7),
)  # fmt: skip
_FIELDS = (*_WORK, *_STUDY, *_RECORD)
