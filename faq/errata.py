"""Errata: the mistakes of the issuer's text that are mended when it is read as it is (`faq/issuer.txt`).

Read by the loader alone. The table for people, slips included, is docs/document-errata.md; the file stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Correction:
    """In this line of the text, `wrong` stands once and is read as `right`, which may hold a customer's own places."""

    line: int
    wrong: str
    right: str
    why: str


_STRANGER = "A stranger's number as the example: the customer's own stands here, so that nobody pays into another's."
_OWN = "Your Virtual Account Number: "
_MSISDN = "An MSISDN begins with 62; the examples and lines 83 and 97 want the mobile number as it is typed, from 0."
_MULTIPLE = "An amount is not multiplied by this: lines 171 and 178 call the same rule 'multiples of'."
_SEPARATORS = "Dots and commas both part thousands in one line; a reader takes one of them for a decimal sign."
_COLUMNS = "The table has lost its columns: without them both tiers' words run together."
_APP_ONLY = "Logging out and in is the app's need; in chat the customer is Premium at once."

CORRECTIONS: tuple[Correction, ...] = (
    Correction(3, "an Mobile", "a mobile", "Spelling."),
    Correction(3, "oflline", "offline", "Spelling."),
    Correction(
        15, "Foto KTP/SIM/PASSPOR", "Take a picture of your KTP, SIM or passport", "Spelling, and half Indonesian."
    ),
    Correction(
        23, "Log out of your KasPro account KasPro", "Only in the app: log out of your KasPro account", _APP_ONLY
    ),
    Correction(
        24,
        "Log-in back to KasPro account to become premium account",
        "Only in the app: log in again. In this chat you are Premium at once",
        _APP_ONLY,
    ),
    Correction(
        32,
        "never been used in your previous account",
        "has never been used before",
        "There is no previous account: a customer has one (lines 237 to 239). What is meant is an earlier PIN.",
    ),
    Correction(42, "MSISDN", "mobile number", _MSISDN),
    Correction(43, "Example : Mobile Number / MSISDN 081967362787", "Your mobile number: {phone}", _STRANGER),
    Correction(44, "Example Virtual Account Number: 10901 081967362787", _OWN + "{va_bni}", _STRANGER),
    Correction(47, "MSISDN", "mobile number", _MSISDN),
    Correction(48, "Example Virtual Account Number: 3929 081234567891", _OWN + "{va_cimb}", _STRANGER),
    Correction(51, "MSISDN", "mobile number", _MSISDN),
    Correction(52, "Example Virtual Account Number: 10901 081234567891", _OWN + "{va_bca}", _STRANGER),
    Correction(55, "MSISDN", "mobile number", _MSISDN),
    Correction(56, "Example Virtual Account Number: 81212 081234567891", _OWN + "{va_bri}", _STRANGER),
    Correction(59, "MSISDN", "mobile number", _MSISDN),
    Correction(60, "Example Virtual Account Number: 3929 081234567891", _OWN + "{va_other}", _STRANGER),
    Correction(
        67,
        "(3929+your mobile number) as the destination account.",
        "It is {va_other} (3929+your mobile number), the destination account.",
        "Steps 5 and 6 are one sentence that a number cut in two (lines 83 and 97 have it whole).",
    ),
    Correction(74, "()", "({va_bni})", "The bracket is empty; lines 83, 89 and 97 have the number there."),
    Correction(
        84,
        "your 6 digit PIN",
        "your bank's 6 digit PIN (never your KasPro PIN)",
        "The page is CIMB Clicks'; a KasPro PIN is told to nobody (line 241).",
    ),
    Correction(
        88,
        "KECA VIRTUAL ACCOUNT TRANSFER",
        "TRANSFER KE BCA VIRTUAL ACCOUNT (transfer to BCA virtual account)",
        "Letters are missing: 'ke BCA', to BCA, as in line 127 (TO BCA VIRTUAL ACCOUNT).",
    ),
    Correction(89, "10901081991532498", "{va_bca}", _STRANGER),
    Correction(
        104,
        "86931234567809",
        "{va_bni}",
        "8693 is no prefix of ours: BNI's is 10901 (line 42). The number is a stranger's, too.",
    ),
    Correction(113, "MSISDN", "mobile number", _MSISDN),
    Correction(114, "Example Virtual Account Number: 3929 081234567891", _OWN + "{va_cimb}", _STRANGER),
    Correction(124, "MSISDN", "mobile number", _MSISDN),
    Correction(125, "Example Virtual Account Number: 10901 081234567891", _OWN + "{va_bca}", _STRANGER),
    Correction(127, "ACCOUNT ACCOUNT", "ACCOUNT", "A word twice: the menu is BCA VIRTUAL ACCOUNT (line 88)."),
    Correction(132, "MSISDN", "mobile number", _MSISDN),
    Correction(133, "Example Virtual Account Number: 3929 081234567891", _OWN + "{va_other}", _STRANGER),
    Correction(
        136,
        "002",
        "022",
        "CIMB Niaga's bank code is 022 (lines 65 and 96, and the list of Bank Indonesia, where 002 is BRI).",
    ),
    Correction(143, "Dandan", "Dan+Dan", "The shop is called Dan+Dan (lines 168 and 169)."),
    Correction(147, "Multiplied by", "in multiples of", _MULTIPLE),
    Correction(147, "IDR 1.000.000", "IDR 1,000,000", _SEPARATORS),
    Correction(155, "Multiplied by", "in multiples of", _MULTIPLE),
    Correction(
        184,
        "CASH WITHDRAWAL WITHDRAWAL FROM FRIENDS",
        "CASH WITHDRAWAL > WITHDRAWAL FROM FRIENDS",
        "Two menus without the sign between them that other steps have.",
    ),
    Correction(191, "Rp. 1.000.000,-", "Rp. 1,000,000,-", _SEPARATORS),
    Correction(227, "Services Regular User Premium User", "Services: Regular User; Premium User", _COLUMNS),
    Correction(
        228,
        "RegistrationThrough mobile appsThrough Mobile Apps or in outlet location",
        "Registration: Regular User through mobile apps; Premium User through mobile apps or in outlet location",
        _COLUMNS,
    ),
    Correction(229, "Maximum BalanceRp", "Maximum Balance: Regular User Rp", _COLUMNS),
    Correction(229, "000Rp", "000; Premium User Rp", _COLUMNS),
    Correction(230, "Purchase / RefillYesYes", "Purchase / Refill: Regular User Yes; Premium User Yes", _COLUMNS),
    Correction(231, "Bill PaymentYesYes", "Bill Payment: Regular User Yes; Premium User Yes", _COLUMNS),
    Correction(232, "Payment of MerchantYesYes", "Payment of Merchant: Regular User Yes; Premium User Yes", _COLUMNS),
    Correction(
        233,
        "Money Transfer (P2P)NoYes",
        "Money Transfer (P2P): Regular User No (sending; receiving is open to all); Premium User Yes",
        _COLUMNS + " The incoming funds of line 235 are a Regular User's, too, so No is about sending.",
    ),
    Correction(234, "Cash WithdrawalNoYes", "Cash Withdrawal: Regular User No; Premium User Yes", _COLUMNS),
    Correction(235, "per monthRp", "per month: Regular User Rp", _COLUMNS),
    Correction(235, "000Rp", "000; Premium User Rp", _COLUMNS),
    Correction(
        254,
        'the bank code "3929"',
        'the bank code "022" of CIMB Niaga (the published text says "3929", which is how the number begins)',
        "3929 begins the virtual account number (lines 47, 59, 83, 97); the bank's code is 022 (lines 65 and 96).",
    ),
)
