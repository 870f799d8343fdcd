"""The authors and editors of a PubMed record, as persons and groups."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from needle_evidence.formats.reference_fields import ReferenceFields, split_particle
from needle_evidence.formats.safe_xml import plain_text
from needle_evidence.model.reference import PersonName


def read_people(list_of_names: Element, fields: ReferenceFields) -> None:
    """Adds the names of an `<AuthorList>` as authors, or as editors where it says so.

    A name that PubMed marks as wrong (ValidYN="N": the right one stands beside it) is kept as a
    field of its own; so are affiliations and the authors' identifiers (ORCID).
    """
    people = fields.editors if list_of_names.get("Type") == "editors" else fields.authors
    for author in list_of_names.findall("Author"):
        name = _name(author)
        if author.get("ValidYN") == "N":
            fields.keep("invalid-author", name.display)
        elif name.display and name not in people:
            people.append(name)
    fields.keep("ad", _texts(list_of_names, "Author/AffiliationInfo/Affiliation"))
    fields.keep("auid", _identifiers(list_of_names))
    if list_of_names.get("CompleteYN") == "N":
        fields.authors_truncated = True


def _name(author: Element) -> PersonName:
    if group := plain_text(author.find("CollectiveName")):
        return PersonName(literal=group.rstrip("."))
    given = plain_text(author.find("ForeName")) or plain_text(author.find("Initials"))
    last = plain_text(author.find("LastName"))
    if not last:
        return PersonName(literal=given)
    particle, family = split_particle(last)
    suffix = plain_text(author.find("Suffix"))
    return PersonName(family=family, given=given, particle=particle, suffix=suffix)


def _texts(element: Element, path: str) -> Iterator[str]:
    return map(plain_text, element.findall(path))


def _identifiers(list_of_names: Element) -> Iterator[str]:
    """Identifiers as PubMed's text format writes them: "ORCID: 0000-…"."""
    for identifier in list_of_names.findall("Author/Identifier"):
        yield f"{identifier.get('Source', '')}: {plain_text(identifier)}".strip(": ")
