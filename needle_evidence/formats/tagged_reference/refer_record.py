"""One record of EndNote's refer format (.enw) as a reference."""

from __future__ import annotations

from needle_evidence.formats.tagged_lines import TaggedRecord
from needle_evidence.formats.tagged_reference.cell_values import (
    doi_of,
    listed_words,
    pages_of,
    plain,
)
from needle_evidence.formats.tagged_reference.collected_fields import (
    CITEKEY,
    CollectedFields,
    all_values,
)
from needle_evidence.formats.tagged_reference.shared_fields import (
    citekey_of,
    identifier_only,
    put_date,
    put_serial_numbers,
)
from needle_evidence.formats.tagged_reference.written_names import read_names
from needle_evidence.model.identifiers import normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import Reference

NOTE_TAG = "Z"
# EndNote's names of types, in lower case and without spaces.
_TYPES = {
    "journalarticle": "article",
    "electronicarticle": "article",
    "magazinearticle": "article",
    "newspaperarticle": "article",
    "book": "book",
    "editedbook": "book",
    "electronicbook": "book",
    "booksection": "incollection",
    "electronicbooksection": "incollection",
    "encyclopedia": "incollection",
    "conferencepaper": "inproceedings",
    "conferenceproceedings": "inproceedings",
    "report": "techreport",
    "governmentdocument": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "blog": "online",
    "computerprogram": "software",
    "dataset": "dataset",
    "patent": "patent",
    "unpublishedwork": "unpublished",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "generic": "misc",
}
WRITTEN_TYPES = {
    "article": "Journal Article",
    "book": "Book",
    "incollection": "Book Section",
    "inbook": "Book Section",
    "inproceedings": "Conference Paper",
    "conference": "Conference Paper",
    "proceedings": "Conference Proceedings",
    "techreport": "Report",
    "report": "Report",
    "phdthesis": "Thesis",
    "mastersthesis": "Thesis",
    "thesis": "Thesis",
    "online": "Web Page",
    "software": "Computer Program",
    "dataset": "Dataset",
    "patent": "Patent",
    "unpublished": "Unpublished Work",
    "booklet": "Pamphlet",
}
# Tags that are signs, which no name of a BibTeX field may hold.
SIGNS = {
    "!": "bang", "@": "at", "#": "hash", "$": "dollar", "&": "and", "(": "open", ")": "close",
    "*": "star", "+": "plus", "^": "caret", ">": "greater", "<": "less", "[": "bracket",
    "]": "closed", "=": "equals", "~": "tilde", "?": "question", "'": "quote", '"': "quotes",
    "-": "hyphen", ".": "dot", ",": "comma", ":": "colon", ";": "semicolon", "/": "slash",
    "\\": "backslash", "_": "underscore", "`": "backtick", "{": "brace", "}": "braced",
    "|": "bar", "%": "percent",
}  # fmt: skip
_PARTS = frozenset({"incollection", "inproceedings"})


def read_refer(record: TaggedRecord, path: str) -> Reference:
    """The reference of a refer record; a tag that BibTeX has no name for becomes `enw-x`."""
    cells = CollectedFields(record, path=path, prefix="enw", note_tag=NOTE_TAG, field_of=_field_of)
    entry_type = _entry_type(cells)
    for name, tags in (("author", "A"), ("editor", "E")):
        people = cells.cells(tags)
        cells.put_names(name, people, read_names(all_values(people)))
    cells.put_first("title", "T")
    if entry_type in _PARTS:
        cells.put_first("booktitle", "B")
        cells.put_first("series", "S")
    elif entry_type == "article" or cells.cells("J"):
        cells.put_first("journal", "J", "B")
    else:
        cells.put_first("series", "B", "S")
    cells.put_first("shorttitle", "!")
    put_date(cells, "D", "8")
    cells.put_first("volume", "V")
    cells.put_first("number", "N")
    cells.put_first("pages", "P", form=pages_of)
    body = {"phdthesis": "school", "techreport": "institution"}.get(entry_type, "publisher")
    cells.put_first(body, "I")
    cells.put_first("address", "C")
    cells.put_first("edition", "7")
    if entry_type in ("phdthesis", "techreport"):
        cells.put_first("type", "9")
    put_serial_numbers(cells, "@")
    cells.put_all("language", "G")
    _put_identifiers(cells)
    cells.put_first("abstract", "X")
    cells.put_all("keywords", "K", split=listed_words)
    cells.put_all("note", NOTE_TAG)
    key = cells.put_first(CITEKEY, "F", form=citekey_of)
    return cells.reference(key=key, entry_type=entry_type)


def _entry_type(cells: CollectedFields) -> str:
    """BibTeX's type; EndNote's stays as `enw-0` where that type is written as another."""
    for cell in cells.cells("0"):
        kind = plain(cell.value)
        entry_type = _TYPES.get(kind.lower().replace(" ", ""), "misc")
        if kind == WRITTEN_TYPES.get(entry_type, "Generic") or not kind:
            cells.use(cell)
        return entry_type
    if cells.cells("J"):
        return "article"
    return "incollection" if cells.cells("B") else "misc"


def _put_identifiers(cells: CollectedFields) -> None:
    cells.put_first("doi", "R", form=doi_of)
    cells.put_first("url", "U", form=identifier_only)
    if not cells["doi"]:
        cells.put("doi", doi_of(cells["url"]), 1)
    cells.put_first("pmid", "M", form=_marked_pmid)
    cells.put_first("pmcid", "2", form=normalise_pmcid)


def _marked_pmid(value: str) -> str:
    """A PMID that says so; a bare accession number may be anything."""
    text = plain(value)
    return normalise_pmid(text) if text.lower().startswith(("pmid", "http")) else ""


def _field_of(tag: str) -> str:
    """A tag as the end of a field's name; EndNote tells capitals from small letters."""
    if tag.islower():
        return f"small-{tag}"
    return SIGNS.get(tag, tag.lower())
