"""Photos as answers: one that was sent or uploaded is fetched, checked and kept; what is wrong with it is said kindly.

The run holds the number of the kept photo's row. Where photos of papers do not belong in the chat, a page asks.
"""

from __future__ import annotations

from typing import Any

from bot.chat import Answer, Chat, Field, NotUnderstood, Refused
from bot.message import Ask, Kind, Message, Reply, Words
from bot.words import t
from models.me import Me
from models.photo_desk import (
    PhotoFault,
    PhotoKind,
    PhotoNotHad,
    PhotoRefused,
    PhotoSent,
    SamePhoto,
    keep_photo,
    photo_of,
)

IN_CHAT = frozenset({"telegram"})
"""Channels that let a bot ask for photos of identity cards. WhatsApp's rules do not: there the page asks."""

FAULTS: dict[PhotoFault, Words] = {
    PhotoFault.TOO_BIG: t("That photo is too big, at most 5 MB. One taken in a smaller size will do."),
    PhotoFault.NOT_A_PHOTO: t("That file is no photo. A JPEG or PNG will do, a PDF will not."),
    PhotoFault.UNREADABLE: t("Only a part of that photo arrived, so it cannot be opened."),
    PhotoFault.TOO_MANY_PIXELS: t("That photo has more pixels than we can take. One taken in a smaller size will do."),
    PhotoFault.TOO_SMALL: t("That photo is too small to read anything on it. Send the original, no screenshot."),
    PhotoFault.BLANK: t("Nothing can be seen on that photo. Have the whole card in the picture, in good light."),
    PhotoFault.DARK: t("That photo is too dark. Take it in daylight or under a lamp, without flash."),
    PhotoFault.BLURRED: t(
        "That photo is blurred. Hold the phone still until it is sharp, the whole card in the picture."
    ),
    PhotoFault.BRIGHT: t("That photo is too bright. Take it without flash, out of direct light."),
}
NO_PHOTO = t("Only a photo can be taken here, no PDF and no sticker.")
ONE_AT_A_TIME = t("One photo at a time, please.")
THE_SAME = t("That is a photo you have sent before. Please take a new one.")
NOT_FETCHED = t("The photo could not be fetched. Please send it once more.")
TAKE_IT = t("Take the photo")


class PhotoAnswer(Answer[int]):
    """A photo, kept encrypted; the answer is the number of its row."""

    wants = "photo"

    def __init__(self, chat: Chat, me: Me, kind: PhotoKind, field: Field, *, besides: tuple[int, ...] = ()) -> None:
        """`field` is what its page says; the picture may be none of the photos `besides`."""
        self._chat = chat
        self._me = me
        self._kind = kind
        self._besides = besides
        self.by_page = asks_by_page(chat, me)
        self.in_chat = False
        """Whether it came in the chat just now, although there is a page."""
        if self.by_page:
            self.page, self.field, self.ask = TAKE_IT, field, Ask.SECRET

    def read(self, said: Message) -> int:
        """Return the row of the photo as it was kept; nothing else that was answered is lost when it cannot be."""
        if said.kind in (Kind.TEXT, Kind.TAP):
            raise NotUnderstood(self._hint)
        if said.kind is not Kind.PHOTO:
            raise Refused(Reply(NO_PHOTO))
        run = self._chat.run
        if said.album and said.album == run.album:
            raise Refused(Reply(ONE_AT_A_TIME))
        run.album = said.album
        sent = PhotoSent(said.channel, said.media, said.data)
        kept = keep_photo(self._chat.desk, sent, self._me.id, self._kind, besides=self._besides)
        match kept:
            case PhotoRefused(why):
                raise Refused(Reply(FAULTS[why]))
            case SamePhoto():
                raise Refused(Reply(THE_SAME))
            case PhotoNotHad():
                raise Refused(Reply(NOT_FETCHED))
        run.photos += 1
        self.in_chat = self.by_page and not said.link
        return kept

    def load(self, kept: Any) -> int:
        """Return the row as kept, if there is such a photo of hers still."""
        if type(kept) is not int or photo_of(self._chat.desk, self._me.id, kept) is None:
            raise ValueError("no photo of hers")
        return kept

    @property
    def _hint(self) -> Words:
        if self.by_page:
            return t("A photo is needed here. Take it on the secure page.")
        return t("A photo is needed here. Take it with the camera and send it.")


def asks_by_page(chat: Chat, me: Me) -> bool:
    """Return whether photos of papers are asked for on a page here."""
    return chat.pages and me.identity.channel not in IN_CHAT
