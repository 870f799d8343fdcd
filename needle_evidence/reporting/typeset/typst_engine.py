"""Typst: the only door to the library that sets pages."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from needle_evidence.errors import MissingPartError

_INSTALL = "Install it with: pip install 'needle-evidence[pdf]'"
_UNSEEN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_MAIN = "main.typ"
# Names in messages begin with that of the folder.
_PREFIX = "needle-evidence-"
_FOLDER = re.compile(rf"[^\s\"]*{_PREFIX}\w+/")
# Each sign in a paragraph of its own: the standard refuses those that no font has.
_PROBE = """#set document(title: "signs")
#set text(lang: "en")
#for sign in json(bytes(sys.inputs.data)) [#sign #parbreak()]
"""
_MOST_SIGNS = 20_000  # that are looked up, in 1.5 seconds
_REMEMBERED = 12  # documents


class TemplateFaultError(Exception):
    """Typst could not set a template; holds what it says, with the place."""


def missing_signs(signs: Iterable[str]) -> frozenset[str]:
    """Those of the signs that no font has.

    Of more than 20,000 signs the last are not looked up and count as missing.
    """
    ordered = sorted(signs)
    asked = ordered[:_MOST_SIGNS]
    files = {_MAIN: _PROBE}
    try:
        _compile(files, _json(asked), standards=["ua-1"])
    except TemplateFaultError as fault:
        found = {_unescaped(text) for text in _UNSEEN.findall(str(fault))}
        return frozenset(sign for sign in ordered if sign in found) | set(ordered[_MOST_SIGNS:])
    return frozenset(ordered[_MOST_SIGNS:])


def typeset(
    name: str, templates: Mapping[str, str], data: Mapping[str, Any], *, accessible: bool
) -> bytes:
    """A PDF, the same bytes for the same input: no clock, no fonts of the computer.

    name: of the template in `templates`, which can import each other and read nothing else.
    data: reaches them as text that they parse, never as source. accessible: PDF/UA-1 is
    declared; without, the PDF is tagged all the same. Raises TemplateFaultError, MissingPartError
    where typst is not installed.
    """
    files = {**templates, _MAIN: f'#include "{name}"\n'}
    return _compile(files, _json(data), standards=["ua-1"] if accessible else [])


def forget() -> None:
    """Frees what typst remembers of the pages that it has set, some MB for each.

    It remembers what any of the last ten documents needed; empty ones push that out.
    """
    for _ in range(_REMEMBERED):
        _compile({_MAIN: ""}, "", standards=[])


def _compile(files: Mapping[str, str], data: str, *, standards: list[str]) -> bytes:
    try:
        import typst
    except ImportError as error:
        problem = "The form pdf is set by typst, which is not installed."
        raise MissingPartError(problem, _INSTALL) from error
    # Its types do not tell that it takes files from memory.
    compile_files: Callable[..., tuple[bytes, list[typst.TypstWarning]]] = (
        typst.compile_with_warnings
    )
    # An empty folder is all that a template could read from the disk.
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as nothing:
        try:
            pdf, _ = compile_files(
                {path: text.encode() for path, text in files.items()},
                root=nothing,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": data},
                pdf_standards=standards,
                timestamp=0,
            )
        except typst.TypstError as error:
            told = error.diagnostic or error.message
            raise TemplateFaultError(_FOLDER.sub("", told)) from error
    return pdf


def _json(data: object) -> str:
    import json

    # Lone surrogates of a damaged input are written out before; ASCII is safe in any case.
    return json.dumps(data, ensure_ascii=True)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
