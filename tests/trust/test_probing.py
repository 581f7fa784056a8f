"""What asking again and again could find out: nothing of another's balance, and nobody's wallet."""

from __future__ import annotations

from datetime import timedelta

from tests.stage import PIN, Stage

NOT_TODAY = "Hari ini belum bisa kirim ke nomor ini."


def test_a_payees_balance_is_not_found_out_by_amounts_that_are_never_sent(stage: Stage) -> None:
    stage.say("telegram", "budi", "kirim 10rb ke 081298764567")
    for thousands in range(11, 18):
        stage.say("telegram", "budi", f"eh {thousands}rb")
        assert f"Kirim *Rp{thousands}.000*" in stage.last("telegram", "budi")
    stage.say("telegram", "budi", "eh 18rb")
    assert NOT_TODAY in stage.last("telegram", "budi")
    stage.say("telegram", "budi", "kirim 10rb ke 081298764567")
    assert "Kirim *Rp10.000*" in stage.last("telegram", "budi"), "an amount asked before tells nothing new"


def test_who_sends_may_go_on_asking(stage: Stage) -> None:
    for thousands in range(10, 30):
        stage.say("telegram", "budi", f"kirim {thousands}rb ke 081298764567")
        stage.say("telegram", "budi", "ya")
        stage.enter("telegram", "budi", PIN)
        assert "terkirim" in stage.last("telegram", "budi")


def test_a_number_proved_long_ago_is_proved_anew(empty_stage: Stage) -> None:
    stage = empty_stage
    stage.say("telegram", "joko", "daftar")
    stage.share("telegram", "joko", "joko")
    stage.say("telegram", "joko", stage.code("joko"))
    assert "Nama depanmu?" in stage.last("telegram", "joko")
    stage.wait(timedelta(hours=25))
    stage.say("telegram", "joko", "halo")
    stage.tap("telegram", "joko", "Lanjutkan")
    assert "OTP" in stage.last("telegram", "joko")
