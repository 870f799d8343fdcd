"""Persistent identifiers of works: reading, checking and linking DOI, PMID, PMCID, arXiv, ISBN."""

from __future__ import annotations

import re
import urllib.parse

# DOI Handbook §2.2: prefix "10." + registrant code, "/", suffix of any printable characters.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f\x7f]+")
_DOI_RESOLVER = re.compile(r"(?i)^\s*(?:https?://(?:dx\.)?(?:www\.)?doi\.org/|doi:\s*)")
_PMID_RESOLVER = re.compile(
    r"(?i)^\s*(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/"
    r"|pmid:?\s*)"
)
_PMCID_RESOLVER = re.compile(
    r"(?i)^\s*(?:https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pmc/articles"
    r"|pmc\.ncbi\.nlm\.nih\.gov/articles)/|pmcid:?\s*)"
)
# https://info.arxiv.org/help/arxiv_identifier.html: numbers since April 2007, and before.
_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]{1,11}(?:\.[a-z]{2})?/\d{7})(?:v\d{1,3})?")
_ARXIV_RESOLVER = re.compile(
    r"(?i)^\s*(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*)"
)
_ADDRESS = re.compile(r"(?i)https?://|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}/")
_DOI_IN_ADDRESS = re.compile(r"(?:^|[/=])(10\.\d{4,9}(?:\.\d+)*/[^\s?&#]+)")
_ISBN_IN_ADDRESS = re.compile(r"(?i)/isbn[/:=]([\dX-]{10,17})(?![\dX-])")
_EUROPE_PMC = re.compile(r"(?i)//(?:www\.)?europepmc\.org/(?:article|abstract)/(?:med|pmc)/(\w+)")
# What publishers' addresses put behind the DOI; never the end of a DOI that is known.
_BEHIND_DOI = re.compile(
    r"(?i)(?:/(?:full|fulltext|full-text|abstract|pdf|epdf|html|meta|references|citations|summary"
    r"|pdfplus|tables|figures|supplementary-material)|\.pdf|\.full(?:-text)?|\.abstract)$"
)
_PREPRINT_SERVER = re.compile(r"(?i)^https?://(?:www\.|connect\.)?(?:bio|med)rxiv\.org/")
_LONGEST_TEXT = 2000
# RFC 3986 §2.2, §2.3, and the sign of what is encoded already.
_URI_SIGNS = "!#$%&'()*+,/:;=?@[]~"


def read_identifier(text: str) -> tuple[str, str] | None:
    """The identifier that a text is, in any spelling, as kind and normalised value.

    kind: "doi", "pmid", "pmcid", "arxiv" or "isbn". An address counts if an identifier stands
    in it; a bare number of up to 8 digits is a PubMed number. None for any other text, such as a
    printed reference, and an address without an identifier.
    """
    bare = text.strip().strip("<>").strip().rstrip(".,;")
    if not bare or len(bare) > _LONGEST_TEXT:
        return None
    readers = (
        ("doi", normalise_doi),
        ("pmid", normalise_pmid),
        ("pmcid", normalise_pmcid),
        ("arxiv", normalise_arxiv),
        ("isbn", normalise_isbn),
    )
    address = _as_address(bare)
    own = () if bare == address else (bare,)  # in an address, "?" ends what may be a DOI
    for written in dict.fromkeys((*own, *_parts_of_address(address))):
        for kind, read in readers:
            if value := read(written):
                return kind, value
    return None


def is_address(text: str) -> bool:
    """Whether a text is meant as an address on the web."""
    return bool(_as_address(text.strip()))


def _as_address(text: str) -> str:
    """The text with a scheme if it is an address without blanks, else the empty string."""
    if len(text.split()) != 1 or not _ADDRESS.match(text):
        return ""
    return text if text.lower().startswith("http") else f"https://{text}"


def _parts_of_address(address: str) -> tuple[str, ...]:
    """What of an address may be an identifier, in the order in which it is tried."""
    if not address:
        return ()
    without_query = re.split(r"[?#]", address, maxsplit=1)[0]
    article = re.match(r"(?i)(https?://[^/]+/(?:pmc/)?articles/PMC\d+)", without_query)
    found = [without_query, article.group(1) if article else ""]
    europe = _EUROPE_PMC.search(without_query)
    found.append(europe.group(1) if europe else "")
    doi = _DOI_IN_ADDRESS.search(urllib.parse.unquote(address))
    found.append(_without_view(doi.group(1), address) if doi else "")
    isbn = _ISBN_IN_ADDRESS.search(without_query)
    found.append(isbn.group(1) if isbn else "")
    return tuple(filter(None, found))


def _without_view(doi: str, address: str) -> str:
    """The DOI without what a publisher's address puts behind it ("/full", ".pdf")."""
    for _ in range(3):
        doi = _BEHIND_DOI.sub("", doi.rstrip("/"))
    return re.sub(r"v\d{1,2}$", "", doi) if _PREPRINT_SERVER.match(address) else doi


def bare_doi(text: str) -> str:
    """The DOI without address or "doi:", in the letter case it came in, or "" where it is none."""
    bare = _DOI_RESOLVER.sub("", text)
    if bare != text:
        bare = urllib.parse.unquote(bare)
    bare = bare.strip()
    return bare if _DOI.fullmatch(bare) else ""


def normalise_doi(text: str) -> str:
    """The bare DOI in lower case, for comparing (DOIs are case-insensitive); "" for none."""
    return bare_doi(text).lower()


def normalise_pmid(text: str) -> str:
    """The PubMed number without prefix or address, or "" where it is none (1 to 8 digits)."""
    bare = _PMID_RESOLVER.sub("", text).strip().rstrip("/")
    return bare if re.fullmatch(r"[1-9]\d{0,7}", bare) else ""


def normalise_pmcid(text: str) -> str:
    """The PubMed Central number as "PMC123", or "" where it is none."""
    bare = _PMCID_RESOLVER.sub("", text).strip().rstrip("/").upper()
    if re.fullmatch(r"[1-9]\d{0,8}", bare):
        bare = "PMC" + bare
    return bare if re.fullmatch(r"PMC[1-9]\d{0,8}(?:\.\d+)?", bare) else ""


def normalise_isbn(text: str) -> str:
    """The ISBN's digits, or "" where length or check digit is wrong (ISO 2108)."""
    bare = re.sub(r"(?i)^\s*isbn(?:-1[03])?:?\s*", "", text)
    bare = re.sub(r"[\s\u2010-\u2015-]", "", bare).upper()
    if re.fullmatch(r"\d{9}[\dX]", bare):
        digits = [10 if c == "X" else int(c) for c in bare]
        return bare if sum(d * (10 - i) for i, d in enumerate(digits)) % 11 == 0 else ""
    if re.fullmatch(r"97[89]\d{10}", bare):
        weighted = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(bare))
        return bare if weighted % 10 == 0 else ""
    return ""


def isbn_13(text: str) -> str:
    """The ISBN as 13 digits, which one of 10 digits has too, or "" where it is none."""
    isbn = normalise_isbn(text)
    if len(isbn) != 10:
        return isbn
    stem = "978" + isbn[:9]
    weighted = sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(stem))
    return stem + str(-weighted % 10)


def normalise_arxiv(text: str) -> str:
    """The arXiv number in lower case, with its version if it is given, or "" where it is none."""
    bare = _ARXIV_RESOLVER.sub("", text).strip().rstrip("/").lower().removesuffix(".pdf")
    return bare if _ARXIV.fullmatch(bare) else ""


def web_address(text: str) -> str:
    """The address if it is a plain http or https one, else "" (never `javascript:` or `data:`).

    What is no sign of a URI (RFC 3986 §2) is percent-encoded: other scripts, direction signs.
    """
    address = text.strip()
    if not re.fullmatch(r"(?i)https?://[^\s<>\"'\\\x00-\x20\x7f-\x9f]+", address):
        return ""
    try:
        host = urllib.parse.urlsplit(address).hostname
    except ValueError:
        return ""
    return urllib.parse.quote(address, safe=_URI_SIGNS, errors="replace") if host else ""


def doi_link(doi: str) -> str:
    """The https address of a normalised DOI."""
    return "https://doi.org/" + urllib.parse.quote(doi, safe="/:;().-_")


def pubmed_link(pmid: str) -> str:
    """The https address of a normalised PMID."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmc_link(pmcid: str) -> str:
    """The https address of a normalised PMCID."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
