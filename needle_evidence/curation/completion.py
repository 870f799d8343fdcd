"""What imported records of works that are there already add to the entries of these works."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from needle_evidence.curation import reading_confidence
from needle_evidence.curation.author_lists import says_all_of
from needle_evidence.curation.incoming import KnownWork
from needle_evidence.curation.merging import FieldChoice, Kept, merge
from needle_evidence.curation.work_titles import TitleMatch, compare_titles, work_title
from needle_evidence.formats.bibtex_text.bib_edits import Fields
from needle_evidence.formats.bibtex_text.entry_writer import FieldValue, field_values
from needle_evidence.formats.bibtex_text.known_fields import is_known_field
from needle_evidence.formats.printed_reference.fields import NOT_READ
from needle_evidence.language.folded_text import folded
from needle_evidence.model.reference import Reference

_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
# What a person recorded about a work; an import never replaces it.
RECORDED_BY_A_PERSON = frozenset(
    {"studydesign", "samplesize", "population", "intervention", "comparator", "outcome"}
)
_IDENTIFIERS = frozenset({"doi", "pmid", "pmcid"})
_CONTAINERS = frozenset({"journal", "journaltitle", "booktitle"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """What one record adds to the entry `key` of the same work, and where it says otherwise.

    put_in: fields that the entry lacks. replaced: fields of which the record's value is the
    more complete one, or is asked for. confirmed: names of fields whose reading from a printed
    reference the record bears out, so that it is not unsure any more. differing:
    contradictions; the entry keeps its value. left_out: fields that the entry does not get,
    since they mean nothing to this tool or only to the record's own file. values: what is to
    be written into the entry, None for a field that goes. Where an identifier or the whole title
    differs, the record may be of another work, and nothing is put in or replaced.
    """

    key: str
    put_in: tuple[FieldChoice, ...] = ()
    replaced: tuple[FieldChoice, ...] = ()
    confirmed: tuple[str, ...] = ()
    differing: tuple[FieldChoice, ...] = ()
    left_out: tuple[str, ...] = ()
    values: Fields = field(default_factory=lambda: MappingProxyType({}))

    @property
    def doubtful(self) -> str:
        """The field for which nothing was put in: it tells of another work; "" for none."""
        return next((choice.name for choice in self.differing if _tells_another(choice)), "")


def plan_completions(
    entries: Iterable[Reference], known: Sequence[KnownWork], take: Collection[str] = ()
) -> tuple[Completion, ...]:
    """What each known work adds to its entry, in the order of the works.

    entries: those of the library and the new ones of the import; of a doubled citekey, the
    first counts. A second record of one work meets the entry as the first one left it. take:
    names of fields, in lower case, for which the record's value decides a contradiction.
    """
    by_key: dict[str, Reference] = {}
    for entry in entries:
        by_key.setdefault(entry.key, entry)
    completions: list[Completion] = []
    for work in known:
        completion = complete(by_key[work.key], work.imported, take)
        by_key[work.key] = _completed(by_key[work.key], work.imported, completion)
        completions.append(completion)
    return tuple(completions)


def complete(entry: Reference, record: Reference, take: Collection[str] = ()) -> Completion:
    """What one record of the same work adds to an entry; take: as in `plan_completions`.

    Which value is the more complete one, `curation.merging` says; a list of authors only
    gives way to one that has everyone of it.
    """
    written = field_values(record)
    choices = _choices(entry, record, take, order=tuple(written))
    differing = tuple(choice for choice in choices if _is_difference(choice))
    if any(_tells_another(choice) for choice in differing):
        return Completion(key=entry.key, differing=differing)
    taken = [choice for choice in choices if choice.kept is Kept.SECOND and _fits(entry, choice)]
    confirmed = tuple(_confirmed(entry, record, choices))
    values: dict[str, str | FieldValue | None] = {
        choice.name: written[choice.source] for choice in taken if choice.source in written
    }
    values |= _confidence(entry, record, taken, confirmed)
    return Completion(
        key=entry.key,
        put_in=tuple(choice for choice in taken if not choice.first.strip()),
        replaced=tuple(choice for choice in taken if choice.first.strip()),
        confirmed=confirmed,
        differing=differing,
        left_out=tuple(_left_out(entry, record, choices)),
        values=MappingProxyType(values),
    )


def _choices(
    entry: Reference, record: Reference, take: Collection[str], order: Sequence[str]
) -> list[FieldChoice]:
    """What becomes of each field of the record, in the order in which fields are written."""
    places = {name: place for place, name in enumerate(order)}
    choices = [
        _decided(entry, record, choice, take)
        for choice in merge(entry, record).choices
        if choice.second.strip() and not _is_about_the_reading(choice)
    ]
    return sorted(choices, key=lambda choice: places.get(choice.source, -1))


def _decided(
    entry: Reference, record: Reference, choice: FieldChoice, take: Collection[str]
) -> FieldChoice:
    """The choice as an import may make it: what may not be replaced is a difference."""
    if choice.kept is Kept.SECOND and choice.first.strip():
        if choice.name in RECORDED_BY_A_PERSON or choice.name in entry.inherited:
            choice = replace(choice, kept=Kept.CONFLICT, why="the entry keeps its own")
        elif not _names_everyone(entry, record, choice):
            choice = replace(choice, kept=Kept.CONFLICT, why="the entries contradict each other")
        elif choice.name in _CONTAINERS and not _is_abbreviated(choice.first, choice.second):
            choice = replace(choice, kept=Kept.FIRST, why="the entry has the name in full")
    wanted = choice.source and {choice.name, choice.source} & set(take)
    if choice.kept is Kept.CONFLICT and wanted and choice.name not in RECORDED_BY_A_PERSON:
        return replace(choice, kept=Kept.SECOND, why="as asked for")
    return choice


def _names_everyone(entry: Reference, record: Reference, choice: FieldChoice) -> bool:
    if choice.name == "author":
        return says_all_of(record.authors, entry.authors)
    return choice.name != "editor" or says_all_of(record.editors, entry.editors)


def _is_abbreviated(name: str, longer: str) -> bool:
    """Whether words are shortened; catalogues also add subtitles and places to a full name."""
    return not set(folded(name).split()) <= set(folded(longer).split())


def _tells_another(choice: FieldChoice) -> bool:
    """Whether two records that differ so may be of two works after all."""
    if choice.name == "title":
        match = compare_titles(work_title(choice.first), work_title(choice.second))
        return match <= TitleMatch.ROUGH
    return choice.name in _IDENTIFIERS


def _is_about_the_reading(choice: FieldChoice) -> bool:
    """Whether a field tells how a printed reference was read, and nothing of the work."""
    return choice.source == reading_confidence.FIELD or (
        choice.source == "note" and choice.second.startswith(NOT_READ)
    )


def _is_difference(choice: FieldChoice) -> bool:
    """Whether the two contradict each other in a field that means something."""
    if choice.kept is not Kept.CONFLICT:
        return False
    if choice.name == "issn":  # a journal has one for print and one for the web
        return set(_ISSN.findall(choice.first)).isdisjoint(_ISSN.findall(choice.second))
    return not choice.source or is_known_field(choice.source)


def _fits(entry: Reference, choice: FieldChoice) -> bool:
    """Whether a record's value belongs into the entry: always, where that has the field."""
    if choice.first.strip():
        return True
    if choice.source == "month" and entry.text("date"):
        return False  # BibLaTeX's date and BibTeX's month exclude each other
    return is_known_field(choice.source)


def _left_out(entry: Reference, record: Reference, choices: Iterable[FieldChoice]) -> Iterator[str]:
    """The record's own fields that the entry does not get and nothing else is said of."""
    told = {
        choice.source
        for choice in choices
        if _fits(entry, choice) and (choice.kept is not Kept.CONFLICT or _is_difference(choice))
    }
    for name, value in record.fields.items():
        if name in record.inherited or name == reading_confidence.FIELD or not value.strip():
            continue
        if name not in told and value != entry.text(name):
            yield name


def _confirmed(
    entry: Reference, record: Reference, choices: Iterable[FieldChoice]
) -> Iterator[str]:
    """The unsure fields of the entry of which a record that was not only read says the same."""
    unsure = reading_confidence.read_confidence(entry)
    only_read = reading_confidence.read_confidence(record)
    for choice in choices:
        same = choice.kept is Kept.FIRST and folded(choice.first) == folded(choice.second)
        if same and choice.name in unsure and choice.source not in only_read:
            yield choice.name


def _confidence(
    entry: Reference, record: Reference, taken: Iterable[FieldChoice], confirmed: Collection[str]
) -> dict[str, str | FieldValue | None]:
    """What the field `confidence` becomes, None where it goes; nothing where it stays."""
    sources = {choice.name: choice.source for choice in taken}
    said = reading_confidence.changed_confidence(entry, record, sources, confirmed)
    if said == entry.text(reading_confidence.FIELD):
        return {}
    return {reading_confidence.FIELD: said or None}


def _completed(entry: Reference, record: Reference, completion: Completion) -> Reference:
    """The entry as it will read."""
    fields = dict(entry.fields)
    for choice in (*completion.put_in, *completion.replaced):
        fields[choice.name] = choice.second
    said = completion.values.get(reading_confidence.FIELD, "")
    if reading_confidence.FIELD in completion.values:
        fields[reading_confidence.FIELD] = said if isinstance(said, str) else ""
    names = {choice.name for choice in (*completion.put_in, *completion.replaced)}
    of_authors = record if "author" in names else entry
    return replace(
        entry,
        fields=MappingProxyType(fields),
        authors=of_authors.authors,
        authors_truncated=of_authors.authors_truncated,
        editors=record.editors if "editor" in names else entry.editors,
    )
