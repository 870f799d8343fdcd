"""PubMed: the National Library of Medicine's index, with publication types and notices."""

from __future__ import annotations

import re
from types import MappingProxyType

from needle_evidence.errors import NeedleEvidenceError
from needle_evidence.model.identifiers import normalise_doi, normalise_pmcid, normalise_pmid
from needle_evidence.model.registry import RegistryRecord
from needle_evidence.sources.json_fields import (
    as_object,
    as_objects,
    as_text,
    as_texts,
    read_object,
)
from needle_evidence.sources.source import Fetch, NoAnswerError, Reply, Request, Source

_TITLE = "PubMed"
_E_UTILITIES = "eutils.ncbi.nlm.nih.gov"
_PMC = "pmc.ncbi.nlm.nih.gov"
_FETCH = "/entrez/eutils/efetch.fcgi"
_SEARCH = "/entrez/eutils/esearch.fcgi"
_CONVERT = "/tools/idconv/api/v1/articles/"
_RECORD = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")
# A search for one DOI that finds more than this did not search for a DOI.
_MOST_FOUND = 5


def _look_up(kind: str, value: str, fetch: Fetch) -> RegistryRecord | None:
    if kind == "pmid":
        numbers = [value]
    elif kind == "doi":
        numbers = _numbers_of_doi(value, fetch)
    else:
        numbers = _numbers_of_pmcid(value, fetch)
    if not numbers:
        return None
    records = _records(numbers, fetch)
    wanted = [record for record in records if _identifier(record, kind) == value]
    if wanted:
        return wanted[0]
    if records or kind != "pmid":
        others = ", ".join(_identifier(record, "pmid") or "?" for record in records[:3])
        raise NoAnswerError(f"{_TITLE} sent the record of another work ({others or 'none'})")
    return None


def _records(numbers: list[str], fetch: Fetch) -> tuple[RegistryRecord, ...]:
    """The records of these PubMed numbers; an empty set means that there are none."""
    from needle_evidence.formats.pubmed_record import read_pubmed_records

    query = (("db", "pubmed"), ("id", ",".join(numbers)), ("retmode", "xml"))
    reply = fetch(Request(host=_E_UTILITIES, path=_FETCH, query=query, accept="text/xml"))
    begin = reply.body[:2000]
    if reply.status != 200 or b"<PubmedArticleSet" not in begin or b"<ERROR" in begin:
        raise NoAnswerError(f"{_TITLE} sent what is no set of records of its own")
    if not _is_whole(reply):
        raise NoAnswerError(f"{_TITLE} sent a set of records that breaks off")
    if not _RECORD.search(reply.body):
        return ()
    try:
        return read_pubmed_records(reply.body, "pubmed")
    except NeedleEvidenceError as error:
        raise NoAnswerError(f"{_TITLE} sent what cannot be read: {error.problem}") from None


def _is_whole(reply: Reply) -> bool:
    end = reply.body.rstrip()[-200:]
    return end.endswith((b"</PubmedArticleSet>", b"<PubmedArticleSet/>"))


def _numbers_of_doi(doi: str, fetch: Fetch) -> list[str]:
    """PubMed numbers that a search in the field of article identifiers finds."""
    term = doi.replace('"', " ")
    query = (("db", "pubmed"), ("term", f'"{term}"[AID]'), ("retmode", "json"))
    reply = fetch(Request(host=_E_UTILITIES, path=_SEARCH, query=query))
    answer = read_object(reply, _TITLE)
    result = as_object(answer.get("esearchresult"))
    fault = as_text(answer.get("error")) or as_text(result.get("ERROR"))
    count = as_text(result.get("count"))
    if fault or not count:
        raise NoAnswerError(f"{_TITLE} could not search: {fault or 'it sent no count'}")
    numbers = [number for number in as_texts(result.get("idlist")) if normalise_pmid(number)]
    if count != str(len(numbers)) or len(numbers) > _MOST_FOUND:
        raise NoAnswerError(f"{_TITLE} found {count} works for one DOI")
    return numbers


def _numbers_of_pmcid(pmcid: str, fetch: Fetch) -> list[str]:
    """The PubMed number that PubMed Central's converter gives for one of its articles."""
    query = (("ids", pmcid.partition(".")[0]), ("format", "json"))
    answer = read_object(fetch(Request(host=_PMC, path=_CONVERT, query=query)), _TITLE)
    for record in as_objects(answer.get("records")):
        if as_text(record.get("status")) == "error" or record.get("errmsg"):
            return []
        if normalise_pmcid(as_text(record.get("pmcid"))).partition(".")[0] == _unversioned(pmcid):
            number = normalise_pmid(as_text(record.get("pmid")))
            if not number:
                raise NoAnswerError(f"PubMed Central has {pmcid}, but {_TITLE} has not")
            return [number]
    raise NoAnswerError("PubMed Central's converter sent what is no record of its own")


def _unversioned(pmcid: str) -> str:
    return pmcid.partition(".")[0]


def _identifier(record: RegistryRecord, kind: str) -> str:
    text = record.reference.text(kind)
    readers = {"doi": normalise_doi, "pmid": normalise_pmid, "pmcid": normalise_pmcid}
    return readers[kind](text)


SOURCE = Source(
    name="pubmed",
    title=_TITLE,
    about="the index of biomedical literature, with publication types and links to notices",
    hosts=(_E_UTILITIES, _PMC),
    answers=("pmid", "doi", "pmcid"),
    look_up=_look_up,
    # https://www.ncbi.nlm.nih.gov/books/NBK25497/: three calls a second, tool and email named
    contact=MappingProxyType({"tool": "needle-evidence", "email": "{contact}"}),
    calls_per_second=3.0,
)
