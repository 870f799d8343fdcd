"""The files of a new project."""

from __future__ import annotations

from importlib import resources

# File in the project → file in the package (dots and suffixes as a package can hold them).
_FILES = {
    "claims.csv": "claims.csv",
    "references.bib": "references.bib",
    "needle-evidence.toml": "needle-evidence.toml",
    ".gitattributes": "gitattributes",
}


def starter_files() -> dict[str, bytes]:
    """The content of each file of a new project, by its name there."""
    folder = resources.files("needle_evidence.workspace") / "starter_project"
    return {name: (folder / source).read_bytes() for name, source in _FILES.items()}
