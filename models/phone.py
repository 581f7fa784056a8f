"""Phone: an Indonesian mobile number, stored as E.164 (+62…), spoken as 08…"""

from __future__ import annotations


class Phone(str):
    """A number in E.164. Made only from text that `bot.understand.phones` or a channel has checked."""

    __slots__ = ()

    @property
    def local(self) -> str:
        """The number as its owner says it: 081298764567."""
        return "0" + self[3:] if self.startswith("+62") else str(self)

    @property
    def masked(self) -> str:
        """First and last four digits: 0812••••4567."""
        return f"{self.local[:4]}••••{self.local[-4:]}"
