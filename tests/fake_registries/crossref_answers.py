"""What Crossref's REST API answers to /works/DOI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def update(
    doi: str, kind: str, date: Sequence[int] = (2016, 3, 1), source: str = "publisher"
) -> dict[str, object]:
    """One entry of `updated-by` or `update-to`."""
    return {
        "updated": {
            "date-parts": [list(date)],
            "date-time": "2016-03-01T00:00:00Z",
            "timestamp": 1456790400000,
        },
        "DOI": doi,
        "type": kind,
        "source": source,
        "label": kind.replace("_", " ").capitalize(),
        **({"record-id": "1234"} if source == "retraction-watch" else {}),
    }


def work(doi: str, **fields: object) -> dict[str, object]:
    """The answer for a journal article; keyword "update_to" stands for "update-to"."""
    message: dict[str, object] = {
        "indexed": {"date-parts": [[2026, 1, 2]], "timestamp": 1767312000000},
        "reference-count": 40,
        "publisher": "Oxford University Press (OUP)",
        "issue": "8",
        "content-domain": {"domain": [], "crossmark-restriction": False},
        "short-container-title": ["Phys Ther"],
        "published-print": {"date-parts": [[2014, 8, 1]]},
        "DOI": doi,
        "type": "journal-article",
        "created": {"date-parts": [[2014, 4, 4]]},
        "page": "1083-1094",
        "source": "Crossref",
        "is-referenced-by-count": 60,
        "title": ["Effectiveness of trigger point dry needling for plantar heel pain"],
        "prefix": "10.2522",
        "volume": "94",
        "author": [
            {"given": "Matthew P.", "family": "Cotchett", "sequence": "first", "affiliation": []},
            {"given": "Shannon E.", "family": "Munteanu", "sequence": "additional"},
            {"given": "Karl B.", "family": "Landorf", "sequence": "additional"},
        ],
        "member": "286",
        "container-title": ["Physical Therapy"],
        "language": "en",
        "issued": {"date-parts": [[2014, 4, 3]]},
        "ISSN": ["0031-9023", "1538-6724"],
        "URL": f"https://doi.org/{doi}",
        "relation": {},
    }
    message |= {name.replace("_", "-"): value for name, value in fields.items()}
    return answer(message)


def answer(message: Mapping[str, object]) -> dict[str, object]:
    """A message in Crossref's envelope."""
    return {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
        "message": {name: value for name, value in message.items() if value is not None},
    }
