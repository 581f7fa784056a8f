"""Vocabulary: the words that carry meaning in chat, and what each is called by us."""

from __future__ import annotations

from bot.understand.wordlists import word_set

SPELLINGS = {
    "ga": "tidak", "gak": "tidak", "gk": "tidak", "g": "tidak", "nggak": "tidak", "ngga": "tidak", "ngak": "tidak",
    "enggak": "tidak", "engga": "tidak", "gag": "tidak", "kagak": "tidak", "tdk": "tidak", "tak": "tidak",
    "ndak": "tidak", "gajadi": "tidak jadi", "gajd": "tidak jadi", "bkn": "bukan", "jgn": "jangan", "jngn": "jangan",
    "yg": "yang", "gmn": "bagaimana", "gmna": "bagaimana", "gimana": "bagaimana", "gmana": "bagaimana",
    "bgmn": "bagaimana", "bgmna": "bagaimana", "knp": "kenapa", "knapa": "kenapa", "napa": "kenapa", "brp": "berapa",
    "brpa": "berapa", "kpn": "kapan", "dmn": "dimana", "dmna": "dimana", "cr": "cara", "tf": "transfer",
    "trf": "transfer", "tfr": "transfer", "trnsfr": "transfer", "krm": "kirim", "krim": "kirim", "kirimin": "kirim",
    "kirimkan": "kirim", "tfin": "transfer", "transferin": "transfer", "byr": "bayar", "bayarin": "bayar",
    "sldo": "saldo", "slado": "saldo", "saldoku": "saldo", "saldonya": "saldo", "saldomu": "saldo", "sy": "saya",
    "ak": "aku", "gw": "saya", "gue": "saya", "gua": "saya", "bs": "bisa", "bsa": "bisa", "dr": "dari",
    "dri": "dari", "utk": "untuk", "untk": "untuk", "bwt": "buat", "bgt": "banget", "bngt": "banget",
    "dgn": "dengan", "dg": "dengan", "sm": "sama", "ama": "sama", "krn": "karena", "karna": "karena", "blm": "belum",
    "blum": "belum", "udh": "sudah", "udah": "sudah", "sdh": "sudah", "dah": "sudah", "jd": "jadi", "jg": "juga",
    "tlg": "tolong", "tlong": "tolong", "trs": "terus", "org": "orang", "msk": "masuk", "bln": "bulan", "hr": "hari",
    "mggu": "minggu", "rek": "rekening", "norek": "nomor rekening", "nope": "no", "nmr": "nomor", "nomer": "nomor",
    "pls": "please", "plz": "please", "plis": "please", "u": "you", "ur": "your", "thx": "thanks", "tks": "thanks",
    "thks": "thanks", "tq": "thanks", "ty": "thanks", "mksh": "makasih", "makasi": "makasih", "mksih": "makasih",
    "trims": "makasih", "lg": "lagi", "skrg": "sekarang", "skrng": "sekarang", "kmrn": "kemarin", "kmren": "kemarin",
    "kemaren": "kemarin", "tmn": "teman", "temen": "teman", "lwt": "lewat", "aj": "aja", "aje": "aja", "hape": "hp",
    "handphone": "hp", "ponsel": "hp", "akunku": "akun saya", "akunnya": "akun", "pinku": "pin saya",
    "pinnya": "pin", "isiin": "isi", "topap": "topup", "hlng": "hilang", "ilang": "hilang", "inggris": "english",
    "indo": "indonesia", "indonesian": "indonesia", "dmana": "dimana", "liat": "lihat", "lht": "lihat",
    "ngomong": "bicara", "ngobrol": "bicara", "batalin": "batalkan",
}  # fmt: skip

BANKS = {
    "bca": "bca", "bni": "bni", "bri": "bri", "cimb": "cimb", "niaga": "cimb", "mandiri": "mandiri",
    "danamon": "danamon", "permata": "permata", "bsi": "bsi", "btn": "btn", "maybank": "maybank", "panin": "panin",
    "ocbc": "ocbc", "mega": "mega", "muamalat": "muamalat", "jago": "jago", "seabank": "seabank", "livin": "mandiri",
    "brimo": "bri", "klikbca": "bca", "mbca": "bca", "briva": "bri",
}  # fmt: skip
CHANNELS = {
    "alfamart": "alfamart", "alfa": "alfamart", "alfamidi": "alfamart", "indomaret": "indomaret",
    "indomart": "indomaret", "digibos": "digibos", "teman": "friend", "friend": "friend", "mobile": "mobile",
    "mbanking": "mobile", "mbank": "mobile", "livin": "mobile", "brimo": "mobile", "internet": "internet",
    "ibanking": "internet", "klikbca": "internet", "clicks": "internet", "mbca": "mobile", "sms": "sms",
    "atm": "atm", "lawson": "alfamart", "dandan": "alfamart", "ceriamart": "indomaret",
}  # fmt: skip
BILLERS = {
    "pln": "pln", "listrik": "pln", "electricity": "pln", "telkom": "telkom", "indihome": "indihome",
    "paytv": "paytv", "pdam": "pdam", "air": "pdam", "water": "pdam", "bpjs": "bpjs",
}  # fmt: skip
MONTHS = {
    "januari": 1, "january": 1, "jan": 1, "februari": 2, "february": 2, "feb": 2, "maret": 3, "march": 3, "april": 4,
    "mei": 5, "may": 5, "juni": 6, "june": 6, "juli": 7, "july": 7, "agustus": 8, "august": 8, "september": 9,
    "oktober": 10, "october": 10, "november": 11, "nopember": 11, "nov": 11, "desember": 12, "december": 12,
    "des": 12, "dec": 12,
}  # fmt: skip
PERIODS = {
    "hari ini": "today", "today": "today", "kemarin": "yesterday", "yesterday": "yesterday",
    "minggu ini": "this_week", "this week": "this_week", "minggu lalu": "last_week", "minggu kemarin": "last_week",
    "last week": "last_week", "bulan ini": "this_month", "this month": "this_month", "bulan lalu": "last_month",
    "bulan kemarin": "last_month", "last month": "last_month",
}  # fmt: skip
LANGUAGES = {"english": "en", "indonesia": "id"}

HONORIFICS = word_set("kak kakak bang mas mba mbak bro sis gan bos")
FILLER = HONORIFICS | word_set(
    "tolong mohon please dong donk deh min admin ya yah yuk nih sih aja saja halo hai hi hello hey permisi saya "
    "aku mau ingin pengen pingin minta coba i want wanna would like to can could you need id let me my the "
    "sekarang now lah itu ini"
)
"""Politeness around a request; alone it asks for nothing."""
QUESTIONS = word_set(
    "berapa cara caranya bagaimana kenapa mengapa kapan apa apakah apaan dimana mana siapa how why what when "
    "where which who whats does is are kok maksud maksudnya artinya jelaskan explain syarat syaratnya"
)
TROUBLES = word_set(
    "belum gagal error masalah salah sampai pending nyangkut hangus kurang berkurang terpotong kepotong ditolak "
    "nunggu failed missing stuck wrong arrived declined rejected hilang lost dicuri stolen cannot can't cant "
    "unable penipuan penipu ditipu scam batas limit maksimal maksimum minimal minimum biaya fee fees aman"
)
"""Words of a complaint or of a question about the rules: the sentence is about a service, and does not ask for it."""
NEGATIONS = word_set("bukan jangan tidak not dont don't doesn't won't never without tanpa")
