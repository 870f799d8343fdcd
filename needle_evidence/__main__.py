"""`python -m needle_evidence`: the same as the command `needle-evidence`."""

from needle_evidence.cli.main import run

run()
