"""The types and tags of RIS (Research Information Systems, 2001 and 2011) in BibTeX's words."""

from __future__ import annotations

# What BibTeX or BibLaTeX has a type for; everything else is `misc`.
TYPES = {
    "ABST": "article",
    "BLOG": "online",
    "BOOK": "book",
    "CHAP": "incollection",
    "CLSWK": "book",
    "COMP": "software",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "incollection",
    "EBOOK": "book",
    "ECHAP": "incollection",
    "EDBOOK": "book",
    "EJOUR": "article",
    "ELEC": "online",
    "ENCYC": "incollection",
    "GOVDOC": "techreport",
    "ICOMM": "online",
    "INPR": "article",
    "JFULL": "periodical",
    "JOUR": "article",
    "MANSCPT": "unpublished",
    "MGZN": "article",
    "NEWS": "article",
    "PAMP": "booklet",
    "PAT": "patent",
    "RPRT": "techreport",
    "SER": "book",
    "STAND": "techreport",
    "THES": "phdthesis",
    "UNPB": "unpublished",
    "UNPD": "unpublished",
    "WEB": "online",
}
# The other way; a type of BibTeX that RIS lacks goes as its nearest kin.
WRITTEN_TYPES = {
    "article": "JOUR",
    "periodical": "JFULL",
    "book": "BOOK",
    "mvbook": "BOOK",
    "collection": "EDBOOK",
    "booklet": "PAMP",
    "inbook": "CHAP",
    "incollection": "CHAP",
    "inreference": "ENCYC",
    "inproceedings": "CPAPER",
    "conference": "CPAPER",
    "proceedings": "CONF",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "thesis": "THES",
    "techreport": "RPRT",
    "report": "RPRT",
    "manual": "RPRT",
    "online": "ELEC",
    "electronic": "ELEC",
    "www": "ELEC",
    "dataset": "DATA",
    "software": "COMP",
    "patent": "PAT",
    "unpublished": "UNPB",
    "misc": "GEN",
}
ARTICLES = frozenset({"article"})
PARTS = frozenset({"incollection", "inproceedings", "inbook"})
REPORTS = frozenset({"techreport", "phdthesis"})
# The types that the table above writes: a reference need not remember them.
OWN_TYPES = frozenset(
    kind for entry_type, kind in WRITTEN_TYPES.items() if TYPES.get(kind, "misc") == entry_type
)
