"""What git knows of earlier versions of a project's settings."""

from __future__ import annotations

from collections.abc import Mapping

from needle_evidence.config import SETTINGS_FILES, Config, read_config
from needle_evidence.errors import NeedleEvidenceError, UsageError
from needle_evidence.formats.appraisal_tables import WAIVERS
from needle_evidence.formats.decode_text import decode
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, read_file
from needle_evidence.workspace.git import file_at, find_commit


def silencing_changes(project: Project, base: str) -> tuple[str, ...]:
    """What changed since a git revision that can silence findings, in words.

    Compares select, ignore, severity, fail_on, require, packs, robins_i, the paths of the two
    tables, and the waivers. Raises UsageError where the folder is no git repository or the
    revision does not exist.
    """
    revision = find_commit(project, base)
    if revision is None:
        raise UsageError(
            f"--base: git knows no revision {one_line(base, 80)} in {project.root}.",
            "Name a branch, tag or commit; in CI, fetch enough history (fetch-depth: 0).",
        )
    before = _config_at(project, revision)
    if before is None:
        return ("the settings of that revision cannot be read: compare them yourself",)
    return (*_differences(before, project.config), *_waiver_changes(project, revision))


def folder_in_repository(project: Project) -> str:
    """Where the project lies in its git repository, ending in "/"; "" at the top or outside."""
    for folder in (project.root, *project.root.parents):
        if (folder / ".git").exists():
            below = project.root.relative_to(folder).as_posix()
            return "" if below == "." else f"{below}/"
    return ""


def _config_at(project: Project, commit: str) -> Config | None:
    """The settings at a commit; None where they cannot be read."""
    for name in SETTINGS_FILES:
        content = file_at(project, commit, name)
        if content is None:
            continue
        try:
            config = read_config(decode(content, path=name).text, path=name)
        except NeedleEvidenceError:
            return None
        if config is not None:
            return config
    return Config()


def _differences(before: Config, now: Config) -> tuple[str, ...]:
    changes: list[str] = []
    for name in ("claims", "references", "fail_on", "robins_i"):
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            changes.append(f"{name} was {old}, is {new}")
    for name in ("select", "ignore", "require", "packs"):
        old_codes, new_codes = set(getattr(before, name)), set(getattr(now, name))
        changes.extend(f"{name}: {code} added" for code in sorted(new_codes - old_codes))
        changes.extend(f"{name}: {code} removed" for code in sorted(old_codes - new_codes))
    changes.extend(_severity_changes(before.severity, now.severity))
    return tuple(changes)


def _waiver_changes(project: Project, commit: str) -> tuple[str, ...]:
    """Waivers that are new, gone or different, one sentence each."""
    content = file_at(project, commit, WAIVERS.path)
    exists = (project.root / WAIVERS.path).exists()
    now = _waivers(read_file(project, WAIVERS.path)) if exists else {}
    try:
        before = _waivers(content) if content is not None else {}
    except NeedleEvidenceError:
        return ("the waivers of that revision cannot be read: compare them yourself",)
    changes = [f"waiver added: {now[key]}" for key in sorted(now.keys() - before.keys())]
    changes += [f"waiver removed: {before[key]}" for key in sorted(before.keys() - now.keys())]
    changes += [
        f"waiver changed: {before[key]}, now {now[key]}"
        for key in sorted(now.keys() & before.keys())
        if now[key] != before[key]
    ]
    return tuple(changes)


def _waivers(content: bytes) -> dict[tuple[str, str], str]:
    """Each waiver of a table in words, by code and subject."""
    records, _ = WAIVERS.read(content)
    return {
        (waiver.code, waiver.subject): one_line(
            f"{waiver.code} for {waiver.subject} until "
            f"{waiver.expires_on.isoformat() if waiver.expires_on else 'no day'} by "
            f"{waiver.owner or 'nobody'} ({waiver.reason or 'no reason'})",
            300,
        )
        for waiver in records
    }


def _severity_changes(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    def word(value: object) -> str:
        return str(getattr(value, "value", "the check's own"))

    return [
        f"severity of {code} was {word(before.get(code))}, is {word(now.get(code))}"
        for code in sorted({*before, *now})
        if before.get(code) != now.get(code)
    ]
