"""NE214: a citekey that cannot be listed in the claims table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_ODD = re.compile(r"[\s,;{}\"%#\\~\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORMULA_SIGNS = ("=", "+", "-", "@")


def _look(library: Library) -> Iterator[Problem]:
    for reference in library.references:
        odd = list(dict.fromkeys(_ODD.findall(reference.key)))
        if reference.key.startswith(_FORMULA_SIGNS):
            odd.insert(0, reference.key[0])
        if odd:
            signs = " ".join(_shown(sign) for sign in odd[:5])
            yield Problem(
                message=f"The citekey “{one_line(reference.key, 80)}” holds {signs}.",
                location=reference.location,
                subject=reference.key,
            )


def _shown(sign: str) -> str:
    return "a space" if sign.isspace() else one_line(sign) or ascii(sign)


CHECK = Check(
    code="NE214",
    name="odd-citekey",
    severity=Severity.WARNING,
    summary="A citekey holds a sign that ends or splits it in the claims table or in LaTeX.",
    why=(
        "A claim cannot list it, or not for long: `;` separates citekeys, a spreadsheet takes a "
        "leading `=` for a formula, and LaTeX stumbles over the rest."
    ),
    bad="@article{hall 2018; effects, title = {Effects of dry needling}}",
    good="@article{hall2018effects, title = {Effects of dry needling}}",
    way_out="Use letters, digits, `-`, `_`, `:` and `.` only, and begin with a letter or digit.",
    look=_look,
)
