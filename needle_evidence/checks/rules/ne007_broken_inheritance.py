"""NE007: an entry that takes fields from an entry that is missing, or from itself."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE007",
    name="broken-inheritance",
    severity=Severity.WARNING,
    summary="`crossref` or `xdata` names an entry that is missing, or leads round in a circle.",
    why="The fields that the entry should take over, often its book and year, are not there.",
    bad="@incollection{chapter1, title = {A chapter}, crossref = {handbok}}",
    good=(
        "@incollection{chapter1, title = {A chapter}, crossref = {handbook}}\n"
        "@collection{handbook, title = {The handbook}, year = {2014}, editor = {Lee, Ann}}"
    ),
    way_out="Correct the key in crossref or xdata.",
    look=reading_check("inheritance"),
)
