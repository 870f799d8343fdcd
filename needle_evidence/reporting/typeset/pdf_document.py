"""A printed report as a tagged PDF, with the user's own typst templates where there are any."""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from typing import Any

from needle_evidence.errors import UsageError
from needle_evidence.model.plain_text import one_line
from needle_evidence.reporting.typeset.page_data import page_data, signs_of
from needle_evidence.reporting.typeset.printed_report import PrintedReport
from needle_evidence.reporting.typeset.typst_engine import (
    TemplateFaultError,
    forget,
    missing_signs,
    typeset,
)
from needle_evidence.reporting.typeset.volumes import volumes

_ENDING = ".typ"
_MOST_NAMED = 12  # of the missing signs
# A package is fetched from the network while the page is set. Typst can compute the name of what
# it imports, so nothing but a plain name in quotation marks may follow.
_IMPORTING = re.compile(r"\b(?:(?:import|include)\b(?!\s*\"[^\"@\\]*\")|eval\b)")
_PLAIN_IMPORTS = (
    'Write import and include only before the name of a template, as in #import "parts.typ", and '
    "eval nowhere, comments and texts included."
)
_NOTE = (
    "The fonts of this PDF lack some signs of the texts; each is written as its Unicode number, "
    "such as {}. The HTML and the Word report show them."
)
_OWN_FAULT = re.compile(r"(?m)^error: (?P<problem>.+)$")
# Typst has the sign and still cannot set it: a vowel sign or an accent without its letter.
_NOT_SET = "missing codepoints"
_ALONE = "the fonts cannot set a vowel sign or an accent that stands without its letter"
_OWN_PLACE = re.compile(r"┌─ (?P<name>.+?):(?P<line>\d+):\d+")


def pdf_documents(
    name: str, report: PrintedReport, own_templates: Mapping[str, str]
) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """The PDF, a large one in several volumes, and what its readers must be told about it.

    name: of the template, as "evidence.typ". own_templates: the user's by name; they win over
    ours, which they can import as "default/NAME". It declares PDF/UA-1 where the fonts have
    every sign and the template allows it. Raises UsageError where a template of the user's is
    at fault or imports a package, or typst is not installed.
    """
    own = {key: text for key, text in own_templates.items() if key.endswith(_ENDING)}
    for key, text in own.items():
        _refuse_packages(key, text)
    missing = missing_signs(signs_of(report))
    note = _NOTE.format(_numbers(missing)) if missing else ""
    templates = {**_ours(), **own}
    why = f"no font has the {_named(missing)}, written as Unicode numbers" if missing else ""
    documents = []
    parts = volumes(report)
    for volume in parts:
        data = page_data(volume, missing, note)
        try:
            pdf, fault = _typeset(name, templates, data, accessible=not why)
        except TemplateFaultError as error:
            if own:
                raise _template_fault(error, name, own) from error
            raise
        documents.append(pdf)
        why = why or fault
        if len(parts) > 1:
            forget()
    remarks = [_plain(name, why)] if why else []
    if len(parts) > 1:
        remarks.append(f"The PDF is in {len(parts)} parts.")
    return tuple(documents), tuple(remarks)


def _typeset(
    name: str, templates: Mapping[str, str], data: Mapping[str, Any], *, accessible: bool
) -> tuple[bytes, str]:
    """The PDF, and why it declares no accessibility, "" where it does."""
    if accessible:
        try:
            return typeset(name, templates, data, accessible=True), ""
        except TemplateFaultError as fault:
            return typeset(name, templates, data, accessible=False), _problem(fault)
    return typeset(name, templates, data, accessible=False), ""


def _refuse_packages(name: str, text: str) -> None:
    if found := _IMPORTING.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UsageError(
            f"templates/{name}, line {line}: “{found.group()}” could fetch a package from the "
            "network.",
            _PLAIN_IMPORTS,
        )


def _ours() -> dict[str, str]:
    folder = importlib.resources.files("needle_evidence.reporting") / "templates"
    texts = {
        file.name: file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(_ENDING)
    }
    return {**texts, **{f"default/{name}": text for name, text in texts.items()}}


def _named(signs: frozenset[str]) -> str:
    first = " ".join(sorted(signs)[:_MOST_NAMED])
    more = len(signs) - _MOST_NAMED
    return f"sign{'s' * (len(signs) > 1)} {first}{f' and {more} more' if more > 0 else ''}"


def _numbers(signs: frozenset[str]) -> str:
    return min(signs).encode("unicode_escape").decode("ascii")


def _plain(name: str, why: str) -> str:
    pdf = f"{name.removesuffix(_ENDING)}.pdf"
    return f"{pdf} is tagged, but PDF/UA-1 could not be declared: {why.rstrip('.')}."


def _problem(fault: TemplateFaultError) -> str:
    if _NOT_SET in str(fault):
        return _ALONE
    found = _OWN_FAULT.search(str(fault))
    return one_line(found["problem"] if found else str(fault), 300)


def _template_fault(fault: TemplateFaultError, name: str, own: Mapping[str, str]) -> UsageError:
    found = _OWN_PLACE.search(str(fault))
    where = f"{found['name']}, line {found['line']}" if found else name
    return UsageError(
        f"templates/{where}: {_problem(fault).rstrip('.')}.",
        f"Correct the template, or remove it from templates/ (yours: {', '.join(sorted(own))}).",
    )
