"""The fields of one imported work, gathered piece by piece and frozen as a reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from needle_evidence.formats.tagged_reference.cell_values import MONTHS
from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import bare_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.reference import PersonName, Reference

# As in renaming: what BibTeX takes for a citekey, without what ends one or starts another.
_CITEKEY = re.compile(r"[^\W_][\w:.+/'!?*&<>|^$-]*")
_LONGEST_KEY = 100
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_PAGE_DASH = re.compile(r"\s*[‐-―−]\s*|\s*--?-?\s*")
_ABBREVIATION_AT_END = re.compile(r"(?:\b[A-Z]\.){2,}$|\.\.$")
_SHORT_RANGE = re.compile(r"(?<![\w.])([A-Za-z]{0,3})(\d+)-(\d+)(?![\w.-])")
_ISO_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?:[T ].*)?/*")


class ReferenceFields:
    """Collects fields in file order; the first value of a field is its value.

    prefix: of the format's own fields ("csl"), for what BibTeX has no name for.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.authors: list[PersonName] = []
        self.editors: list[PersonName] = []
        self.authors_truncated = False
        self._fields: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def get(self, name: str) -> str:
        """The field's value so far, or the empty string."""
        return self._fields.get(name, "")

    def put(self, name: str, value: str) -> bool:
        """Sets a field that has no value yet; False where it holds another one already."""
        value = value.strip()
        if not value:
            return True
        return self._fields.setdefault(name, value) == value

    def keep(self, name: str, values: str | Iterable[str]) -> None:
        """Keeps what BibTeX has no name for as `prefix-name`; several values with "; "."""
        listed = [values] if isinstance(values, str) else list(values)
        joined = "; ".join(dict.fromkeys(value.strip() for value in listed if value.strip()))
        if not joined:
            return
        field = f"{self.prefix}-{field_slug(name)}"
        before = self._fields.get(field)
        self._fields[field] = joined if before in (None, joined) else f"{before}; {joined}"

    def restore(self, name: str, value: str) -> None:
        """Sets a field whatever value it has; an empty value takes the field away."""
        if value:
            self._fields[name] = value
        else:
            self._fields.pop(name, None)

    def put_or_keep(self, field: str, value: str, name: str = "") -> None:
        """Sets a field, or keeps the value under the format's own name beside the first one."""
        if not self.put(field, value):
            self.keep(name or field, value)

    def put_identifiers(self, *, doi: str = "", pmid: str = "", pmcid: str = "") -> None:
        """Sets the identifiers without addresses and prefixes; one that is none as it stands."""
        for name, written, bare in (
            ("doi", doi, bare_doi(doi)),
            ("pmid", pmid, normalise_pmid(pmid)),
            ("pmcid", pmcid, normalise_pmcid(pmcid)),
        ):
            self.put_or_keep(name, bare or written)

    def freeze(self, *, key: str, entry_type: str, location: Location, raw: str = "") -> Reference:
        """The reference, with names first."""
        people = {
            "author": "; ".join(person.display for person in self.authors),
            "editor": "; ".join(person.display for person in self.editors),
        }
        fields = {name: text for name, text in people.items() if text} | self._fields
        return Reference(
            key=key,
            entry_type=entry_type,
            location=location,
            fields=MappingProxyType(fields),
            authors=tuple(self.authors),
            editors=tuple(self.editors),
            authors_truncated=self.authors_truncated,
            raw=raw,
        )


def fit_citekey(text: str) -> str:
    """The text if it can be a citekey as it is, else the empty string.

    A number, an address and a DOI, which programs use as ids, are none.
    """
    if len(text) > _LONGEST_KEY or not _CITEKEY.fullmatch(text):
        return ""
    named = any(map(str.isalpha, text)) and "://" not in text
    return text if named and not bare_doi(text) else ""


def field_slug(name: str) -> str:
    """A name as part of a field's name: lower case, letters and digits with hyphens."""
    return _NOT_IN_NAMES.sub("-", name.lower()).strip("-") or "unnamed"


def full_pages(text: str) -> str:
    """Pages with plain hyphens and whole numbers: "1083–94" → "1083-1094".

    Only where the shortened number gives a later page; anything else stays as it is.
    """
    bare = _PAGE_DASH.sub("-", text.strip())
    return _SHORT_RANGE.sub(_whole_range, bare) if len(bare) < 200 else bare


def _whole_range(match: re.Match[str]) -> str:
    letters, first, last = match.groups()
    if len(last) >= len(first):
        return match.group()
    whole = first[: len(first) - len(last)] + last
    return f"{letters}{first}-{letters}{whole}" if int(whole) > int(first) else match.group()


def title_without_dot(title: str) -> str:
    """The title without the full stop that PubMed sets behind it."""
    if title.endswith(".") and not _ABBREVIATION_AT_END.search(title[-40:]):
        return title[:-1].rstrip()
    return title


def dated_fields(text: str) -> Mapping[str, str]:
    """`year`, `month` and `day` of a date such as 2014-08-05, 2014/08 or 2014; {} for others."""
    match = _ISO_DATE.fullmatch(text.strip()) if len(text) < 60 else None
    if match is None:
        return {}
    year, month, day = match.groups()
    fields = {"year": year}
    if month and 1 <= int(month) <= 12:
        fields["month"] = MONTHS[int(month)]
        if day and 1 <= int(day) <= 31:
            fields["day"] = str(int(day))
    return fields


def split_particle(family: str) -> tuple[str, str]:
    """A family name's lower-case particle ("de la") and the rest, as BibTeX tells them apart."""
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])
