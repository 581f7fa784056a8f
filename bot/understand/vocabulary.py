"""Vocabulary: the words that carry meaning in chat, and what each is called by us."""

from __future__ import annotations

from bot.understand.wordlists import word_set

SPELLINGS = {
    "ga": "tidak", "gak": "tidak", "gk": "tidak", "g": "tidak", "nggak": "tidak", "ngga": "tidak", "ngak": "tidak",
    "enggak": "tidak", "engga": "tidak", "gag": "tidak", "kagak": "tidak", "tdk": "tidak", "tak": "tidak",
    "ndak": "tidak", "gajadi": "tidak jadi", "gajd": "tidak jadi", "bkn": "bukan", "jgn": "jangan", "jngn": "jangan",
    "yg": "yang", "gmn": "bagaimana", "gmna": "bagaimana", "gimana": "bagaimana", "gmana": "bagaimana",
    "bgmn": "bagaimana", "piye": "bagaimana", "kumaha": "bagaimana", "carane": "caranya", "opo": "apa",
    "bgmna": "bagaimana", "knp": "kenapa", "knapa": "kenapa", "napa": "kenapa", "brp": "berapa",
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
    "ocbc": "ocbc", "nisp": "ocbc", "mega": "mega", "muamalat": "muamalat", "jago": "jago", "seabank": "seabank",
    "uob": "uob", "dbs": "dbs", "digibank": "dbs", "hsbc": "hsbc", "bjb": "bjb", "bukopin": "bukopin",
    "sinarmas": "sinarmas", "btpn": "btpn", "jenius": "btpn", "smbc": "btpn", "citibank": "citibank", "allo": "allo",
    "neo": "neo", "bnc": "neo", "superbank": "superbank", "livin": "mandiri", "livinmandiri": "mandiri",
    "brimo": "bri", "briva": "bri", "ibri": "bri", "klikbca": "bca", "mbca": "bca",
    "mybca": "bca", "bcamobile": "bca", "klik bca": "bca", "m bca": "bca", "wondr": "bni", "octo": "cimb",
    "octoclicks": "cimb", "octomobile": "cimb", "clicks": "cimb", "bank dki": "dki", "bank jakarta": "dki",
    "blu": "blu", "dmobile": "danamon", "byond": "bsi", "permatamobile": "permata", "permataku": "permata",
    "line bank": "linebank", "bank neo": "neo",
}  # fmt: skip
DOUBTFUL_BANKS = frozenset(
    {"mega", "jago", "permata", "neo", "allo", "niaga", "blu", "panin", "sinarmas", "octo", "clicks"}
)
"""Banks that people and things are called like, too."""
CHANNELS = {
    "alfamart": "alfamart", "alfa": "alfamart", "alfamidi": "alfamart", "alfamaret": "alfamart",
    "alfmart": "alfamart", "alfamrt": "alfamart", "alfagroup": "alfamart", "midi": "alfamart", "lawson": "alfamart",
    "dandan": "alfamart", "dan dan": "alfamart", "indomaret": "indomaret", "indomart": "indomaret",
    "indomrt": "indomaret", "indomeret": "indomaret", "indomret": "indomaret", "ceriamart": "indomaret",
    "digibos": "digibos", "digiboss": "digibos", "teman": "friend", "temanku": "friend", "temenku": "friend",
    "kawan": "friend", "friend": "friend", "friends": "friend", "mobile": "mobile", "mbanking": "mobile",
    "mbank": "mobile", "m banking": "mobile", "m bank": "mobile", "mobilebanking": "mobile", "livin": "mobile",
    "brimo": "mobile", "wondr": "mobile", "octo": "mobile", "octomobile": "mobile", "octo mobile": "mobile",
    "mbca": "mobile", "m bca": "mobile", "mybca": "mobile", "bcamobile": "mobile", "jenius": "mobile",
    "dmobile": "mobile", "byond": "mobile", "internet": "internet", "ibanking": "internet", "i banking": "internet",
    "ibank": "internet", "netbanking": "internet", "e banking": "internet", "klikbca": "internet",
    "klik bca": "internet", "clicks": "internet", "octoclicks": "internet", "octo clicks": "internet", "sms": "sms",
    "smsbanking": "sms", "atm": "atm", "atms": "atm",
}  # fmt: skip
BILLERS = {
    "pln": "pln", "listrik": "pln", "electricity": "pln", "electric": "pln", "token listrik": "pln", "meteran": "pln",
    "telkom": "telkom", "telepon rumah": "telkom", "landline": "telkom", "indihome": "indihome", "paytv": "paytv",
    "tv": "paytv", "tv kabel": "paytv", "tv cable": "paytv", "transvision": "paytv", "indovision": "paytv",
    "pdam": "pdam", "air": "pdam", "water": "pdam", "bpjs": "bpjs",
}  # fmt: skip
MONTHS = {
    "januari": 1, "january": 1, "jan": 1, "februari": 2, "february": 2, "feb": 2, "pebruari": 2, "maret": 3,
    "march": 3, "mar": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "june": 6, "jun": 6, "juli": 7,
    "july": 7, "jul": 7, "agustus": 8, "august": 8, "agt": 8, "agu": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10, "november": 11, "nopember": 11,
    "nov": 11, "nop": 11, "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip
PERIODS = {
    "hari ini": "today", "today": "today", "hr ini": "today", "tadi pagi": "today",
    "tadi siang": "today", "kemarin": "yesterday", "kemaren": "yesterday", "yesterday": "yesterday",
    "tadi malam": "yesterday", "semalam": "yesterday", "last night": "yesterday", "minggu ini": "this_week",
    "seminggu ini": "this_week", "pekan ini": "this_week", "this week": "this_week", "minggu lalu": "last_week",
    "minggu kemarin": "last_week", "minggu yang lalu": "last_week", "pekan lalu": "last_week",
    "last week": "last_week", "past week": "last_week", "previous week": "last_week", "bulan ini": "this_month",
    "this month": "this_month", "bulan lalu": "last_month", "bulan kemarin": "last_month",
    "bulan yang lalu": "last_month", "bulan sebelumnya": "last_month", "last month": "last_month",
    "previous month": "last_month",
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
