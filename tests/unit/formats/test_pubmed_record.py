"""PubMed's XML: fields, names, dates, and which way each notice points."""

from __future__ import annotations

import datetime

import pytest

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.pubmed_record import read_pubmed_file, read_pubmed_records
from needle_evidence.model.reference import PersonName
from needle_evidence.model.registry import Notice, NoticeKind, RegistryRecord

ARTICLE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "pubmed.dtd">
<PubmedArticleSet>
<PubmedArticle>
 <MedlineCitation Status="MEDLINE"><PMID Version="1">11111111</PMID>
  <Article>
   <Journal><ISSN>1111-2222</ISSN><JournalIssue><Volume>12</Volume><Issue>3</Issue>
     <PubDate><Year>2014</Year><Month>Aug</Month><Day>05</Day></PubDate></JournalIssue>
    <Title>The journal of made-up trials</Title><ISOAbbreviation>J Made-up Trials</ISOAbbreviation>
   </Journal>
   <ArticleTitle>Effect of CO<sub>2</sub> on <i>heels</i>: a trial in the U.S.A.</ArticleTitle>
   <Pagination><MedlinePgn>1083-94</MedlinePgn></Pagination>
   <ELocationID EIdType="pii" ValidYN="Y">S1111(14)1</ELocationID>
   <ELocationID EIdType="doi" ValidYN="Y">10.1000/made.1</ELocationID>
   <Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Heels hurt.</AbstractText>
    <AbstractText Label="RESULTS">Less &lt; more.</AbstractText></Abstract>
   <AuthorList CompleteYN="N">
    <Author ValidYN="N"><LastName>Landof</LastName><ForeName>Karl</ForeName></Author>
    <Author ValidYN="Y"><LastName>von Landorf</LastName><ForeName>Karl B</ForeName>
     <Initials>KB</Initials><Suffix>Jr</Suffix>
     <Identifier Source="ORCID">0000-0001</Identifier></Author>
    <Author><CollectiveName>Heel Group.</CollectiveName></Author>
   </AuthorList>
   <Language>eng</Language>
   <PublicationTypeList><PublicationType>Journal Article</PublicationType>
    <PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList>
  </Article>
  <MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="Y">Foot</DescriptorName>
   <QualifierName MajorTopicYN="N">injuries</QualifierName></MeshHeading></MeshHeadingList>
  <KeywordList><Keyword>heel pain</Keyword></KeywordList>
  <CoiStatement>None.</CoiStatement>
 </MedlineCitation>
 <PubmedData>
  <ArticleIdList><ArticleId IdType="pubmed">11111111</ArticleId>
   <ArticleId IdType="pmc">PMC222</ArticleId><ArticleId IdType="doi">10.1000/MADE.1</ArticleId>
  </ArticleIdList>
  <ReferenceList><Reference><Citation>Cited work.</Citation>
   <ArticleIdList><ArticleId IdType="doi">10.1000/cited</ArticleId></ArticleIdList></Reference>
  </ReferenceList>
 </PubmedData>
</PubmedArticle>
</PubmedArticleSet>
"""


def one(xml: str) -> RegistryRecord:
    (record,) = read_pubmed_records(xml.encode(), "p.xml")
    return record


def article(inside: str = "", *, links: str = "", types: str = "") -> RegistryRecord:
    return one(
        f"<PubmedArticle><MedlineCitation><PMID>7</PMID><Article>{inside}<PublicationTypeList>"
        f"<PublicationType>{types or 'Journal Article'}</PublicationType></PublicationTypeList>"
        f"</Article><CommentsCorrectionsList>{links}</CommentsCorrectionsList></MedlineCitation>"
        "</PubmedArticle>"
    )


def link(ref_type: str, source: str = "Lancet. 2010 Feb 6;375(9713):445", pmid: str = "99") -> str:
    number = f"<PMID>{pmid}</PMID>" if pmid else ""
    return (
        f'<CommentsCorrections RefType="{ref_type}"><RefSource>{source}</RefSource>{number}'
        "</CommentsCorrections>"
    )


def test_every_field_of_an_article() -> None:
    reference = one(ARTICLE).reference
    assert (reference.key, reference.entry_type, reference.location.line) == ("", "article", 4)
    assert dict(reference.fields) == {
        "author": "Karl B von Landorf Jr; Heel Group",
        "title": "Effect of CO2 on heels: a trial in the U.S.A.",
        "nbib-invalid-author": "Karl Landof",
        "nbib-auid": "ORCID: 0000-0001",
        "journal": "The journal of made-up trials",
        "shortjournal": "J Made-up Trials",
        "year": "2014",
        "month": "August",
        "day": "5",
        "volume": "12",
        "number": "3",
        "pages": "1083-1094",
        "doi": "10.1000/MADE.1",
        "pmid": "11111111",
        "pmcid": "PMC222",
        "issn": "1111-2222",
        "language": "eng",
        "abstract": "BACKGROUND: Heels hurt. RESULTS: Less < more.",
        "keywords": "Foot; heel pain",
        "nbib-mh": "*Foot/injuries",
        "nbib-ot": "heel pain",
        "nbib-pt": "Journal Article; Randomized Controlled Trial",
        "nbib-lid": "S1111(14)1 [pii]",
        "nbib-cois": "None.",
        "nbib-referencelist": "Cited work. 10.1000/cited",
    }
    assert reference.authors == (
        PersonName(family="Landorf", given="Karl B", particle="von", suffix="Jr"),
        PersonName(literal="Heel Group"),
    )
    assert reference.authors_truncated


def test_an_empty_doi_among_the_identifiers_hides_no_other() -> None:
    xml = ARTICLE.replace(
        '<ArticleId IdType="doi">10.1000/MADE.1</ArticleId>', '<ArticleId IdType="doi"/>'
    )
    assert one(xml).reference.fields["doi"] == "10.1000/made.1"


@pytest.mark.parametrize(
    ("date", "year", "month", "rest"),
    [
        ("<MedlineDate>1977 May-Jun</MedlineDate>", "1977", "May-June", ""),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998", "", "1998 Dec-1999 Jan"),
        ("<MedlineDate>Spring 2001</MedlineDate>", "2001", "", "Spring 2001"),
        ("<Year>1979</Year><Season>Summer</Season>", "1979", "Summer", ""),
        ("<Year>1979</Year><Month>02</Month>", "1979", "February", ""),
    ],
)
def test_dates(date: str, year: str, month: str, rest: str) -> None:
    pub_date = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
    fields = article(pub_date).reference.fields
    assert (fields["year"], fields.get("month", ""), fields.get("nbib-dp", "")) == (
        year,
        month,
        rest,
    )


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        ("123-33", "123-133"),
        ("87-5", "87-5"),
        ("S12-9", "S12-S19"),
        ("e1000", "e1000"),
        ("i-v", "i-v"),
        ("12-5, 30-1", "12-15, 30-31"),
    ],
)
def test_shortened_pages_are_made_whole(printed: str, pages: str) -> None:
    inside = f"<Pagination><MedlinePgn>{printed}</MedlinePgn></Pagination>"
    assert article(inside).reference.fields["pages"] == pages


def test_a_translated_title_stays_and_the_own_one_is_kept() -> None:
    inside = "<ArticleTitle>[The heel].</ArticleTitle><VernacularTitle>Die Ferse.</VernacularTitle>"
    fields = article(inside).reference.fields
    assert (fields["title"], fields["nbib-tt"]) == ("[The heel]", "Die Ferse")
    inside = inside.replace("[The heel].", "[Not Available].")
    assert article(inside).reference.fields["title"] == "Die Ferse"


@pytest.mark.parametrize(
    ("ref_type", "kind"),
    [
        ("RetractionIn", NoticeKind.RETRACTION),
        ("RetractedandRepublishedIn", NoticeKind.REPLACEMENT),
        ("ExpressionOfConcernIn", NoticeKind.CONCERN),
        ("ErratumIn", NoticeKind.CORRECTION),
        ("CorrectedandRepublishedIn", NoticeKind.CORRECTION),
        ("PartialRetractionIn", NoticeKind.UNKNOWN),
    ],
)
def test_notices_about_a_work(ref_type: str, kind: NoticeKind) -> None:
    record = article(links=link(ref_type))
    day = datetime.date(2010, 2, 6)
    assert record.notices == (Notice(kind=kind, identifier="pmid:99", published_on=day),)
    assert record.notice_about == ()


@pytest.mark.parametrize(
    ("ref_type", "kind"),
    [
        ("RetractionOf", NoticeKind.RETRACTION),
        ("RetractedandRepublishedFrom", NoticeKind.REPLACEMENT),
        ("ExpressionOfConcernFor", NoticeKind.CONCERN),
        ("ErratumFor", NoticeKind.CORRECTION),
    ],
)
def test_a_record_that_is_itself_a_notice(ref_type: str, kind: NoticeKind) -> None:
    record = article(links=link(ref_type))
    assert record.notice_about == (Notice(kind=kind, identifier="pmid:99"),)
    assert record.notices == ()


LINKS_OF_WORKS = (
    "UpdateIn", "UpdateOf", "CommentIn", "CommentOn", "Cites", "CorrectedandRepublishedFrom",
)  # fmt: skip


@pytest.mark.parametrize("ref_type", LINKS_OF_WORKS)
def test_other_links_are_no_notices(ref_type: str) -> None:
    record = article(links=link(ref_type))
    assert (record.notices, record.notice_about) == ((), ())
    assert any("PMID: 99" in text for text in record.reference.fields.values())


def test_publication_types_point_the_right_way() -> None:
    retracted = article(types="Retracted Publication")
    assert retracted.notices == (Notice(kind=NoticeKind.RETRACTION),)
    assert retracted.notice_about == ()
    for name, kind in (
        ("Retraction of Publication", NoticeKind.RETRACTION),
        ("Retraction Notice", NoticeKind.RETRACTION),
        ("Expression of Concern", NoticeKind.CONCERN),
        ("Published Erratum", NoticeKind.CORRECTION),
    ):
        notice = article(types=name)
        assert (notice.notices, notice.notice_about) == ((), (Notice(kind=kind),))


def test_a_link_and_a_type_are_one_notice() -> None:
    record = article(links=link("RetractionIn"), types="Retracted Publication")
    assert [notice.identifier for notice in record.notices] == ["pmid:99"]
    replaced = article(links=link("RetractedandRepublishedIn"), types="Retracted Publication")
    assert [notice.kind for notice in replaced.notices] == [NoticeKind.REPLACEMENT]


def test_a_notice_without_pmid_is_named_by_its_doi() -> None:
    source = "Heel J. 2020 Mar;5(2):1. doi: 10.1000/Notice.5."
    (notice,) = article(links=link("ErratumIn", source, "")).notices
    assert (notice.identifier, notice.published_on) == ("doi:10.1000/notice.5", None)


def test_a_book_and_its_chapter() -> None:
    chapter = """<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>5</PMID>
      <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
      <Book><Publisher><PublisherName>Made-up Press</PublisherName>
       <PublisherLocation>Town</PublisherLocation></Publisher><BookTitle>Heels</BookTitle>
       <PubDate><Year>2020</Year><Month>01</Month></PubDate>
       <AuthorList Type="editors"><Author><LastName>Ed</LastName><Initials>A</Initials></Author>
       </AuthorList><Isbn>9783161484100</Isbn></Book>
      <ArticleTitle>Pain</ArticleTitle><Language>eng</Language>
      <AuthorList Type="authors"><Author><LastName>Au</LastName><ForeName>B</ForeName></Author>
      </AuthorList><PublicationType>Study Guide</PublicationType>
      <Abstract><AbstractText>Text.</AbstractText></Abstract></BookDocument></PubmedBookArticle>
      </PubmedArticleSet>"""
    reference = one(chapter).reference
    assert reference.entry_type == "incollection"
    assert (reference.title, reference.container) == ("Pain", "Heels")
    assert reference.editors == (PersonName(family="Ed", given="A"),)
    assert (reference.fields["isbn"], reference.fields["nbib-aid"]) == (
        "9783161484100",
        "NBK1 [bookaccession]",
    )
    book = one(chapter.replace("<ArticleTitle>Pain</ArticleTitle>", "")).reference
    assert (book.entry_type, book.title) == ("book", "Heels")


def test_a_broken_file_gives_what_came_before_and_says_where_it_broke() -> None:
    broken = ARTICLE.replace("</PubmedArticleSet>", "<PubmedArticle><MedlineCitation>")
    found = read_pubmed_file(broken.encode(), "p.xml")
    assert len(found.records) == 1
    (problem,) = found.problems
    assert problem.kind == "broken_block"
    assert problem.location.line == broken[: broken.rindex("<PubmedArticle>")].count("\n") + 1


@pytest.mark.parametrize("data", [b"", b"<html><body/></html>", b"not xml", b"<PubmedArticleSet>"])
def test_a_file_without_a_record_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInputError, match=r"p\.xml"):
        read_pubmed_records(data, "p.xml")
