"""Persistent identifiers of works: reading, checking and linking DOI, PMID, PMCID, ISBN."""

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


def web_address(text: str) -> str:
    """The address if it is a plain http or https one, else "" (never `javascript:` or `data:`)."""
    address = text.strip()
    if not re.fullmatch(r"(?i)https?://[^\s<>\"'\\\x00-\x20\x7f-\x9f]+", address):
        return ""
    try:
        host = urllib.parse.urlsplit(address).hostname
    except ValueError:
        return ""
    return address if host else ""


def doi_link(doi: str) -> str:
    """The https address of a normalised DOI."""
    return "https://doi.org/" + urllib.parse.quote(doi, safe="/:;().-_")


def pubmed_link(pmid: str) -> str:
    """The https address of a normalised PMID."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"


def pmc_link(pmcid: str) -> str:
    """The https address of a normalised PMCID."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"
