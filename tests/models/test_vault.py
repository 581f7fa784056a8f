"""The vault: what is encrypted opens for its customer, in its place, unchanged; never again once the key is gone."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from models.clock import now
from models.customers import CustomerId
from models.database import Database
from models.kept_photos import PhotoKind, add_photo, attach, context, drop_photo, names, photo, photos_of
from models.media import MediaStore
from models.photos import Photo
from models.secrets import Secrets
from models.vault import CustomerKey, decrypt, encrypt, existing_key, forget_key, key_of
from tests.stage import Stage

SECRETS = Secrets(key="k" * 40, pepper="p" * 40)
MINE, HERS = CustomerKey(CustomerId(1), b"1" * 32), CustomerKey(CustomerId(2), b"2" * 32)
PICTURE = Photo(b"\xff\xd8 a picture of Budi", 1280, 960)


@pytest.fixture
def people(stage: Stage) -> tuple[Database, CustomerId, CustomerId]:
    """The database, Budi and Sari."""
    with stage.database.read() as connection:
        rows = connection.execute(text("SELECT id FROM customers ORDER BY id")).scalars().all()
    return stage.database, CustomerId(rows[0]), CustomerId(rows[1])


def the_key(database: Database, customer: CustomerId, secrets: Secrets = SECRETS) -> CustomerKey:
    with database.begin() as connection:
        return key_of(connection, secrets, customer, now(connection))


# Encrypting.


@given(st.binary(max_size=2000), st.text(max_size=50))
def test_what_is_encrypted_opens_again(data: bytes, where: str) -> None:
    where = where.encode("utf-8", "replace").decode()
    assert decrypt(MINE, encrypt(MINE, data, where), where) == data


def test_nothing_of_it_shows_and_it_never_looks_the_same() -> None:
    blobs = {encrypt(MINE, b"secret", "photo") for _ in range(100)}
    assert len({blob[1:13] for blob in blobs}) == 100
    assert not any(b"secret" in blob for blob in blobs)
    assert {blob[0] for blob in blobs} == {1}


def test_it_opens_under_no_other_key_and_in_no_other_place() -> None:
    blob = encrypt(MINE, b"secret", "photo 1 id")
    for key, where in ((HERS, "photo 1 id"), (MINE, "photo 1 selfie"), (MINE, "photo 2 id"), (MINE, "")):
        with pytest.raises(ValueError, match="another key"):
            decrypt(key, blob, where)


def test_not_one_bit_may_change() -> None:
    blob = encrypt(MINE, b"secret", "photo")
    for place in range(len(blob)):
        for bit in range(8):
            bent = bytearray(blob)
            bent[place] ^= 1 << bit
            with pytest.raises(ValueError, match="encrypted"):
                decrypt(MINE, bytes(bent), "photo")


@pytest.mark.parametrize("length", range(29))
def test_what_is_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(ValueError, match=r"not encrypted by us|another key"):
        decrypt(MINE, encrypt(MINE, b"secret", "photo")[:length], "photo")


def test_a_key_does_not_print_itself() -> None:
    assert "1111" not in repr(MINE)


# Keys.


def test_each_customer_has_one_key_for_ever(people: tuple[Database, CustomerId, CustomerId]) -> None:
    database, budi, sari = people
    keys = [the_key(database, who) for who in (budi, sari, budi, sari)]
    assert keys[0] == keys[2] != keys[1] == keys[3]
    assert {len(key.bits) for key in keys} == {32}


def test_a_key_is_sealed_in_its_row(people: tuple[Database, CustomerId, CustomerId]) -> None:
    database, budi, _ = people
    key = the_key(database, budi)
    with database.read() as connection:
        (sealed,) = connection.execute(text("SELECT sealed FROM customer_keys")).scalars()
    assert key.bits not in bytes(sealed)
    with pytest.raises(ValueError, match="another key"):
        the_key(database, budi, Secrets(key="x" * 40, pepper="p" * 40))


def test_many_that_ask_first_at_once_get_the_same(people: tuple[Database, CustomerId, CustomerId]) -> None:
    database, budi, _ = people
    ready, found = threading.Barrier(8), []

    def ask() -> None:
        ready.wait(5)
        found.append(the_key(database, budi).bits)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_reader_makes_no_key(people: tuple[Database, CustomerId, CustomerId]) -> None:
    database, budi, _ = people
    with database.read() as connection:
        assert existing_key(connection, SECRETS, budi) is None
    made = the_key(database, budi)
    with database.read() as connection:
        assert existing_key(connection, SECRETS, budi) == made


def test_without_its_key_nothing_opens_and_a_new_one_is_another(
    people: tuple[Database, CustomerId, CustomerId],
) -> None:
    database, budi, sari = people
    before, hers = the_key(database, budi), the_key(database, sari)
    blob = encrypt(before, b"secret", "photo")
    with database.begin() as connection:
        forget_key(connection, budi)
    after = the_key(database, budi)
    assert after != before
    with pytest.raises(ValueError, match="another key"):
        decrypt(after, blob, "photo")
    assert the_key(database, sari) == hers


def test_only_a_customer_has_a_key(people: tuple[Database, CustomerId, CustomerId]) -> None:
    with pytest.raises(IntegrityError):
        the_key(people[0], CustomerId(999))


# Photos that are kept.


def test_a_photo_is_kept_and_found(
    people: tuple[Database, CustomerId, CustomerId], tmp_path_factory: pytest.TempPathFactory
) -> None:
    database, budi, sari = people
    store, key = MediaStore(tmp_path_factory.mktemp("media")), the_key(database, budi)
    name = store.keep(encrypt(key, PICTURE.data, context(budi, PhotoKind.ID)))
    with database.begin() as connection:
        moment = now(connection)
        number = add_photo(connection, customer=budi, kind=PhotoKind.ID, name=name, photo=PICTURE, at=moment)
    with database.begin() as connection:
        assert attach(connection, number, customer=budi, application=7)
        assert not attach(connection, number, customer=sari, application=8)
    with database.read() as connection:
        kept = photo(connection, number)
        assert kept is not None
        assert (kept.customer, kept.kind, kept.application, kept.name) == (budi, PhotoKind.ID, 7, name)
        assert (kept.width, kept.height, kept.bytes, kept.digest) == (1280, 960, len(PICTURE.data), PICTURE.digest)
        assert photos_of(connection, budi) == [kept]
        assert photos_of(connection, sari) == []
        assert names(connection) == {name}
        assert photo(connection, number + 1) is None
    assert decrypt(key, store.read(name), context(budi, PhotoKind.ID)) == PICTURE.data
    with pytest.raises(ValueError, match="another key"):
        decrypt(key, store.read(name), context(budi, PhotoKind.SELFIE))
    with database.begin() as connection:
        drop_photo(connection, number)
        assert names(connection) == set()


def test_one_file_holds_one_photo(people: tuple[Database, CustomerId, CustomerId]) -> None:
    database, budi, sari = people

    def add(customer: CustomerId) -> None:
        with database.begin() as connection:
            moment = now(connection)
            add_photo(connection, customer=customer, kind=PhotoKind.ID, name="a" * 32, photo=PICTURE, at=moment)

    add(budi)
    with pytest.raises(IntegrityError):
        add(sari)
