"""Generated references: the entry as a .bib file holds it, and what it says, decoded."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from benchmarks.generated_names import Name, make_names, spell_names
from benchmarks.latex_spelling import Habit, spell
from benchmarks.vocabulary import (
    COMPARATORS,
    CONDITIONS,
    DESIGNS,
    INTERVENTIONS,
    JOURNALS,
    OUTCOMES,
    POPULATIONS,
    PUBLISHERS,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLES = (
    "{intervention} for {condition} in {population}: {design}",
    "Effects of {intervention} versus {comparator} on {outcome} in {population} with "
    "{condition}: {design}",
    "Does {intervention} improve {outcome} in {condition}? {design} of {people} {population}",
    "{condition}: {intervention} compared with {comparator} over {weeks} weeks – {design}",
    "{outcome} after {intervention} in {people} {population} with {condition}",
)
_ABSTRACT = (
    "Background: {condition} is common among {population}, and {intervention} is often offered "
    "for it – yet its effect on {outcome} is uncertain. Methods: {people} {population} were "
    "allocated to {intervention} or {comparator}. Results: The difference was {effect} points "
    "(95% CI {low} to {high}; p < 0.05) after {weeks} weeks; {percent}% had some soreness. "
)
_MORE = (
    "Groups did not differ at follow-up. ",
    "No serious adverse events were reported, and {percent}% completed the study. ",
    "Results were similar after adjusting for age, sex & baseline {outcome}. ",
    "Heterogeneity was high, and the certainty of evidence was low. ",
    "Exploratory analyses (± 2 SD) gave the same picture. ",
)
_CONCLUSION = "Conclusion: {intervention} may change {outcome} in {condition} a little."
_PROPER = ("Achilles", "Guillain–Barré", "Sjögren's", "Ménière's", "H₂O₂-free")


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedReference:
    """One reference. text: its entry. truth: title, authors, more_authors, container, doi."""

    key: str
    condition: str
    text: str
    truth: Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Work:
    """What a reference is about and who wrote it, in Unicode."""

    number: int
    words: Mapping[str, str]
    title: str
    names: tuple[Name, ...]
    year: int
    doi: str


def capitalized(text: str) -> str:
    """The text with a capital first letter; Greek letters ("α-amylase") stay as they are."""
    return text[0].upper() + text[1:] if text[0].isascii() else text


def journal_macros(random: Random) -> str:
    """The `@string` definitions that the entries use."""
    lines = []
    for journal in JOURNALS:
        if journal.macro:
            name = spell(journal.name, Habit.LATEX, random)
            first, _, rest = name.rpartition(" ")
            value = random.choice((f"{{{name}}}", f'"{name}"', f'"{first} " # {{{rest}}}'))
            lines.append(f"@string{{{journal.macro} = {value}}}\n")
    return "".join(lines)


def make_reference(
    random: Random, number: int, *, keys: set[str], titles: set[str]
) -> GeneratedReference:
    """One reference; keys, titles: those already used, to which this one's are added."""
    work = _make_work(random, number, titles)
    habit = random.choices(tuple(Habit), weights=(45, 4, 51))[0]
    others = len(work.names) > 2 and random.random() < 0.05
    entry_type, fields, container = _publication(work, habit, random)
    key = _unused_key(work, keys)
    title = _decorate(work.title, habit, random)
    entry = {
        "author": _delimited(spell_names(work.names, habit, random, others=others), random),
        "title": _delimited(title, random),
        **fields,
        **_study_fields(work, habit, random),
        "abstract": _delimited(_abstract(work, habit, random), random),
    }
    truth = {
        "title": work.title,
        "authors": [name.truth() for name in work.names],
        "more_authors": others,
        "container": container,
        "doi": work.doi,
    }
    text = _write_entry(entry_type, key, entry, random)
    return GeneratedReference(key=key, condition=work.words["condition"], text=text, truth=truth)


def _make_work(random: Random, number: int, titles: set[str]) -> _Work:
    while True:
        words = _choose_words(random)
        title = capitalized(random.choice(_TITLES).format_map(words))
        if title not in titles:
            break
    titles.add(title)
    year = random.randint(1995, 2025)
    doi = _make_doi(random, number, year) if random.random() < 0.85 else ""
    return _Work(
        number=number, words=words, title=title, names=make_names(random), year=year, doi=doi
    )


def _choose_words(random: Random) -> dict[str, str]:
    design, code = random.choice(DESIGNS)
    low = random.uniform(0.1, 4)
    return {
        "condition": random.choice(CONDITIONS),
        "intervention": random.choice(INTERVENTIONS),
        "comparator": random.choice(COMPARATORS),
        "outcome": random.choice(OUTCOMES),
        "population": random.choice(POPULATIONS),
        "design": design,
        "design_code": code,
        "people": str(random.randint(12, 2400)),
        "weeks": str(random.randint(2, 52)),
        "percent": str(random.randint(3, 97)),
        "effect": f"{low + 1:.1f}",
        "low": f"{low:.1f}",
        "high": f"{low + 2:.1f}",
    }


def _make_doi(random: Random, number: int, year: int) -> str:
    volume, page = random.randint(1, 99), random.randint(1, 1900)
    return random.choice(
        (
            f"10.1016/j.jbmt.{year}.{number:06d}",
            f"10.1016/s{page:04d}-6736({year % 100:02d}){number:06d}-x",
            f"10.1002/14651858.cd{number:06d}.pub{random.randint(2, 5)}",
            f"10.1007/978-3-319-{number:06d}-4_{volume}",
            f"10.2519/jospt.{year}.{number}",
            f"10.1002/(sici)1097-0258({year}0815)17:15<{number}::aid-sim{page}>3.0.co;2-{volume}",
        )
    )


def _spell_doi(doi: str, random: Random) -> str:
    if "<" in doi:
        signs = random.choice((("<", ">"), (r"{\textless}", r"{\textgreater}"), ("$<$", "$>$")))
        doi = doi.replace("<", signs[0]).replace(">", signs[1])
    elif random.random() < 0.3:
        doi = doi.upper()
    if random.random() < 0.5:
        doi = doi.replace("_", r"\_")
    prefixes = ("", "https://doi.org/", "http://dx.doi.org/", "doi:")
    return random.choices(prefixes, weights=(85, 9, 3, 3))[0] + doi


def _publication(work: _Work, habit: Habit, random: Random) -> tuple[str, dict[str, str], str]:
    """Entry type, the fields that say where the work appeared, and its container."""
    kind = random.random()
    if kind < 0.84:
        return _article(work, habit, random)
    year = _year(work, random)
    publisher = _delimited(spell(random.choice(PUBLISHERS), habit, random), random)
    if kind < 0.89:
        return "book", {"publisher": publisher, "year": year, "isbn": _isbn(work, random)}, ""
    if kind < 0.94:
        book = f"Handbook of {random.choice(CONDITIONS)} & {random.choice(INTERVENTIONS)}"
        return (
            "incollection",
            {
                "booktitle": _delimited(spell(book, habit, random), random),
                "pages": _pages(random),
                "publisher": publisher,
                "year": year,
            },
            book,
        )
    if kind < 0.97:
        school = _delimited(spell("Universität Göttingen", habit, random), random)
        return "phdthesis", {"school": school, "year": year}, ""
    address = f"https://example.org/reports/{work.number}?page=1&view=full#results"
    return "misc", {"url": f"{{{address}}}", "year": year}, ""


def _article(work: _Work, habit: Habit, random: Random) -> tuple[str, dict[str, str], str]:
    journal = random.choice(JOURNALS)
    value = _delimited(spell(journal.name, habit, random), random)
    if journal.macro and random.random() < 0.6:
        value = journal.macro
    modern = random.random() < 0.15
    month = random.randrange(12)
    fields = {"journaltitle" if modern else "journal": value}
    if modern:
        fields["date"] = f"{{{work.year}-{month + 1:02d}}}"
    else:
        fields["year"] = _year(work, random)
        if random.random() < 0.4:
            fields["month"] = _MONTHS[month]
    fields["volume"] = f"{{{random.randint(1, 130)}}}"
    fields["number"] = f"{{{random.randint(1, 12)}}}"
    fields["pages"] = _pages(random)
    return "article", fields, journal.name


def _year(work: _Work, random: Random) -> str:
    return random.choice((f"{{{work.year}}}", f"{{{work.year}}}", str(work.year), f'"{work.year}"'))


def _pages(random: Random) -> str:
    first = random.randint(1, 1900)
    last = first + random.randint(2, 20)
    return f"{{{first}{random.choice(('--', '--', '-', '–'))}{last}}}"


def _isbn(work: _Work, random: Random) -> str:
    digits = f"978{random.randint(0, 999):03d}{work.number % 1_000_000:06d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{{{digits}{-weighted % 10}}}"


def _study_fields(work: _Work, habit: Habit, random: Random) -> dict[str, str]:
    fields = {}
    if work.doi:
        fields["doi"] = f"{{{_spell_doi(work.doi, random)}}}"
    if random.random() < 0.6:
        fields["pmid"] = f"{{{10_000_000 + work.number}}}"
    fields["studydesign"] = f"{{{work.words['design_code']}}}"
    fields["samplesize"] = f"{{{work.words['people']}}}"
    for name in ("population", "intervention", "comparator"):
        if random.random() < 0.5:
            fields[name] = f"{{{spell(work.words[name], habit, random)}}}"
    return fields


def _unused_key(work: _Work, keys: set[str]) -> str:
    """Family name, year and first word of the title, and letters where that is taken."""
    name = work.names[0].family or work.names[0].literal
    words = (name.split()[0], str(work.year), work.title.split()[0])
    key = stem = "".join(_ascii_letters(word) for word in words).lower()
    number = 0
    while key in keys:
        number += 1
        key = f"{stem}-{number}"
    keys.add(key)
    return key


def _ascii_letters(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(
        character for character in decomposed if character.isascii() and character.isalnum()
    )


def _decorate(title: str, habit: Habit, random: Random) -> str:
    """The title in LaTeX with the braces, ties and emphasis that people put into it."""
    words = title.split(" ")
    for index, word in enumerate(words):
        bare = word.rstrip(":,?")
        spelled = spell(bare, habit, random)
        if bare in _PROPER and random.random() < 0.7:
            spelled = f"{{{spelled}}}"
        elif bare.isascii() and bare.isalpha() and random.random() < 0.01:
            spelled = f"\\emph{{{spelled}}}"
        words[index] = spelled + word[len(bare) :]
    spelled_title = " ".join(words)
    if random.random() < 0.1:
        spelled_title = spelled_title.replace(" weeks", "~weeks")
    return f"{{{spelled_title}}}" if random.random() < 0.08 else spelled_title


def _abstract(work: _Work, habit: Habit, random: Random) -> str:
    more = "".join(random.sample(_MORE, random.randint(0, 2)))
    text = (_ABSTRACT + more + _CONCLUSION).format_map(work.words)
    spelled = spell(text, habit, random)
    return spelled.replace(". ", ".\n    ") if random.random() < 0.2 else spelled


def _delimited(value: str, random: Random) -> str:
    if '"' in value or random.random() < 0.85:
        return f"{{{value}}}"
    return f'"{value}"'


def _write_entry(entry_type: str, key: str, fields: Mapping[str, str], random: Random) -> str:
    shape = random.random()
    width = 12 if shape < 0.4 else 0
    entry_type = entry_type.capitalize() if shape > 0.9 else entry_type
    opening, closing = ("(", ")") if shape > 0.98 else ("{", "}")
    lines = ",\n".join(f"  {name:{width}} = {value}" for name, value in fields.items())
    return f"@{entry_type}{opening}{key},\n{lines}\n{closing}\n\n"
