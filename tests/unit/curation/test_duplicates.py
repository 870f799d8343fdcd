"""Which entries are one work, which are versions of one, and which are neither."""

from __future__ import annotations

import pytest

from needle_evidence.curation.duplicates import DuplicatePair, Relation, find_pairs
from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference

Fields = dict[str, str]
TITLE = "Effectiveness of trigger point dry needling for plantar heel pain"
ARTICLE: Fields = {
    "author": "Cotchett, Matthew P. and Munteanu, Shannon E. and Landorf, Karl B.",
    "title": TITLE,
    "journal": "Physical Therapy",
    "year": "2014",
    "volume": "94",
    "number": "8",
    "pages": "1083--1094",
}
REVIEW: Fields = {
    "author": "Furlan, Andrea D. and van Tulder, Maurits and Cherkin, Dan",
    "title": "Acupuncture and dry-needling for low back pain",
    "journal": "Cochrane Database of Systematic Reviews",
    "year": "2005",
    "number": "1",
    "pages": "CD001351",
    "doi": "10.1002/14651858.CD001351.pub2",
}
BOOK: Fields = {
    "entry_type": "book",
    "author": "Dommerholt, Jan and Fernández-de-las-Peñas, César",
    "title": "Trigger Point Dry Needling: An Evidence and Clinical-Based Approach",
    "publisher": "Elsevier",
    "year": "2018",
    "edition": "2",
}


def work(fields: Fields, key: str = "one") -> Reference:
    """A reference with these fields; `entry_type` is an article's unless they say otherwise."""
    own = {name: value for name, value in fields.items() if name != "entry_type" and value}
    authors, more = split_names(own.get("author", ""))
    return Reference(
        key=key,
        entry_type=fields.get("entry_type", "article"),
        location=Location(path="references.bib", line=1),
        fields=own,
        authors=authors,
        authors_truncated=more,
    )


def pair_of(one: Fields, other: Fields) -> DuplicatePair | None:
    pairs = find_pairs([work(one), work(other, "other")])
    assert len(pairs) <= 1
    return pairs[0] if pairs else None


def found(one: Fields, other: Fields) -> str:
    """ "same work", "version of" or "" – the same in both orders."""
    pair, turned = pair_of(one, other), pair_of(other, one)
    relation = pair.relation.value if pair else ""
    assert relation == (turned.relation.value if turned else "")
    return relation


# What the second entry says where it differs from ARTICLE; "" leaves a field out.
SAME: dict[str, Fields] = {
    "identical": {},
    "capitals": {"title": TITLE.upper()},
    "full stop": {"title": TITLE + "."},
    "hyphens and quotes": {
        "title": "Effectiveness of “trigger-point” dry-needling for plantar heel pain"
    },
    "markup": {"title": "Effectiveness of <i>trigger point</i> dry needling for plantar heel pain"},
    "remark of a database": {"title": TITLE + ". [Review] [97 refs]"},
    "structured abstract": {"title": TITLE + " (Structured abstract)"},
    "erratum appears": {"title": TITLE + ". [Erratum appears in Phys Ther. 2014;94(12):1800]"},
    "comment in": {"title": TITLE + " [see comments]"},
    "retracted": {"title": "RETRACTED: " + TITLE},
    "retracted article": {"title": "RETRACTED ARTICLE: " + TITLE},
    "subtitle missing": {"title": TITLE + ": a randomized controlled trial"},
    "truncated": {"title": TITLE[:48]},
    "typing mistake": {"title": TITLE.replace("Effectiveness", "Efectiveness")},
    "word lost": {"title": TITLE.replace("plantar ", "")},
    "British spelling": {"title": TITLE + ": a randomised trial"},
    "translated in brackets": {"title": f"[{TITLE}]"},
    "original and translation": {"title": f"Wirksamkeit der Triggerpunktnadelung. [{TITLE}]"},
    "translated": {"title": "Wirksamkeit von Dry Needling bei Schmerzen an der Ferse"},
    "initials": {"author": "Cotchett, M. P. and Munteanu, S. E. and Landorf, K. B."},
    "initials before": {"author": "M P Cotchett and S E Munteanu and K B Landorf"},
    "semicolons": {"author": "M. P. Cotchett; S. E. Munteanu; K. B. Landorf"},
    "order of authors": {"author": "Munteanu, S. and Cotchett, M. and Landorf, K."},
    "given name first": {"author": "Matthew, Cotchett and Shannon, Munteanu and Karl, Landorf"},
    "and others": {"author": "Cotchett, M. P. and others"},
    "first author only": {"author": "Cotchett, M. P."},
    "last author lost": {"author": "Cotchett, M. P. and Munteanu, S. E."},
    "group added": {"author": ARTICLE["author"] + " and {Heel Pain Study Group}"},
    "no authors": {"author": ""},
    "anonymous": {"author": "Anonymous"},
    "author misspelt": {"author": "Cotchet, M. and Munteanu, S. and Landorff, K."},
    "abbreviated journal": {"journal": "Phys Ther"},
    "abbreviated with stops": {"journal": "Phys. Ther."},
    "journal with article": {"journal": "The Physical therapy"},
    "journal with place": {"journal": "Physical Therapy (Alexandria, Va.)"},
    "no journal": {"journal": ""},
    "short range": {"pages": "1083-94"},
    "en dash": {"pages": "1083–1094"},
    "first page": {"pages": "1083"},
    "last page": {"pages": "1094"},
    "pp.": {"pages": "pp. 1083-1094"},
    "no pages": {"pages": ""},
    "no volume and pages": {"volume": "", "pages": ""},
    "another issue": {"number": "1112"},
    "volume with supplement": {"volume": "94 (Suppl 1)"},
    "next year": {"year": "2015"},
    "no year": {"year": ""},
    "pages wrong": {"pages": "1100-1110"},
    "online first": {"year": "2013", "volume": "", "number": "", "pages": "1-12"},
    "article number": {"pages": "e12724"},
    "misc": {"entry_type": "misc", "journal": "", "volume": "", "number": "", "pages": ""},
    "bare article": {"journal": "", "volume": "", "number": "", "pages": ""},
    "date": {"year": "", "date": "2014-08-01"},
    "identifier on one side": {"doi": "10.2522/ptj.20130255"},
}

# What the second entry says where it differs from ARTICLE: another work, so no pair at all.
OTHERS: dict[str, Fields] = {
    "all": {
        "title": "Acupuncture for chronic neck pain in adults",
        "author": "Witt, C. M.",
        "pages": "98-106",
        "volume": "125",
    },
    "another title of the same team": {
        "title": "Dry needling for myofascial pain of the shoulder",
        "pages": "12-20",
        "volume": "93",
    },
    "other numbers": {
        "title": TITLE + " in 84 patients",
        "pages": "12-20",
        "volume": "95",
        "year": "2015",
        "journal": "Pain",
    },
    "other people": {
        "author": "Eftekharsadat, B. and Babaei-Ghazani, A.",
        "journal": "Medical Journal of Iran",
        "year": "2016",
        "volume": "30",
        "pages": "401",
    },
    "another journal": {"journal": "Pain Medicine", "volume": "12", "pages": "33-40"},
    "years later": {"year": "2019", "volume": "99", "pages": "33-40"},
    "comment": {"title": "Comment on: " + TITLE, "author": "Dunning, James", "pages": "1354-1356"},
    "reply": {"title": "Reply to: " + TITLE, "pages": "1356-1358"},
    "reply behind": {"title": TITLE + ": author's reply", "pages": "1356-1358"},
    "another DOI": {"pages": "12-20"},
    "title unknown": {"title": "UNKNOWN", "pages": ""},
}

# What the second entry says where it differs from ARTICLE: a version of the work.
VERSIONS: dict[str, Fields] = {
    "preprint server": {"journal": "medRxiv", "volume": "", "number": "", "pages": ""},
    "preprint DOI": {
        "entry_type": "misc",
        "journal": "",
        "volume": "",
        "pages": "",
        "year": "2013",
        "doi": "10.1101/2013.05.01.13096123",
    },
    "preprint of another title": {
        "journal": "bioRxiv",
        "title": "Trigger point dry needling for plantar heel pain: effectiveness",
        "volume": "",
        "pages": "",
    },
    "arXiv": {
        "entry_type": "misc",
        "eprint": "1301.01234",
        "eprinttype": "arxiv",
        "journal": "",
        "volume": "",
        "pages": "",
    },
    "said to be a preprint": {
        "entry_type": "misc",
        "note": "Preprint",
        "journal": "",
        "volume": "",
        "pages": "",
    },
    "abstract in a supplement": {
        "journal": "Journal of Science and Medicine in Sport",
        "year": "2013",
        "volume": "16",
        "pages": "S12",
    },
    "abstract page": {
        "journal": "Pain Reports",
        "year": "2013",
        "volume": "16",
        "pages": "102A-103A",
    },
    "marked as abstract": {
        "title": TITLE + " [abstract]",
        "journal": "Footwear Science",
        "volume": "5",
        "pages": "20",
    },
    "conference paper": {
        "entry_type": "inproceedings",
        "journal": "",
        "booktitle": "Proceedings of the World Congress on Pain",
        "year": "2013",
        "volume": "",
        "pages": "17-18",
    },
    "erratum": {"title": "Erratum: " + TITLE, "pages": "1354"},
    "erratum to": {"title": "Erratum to " + TITLE, "pages": "1354"},
    "correction to": {"title": f"Correction to: {TITLE}", "pages": "1354", "author": ""},
    "corrigendum in quotes": {"title": f"Corrigendum to “{TITLE}”", "pages": "1354"},
    "erratum behind": {"title": TITLE + ": erratum", "pages": "1354"},
    "retraction notice": {
        "title": "Retraction: " + TITLE,
        "year": "2016",
        "volume": "96",
        "pages": "1",
    },
    "notice of retraction": {
        "title": "Notice of retraction of " + TITLE,
        "year": "2016",
        "volume": "96",
    },
    "expression of concern": {
        "title": "Expression of concern: " + TITLE,
        "year": "2016",
        "volume": "96",
    },
    "protocol": {
        "title": TITLE + ": study protocol for a randomised trial",
        "journal": "Journal of Foot and Ankle Research",
        "year": "2011",
        "volume": "4",
        "pages": "5",
    },
    "thesis": {
        "entry_type": "phdthesis",
        "author": "Cotchett, Matthew P.",
        "journal": "",
        "school": "La Trobe University",
        "volume": "",
        "pages": "",
    },
    "report": {
        "entry_type": "techreport",
        "journal": "",
        "institution": "La Trobe University",
        "volume": "",
        "pages": "",
        "year": "2013",
    },
}

# Two entries of their own, and what they are.
CASES: dict[str, tuple[Fields, Fields, str]] = {
    "parts": (
        {**ARTICLE, "title": "Dry needling in practice. Part I: upper limb"},
        {
            **ARTICLE,
            "title": "Dry needling in practice. Part II: upper limb",
            "pages": "1095--1100",
        },
        "version of",
    ),
    "parts in digits": (
        {**ARTICLE, "title": TITLE + ", part 1"},
        {**ARTICLE, "title": TITLE + ", part 2", "pages": "1095--1100"},
        "version of",
    ),
    "parts with the same place": (
        {**ARTICLE, "title": TITLE + ": Part A"},
        {**ARTICLE, "title": TITLE + ": Part B"},
        "version of",
    ),
    "part I twice": (
        {**ARTICLE, "title": TITLE + ". Part I: the foot"},
        {**ARTICLE, "title": TITLE + " Part 1: the foot"},
        "same work",
    ),
    "phases of a trial": (
        {**ARTICLE, "title": "Ixabepilone in heel pain: a phase II trial"},
        {
            **ARTICLE,
            "title": "Ixabepilone in heel pain: a phase I/II trial",
            "year": "2013",
            "volume": "93",
            "pages": "5-9",
        },
        "",
    ),
    "grades": (
        {**ARTICLE, "title": "Outcome of ankle sprains of grade 1 in young adults"},
        {
            **ARTICLE,
            "title": "Outcome of ankle sprains of grade 2 in young adults",
            "pages": "1095-1099",
        },
        "",
    ),
    "letters": (
        {**ARTICLE, "title": "Vaccination of adults against hepatitis A in Norway"},
        {
            **ARTICLE,
            "title": "Vaccination of adults against hepatitis B in Norway",
            "pages": "1095-1099",
        },
        "",
    ),
    "Greek letters": (
        {**ARTICLE, "title": "TNF-α in tendinopathy of the elbow"},
        {**ARTICLE, "title": "TNF-alpha in tendinopathy of the elbow"},
        "same work",
    ),
    "Greek letters lost": (
        {**ARTICLE, "title": "Interferon-γ (IFN-γ) in tendinopathy of the elbow"},
        {**ARTICLE, "title": "Interferon- (IFN-) in tendinopathy of the elbow"},
        "same work",
    ),
    "other Greek letters": (
        {**ARTICLE, "title": "Interferon-α in tendinopathy of the elbow"},
        {**ARTICLE, "title": "Interferon-β in tendinopathy of the elbow", "pages": "1095-1099"},
        "",
    ),
    "subtitle dropped, another year": (
        {**ARTICLE, "pages": "", "volume": "", "title": TITLE + ": investigating errors"},
        {**ARTICLE, "pages": "", "volume": "", "year": "2013"},
        "",
    ),
    "abstract twice": (
        {**ARTICLE, "pages": "S12", "volume": "95", "title": TITLE + " [abstract]"},
        {**ARTICLE, "pages": "S12", "volume": "95 Suppl 1"},
        "same work",
    ),
    "meetings of two years": (
        {
            **ARTICLE,
            "entry_type": "inproceedings",
            "journal": "",
            "booktitle": "Annual Pain Conference",
            "volume": "",
            "pages": "",
        },
        {
            **ARTICLE,
            "entry_type": "inproceedings",
            "journal": "",
            "booktitle": "Annual Pain Conference",
            "volume": "",
            "pages": "",
            "year": "2015",
        },
        "",
    ),
    "editorials": (
        {**ARTICLE, "title": "Editorial", "pages": "1-2"},
        {**ARTICLE, "title": "Editorial", "pages": "99-100"},
        "",
    ),
    "one editorial": (
        {**ARTICLE, "title": "Editorial"},
        {**ARTICLE, "title": "Editorial", "journal": "Phys Ther"},
        "same work",
    ),
    "editorials of others": (
        {**ARTICLE, "title": "Editorial", "author": "Jette, Alan", "volume": ""},
        {**ARTICLE, "title": "Editorial", "author": "Craik, Rebecca", "volume": ""},
        "",
    ),
    "namesakes": (
        {"title": "Needling", "author": "Wang, Li", "year": "2014", "journal": "Pain"},
        {"title": "Needling", "author": "Wang, Xia", "year": "2014", "journal": "Pain"},
        "",
    ),
    "same DOI": (
        {**ARTICLE, "doi": "10.2522/PTJ.20130255", "pages": "", "year": "2012"},
        {
            **ARTICLE,
            "doi": "https://doi.org/10.2522/ptj.20130255",
            "title": "Trigger point dry needling for plantar heel pain",
        },
        "same work",
    ),
    "same DOI, nothing else the same": (
        {**ARTICLE, "doi": "10.2522/ptj.20130255"},
        {
            "title": "Acupuncture for migraine",
            "author": "Linde, K.",
            "year": "2009",
            "doi": "10.2522/ptj.20130255",
        },
        "",
    ),
    "same PMID": (
        {"title": TITLE, "pmid": "24700136"},
        {"title": TITLE + ".", "pmid": "PMID: 24700136", "year": "2014"},
        "same work",
    ),
    "other DOIs": (
        {**ARTICLE, "pages": "", "volume": "", "doi": "10.2522/ptj.1"},
        {**ARTICLE, "pages": "", "volume": "", "doi": "10.2522/ptj.2"},
        "",
    ),
    "a DOI mistyped": (
        {**ARTICLE, "doi": "10.2522/ptj.20130255"},
        {**ARTICLE, "doi": "10.2522/ptj.2013025"},
        "same work",
    ),
    "erratum with the article's DOI": (
        {**ARTICLE, "doi": "10.2522/ptj.20130255"},
        {**ARTICLE, "doi": "10.2522/ptj.20130255", "title": "Erratum: " + TITLE},
        "version of",
    ),
    "erratum twice": (
        {**ARTICLE, "title": "Erratum: " + TITLE},
        {**ARTICLE, "title": "Erratum to: " + TITLE},
        "same work",
    ),
    "preprint versions": (
        {
            **ARTICLE,
            "journal": "Research Square",
            "volume": "",
            "pages": "",
            "doi": "10.21203/rs.3.rs-12345/v1",
        },
        {
            **ARTICLE,
            "journal": "Research Square",
            "volume": "",
            "pages": "",
            "doi": "10.21203/rs.3.rs-12345/v2",
        },
        "version of",
    ),
    "one preprint": (
        {
            **ARTICLE,
            "journal": "medRxiv",
            "volume": "",
            "pages": "",
            "doi": "10.1101/2020.05.01.20096123",
        },
        {
            **ARTICLE,
            "journal": "medRxiv",
            "volume": "",
            "pages": "",
            "doi": "10.1101/2020.05.01.20096123",
        },
        "same work",
    ),
    "versions at F1000": (
        {
            **ARTICLE,
            "journal": "F1000Research",
            "doi": "10.12688/f1000research.12345.1",
            "pages": "12",
        },
        {
            **ARTICLE,
            "journal": "F1000Research",
            "doi": "10.12688/f1000research.12345.2",
            "pages": "12",
        },
        "version of",
    ),
    "Cochrane twice": (
        REVIEW,
        {**REVIEW, "journal": "Cochrane Database Syst Rev", "author": "Furlan, A."},
        "same work",
    ),
    "Cochrane versions": (
        REVIEW,
        {**REVIEW, "year": "2020", "doi": "10.1002/14651858.CD001351.pub3"},
        "version of",
    ),
    "Cochrane years": ({**REVIEW, "doi": ""}, {**REVIEW, "doi": "", "year": "2008"}, "version of"),
    "Cochrane years without number": (
        {**REVIEW, "doi": "", "pages": ""},
        {**REVIEW, "doi": "", "pages": "", "year": "2008"},
        "version of",
    ),
    "Cochrane under another title": (
        REVIEW,
        {
            **REVIEW,
            "title": "Dry-needling and acupuncture of the back",
            "doi": "10.1002/14651858.CD001351.pub3",
            "year": "2011",
        },
        "version of",
    ),
    "two Cochrane reviews": (
        REVIEW,
        {
            **REVIEW,
            "title": "Acupuncture and dry-needling for low neck pain",
            "doi": "10.1002/14651858.CD004870.pub3",
            "pages": "CD004870",
        },
        "",
    ),
    "a book twice": (
        BOOK,
        {**BOOK, "edition": "Second", "author": "Dommerholt, J. and Fernández de las Peñas, C."},
        "same work",
    ),
    "editions": (BOOK, {**BOOK, "edition": "1st", "year": "2013"}, "version of"),
    "editions not said": (
        {**BOOK, "edition": ""},
        {**BOOK, "edition": "", "year": "2013"},
        "version of",
    ),
    "chapter and its book": (
        BOOK,
        {
            **BOOK,
            "entry_type": "incollection",
            "title": "Safety and hygiene",
            "booktitle": BOOK["title"],
            "isbn": "9780702046018",
        },
        "",
    ),
    "chapters of one book": (
        {
            **BOOK,
            "entry_type": "incollection",
            "title": "Safety and hygiene of needling",
            "booktitle": BOOK["title"],
            "isbn": "9780702046018",
            "pages": "10-20",
        },
        {
            **BOOK,
            "entry_type": "incollection",
            "title": "Mechanisms and effects",
            "booktitle": BOOK["title"],
            "isbn": "9780702046018",
            "pages": "30-44",
        },
        "",
    ),
    "conference paper indexed as an article": (
        {**ARTICLE, "entry_type": "inproceedings", "booktitle": "Physical Therapy", "journal": ""},
        ARTICLE,
        "same work",
    ),
    "journal of initials": (
        {**ARTICLE, "journal": "BMJ"},
        {**ARTICLE, "journal": "British Medical Journal", "pages": ""},
        "same work",
    ),
    "journal in two languages": (
        {
            **ARTICLE,
            "journal": "Chung-Hua Chieh Ho Ho Hu Hsi Tsa Chih Chinese Journal of Tuberculosis",
        },
        {**ARTICLE, "journal": "Zhonghua jie he = Chinese journal of tuberculosis"},
        "same work",
    ),
    "nothing but titles": ({"title": TITLE}, {"title": TITLE}, ""),
    "empty": ({}, {}, ""),
}


@pytest.mark.parametrize("name", SAME)
def test_same_work(name: str) -> None:
    assert found(ARTICLE, {**ARTICLE, **SAME[name]}) == "same work"


@pytest.mark.parametrize("name", OTHERS)
def test_another_work(name: str) -> None:
    one = {**ARTICLE, "doi": "10.2522/ptj.20130255"}
    doi = {"doi": "10.2522/ptj.20140001"} if name == "another DOI" else {}
    assert found(one, {**ARTICLE, **OTHERS[name], **doi}) == ""


@pytest.mark.parametrize("name", VERSIONS)
def test_version(name: str) -> None:
    assert found(ARTICLE, {**ARTICLE, **VERSIONS[name]}) == "version of"


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    one, other, expected = CASES[name]
    assert found(one, other) == expected


def test_reasons_say_what_agrees_and_what_differs() -> None:
    one = {**ARTICLE, "doi": "10.2522/ptj.20130255", "pages": "1-12"}
    other = {**ARTICLE, "doi": "10.2522/PTJ.20130255", "year": "2013"}
    pair = pair_of(one, other)
    assert pair is not None
    assert pair.reasons == (
        "same DOI",
        "same title",
        "authors agree",
        "journal and volume agree",
        "but year and pages differ",
    )


def test_reason_of_a_version_comes_first() -> None:
    pair = pair_of(ARTICLE, {**ARTICLE, **VERSIONS["preprint server"]})
    assert pair is not None
    assert pair.reasons[0] == "a preprint beside an article"


def test_pairs_stand_in_the_order_of_the_entries() -> None:
    works = [work(REVIEW, "a"), work(ARTICLE, "b"), work(ARTICLE, "c"), work(REVIEW, "d")]
    keys = [(pair.first.key, pair.second.key) for pair in find_pairs(works)]
    assert keys == [("a", "d"), ("b", "c")]


def test_three_entries_of_one_work_are_three_pairs() -> None:
    works = [work(ARTICLE, key) for key in "abc"]
    assert [pair.relation for pair in find_pairs(works)] == [Relation.SAME] * 3


def test_entries_that_are_no_works_are_left_out() -> None:
    entries = [work(ARTICLE), work({**ARTICLE, "entry_type": "xdata"}, "other")]
    assert find_pairs(entries) == ()


def test_inherited_identifier_is_the_books() -> None:
    fields = {"title": "Safety of needling", "year": "2013", "doi": "10.1016/b978-0-7020-4601-8"}
    one, other = (
        Reference(
            key=title,
            entry_type="incollection",
            location=Location(path="references.bib", line=1),
            fields={**fields, "title": title},
            inherited=frozenset({"doi"}),
        )
        for title in ("Safety of needling", "Mechanisms of needling")
    )
    assert find_pairs([one, other]) == ()


def test_huge_and_hostile_texts() -> None:
    for text in ("[" * 100_000, "I. " * 40_000, "1-" * 50_000, "α" * 50_000, "\u202e" * 100_000):
        one = dict.fromkeys(("title", "journal", "pages", "volume", "edition", "isbn"), text)
        find_pairs([work(one), work(one, "other")])


def test_many_entries_of_one_title_are_compared_with_neighbours_only() -> None:
    works = [work({**ARTICLE, "title": "Editorial"}, f"key{number}") for number in range(2_000)]
    assert len(find_pairs(works)) < 2_000 * 20
