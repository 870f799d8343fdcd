"""What NCBI's E-utilities and PubMed Central's converter answer."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
    '1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
EMPTY_SET = f"{HEAD}<PubmedArticleSet></PubmedArticleSet>"
_ARTICLE = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">1538-6724</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>94</Volume><Issue>8</Issue>
<PubDate><Year>2014</Year><Month>Aug</Month></PubDate></JournalIssue>
<Title>Physical therapy</Title><ISOAbbreviation>Phys Ther</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle>
<Pagination><StartPage>1083</StartPage><EndPage>1094</EndPage>
<MedlinePgn>1083-94</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Cotchett</LastName>
<ForeName>Matthew P</ForeName><Initials>MP</Initials></Author></AuthorList>
<Language>eng</Language><PublicationTypeList>{types}</PublicationTypeList></Article>
{corrections}</MedlineCitation>
<PubmedData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>
<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId>
<ArticleId IdType="pmc">{pmcid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>"""


def article(
    pmid: str,
    *,
    doi: str = "10.2522/ptj.20130255",
    pmcid: str = "PMC4102321",
    title: str = "Effectiveness of trigger point dry needling for plantar heel pain.",
    types: Sequence[str] = ("Journal Article",),
    corrections: str = "",
) -> str:
    """One PubmedArticle."""
    listed = "".join(f'<PublicationType UI="D0">{name}</PublicationType>' for name in types)
    return _ARTICLE.format(
        pmid=pmid, doi=doi, pmcid=pmcid, title=title, types=listed, corrections=corrections
    )


def article_set(*articles: str) -> str:
    """Efetch's answer."""
    return f"{HEAD}<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>"


def found(*numbers: str) -> dict[str, object]:
    """Esearch's answer."""
    return {
        "header": {"type": "esearch", "version": "0.3"},
        "esearchresult": {
            "count": str(len(numbers)),
            "retmax": str(len(numbers)),
            "retstart": "0",
            "idlist": list(numbers),
            "translationset": [],
            "querytranslation": "",
        },
    }


def converted(pmcid: str, pmid: str = "", doi: str = "") -> dict[str, object]:
    """The converter's answer; without a number and a DOI, that it knows none."""
    if not pmid and not doi:
        record: dict[str, object] = {
            "requested-id": pmcid,
            "pmcid": pmcid,
            "status": "error",
            "errmsg": "Identifier not found in PMC",
        }
    else:
        record = {"requested-id": pmcid, "pmcid": pmcid, "doi": doi}
        if pmid:
            record["pmid"] = int(pmid)
    return {"status": "ok", "response-date": "2026-01-02 03:04:05", "records": [record]}
