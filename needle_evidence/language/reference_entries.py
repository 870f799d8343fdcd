"""What the entries of a page's reference list look like."""

from __future__ import annotations

import re

_LABEL = re.compile(r"\s*(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+")


def split_label(text: str) -> tuple[str, str]:
    """The number before an entry ("3" of "[3] Smith J"), "" for none, and the rest."""
    found = _LABEL.match(text)
    return (found[1] or found[2], text[found.end() :]) if found else ("", text)
