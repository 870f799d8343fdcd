"""NE008: an entry that holds a field twice."""

from __future__ import annotations

from needle_evidence.checks.check import Check, reading_check
from needle_evidence.model.finding import Severity

CHECK = Check(
    code="NE008",
    name="duplicate-field",
    severity=Severity.WARNING,
    summary="An entry holds the same field more than once.",
    why="Only one of the values is used, and programs differ in which one that is.",
    bad="@article{hall2018effects, title = {Effects}, year = {2018}, year = {2019}}",
    good="@article{hall2018effects, title = {Effects}, year = {2018}}",
    way_out="Delete all but the right one.",
    look=reading_check("duplicate_field"),
)
