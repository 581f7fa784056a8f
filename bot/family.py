"""Family: what processes that start one another have in common: ends in words, patience, no orphans.

The supervisor and the doorkeeper ask it for their children, and every process for its parent.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from dataclasses import dataclass

PARENT = "KASPRO_PARENT"
"""Set by a parent for its child: the number of its process."""
AT_ONCE_SECONDS = 10
"""A process that ends sooner has not held."""
PAUSE_SECONDS_MAX = 60
_PDEATHSIG = 1


def follow_parent() -> None:
    """Stop as at SIGTERM when the process that started us ends, however it does; on Linux the kernel tells us."""
    parent = os.environ.pop(PARENT, "")
    if not parent or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # It ended before we had asked to be told.
        sys.exit(0)


def on_stop(stop: threading.Event) -> None:
    """Have SIGTERM and SIGINT set the event, however often they come."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())


def past_stopping() -> None:
    """From here on, with all work done, a signal is of no use and does no harm."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)


def end_in_words(status: int) -> str:
    """Return how a process ended, for a log."""
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


@dataclass
class Patience:
    """How long to wait before something that ended is started again: longer each time that it did not hold."""

    falls: int = 0
    """How often in a row it ended at once."""

    def pause(self, lived: float) -> float:
        """Return the seconds to wait, now that it has ended after so long."""
        self.falls = self.falls + 1 if lived < AT_ONCE_SECONDS else 0
        return float(min(2 ** max(self.falls - 1, 0), PAUSE_SECONDS_MAX))
