"""Applications: who may apply, what reviewers may do, and that a number and a photo stand nowhere in clear."""

from __future__ import annotations

import io
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.intake import End, Intake
from bot.message import Deed, Kind
from models.applications import application, open_application, open_applications, requeue
from models.applying import Applied, Apply, ApplyRefused, SendAgain, number_of, seal_number
from models.customers import Tier, customer
from models.housekeeping import forget_photos, sweep_media
from models.id_numbers import IdKind, NumberFault, is_plausible_nik, read_id_number
from models.kept_photos import PhotoKind, names, photos_of
from models.photos import PhotoFault
from tests import sent_photos
from tests.rows import all_rows, messages
from tests.stage import ID_NUMBERS, PIN, Stage

SARI = "081298764567"
NIK = ID_NUMBERS["ktp"]


def applies(stage: Stage, card: str = "ktp", channel: str = "telegram") -> None:
    """Sari asks to be Premium, to the end."""
    stage.say(channel, "sari", "naik premium")
    stage.say(channel, "sari", card)
    for _ in range(2):
        stage.send_photo(channel, "sari")
    stage.enter(channel, "sari")


def row(stage: Stage) -> dict[str, Any]:
    """The newest application."""
    return max(all_rows(stage.database)["applications"], key=lambda each: int(each["id"]))


@pytest.fixture
def reviewed(stage: Stage) -> Stage:
    """Dewi reviews, Tono may not, Ani supervises, and Sari has applied."""
    for name, role in (("dewi", "reviewer"), ("tono", "agent"), ("ani", "supervisor"), ("umar", "auditor")):
        stage.staff(["add", name, "--role", role])
    applies(stage)
    return stage


# The number.


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("ktp", NIK, NIK),
        ("ktp", "3171 0465 1295 0003", NIK),
        ("ktp", "3171-0465.1295 0003", NIK),
        ("ktp", "3171042512950003", "3171042512950003"),
        ("ktp", "3171042902960003", "3171042902960003"),
        ("ktp", "3171043002960003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171047212950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171040012950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171044012950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171042513950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171042500950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "1071042512950003", NumberFault.NOT_PLAUSIBLE),
        ("ktp", "3171042512950000", NumberFault.NOT_PLAUSIBLE),
        ("ktp", NIK[:-1], NumberFault.SHAPE),
        ("ktp", NIK + "1", NumberFault.SHAPE),
        ("ktp", "", NumberFault.SHAPE),
        ("ktp", "３１７１０４６５１２９５０００３", NumberFault.SHAPE),
        ("ktp", "nik " + NIK, NumberFault.SHAPE),
        ("sim", "950512340021", "950512340021"),
        ("sim", "9505-1234-002123", "95051234002123"),
        ("sim", "95051234002", NumberFault.SHAPE),
        ("sim", "950512340021234", NumberFault.SHAPE),
        ("passport", "b 1234567", "B1234567"),
        ("passport", "AB123456", "AB123456"),
        ("passport", "X12345", NumberFault.SHAPE),
        ("passport", "ABC123456", NumberFault.SHAPE),
        ("passport", "12345678", NumberFault.SHAPE),
    ],
)
def test_a_number_is_read(kind: str, typed: str, read: str | NumberFault) -> None:
    assert read_id_number(IdKind(kind), typed) == read


def test_no_virtual_account_passes_for_a_nik() -> None:
    assert not is_plausible_nik("1090108127766554")


# Applying.


def test_an_application_is_queued_with_what_proves_her(reviewed: Stage) -> None:
    kept = row(reviewed)
    assert (kept["status"], kept["id_kind"], kept["fresh"], kept["round"]) == ("queued", "ktp", "both", 0)
    with reviewed.database.begin() as connection:
        found = open_application(connection, reviewed.id_of("sari"))
        assert found is not None
        assert number_of(reviewed.desk(connection), found) == NIK
        photos = photos_of(connection, reviewed.id_of("sari"))
        assert [(each.id, each.kind, each.application) for each in photos] == [
            (found.id_photo, PhotoKind.ID, found.id),
            (found.selfie, PhotoKind.SELFIE, found.id),
        ]
        assert NIK not in repr(found)


def test_one_is_open_at_a_time(reviewed: Stage) -> None:
    first = row(reviewed)
    with reviewed.database.begin() as connection:
        desk, sari = reviewed.desk(connection), reviewed.id_of("sari")
        order = Apply("again", sari, IdKind.SIM, first["id_photo"], first["selfie"], seal_number(desk, sari, NIK))
    assert reviewed.order(order) == ApplyRefused(premium=False)
    again = text(
        "INSERT INTO applications (order_key, customer_id, id_kind, id_photo, selfie, number, status, wanted, reason, "
        "fresh, round, decided_by, queued_at, created_at) SELECT 'x', customer_id, id_kind, id_photo, selfie, number, "
        "'photo_wanted', 'id', reason, fresh, round, decided_by, queued_at, created_at FROM applications"
    )
    with pytest.raises(IntegrityError), reviewed.database.begin() as connection:
        connection.execute(again)


def test_who_is_premium_by_then_applies_no_more(stage: Stage) -> None:
    stage.make_premium("sari")
    assert stage.order(Apply("a", stage.id_of("sari"), IdKind.KTP, 1, 2, "")) == ApplyRefused(premium=True)


def test_somebody_elses_photo_is_not_taken(reviewed: Stage) -> None:
    first = row(reviewed)
    with reviewed.database.begin() as connection:
        budi = reviewed.id_of("budi")
        sealed = seal_number(reviewed.desk(connection), budi, NIK)
        connection.execute(text("UPDATE customers SET tier = 'regular'"))
    order = Apply("b", budi, IdKind.KTP, first["id_photo"], first["selfie"], sealed)
    with pytest.raises(LookupError):
        reviewed.order(order)
    assert len(all_rows(reviewed.database)["applications"]) == 1


def test_the_photos_that_were_wanted_are_taken_once(reviewed: Stage) -> None:
    reviewed.staff(["refuse", "1", "--photo", "selfie", "--reason", "covered", "--by", "dewi"])
    with reviewed.database.begin() as connection:
        asked = application(connection, 1)
        assert asked is not None
    late = SendAgain("late", reviewed.id_of("sari"), 1, asked.round, 0, asked.id_photo)
    assert reviewed.order(late) == Applied(1)
    assert reviewed.order(late) == ApplyRefused(premium=False)
    with reviewed.database.begin() as connection:
        assert not requeue(connection, asked, id_photo=1, selfie=2, at=asked.created_at)
    assert row(reviewed)["fresh"] == "selfie"


# Reviewing.


def test_an_approved_customer_is_premium_at_once_and_told_everywhere(reviewed: Stage) -> None:
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 0
    reviewed.send()
    with reviewed.database.read() as connection:
        assert customer(connection, reviewed.id_of("sari")).tier is Tier.PREMIUM
        assert open_applications(connection) == []
    for channel in ("telegram", "whatsapp"):
        assert "Premium, Sari" in reviewed.last(channel, "sari")
    assert [row(reviewed)[name] for name in ("status", "decided_by")] == ["approved", "dewi"]


@pytest.mark.parametrize("name", ["tono", "umar", "nobody"])
def test_only_reviewers_and_supervisors_decide(reviewed: Stage, name: str, tmp_path: Path) -> None:
    for act in (
        ["approve", "1"],
        ["refuse", "1", "--photo", "id", "--reason", "cut"],
        ["refuse", "1", "--final", "--reason", "expired"],
        ["show-photo", "1", "id", "--to", str(tmp_path / "photo.jpg")],
        ["show-number", "1"],
    ):
        assert reviewed.staff([*act, "--by", name]) == 2
    assert row(reviewed)["status"] == "queued"
    assert list(tmp_path.glob("photo*")) == []


def test_nothing_is_decided_twice(reviewed: Stage) -> None:
    assert reviewed.staff(["refuse", "1", "--photo", "both", "--reason", "cut", "--by", "dewi"]) == 0
    assert reviewed.staff(["approve", "1", "--by", "ani"]) == 2
    assert reviewed.staff(["refuse", "1", "--photo", "id", "--reason", "cut", "--by", "ani"]) == 2
    assert reviewed.staff(["refuse", "1", "--final", "--reason", "cut", "--by", "ani"]) == 0
    assert reviewed.staff(["refuse", "1", "--final", "--reason", "cut", "--by", "dewi"]) == 2
    assert reviewed.staff(["approve", "7", "--by", "ani"]) == 2
    assert row(reviewed)["decided_by"] == "ani"


@pytest.mark.parametrize(
    ("how", "accepted"),
    [
        (["--photo", "id", "--reason", "ugly"], False),
        (["--photo", "id", "--reason", "not_same_person"], False),
        (["--photo", "selfie", "--reason", "expired"], False),
        (["--photo", "both", "--reason", "expired"], False),
        (["--photo", "both", "--reason", "expired", "--reason", "not_same_person"], True),
        (["--photo", "both", "--reason", "cut", "--reason", "cut", "--reason", "cut"], False),
        (["--photo", "id", "--reason", "cut", "--reason", "blurred"], False),
        (["--final", "--reason", "wrong_kind"], True),
        (["--final", "--reason", "because"], False),
    ],
)
def test_reasons_are_from_the_list(
    reviewed: Stage, how: list[str], accepted: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (reviewed.staff(["refuse", "1", *how, "--by", "dewi"]) == 0) is accepted
    said = capsys.readouterr().err
    assert accepted or "blurred" in said or "reason" in said


def test_the_queue_tells_who_waits_for_whom(reviewed: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed.staff(["applications"])
    printed = capsys.readouterr().out
    assert printed.endswith("#1 Sari W. 0812••••4567, ktp, round 1, since 14:05 WIB, new photos: both\n")
    reviewed.staff(["refuse", "1", "--photo", "id", "--reason", "cut", "--by", "dewi"])
    reviewed.staff(["applications"])
    assert "waits for the customer's photo: id (cut)" in capsys.readouterr().out
    reviewed.send()
    reviewed.send_photo("telegram", "sari")
    reviewed.staff(["applications"])
    assert "ktp, round 2, since 14:05 WIB, new photos: id" in capsys.readouterr().out
    reviewed.staff(["approve", "1", "--by", "dewi"])
    capsys.readouterr()
    reviewed.staff(["applications"])
    assert capsys.readouterr().out == "No application waits.\n"


def test_a_reviewer_looks_at_a_photo(reviewed: Stage, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    assert reviewed.staff(["show-photo", "1", "selfie", "--to", str(file), "--by", "dewi"]) == 0
    assert Image.open(io.BytesIO(file.read_bytes())).size == (960, 640)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert reviewed.staff(["show-photo", "1", "id", "--to", str(file), "--by", "dewi"]) == 2
    assert file.read_bytes() == before


def looks(stage: Stage, folder: Path, photo: str, by: str = "dewi") -> None:
    """A reviewer looks at a photo, and deletes the file."""
    file = folder / "looked.jpg"
    assert stage.staff(["show-photo", "1", photo, "--to", str(file), "--by", by]) == 0
    file.unlink()


DECISIONS = (
    ["approve", "1"],
    ["refuse", "1", "--photo", "id", "--reason", "cut"],
    ["refuse", "1", "--final", "--reason", "expired"],
)


def sends_again(stage: Stage, photo: str, count: int = 1, by: str = "ani") -> None:
    """A reviewer has photos taken again, and Sari does it some minutes later."""
    assert stage.staff(["refuse", "1", "--photo", photo, "--reason", "cut", "--by", by]) == 0
    stage.send()
    stage.wait(timedelta(minutes=5))
    for _ in range(count):
        stage.send_photo("telegram", "sari")
    assert row(stage)["status"] == "queued"


@pytest.mark.parametrize("act", DECISIONS)
def test_who_looked_before_a_photo_was_sent_anew_looks_again(
    reviewed: Stage, act: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looks(reviewed, tmp_path, "id")
    looks(reviewed, tmp_path, "selfie")
    sends_again(reviewed, "selfie")
    capsys.readouterr()
    assert reviewed.staff([*act, "--by", "dewi"]) == 2
    assert capsys.readouterr().err == (
        "Nothing is decided: the photo of herself of application 1 was sent anew and you have not looked at it: "
        "app.py staff show-photo 1 selfie --to FILE --by dewi\n"
    )
    looks(reviewed, tmp_path, "id")
    assert reviewed.staff(["show-number", "1", "--by", "dewi"]) == 0
    assert reviewed.staff([*act, "--by", "dewi"]) == 2
    looks(reviewed, tmp_path, "selfie", by="ani")
    assert reviewed.staff([*act, "--by", "dewi"]) == 2
    assert row(reviewed)["status"] == "queued"
    looks(reviewed, tmp_path, "selfie")
    capsys.readouterr()
    assert reviewed.staff([*act, "--by", "dewi"]) == 0
    assert "No look of yours" not in capsys.readouterr().out


def test_a_photo_of_an_earlier_round_is_missed_too(
    reviewed: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reviewed.staff(["show-number", "1", "--by", "dewi"]) == 0
    sends_again(reviewed, "id")
    sends_again(reviewed, "selfie")
    capsys.readouterr()
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 2
    said = capsys.readouterr().err
    assert "both photos of application 1 were sent anew and you have not looked at them" in said
    assert said.count("show-photo 1 ") == 2
    looks(reviewed, tmp_path, "id")
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 2
    looks(reviewed, tmp_path, "selfie")
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 0


def test_a_look_at_the_refused_photo_after_it_was_asked_for_again_is_none_at_the_new_one(
    reviewed: Stage, tmp_path: Path
) -> None:
    reviewed.staff(["refuse", "1", "--photo", "both", "--reason", "cut", "--by", "ani"])
    reviewed.send()
    reviewed.wait(timedelta(minutes=5))
    reviewed.send_photo("telegram", "sari")
    looks(reviewed, tmp_path, "id")
    reviewed.send_photo("telegram", "sari")
    assert row(reviewed)["status"] == "queued"
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 2


@pytest.mark.parametrize("act", DECISIONS)
def test_who_never_looked_by_command_is_told_and_decides(
    reviewed: Stage, act: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looks(reviewed, tmp_path, "id", by="ani")
    sends_again(reviewed, "id")
    capsys.readouterr()
    assert reviewed.staff([*act, "--by", "dewi"]) == 0
    assert "No look of yours at this application is written down" in capsys.readouterr().out


def test_each_act_has_its_audit_line(reviewed: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed.staff(["show-photo", "1", "id", "--to", str(tmp_path / "photo.jpg"), "--by", "dewi"])
    capsys.readouterr()
    reviewed.staff(["show-number", "1", "--by", "dewi"])
    assert capsys.readouterr().out == f"{NIK}\n"
    reviewed.staff(["refuse", "1", "--photo", "id", "--reason", "cut", "--by", "dewi"])
    reviewed.staff(["refuse", "1", "--final", "--reason", "expired", "--by", "ani"])
    lines = sorted(all_rows(reviewed.database)["audit"], key=lambda each: int(each["id"]))
    assert [(each["actor"], each["action"], each["subject"], each["detail"]) for each in lines][-4:] == [
        ("dewi", "show photo", "application 1", "id, photo 1"),
        ("dewi", "show ID number", "application 1", ""),
        ("dewi", "ask for photo", "application 1", "id: cut"),
        ("ani", "refuse application", "application 1", "expired"),
    ]


# What is kept, and where.


def test_files_hold_nothing_in_clear(reviewed: Stage) -> None:
    files = [each.read_bytes() for each in reviewed.media.path.rglob("*") if each.is_file()]
    assert len(files) == 2
    assert not any(b"JFIF" in each or NIK.encode() in each for each in files)


def test_a_bad_photo_is_kept_nowhere(stage: Stage) -> None:
    stage.say("telegram", "sari", "naik premium")
    stage.say("telegram", "sari", "ktp")
    for bad in (sent_photos.blank(), sent_photos.blurred(), b"%PDF-1.7", b"", b"\xff\xd8\xff\xe0" + b"x" * 5_000_001):
        assert stage.send_photo("telegram", "sari", bad or b"x").end is End.HANDLED
    assert all_rows(stage.database)["photos"] == []
    assert list(stage.media.path.rglob("*")) == []
    stage.send_photo("telegram", "sari")
    assert len(all_rows(stage.database)["photos"]) == 1


def test_every_fault_has_its_sentence() -> None:
    from flows.photos import FAULTS

    assert set(FAULTS) == set(PhotoFault)


def test_a_crash_after_the_file_leaves_one_that_is_swept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.say("telegram", "sari", "naik premium")
    stage.say("telegram", "sari", "ktp")

    def breaks(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr(Intake, "_settle", breaks)
        assert stage.send_photo("telegram", "sari").end is End.APOLOGISED
    stage.send_photo("telegram", "sari")
    files = [each for each in stage.media.path.rglob("*") if each.is_file()]
    assert len(files) == 2
    assert sweep_media(stage.database, stage.media) == 0
    for file in files:
        os.utime(file, (0, 0))
    assert sweep_media(stage.database, stage.media) == 1
    with stage.database.read() as connection:
        left = [each.name for each in stage.media.path.rglob("*") if each.is_file()]
        assert set(left) == names(connection)


def test_photos_of_no_application_go_after_a_week(reviewed: Stage) -> None:
    reviewed.say("whatsapp", "sari", "saldo")
    reviewed.staff(["refuse", "1", "--final", "--reason", "cut", "--by", "dewi"])
    reviewed.say("telegram", "sari", "naik premium")
    reviewed.say("telegram", "sari", "sim")
    reviewed.send_photo("telegram", "sari")
    assert len(all_rows(reviewed.database)["photos"]) == 3
    for days, left in ((6, 3), (2, 2), (100, 2)):
        reviewed.wait(timedelta(days=days))
        reviewed.database.run(forget_photos)
        assert len(all_rows(reviewed.database)["photos"]) == left
    reviewed.say("telegram", "sari", "halo")
    reviewed.tap("telegram", "sari", "Lanjutkan")
    assert "foto SIM" in reviewed.last("telegram", "sari")


def test_a_photo_that_was_replaced_goes_a_week_after_that(reviewed: Stage) -> None:
    reviewed.wait(timedelta(days=10))
    sends_again(reviewed, "selfie")
    for days, left in ((6, 3), (2, 2), (100, 2)):
        reviewed.wait(timedelta(days=days))
        reviewed.database.run(forget_photos)
        assert len(all_rows(reviewed.database)["photos"]) == left
    kept = row(reviewed)
    assert {kept["id_photo"], kept["selfie"]} == {each["id"] for each in all_rows(reviewed.database)["photos"]}
    for file in reviewed.media.path.rglob("*"):
        os.utime(file, (0, 0))
    assert sweep_media(reviewed.database, reviewed.media) == 1
    assert reviewed.staff(["approve", "1", "--by", "dewi"]) == 0


def test_no_id_number_typed_amid_the_application_is_kept(stage: Stage) -> None:
    stage.say("telegram", "sari", "naik premium")
    for typed in ("nomor sim saya 9505 1234 0021", "3171/0465/1295/0003", "B1234567"):
        stage.hear("telegram", "sari", text=typed, message_id="4711")
        assert "mirip nomor identitas" in stage.last("telegram", "sari")
    rows = str(all_rows(stage.database))
    assert not [each for each in ("9505 1234", "950512340021", "0465/1295", NIK, "B1234567") if each in rows]


def test_without_pages_the_number_is_typed_masked_and_deleted(stage: Stage) -> None:
    stage.settings = stage.settings.model_copy(update={"public_url": ""})
    stage.restart()
    stage.say("telegram", "sari", "naik premium")
    stage.say("telegram", "sari", "ktp")
    for _ in range(2):
        stage.send_photo("telegram", "sari")
    stage.say("telegram", "sari", "12345678")
    assert "16 angka" in stage.last("telegram", "sari")
    stage.hear("telegram", "sari", text="3171 0465 1295 0003", message_id="4711")
    assert "PIN" in stage.last("telegram", "sari")
    assert "4711" in [each.target for each in stage.deeds(Deed.DELETE)]
    stage.say("telegram", "sari", PIN)
    assert row(stage)["status"] == "queued"
    rows = str(all_rows(stage.database))
    assert NIK not in rows
    assert "3171 0465" not in rows


def test_a_photo_is_fetched_once_however_often_the_turn_begins_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.say("telegram", "sari", "naik premium")
    stage.say("telegram", "sari", "ktp")
    fetched: list[str] = []
    fetch = stage.recorders["telegram"].fetch

    def counted(media: str) -> bytes:
        fetched.append(media)
        return fetch(media)

    monkeypatch.setattr(stage.recorders["telegram"], "fetch", counted)
    stage.send_photo("telegram", "sari")
    assert len(fetched) == 1


def test_more_than_a_photo_is_not_even_read(stage: Stage) -> None:
    stage.say("whatsapp", "sari", "naik premium")
    stage.say("whatsapp", "sari", "ktp")
    page = stage.page("whatsapp", "sari")
    form = {"data": b"x" * 300_000, "content_type": "application/x-www-form-urlencoded"}
    assert stage.web.post(page, **form).status_code == 200
    stage.say("whatsapp", "sari", "batal")
    assert stage.web.post(page, **form).status_code == 200
    stage.say("whatsapp", "budi", "ganti pin")
    assert stage.web.post(stage.page("whatsapp", "budi"), **form).status_code == 413


def test_a_photo_on_a_page_says_nothing_in_the_chat_but_the_next_question(stage: Stage) -> None:
    stage.say("whatsapp", "sari", "naik premium")
    stage.say("whatsapp", "sari", "ktp")
    before = len(stage.phone("whatsapp", "sari"))
    for bad in (sent_photos.blank(), b"%PDF", b"x" * 5_100_000, b""):
        answer = stage.upload("whatsapp", "sari", bad)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
    assert len(stage.phone("whatsapp", "sari")) == before
    answer = stage.upload("whatsapp", "sari")
    assert answer.status_code == 303
    assert len(stage.phone("whatsapp", "sari")) == before + 1
    assert [each["kind"] for each in messages(stage.database, direction="in")][-1] == Kind.PHOTO
