"""The command line: one file per command, each thin over `needle_evidence.api`."""
