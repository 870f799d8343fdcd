"""The tables as a Frictionless data package: the CSV files and what describes them."""

from __future__ import annotations

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.report_format import RenderedReport, ReportFormat, ReportOptions
from needle_evidence.reporting.tables.csv_text import csv_bytes
from needle_evidence.reporting.tables.data_package import data_package
from needle_evidence.reporting.tables.report_tables import report_tables


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    del options  # the description follows its standard
    tables = report_tables(view)
    described = json_text(data_package(view, tables)).encode()
    files = {f"tables/{table.name}.csv": csv_bytes(table) for table in tables}
    return RenderedReport(files={"tables/datapackage.json": described, **files})


REPORT_FORMAT = ReportFormat(
    name="datapackage",
    summary="the tables as CSV, described for programs (Frictionless)",
    render=_render,
)
