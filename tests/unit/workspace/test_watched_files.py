"""Which files a report is made of, and how a change of them is told."""

from __future__ import annotations

import os
from pathlib import Path

from needle_evidence.config import Config
from needle_evidence.workspace.watched_files import FileChange, changes, stamps
from tests.conftest import MakeProject


def test_files_that_count(make_project: MakeProject, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text("text", encoding="utf-8")
    files = {
        "needle-evidence.toml": "",
        "articles/page.md": "text",
        "articles/deep/other.html": "text",
        "articles/picture.png": "x",
        "articles/.page.md.swp": "x",
        "articles/~$page.docx": "x",
        "articles/page.md~": "x",
        "appraisal/evidence.csv": "x",
        "templates/evidence.css": "x",
        "fulltext/key.txt": "x",
        "house.csl": "x",
        "news/named.md": "text",
        "reports/evidence.md": "text",
        "README.md": "text",
        ".git/config.md": "text",
    }
    root = make_project(files).resolve()
    config = Config(style="house.csl")
    found = stamps(root, config, pages=("news/named.md", "../elsewhere.md", "gone.md"))
    assert sorted(found) == [
        "appraisal/evidence.csv",
        "articles/deep/other.html",
        "articles/page.md",
        "claims.csv",
        "fulltext/key.txt",
        "house.csl",
        "needle-evidence.toml",
        "news/named.md",
        "references.bib",
        "templates/evidence.css",
    ]
    everything = stamps(root, Config(articles=(".",)), own=(root / "articles/deep",))
    assert {"README.md", "articles/page.md"} <= set(everything)
    assert not {"reports/evidence.md", "articles/deep/other.html", ".git/config.md"} & {*everything}


def test_changes_are_told(make_project: MakeProject) -> None:
    root = make_project({"articles/a.md": "x", "articles/b.md": "x"}).resolve()
    before = stamps(root, Config())
    assert changes(before, stamps(root, Config())) == ()
    (root / "articles/a.md").unlink()
    (root / "articles/c.md").write_text("x", encoding="utf-8")
    os.utime(root / "claims.csv", ns=(1, 1))
    assert changes(before, stamps(root, Config())) == (
        FileChange(path="articles/a.md", kind="gone"),
        FileChange(path="articles/c.md", kind="new"),
        FileChange(path="claims.csv", kind="changed"),
    )
