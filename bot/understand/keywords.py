"""Keywords: the words that ask for a service inside a longer sentence."""

from __future__ import annotations


def _of(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)


KEYWORDS: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("cancel_token", _of("batalkan batal cancel", "token tokenku tokennya")),
    ("cancel", _of("batalkan batal cancel")),
    ("cancel", _of("tidak", "jadi")),
    (
        "scam",
        _of(
            "ngaku mengaku ngakunya mengakunya mengatasnamakan claiming claims claimed pretending pretends pretended",
            "kaspro petugas cs admin bank otp pin kode code staff agent support",
        ),
    ),
    (
        "scam",
        _of(
            "nelpon nelepon menelepon menelpon ditelepon ditelpon called calling calls seseorang someone somebody",
            "minta meminta diminta tanya nanya menanyakan ask asks asked asking wants wanted",
            "otp pin kode code sandi password",
        ),
    ),
    (
        "scam",
        _of(
            "ada",
            "telepon telpon telp wa sms chat",
            "minta meminta tanya nanya menanyakan",
            "otp pin kode sandi password",
        ),
    ),
    (
        "human",
        _of(
            "bicara talk speak hubungi chat sambungkan connect",
            "petugas cs human manusia orang person agent admin someone",
        ),
    ),
    ("block_account", _of("hp phone telepon sim", "hilang dicuri kecopetan kecurian lost stolen kemalingan")),
    ("block_account", _of("blokir block bekukan freeze", "akun account wallet kaspro saya my")),
    ("close_account", _of("tutup hapus close delete", "akun account wallet kaspro")),
    ("forgot_pin", _of("lupa forgot forget forgotten reset", "pin")),
    ("change_pin", _of("ganti ubah change update tukar", "pin")),
    ("link", _of("hubungkan link connect sambungkan", "akun account")),
    ("link", _of("sudah already", "punya have", "akun account")),
    ("upgrade_premium", _of("naik upgrade jadi go become pindah daftar", "premium")),
    ("register", _of("daftar register buat bikin create open buka", "akun account kaspro")),
    ("pay_qr", _of("qris qr")),
    ("buy_credit", _of("beli isi buy topup top", "pulsa kuota airtime credit paket")),
    ("buy_credit", _of("kirim transfer send", "pulsa kuota airtime")),
    (
        "pay_bill",
        _of("bayar pay beli", "tagihan bill bills pln listrik electricity telkom indihome paytv pdam air bpjs"),
    ),
    ("pay_bill", _of("tagihan bill", "pln listrik electricity telkom indihome paytv pdam air bpjs")),
    ("pay_bill", _of("token", "listrik pln electricity")),
    ("tokens", _of("cek status lihat check see show", "token tokens tokenku tokennya")),
    ("request_money", _of("minta request tagih", "uang duit money")),
    ("request_money", _of("request", "from")),
    ("withdraw", _of("tarik withdraw cairkan")),
    ("withdraw", _of("ambil cash", "uang duit tunai out")),
    ("transfer", _of("kirim transfer send")),
    ("topup", _of("topup deposit setor")),
    ("topup", _of("top", "up")),
    ("topup", _of("isi tambah add reload", "saldo kaspro balance money uang dompet")),
    ("topup", _of("nomor virtual kode", "va account")),
    ("history", _of("mutasi history riwayat statement")),
    ("history", _of("transaksi transactions", "terakhir last lihat cek show kemarin lalu ini recent daftar")),
    ("balance", _of("saldo balance")),
)
"""Tried in this order: the first whose every group has a word in the message."""
