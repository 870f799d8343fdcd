"""What describes a set of CSV tables to programs: a data package with a schema per table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from needle_evidence.appraisal.schemes.grade import SCHEME as GRADE
from needle_evidence.appraisal.schemes.ocebm_2011 import SCHEME as OCEBM
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.tables.report_tables import CAUTION
from needle_evidence.reporting.tables.table import Column, Table

_APOSTROPHE = (
    "A text that a spreadsheet would take for a formula has an apostrophe before it. Several "
    "values in one cell are separated by “; ”."
)


def data_package(view: EvidenceView, tables: Sequence[Table]) -> dict[str, Any]:
    """The descriptor, to be stored beside the tables as datapackage.json.

    Of the project's licence, author and version nothing is known, so nothing is said of them.
    A key is declared only where no two rows share it. Source: Data Package and Table Schema,
    version 2 (Open Knowledge Foundation).
    """
    keyed = {table.name: table.key for table in tables if _is_key(table)}
    files = (view.claims_path, view.references_path)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "evidence-tables",
        "title": "Evidence tables",
        "description": _description(view),
        "sources": [{"title": one_line(path, 500)} for path in files if path],
        "resources": [_resource(table, keyed) for table in tables],
    }


def _description(view: EvidenceView) -> str:
    levels = f"Levels: {OCEBM.attribution}. {OCEBM.disclaimer}"
    made = f"Written by needle-evidence {view.version}."
    return " ".join((made, CAUTION, _APOSTROPHE, GRADE.disclaimer, levels))


def _is_key(table: Table) -> bool:
    values = table.values(table.key) if table.key else ()
    return bool(table.key) and all(values) and len(set(values)) == len(values)


def _resource(table: Table, keyed: dict[str, str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.about,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": _schema(table, keyed),
    }


def _schema(table: Table, keyed: dict[str, str]) -> dict[str, Any]:
    links = [
        {"fields": [name], "reference": {"resource": other, "fields": [keyed[other]]}}
        for name, other in table.links
        if other in keyed
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": [table.key]} if table.name in keyed else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.kind.value,
        "title": column.title,
        "description": column.about,
        **({"constraints": {"enum": list(column.choices)}} if column.choices else {}),
    }
