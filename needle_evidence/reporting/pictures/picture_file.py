"""Pictures as files of their own: which there are, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass

from needle_evidence.reporting.pictures.gallery import Gallery
from needle_evidence.reporting.pictures.history_strip import HistoryStrip

PICTURES_FOLDER = "pictures"


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureFile:
    """One file. name: below the folder of reports. kind: names its template."""

    name: str
    kind: str
    picture: object


def picture_files(
    pictures: Gallery, history: HistoryStrip | None = None
) -> tuple[PictureFile, ...]:
    """The pictures that stand beside a report, each under a name of its own."""
    overview = (
        ("coverage.svg", "coverage", pictures.coverage),
        ("certainty.svg", "certainty", pictures.certainty),
        ("evidence-map.svg", "evidence_map", pictures.wide_evidence_map),
        ("timeline.svg", "timeline", pictures.wide_timeline),
        ("history.svg", "history", history),
    )
    forests = ((plot.file_name, "forest", plot) for plot in pictures.filed_forests)
    return tuple(
        PictureFile(name=f"{PICTURES_FOLDER}/{name}", kind=kind, picture=picture)
        for name, kind, picture in (*overview, *forests)
        if picture is not None
    )
