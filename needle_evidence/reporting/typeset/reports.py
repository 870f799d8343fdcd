"""The printed report of each audience."""

from __future__ import annotations

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.typeset.clinician_report import clinician_report
from needle_evidence.reporting.typeset.patient_report import patient_report
from needle_evidence.reporting.typeset.printed_pictures import NO_PICTURES, PrintedPictures
from needle_evidence.reporting.typeset.printed_report import PrintedReport
from needle_evidence.reporting.typeset.work_section import editor_report


def printed_report(
    view: EvidenceView, audience: Audience, pictures: PrintedPictures = NO_PICTURES
) -> PrintedReport:
    """The report of an audience as one prints it; pictures stand in the clinician's."""
    if audience is Audience.CLINICIAN:
        return clinician_report(view, pictures)
    return patient_report(view) if audience is Audience.PATIENT else editor_report(view)
