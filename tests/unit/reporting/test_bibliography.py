"""Formatting references: what the three styles print, repairs, bad styles, hostile text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from needle_evidence.errors import UsageError
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from needle_evidence.reporting.bibliography import (
    FormattedReference,
    Style,
    format_reference,
    load_style,
)

SAMPLES = Path(__file__).parents[2] / "samples" / "bibliography"
STYLES = ("ama", "vancouver", "apa")
KUBO = PersonName(family="Kubo", given="Keitaro")


@pytest.fixture(scope="module")
def styles() -> dict[str, Style]:
    return {name: load_style(name) for name in STYLES}


def reference(
    entry_type: str = "article",
    *,
    authors: tuple[PersonName, ...] = (),
    editors: tuple[PersonName, ...] = (),
    authors_truncated: bool = False,
    **fields: str,
) -> Reference:
    return Reference(
        key="key",
        entry_type=entry_type,
        location=Location(path="references.bib", line=1),
        fields=fields,
        authors=authors,
        editors=editors,
        authors_truncated=authors_truncated,
    )


def shown(formatted: FormattedReference) -> str:
    marks = {"italic": "*", "bold": "**", "": ""}
    return "".join(f"{marks[kind]}{text}{marks[kind]}" for text, kind in formatted.runs)


def own_style(layout: str, *, macros: str = "", info: str = "", attributes: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" {attributes}>'
        f"<info>{info}</info>{macros}<bibliography><layout>{layout}</layout></bibliography></style>"
    )


def print_with(layout: str, work: Reference, **parts: str) -> FormattedReference:
    return format_reference(load_style("own.csl", style_text=own_style(layout, **parts)), work)


def samples() -> dict[str, dict[str, str]]:
    text = (SAMPLES / "entries.bib").read_text(encoding="utf-8")
    loaded = {name: load_style(name) for name in STYLES}
    return {
        entry.key: {name: shown(format_reference(loaded[name], entry)) for name in STYLES}
        for entry in read_references(text, path="entries.bib").references
    }


def test_every_sample_is_printed_as_recorded() -> None:
    recorded = json.loads((SAMPLES / "printed.json").read_text(encoding="utf-8"))
    assert samples() == recorded


def test_ama_article(styles: dict[str, Style]) -> None:
    work = reference(
        title="Effects of acupuncture",
        journal="J. Physiol.",
        year="2010",
        volume="109",
        number="3",
        pages="545–550",
        doi="https://doi.org/10.1007/S00421",
        authors=(KUBO, PersonName(family="Berg", given="Jan-Piet", particle="van der")),
    )
    formatted = format_reference(styles["ama"], work)
    assert formatted.runs == (
        ("Kubo K, van der Berg JP. Effects of acupuncture. ", ""),
        ("J Physiol", "italic"),
        (". 2010;109(3):545-550. doi:10.1007/S00421", ""),
    )
    assert formatted.by_style


def test_no_style_prints_a_number_before_the_reference(styles: dict[str, Style]) -> None:
    work = reference(title="T", journal="J", year="2010", authors=(KUBO,))
    for style in styles.values():
        assert format_reference(style, work).plain.startswith("Kubo")
    numbered = '<group delimiter=" "><text variable="citation-number" suffix="."/></group>'
    bracketed = (
        '<group><text value="["/><text variable="citation-number"/><text value="]"/></group>'
    )
    for number in (numbered, bracketed):
        assert print_with(f'{number}<text variable="title"/>', work).plain == "T"


def test_vancouver_dates_have_spaces(styles: dict[str, Style]) -> None:
    month = reference(title="T", journal="J", year="2014", month="August", volume="1")
    day = reference(title="T", journal="J", date="2025-01-15", volume="1")
    assert format_reference(styles["vancouver"], month).plain == "T. J. 2014 Aug;1."
    assert format_reference(styles["vancouver"], day).plain == "T. J. 2025 Jan 15;1."


def test_ranges_of_dates_and_pages(styles: dict[str, Style]) -> None:
    def printed(pages: str, date: str = "2014", style: str = "vancouver") -> str:
        work = reference(title="T", journal="J", date=date, volume="1", pages=pages)
        return format_reference(styles[style], work).plain.removeprefix("T. J. ")

    assert printed("1083–1094") == "2014;1:1083–94."
    assert printed("1083-94", style="ama") == "2014;1:1083-1094."
    assert printed("98--105") == "2014;1:98–105."
    assert printed("10--108") == "2014;1:10–108."
    assert printed("12-12") == "2014;1:12."
    assert printed("S12--S15") == "2014;1:S12–5."
    assert printed("5", "2014-07/2014-08") == "2014 Jul–Aug;1:5."
    assert printed("5", "2014-07-03/2014-07-09") == "2014 Jul 3–9;1:5."
    assert printed("5", "2014/2016") == "2014–2016;1:5."
    assert printed("5", "2014-07/2014-08", "ama") == "2014;1:5."


def test_one_date_leaves_the_next_as_it_was(styles: dict[str, Style]) -> None:
    layout = (
        '<date variable="accessed" form="text"><date-part name="month" form="short"/></date>'
        '<date variable="issued" form="text" prefix=" "/>'
    )
    style = load_style("own.csl", style_text=own_style(layout))
    work = reference(title="T", date="2014-12-03", urldate="2020-11-02", url="https://example.org")
    once, twice = (format_reference(style, work) for _ in range(2))
    assert once == twice
    assert not once.by_style  # No words of the entry are in it, so it says what it knows.
    titled = load_style("own.csl", style_text=own_style(f'{layout}<text variable="title"/>'))
    assert "December 3, 2014" in format_reference(titled, work).plain


def test_without_an_author_the_title_is_printed_once(styles: dict[str, Style]) -> None:
    book = reference("book", title="Book of samples", publisher="Elsevier", year="2001")
    article = reference(title="On samples", journal="J", year="2001", volume="2")
    printed = {name: format_reference(style, book).plain for name, style in styles.items()}
    assert printed == {
        "ama": "Book of Samples. Elsevier; 2001.",
        "vancouver": "Book of samples. Elsevier; 2001.",
        "apa": "Book of samples. (2001). Elsevier.",
    }
    assert format_reference(styles["apa"], article).plain == "On samples. (2001). J, 2."


def test_editors_in_place_of_authors_are_printed_once(styles: dict[str, Style]) -> None:
    work = reference(
        "incollection", title="T", booktitle="B", year="1998", publisher="P", editors=(KUBO,)
    )
    assert format_reference(styles["ama"], work).plain == "Kubo K, ed. T. In: B. P; 1998."
    assert format_reference(styles["apa"], work).plain == "Kubo, K. (Ed.). (1998). T. In B. P."


def test_apa_capitalises_editor_labels(styles: dict[str, Style]) -> None:
    two = (KUBO, PersonName(family="Roe", given="R."))
    work = reference("incollection", title="T", booktitle="B", year="1998", editors=two)
    with_author = reference(
        "incollection", title="T", booktitle="B", year="1998", editors=two, authors=(KUBO,)
    )
    assert "(Eds.)" in format_reference(styles["apa"], work).plain
    assert "K. Kubo & R. Roe (Eds.)" in format_reference(styles["apa"], with_author).plain


def test_a_lost_book_leaves_no_in(styles: dict[str, Style]) -> None:
    work = reference("incollection", title="T", year="1998", authors=(KUBO,))
    for style in styles.values():
        assert " In" not in format_reference(style, work).plain


@pytest.mark.parametrize(
    ("listed", "ama", "vancouver", "apa"),
    [
        (1, "A0 G, et al. T.", "A0 G, et al. T.", "A0, G., et al. (n.d.). T."),
        (3, "A0 G, A1 G, A2 G, et al. T.", "A0 G, A1 G, A2 G, et al. T.", "A2, G., et al. (n.d.)"),
        (6, "A0 G, A1 G, A2 G, et al. T.", "A4 G, A5 G, et al. T.", "A5, G., et al. (n.d.)"),
        (25, "A0 G, A1 G, A2 G, et al. T.", "A4 G, A5 G, et al. T.", "A18, G., et al. (n.d.)"),
    ],
)
def test_and_others_becomes_et_al(
    styles: dict[str, Style], listed: int, ama: str, vancouver: str, apa: str
) -> None:
    authors = tuple(PersonName(family=f"A{n}", given="Guy") for n in range(listed))
    work = reference(title="T", journal="J", authors=authors, authors_truncated=True)
    assert ama in format_reference(styles["ama"], work).plain
    assert vancouver in format_reference(styles["vancouver"], work).plain
    assert apa in format_reference(styles["apa"], work).plain


def test_initials(styles: dict[str, Style]) -> None:
    def initials(given: str, style: str = "apa", family: str = "Kubo") -> str:
        person = PersonName(family=family, given=given)
        work = reference(title="T", year="2001", authors=(person,))
        return format_reference(styles[style], work).plain.split(". T.")[0].split(". (2001)")[0]

    assert initials("Jean-Luc M.") == "Kubo, J.-L. M"
    assert initials("J.-L.M.") == "Kubo, J.-L. M"
    assert initials("JL", "ama") == "Kubo JL"
    assert initials("Élodie", "ama") == initials("E\u0301lodie", "ama") == "Kubo É"
    assert initials("Ludwig van") == "Kubo, L. van"
    assert initials("JEAN", "ama", family="KUBO") == "KUBO J"
    assert initials("伟", "ama", family="王") == "王伟"
    assert initials("محمد", "ama", family="احمد") == "احمد محمد"


def test_names_that_are_not_people(styles: dict[str, Style]) -> None:
    group = PersonName(literal="Health & Care Group Inc.")
    junior = PersonName(family="Smith", given="John", suffix="Jr.")
    work = reference(title="T", journal="J", year="2001", authors=(group, junior))
    assert format_reference(styles["ama"], work).plain.startswith(
        "Health & Care Group Inc., Smith J Jr. T."
    )
    alone = reference(title="T", journal="J", year="2001", authors=(group,))
    assert format_reference(styles["ama"], alone).plain.startswith("Health & Care Group Inc. T.")


def test_a_name_of_nothing_but_markers_is_no_name(styles: dict[str, Style]) -> None:
    people = (PersonName(family="\ufdd0"), PersonName(family="\ufdd1", given="Jane"))
    work = reference(title="T", year="2001", journal="J", authors=people)
    formatted = format_reference(styles["ama"], work)
    assert (formatted.plain, formatted.by_style) == ("Jane. T. J. 2001.", True)


def test_punctuation_meets_only_once(styles: dict[str, Style]) -> None:
    def printed(title: str, style: str = "ama") -> str:
        work = reference(title=title, journal="J", year="2001", volume="2", authors=(KUBO,))
        return format_reference(styles[style], work).plain

    assert printed("Does it help?") == "Kubo K. Does it help? J. 2001;2."
    assert printed("It helps.") == "Kubo K. It helps. J. 2001;2."
    assert printed("It helps…") == "Kubo K. It helps… J. 2001;2."
    assert printed("They said “no.”") == "Kubo K. They said “no.” J. 2001;2."
    assert printed("What?", "apa") == "Kubo, K. (2001). What? J, 2."


def test_the_words_of_an_entry_are_never_changed(styles: dict[str, Style]) -> None:
    titles = (
        "A .. b ?. c ,, d",
        "Published online 2015, a survey",
        "Retrieved https://example.org: a study",
        "Empty () and [] and “x”.",
        '<span class="nocase">no</span> & <i>markup</i> &amp; <script>x</script>',
        "In: , eds. and 1.Cotchett (eds.)",
        "`*_{[|]}_*` \\textbf{x} $x$",
    )
    for title in titles:
        group = PersonName(literal=title)  # Journals lose their stops in AMA; authors do not.
        work = reference(title=title, journal="J", year="2001", authors=(group,))
        for name, style in styles.items():
            assert format_reference(style, work).plain.count(title) == 2, (name, title)


def test_markers_in_an_entry_do_no_harm(styles: dict[str, Style]) -> None:
    markers = "".join(map(chr, range(0xFDD0, 0xFDF0)))
    clean = reference(title="Title", journal="J", year="2001", pages="1-2", authors=(KUBO,))
    marked = reference(
        title=f"Ti{markers}tle",
        journal=f"{markers}J",
        year="2001",
        pages=f"1-2{markers}",
        authors=(PersonName(family=f"Kubo{markers}", given=f"{markers}Keitaro"),),
    )
    for style in styles.values():
        assert format_reference(style, marked) == format_reference(style, clean)


def test_a_year_alone_does_not_say_published_online(styles: dict[str, Style]) -> None:
    year = reference(title="T", journal="J", year="2015")
    day = reference(title="T", journal="J", date="2015-02-03")
    assert format_reference(styles["ama"], year).plain == "T. J. 2015."
    assert format_reference(styles["ama"], day).plain == "T. J. Published online February 3, 2015."


def test_what_a_style_cannot_print_is_listed_plainly(
    styles: dict[str, Style], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = reference(title="T.", journal="J", year="2001", authors=(KUBO,), authors_truncated=True)

    def fail(*_: object) -> str:
        raise AttributeError

    monkeypatch.setattr("needle_evidence.reporting.citation_engine.print_work", fail)
    formatted = format_reference(styles["ama"], work)
    assert formatted.plain == "Keitaro Kubo, et al. T. J. 2001"
    assert not formatted.by_style


def test_an_empty_entry_is_named_by_its_key(styles: dict[str, Style]) -> None:
    for style in styles.values():
        formatted = format_reference(style, reference("misc", keywords="x"))
        assert (formatted.plain, formatted.by_style) == ("key", False)


def test_numbers_that_are_none_do_not_lose_the_entry(styles: dict[str, Style]) -> None:
    for style in styles.values():
        for count in ("350", "xii, 350", "²"):
            work = reference("book", title="T", pagetotal=count, volumes=count, edition="Revised")
            assert format_reference(style, work).by_style


def test_title_case_and_small_capitals_of_a_users_style() -> None:
    work = reference("book", title="the pain of it: an overview", authors=(KUBO,))
    layout = (
        '<names variable="author"><name><name-part name="family" font-variant="small-caps"/>'
        '</name></names><text macro="title" text-case="capitalize-first" prefix=" "/>'
    )
    macros = '<macro name="title"><text variable="title" font-style="italic"/></macro>'
    assert print_with(layout, work, macros=macros).runs == (
        ("Keitaro ", ""),
        ("Kubo", "small_caps"),
        (" ", ""),
        ("The pain of it: an overview", "italic"),
    )
    cased = print_with('<text variable="title" text-case="title"/>', work)
    assert cased.plain == "The Pain of It: An Overview"


def test_american_quotes_hold_the_full_stop() -> None:
    work = reference(title="Is it “so”", journal="J")
    layout = '<group delimiter=". "><text variable="title" quotes="true"/>'
    layout += '<text variable="container-title"/></group>'
    assert print_with(layout, work).plain == "“Is it “so”.” J"
    british = print_with(layout, work, attributes='default-locale="en-GB"')
    assert british.plain == "‘Is it “so”’. J"


def test_a_style_in_another_language() -> None:
    layout = '<text variable="title"/><date variable="issued" form="text" prefix=" "/>'
    work = reference(title="T", date="2014-12-03")
    german = print_with(layout, work, attributes='default-locale="de-DE"')
    unknown = print_with(layout, work, attributes='default-locale="../../x"')
    assert german.plain == "T 3. Dezember 2014"
    assert unknown.plain == "T December 3, 2014"


def test_numbered_or_sorted_by_author(styles: dict[str, Style]) -> None:
    assert {name: style.numbered for name, style in styles.items()} == {
        "ama": True,
        "vancouver": True,
        "apa": False,
    }
    assert load_style("x", style_text=own_style('<text variable="citation-number"/>')).numbered
    assert not load_style("x", style_text=own_style('<text variable="title"/>')).numbered


BOMB = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
DOUBLING = "".join(
    f'<macro name="m{n}"><text macro="m{n - 1}"/><text macro="m{n - 1}"/></macro>'
    for n in range(1, 40)
)
CHAIN = "".join(f'<macro name="m{n}"><text macro="m{n - 1}"/></macro>' for n in range(1, 3000))
START = '<macro name="m0"><text variable="title"/></macro>'
PARENT = '<link href="http://example.org/parent" rel="independent-parent"/>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not well-formed XML"),
        ("Vancouver, please", "not well-formed XML"),
        ("<style>", "not well-formed XML"),
        ("\x00\x01", "not well-formed XML"),
        ("\ud800", "not well-formed XML"),
        ("<html><body/></html>", "not a CSL 1.0 style (its first element is <html>)"),
        ('<style xmlns="urn:x"/>', "not a CSL 1.0 style"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl"/>', "no <bibliography>"),
        (
            f'<style xmlns="http://purl.org/net/xbiblio/csl"><info>{PARENT}</info></style>',
            "only points to another style, http://example.org/parent",
        ),
        (f'<!DOCTYPE style [<!ENTITY a0 "x">{BOMB}]><style>&a39;</style>', "DOCTYPE"),
        ('<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]><s>&x;</s>', "DOCTYPE"),
        ('<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd"><s/>', "DOCTYPE"),
        (own_style('<text macro="gone"/>'), 'calls a macro "gone" that it does not define'),
        (
            own_style('<text macro="a"/>', macros='<macro name="a"><text macro="a"/></macro>'),
            'a macro "a" that calls itself',
        ),
        (own_style('<text macro="m39"/>', macros=START + DOUBLING), "macros too often"),
        (own_style('<text macro="m2999"/>', macros=START + CHAIN), "macros too deeply"),
        ("<style>" + " " * 2_000_001 + "</style>", "too large"),
    ],
)
def test_a_text_that_is_no_usable_style(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style("styles/mine.csl", style_text=text)
    assert "styles/mine.csl" in str(caught.value)
    assert words in str(caught.value)
    assert "ama, vancouver, apa" in caught.value.way_out


def test_an_unknown_style_name() -> None:
    with pytest.raises(UsageError, match="no citation style 'harvard'"):
        load_style("harvard")


def test_importing_the_module_imports_no_citation_engine() -> None:
    code = "import sys, needle_evidence.reporting.bibliography as _; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"citeproc", "lxml", "lxml.etree"} & set(loaded.stdout.split())


if __name__ == "__main__":
    text = json.dumps(samples(), ensure_ascii=False, indent=2) + "\n"
    (SAMPLES / "printed.json").write_text(text, encoding="utf-8")
