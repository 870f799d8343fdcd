"""Corrected classes for citeproc-py's style elements, where 0.11 leaves the CSL specification.

Each correction is one function; `corrected_classes` puts them into subclasses made on the spot,
so that citeproc itself stays as it is and is imported only when a style is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from needle_evidence.reporting.printed_text import FORMAT_BEGINS, FORMAT_ENDS, MARKERS, Kind


class _Progress:
    """What the work at hand has printed so far, as one style's elements tell each other.

    called, printed: how many variables were. substituted: those printed inside the
    <substitute> at hand, as (tag, variable); None outside one.
    """

    def __init__(self) -> None:
        self.called = 0
        self.printed = 0
        self.substituted: list[tuple[str, str]] | None = None


def corrected_classes(model: Any) -> dict[str, Any]:
    """The classes for one style, by CSL element name; `model` is the module citeproc.model.

    Not for several threads at once: the elements of a style share their progress.
    """
    progress = _Progress()
    corrections: dict[str, dict[str, Callable[..., Any]]] = {
        "Date": {"render": _counted(model.Date.render, progress)},
        "Date_Part": {"render": _date_part_printer(model)},
        "Group": {"process": _group_printer(model, progress)},
        "Name": {"initialize": _initials},
        "Name_Part": {"format_part": _name_part_printer(model)},
        "Names": {"render": _counted(_names_printer(model), progress)},
        "Number": {"render": _counted(model.Number.render, progress)},
        "Substitute": {"render": _substitute_printer(model, progress)},
        "Text": {"_variable": _variable_reader(model, progress)},
    }
    everywhere = {"xpath_search": _remembered_search(model)}
    cased = {**everywhere, "case": _case_changer(model)}
    return {
        cls.__name__.replace("_", "-").lower(): type(
            cls.__name__,
            (cls,),
            {
                **(cased if issubclass(cls, model.TextCased) else everywhere),
                **corrections.get(cls.__name__, {}),
            },
        )
        for cls in model.CitationStylesElement.__subclasses__()
    }


@lru_cache(maxsize=1)
def text_class(string_class: Any) -> Any:
    """A subclass of citeproc's string class that takes the letter after markers for its first."""

    def capitalize_first(self: Any) -> Any:
        text = str(self)
        start = len(text) - len(text.lstrip(MARKERS))
        return type(self)(text[:start] + text[start : start + 1].upper() + text[start + 1 :])

    return type("PrintedText", (string_class,), {"capitalize_first": capitalize_first})


def formatter(string_class: Any) -> Any:
    """A formatter for citeproc: italics and the like stand between markers, not in HTML."""
    printed_class = text_class(string_class)

    def wrapper(kind: Kind) -> Callable[[Any], Any]:
        def wrap(text: Any) -> Any:
            return (
                text if text is None else printed_class(f"{FORMAT_BEGINS[kind]}{text}{FORMAT_ENDS}")
            )

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


def _case_changer(model: Any) -> Callable[..., Any]:
    """Changes case in what a macro printed, too: citeproc fails there on Python's own strings."""
    printed_class = text_class(model.String)

    def change_case(self: Any, text: Any, language: Any = None) -> Any:
        if self.get("text-case") is None or not text:
            return text
        return model.TextCased.case(self, printed_class(str(text)), language)

    return change_case


def _counted(render: Callable[..., Any], progress: _Progress) -> Callable[..., Any]:
    def print_and_count(self: Any, *args: Any, **options: Any) -> Any:
        progress.called += 1
        text = render(self, *args, **options)
        if text:
            progress.printed += 1
        return text

    return print_and_count


def _variable_reader(model: Any, progress: _Progress) -> Callable[..., Any]:
    def read_variable(self: Any, item: Any, context: Any) -> Any:
        if self.get("variable") != "year-suffix":  # It makes no group silent: "(n.d.)".
            progress.called += 1
        text = model.Text._variable(self, item, context)
        if text:
            progress.printed += 1
            if progress.substituted is not None:
                progress.substituted.append((self.tag, self.get("variable")))
        return text

    return read_variable


def _group_printer(model: Any, progress: _Progress) -> Callable[..., Any]:
    """A group that calls variables and prints none of them is silent (CSL 1.0.2, "Group").

    citeproc asks what the group could call, not what it did: "(Publication)".
    """

    def print_group(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
        called, printed, output = progress.called, progress.printed, []
        for child in self.iterchildren():
            handed_on = {"delimiter": self.get("delimiter", "")}
            extra = handed_on if isinstance(child, model.Choose) else {}
            try:
                text = child.render(item, context=context, **extra, **options)
            except model.VariableError:
                continue
            if text is not None:
                output.append(text)
        if not output or (progress.called > called and progress.printed == printed):
            raise model.VariableError
        return self.join(output)

    return print_group


def _name_part_printer(model: Any) -> Callable[..., Any]:
    """The parts of a name as Python's own strings: citeproc joins them and takes no others."""

    def print_part(self: Any, given: Any, family: Any) -> tuple[Any, Any]:
        given, family = model.Name_Part.format_part(self, given, family)
        return given and str(given), family and str(family)

    return print_part


def _names_printer(model: Any) -> Callable[..., Any]:
    """Names that stood in for missing authors are not printed again (CSL 1.0.2, "Substitute")."""

    def print_names(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
        repressed = (self if context is None else context).get_layout().repressed.get(self.tag)
        if repressed:
            printed = {role for roles in repressed for role in roles.split()}
            present = {role for role in self.get("variable").split() if role in item.reference}
            if printed & present and printed >= present:
                raise model.VariableError
        return model.Names.render(self, item, context=context, **options)

    return print_names


def _substitute_printer(model: Any, progress: _Progress) -> Callable[..., Any]:
    """What stood in for missing names is not printed again, inside macros either: the title."""

    def print_substitute(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
        outer, progress.substituted = progress.substituted, []
        try:
            text = model.Substitute.render(self, item, context=context, **options)
            if text:
                repressed = context.get_layout().repressed
                for tag, variable in progress.substituted:
                    repressed.setdefault(tag, []).append(variable)
            return text
        finally:
            progress.substituted = outer

    return print_substitute


def _date_part_printer(model: Any) -> Callable[..., Any]:
    """Prints one part of a date; of two where the date is a range ("July–August").

    citeproc writes the calling date's settings into the locale's own element, where they would
    change every later date: they are taken back.
    """

    def print_part(self: Any, date: Any, context: Any = None) -> Any:
        settings = dict(self.attrib)
        try:
            text = model.Date_Part.render(self, date, context)
            last = date.get(f"last_{self.get('name')}")
            if last is None or not text:
                return text
            end = type(date)(year=date["year"])
            end.update(date)
            end[self.get("name")] = last
            return f"{str(text).rstrip(' ,')}–{model.Date_Part.render(self, end, context)}"
        finally:
            self.attrib.clear()
            self.attrib.update(settings)

    return print_part


def _initials(self: Any, given: str, mark: str, context: Any) -> str:
    """Initials, each followed by `mark`; particles and names without capitals stay whole.

    citeproc adds a mark to what it does not shorten ("Beethoven, L. van .") and loses it
    between hyphenated initials.
    """
    keeps_hyphen = self.get_option("initialize-with-hyphen", context)
    printed = ""
    for word in re.sub(r"\.\s*-", "-", given).replace(".", " ").split():
        if not word[0].isupper():
            printed = f"{printed} {word} "
            continue
        letters = [part[0].upper() for part in word.split("-") if part]
        joint = f"{mark.rstrip()}-" if keeps_hyphen else mark
        printed += joint.join(letters) + mark
    return " ".join(printed.split())


def _remembered_search(model: Any) -> Callable[..., Any]:
    """Searches of the style's tree, which never changes: citeproc makes each anew every time."""
    found: dict[tuple[Any, str], Any] = {}

    def search(self: Any, expression: str) -> Any:
        key = (self, expression)
        if key not in found:
            found[key] = model.CitationStylesElement.xpath_search(self, expression)
        return found[key]

    return search
