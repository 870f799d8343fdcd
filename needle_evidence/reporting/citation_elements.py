"""Corrected classes for citeproc-py's style elements, where 0.11 leaves the CSL specification.

Each correction is one function; `corrected_classes` puts them into subclasses made on the spot,
so that citeproc itself stays as it is and is imported only when a style is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


class _Progress:
    """What the work at hand has printed so far, as one style's elements tell each other.

    called, printed: how many variables were. substituted: those inside the <substitute> that is being
    printed, as (tag, variable); None outside one.
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
        "Names": {"render": _counted(_names_printer(model), progress)},
        "Number": {"render": _counted(model.Number.render, progress)},
        "Substitute": {"render": _substitute_printer(model, progress)},
        "Text": {"_variable": _variable_reader(model, progress)},
    }
    remembered = _remembered(model)
    return {
        cls.__name__.replace("_", "-").lower(): type(
            cls.__name__, (cls,), {**remembered(cls), **corrections.get(cls.__name__, {})}
        )
        for cls in model.CitationStylesElement.__subclasses__()
    }


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


def _remembered(model: Any) -> Callable[[Any], dict[str, Callable[..., Any]]]:
    """Answers that citeproc works out anew, by XPath, at every step of every work."""
    calls: dict[Any, bool] = {}
    macros: dict[str, Any] = {}

    def for_class(cls: Any) -> dict[str, Callable[..., Any]]:
        def calls_variable(self: Any) -> bool:
            if self not in calls:
                calls[self] = cls.calls_variable(self)
            return calls[self]

        def get_macro(self: Any, name: str) -> Any:
            if name not in macros:
                macros[name] = model.CitationStylesElement.get_macro(self, name)
            return macros[name]

        methods: dict[str, Callable[..., Any]] = {"get_macro": get_macro}
        if hasattr(cls, "calls_variable"):
            methods["calls_variable"] = calls_variable
        return methods

    return for_class
