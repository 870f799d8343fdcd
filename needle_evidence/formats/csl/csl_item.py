"""A reference as a CSL-JSON item: the form in which citation styles take a work."""

from __future__ import annotations

import re
from collections.abc import Iterable

from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.formats.csl.csl_dates import csl_date, publication_date
from needle_evidence.model.identifiers import (
    bare_doi,
    normalise_doi,
    normalise_isbn,
    normalise_pmcid,
    normalise_pmid,
    web_address,
)
from needle_evidence.model.reference import PersonName, Reference

# BibTeX and BibLaTeX entry types → CSL 1.0.2 types (its specification, appendix III). What is
# not named here is decided by `_csl_type`.
_TYPES = {
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "proceedings": "book",
    "mvproceedings": "book",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "incollection": "chapter",
    "suppcollection": "chapter",
    "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "thesis": "thesis",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "manual": "report",
    "guideline": "report",
    "standard": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
    "video": "motion_picture",
    "movie": "motion_picture",
    "periodical": "periodical",
}
_PARTS_OF_BOOKS = frozenset({"chapter", "paper-conference", "entry-encyclopedia"})
_GENRES = {
    "phdthesis": "Doctoral dissertation",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "resreport": "Research report",
    "techreport": "Technical report",
}
_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
}
_PUBLICATION_STATES = {
    "inpress": "in press",
    "forthcoming": "forthcoming",
    "submitted": "submitted",
    "inpreparation": "in preparation",
    "prepublished": "advance online publication",
}
_LANGUAGES = {
    "english": "en",
    "american": "en-US",
    "usenglish": "en-US",
    "british": "en-GB",
    "ukenglish": "en-GB",
    "australian": "en-AU",
    "canadian": "en-CA",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "brazilian": "pt-BR",
    "dutch": "nl",
    "swedish": "sv",
    "norwegian": "nb",
    "danish": "da",
    "finnish": "fi",
    "polish": "pl",
    "czech": "cs",
    "turkish": "tr",
    "russian": "ru",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "persian": "fa",
    "arabic": "ar",
}
_PREPRINT_SERVERS = {"arxiv": "arXiv", "biorxiv": "bioRxiv", "medrxiv": "medRxiv", "osf": "OSF"}
_ARXIV_NUMBER = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_DASHES = re.compile(r"\s*(?:[‐-―−]|-{1,3})\s*")
_ARTICLE_NUMBER = re.compile(r"[eE]\d+")
_ADDRESS = re.compile(r"(?i)https?://[^\s<>\"'\\]+")


def to_csl(reference: Reference) -> dict[str, object]:
    """The work as a CSL-JSON item (CSL 1.0.2); only what the entry says, `note` left out.

    Keys are CSL's names ("container-title", "DOI"); values are strings, lists of names (a
    dict each) or dates (`{"date-parts": [[2014, 8]]}` or `{"literal": …}`). Whether more
    authors follow (`and others`) is not part of CSL-JSON: see `Reference.authors_truncated`.
    """
    kind = _csl_type(reference)
    item: dict[str, object] = {"id": reference.key, "type": kind}
    for part in (
        _names(reference),
        _titles(reference, kind),
        _dates(reference),
        _numbers(reference, kind),
        _publication(reference, kind),
        _identifiers(reference),
    ):
        item.update((name, value) for name, value in part.items() if value)
    return item


def _csl_type(reference: Reference) -> str:
    entry_type = reference.entry_type.lower()
    if entry_type in {"article", "suppperiodical", "review"}:
        return _article_type(reference)
    if entry_type == "inbook" and not reference.text("booktitle"):
        return "book"  # BibTeX: a part of the book that `title` names
    if (known := _TYPES.get(entry_type)) is not None:
        return known
    if reference.text("journal", "journaltitle"):
        return "article-journal"
    if reference.text("booktitle"):
        return "chapter"
    if _is_preprint(reference):
        return "article"
    return "webpage" if _address(reference) else "document"


def _article_type(reference: Reference) -> str:
    subtype = reference.text("entrysubtype").lower()
    if subtype in {"newspaper", "magazine"}:
        return f"article-{subtype}"
    if not reference.container and _is_preprint(reference):
        return "article"
    if not reference.container and _address(reference):
        return "webpage"
    return "article-journal" if reference.container else "document"


def _is_preprint(reference: Reference) -> bool:
    return bool(reference.text("eprint", "eprinttype", "archiveprefix"))


def _names(reference: Reference) -> dict[str, object]:
    return {
        "author": [_name(person) for person in reference.authors],
        "editor": [_name(person) for person in reference.editors],
        "translator": _translators(reference),
    }


def _name(person: PersonName) -> dict[str, str]:
    if person.literal or not person.family:
        return {"literal": person.literal or person.display}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {name: value for name, value in parts.items() if value}


def _translators(reference: Reference) -> list[dict[str, str]]:
    """The model holds only authors and editors as names; these are split here."""
    text = reference.raw_fields.get("translator") or reference.text("translator")
    return [_name(person) for person in split_names(text)[0]] if text else []


def _titles(reference: Reference, kind: str) -> dict[str, object]:
    container = _with_subtitle(
        reference, ("journaltitle", "journal"), ("journalsubtitle",)
    ) or _with_subtitle(reference, ("booktitle", "maintitle"), ("booksubtitle", "mainsubtitle"))
    if kind == "webpage" and not container:
        container = _website(reference)
    return {
        "title": _with_subtitle(reference, ("title",), ("subtitle",)),
        "title-short": reference.text("shorttitle"),
        "container-title": container,
        "container-title-short": reference.text("shortjournal"),
        "collection-title": reference.text("series") if kind != "article-journal" else "",
    }


def _with_subtitle(reference: Reference, titles: Iterable[str], subtitles: Iterable[str]) -> str:
    title, subtitle = reference.text(*titles), reference.text(*subtitles)
    if not (title and subtitle):
        return title
    return f"{title} {subtitle}" if title[-1] in ".:?!" else f"{title}: {subtitle}"


def _website(reference: Reference) -> str:
    """The site's name; one that is also the author is not printed twice (APA 7, §9.29)."""
    name = reference.text("organization", "publisher", "institution")
    return "" if name in {person.display for person in reference.authors} else name


def _dates(reference: Reference) -> dict[str, object]:
    state = reference.text("pubstate")
    return {
        "issued": publication_date(
            date=reference.text("date"),
            year=reference.text("year"),
            month=reference.text("month"),
            day=reference.text("day"),
        ),
        "accessed": csl_date(reference.text("urldate")),
        "status": _PUBLICATION_STATES.get(state.lower().replace(" ", ""), state),
    }


def _numbers(reference: Reference, kind: str) -> dict[str, object]:
    number, article = reference.text("number", "issue"), reference.text("eid", "articleno")
    pages = _DASHES.sub("-", reference.text("pages"))
    if kind in {"article-journal", "article-magazine", "article-newspaper", "periodical"}:
        if not article and _ARTICLE_NUMBER.fullmatch(pages):
            article, pages = pages, ""
        numbers = {"issue": number, "number": article}
    elif kind in {"report", "patent"}:
        numbers = {"number": number}
    elif kind in {"book", "chapter", "paper-conference", "entry-encyclopedia"}:
        numbers = {"collection-number": number, "number": article}
    else:
        numbers = {"issue": "", "number": article}
    return {
        "volume": reference.text("volume"),
        "page": pages,
        "edition": _edition(reference.text("edition")),
        "chapter-number": reference.text("chapter") if kind in _PARTS_OF_BOOKS else "",
        "number-of-pages": reference.text("pagetotal"),
        "number-of-volumes": reference.text("volumes"),
        "version": reference.text("version"),
        **numbers,
    }


def _edition(text: str) -> str:
    """The number of "Second", "2nd edition" or "2"; "Revised" stays as it is."""
    bare = re.sub(r"(?i)[\s,]*\b(?:edition|edn|ed)\b\.?$", "", text.strip())
    if match := re.fullmatch(r"(?i)(\d+)(?:st|nd|rd|th|\.)?", bare):
        return match.group(1)
    return _ORDINALS.get(bare.lower(), bare)


def _publication(reference: Reference, kind: str) -> dict[str, object]:
    publisher = reference.text("publisher", "institution", "school", "organization")
    if kind == "webpage":
        publisher = ""  # It is the website's name: see _website.
    elif kind == "article":
        server = reference.text("eprinttype", "archiveprefix")
        publisher = _PREPRINT_SERVERS.get(server.lower(), server) or publisher
    elif kind == "article-journal":
        publisher = ""
    genre = reference.text("type")
    if kind == "patent":
        genre = ""
    return {
        "publisher": publisher,
        "publisher-place": reference.text("location", "address"),
        "genre": _GENRES.get(genre.lower(), genre) or _default_genre(reference),
        "event-title": reference.text("eventtitle"),
        "language": _language(reference.text("langid", "language")),
    }


def _default_genre(reference: Reference) -> str:
    return _GENRES.get(reference.entry_type, "") if "thesis" in reference.entry_type else ""


def _language(text: str) -> str:
    name = text.strip().lower()
    if name in _LANGUAGES:
        return _LANGUAGES[name]
    return text.strip() if re.fullmatch(r"[a-z]{2}([-_][a-z]{2,4})?", name) else ""


def _identifiers(reference: Reference) -> dict[str, object]:
    address = _address(reference)
    doi = bare_doi(reference.text("doi")) or bare_doi(address)
    if doi and normalise_doi(address) == doi.lower():
        address = ""
    return {
        "DOI": doi,
        "PMID": normalise_pmid(reference.text("pmid")),
        "PMCID": normalise_pmcid(reference.text("pmcid")),
        "ISBN": normalise_isbn(reference.text("isbn")),
        "ISSN": reference.text("issn"),
        "URL": address,
    }


def _address(reference: Reference) -> str:
    """The web address: `url`, one in `howpublished`, else the arXiv page of an e-print."""
    if address := web_address(reference.text("url")):
        return address
    if match := _ADDRESS.search(reference.text("howpublished")):
        return web_address(match.group().rstrip(".,;"))
    number = re.sub(r"(?i)^arxiv:", "", reference.text("eprint").strip())
    is_arxiv = reference.text("eprinttype", "archiveprefix").lower() == "arxiv"
    return f"https://arxiv.org/abs/{number}" if is_arxiv and _ARXIV_NUMBER.fullmatch(number) else ""
