"""Where a project's files are: the one place that loads and saves them without damage."""

from needle_evidence.workspace.files import Project, open_project, read_file
from needle_evidence.workspace.loading import load
from needle_evidence.workspace.saving import write_file

__all__ = ["Project", "load", "open_project", "read_file", "write_file"]
