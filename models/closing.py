"""Closing: a customer ends her wallet for good, at balance zero. Her channels are unlinked, the ledger is kept.

Her number and e-mail become free for a new wallet; the row keeps what they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from .cases import CaseKind, end_of, open_case
from .conversations import tell
from .customers import CustomerId, Tier, lock_customer
from .ending_tokens import void_all
from .ledger import Wallet, lock, wallet_of
from .money import Money
from .orders import Agreed, Desk, Fact, Order, Refusal, fact, handles
from .standing import refusal_to_use


@fact("account_closed")
@dataclass(frozen=True)
class AccountClosed(Fact):
    """The wallet is closed, and this channel is nobody's any more."""

    SAY = "all"
    first_name: str
    at: datetime


@fact("still_has_money")
@dataclass(frozen=True)
class StillHasMoney(Refusal):
    """There is money left: a Premium customer sends or withdraws it first."""

    balance: Money


@fact("still_has_holds")
@dataclass(frozen=True)
class StillHasHolds(Refusal):
    """Money is held, or on its way in: that ends first."""

    held: Money


@fact("closing_needs_a_person")
@dataclass(frozen=True)
class ClosingNeedsAPerson(Fact):
    """A Regular customer can neither send nor withdraw what is left: a case is open."""

    balance: Money


@dataclass(frozen=True)
class CloseAccount(Order[Fact]):
    """Close the payer's own wallet."""

    payer: CustomerId


@dataclass(frozen=True)
class AskToClose(Order[Fact]):
    """Have a person see to what a Regular customer has left."""

    customer: CustomerId
    balance: Money


_UNLINK = text("UPDATE identities SET customer_id = NULL WHERE customer_id = :id")
_CLOSE = text(
    "UPDATE customers SET status = 'closed', former_phone = phone, former_email = email, "
    "phone = 'closed:' || CAST(id AS VARCHAR), email = 'closed:' || CAST(id AS VARCHAR) "
    "WHERE id = :id AND status = 'active'"
)
_COMING = text("SELECT credits_pending FROM accounts WHERE id = :id")


def refusal_to_close(desk: Desk, wallet: Wallet) -> Refusal | None:
    """Return what keeps a wallet from being closed now, or None (terms 3.8: no money may be left in it)."""
    if wallet.held:
        return StillHasHolds(held=wallet.held)
    coming = Money(desk.connection.execute(_COMING, {"id": wallet.account_id}).scalar_one())
    if coming:
        return StillHasHolds(held=coming)
    if wallet.balance:
        return StillHasMoney(balance=wallet.balance)
    return None


@handles(CloseAccount, agreed=True)
def close_account(desk: Desk, agreed: Agreed[CloseAccount]) -> Fact:
    """Close it, tell every channel while it still is hers, then unlink them all."""
    owner = lock_customer(desk.connection, agreed.order.payer)
    standing = refusal_to_use(owner)
    if standing is not None:
        return standing
    lock(desk.connection, wallet_of(desk.connection, owner.id).account_id)
    refusal = refusal_to_close(desk, wallet_of(desk.connection, owner.id))
    if refusal is not None:
        return refusal
    closed = AccountClosed(first_name=owner.first_name, at=desk.now)
    void_all(desk, owner.id)
    if desk.connection.execute(_CLOSE, {"id": owner.id}).rowcount != 1:
        raise RuntimeError("an account under our lock could not be closed")
    end_of(desk.connection, owner.id, CaseKind.CLOSING)
    tell(desk, owner.id, closed)
    desk.connection.execute(_UNLINK, {"id": owner.id})
    return closed


@handles(AskToClose)
def ask_to_close(desk: Desk, order: AskToClose) -> Fact:
    """Open the case once; Premium customers need none."""
    owner = lock_customer(desk.connection, order.customer)
    if owner.tier is Tier.PREMIUM:
        return StillHasMoney(balance=order.balance)
    open_case(
        desk.connection,
        CaseKind.CLOSING,
        at=desk.now,
        conversation=desk.conversation,
        customer=owner.id,
        detail=f"wants to close with Rp{int(order.balance):,} left",
    )
    return ClosingNeedsAPerson(balance=order.balance)
