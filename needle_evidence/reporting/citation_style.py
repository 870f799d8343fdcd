"""Refuses CSL styles that cannot be used, and corrects what citeproc would print wrongly."""

from __future__ import annotations

from typing import Any

from needle_evidence.errors import UsageError
from needle_evidence.model.plain_text import one_line

CSL = "{http://purl.org/net/xbiblio/csl}"
# Of the 2,759 public styles the largest has 250,000 characters and 1,900 steps; APA 1,100.
_LARGEST_STYLE = 2_000_000  # characters
_MOST_STEPS = 20_000  # elements on the longest way through a bibliography, macros written out


def refuse_text(text: str, name: str) -> None:
    """Raises UsageError for a text that must not even be parsed.

    Entities, which only a DOCTYPE can define, could read files or grow without end.
    """
    if len(text) > _LARGEST_STYLE:
        raise fault(name, "is too large for a citation style")
    if "<!DOCTYPE" in text:
        raise fault(name, "has a DOCTYPE, which a citation style does not need")


def check_style(root: Any, name: str) -> None:
    """Raises UsageError unless the tree is a CSL 1.0 style that can print a reference list.

    Refused are other documents, styles that depend on another one or have no bibliography, and
    macros that are missing, endless or too many. name: how messages call the style.
    """
    if root.tag != f"{CSL}style":
        found = one_line(str(root.tag).rpartition("}")[2], 40)
        raise fault(name, f"is not a CSL 1.0 style (its first element is <{found}>)")
    if root.find(f"{CSL}bibliography/{CSL}layout") is None:
        parent = root.find(f"{CSL}info/{CSL}link[@rel='independent-parent']")
        if parent is None:
            raise fault(name, "has no <bibliography>: it cannot print a reference list")
        address = one_line(parent.get("href", ""), 200)
        raise fault(name, f"only points to another style, {address}: use that one")
    _check_macros(root, name)


def correct_style(root: Any) -> None:
    """Works around what citeproc does with a style, on its tree; locales and formatter are set.

    The number is ours to print; a variable that no work has keeps what surrounds it unprinted.
    Dates in a form of the locale lose its delimiter ("2014Aug"). Labels ignore
    `text-case="title"` ("(eds.)"). A missing <name> is inserted again for every work.
    """
    for element in root.iter(f"{CSL}text", f"{CSL}number"):
        if element.get("variable") == "citation-number":
            element.set("variable", "citation-label")
    _give_dates_their_delimiter(root)
    for label in root.iter(f"{CSL}label"):
        if label.get("text-case") == "title":
            label.set("text-case", "capitalize-all")
    for names in root.iterfind(f".//{CSL}names"):
        in_substitute = names.getparent().tag == f"{CSL}substitute"  # then it uses the outer name
        if not in_substitute and names.find(f"{CSL}name") is None:
            names.insert(0, names.makeelement(f"{CSL}name"))


def is_numbered(root: Any) -> bool:
    """Whether the style says that it numbers its references in the order of citing."""
    category = root.find(f"{CSL}info/{CSL}category[@citation-format]")
    if category is not None:
        return bool(category.get("citation-format") == "numeric")
    return any(e.get("variable") == "citation-label" for e in root.iter(f"{CSL}text"))


def fault(name: str, problem: str) -> UsageError:
    """The error for a style that cannot be used; `problem` follows the style's name."""
    return UsageError(
        f"The citation style {one_line(name, 200)} {problem}.",
        "Give ama, vancouver, apa, or the path of a CSL 1.0 style (.csl).",
    )


def _check_macros(root: Any, name: str) -> None:
    """Refuses macros that are missing, call themselves, or multiply beyond reason."""
    macros = {macro.get("name"): macro for macro in root.findall(f"{CSL}macro")}
    steps: dict[str, int] = {}

    def count(element: Any, callers: tuple[str, ...]) -> int:
        """The steps of printing an element once: of a condition's branches only the longest."""
        inside = [count(child, callers) for child in element]
        is_choice = element.tag == f"{CSL}choose"
        total = 1 + (max(inside, default=0) if is_choice else sum(inside))
        if (called := element.get("macro")) is not None:
            total += count_macro(called, callers)
        if total > _MOST_STEPS:
            raise fault(name, "calls its macros too often to be printed")
        return total

    def count_macro(called: str, callers: tuple[str, ...]) -> int:
        shown = one_line(called, 80)
        if called not in macros:
            raise fault(name, f'calls a macro "{shown}" that it does not define')
        if called in callers:
            raise fault(name, f'has a macro "{shown}" that calls itself')
        if called not in steps:
            steps[called] = count(macros[called], (*callers, called))
        return steps[called]

    try:
        for layout in root.findall(f"{CSL}bibliography/{CSL}layout"):
            count(layout, ())
    except RecursionError:
        raise fault(name, "nests its macros too deeply to be printed") from None


def _give_dates_their_delimiter(root: Any) -> None:
    for date in root.iter(f"{CSL}date"):
        if date.get("form") and date.get("delimiter") is None and not date.is_locale_date():
            localized = root.get_date(date.get("form"))
            if localized is not None and localized.get("delimiter"):
                date.set("delimiter", localized.get("delimiter"))
