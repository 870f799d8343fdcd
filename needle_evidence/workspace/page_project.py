"""The files of a new project that is made from a page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from needle_evidence.formats.bibtex_text.bib_edits import append_entries
from needle_evidence.model.plain_text import one_line, visible
from needle_evidence.model.reference import Reference

# A signature, so that spreadsheets take the file for UTF-8.
_MARK = "\ufeff"
_COLUMNS = (
    "claim_id", "claim", "topic", "question", "intervention", "population", "comparator",
    "outcome", "references", "article", "quote", "review_due", "note",
)  # fmt: skip


def claims_file(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A claims table with these rows (cells by column)."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: one_line(cell) for name, cell in row.items()})
    return (_MARK + stream.getvalue()).encode("utf-8", "backslashreplace")


def references_file(entries: Sequence[Reference], *, page: str) -> bytes:
    """A reference file with the entries that were made of the references of a page."""
    # BibTeX knows no comments: an @ anywhere between entries begins one.
    name = visible(one_line(page)).replace("@", "＠")
    comment = f"% The references that {name} prints, as far as they could be read.\n"
    text = append_entries(comment, entries)
    return text.encode("utf-8", "backslashreplace")


def settings_file(article: str) -> bytes:
    """Settings that name the page; else they are those of the starter project."""
    folder = resources.files("needle_evidence.workspace") / "starter_project"
    text = (folder / "needle-evidence.toml").read_text(encoding="utf-8")
    line = f"articles = [{json.dumps(article, ensure_ascii=False)}]\n"
    return text.replace("style = ", f"{line}style = ", 1).encode("utf-8")
