"""Contact: how KasPro's support is reached outside the chat (FAQ 6, 8)."""

from __future__ import annotations

from bot.words import Raw

SUPPORT_PHONE = Raw("(021) 50928595")
SUPPORT_EMAIL = Raw("support@kaspro.id")
