"""Shown: how the simulator writes times and numbers, and the words that a phone's own apps have.

Asked by the page's templates. What the wallet says is never worded here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from sandbox.files import shown_on
from sandbox.world import Bubble, Command, Phone, Rows, Sms, World

WIB = ZoneInfo("Asia/Jakarta")
CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp"}
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
}
WORDS = {
    "id": {
        "telegram": "bot",
        "whatsapp": "Akun bisnis",
        "typing": "sedang mengetik…",
        "telegram_field": "Pesan",
        "whatsapp_field": "Ketik pesan",
        "field": "Pesan ke KasPro",
        "chat": "Percakapan dengan KasPro",
        "send": "Kirim pesan",
        "sending": "Mengirim…",
        "contact": "Bagikan kontakku",
        "photo": "Kirim foto atau berkas",
        "choose": "Dari perangkat ini",
        "send_file": "Kirim berkas",
        "voice": "Kirim pesan suara",
        "sticker": "Kirim stiker",
        "commands": "Perintah",
        "start": "Mulai",
        "today": "Hari ini",
        "yesterday": "Kemarin",
        "edited": "diedit",
        "edit": "Edit pesan ini",
        "save": "Simpan",
        "protected": "Tidak bisa diteruskan atau disimpan",
        "pending": "menunggu",
        "sent": "terkirim",
        "delivered": "sampai",
        "read": "dibaca",
        "failed": "gagal terkirim",
        "copied": "Disalin",
        "photo_shown": "Foto",
        "file_shown": "Berkas",
        "voice_shown": "Pesan suara",
        "sticker_shown": "Stiker",
        "contact_shown": "Kontak",
        "newer": "pesan baru",
        "suggest": "Belum ada pesan. Coba tulis:",
        "greet": "Belum ada pesan. Ketuk Mulai untuk menyapa bot.",
        "keyboard": "Papan tombol",
        "again": "Kirim lagi",
        "not_sent": "Belum terkirim: simulator tidak menjawab. Tulisanmu masih di sini.",
    },
    "en": {
        "telegram": "bot",
        "whatsapp": "Business account",
        "typing": "typing…",
        "telegram_field": "Message",
        "whatsapp_field": "Type a message",
        "field": "Message to KasPro",
        "chat": "Conversation with KasPro",
        "send": "Send message",
        "sending": "Sending…",
        "contact": "Share my contact",
        "photo": "Send a photo or a file",
        "choose": "From this device",
        "send_file": "Send file",
        "voice": "Send a voice message",
        "sticker": "Send a sticker",
        "commands": "Commands",
        "start": "Start",
        "today": "Today",
        "yesterday": "Yesterday",
        "edited": "edited",
        "edit": "Edit this message",
        "save": "Save",
        "protected": "Cannot be forwarded or saved",
        "pending": "waiting",
        "sent": "sent",
        "delivered": "delivered",
        "read": "read",
        "failed": "not sent",
        "copied": "Copied",
        "photo_shown": "Photo",
        "file_shown": "File",
        "voice_shown": "Voice message",
        "sticker_shown": "Sticker",
        "contact_shown": "Contact",
        "newer": "new messages",
        "suggest": "No messages yet. Try writing:",
        "greet": "No messages yet. Tap Start to greet the bot.",
        "keyboard": "Buttons",
        "again": "Send again",
        "not_sent": "Not sent: the simulator does not answer. Your words are still here.",
    },
}
CODE = re.compile(r"\b(\d{6,8}|\d{4} \d{4})\b")
TAG = re.compile(r"(<[^>]*>)")
EMOJI_NAMES = {"✅": "done", "⏳": "wait", "⚠": "warning", "👍": "thumb"}
REFERENCE = re.compile(r"\b([2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4})\b")
EMOJI = re.compile("([" + "".join(EMOJI_NAMES) + "])\ufe0f?")
SUGGESTIONS = {
    "id": ("halo", "saldo", "cara isi saldo lewat BCA"),
    "en": ("hello", "balance", "how do I top up from BCA"),
}


@dataclass(frozen=True)
class PhoneShown:
    """One phone with everything it shows now."""

    phone: Phone
    revision: int
    bubbles: tuple[Bubble, ...]
    pictures: Mapping[int, str]
    """The bubbles that show a picture, each with its shape."""
    keyboard: Rows
    toast: str
    typing: bool
    sms: tuple[Sms, ...]
    unread: int
    commands: tuple[Command, ...]

    @property
    def words(self) -> dict[str, str]:
        """The words of the phone's apps."""
        return WORDS.get(self.phone.language, WORDS["en"])

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What a stranger might write first."""
        return SUGGESTIONS.get(self.phone.language, SUGGESTIONS["en"])

    @property
    def editable(self) -> int:
        """The id of the message that its writer can still edit, or 0: her last one, on Telegram."""
        if self.phone.channel != "telegram":
            return 0
        return next((bubble.id for bubble in reversed(self.bubbles) if bubble.mine and bubble.kind == "text"), 0)

    @property
    def first_name(self) -> str:
        """What the person is called on tabs and buttons."""
        return self.phone.name.split()[0] if self.phone.name.split() else self.phone.name


def phone_shown(world: World, phone: Phone) -> PhoneShown:
    """Return what this phone shows now; the revision is read first, so that nothing newer is missed."""
    revision = world.revision(phone.id)
    return PhoneShown(
        phone=phone,
        revision=revision,
        bubbles=tuple(bubble for bubble in world.bubbles(phone.id) if not bubble.deleted),
        pictures=shown_on(world, phone.id),
        keyboard=world.reply_keys(phone.id),
        toast=world.toast(phone.id),
        typing=world.typing(phone.id),
        sms=tuple(reversed(world.sms(phone.number))),
        unread=world.unread(phone.id),
        commands=tuple(world.commands(phone.language, phone.chat_id)) if phone.channel == "telegram" else (),
    )


def clock_time(instant: datetime, language: str = "en") -> str:
    """Return the time of day in WIB: 14:05, in Indonesian 14.05."""
    return instant.astimezone(WIB).strftime("%H.%M" if language == "id" else "%H:%M")


def day(instant: datetime, now: datetime, language: str) -> str:
    """Return the day as a chat's divider says it: Hari ini, Kemarin, 21 November."""
    then, today = instant.astimezone(WIB).date(), now.astimezone(WIB).date()
    if then == today:
        return WORDS[language]["today"]
    if then == today - timedelta(days=1):
        return WORDS[language]["yesterday"]
    written = f"{then.day} {MONTHS[language][then.month - 1]}"
    return written if then.year == today.year else f"{written} {then.year}"


def sms_time(instant: datetime, now: datetime) -> str:
    """Return when a text message came: the time, with the day if that was another."""
    then = instant.astimezone(WIB)
    if then.date() == now.astimezone(WIB).date():
        return clock_time(instant)
    return f"{then.day} {MONTHS['en'][then.month - 1][:3]}, {clock_time(instant)}"


def sms_marked(text: str) -> Markup:
    """Return a text message with its codes made to stand out."""
    parts = CODE.split(text)
    return Markup("").join(
        Markup("<b>{}</b>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


def with_emoji(html: Markup) -> Markup:
    """Return the text with its emoji drawn by us, as chat apps do, for a machine may have no font for them.

    A reference stays on one line: browsers break at its hyphen.
    """
    parts = TAG.split(html)
    drawn = [part if at % 2 else REFERENCE.sub(_whole, EMOJI.sub(_drawn, part)) for at, part in enumerate(parts)]
    return Markup("").join(Markup(part) for part in drawn)  # noqa: S704  # It was safe before; only spans of ours came.


def _drawn(found: re.Match[str]) -> str:
    return f'<span class="emoji emoji-{EMOJI_NAMES[found[1]]}">{found[0]}</span>'


def _whole(found: re.Match[str]) -> str:
    return f'<span class="whole">{found[0]}</span>'


def moment(instant: datetime) -> str:
    """Return the date and time shortly: Tue 24 Nov 2026, 14:32 WIB."""
    local = instant.astimezone(WIB)
    weekday, month = WEEKDAYS[local.weekday()][:3], MONTHS["en"][local.month - 1][:3]
    return f"{weekday} {local.day} {month} {local.year}, {clock_time(local)} WIB"


def long_day(instant: datetime) -> str:
    """Return the date in full: Tuesday 24 November 2026."""
    local = instant.astimezone(WIB)
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS['en'][local.month - 1]} {local.year}"


def ahead(offset: timedelta) -> str:
    """Return how far the clock was moved: 2 h, 3 days 1 h; empty if it was not."""
    minutes = round(offset.total_seconds() / 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{days} day{'s' if days > 1 else ''}" if days else "", f"{hours} h" if hours else ""]
    parts.append(f"{minutes} min" if minutes else "")
    return " ".join(part for part in parts if part)


def next_month(now: datetime) -> timedelta:
    """Return how long it is to the same day and time of the next month in WIB, or to that month's last day."""
    local = now.astimezone(WIB)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    last = (after - timedelta(days=1)).day
    return local.replace(year=year, month=month, day=min(local.day, last)) - local


def grouped(number: str) -> str:
    """Return a number as its owner reads it: 0812 9876 4567."""
    local = "0" + number[3:] if number.startswith("+62") else number
    return " ".join(local[at : at + 4] for at in range(0, len(local), 4))


def e164(typed: str) -> str:
    """Return a typed Indonesian mobile number as +62…, or an empty text if it is none."""
    digits = "".join(character for character in typed if character in "0123456789")
    national = digits.removeprefix("62") if digits.startswith("62") else digits.removeprefix("0")
    if national.startswith("8") and 9 <= len(national) <= 12:
        return "+62" + national
    return ""
