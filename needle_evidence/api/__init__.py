"""One documented function per thing the tool does; the commands and Python users call these."""
