"""Reads a CSL style safely: checks it, and corrects what citeproc would print wrongly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from needle_evidence.errors import UsageError
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.citation_elements import corrected_classes

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LARGEST_STYLE = 2_000_000  # characters; the largest of the 10,844 public styles has 140,000
_MOST_STEPS = 200_000  # elements with macros written out; APA, the largest of ours, has 4,000


def read_style(text: str, name: str) -> Any:
    """A CSL 1.0 style's text → citeproc's root element, corrected and ready to print.

    name: how messages call the style. Raises UsageError where the text is not XML, not a
    style, has a DOCTYPE (entities could read files or grow without end), depends on another
    style, has no bibliography, or calls macros that are missing, endless or too many.
    """
    from lxml import etree

    if len(text) > _LARGEST_STYLE:
        raise _fault(name, "is too large for a citation style")
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
        raise _fault(name, f"is not well-formed XML ({one_line(str(error), 200)})") from None
    _check_style(root, name)
    root.locales = _locales(root, lambda path: etree.parse(path, parser).getroot())
    _correct_style(root)
    # lxml makes an element's Python object anew at every visit unless somebody holds it.
    root.held = [element for tree in (root, *root.locales) for element in tree.iter()]
    return root


def is_numbered(root: Any) -> bool:
    """Whether the style says that it numbers its references in the order of citing."""
    category = root.find(f"{_CSL}info/{_CSL}category[@citation-format]")
    if category is not None:
        return bool(category.get("citation-format") == "numeric")
    return any(e.get("variable") == "citation-label" for e in root.iter(f"{_CSL}text"))


def _fault(name: str, problem: str) -> UsageError:
    return UsageError(
        f"The citation style {name} {problem}.",
        "Give ama, vancouver, apa, or the path of a CSL 1.0 style (.csl).",
    )


def _check_style(root: Any, name: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _fault(name, "has a DOCTYPE, which a citation style does not need")
    if root.tag != f"{_CSL}style":
        found = one_line(str(root.tag).rpartition("}")[2], 40)
        raise _fault(name, f"is not a CSL 1.0 style (its first element is <{found}>)")
    if root.find(f"{_CSL}bibliography/{_CSL}layout") is None:
        parent = root.find(f"{_CSL}info/{_CSL}link[@rel='independent-parent']")
        if parent is None:
            raise _fault(name, "has no <bibliography>: it cannot print a reference list")
        address = one_line(parent.get("href", ""), 200)
        raise _fault(name, f"only points to another style, {address}: use that one")
    _check_macros(root, name)


def _check_macros(root: Any, name: str) -> None:
    """Refuses macros that are missing, call themselves, or multiply beyond reason."""
    macros = {macro.get("name"): macro for macro in root.findall(f"{_CSL}macro")}
    steps: dict[str, int] = {}

    def count(element: Any, callers: tuple[str, ...]) -> int:
        total = 0
        for step in element.iter():
            total += 1
            if (called := step.get("macro")) is not None:
                total += count_macro(called, callers)
            if total > _MOST_STEPS:
                raise _fault(name, "calls its macros too often to be printed")
        return total

    def count_macro(called: str, callers: tuple[str, ...]) -> int:
        shown = one_line(called, 80)
        if called not in macros:
            raise _fault(name, f'calls a macro "{shown}" that it does not define')
        if called in callers:
            raise _fault(name, f'has a macro "{shown}" that calls itself')
        if called not in steps:
            steps[called] = count(macros[called], (*callers, called))
        return steps[called]

    for layout in root.findall(f"{_CSL}bibliography/{_CSL}layout"):
        count(layout, ())


def _correct_style(root: Any) -> None:
    """Works around what citeproc-py does with a style, on its tree in memory.

    The number is ours to print; a variable that no work has keeps what surrounds it unprinted.
    Dates in a form of the locale lose its delimiter ("2014Aug"). Labels ignore
    `text-case="title"` ("(eds.)"). A missing <name> is inserted again for every work.
    """
    for element in root.iter(f"{_CSL}text", f"{_CSL}number"):
        if element.get("variable") == "citation-number":
            element.set("variable", "citation-label")
    _give_dates_their_delimiter(root)
    for label in root.iter(f"{_CSL}label"):
        if label.get("text-case") == "title":
            label.set("text-case", "capitalize-all")
    for names in root.iterfind(f".//{_CSL}names"):
        in_substitute = names.getparent().tag == f"{_CSL}substitute"  # then it uses the outer name
        if not in_substitute and names.find(f"{_CSL}name") is None:
            names.insert(0, names.makeelement(f"{_CSL}name"))


def _give_dates_their_delimiter(root: Any) -> None:
    for date in root.iter(f"{_CSL}date"):
        if date.get("form") and date.get("delimiter") is None and not date.is_locale_date():
            localized = root.get_date(date.get("form"))
            if localized is not None and localized.get("delimiter"):
                date.set("delimiter", localized.get("delimiter"))


def _locales(root: Any, read: Callable[[str], Any]) -> list[Any]:
    """The style's own terms, then those of its language, then American English.

    citeproc reads these files itself, but then without the corrected classes.
    """
    from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS

    wanted = root.get("default-locale", "en-US")
    language = wanted.split("-")[0]
    own = {locale.get(_LANGUAGE): locale for locale in root.iterchildren(f"{_CSL}locale")}
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
    namespace = lookup.get_namespace(_CSL.strip("{}"))
    namespace[None] = model.CitationStylesElement
    namespace.update(corrected_classes(model))
    return lookup
