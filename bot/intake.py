"""Intake: one message, one transaction.

`receive` keeps the message, runs the turn and queues what is said, all or nothing. Slow work happens between two
attempts with nothing open; a turn that crashes is kept as a failed one, with an apology and a case.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.chat import Flow, PinAnswer, Run
from bot.counting import counted
from bot.engine import Turn
from bot.guide import Guide
from bot.masking import Masked, mask
from bot.message import Deed, Kind, Message, Traits
from bot.saying import join_replies
from bot.state import State
from bot.talk import Outcome
from bot.understand.intents import understand
from bot.words import Speaker, t
from models.away import gone_or_back
from models.cases import CaseKind, answered_closed, open_case
from models.clock import now, to_ms
from models.conversations import (
    MASK,
    Conversation,
    Incoming,
    MessageId,
    hear,
    is_kept,
    keep_incoming,
    questions_superseded,
    queue,
    queued,
    saved,
    settled,
    step_in,
)
from models.customers import lock_customer
from models.database import Database, lost_race, lost_server
from models.executing import Write, write_together
from models.flooding import FLOOD, let_through, note
from models.held_back import release
from models.links import Link, links_closed, make_link, still_open, use_up
from models.orders import Desk
from models.orders import keep as keep_fact
from models.photo_desk import PhotoDesk
from models.pins import refusal_to_try
from models.secrets import Secrets
from models.shown import buttons_left, choices_shown
from models.slow import Outside, Slow

log = logging.getLogger(__name__)

RESTARTS_MAX = 12
LOST_MAX = 5
"""How often a turn may lose a race, or PostgreSQL itself, and be begun anew, before it is told as failed."""
GONE_SECONDS = 0.4
DEADLINE_SECONDS = 10.0
TEXT_MAX = 4_096
BLOCK = "block_account"


class End(StrEnum):
    """How a delivery ended; all but `FAILED` are answered 2xx."""

    HANDLED = "handled"
    REPEATED = "repeated"  # kept before: nothing changed
    ASIDE = "aside"  # the id of another message: kept aside, a case is open
    APOLOGISED = "apologised"  # the turn crashed: message kept, apology queued, case open
    UNREAD = "unread"  # one of a flood: counted, not read; she was told when it began
    FAILED = "failed"  # not kept: the channel shall try again


@dataclass(frozen=True)
class Received:
    """What became of a delivery."""

    end: End
    outcome: Outcome | None = None
    link: str = ""
    """The token of the page for the next secret, when one was made."""


@dataclass(frozen=True)
class Services:
    """What `app.py` hands to intake."""

    secrets: Secrets
    flows: Mapping[str, Flow]
    pin: PinAnswer
    guide: Guide
    traits: Callable[[str], Traits]
    default_language: str
    pages: str
    """The public URL under which keypad pages are served; empty when there is none."""
    typed_pins: bool = True
    """Whether a typed PIN is taken too (`PIN_ENTRY=either`)."""
    photos: PhotoDesk | None = None
    """What fetches and keeps photos."""


class Intake:
    """Takes messages, from any channel, one transaction each."""

    def __init__(self, database: Database, services: Services) -> None:
        self._database = database
        self._services = services

    @counted
    def receive(self, said: Message, *, link: Link | None = None) -> Received:
        """Keep the message and answer it, in one transaction, or say that it was not kept.

        With a `link` the message is what was typed on its page: it counts only while the link is open.
        """
        slow, lost = Slow(), 0
        said = replace(said, text=said.text[:TEXT_MAX])
        deadline = time.monotonic() + DEADLINE_SECONDS
        for _ in range(RESTARTS_MAX):
            try:
                if time.monotonic() > deadline:
                    raise TimeoutError("the turn took too long")
                try:
                    with self._database.begin() as connection:
                        return self._turn(connection, said, slow, link)
                except Outside as outside:
                    slow.do(outside)
            except DBAPIError as error:
                # Had it been kept all the same, the turn finds itself done when it is begun anew.
                gone = lost_server(error)
                if not (gone or lost_race(error)) or lost == LOST_MAX:
                    return self._apologise(said, error)
                lost += 1
                time.sleep(random.uniform(0, (GONE_SECONDS if gone else 0.02) * lost))  # noqa: S311  a pause, not a secret
            except Exception as error:  # A bug never silences a customer.
                return self._apologise(said, error)
        return self._apologise(said, RuntimeError("the turn was begun too often"))

    def ignore(
        self, channel: str, key: str, why: str, body: str, *, sender: str = "", blocked: bool = False
    ) -> Received:
        """Keep a delivery that we do not serve, so that its repeat is known.

        One about a `sender` tells whether she has blocked the bot.
        """
        digest = self._services.secrets.fingerprint("body", body)

        def keep(connection: Connection) -> Received:
            kept = keep_incoming(
                connection,
                None,
                channel=channel,
                delivery=key,
                digest=digest,
                kind="other",
                status="ignored",
                at=now(connection),
                error=why,
            )
            if kept.fresh and sender:
                gone_or_back(connection, channel, sender, blocked=blocked)
            if kept.fresh or kept.same:
                return Received(End.HANDLED if kept.fresh else End.REPEATED)
            log.error("an ignored delivery came again with other content")
            open_case(connection, CaseKind.CONFLICT, at=now(connection), detail=f"{channel}:{key}")
            return Received(End.ASIDE)

        return self._database.run(keep)

    def _turn(self, connection: Connection, said: Message, slow: Slow, link: Link | None) -> Received:
        conversation = self._enter(connection, said)
        at = conversation.at
        if link is not None and not still_open(connection, link.id, at):
            return Received(End.REPEATED)
        if conversation.unread and is_kept(connection, said.channel, said.key):
            conversation = replace(conversation, unread=0)  # A repeat is told as one, whatever the pace.
        if conversation.unread:
            conversation = hear(connection, conversation)
        if conversation.unread and not self._cannot_wait(connection, said, conversation, link, at):
            return self._unread(connection, said, conversation, at)
        run = next(iter(State.load(conversation.state).runs), None)
        masked = mask(said.text, run)
        kept = self._keep(connection, conversation, said, masked, at)
        if not kept.fresh:
            return Received(End.REPEATED if kept.same else End.ASIDE)
        traits = self._services.traits(said.channel)
        turn = Turn(
            Desk(
                connection,
                at,
                self._services.secrets,
                slow,
                conversation=conversation.id,
                message=kept.id,
                photos=self._services.photos,
            ),
            conversation,
            said,
            masked=masked,
            traits=traits,
            flows=self._services.flows,
            pin=self._services.pin,
            guide=self._services.guide,
            shown={} if traits.buttons else choices_shown(connection, conversation.id, said.text),
            typed_pins=self._services.typed_pins,
            pages=bool(self._services.pages),
        )
        outcome, before = turn.take(), conversation
        conversation = replace(conversation, identity=turn.identity, mode=outcome.mode)
        on_page = link is not None and self._wrong_on_page(connection, said, outcome, conversation, at)
        writes = self._settle(kept.id, said, masked, outcome, conversation, before, on_page=on_page)
        over = not (on_page or outcome.stands or outcome.mode == "person")
        self._deeds(connection, conversation, said, masked, run, at, asked=kept.asked, over=over)
        if on_page:
            writes.append(saved(conversation.id, mode=outcome.mode, state=outcome.state.dump()))
            write_together(connection, *writes)
            return Received(End.HANDLED, outcome)
        if link is not None:
            use_up(connection, link.id, {"fact": keep_fact(outcome.fact)} if outcome.fact else {}, at=at)
        token = self._say(connection, conversation, outcome, traits, kept.id, at, writes)
        return Received(End.HANDLED, outcome, token)

    def _enter(self, connection: Connection, said: Message) -> Conversation:
        """Lock identity, then customer."""
        return step_in(
            connection,
            channel=said.channel,
            sender=said.sender,
            address=said.to,
            phone=said.phone,
            language=self._services.default_language,
            written=said.at,
        )

    def _cannot_wait(
        self, connection: Connection, said: Message, conversation: Conversation, link: Link | None, at: datetime
    ) -> bool:
        """Return whether a message is read in the middle of a flood: it blocks the account, or comes by a page."""
        blocks = said.button.startswith(f"flow:{BLOCK}") or any(
            run.flow == BLOCK for run in State.load(conversation.state).runs[:1]
        )
        if link is None and not blocks and understand(said.text).intent != BLOCK:
            return False
        return let_through(connection, conversation.identity.id, to_ms(at), on_page=link is not None)

    def _unread(self, connection: Connection, said: Message, conversation: Conversation, at: datetime) -> Received:
        """Keep the first message of a flood and tell her once; of all others only the number is kept."""
        if conversation.unread == 1:
            masked = mask(said.text, next(iter(State.load(conversation.state).runs), None))
            kept = self._keep(connection, conversation, said, masked, at)
            if kept.fresh:
                owner = conversation.identity.customer_id
                ignored = settled(kept.id, text=masked.text, customer=owner, status="ignored", error=FLOOD)
                connection.execute(*ignored)
            words = Speaker(conversation.identity.language, at).say(
                t(
                    "Many messages came at once, so the last ones were not read and nothing was done for them. Please "
                    "wait a minute, then write again. Blocking an account works at once."
                )
            )
            queue(connection, conversation.identity, conversation.id, at=at, text=words, reply_to=kept.id)
        note(connection, conversation.id, conversation.unread)
        return Received(End.UNREAD)

    def _keep(
        self, connection: Connection, conversation: Conversation, said: Message, masked: Masked, at: datetime
    ) -> Incoming:
        # What comes from a channel's list has other bytes than its delivery: it is the same by its id.
        digest = self._services.secrets.fingerprint("body", said.body) if said.body else ""
        kept = keep_incoming(
            connection,
            conversation,
            channel=said.channel,
            delivery=said.key,
            digest=digest,
            kind=said.kind,
            status="handled",
            at=at,
            text=masked.text,
            provider_id=said.message_id,
        )
        # What came late may be a stranger's, who has her number by now: what is held waits for her own next message.
        if kept.fresh and said.late is None and self._services.traits(said.channel).window:
            release(connection, conversation.id, at)
        if kept.fresh or kept.same:
            return kept
        log.error("a delivery came again with other content: kept aside, case opened")
        keep_incoming(
            connection,
            conversation,
            channel=said.channel,
            delivery=f"{said.key}#{digest[:16]}",
            digest=digest,
            kind=said.kind,
            status="aside",
            at=at,
            text=masked.text,
        )
        open_case(
            connection,
            CaseKind.CONFLICT,
            at=at,
            conversation=conversation.id,
            customer=conversation.identity.customer_id,
            detail=f"{said.channel}:{said.key}",
        )
        return kept

    def _settle(
        self,
        message: MessageId,
        said: Message,
        masked: Masked,
        outcome: Outcome,
        conversation: Conversation,
        before: Conversation,
        *,
        on_page: bool,
    ) -> list[Write]:
        """Return what writes down how the message was understood, and that a person's answer has been read."""
        answered = dict(zip(("flow", "question", "run_key"), outcome.answered, strict=True))
        silent = "told on the keypad page" if on_page else ""
        if said.more_late and not outcome.replies:
            silent = "told with one that came late after it"
        if outcome.mode == "person" and not outcome.replies:
            silent = "a person has the conversation"
        customer = conversation.identity.customer_id
        writes = []
        # A wish that is fulfilled at once was kept as it is to stay.
        if any(outcome.answered) or silent or customer != before.identity.customer_id:
            writes.append(settled(message, text=masked.text, **answered, customer=customer, silent=silent))
        if outcome.mode == "bot":
            writes.append(answered_closed(conversation.id))
        return writes

    def _deeds(
        self,
        connection: Connection,
        conversation: Conversation,
        said: Message,
        masked: Masked,
        run: Run | None,
        at: datetime,
        *,
        asked: str,
        over: bool,
    ) -> None:
        """Queue the silent acts: a typed PIN is deleted, a tap is answered, buttons of a question that is over go."""
        deeds: list[tuple[Deed, str]] = []
        traits = self._services.traits(said.channel)
        left = buttons_left(asked) if over and traits.buttons else ""
        if said.kind is Kind.TAP:
            deeds.append((Deed.ANSWER_TAP, said.callback))
            if traits.buttons and "!" in said.button and said.message_id != left:
                deeds.append((Deed.DROP_BUTTONS, said.message_id))
        deeds.append((Deed.DROP_BUTTONS, left))
        typed = run is not None and run.keypad and MASK in masked.text
        if said.kind is not Kind.TAP and (masked.leaked or masked.number or typed):
            if traits.deletes:
                deeds.append((Deed.DELETE, said.message_id))
            if traits.redacts:
                deeds.append((Deed.REDACT, said.message_id))
        for deed, target in deeds:
            if target:
                extra = {"target": target}
                queue(connection, conversation.identity, conversation.id, at=at, kind=deed, extra=extra)

    def _wrong_on_page(
        self, connection: Connection, said: Message, outcome: Outcome, conversation: Conversation, at: datetime
    ) -> bool:
        """What was wrong on a page is told there only, and its link stays open; a wait is told in the chat too."""
        question = outcome.question
        if outcome.refused is None or question is None or outcome.run is None:
            return False
        if f"{outcome.run.key} {question.name}" != said.link:
            return False
        owner = conversation.identity.customer_id
        return (
            owner is None or not question.answer.tries or refusal_to_try(lock_customer(connection, owner), at) is None
        )

    def _say(
        self,
        connection: Connection,
        conversation: Conversation,
        outcome: Outcome,
        traits: Traits,
        reply_to: MessageId,
        at: datetime,
        writes: list[Write],
    ) -> str:
        """Queue what is said, one message for the turn, with the turn's other `writes`.

        Return the token of the keypad page in it, if there is one.
        """
        token = ""
        run, question = outcome.run, outcome.question
        if not outcome.stands and (question is None or question.answer.page is None):
            writes.append(links_closed(conversation.id, at=at))
        said = join_replies(outcome, Speaker(conversation.identity.language, at), traits, outcome.state)
        writes.append(saved(conversation.id, mode=outcome.mode, state=outcome.state.dump()))
        if said is None:
            write_together(connection, *writes)
            return ""
        if not outcome.stands:
            writes.append(questions_superseded(conversation.id))
        sealed = None
        if question is not None and run is not None and question.answer.page is not None and self._services.pages:
            token, _until = make_link(
                connection,
                self._services.secrets,
                conversation=conversation.id,
                identity=conversation.identity.id,
                run_key=run.key,
                question=question.name,
                page=said.page,
                at=at,
            )
            sealed = self._services.secrets.seal(f"{self._services.pages}/pin/{token}")
        reply = queued(
            conversation.identity,
            conversation.id,
            at=at,
            text=said.text,
            extra=said.extra(link=bool(token)),
            sealed=sealed,
            flow=run.flow if run else "",
            question=question.name if question else "",
            run_key=run.key if run else "",
            reply_to=reply_to,
        )
        write_together(connection, *writes, reply)
        return token

    def _apologise(self, said: Message, error: BaseException) -> Received:
        """Keep the message as a failed turn, say sorry, open a case; if that fails too, the channel shall try again."""
        log.error("a turn failed on %s", said.channel, exc_info=error)
        try:
            return self._database.run(lambda connection: self._fail(connection, said, error))
        except Exception:
            log.exception("a failed turn could not be kept")
            return Received(End.FAILED)

    def _fail(self, connection: Connection, said: Message, error: BaseException) -> Received:
        conversation = self._enter(connection, said)
        at = conversation.at
        masked = mask(said.text, next(iter(State.load(conversation.state).runs), None))
        kept = self._keep(connection, conversation, said, masked, at)
        if not kept.fresh:
            return Received(End.REPEATED)
        failed = settled(
            kept.id,
            text=masked.text,
            status="failed",
            error=type(error).__name__,
            customer=conversation.identity.customer_id,
        )
        connection.execute(*failed)
        words = Speaker(conversation.identity.language, at).say(
            t("Sorry, something went wrong on our side. No money has moved; a person has been told.")
        )
        queue(connection, conversation.identity, conversation.id, at=at, text=words, reply_to=kept.id)
        open_case(
            connection,
            CaseKind.FAILED_TURN,
            at=at,
            conversation=conversation.id,
            customer=conversation.identity.customer_id,
            detail=type(error).__name__,
        )
        return Received(End.APOLOGISED)
