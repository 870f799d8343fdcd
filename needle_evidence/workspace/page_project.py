"""The files of a new project that is made from a page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

from needle_evidence.formats.bibtex_text.latex_escaping import escape
from needle_evidence.model.article import PageReference
from needle_evidence.model.identifiers import bare_doi
from needle_evidence.model.plain_text import one_line, visible

# A signature, so that spreadsheets take the file for UTF-8.
_MARK = "\ufeff"
_COLUMNS = (
    "claim_id", "claim", "topic", "question", "intervention", "population", "comparator",
    "outcome", "references", "article", "quote", "review_due", "note",
)  # fmt: skip
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}\\]{1,200}")
_GLUED = re.compile(r"(?i)(?:pmid|pmcid|https?):|\[|\u2026")


def claims_file(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A claims table with these rows (cells by column)."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: one_line(cell) for name, cell in row.items()})
    return (_MARK + stream.getvalue()).encode("utf-8", "backslashreplace")


def references_file(entries: Mapping[str, PageReference], *, page: str) -> bytes:
    """A reference file with an entry per printed reference, by citekey.

    The printed text is kept whole as a note, and the DOI or address that it prints as a field:
    nothing is guessed from the rest.
    """
    # BibTeX knows no comments: an @ anywhere between entries begins one.
    name = visible(one_line(page)).replace("@", "＠")
    parts = [f"% The references that {name} prints, as they are printed there.\n"]
    parts += [_entry(key, reference) for key, reference in entries.items()]
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def settings_file(article: str) -> bytes:
    """Settings that name the page; else they are those of the starter project."""
    folder = resources.files("needle_evidence.workspace") / "starter_project"
    text = (folder / "needle-evidence.toml").read_text(encoding="utf-8")
    line = f"articles = [{json.dumps(article, ensure_ascii=False)}]\n"
    return text.replace("style = ", f"{line}style = ", 1).encode("utf-8")


def citekeys(references: Sequence[PageReference]) -> dict[str, PageReference]:
    """A citekey for each printed reference: "reference5" by its label, else by its place."""
    keys: dict[str, PageReference] = {}
    for number, reference in enumerate(references, start=1):
        label = "".join(c for c in reference.label.lower() if c.isascii() and c.isalnum())
        key = f"reference{label or number}"
        while key in keys:
            key += "b"
        keys[key] = reference
    return keys


def _printed_doi(text: str) -> str:
    """The first DOI in a text, "" for none; what a page glues to it is cut off."""
    found = _DOI.search(text)
    return bare_doi(_GLUED.split(found[0])[0].rstrip(".,;:)]}*\"'")) if found else ""


def _entry(key: str, reference: PageReference) -> str:
    doi = _printed_doi(f"{reference.text} {reference.address}")
    fields = [("note", one_line(reference.text))]
    if doi:
        fields.append(("doi", doi))
    elif reference.address.startswith(("http://", "https://")):
        fields.append(("url", reference.address))
    lines = [f"  {name} = {{{escape(value)}}}," for name, value in fields]
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])
