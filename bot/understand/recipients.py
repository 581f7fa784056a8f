"""Recipients: whom a sentence about money names, and nobody where it may be two.

Works on a text whose amounts, phones and note were blanked out; keeps the customer's own spelling.
"""

from __future__ import annotations

import re

from bot.understand.corrections import DENIED, MARKER, corrected
from bot.understand.names import (
    BLANK_AMOUNT,
    FROM,
    NONE,
    TO,
    Said,
    capital_name,
    is_nobody,
    is_one_of_several,
    leftover_name,
    name_at,
    names_after,
    titled_name,
    words_in,
)  # fmt: skip
from bot.understand.naming import FRIENDS, KIN, PRONOUNS, PURPOSES
from bot.understand.wordlists import word_set

GIVING = word_set(
    "kirim kirimin kirimkan kirimi krm krim transfer transferin transferkan tf tfin trf trfin tranfer transer send "
    "snd give pay bayar bayarin kasih kasihin kasi shoot wire lempar lemparin oper operin balikin kembalikan gantiin "
    "remit tip venmo"
)
ASKING = word_set(
    "tagih tagihin tagihkan nagih minta mintain mintakan ask bill charge invoice remind request ingatkan ingetin mintai"
)
OWING = word_set("owe owed owing")
OWED = word_set(
    "owes owed utang ngutang hutang berhutang pinjam minjem td tadi udah kemarin covered paid lent nalangin bayarin "
    "borrowed masih still is was nombokin has belum blm"
)
FOR = word_set("buat untuk utk bwt tuk for")
FRIEND = word_set(
    "teman temen tmn temanku temenku friend kawan kawanku lewat via through with sama bareng ke dengan namanya named "
    "called"
)
OWNER = re.compile(r"(?:^|\s)([^\W\d_]{2,20})['’]s\s+(?:wallet|account|kaspro|balance|number)\b", re.IGNORECASE)
NEGATED = re.compile(r"(?:bukan|jangan|jgn|not|tidak|tdk|gak?|nggak|ngga|engga|enggak|no) ?", re.IGNORECASE)
"""With no comma after it, it denies the name that follows."""
IN_THE_NAME_OF = word_set("nama an namanya nmnya name named called si")
LEADING = re.compile(rf"[\s,:\-]*{BLANK_AMOUNT}")


def recipient_of(said: str, *, asks_for: bool = False) -> Said:
    """Return whom a sentence sends money to, or asks for it; nothing where it denies her or names two."""
    name = corrected(said)
    if name.text:
        return name
    every = [each for each in names_after(said, FROM if asks_for else TO) if not DENIED.search(said[: each.start])]
    instead = _named_instead(said)
    if every or instead.text:
        return _one(said, every, instead)
    for name in (
        _object(said, IN_THE_NAME_OF),
        _object(said, ASKING if asks_for else GIVING),
        _at_the_start(said),
        _object(said, OWING),
    ):
        if name.text:
            return NONE if is_one_of_several(said, name) or DENIED.search(said[: name.start]) else name
    return NONE


def person_for(said: str) -> Said:
    """Return the person in "tf gocap buat dimas", where nobody else is named and it is no purpose."""
    for name in names_after(said, FOR, strict=True):
        if name.text.split()[0].lower() not in PURPOSES:
            return NONE if is_one_of_several(said, name) else name
    return NONE


def friend_of(said: str) -> Said:
    """Return the friend who is to hand out cash."""
    every = [each for each in names_after(said, FRIEND, strict=True) if not DENIED.search(said[: each.start])]
    every = [_without_friend(each) for each in every]
    return _one(said, every, _named_instead(said)) if every else _without_friend(capital_name(said))


def _without_friend(name: Said) -> Said:
    """Return the name without the word that says what cash is had from: "teman Budi" is Budi here."""
    first, _, rest = name.text.partition(" ")
    if not rest or first.lower() not in FRIEND or first.lower() not in FRIENDS:
        return name
    bare = rest.lstrip()
    return Said(name.end - len(bare), bare)


def recipient_or_leftover(said: str, *, asks_for: bool = False, may_stand_alone: bool) -> Said:
    """Return whom a sentence names by any sign; a bare word only where it alone is left."""
    name = recipient_of(said, asks_for=asks_for)
    if name.text or DENIED.search(said) or _names_two(said, FROM if asks_for else TO):
        return name
    name = person_for(said)
    if not name.text and may_stand_alone:
        name = titled_name(said)
        name = name if name.text else capital_name(said)
        name = name if name.text else leftover_name(said)
    return name


def _names_two(said: str, prepositions: frozenset[str]) -> bool:
    return bool(names_after(said, prepositions))


def _one(said: str, every: list[Said], instead: Said) -> Said:
    """Return the one that is meant: the last of those that put another right, or the only one."""
    if instead.text and (not every or instead.start > every[-1].start):
        return instead
    last = every[-1]
    if is_one_of_several(said, last):
        return NONE
    if len({each.text.casefold() for each in every}) == 1:
        return last
    return last if MARKER.search(said[every[-2].end : last.start]) else NONE


def _named_instead(said: str) -> Said:
    """Return the name in "…, eh sari aja"."""
    found = NONE
    for match in MARKER.finditer(said):
        if match.start() == 0 or NEGATED.fullmatch(match[0]):
            continue
        rest = said[match.end() :]
        words = words_in(rest)
        name = name_at(rest, words, 0, after=0, strict=True) if words else NONE
        if name.text and re.match(
            r"\s*(?:(?:aja|saja|deh|deng|dong|ya|please|instead)\b|[,.!]|\x01|$)", rest[name.end :]
        ):
            found = Said(match.end() + name.start, name.text)
    return found


def _object(said: str, verbs: frozenset[str]) -> Said:
    """Return the name right after a verb: "kirimin emak 2jt", "give Komang …", "tagih si bowo"."""
    return next(iter(names_after(said, verbs, strict=True)), NONE)


def _at_the_start(said: str) -> Said:
    """Return the name that a sentence begins with: "Lia 30k", "Bagus owes me …", "Sarah covered me, shoot her …"."""
    words = words_in(said)
    if not words:
        return NONE
    owner = OWNER.search(said)
    if owner is not None and not is_nobody(owner[1]) and owner[1].lower() not in KIN | FRIENDS:
        return Said(owner.start(1), owner[1])
    name = name_at(said, words, 0, after=words[0].start(), strict=True)
    if not name.text or is_nobody(name.text.split()[-1]):
        return NONE
    if LEADING.match(said, name.end):
        return name
    following = next((word[0].lower() for word in words if word.start() >= name.end), "")
    tells = following in OWED or (any(word[0].lower() in PRONOUNS for word in words) and len(name.text.split()) == 1)
    return name if tells else NONE
