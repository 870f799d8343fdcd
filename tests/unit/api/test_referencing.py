"""Import, add, export and tidy over a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from needle_evidence.api.referencing import (
    ImportSource,
    add_references,
    import_references,
    tidy_references,
)
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.references.bibtex import read_references
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import PersonName, Reference
from tests.conftest import MakeProject

JABREF = """% Encoding: UTF-8

@String{pt = {Physical Therapy}}

@Article{Gattie2017,
  author       = {Eric Gattie},
  title        = {The effectiveness of {DN}},
  journal      = pt,
  year         = {2017},
  file         = {:gattie.pdf:PDF},
  groups       = {Heels},
  timestamp    = {2020-01-01},
}

@InBook{Al2001,
  author   = {Al, A.},
  title    = {Heels},
  crossref = {Ek2001},
}

@Book{Ek2001,
  editor    = {Ek, E.},
  title     = {Feet of runners},
  publisher = {Pub},
  year      = {2001},
}

@Article{Gattie2017,
  author  = {Li, B.},
  title   = {Another work under the same key},
  journal = pt,
  year    = {2018},
}

@Comment{jabref-meta: databaseType:bibtex;}
"""


def bib(project: Path) -> str:
    return (project / "references.bib").read_text(encoding="utf-8")


def source(text: str, name: str = "x.bib") -> ImportSource:
    return ImportSource(name=name, data=text.encode())


def test_jabref_file_comes_in_whole(tmp_path: Path) -> None:
    imported = import_references(tmp_path, [source(JABREF)])
    keys = [added.key for added in imported.added]
    assert keys == ["Gattie2017", "Al2001", "Ek2001", "li2018another"]
    assert imported.kept_fields == (("groups", 1), ("timestamp", 1))
    assert imported.edit.created
    text = bib(tmp_path)
    assert "jabref-meta" not in text
    assert "journal   = {Physical Therapy}" in text
    assert "crossref = {Ek2001}" in text
    found = {r.key: r for r in read_references(text, path="x").references}
    assert found["Al2001"].fields["booktitle"] == "Feet of runners"
    assert imported.added[3].remarks == ("its citekey Gattie2017 was taken",)
    again = import_references(tmp_path, [source(JABREF)])
    assert (len(again.added), len(again.already_there)) == (0, 4)
    assert bib(tmp_path) == text


def test_what_is_there_stays_byte_for_byte(make_project: MakeProject) -> None:
    project = make_project()
    before = (project / "references.bib").read_bytes()
    cotchett = before.replace(b"cotchett2014", b"other").decode()
    imported = import_references(project, [source(cotchett + JABREF)])
    assert [(known.key, known.imported.key) for known in imported.already_there] == [
        ("cotchett2014", "other")
    ]
    after = (project / "references.bib").read_bytes()
    assert after.startswith(before + b"\n@article{Gattie2017,\n")


def test_keys_that_claims_cite_go_only_to_works_that_bring_them(make_project: MakeProject) -> None:
    claims = "claim_id,claim,references\na,A.,gattie2017effectiveness; mine\n"
    project = make_project({"claims.csv": claims, "references.bib": None})
    named = "@misc{mine, title = {Shoulders of rowers}, author = {Ro, W.}, year = {1999}}\n"
    imported = import_references(
        project, [source(JABREF.replace("{Gattie2017,", "{1,", 1) + named)]
    )
    assert [a.key for a in imported.added][:1] == ["gattie2017effectivenessb"]
    assert "mine" in [a.key for a in imported.added]


def test_add_is_the_same_path(tmp_path: Path) -> None:
    work = Reference(
        key="",
        entry_type="article",
        location=Location(path="printed reference"),
        fields={"title": "Knees", "journal": "J", "year": "2001", "pages": "1-9"},
        authors=(PersonName(family="Ana", given="I."), PersonName(literal="…")),
    )
    added = add_references(tmp_path, [work, work]).added
    assert [one.key for one in added] == ["ana2001knees"]
    assert any("ellipsis" in remark for remark in added[0].remarks)
    assert add_references(tmp_path, [work]).added == ()


def test_doubts_of_a_printed_reference_are_told(tmp_path: Path) -> None:
    work = Reference(
        key="",
        entry_type="article",
        location=Location(path="x"),
        fields={
            "title": "Knees",
            "journal": "J",
            "year": "2001",
            "confidence": "title 0.51; year 0.99; pages 0.79",
            "note": "not read: of the press",
        },
        authors=(PersonName(family="Ana", given="Ines"),),
    )
    imported = add_references(tmp_path, [work])
    assert imported.added[0].remarks == (
        "its note holds what was not read: “of the press”",
        "the reading is unsure of title (0.51), pages (0.79)",
    )
    assert imported.kept_fields == ()


def test_dry_run_and_unreadable_sources_write_nothing(tmp_path: Path) -> None:
    planned = import_references(tmp_path, [source(JABREF)], dry_run=True)
    assert "+@article{Gattie2017," in planned.edit.diff
    for name in ("missing.bib", "."):
        with pytest.raises(UnreadableInputError):
            import_references(tmp_path, [source(JABREF), tmp_path / name])
    with pytest.raises(UsageError, match="no format"):
        import_references(tmp_path, [source(JABREF)], form="docx")
    assert list(tmp_path.iterdir()) == []


def test_hostile_text_is_written_harmlessly(tmp_path: Path) -> None:
    nasty = (
        "TY  - JOUR\nTI  - } @article{evil, % & $x$ \\input{/etc/passwd}\nAU  - A}, B{\nER  - \n"
    )
    (added,) = import_references(tmp_path, [source(nasty, "x.ris")]).added
    (read,) = read_references(bib(tmp_path), path="x").references
    assert read.title == "} @article{evil, % & $x$ \\input{/etc/passwd}"
    assert read.key == added.key


def test_tidy_lists_and_writes_only_what_changes(tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_bytes(JABREF.replace("\n", "\r\n").encode())
    planned = tidy_references(tmp_path, dry_run=True)
    assert [(c.key, c.field, c.before, c.after) for c in planned.changes] == [
        ("Gattie2017", "author", "{Eric Gattie}", "{Gattie, Eric}")
    ]
    assert (tmp_path / "references.bib").read_bytes() == JABREF.replace("\n", "\r\n").encode()
    tidy_references(tmp_path)
    wanted = JABREF.replace("Eric Gattie", "Gattie, Eric").replace("\n", "\r\n")
    assert (tmp_path / "references.bib").read_bytes() == wanted.encode()
    assert tidy_references(tmp_path).changes == ()
