"""Writing a project's references in another program's format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.errors import UsageError
from needle_evidence.formats.claims_table import read_claims
from needle_evidence.formats.decode_text import decode
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.workspace import Project, open_project, read_file, write_file

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportedReferences:
    """The bytes of an exported file, the name of its format, and how many entries it has."""

    data: bytes
    form: str
    count: int


def export_references(
    project: str | Path,
    form: str = "",
    *,
    keys: Sequence[str] = (),
    cited: bool = False,
    output: str | Path | None = None,
) -> ExportedReferences:
    """References of a project as a file in the format of that name, in the project's order.

    form: else the one whose ending `output` has. keys: the citekeys of those wanted, else all.
    cited: only those that claims cite. output: where to write the file, if anywhere. In BibTeX,
    what an entry inherits from comes with it. Raises UsageError for an unknown format or key, a
    binary format without `output`, and an output that is the project's own reference file or
    claims table; UnreadableInputError and UnwritableOutputError.
    """
    from needle_evidence.formats.reference_format import write_reference_file

    opened = open_project(Path(project))
    form = form.strip().lower() or _form_of(output)
    references = _chosen(opened, form, keys, cited=cited)
    data = write_reference_file(references, form)
    if output is not None:
        own = (opened.config.references, opened.config.claims)
        if Path(output).resolve() in {opened.inside(path) for path in own}:
            raise UsageError(f"{output} is a file of the project.", "Name another output.")
        write_file(Path(output), data)
    elif data.startswith(_ZIP):
        raise UsageError(f"A file of the format {form} is no text.", "Name a file with --output.")
    return ExportedReferences(data=data, form=form, count=len(references))


def cited_keys(project: Project) -> Iterator[str]:
    """The citekeys that a project's claims cite, in the table's order.

    Raises UnreadableInputError where the table cannot be read.
    """
    path = project.config.claims
    for claim in read_claims(read_file(project, path), path=path).claims:
        yield from claim.references


def _form_of(output: str | Path | None) -> str:
    from needle_evidence.formats.reference_format import reference_formats

    forms = [form for form in reference_formats() if form.write is not None]
    name = str(output or "").lower()
    found = next((form.name for form in forms if name.endswith(form.endings)), "")
    if not found:
        names = ", ".join(form.name for form in forms)
        raise UsageError(
            "It is not clear in which format to write.",
            f"Name it with --to ({names}), or name a file that ends so with --output.",
        )
    return found


def _chosen(
    project: Project, form: str, keys: Sequence[str], *, cited: bool
) -> tuple[Reference, ...]:
    """The references to export, in the order of the file."""
    references = _library_references(project)
    by_key = {reference.key: reference for reference in references}
    for key in keys:
        if key not in by_key:
            raise UsageError(
                f"There is no reference {one_line(key, 80)} in {project.config.references}.",
                suggestion(key, by_key) or "`needle-evidence refs` lists them.",
            )
    wanted = set(keys) or set(by_key)
    if cited:
        wanted &= set(cited_keys(project))
    if form != "bibtex":
        return tuple(r for r in references if r.key in wanted and r.is_work)
    wanted |= set(_parents(by_key, wanted))
    return tuple(reference for reference in references if reference.key in wanted)


def _library_references(project: Project) -> tuple[Reference, ...]:
    from needle_evidence.formats.references.bibtex import read_references

    path = project.config.references
    text = decode(read_file(project, path), path=path).text
    return read_references(text, path=path).references


def _parents(by_key: Mapping[str, Reference], keys: Set[str]) -> Iterator[str]:
    """The entries from which these inherit, and so on."""
    waiting, seen = list(keys), set(keys)
    while waiting:
        reference = by_key[waiting.pop()]
        named = ",".join(reference.fields.get(name, "") for name in ("crossref", "xdata"))
        for key in (part.strip() for part in named.split(",")):
            if key in by_key and key not in seen:
                seen.add(key)
                waiting.append(key)
                yield key
