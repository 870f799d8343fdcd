"""The field `confidence` of an entry that was read from a printed reference, field by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from needle_evidence.model.reference import Reference

FIELD = "confidence"
_SEPARATOR = "; "


def read_confidence(reference: Reference) -> Mapping[str, str]:
    """What `confidence` says ("title 0.97; year 0.99"), by the name of the field it is about."""
    parts = (part.strip() for part in reference.text(FIELD).split(";"))
    return {part.split()[0]: part for part in parts if part}


def changed_confidence(
    entry: Reference, record: Reference, taken: Mapping[str, str], confirmed: Collection[str]
) -> str:
    """What `confidence` says once values of a record stand in the entry; "" for nothing left.

    taken: names of the entry's fields that get the record's value, each with the name in the
    record: how sure that one's reading is comes along. confirmed: fields in which a source
    says the same, so that they are not unsure any more.
    """
    before, of_record = read_confidence(entry), read_confidence(record)
    after = {name: part for name, part in before.items() if name not in {*taken, *confirmed}}
    for name, source in taken.items():
        if source in of_record:
            after[name] = name + of_record[source].removeprefix(source)
    return entry.text(FIELD) if after == before else _SEPARATOR.join(after.values())
