"""Cells in which a whole source is printed: Embase's `Source`, PubMed's `Citation`."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping

from needle_evidence.formats.reference_fields import full_pages
from needle_evidence.formats.tagged_reference.cell_values import read_date
from needle_evidence.model.identifiers import bare_doi

_LONGEST = 2_000
# "Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004"
_EMBASE = re.compile(
    r"(?P<journal>[^()]{1,300}(?:\([^()\d]{1,100}\)[^()]{0,100})?) \((?P<year>\d{4})\)"
    r"(?: (?P<volume>[^\s:()]{1,40}(?: [^\s:()]{1,20}){0,2})?(?::(?P<number>[^()]{1,60}?))?)?"
    r"(?: \((?P<pages>[^()]{1,60})\))?\.?"
    r"(?: Article Number: (?P<eid>[\w.-]{1,40})\.?)?"
    r"(?: Date of Publication: (?P<date>.{1,60}))?"
)
# "Lancet. 2014 Aug 5;383(9921):1083-94. doi: 10.1000/x. Epub 2013 Dec 1."
_PUBMED = re.compile(
    r"[^;]{1,300}?\. (?P<date>\d{4}(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?(?: \d{1,2})?)?)"
    r"(?:;(?P<volume>[^():;]{0,40})(?:\((?P<number>[^()]{1,60})\))?(?::(?P<pages>[^.;]{1,60}))?)?\."
)


def embase_source(text: str) -> Mapping[str, str]:
    """The fields of an Embase source line; {} where it is another kind of cell.

    A journal's name may hold one group in brackets ("Cancer (Basel)").
    """
    match = _EMBASE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return {}
    fields = {name: (found or "").strip() for name, found in match.groupdict().items()}
    return _dated(fields)


def pubmed_citation(text: str) -> Mapping[str, str]:
    """Year, month, day, volume, number and pages of a PubMed citation; {} for other cells."""
    match = _PUBMED.match(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return {}
    return _dated({name: (found or "").strip() for name, found in match.groupdict().items()})


def open_url_doi(text: str) -> str:
    """The DOI that an OpenURL names (`id=doi:…`; ANSI/NISO Z39.88), else the empty string."""
    if len(text) > _LONGEST * 4:
        return ""
    for found in re.findall(r"[?&](?:rft_)?id=(?:info:)?doi[:/]([^&\s]{5,300})", text):
        if doi := bare_doi(urllib.parse.unquote(found)):
            return doi
    return ""


def _dated(fields: dict[str, str]) -> Mapping[str, str]:
    date = read_date(fields.pop("date", ""))
    year = fields.get("year") or date.year
    if date.year in ("", year):
        fields |= {"month": date.month, "day": date.day}
    fields["year"] = year
    fields["pages"] = full_pages(fields.get("pages", ""))
    return {name: value for name, value in fields.items() if value}
