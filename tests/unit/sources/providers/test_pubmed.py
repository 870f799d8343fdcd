"""PubMed: by number, by DOI and by PMCID, and errors inside answers that say 200."""

from __future__ import annotations

import pytest

from needle_evidence.model.registry import NoticeKind, RegistryAnswer
from needle_evidence.sources import ask, remembered, sources
from tests.fake_registries import FakeRegistries
from tests.fake_registries import pubmed_answers as pubmed

ALL = sources()
SOURCE = next(source for source in ALL if source.name == "pubmed")
PMID, DOI, PMCID = "24700136", "10.2522/ptj.20130255", "PMC4102321"
UTILITIES = "eutils.ncbi.nlm.nih.gov/entrez/eutils"
FETCH, SEARCH = f"{UTILITIES}/efetch.fcgi?id={PMID}", f'{UTILITIES}/esearch.fcgi?term="{DOI}"[AID]'


def asked(registries: FakeRegistries, identifier: str) -> RegistryAnswer:
    (answer,) = ask(ALL, [("pubmed", identifier)], settings=registries.settings())
    return answer


@pytest.mark.parametrize("identifier", [f"pmid:{PMID}", f"doi:{DOI}", f"pmcid:{PMCID}"])
def test_a_work_by_each_identifier(fake_registries: FakeRegistries, identifier: str) -> None:
    fake_registries.set_pubmed(PMID, pubmed.article(PMID), doi=DOI, pmcid=PMCID)
    answer = asked(fake_registries, identifier)
    assert answer.record is not None, answer.reason
    fields = answer.record.reference.fields
    assert (fields["pmid"], fields["doi"], fields["pmcid"]) == (PMID, DOI, PMCID)
    assert answer.record.reference.year == "2014"
    assert remembered(SOURCE, identifier, settings=fake_registries.settings()) == answer
    for request in fake_registries.asked:
        assert request.args["tool"] == "needle-evidence"
        assert request.args["email"] == "web@example.org"


def test_a_retracted_work(fake_registries: FakeRegistries) -> None:
    corrections = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn">'
        '<RefSource>Phys Ther. 2016</RefSource><PMID Version="1">999</PMID>'
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    types = ("Journal Article", "Retracted Publication")
    fake_registries.set_pubmed(PMID, pubmed.article(PMID, types=types, corrections=corrections))
    answer = asked(fake_registries, f"pmid:{PMID}")
    assert answer.record is not None
    assert NoticeKind.RETRACTION in {notice.kind for notice in answer.record.notices}


@pytest.mark.parametrize("identifier", [f"pmid:{PMID}", f"doi:{DOI}", f"pmcid:{PMCID}"])
def test_what_is_not_in_pubmed_is_absent(fake_registries: FakeRegistries, identifier: str) -> None:
    answer = asked(fake_registries, identifier)
    assert answer.absent, answer.reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<eFetchResult><ERROR>ID list is empty</ERROR></eFetchResult>", "no set of records"),
        ("<PubmedArticleSet><ERROR>backend failed</ERROR></PubmedArticleSet>", "no set of"),
        (pubmed.article_set(pubmed.article(PMID))[:-60], "breaks off"),
        (pubmed.article_set(pubmed.article("111")), "another work (111)"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + "<PubmedArticleSet><PubmedArticle>&b;</PubmedArticle>"
         "</PubmedArticleSet>", "cannot be read"),
    ],
)  # fmt: skip
def test_errors_that_say_200(fake_registries: FakeRegistries, body: str, reason: str) -> None:
    fake_registries.set(FETCH, body)
    answer = asked(fake_registries, f"pmid:{PMID}")
    assert reason in answer.reason
    assert not answer.absent


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"error": "API rate limit exceeded", "count": "11"}, "API rate limit exceeded"),
        ({"esearchresult": {"ERROR": "Search Backend failed"}}, "Search Backend failed"),
        ({"esearchresult": {}}, "it sent no count"),
        (pubmed.found(*map(str, range(1, 9))), "found 8 works for one DOI"),
        ({"esearchresult": {"count": "1000", "idlist": ["1"]}}, "found 1000 works"),
        ({"esearchresult": {"count": "many", "idlist": []}}, "found many works"),
    ],
)
def test_searches_that_fail(fake_registries: FakeRegistries, body: object, reason: str) -> None:
    fake_registries.set(SEARCH, body)
    answer = asked(fake_registries, f"doi:{DOI}")
    assert reason in answer.reason
    assert not answer.absent


def test_a_search_that_finds_another_doi(fake_registries: FakeRegistries) -> None:
    fake_registries.set_pubmed(PMID, pubmed.article(PMID, doi="10.1000/other"), doi=DOI)
    answer = asked(fake_registries, f"doi:{DOI}")
    assert answer.reason == f"PubMed sent the record of another work ({PMID})"


def test_an_article_of_pmc_that_pubmed_does_not_have(fake_registries: FakeRegistries) -> None:
    place = f"pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/?ids={PMCID}"
    fake_registries.set(place, pubmed.converted(PMCID, doi=DOI))
    assert "PubMed has not" in asked(fake_registries, f"pmcid:{PMCID}").reason
    fake_registries.set(place, {"status": "ok", "records": []})
    assert "no record of its own" in asked(fake_registries, f"pmcid:{PMCID}").reason
