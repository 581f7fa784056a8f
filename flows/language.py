"""Language: Indonesian or English, at any time."""

from __future__ import annotations

from bot import buttons
from bot.chat import Chat, Topic, flow
from bot.message import Ask, Button, Reply
from bot.words import says, t
from flows.answers import Choice
from models.languages import LanguageSet, SetLanguage
from models.me import Me, Stranger
from models.orders import Fact, Order

CHOICES = {"id": Button(t("Indonesia"), "answer:id"), "en": Button(t("English"), "answer:en")}


@flow("language", who="all", while_blocked=True)
def language(chat: Chat, who: Me | Stranger) -> Order[Fact]:
    """Which language; everything is said in it from then on."""
    chat.topic = Topic(t("choosing a language"))
    chosen = chat.ask("language", Choice(CHOICES, slots=("language",)), t("Which language?"))
    return SetLanguage(chat.run.key, who.identity.id, who.identity.customer_id, chosen)


@says(LanguageSet)
def language_set(_told: LanguageSet) -> Reply:
    """In the new language already."""
    return Reply(t("English from now on."), (buttons.SEE_MENU,), Ask.CHOICE)
