"""How lines for a person break."""

from __future__ import annotations

import pytest

from needle_evidence.cli import terminal


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")


def test_lines_break_between_words_and_hang() -> None:
    text = "completed hall2018effects: Effects of needling (Hall et al., 2018); same DOI"
    lines = terminal.wrapped(text, hanging=10).splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 40 for line in lines)
    assert all(line.startswith(" " * 10 + line.strip()[0]) for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == text


def test_a_long_address_stays_whole_and_an_indent_stays() -> None:
    address = "https://example.org/" + "a" * 60
    assert terminal.wrapped(f"  see {address}", hanging=4) == f"  see\n    {address}"


def test_a_command_stays_on_one_line() -> None:
    command = "`needle-evidence dedupe --merge one2001 two2002 --dry-run`"
    assert command in terminal.wrapped(f"To see what merging them would do: {command}.")


def test_piped_it_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_wrapped("word " * 30)
    assert capsys.readouterr().out.count("\n") == 1


def test_a_drawn_table_has_no_empty_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_person", lambda: True)
    rows = [{"citekey": "hall2018", "notice": "", "because": "not asked"}]
    terminal.print_rows(rows, ("citekey", "notice", "because"), "table")
    drawn = capsys.readouterr().out
    assert "notice" not in drawn
    assert "hall2018" in drawn


def test_a_table_too_wide_for_the_terminal_becomes_blocks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_person", lambda: True)
    key = "fernandezdelaspenas2015manual"
    rows = [{"citekey": key, "year": "2015", "used_by": "treats-wrist-pain"}]
    terminal.print_rows(rows, ("citekey", "year", "used_by"), "table")
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [key, "  year      2015", "  used by   treats-wrist-pain"]
