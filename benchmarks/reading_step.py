"""One process that reads a BibTeX file with our reader or a peer's, and says how long it took."""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], int]


def main() -> None:
    """Reads the file named on the command line; prints {"seconds", "references"} as JSON.

    "seconds" is the reading alone: without the start of Python, imports, and the file.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading_step", description=__doc__)
    parser.add_argument("reader", choices=("ours", "bibtexparser", "nothing"))
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    readers = {"ours": _ours, "bibtexparser": _bibtexparser, "nothing": _ours}
    read = readers[options.reader]()
    text = "" if options.reader == "nothing" else options.file.read_text(encoding="utf-8")
    start = time.perf_counter()
    references = read(text)
    print(json.dumps({"seconds": time.perf_counter() - start, "references": references}))


def _ours() -> Reader:
    """Names split, accents decoded."""
    from needle_evidence.formats.references.bibtex import read_references

    return lambda text: len(read_references(text, path="references.bib").references)


def _bibtexparser() -> Reader:
    """The library's default: blocks and fields, `@string` replaced, nothing decoded."""
    from bibtexparser.entrypoint import parse_string

    logging.disable()
    return lambda text: len(parse_string(text).entries)


if __name__ == "__main__":
    main()
