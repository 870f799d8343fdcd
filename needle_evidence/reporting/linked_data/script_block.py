"""JSON-LD as text that no HTML parser can take for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from needle_evidence.reporting.json_text import json_text
from needle_evidence.reporting.linked_data.web_page import LinkedPage, graph

# Outside strings JSON has none of these signs, and within them an escape is the same sign
# (RFC 8259 §7). So no `</script`, `<!--`, `]]>` or `&lt;` can stand in a script.
_MARKUP = re.compile("[<>&]")
_NOT_IN_COMMENT = re.compile(r"--+|[^A-Za-z0-9._/ -]+")


def json_ld_text(pages: Sequence[LinkedPage]) -> str:
    r"""The pages as one JSON-LD document; `<`, `>` and `&` are written `\u003c` …."""
    text = json_text(graph(pages))
    return _MARKUP.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def script_blocks(pages: Sequence[LinkedPage]) -> str:
    """A script element per page, each ready to be pasted into its page, with its path above."""
    blocks = []
    for number, page in enumerate(pages, start=1):
        named = _NOT_IN_COMMENT.sub("_", page.path) or "the page"
        blocks.append(
            f"<!-- {number} of {len(pages)}: for {named} -->\n"
            f'<script type="application/ld+json">\n{json_ld_text([page])}</script>\n'
        )
    return "\n".join(blocks)
