"""What an import says of works that are there already: what a record adds, and where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from needle_evidence.model.plain_text import one_line

if TYPE_CHECKING:
    from needle_evidence.api.referencing import Completion

_LONGEST_VALUE = 100
# In these, databases nearly always differ.
_SAID_LAST = frozenset({"abstract", "keywords", "url"})


def same_work_reason(reasons: Sequence[str]) -> str:
    """The reason that says most: an identifier, else the first one."""
    named = [reason for reason in reasons if reason.startswith("same ") and reason != "same title"]
    return (named or list(reasons) or ["same work"])[0]


def told_shortly(completion: Completion, *, done: bool) -> str:
    """In few words: "also gives doi, pmid; differs in author"; "" where there is nothing to say."""
    put_in = ", ".join(choice.name for choice in completion.put_in)
    fuller = ", ".join(choice.name for choice in completion.replaced)
    confirmed = len(completion.confirmed)
    parts = [f"{'put in' if done else 'also gives'} {put_in}"] if put_in else []
    parts += [f"{'took' if done else 'has'} the fuller {fuller}"] if fuller else []
    if confirmed:
        what = "the field" if confirmed == 1 else f"{confirmed} of the fields"
        parts.append(f"{'confirmed' if done else 'confirms'} {what} that were only read")
    if completion.differing:
        parts.append(f"differs in {', '.join(choice.name for choice in completion.differing)}")
    if done and completion.doubtful:
        parts.append(f"nothing put in, as its {completion.doubtful} is another")
    return "; ".join(parts)


def differences(completions: Sequence[Completion]) -> Iterator[str]:
    """A line for each contradiction, with both values; long texts and addresses come last."""
    found = [(each.key, choice) for each in completions for choice in each.differing]
    for key, choice in sorted(found, key=lambda pair: pair[1].name in _SAID_LAST):
        values = f"{_value(choice.first)}; there {_value(choice.second)}"
        yield f"{one_line(key, 80)}: {choice.name}: {values}"


def left_out(completions: Sequence[Completion]) -> str:
    """The fields that were not put in, each with the number of entries; "" for none."""
    names = Counter(name for completion in completions for name in set(completion.left_out))
    return ", ".join(f"{name} ({count})" for name, count in sorted(names.items()))


def _value(text: str) -> str:
    return f"“{one_line(text, _LONGEST_VALUE)}”"
