"""JSON as it is written: readable Unicode, but no character that a terminal would obey."""

from __future__ import annotations

import json
import re

# Inside JSON strings these may stand escaped or not; escaped they are only ever data.
_OBEYED = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def json_text(document: object) -> str:
    """The document as indented JSON with a final line end; control characters are escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _OBEYED.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
