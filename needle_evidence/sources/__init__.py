"""Registries of works: the only code that talks to the network, and only when asked to."""

from needle_evidence.sources.asking import ask, remembered, remembered_answers
from needle_evidence.sources.client_settings import ClientSettings, settings_of
from needle_evidence.sources.question_round import Question
from needle_evidence.sources.source import Source, sources

__all__ = [
    "ClientSettings",
    "Question",
    "Source",
    "ask",
    "remembered",
    "remembered_answers",
    "settings_of",
    "sources",
]
