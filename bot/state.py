"""What a conversation remembers between two messages: its runs, and how often it was not understood. One JSON value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.chat import Run

RUNS_MAX = 2


@dataclass
class State:
    """The engine's memory of one conversation."""

    runs: list[Run] = field(default_factory=list)
    """The run at hand first; at most one suspended under it."""
    misses: int = 0
    """Messages in a row that were not understood."""
    resuming: bool = False
    """Whether the last thing said was the question whether to go on with a run that slept."""
    put: bool = False
    """Whether the last thing said was the open question: only then is a bare yes, or a typed PIN, an answer to it."""

    loose: dict[str, str] = field(default_factory=dict)
    """An amount said when nothing was open, in her words: for the request that her next message may make."""
    insulted_at: int = 0
    """When she last was rude, in milliseconds: a second time soon after, a person takes over."""
    contact_shown: bool = False
    """Whether a keyboard with the contact button is up."""

    @classmethod
    def load(cls, kept: dict[str, Any]) -> State:
        """Return the state as `dump` kept it; runs that cannot be read are gone."""
        runs = []
        for each in kept.get("runs", []):
            try:
                runs.append(Run(**each))
            except TypeError:
                continue
        return cls(
            runs=runs,
            misses=int(kept.get("misses", 0)),
            resuming=bool(kept.get("resuming", False)),
            put=bool(kept.get("put", False)),
            loose={str(slot): str(words) for slot, words in (kept.get("loose") or {}).items()},
            insulted_at=int(kept.get("insulted_at", 0)),
            contact_shown=bool(kept.get("contact_shown", False)),
        )

    def dump(self) -> dict[str, Any]:
        """Return the state as plain JSON values."""
        return asdict(self)
