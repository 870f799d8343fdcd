"""Prints one work with a parsed style: a CSL-JSON item in, the text with markers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from needle_evidence.reporting.printed_text import (
    ENTRY_BEGINS,
    ENTRY_ENDS,
    FORMAT_BEGINS,
    FORMAT_ENDS,
    Kind,
)

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


def term(root: Any, name: str) -> str:
    """A word of the style's language ("and", "et-al", "page-range-delimiter"), or ""."""
    return str(root.get_single_term(name=name) or "")


def print_work(root: Any, item: Mapping[str, object]) -> str:
    """What the style prints for a CSL-JSON item, with the markers of `printed_text`; "" if nothing.

    Whatever goes wrong inside citeproc comes out as it was raised: the caller has a fallback.
    """
    from citeproc.source import CitationItem, Reference

    work = Reference("work", item["type"])
    work.update(_citeproc_values(item))
    cited = CitationItem("work")
    root.formatter = _formatter()
    bibliography = SimpleNamespace(source={"work": work}, keys=["work"], formatter=root.formatter)
    cited.citation = SimpleNamespace(bibliography=bibliography)
    printed = root.bibliography.render([cited])
    return str(printed[0]) if printed else ""


def _citeproc_values(item: Mapping[str, object]) -> dict[str, object]:
    """The item's variables as citeproc's own types, every word of the entry between markers."""
    from citeproc import DATES, NAMES
    from citeproc.source import Name
    from citeproc.string import MixedString

    word_class = _entry_text_class()
    values: dict[str, object] = {}
    for name, value in item.items():
        variable = name.replace("-", "_")
        if variable in NAMES and isinstance(value, list):
            values[variable] = [Name(**_marked_name(person)) for person in value]
        elif variable in DATES and isinstance(value, Mapping):
            values[variable] = _date(value)
        elif name == "language":
            values[variable] = value
        elif name not in ("id", "type"):
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


def _entry_text_class() -> Any:
    """A string class of citeproc's whose first letter comes after the marker."""
    from citeproc.string import String

    def capitalize_first(self: Any) -> Any:
        start = 1 if self.startswith(ENTRY_BEGINS) else 0
        letter = str(self)[start : start + 1].upper()
        return type(self)(str(self)[:start] + letter + str(self)[start + 1 :])

    return type("EntryText", (String,), {"capitalize_first": capitalize_first})


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


def _formatter() -> Any:
    """A formatter for citeproc: italics and the like stand between markers, not in HTML."""
    from citeproc.string import String

    def wrapper(kind: Kind) -> Callable[[Any], Any]:
        def wrap(text: Any) -> Any:
            return text if text is None else String(f"{FORMAT_BEGINS[kind]}{text}{FORMAT_ENDS}")

        return wrap

    return SimpleNamespace(
        preformat=str,
        Italic=wrapper("italic"),
        Oblique=wrapper("italic"),
        Bold=wrapper("bold"),
        Light=wrapper(""),
        Underline=wrapper(""),
        Superscript=wrapper("superscript"),
        Subscript=wrapper("subscript"),
        SmallCaps=wrapper("small_caps"),
    )
