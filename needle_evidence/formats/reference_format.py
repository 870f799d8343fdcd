"""What every reference format is, and finding the one in which a file is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from needle_evidence.model.finding import Problem
from needle_evidence.model.reference import Reference
from needle_evidence.plugins import load_extensions

REFERENCES = "needle_evidence.formats.references"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceTable:
    """What a reference file held, in its order, and what could not be read.

    A field for which BibTeX has no name is kept under the format's own name and a hyphen:
    tag M1 of a RIS file as `ris-m1`. Keys may be empty in formats without citekeys.
    """

    references: tuple[Reference, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceFormat:
    """One format in which references are exchanged.

    name: as in `--from`. about: what it is, in a few words. endings: file endings with a dot,
    lower case. recognises: whether the beginning of a decoded text is of this format, for
    certain. read: the bytes of a file and its path → what it held; raises UnreadableInputError
    where nothing of it can be read; None for a format that is only written. write: references →
    the bytes of a file; None for a format that is only read.
    """

    name: str
    about: str
    endings: tuple[str, ...]
    recognises: Callable[[str], bool]
    read: Callable[[bytes, str], ReferenceTable] | None = None
    write: Callable[[Sequence[Reference]], bytes] | None = None


def reference_formats() -> tuple[ReferenceFormat, ...]:
    """All reference formats, ours and plug-ins'."""
    return load_extensions(REFERENCES, "REFERENCE_FORMAT", ReferenceFormat)
