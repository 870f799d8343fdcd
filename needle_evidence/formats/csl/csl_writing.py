"""A reference as a CSL-JSON item from which nothing is lost when it is read again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from needle_evidence.formats.csl.csl_item import to_csl
from needle_evidence.formats.csl.csl_name_reading import read_names
from needle_evidence.formats.csl.csl_reading import (
    KEY_NAMES,
    MORE_AUTHORS,
    OWN_FIELDS,
    OWN_NAMES,
    OWN_TYPE,
    csl_value,
    read_csl_item,
)
from needle_evidence.formats.reference_fields import fit_citekey
from needle_evidence.formats.tagged_reference.collected_fields import names_as_json
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

_PREFIX = "csl-"
_NOWHERE = Location(path="")
_NAMES = frozenset({"author", "editor"})
_BESIDE = {"abstract": "abstract", "keywords": "keyword", "note": "note"}


def write_csl_item(reference: Reference, *, number: int) -> dict[str, object]:
    """The work as a CSL-JSON item (CSL 1.0.2) for exchange.

    number: its place in the file, which is its id where it has no key. What `to_csl` leaves out
    for printing (abstract, keywords, note) is there too, and so are the variables that were read
    from CSL. Every field that would come back as something else stands in `custom`, CSL's
    place for that, as `bibtex-fields`; a field with an empty text there is to be taken away.
    """
    item = to_csl(reference)
    kept = {
        name.removeprefix(_PREFIX): csl_value(text)
        for name, text in reference.fields.items()
        if name.startswith(_PREFIX)
    }
    for name in KEY_NAMES:
        # It was no citekey where it came from: as text it would be taken for one.
        if not reference.key and fit_citekey(str(kept.get(name, ""))):
            del kept[name]
    item["id"] = reference.key or str(kept.pop("id", "")) or str(number)
    kept.pop("id", None)
    for field, name in _BESIDE.items():
        if text := reference.text(field):
            item[name] = text
    for role, people in (("author", reference.authors), ("editor", reference.editors)):
        if role in kept and read_names(kept[role]).people != people:
            del kept[role]
    item.update({name: value for name, value in kept.items() if name != "custom"})
    custom = _custom(reference, item, kept.get("custom"))
    if custom:
        item["custom"] = custom
    return item


def _custom(reference: Reference, item: Mapping[str, object], others: object) -> dict[str, object]:
    """What the item does not say of the reference, or says differently."""
    custom: dict[str, object] = dict(others) if isinstance(others, Mapping) else {}
    again = read_csl_item({**item, "custom": custom}, location=_NOWHERE)
    if fields := _differences(reference.fields, again.fields):
        custom[OWN_FIELDS] = fields
    if names := {
        role: names_as_json(people, truncated=False)
        for role, people, found in (
            ("author", reference.authors, again.authors),
            ("editor", reference.editors, again.editors),
        )
        if people != found
    }:
        custom[OWN_NAMES] = names
    if again.entry_type != reference.entry_type:
        custom[OWN_TYPE] = reference.entry_type
    if reference.authors_truncated and ("author" in names or not again.authors_truncated):
        custom[MORE_AUTHORS] = True
    return custom


def _differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    names = sorted({*wanted, *found})
    return {
        name: wanted.get(name, "")
        for name in names
        if name not in _NAMES and _same(wanted.get(name, "")) != _same(found.get(name, ""))
    }


def _same(text: str) -> str:
    """The text without what never matters: blanks at its ends."""
    return re.sub(r"\A\s+|\s+\Z", "", text)
