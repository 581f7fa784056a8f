"""Taking: how a photo gets from a channel, or from a page, into the folder of encrypted files.

Handed to intake by `app.py`, and called with no transaction open; models/photo_desk.py says what it is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.channels.base import Channel, TooLarge, Unfetched
from models.clock import now
from models.customers import CustomerId
from models.database import Database
from models.kept_photos import PhotoKind, context
from models.media import MediaStore
from models.photo_desk import PhotoNotHad, PhotoSent, TakenPhoto
from models.photos import PhotoFault, PhotoRefused, read_photo
from models.secrets import Secrets
from models.vault import encrypt, key_of

log = logging.getLogger(__name__)


class PhotoTaker:
    """Fetches, checks, encrypts and keeps."""

    def __init__(
        self, database: Database, secrets: Secrets, store: MediaStore, channels: Mapping[str, Channel]
    ) -> None:
        self._database = database
        self._secrets = secrets
        self._store = store
        self._channels = channels

    def take(self, sent: PhotoSent, customer: CustomerId, kind: PhotoKind) -> TakenPhoto | PhotoRefused | PhotoNotHad:
        """Return the photo as it was kept, or why it was not."""
        try:
            data = sent.data or self._fetched(sent)
        except TooLarge:
            return PhotoRefused(PhotoFault.TOO_BIG)
        except Unfetched as trouble:
            log.warning("A photo could not be fetched from %s: %s", sent.channel, trouble.why)
            return PhotoNotHad(trouble.permanent)
        photo = read_photo(data)
        if isinstance(photo, PhotoRefused):
            return photo
        # In a transaction of its own: the turn that asks for the photo has been rolled back, and its key would be too.
        key = self._database.run(lambda connection: key_of(connection, self._secrets, customer, now(connection)))
        name = self._store.keep(encrypt(key, photo.data, context(customer, kind)))
        return TakenPhoto(name, photo)

    def _fetched(self, sent: PhotoSent) -> bytes:
        channel = self._channels.get(sent.channel)
        if channel is None or not sent.media:
            raise Unfetched("there is nothing to fetch", permanent=True)
        return channel.fetch(sent.media)
