"""The registries on this machine, for all tests of sources."""

from tests.fake_registries import fake_registries as fake_registries
from tests.fake_registries import registry_server as registry_server
