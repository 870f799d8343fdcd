"""The pace of requests: no source is called more often than its rules allow."""

from __future__ import annotations

import threading
import time


class Pace:
    """When each source may be called next; shared by all threads of one run."""

    def __init__(self, factor: float = 1.0) -> None:
        """factor: times the calls per second that are allowed."""
        self._factor = factor
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, source: str, calls_per_second: float) -> None:
        """Returns when the source may be called; calls are spread evenly, not in bursts."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(source, now))
            self._next[source] = turn + 1 / (calls_per_second * self._factor)
        time.sleep(turn - now)

    def hold(self, source: str, seconds: float) -> None:
        """Lets no call to the source begin for this long."""
        with self._lock:
            until = time.monotonic() + seconds
            self._next[source] = max(until, self._next.get(source, until))
