"""Buttons that many replies share. Labels are verbs or the bare choice, at most 20 characters."""

from __future__ import annotations

from bot.message import Button
from bot.words import t

CHECK_BALANCE = Button(t("Check balance"), "flow:balance")
SEE_HISTORY = Button(t("See history"), "flow:history")
SEND_MONEY = Button(t("Send money"), "flow:transfer")
TOP_UP = Button(t("Top up"), "flow:topup")
WITHDRAW = Button(t("Withdraw cash"), "flow:withdraw")
GO_PREMIUM = Button(t("Go Premium"), "flow:upgrade_premium")
BLOCK_ACCOUNT = Button(t("Block account"), "flow:block_account")
CHANGE_PIN = Button(t("Change PIN"), "flow:change_pin")
FORGOT_PIN = Button(t("Forgot PIN"), "flow:forgot_pin")
SIGN_UP = Button(t("Sign up"), "flow:register")
LINK_ACCOUNT = Button(t("Link my account"), "flow:link")
SPEAK_ENGLISH = Button(t("English"), "flow:language?language=en")
SPEAK_INDONESIAN = Button(t("Indonesia"), "flow:language?language=id")
CHANGE_LANGUAGE = Button(t("Change language"), "flow:language")
TALK_TO_A_PERSON = Button(t("Talk to a person"), "flow:human")
BACK_TO_BOT = Button(t("Back to the bot"), "do:bot")
SEE_MENU = Button(t("See menu"), "do:menu")

CANCEL = Button(t("Cancel"), "do:cancel")
CONTINUE = Button(t("Continue"), "do:resume")
CHANGE_AMOUNT = Button(t("Change amount"), "change:amount")
CHANGE_RECIPIENT = Button(t("Change recipient"), "change:recipient")
CHANGE_NOTE = Button(t("Change note"), "change:note")
CHANGE_PLACE = Button(t("Change place"), "change:place")
SHARE_NUMBER = Button(t("Share my number"), "contact:")
