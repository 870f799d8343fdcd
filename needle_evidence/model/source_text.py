"""The stored text of a work, in which passages are looked up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceText:
    """A file of the `fulltext` folder as plain text.

    title: the title where the format tells it apart: a passage found only there does not
    count. unreadable: why the file could not be read, "" where it could; text is empty then.
    """

    path: str
    text: str = ""
    title: str = ""
    unreadable: str = ""
