"""The user's own report templates: the texts in the project's `templates/` folder."""

from __future__ import annotations

from needle_evidence.formats.decode_text import decode
from needle_evidence.workspace.files import Project, read_file

FOLDER = "templates"


def read_templates(project: Project) -> dict[str, str]:
    """Every template by its name below `templates/`; empty where there is no such folder.

    Raises UsageError for one that lies outside the project (a link), UnreadableInputError for one
    that cannot be read.
    """
    folder = project.root / FOLDER
    names = sorted(
        path.relative_to(folder).as_posix()
        for pattern in ("*.j2", "*.css", "*.js", "*.typ")
        for path in folder.rglob(pattern)
    )
    texts = {}
    for name in names:
        path = f"{FOLDER}/{name}"
        texts[name] = decode(read_file(project, path), path=path).text
    return texts
