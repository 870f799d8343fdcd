"""Which part of a report one page shows, where a report is too large for one page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexEntry:
    """One claim or work in the index of a report. page: the file that holds it.

    kind: "claim" or "reference". status: of a claim, as `ClaimStatus` names it, "" for none.
    """

    kind: str
    name: str
    text: str
    anchor: str
    page: str
    status: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPart:
    """One page of several. label: what it holds, "" for the overview; first: its file name.

    pages: file name and label of every other page; index: what is where. Both only on the
    overview.
    """

    label: str
    first: str
    pages: tuple[tuple[str, str], ...] = ()
    index: tuple[IndexEntry, ...] = ()

    @property
    def is_overview(self) -> bool:
        """Whether it is the page that the others hang on."""
        return not self.label
