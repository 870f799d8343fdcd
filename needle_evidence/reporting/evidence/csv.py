"""The tables of the report as CSV files, for spreadsheets and programs."""

from __future__ import annotations

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportFormat, ReportOptions
from needle_evidence.reporting.tables.csv_text import csv_bytes
from needle_evidence.reporting.tables.report_tables import report_tables
from needle_evidence.reporting.tables.work_list_table import work_list_table


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    if options.audience is Audience.EDITOR:
        table = work_list_table(view)
        return RenderedReport(files={f"{options.audience.file_stem}.csv": csv_bytes(table)})
    tables = report_tables(view)
    return RenderedReport(files={f"tables/{one.name}.csv": csv_bytes(one) for one in tables})


REPORT_FORMAT = ReportFormat(
    name="csv",
    summary="the tables, one file each",
    render=_render,
    audiences=(Audience.CLINICIAN, Audience.EDITOR),
)
