"""A project's settings: one frozen `Config`, read from TOML text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from needle_evidence.errors import UsageError
from needle_evidence.model.finding import Severity

# The first that holds settings counts.
SETTINGS_FILES = ("needle-evidence.toml", "pyproject.toml")
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z0-9]{2,8})*")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
FAIL_ON_VALUES = ("error", "warning", "note", "never")


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """The settings of one project; every one has a default.

    claims, references: paths inside the project. articles: paths of pages, or of folders of
    pages, inside the project. language: of the articles, as a code of two letters. style:
    "ama", "vancouver", "apa" or the path of a CSL file inside the project. fail_on: the lowest
    severity at which `check` ends with code 1, or "never". select, ignore, require: check
    codes or prefixes of them. packs:
    names of rule packs that run too. robins_i: non-randomised studies were appraised with
    ROBINS-I, so that their rating starts at high. contact: a mail address that is told to the
    registries that are asked. max_age_days: how long their answers count. severity: code →
    severity instead of the check's own. unknown_keys: settings that are not ours. path: the
    file they came from, "" for none.
    """

    claims: str = "claims.csv"
    references: str = "references.bib"
    articles: tuple[str, ...] = ("articles",)
    language: str = "en"
    style: str = "ama"
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    robins_i: bool = False
    contact: str = ""
    max_age_days: int = 90
    severity: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    unknown_keys: tuple[str, ...] = ()
    path: str = ""


def setting_names() -> tuple[str, ...]:
    """The names a settings file may use."""
    return tuple(f.name for f in fields(Config) if f.name not in {"unknown_keys", "path"})


def read_config(text: str, *, path: str) -> Config | None:
    """The settings in a TOML text; `path` is the file's name, which decides the table.

    `pyproject.toml` holds them in `[tool.needle-evidence]`, and None is returned where it
    has no such table; `needle-evidence.toml` holds them at top level. Raises UsageError for
    broken TOML and for values of the wrong kind; unknown keys are kept for a check to report.
    """
    try:
        document: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path} is not valid TOML: {error}.", "Correct that line; see https://toml.io."
        ) from None
    except RecursionError:
        raise UsageError(f"{path} is nested too deeply to be read.") from None
    if path.endswith("pyproject.toml"):
        tools = _table(document, "tool", path)
        if "needle-evidence" not in tools:
            return None
        document = _table(tools, "needle-evidence", path)
    known: dict[str, Any] = {}
    unknown: list[str] = []
    for key, value in document.items():
        name = key.replace("-", "_")
        if name in _READERS:
            known[name] = _READERS[name](key, value, path)
        else:
            unknown.append(key)
    return Config(**known, unknown_keys=tuple(unknown), path=path)


def _table(document: Mapping[str, Any], name: str, path: str) -> Mapping[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [{name}] must be a table.")
    return table


def _text(key: str, value: object, path: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f'{path}: {key} must be a text in quotes, for example {key} = "…".')
    return value.strip()


def _fail_on(key: str, value: object, path: str) -> str:
    if value not in FAIL_ON_VALUES:
        choices = ", ".join(f'"{choice}"' for choice in FAIL_ON_VALUES)
        raise UsageError(f"{path}: {key} must be one of {choices}.")
    return str(value)


def _codes(key: str, value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise UsageError(f'{path}: {key} must be a list of codes, for example ["NE101"].')
    return tuple(code.strip().upper() for code in value)


def _names(key: str, value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise UsageError(f'{path}: {key} must be a list of names, for example ["ftc"].')
    return tuple(name.strip().lower() for name in value)


def _paths(key: str, value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(p, str) and p.strip() for p in value):
        raise UsageError(f'{path}: {key} must be a list of paths, for example ["articles"].')
    return tuple(p.strip().replace("\\", "/") for p in value)


def _language(key: str, value: object, path: str) -> str:
    code = value.strip().lower() if isinstance(value, str) else ""
    if not _LANGUAGE.fullmatch(code):
        raise UsageError(f'{path}: {key} must be a code of two letters, for example "en".')
    return code[:2]


def _yes_or_no(key: str, value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{path}: {key} must be true or false.")
    return value


def _mail_address(key: str, value: object, path: str) -> str:
    if not isinstance(value, str) or not _MAIL.fullmatch(value.strip()):
        raise UsageError(f'{path}: {key} must be a mail address, for example "web@example.org".')
    return value.strip()


def _days(key: str, value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 3650:
        raise UsageError(f"{path}: {key} must be a number of days from 1 to 3650, for example 90.")
    return value


def _severities(key: str, value: object, path: str) -> Mapping[str, Severity]:
    choices = {severity.value: severity for severity in Severity}
    if not isinstance(value, dict) or not all(
        isinstance(level, str) and level in choices for level in value.values()
    ):
        raise UsageError(
            f"{path}: {key} must give a code error, warning or note, "
            f'for example severity = {{ NE211 = "warning" }}.'
        )
    return MappingProxyType({code.upper(): choices[level] for code, level in value.items()})


_READERS: Mapping[str, Callable[[str, object, str], Any]] = {
    "claims": _text,
    "references": _text,
    "articles": _paths,
    "language": _language,
    "style": _text,
    "fail_on": _fail_on,
    "select": _codes,
    "ignore": _codes,
    "require": _codes,
    "packs": _names,
    "robins_i": _yes_or_no,
    "contact": _mail_address,
    "max_age_days": _days,
    "severity": _severities,
}
