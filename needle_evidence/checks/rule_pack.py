"""Rule packs: checks that run only where a project switches them on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.errors import UsageError
from needle_evidence.language.nearest import suggestion


@dataclass(frozen=True, kw_only=True, slots=True)
class RulePack:
    """A set of checks after one document.

    title: the document. address: where it can be read. disclaimer: printed wherever the
    pack's findings are.
    """

    name: str
    title: str
    address: str
    disclaimer: str


PACKS: Mapping[str, RulePack] = MappingProxyType(
    {
        "ftc": RulePack(
            name="ftc",
            title="FTC, Health Products Compliance Guidance, December 2022",
            address=(
                "https://www.ftc.gov/business-guidance/resources/"
                "health-products-compliance-guidance"
            ),
            disclaimer=(
                "These checks follow points of the guidance of a United States agency. They are "
                "not legal advice: whether it applies to a page, and what it asks, is for a lawyer "
                "to say."
            ),
        )
    }
)


def find_packs(names: Iterable[str]) -> tuple[RulePack, ...]:
    """The packs with these names, each once; raises UsageError for a name that is none."""
    found = []
    for name in dict.fromkeys(names):
        if name not in PACKS:
            way_out = suggestion(name, PACKS) or f"There is: {', '.join(PACKS)}."
            raise UsageError(f"There is no rule pack {name}.", way_out)
        found.append(PACKS[name])
    return tuple(found)
