"""Citekeys by the documented pattern."""

from __future__ import annotations

import pytest

from needle_evidence.curation.citekeys import is_fit, propose_citekey
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference


def work(*authors: PersonName, title: str = "", year: str = "2014", **fields: str) -> Reference:
    named = {"title": title, "year": year, **fields}
    return Reference(
        key="",
        entry_type="article",
        location=Location(path="x"),
        fields={name: text for name, text in named.items() if text},
        authors=authors,
    )


@pytest.mark.parametrize(
    ("family", "title", "key"),
    [
        ("Cotchett", "Effectiveness of trigger point dry needling", "cotchett2014effectiveness"),
        ("Kietrys", "The effectiveness of dry needling", "kietrys2014effectiveness"),
        ("Hu", "Is dry needling effective for low back pain?", "hu2014dry"),
        ("Fernández-de-las-Peñas", "A 12-week study", "fernandezdelaspenas201412week"),
        ("Ørsted", "Über Nadeln", "orsted2014uber"),
        ("Strauß", "Die Wirkung", "strauss2014wirkung"),
        ("O'Brien", "X-ray of 3 heels", "obrien2014xray"),
        ("Łukasz", "", "lukasz2014"),
        ("Yıldız", "L’acupuncture", "yildiz2014lacupuncture"),
    ],
)
def test_family_name_year_and_first_telling_word(family: str, title: str, key: str) -> None:
    assert propose_citekey(work(PersonName(family=family, given="A"), title=title), ()) == key


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("World Health Organization", "who"),
        ("National Institute for Health and Care Excellence (NICE)", "nice"),
        ("Cochrane", "cochrane"),
        ("NeuroTeam Group", "neuroteam"),
        ("3M", "ref3m"),
    ],
)
def test_organisations(name: str, start: str) -> None:
    assert propose_citekey(work(PersonName(literal=name), title="Pain"), ()) == f"{start}2014pain"


def test_what_is_missing() -> None:
    author = PersonName(family="Mason")
    assert propose_citekey(work(author, title="Dry needling", year=""), ()) == "masonnddry"
    assert propose_citekey(work(title="The dry needling of heels"), ()) == "dry2014needling"
    unnamed = PersonName(literal="…")
    assert propose_citekey(work(unnamed, author, title="Pain"), ()) == "mason2014pain"


def test_other_scripts_are_stable_and_told_apart() -> None:
    first = work(PersonName(family="Иванов"), title="Сухая игла", doi="10.1234/A")
    again = work(PersonName(family="Ivanov"), title="игла", doi="https://doi.org/10.1234/a")
    key = propose_citekey(first, ())
    assert key.startswith("ref2014")
    assert len(key) == len("ref2014") + 6
    assert propose_citekey(work(PersonName(family="张"), title="针", doi="10.1234/a"), ()) == key
    assert propose_citekey(work(PersonName(family="张"), title="针"), ()) != key
    assert propose_citekey(again, ()) == "ivanov2014"
    assert propose_citekey(work(), ()).isascii()


def test_taken_keys_get_letters_whatever_their_case() -> None:
    one = work(PersonName(family="Hu"), title="Pain")
    assert propose_citekey(one, {"HU2014Pain"}) == "hu2014painb"
    taken = {"hu2014pain", *(f"hu2014pain{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")}
    assert propose_citekey(one, taken) == "hu2014pain2b"


@pytest.mark.parametrize("key", ["smith2014", "smith_2014:a", "DBLP:x/y-z"])
def test_fit_keys(key: str) -> None:
    assert is_fit(key)


@pytest.mark.parametrize("key", ["", "a b", "a;b", "a,b", "=a", "-a", "@a", "a{", "a\u200bb", "a%"])
def test_unfit_keys(key: str) -> None:
    assert not is_fit(key)
