"""How much work a finding asks for, and which findings are settled by one thing to do."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Effort(enum.Enum):
    """What has to be done, the least work first: this order is the tool's inference."""

    SENTENCE = "a sentence"
    CITATION = "a citation"
    TABLE_ROW = "a table row"
    SIGN_OFF = "a sign-off"
    APPRAISAL = "an appraisal"
    SEARCH = "a search"
    READING = "reading"

    @property
    def rank(self) -> int:
        """0 for the least work."""
        return _RANKS[self]


_RANKS = {effort: rank for rank, effort in enumerate(Effort)}
# What a code asks for; any other asks for a change in the row or entry where it was found.
_OF_CODES = {
    Effort.SENTENCE: (
        "NE108 NE316 NE323 NE326 NE401 NE402 NE403 NE502 NE503 NE505 NE702 NE703 NE704 NE705 NE706"
    ),
    Effort.CITATION: (
        "NE101 NE102 NE105 NE307 NE312 NE313 NE314 NE317 NE324 NE325 "
        "NE507 NE508 NE509 NE510 NE601 NE610 NE611 NE701"
    ),
    Effort.SIGN_OFF: "NE321 NE322 NE707",
    Effort.APPRAISAL: "NE304 NE318 NE405 NE406",
    Effort.SEARCH: "NE311 NE315",
    Effort.READING: "NE602 NE603 NE604 NE605 NE606 NE607 NE609",
}
_EFFORTS = {code: effort for effort, codes in _OF_CODES.items() for code in codes.split()}
# One run of a command settles all findings with the code.
_ONE_COMMAND = frozenset({"NE506", "NE608"})


def effort_of(code: str) -> Effort:
    """What a finding with this code asks for."""
    return _EFFORTS.get(code, Effort.TABLE_ROW)


def most_of(efforts: Iterable[Effort]) -> Effort:
    """The most work among these; at least one."""
    return max(efforts, key=lambda effort: effort.rank)


def is_about_the_sentence(code: str) -> bool:
    """Whether other words or other citations settle it, for these are chosen together."""
    return effort_of(code) in (Effort.SENTENCE, Effort.CITATION)


def settled_by_one_command(code: str) -> bool:
    """Whether everything with this code is settled at once."""
    return code in _ONE_COMMAND
