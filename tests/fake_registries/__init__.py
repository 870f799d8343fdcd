"""Registries on this machine that answer as the real ones do, troubles included.

The shapes of the answers are written from the registries' public documentation.
"""

from tests.fake_registries.registries import (
    FakeRegistries,
    Trouble,
    fake_registries,
    registry_server,
)

__all__ = ["FakeRegistries", "Trouble", "fake_registries", "registry_server"]
