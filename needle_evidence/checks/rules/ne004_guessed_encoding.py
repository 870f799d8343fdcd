"""NE004: a file that is not UTF-8, so that its encoding was guessed."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE004",
    name="guessed-encoding",
    severity=Severity.NOTE,
    summary="A file does not say how its letters are stored, so the encoding was guessed.",
    why=(
        "A wrong guess turns accented letters in names and titles into other ones, and nobody "
        "notices until the report is printed."
    ),
    bad="author = {Mart\N{REPLACEMENT CHARACTER}n, Jos\N{REPLACEMENT CHARACTER}}",
    good="author = {Martín, José}",
    way_out="Look at the accented letters, then save the file as UTF-8.",
    look=reading_check("guessed_encoding"),
)
