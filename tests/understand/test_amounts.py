"""Amounts are read exactly, asked about, or refused; never guessed."""

from __future__ import annotations

import pytest

from bot.understand.amounts import Amount, find_amounts, read_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50rb", 50_000), ("50 rb", 50_000), ("50ribu", 50_000), ("50 ribu", 50_000), ("50k", 50_000),
        ("50K", 50_000), ("50RB", 50_000), ("1500rb", 1_500_000), ("2.5k", 2_500), ("1,25jt", 1_250_000),
        ("0,5jt", 500_000), ("1,5jt", 1_500_000), ("1.5jt", 1_500_000), ("1,5 juta", 1_500_000),
        ("2 juta", 2_000_000), ("1jt", 1_000_000), ("1jt500", 1_500_000), ("2jt250", 2_250_000),
        ("1jt500rb", 1_500_000), ("2jt 500rb", 2_500_000), ("2 juta 500 ribu", 2_500_000), ("1M", 1_000_000_000),
        ("2 miliar", 2_000_000_000), ("Rp50.000", 50_000), ("Rp 50.000", 50_000), ("Rp.50.000", 50_000),
        ("Rp. 50.000,00", 50_000), ("rp50rb", 50_000), ("Rp 50.000,-", 50_000), ("Rp50.000,--", 50_000),
        ("50.000,-", 50_000), ("50000,-", 50_000), ("IDR 50000", 50_000), ("IDR 50,000.00", 50_000),
        ("50.000 IDR", 50_000), ("50.000,00", 50_000), ("50,000.00", 50_000), ("50,000", 50_000), ("50.000", 50_000),
        ("50000", 50_000), ("1.500", 1_500), ("1.000.000", 1_000_000), ("12,345,678", 12_345_678),
        ("999999999999999", 999_999_999_999_999), ("lima puluh ribu", 50_000), ("limapuluh ribu", 50_000),
        ("seratus ribu", 100_000), ("sejuta", 1_000_000), ("seribu", 1_000), ("dua belas ribu lima ratus", 12_500),
        ("sebelas ribu", 11_000), ("sepuluh ribu", 10_000), ("dua ratus lima puluh ribu", 250_000),
        ("dua juta lima ratus ribu", 2_500_000), ("limaratus ribu", 500_000), ("setengah juta", 500_000),
        ("satu setengah juta", 1_500_000), ("1 setengah juta", 1_500_000), ("sejuta setengah", 1_500_000),
        ("5 ratus ribu", 500_000), ("lima puluh rb", 50_000), ("lima puluh ribu rupiah", 50_000),
        ("fifty thousand", 50_000), ("twenty-five thousand", 25_000), ("a hundred thousand", 100_000),
        ("one hundred and fifty thousand", 150_000), ("half a million", 500_000), ("half million", 500_000),
        ("one and a half million", 1_500_000), ("1.5 million", 1_500_000), ("two million", 2_000_000),
        ("a million", 1_000_000), ("seceng", 1_000), ("ceceng", 1_000), ("noceng", 2_000), ("goceng", 5_000),
        ("ceban", 10_000), ("noban", 20_000), ("goban", 50_000), ("cepek ceng", 100_000), ("gopek ceng", 500_000),
        ("cetiao", 1_000_000), ("gotiao", 5_000_000), ("50rb aja", 50_000), ("50rb dong", 50_000),
        ("50 ribu saja ya", 50_000), ("sebesar Rp50.000", 50_000), ("50k please", 50_000),
        ("eh 60rb aja deh", 60_000), ("50rb.", 50_000), ("50rb!", 50_000), ("*50rb*", 50_000), ("(50rb)", 50_000),
        ("Rpseratus ribu", 100_000), ("rpgoceng", 5_000), ("50 ribuan", 50_000), ("100ribuan", 100_000), ("2 mio",
        2_000_000),
        ("1.5 mil", 1_500_000), ("10 grand", 10_000), ("5 ceng", 5_000), ("3 tiao", 3_000_000),
        ("satu koma lima juta", 1_500_000), ("dua koma dua lima juta", 2_250_000), ("one point two million",
        1_200_000),
        ("dua setengah juta", 2_500_000), ("seratuslimapuluh ribu", 150_000), ("duapuluhlima ribu", 25_000),
        ("fiftyfive thousand", 55_000), ("two hundred and fifty thousand", 250_000), ("150000", 150_000),
        ("nine hundred ninety-nine thousand nine hundred ninety-nine", 999_999), ("ok 60rb", 60_000),
        ("Rp: 50.000", 50_000),
        ("50rb 🙏", 50_000), ("50rb🙏", 50_000), ("  50rb\n", 50_000), ("Rp\u00a050.000", 50_000),
    ],
)  # fmt: skip
def test_an_amount_is_read(text: str, value: int) -> None:
    assert read_amount(text) == Amount(value)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("50", (50, 50_000)), ("5", (5, 5_000)), ("999", (999, 999_000)), ("Rp 50", (50, 50_000)),
        ("50 aja", (50, 50_000)), ("50 perak", (50, 50_000)), ("lima puluh", (50, 50_000)), ("fifty", (50, 50_000)),
        ("seratus", (100, 100_000)), ("gocap", (50, 50_000)), ("cepek", (100, 100_000)), ("gopek", (500, 500_000)),
        ("pego", (150, 150_000)), ("jigo", (25, 25_000)), ("dua juta lima ratus", (2_000_500, 2_500_000)),
        ("1 jt 500", (1_000_500, 1_500_000)),
    ],
)  # fmt: skip
def test_what_could_be_two_amounts_is_asked(text: str, candidates: tuple[int, int]) -> None:
    assert read_amount(text) == Amount(candidates=candidates)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "halo", "rp", "Rp.", "ribu", "juta", "rb", "k", "a", "-", ",-", "setengah", "half", "0", "0rb",
        "Rp0", "nol", "00", "0,0jt", "-50000", "- 50000", "−50000", "Rp -50.000", "-Rp50.000", "+50000", "50.00.000",
        "1.5.0jt", "1.000,000", "1,00,000", "50.000.00", "50.000,50", "50.000,5", "50.000,0", "50.00", "1.5",
        "50000.00", "0.500.000", "00050", "050000", ".5jt", ",5jt", "1.500jt", "50.000rb", "50000rb", "1,5jt500",
        "1,5jt500rb", "1jt5", "1jt50", "1jt5000", "20rb5", "50rbrb", "50krb", "rb50", "50 rb 20", "1jt 50", "1_000",
        "1e6", "1E6", "0x50", "50.000e2", "１００００", "５0000", "٥٠٠٠٠", "१०००", "50\u200b000", "\u200b50000",
        "50\u202e000", "50\u2066rb", "50 \u202drb", "50\u212a", "5\ufe0f\u20e30", "½ juta", "①000", "50\u0301rb",
        "50rbé", "é50rb", "50 000", "5 0 0 0 0", "5000 .000", "5000. 000", "50 , 000", "5 500rb", "50rb 60rb",
        "50rb atau 60rb", "50-60rb", "50rb-60rb", "lima puluh ribu satu", "50rb one", "satu 50rb", "50rban",
        "50rb-an", "50rb/bulan", "50%", "$50", "50x", "x50", "abc50000", "50.rb", "#50", "50+", "10:30",
        "sekitar 50rb", "kurang dari 50rb", "bukan 50rb", "kirim 50rb", "50rb ke budi", "50rb😀60rb", "081298764567",
        "0812-9876-4567", "6281298764567", "62.812.987.654", "0812 9876 4567", "+6281298764567", "1" * 16, "1" * 41,
        "9" * 10_000, "123456", "482913", "081299", "81298764567", "50 dolar", "5000 usd", "usd 5000", "$ 5000",
        "minus 50rb",
        "2 x 50rb", "50rb x 2", "50rb kali 2", "setengah dari 100rb", "half of 100k", "50rb lebih", "50rb or so",
        "10% dari 500rb",
        "sratus lima puluh ribu", "dua ratus lma puluh ribu", "seratus limapulu ribu", "one hundrd fifty thousand",
        "two hundred fivty thousand", "1300 va", "12 orang", "5000 poin", "a couple hundred thousand",
        "ratusan ribu", "50an ribu",
        "999999 miliar", "1" + ".000" * 30, "50rb " + "aja " * 100, "[50rb]({50})",
    ],
)  # fmt: skip
def test_anything_else_is_no_amount(text: str) -> None:
    assert read_amount(text) == Amount()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kirim 50rb ke budi", [("50rb", 50_000)]),
        ("tolong transfer Rp 1.500.000,- ya", [("Rp 1.500.000", 1_500_000)]),
        ("send one and a half million to sari", [("one and a half million", 1_500_000)]),
        ("bukan 50rb tapi 60rb", [("50rb", 50_000), ("60rb", 60_000)]),
        ("bukan 50rb, 60rb", [("50rb", 50_000), ("60rb", 60_000)]),
        ("60rb,ke budi", [("60rb", 60_000)]),
        ("kirim dua juta limaratus ribu ke budi", [("dua juta limaratus ribu", 2_500_000)]),
        ("kirim 50 ke budi", [("50", None)]),
        ("no one knows", []),
        ("ada satu lagi", []),
        ("kirim 5000 000 ke budi", []),
        ("kirim 5000. 000 ke budi", []),
        ("kirim 5 500rb ke budi", []),
        ("kirim 50.000,50 ke budi", []),
        ("kirim 50rb-60rb", []),
        ("kirim 50rb 2 kali", []),
        ("kirim setengah dari 100rb", [("setengah dari 100rb", None)]),
        ("send half of 100k to sari", [("half of 100k", None)]),
        ("kirim sekitar 50rb ke budi", [("sekitar 50rb", None)]),
        ("kirim 5000 dolar ke budi", [("5000 dolar", None)]),
        ("kirim 3*50rb ke budi", []),
        ("kirim 50rb,60rb ke budi", []),
        ("kirim 482913 ke budi", []),
        ("bca 1234567890 100rb", [("100rb", 100_000)]),
        ("pln 530000000001 100000", [("100000", 100_000)]),
        ("beli token 1300 va 100rb", [("100rb", 100_000)]),
        ("kirim 1_000 ke budi", []),
        ("ke 0812 9876 4567", []),
        ("50rb " * 100, []),
    ],
)
def test_amounts_are_found_in_a_sentence(text: str, found: list[tuple[str, int | None]]) -> None:
    assert [(each.text, each.amount.value) for each in find_amounts(text)] == found


def test_a_found_amount_stands_where_it_says() -> None:
    text = "kirim Rp 50.000 ke budi"
    (found,) = find_amounts(text)
    assert text[found.start : found.end] == found.text == "Rp 50.000"
