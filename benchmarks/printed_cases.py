"""The project's own printed references with the fields that they hold, and how many are read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.formats.references.text import read_printed_reference
from needle_evidence.model.reference import PersonName, Reference

FILE = Path(__file__).parent.parent / "tests" / "corpus" / "printed_references.jsonl"
_EXTRA = frozenset({"note", "confidence", "issn"})
# Where a medical case may print more than was asked for, it says nothing of these fields.
Fields = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedCase:
    """One printed reference. fields: what it prints; exact: it must be read without a fault."""

    id: str
    text: str
    fields: Fields
    exact: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseScore:
    """How many values were found, of how many expected and how many given, by field."""

    right: Counter[str]
    expected: Counter[str]
    given: Counter[str]

    def f1(self, field: str = "") -> float:
        """F1 of one field, or of all values together; 1.0 where there are none."""
        counts = [c[field] if field else c.total() for c in (self.expected, self.given)]
        right = self.right[field] if field else self.right.total()
        return 2 * right / sum(counts) if sum(counts) else 1.0


def read_cases() -> list[PrintedCase]:
    """All cases, in file order."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        fields = {
            name: "; ".join(value) if isinstance(value, list) else value
            for name, value in case["fields"].items()
        }
        found.append(
            PrintedCase(
                id=case["id"], text=case["text"], fields=fields, exact=case.get("exact", False)
            )
        )
    return found


def read_values(reference: Reference) -> dict[str, str]:
    """What was read, in the form of the cases."""
    found = {name: value for name, value in reference.fields.items() if name not in _EXTRA}
    others = reference.authors_truncated and "…" not in found.get("author", "")
    if reference.authors:
        found["author"] = "; ".join([*map(_name, reference.authors), *(["others"] * others)])
    if reference.editors:
        found["editor"] = "; ".join(map(_name, reference.editors))
    return found


def score_cases(cases: Iterable[PrintedCase]) -> CaseScore:
    """Reads every case and counts."""
    score = CaseScore(right=Counter(), expected=Counter(), given=Counter())
    for case in cases:
        read = read_values(read_printed_reference(case.text))
        score.expected.update(case.fields.keys())
        score.given.update(read.keys())
        score.right.update(n for n, value in read.items() if case.fields.get(n) == value)
    return score


def _name(name: PersonName) -> str:
    if name.literal:
        return f"{{{name.literal}}}"
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (family, name.given, name.suffix) if part)
