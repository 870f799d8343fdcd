"""The only door to citeproc and lxml: reads a CSL style, and prints one work with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.citation_elements import (
    corrected_classes,
    formatter,
    text_class,
)
from needle_evidence.reporting.citation_style import (
    CSL,
    check_style,
    correct_style,
    fault,
    refuse_text,
)
from needle_evidence.reporting.printed_text import (
    ENTRY_BEGINS,
    ENTRY_ENDS,
)

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Styles ask whether these are numbers: no markers in them.
_NUMBERS = frozenset(
    {
        "chapter-number",
        "collection-number",
        "edition",
        "issue",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "version",
        "volume",
    }
)


def read_style(text: str, name: str) -> Any:
    """A CSL 1.0 style's text → citeproc's root element, corrected and ready to print.

    name: how messages call the style. Raises UsageError where the text is no XML or no style
    that can be used (see `citation_style`).
    """
    from citeproc.string import String
    from lxml import etree

    refuse_text(text, name)
    parser = etree.XMLParser(
        encoding="UTF-8",
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
    )
    parser.set_element_class_lookup(_element_classes(etree))
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise fault(name, f"is not well-formed XML ({one_line(str(error), 200)})") from None
    check_style(root, name)
    root.formatter = formatter(String)
    root.locales = _locales(root, lambda path: etree.parse(path, parser).getroot())
    correct_style(root)
    # lxml makes an element's Python object anew at every visit unless somebody holds it.
    root.held = [element for tree in (root, *root.locales) for element in tree.iter()]
    return root


def term(root: Any, name: str) -> str:
    """A word of the style's language ("and", "et-al", "page-range-delimiter"), or ""."""
    return str(root.get_single_term(name=name) or "")


def quote_around_stops(root: Any) -> str:
    """The closing quotation mark where stops and commas belong inside it (American), or ""."""
    inside = root.get_locale_option("punctuation-in-quote") == "true"
    return term(root, "close-quote") if inside else ""


def print_work(root: Any, item: Mapping[str, object]) -> str:
    """What the style prints for a CSL-JSON item, with the markers of `printed_text`; "" if nothing.

    Whatever goes wrong inside citeproc comes out as it was raised: the caller has a fallback.
    """
    from citeproc.source import CitationItem, Reference

    work = Reference("work", item["type"])
    work.update(_citeproc_values(item))
    cited = CitationItem("work")
    for name, value in item.items():
        if name.startswith("number-of-"):  # citeproc looks for these here, and for a number
            work[name] = cited[name] = int(str(value))
    bibliography = SimpleNamespace(source={"work": work}, keys=["work"], formatter=root.formatter)
    cited.citation = SimpleNamespace(bibliography=bibliography)
    printed = root.bibliography.render([cited])
    return str(printed[0]) if printed else ""


def _citeproc_values(item: Mapping[str, object]) -> dict[str, object]:
    """The item's variables as citeproc's own types, every word of the entry between markers."""
    from citeproc import DATES, NAMES
    from citeproc.source import Name
    from citeproc.string import MixedString, String

    word_class = text_class(String)
    values: dict[str, object] = {}
    for name, value in item.items():
        variable = name.replace("-", "_")
        if variable in NAMES and isinstance(value, list):
            values[variable] = [Name(**_marked_name(person)) for person in value]
        elif variable in DATES and isinstance(value, Mapping):
            values[variable] = _date(value)
        elif name == "language":
            values[variable] = value
        elif name not in {"id", "type"}:
            text = str(value) if name in _NUMBERS else _between_markers(str(value))
            values[variable] = MixedString([word_class(text)])
    return values


def _marked_name(person: Mapping[str, str]) -> dict[str, str]:
    """The name with markers; given names are cut to initials and cannot have them."""
    return {
        part: _between_markers(text) if part in ("family", "literal") else text
        for part, text in person.items()
    }


def _between_markers(text: str) -> str:
    return f"{ENTRY_BEGINS}{text}{ENTRY_ENDS}"


def _date(value: Mapping[str, Any]) -> Any:
    """A CSL date as one citeproc date; the end of a range goes into `last_…` parts.

    citeproc's own ranges lose the year of "July–August 2014" and turn NLM's order round. Of a
    range over two years only the years are kept, of one over two months only the months.
    """
    from citeproc.source import Date, LiteralDate

    parts = value.get("date-parts")
    if not parts:
        return LiteralDate(_between_markers(str(value.get("literal", ""))))
    names = ("year", "month", "day")
    begin = dict(zip(names, parts[0], strict=False))
    if "season" in value:
        begin["season"] = value["season"]
    end = dict(zip(names, parts[-1], strict=False))
    differing = next((name for name in names if begin.get(name) != end.get(name)), None)
    if differing is not None:
        begin = {name: begin[name] for name in names[: names.index(differing) + 1] if name in begin}
    date = Date(circa=bool(value.get("circa")), **begin)
    if differing in begin and differing in end:
        date[f"last_{differing}"] = end[differing]
    return date


def _locales(root: Any, read: Callable[[str], Any]) -> list[Any]:
    """The style's own terms, then those of its language, then American English.

    citeproc reads these files itself, but then without the corrected classes.
    """
    from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS

    wanted = root.get("default-locale", "en-US")
    language = wanted.split("-")[0]
    own = {locale.get(_LANGUAGE): locale for locale in root.iterchildren(f"{CSL}locale")}
    locales = [own[name] for name in (wanted, language, None) if name in own]
    names = dict.fromkeys((wanted, PRIMARY_DIALECTS.get(language), "en-US"))
    locales += [read(f"{LOCALES_PATH}/locales-{n}.xml") for n in names if n in LANGUAGE_NAMES]
    for locale in locales:
        locale.style = root
    return locales


def _element_classes(etree: Any) -> Any:
    """The lookup from CSL elements to citeproc's classes, as corrected for this style."""
    from citeproc import model

    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(CSL.strip("{}"))
    namespace[None] = model.CitationStylesElement
    namespace.update(corrected_classes(model))
    return lookup
