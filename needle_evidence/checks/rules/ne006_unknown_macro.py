"""NE006: a BibTeX value that names a macro nobody defined, or one defined twice."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE006",
    name="unknown-macro",
    severity=Severity.WARNING,
    summary="A value stands without braces and is no known macro, or a macro has two values.",
    why=(
        "BibTeX leaves such a value out, so the journal or publisher is missing from the "
        "printed reference; here the macro's own name is printed instead."
    ),
    bad="@article{hall2018effects,\n  title   = {Effects of dry needling},\n  journal = jospt\n}",
    good=(
        "@string{jospt = {Journal of Orthopaedic \\& Sports Physical Therapy}}\n"
        "@article{hall2018effects,\n  title   = {Effects of dry needling},\n  journal = jospt\n}"
    ),
    way_out="Put the value in braces, or define the macro once with @string.",
    look=reading_check("macro"),
)
