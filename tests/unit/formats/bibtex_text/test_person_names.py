"""Splitting author fields into names, and names into parts."""

from __future__ import annotations

import time

import pytest

from needle_evidence.formats.bibtex_text.person_names import split_names
from needle_evidence.model.reference import PersonName


def person(family: str = "", given: str = "", particle: str = "", suffix: str = "") -> PersonName:
    return PersonName(family=family, given=given, particle=particle, suffix=suffix)


def literal(text: str) -> PersonName:
    return PersonName(literal=text)


# The tables of Markey, "Tame the BeaST", §4.
BIBTEX_RULES = [
    ("AA BB", person("BB", "AA")),
    ("AA", person("AA")),
    ("AA bb", person("bb", "AA")),
    ("aa", person("aa")),
    ("AA bb CC", person("CC", "AA", "bb")),
    ("AA bb CC dd EE", person("EE", "AA", "bb CC dd")),
    ("AA 1B cc dd", person("dd", "AA 1B", "cc")),
    ("AA 1b cc dd", person("dd", "AA", "1b cc")),
    ("AA {b}B cc dd", person("dd", "AA bB", "cc")),
    ("AA {bb} cc DD", person("DD", "AA bb", "cc")),
    ("AA bb {cc} DD", person("cc DD", "AA", "bb")),
    ("jean de la fontaine", person("fontaine", "", "jean de la")),
    ("Jean de la fontaine", person("fontaine", "Jean", "de la")),
    ("Jean {de} la fontaine", person("fontaine", "Jean de", "la")),
    ("jean {de} {la} fontaine", person("de la fontaine", "", "jean")),
    ("Jean De La Fontaine", person("Fontaine", "Jean De La")),
    ("jean De la Fontaine", person("Fontaine", "", "jean De la")),
    ("Jean de La Fontaine", person("La Fontaine", "Jean", "de")),
    ("bb CC, AA", person("CC", "AA", "bb")),
    ("bb, AA", person("bb", "AA")),
    ("bb CC dd EE, AA", person("EE", "AA", "bb CC dd")),
    ("BB,", person("BB")),
    ("BB, AA", person("BB", "AA")),
    ("bb CC,XX, AA", person("CC", "AA", "bb", "XX")),
    ("De la Fontaine, Jean", person("Fontaine", "Jean", "De la")),
    ("De La Fontaine, Jean", person("De La Fontaine", "Jean")),
]
NAMES = [
    ("Charles de la Vall{\\'e}e Poussin", person("Vallée Poussin", "Charles", "de la")),
    ("van der Berg, Ana Mar{\\'\\i}a", person("Berg", "Ana María", "van der")),
    ("Jean {\\'e}tienne Dupont", person("Dupont", "Jean", "étienne")),
    ("Jean {\\'E}tienne Dupont", person("Dupont", "Jean Étienne")),
    ("Petr \\v{S}im\\'anek Novak", person("Novak", "Petr Šimánek")),
    ("{\\relax van} Gogh Vincent", person("Gogh Vincent", "", "van")),
    ("{J}ohn {S}mith", person("Smith", "John")),
    ("S\\o ren \\AA berg", person("Åberg", "Søren")),
    ("A. B.~Smith", person("Smith", "A. B.")),
    ("Ned {\\~N}et", person("Ñet", "Ned")),
    ("\\~Net, Ned", person("Ñet", "Ned")),
    ("Roger P.{\\,}G. van Gompel", person("Gompel", "Roger P. G.", "van")),
    ("P.\\ G. van Gompel", person("Gompel", "P. G.", "van")),
    ("V{\\'a}zques{ de }Parga, Luis", person("Vázques de Parga", "Luis")),
    ("Jean-Pierre Dupont-Durand", person("Dupont-Durand", "Jean-Pierre")),
    ("J.A. Smith", person("Smith", "J.A.")),
    ("O'Brien, Mary", person("O'Brien", "Mary")),
    ("{al-Hasan}, ʿAlī", person("al-Hasan", "ʿAlī")),
    ("{John Henry} Ford", person("Ford", "John Henry")),
    ("Викторов, Михаил Маркович", person("Викторов", "Михаил Маркович")),
    ("'t Hooft, Gerard", person("Hooft", "Gerard", "'t")),
    ("L[eslie] A. Aamport", person("Aamport", "L[eslie] A.")),
    ("\\textsc{Smith}, John", person("Smith", "John")),
    ("{A}-{B}", person("A-B")),
]
SUFFIXES = [
    ("Pimentel, Jr.,Joseph J.", person("Pimentel", "Joseph J.", "", "Jr.")),
    ("von Doe, Jr, John", person("Doe", "John", "von", "Jr")),
    ("Smith, John, Jr.", person("Smith", "John", "", "Jr.")),
    ("John Smith Jr.", person("Smith", "John", "", "Jr.")),
    ("John Smith, Jr.", person("Smith", "John", "", "Jr.")),
    ("Smith Jr., John", person("Smith", "John", "", "Jr.")),
    ("Smith, John Sr.", person("Smith", "John", "", "Sr.")),
    ("John Smith III", person("Smith", "John", "", "III")),
    ("Smith, III, John", person("Smith", "John", "", "III")),
    ("Smith, , John", person("Smith", "John")),
    ("Ivanov, II", person("Ivanov", "II")),
    ("Ivanov II", person("II", "Ivanov")),
    ("Smith, JR", person("Smith", "JR")),
]
MANGLED = [
    ("Ana, I.", person("Ana", "I.")),
    ("Díaz, H. F. S.", person("Díaz", "H. F. S.")),
    ("Smith, J., Jones, K., Brown, L.", person("Smith", "J., Jones, K., Brown, L.")),
    ("Smith, John, MD", person("Smith", "MD", "", "John")),
    (", John", person("", "John")),
    ("…", literal("…")),
    ("...", literal("...")),
    (". . .", literal(". . .")),
    ("\\ldots", literal("…")),
    ("{\\textellipsis}", literal("…")),
    ("et al.", literal("et al.")),
    ("{unclosed, and x", person("unclosed, and x")),
]
LITERALS = [
    ("{World Health Organization}", literal("World Health Organization")),
    ("{Barnes and Noble, Inc.}", literal("Barnes and Noble, Inc.")),
    ("{{WHO}}", literal("WHO")),
    ("{Ärzte \\& {\\'E}quipe}", literal("Ärzte & Équipe")),
]
KEYED = [
    (
        "given=Jean, prefix=de la, prefix-i=d, family=Rousseau",
        person("Rousseau", "Jean", "de la"),
    ),
    ("family={Robert and Sons, Inc.}", person("Robert and Sons, Inc.")),
    ('"family={Robert and Sons, Inc.}"', person("Robert and Sons, Inc.")),
    ("given={Ura R{\\'\\i}u}, family={Juan}, suffix={Sr}", person("Juan", "Ura Ríu", "", "Sr")),
    ("useprefix=true, given=Bo, prefix=von, family=Rabble", person("Rabble", "Bo", "von")),
    ("given={John}, family={Smith}, middle={Simon}", person("Smith", "John Simon")),
    ("xdata=other-author-1", literal("xdata=other-author-1")),
    ("E = mc, squared", person("E = mc", "squared")),
]


@pytest.mark.parametrize(
    ("raw", "expected"),
    BIBTEX_RULES + NAMES + SUFFIXES + MANGLED + LITERALS + KEYED,
)
def test_one_name(raw: str, expected: PersonName) -> None:
    assert split_names(raw) == ((expected,), False)


@pytest.mark.parametrize(
    ("raw", "displayed", "more"),
    [
        ("A B and C D", ["A B", "C D"], False),
        ("A B AND C D", ["A B", "C D"], False),
        ("A B\n\tand\n  C D", ["A B", "C D"], False),
        ("A B and others", ["A B"], True),
        ("A B\nand\nOthers", ["A B"], True),
        ("others and A B", ["others", "A B"], False),
        ("others", [], True),
        ("A B and and C D", ["A B", "C D"], False),
        ("and A B and", ["A B"], False),
        ("", [], False),
        (" and ", [], False),
        (",", [], False),
        ("{} and A B", ["A B"], False),
        ("Alexander Andersand", ["Alexander Andersand"], False),
        ("{X and Y} and Z", ["X and Y", "Z"], False),
        ("{{X} and {Y}} and Z", ["X and Y", "Z"], False),
        ("X} and {Y and Z", ["X", "Y and Z"], False),
        ("M\\o and B", ["Mø", "B"], False),
        ("Smith, J. and … and Jones, K.", ["J. Smith", "…", "K. Jones"], False),
        ("nosortothers=false and Simon Sly", ["Simon Sly"], False),
        ("A {\\\"O} and {\\'E} {B}", ["A Ö", "É B"], False),
    ],
)
def test_list_of_names(raw: str, displayed: list[str], more: bool) -> None:
    names, truncated = split_names(raw)
    assert [name.display for name in names] == displayed
    assert truncated is more


@pytest.mark.parametrize(
    "unit", ["{", "a and ", "a, ", "{a} ", "\\v ", ".", "~", "{\\", "family=a,"]
)
def test_time_grows_with_the_length(unit: str) -> None:
    started = time.perf_counter()
    split_names(unit * (200_000 // len(unit)))
    assert time.perf_counter() - started < 5
