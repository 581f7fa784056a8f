"""Small talk: whole messages about the talk itself: "apa?", an insult, "are you a robot", "what can you do", signs.

Asked by the engine before anything else is understood. It never reads a value, and a message that says more is none.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from bot.understand.normalise import normalise
from bot.understand.requests import without_politeness, words_of
from bot.understand.vocabulary import HONORIFICS
from bot.understand.wordlists import phrase_set, word_set

LENGTH_MAX = 80
LONG_FROM = 400
"""Nobody's request is as long as this: it is a text that was passed on, or a whole story."""


class SmallTalk(StrEnum):
    """What a message is about that asks for nothing of the wallet's."""

    REPEAT = "repeat"
    INSULT = "insult"
    ROBOT = "robot"
    PERSON = "person"  # "are you human?": the same question, the other answer
    WHO = "who"  # "who is this", "bot or human?"
    ABILITIES = "abilities"
    THANKS = "thanks"  # by signs alone
    SIGNS = "signs"  # emoji, punctuation: nothing that can be read
    OTHER_SCRIPT = "other script"
    LONG = "long"


REPEAT = phrase_set(
    "apa|apaan|hah|hah apa|apa tadi|tadi apa|apa itu tadi|gimana|gimana tadi|bagaimana|bagaimana tadi|ulang|ulangi|"
    "ulangin|ulang lagi|ulangi lagi|tolong ulangi|coba ulangi|"
    "bisa diulang|bisa diulangi|diulang|ulangi pertanyaannya|"
    "ulangi yang tadi|apa pertanyaannya|pertanyaannya apa|tadi tanya apa|"
    "tadi nanya apa|tanya apa tadi|nanya apa tadi|"
    "kamu tanya apa|maksudnya|maksudnya apa|maksud kamu apa|"
    "maksud kamu|apa maksudnya|apa maksud kamu|sampai mana tadi|"
    "sampai dimana tadi|what|what what|huh|sorry what|what did you say|what was that|what do you mean|"
    "say again|say that again|say it again|come again|repeat|repeat that|repeat it|repeat please|can you repeat|"
    "can you repeat that|could you repeat that|again|again please|once more|one more time|what was the question|"
    "what is the question|what's the question|which question|pardon|"
    "pardon me|i beg your pardon|where were we|what now"
)
ROBOT = phrase_set(
    "ini bot|ini robot|bot ini|kamu bot|kamu robot|lu bot|anda bot|anda robot|kamu ini bot|kamu itu bot|"
    "apakah ini bot|apakah ini robot|apakah kamu bot|apakah kamu robot|apakah anda robot|apakah anda bot|"
    "ini mesin|ini ai|kamu ai|ini chatbot|ini jawaban otomatis|ini otomatis|balasan otomatis|"
    "saya bicara dengan bot|saya bicara sama bot|saya bicara dengan robot|saya chat sama bot|"
    "lagi bicara sama bot|bot|robot|chatbot|are you a bot|are you a robot|are you robot|are you bot|"
    "are you an ai|are you ai|are you a machine|is this a bot|is this bot|is this a robot|is this an ai|"
    "is this ai|is it a bot|you are a bot|you're a bot|so you are a bot|am i talking to a bot|"
    "am i talking to a robot|am i talking to a machine|am i chatting with a bot|is this automated|chatgpt|"
    "are you chatgpt|kamu chatgpt|ini chatgpt"
)
PERSON = phrase_set(
    "kamu manusia|kamu orang|ini manusia|ini orang|ini orang beneran|ini orang asli|kamu orang beneran|"
    "kamu orang asli|kamu manusia beneran|anda manusia|anda orang|apakah kamu manusia|apakah anda manusia|"
    "apakah kamu orang|apakah ini manusia|apakah ini orang|ini admin beneran|kamu beneran orang|"
    "kamu beneran manusia|are you human|are you a human|are you a person|are you a real person|are you real|"
    "is this a human|is this a person|is this a real person|am i talking to a human|am i talking to a person|"
    "am i talking to a real person"
)
WHO = phrase_set(
    "ini bot atau orang|ini bot atau manusia|ini bot apa orang|ini bot apa manusia|ini orang atau bot|"
    "ini orang apa bot|ini orang atau robot|ini manusia atau bot|ini manusia atau robot|ini manusia apa bot|"
    "kamu bot atau orang|kamu bot atau manusia|kamu manusia atau bot|kamu manusia atau robot|kamu orang atau bot|"
    "kamu orang apa bot|are you a bot or a human|are you a bot or a person|are you human or bot|"
    "are you a human or a bot|are you human or robot|are you a person or a bot|bot or human|human or bot|"
    "robot or human|siapa kamu|kamu siapa|ini siapa|siapa ini|dengan siapa ini|ini dengan siapa|"
    "saya bicara dengan siapa|nama kamu siapa|siapa nama kamu|nama kamu|who are you|who is this|who's this|"
    "who am i talking to|what are you|what is your name|what's your name|whats your name|your name"
)
ABILITIES = phrase_set(
    "bisa apa aja|bisa apa saja|bisa apa|kamu bisa apa|"
    "kamu bisa apa aja|kamu bisa apa saja|bisa ngapain|bisa ngapain aja|"
    "kamu bisa ngapain|kamu bisa ngapain aja|di sini bisa apa|"
    "di sini bisa apa aja|disini bisa apa|disini bisa apa aja|"
    "disini bisa apa saja|bot ini bisa apa|bot ini bisa apa aja|ini bisa apa aja|ini bisa apa saja|ini bot bisa apa|"
    "bisa bantu apa|bisa bantu apa aja|bisa bantu apa saja|kamu bisa bantu apa|kamu bisa bantu apa aja|"
    "apa yang bisa kamu bantu|apa yang bisa kamu lakukan|apa saja yang bisa kamu lakukan|apa aja yang bisa dilakukan|"
    "apa saja yang bisa dilakukan|apa yang bisa dilakukan|apa yang bisa saya lakukan|"
    "fiturnya apa aja|fiturnya apa saja|"
    "fitur apa aja|fitur apa saja|ada fitur apa|ada fitur apa aja|fitur|fiturnya|layanan apa aja|layanan apa saja|"
    "layanannya apa aja|ada layanan apa aja|ada layanan apa saja|ada menu apa|ada menu apa aja|menunya apa aja|"
    "what can you do|what can u do|what do you do|what can this bot do|what can i do|what can i do here|"
    "what can i ask|what can i ask you|what else can you do|what are you able to do|what things can you do|"
    "what can you help with|what can you help me with|what can you do for me|how can you help|how can you help me|"
    "what can this do|what services do you have|what features do you have|what features are there|features|"
    "your features|what are my options|options|what are the options"
)
_AROUND = HONORIFICS | word_set(
    "ya yah sih nih deh dong lho loh kah ini sebenarnya beneran emang emangnya memang eh hey hi"
)
"""What may stand at either end of such a question without changing it."""

INSULTS = word_set(
    "anjing anjeng anjg anjng ajg anj bangsat bgst bangsad "
    "bajingan brengsek brengs keparat kampret bedebah goblok goblog "
    "gblk gblok tolol tll bego bodoh dungu idiot idiots stupid dumb dumbass moron morons imbecile babi monyet asu "
    "jancok jancuk cok tai taik kontol kntl memek mmk ngentot ngentod pepek sialan setan iblis fuck fucking fck "
    "fuk fu stfu wtf shit shitty bullshit asshole bastard "
    "bastards bitch crap crappy useless sucks suck trash garbage "
    "sampah payah pathetic"
)
_STRONG = INSULTS - word_set("cok fu payah useless crap sampah trash garbage suck sucks")
"""These are insults by themselves; the others only when they are said of the bot or the wallet."""
_OF_US = word_set(
    "bot botnya robot kaspro you u ur your lu lo loe "
    "elo kamu kau anda this app aplikasi aplikasinya dasar sistem service "
    "layanan cs admin"
)
_INSULTS_MAY_HAVE = (
    _OF_US
    | HONORIFICS
    | word_set(
        "banget amat sih ah emang memang si woi woy hey hei hai is are so "
        "very such a an the r off up go to hell and dan it its "
        "it's you're youre what as ya loh lho deh nih aja semua kalian ini itu of piece total completely really just "
        "absolutely my god oh kok juga yang paling mother"
    )
)
_GREETED = word_set("bot robot chatbot")
"""Alone they ask; "halo bot" greets."""
_MARKS_OF_THANKS = frozenset("🙏👍❤💙💚🤝🙌😍🥰😘💪👏")
_ASKS_ALONE = re.compile(r"[?!\s]*\?[?!\s]*")
_LATIN_MIN = 0.5


@lru_cache(maxsize=256)
def small_talk(text: str) -> SmallTalk | None:
    """Return what a whole message says about the talk itself; None for everything else."""
    text = text.strip()
    if not text:
        return None
    if len(text) > LONG_FROM:
        return SmallTalk.LONG
    if _ASKS_ALONE.fullmatch(text):
        return SmallTalk.REPEAT
    if not any(sign.isalnum() for sign in text):
        return _signs(text)
    if _is_other_script(text):
        return SmallTalk.OTHER_SCRIPT
    if len(text) > LENGTH_MAX or any(sign.isnumeric() for sign in text):
        return None
    words = words_of(normalise(text).replace("’", "'"))
    if not words:
        return None
    if _insults(words):
        return SmallTalk.INSULT
    whole, bare = " ".join(words), " ".join(_bare(words))
    if bare != whole and bare in _GREETED:
        return None
    for about, phrases in _PHRASES:
        if whole in phrases or bare in phrases:
            return about
    if "?" in text and " ".join(without_politeness(words)) in REPEAT:
        return SmallTalk.REPEAT
    return None


_PHRASES = (
    (SmallTalk.ROBOT, ROBOT),
    (SmallTalk.PERSON, PERSON),
    (SmallTalk.WHO, WHO),
    (SmallTalk.ABILITIES, ABILITIES),
    (SmallTalk.REPEAT, REPEAT),
)


def _bare(words: list[str]) -> list[str]:
    """Return the words without what only colours them, at both ends; never nothing."""
    start, end = 0, len(words)
    while end - start > 1 and words[end - 1] in _AROUND | {"please", "tolong"}:
        end -= 1
    while end - start > 1 and words[start] in (_AROUND - {"ini"}) | {"halo", "hello", "please", "tolong", "coba"}:
        start += 1
    return words[start:end]


def _insults(words: list[str]) -> bool:
    """Return whether a message is an insult and nothing else."""
    said = set(words)
    if not said & INSULTS or not said <= INSULTS | _INSULTS_MAY_HAVE:
        return False
    return bool(said & _STRONG or said & _OF_US)


def _signs(text: str) -> SmallTalk:
    seen = {sign for sign in text if unicodedata.category(sign) in ("So", "Sm", "Sk") and not _is_skin(sign)}
    return SmallTalk.THANKS if seen and seen <= _MARKS_OF_THANKS else SmallTalk.SIGNS


def _is_skin(sign: str) -> bool:
    return "\U0001f3fb" <= sign <= "\U0001f3ff"


def _is_other_script(text: str) -> bool:
    """Return whether most letters are of a script that neither of our languages is written in."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return False
    latin = sum(unicodedata.name(sign, "").startswith(("LATIN", "FULLWIDTH LATIN")) for sign in letters)
    return latin < len(letters) * _LATIN_MIN
