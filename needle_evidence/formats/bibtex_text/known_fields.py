"""The names of fields that mean something to BibTeX, BibLaTeX or this tool."""

from __future__ import annotations

# BibTeX (Patashnik, BibTeXing, 1988, §3.2), BibLaTeX (manual, §2.2), and what reference
# managers and this tool add.
_KNOWN = frozenset(
    """address annote author booktitle chapter crossref edition editor howpublished institution
    journal key month note number organization pages publisher school series title type volume
    year
    abstract addendum afterword annotation annotator authortype bookauthor bookpagination
    booksubtitle booktitleaddon commentator date doi editora editorb editorc editortype eid
    entryset entrysubtype eprint eprintclass eprinttype archiveprefix primaryclass eventdate
    eventtitle eventtitleaddon file foreword gender holder ids introduction isan isbn ismn isrn
    issn issue issuesubtitle issuetitle iswc journalsubtitle journaltitle journaltitleaddon
    keywords label langid langidopts language library location mainsubtitle maintitle
    maintitleaddon nameaddon options origdate origlanguage origlocation origpublisher origtitle
    pagetotal pagination part pdf presort pubstate related relatedtype reprinttitle shortauthor
    shorteditor shorthand shortjournal shortseries shorttitle sortkey sortname sorttitle sortyear
    subtitle titleaddon translator url urldate urlyear venue version volumes xdata xref day
    pmid pmcid articleno lccn mesh annote
    confidence studydesign samplesize population intervention comparator outcome
    nbib-pt nbib-mh wos-dt""".split()  # noqa: SIM905 - a list of 130 quoted words is no better
)


def is_known_field(name: str) -> bool:
    """Whether a field's name is one of those that programs know; in lower case."""
    return name in _KNOWN
