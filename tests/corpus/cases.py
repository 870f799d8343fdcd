"""Reading the cases of the corpus and turning each into a library, without touching a disk."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needle_evidence.formats import appraisal_tables as tables
from needle_evidence.formats.claims_table import COLUMNS, read_claims
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Problem
from needle_evidence.model.library import Library
from needle_evidence.model.source_text import SourceText

FOLDER = Path(__file__).parent
_TODAY = "2026-11-24"
_TABLES: Mapping[str, tuple[str, tables.AppraisalTable[Any]]] = {
    "evidence": ("results", tables.EVIDENCE),
    "certainty": ("ratings", tables.CERTAINTY),
    "searches": ("searches", tables.SEARCHES),
    "reviews": ("reviews", tables.REVIEWS),
    "waivers": ("waivers", tables.WAIVERS),
    "thesaurus": ("terms", tables.THESAURUS),
}
KEYS = frozenset(
    ("id", "rule", "expect", "subject", "why", "claims", "references", "fulltext", "today")
) | frozenset(_TABLES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case. expect: "fire" or "quiet". subject: of the finding that must fire, "" for any."""

    id: str
    rule: str
    expect: str
    subject: str
    why: str
    content: Mapping[str, Any]


def all_cases() -> tuple[Case, ...]:
    """Every case of every file, by file and line."""
    return tuple(
        _case(json.loads(line))
        for file in sorted(FOLDER.glob("*.jsonl"))
        if file.name not in ("anchor_edits.jsonl", "printed_references.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    )


def library_of(case: Case) -> Library:
    """The library that a project with these tables would give."""
    content = case.content
    claims = read_claims(_table(COLUMNS, content["claims"]), path="claims.csv")
    bibliography = read_references(_bibtex(content.get("references", ())), path="references.bib")
    problems: list[Problem] = [*claims.problems, *bibliography.problems]
    recorded: dict[str, Any] = {}
    for name, (field, table) in _TABLES.items():
        if name in content:
            data = _table(table.column_names, content[name])
            recorded[field], found = table.read(data)
            problems.extend(found)
    texts = {
        key: SourceText(path=f"fulltext/{key}.txt", text=text)
        for key, text in content.get("fulltext", {}).items()
    }
    return Library(
        claims=claims.claims,
        references=bibliography.references,
        **recorded,
        source_texts=texts,
        problems=tuple(problems),
        available=frozenset({"claims", "references", *recorded}),
        today=datetime.date.fromisoformat(content.get("today", _TODAY)),
    )


def _case(content: dict[str, Any]) -> Case:
    return Case(
        id=content["id"],
        rule=content["rule"],
        expect=content["expect"],
        subject=content.get("subject", ""),
        why=content["why"],
        content=content,
    )


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    stream = io.StringIO()
    extra = [name for row in rows for name in row if name not in columns]
    writer = csv.DictWriter(stream, [*columns, *dict.fromkeys(extra)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def _bibtex(entries: Sequence[Mapping[str, str]]) -> str:
    blocks = []
    for entry in entries:
        fields = ",\n".join(
            f"  {name} = {{{text}}}" for name, text in entry.items() if name not in ("key", "type")
        )
        blocks.append(f"@{entry.get('type', 'article')}{{{entry['key']},\n{fields}\n}}\n")
    return "\n".join(blocks)
