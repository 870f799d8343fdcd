"""The bar that shows how far a long run is, and keeps quiet when nobody looks."""

from __future__ import annotations

import sys

import pytest

from needle_evidence.cli.terminal import print_alarm, progress_bar


def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("Asking") as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("quiet", [False, True])
def test_a_bar_for_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quiet: bool
) -> None:
    monkeypatch.setattr("needle_evidence.cli.terminal.is_person", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar("Asking [bold]all[/bold]", quiet=quiet) as progress:
        assert (progress is None) == quiet
        if progress is not None:
            progress(1, 2)
            progress(2, 2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert ("Asking [bold]all[/bold]" in captured.err) != quiet


def test_an_alarm_is_harmless_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_alarm("RETRACTED \x1b[2J[bold]title")
    assert capsys.readouterr().out == "RETRACTED \\x1b[2J[bold]title\n"
