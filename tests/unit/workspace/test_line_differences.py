"""Which lines differ between two versions of a file."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.workspace.line_differences import diff_of

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d e", "}"]), max_size=12)


def applied(before: list[str], diff: str) -> list[str]:
    """The lines after a diff without context is put into effect, from its hunks alone."""
    after, place = [], 0
    for line in diff.splitlines()[2:]:
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            first = int(start) if count == "0" else int(start) - 1
            after += before[place:first]
            place = first
        elif line.startswith("-"):
            assert before[place] == line[1:]
            place += 1
        else:
            after.append(line[1:])
    return after + before[place:]


@given(before=LINES, after=LINES)
def test_a_diff_makes_the_one_of_the_other(before: list[str], after: list[str]) -> None:
    old, new = ("".join(f"{line}\n" for line in lines).encode() for lines in (before, after))
    diff = diff_of("a.bib", old, new)
    assert (diff == "") == (before == after)
    assert applied(before, diff) == after if diff else True


def test_only_the_changed_lines_are_told() -> None:
    diff = diff_of("a.bib", b"one\ntwo\nthree\nfour\n", b"one\n2\nthree\nnew\nfour\n")
    assert diff == "--- a/a.bib\n+++ b/a.bib\n@@ -2 +2 @@\n-two\n+2\n@@ -3,0 +4 @@\n+new\n"


def test_changes_all_over_a_long_file_take_a_moment() -> None:
    random.seed(1)
    before = [x for n in range(20_000) for x in (f"@article{{k{n},", "  year = {2014}", "}", "")]
    after = [line.replace("2014", "2015") if random.random() < 0.5 else line for line in before]
    old, new = ("\n".join(lines).encode() for lines in (before, after))
    start = time.process_time()
    diff = diff_of("a.bib", old, new)
    assert time.process_time() - start < 5
    assert applied(before, diff) == after
