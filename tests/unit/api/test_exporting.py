"""Export of a project's references."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.exporting import export_references
from needle_evidence.api.referencing import import_references
from needle_evidence.errors import UsageError
from needle_evidence.formats.references.bibtex import read_references
from tests.conftest import MakeProject
from tests.unit.api.test_referencing import JABREF, bib, source


def test_export_of_some_brings_the_parents(tmp_path: Path) -> None:
    import_references(tmp_path, [source(JABREF)])
    exported = export_references(tmp_path, "bibtex", keys=["Al2001"])
    text = exported.data.decode()
    assert exported.count == 2
    assert "@inbook{Al2001" in text
    assert "@book{Ek2001" in text
    with pytest.raises(UsageError, match="no reference Al2002"):
        export_references(tmp_path, "ris", keys=["Al2002"])


def test_export_of_cited_and_to_a_file(make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project()
    import_references(project, [source(JABREF)])
    exported = export_references(project, cited=True, output=tmp_path / "out.ris")
    assert (exported.form, exported.count) == ("ris", 1)
    assert (tmp_path / "out.ris").read_bytes() == exported.data
    for output in ("references.bib", "claims.csv"):
        with pytest.raises(UsageError, match="file of the project"):
            export_references(project, "bibtex", output=project / output)
    with pytest.raises(UsageError, match="not clear in which format"):
        export_references(project)


def test_exported_bibtex_reads_as_the_same(tmp_path: Path) -> None:
    import_references(tmp_path, [source(JABREF)])
    copy = read_references(export_references(tmp_path, "bibtex").data.decode(), path="x")
    assert [(r.key, r.fields, r.authors) for r in copy.references] == [
        (r.key, r.fields, r.authors) for r in read_references(bib(tmp_path), path="x").references
    ]
