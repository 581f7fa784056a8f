"""Phrases: what is asked for in so many words, in the spelling that normalise() gives."""

from __future__ import annotations

SLASHES = {
    "start": "greeting", "menu": "menu", "saldo": "balance", "balance": "balance", "mutasi": "history",
    "history": "history", "kirim": "transfer", "send": "transfer", "isi": "topup", "topup": "topup",
    "tarik": "withdraw", "withdraw": "withdraw", "pin": "change_pin", "bahasa": "language", "language": "language",
    "bantuan": "help", "help": "help", "batal": "cancel", "cancel": "cancel", "kembali": "back", "back": "back",
    "daftar": "register", "register": "register", "petugas": "human", "person": "human", "blokir": "block_account",
    "block": "block_account", "premium": "upgrade_premium", "link": "link",
}  # fmt: skip

PHRASES = {
    "balance": (
        "saldo|cek saldo|lihat saldo|saldo saya|cek saldo saya|info saldo|saldo berapa|berapa saldo|"
        "saldo saya berapa|berapa saldo saya|saldo aku berapa|berapa saldo aku|sisa saldo|sisa saldo saya|"
        "sisa saldo berapa|berapa sisa saldo|berapa sisa saldo saya|saldo tinggal berapa|uang saya berapa|"
        "berapa uang saya|balance|my balance|check balance|check my balance|show my balance|what is my balance|"
        "what's my balance|whats my balance|how much is my balance|how much money do i have|how much do i have|"
        "show balance|account balance|duit saya berapa|berapa duit saya|uangku di mana|uang saya di mana|"
        "uang aku di mana|di mana uangku|di mana uang saya|uangku mana|uang saya mana|mana uangku|duitku di mana|"
        "dimana uangku|dimana uang saya|uangku dimana|uang saya dimana|duitku mana|duit saya mana|"
        "duit saya di mana|di mana duitku|where is my money|where's my money|wheres my money"
    ),
    "history": (
        "mutasi|cek mutasi|lihat mutasi|riwayat|riwayat transaksi|lihat riwayat|cek riwayat|transaksi|"
        "transaksi terakhir|history|see history|show history|my history|transaction history|transactions|"
        "my transactions|show my transactions|statement|lihat transaksi|daftar transaksi|last transactions|"
        "recent transactions|mutasi saya|mutasi rekening|lihat lagi"
    ),
    "transfer": (
        "transfer|kirim|kirim uang|transfer uang|kirim duit|transfer duit|send|send money|transfer money|"
        "kirim saldo|transfer saldo|make a transfer|kirim dana"
    ),
    "topup": (
        "isi|isi saldo|topup|top up|isi ulang|isi ulang saldo|tambah saldo|topup saldo|top up saldo|isi uang|reload|"
        "add money|deposit|setor|setor tunai|isi saldo saya|nomor va|nomor virtual account|virtual account|va|"
        "isi kaspro|top up kaspro|top up balance|top up my balance|cash in"
    ),
    "withdraw": (
        "tarik|tarik tunai|tarik uang|tarik saldo|withdraw|withdraw cash|withdraw money|cash out|ambil uang|"
        "ambil tunai|cairkan saldo|tarik duit|get cash|withdrawal|token tarik|token tarik tunai|buat token tarik|"
        "bikin token tarik|withdrawal token|make a withdrawal token"
    ),
    "tokens": (
        "token saya|token aku|tokenku|cek token|cek token saya|lihat token|lihat token saya|status token|cek status|"
        "status token saya|cek status token|cek status token saya|token aktif|token saya masih aktif|my token|"
        "my tokens|check token|check my token|token status|check status|check token status|show my token|"
        "status of my token"
    ),
    "topup_token": (
        "token isi saldo|buat token isi saldo|bikin token isi saldo|token topup|token top up|topup token|top up token|"
        "make a top up token|make a topup token|create a top up token"
    ),
    "cancel_token": (
        "batalkan token|batal token|batalkan token saya|batalkan tokennya|batalkan token tarik|"
        "batalkan token tarik saya|batalkan token isi saldo|cancel token|cancel the token|cancel my token|"
        "cancel the withdrawal token|"
        "cancel my withdrawal token|hapus token|delete token"
    ),
    "change_pin": (
        "ganti pin|ubah pin|ganti pin saya|ubah pin saya|change pin|change my pin|pin baru|new pin|update pin|"
        "pin|tukar pin"
    ),
    "forgot_pin": (
        "lupa pin|lupa pin saya|pin lupa|saya lupa pin|forgot pin|forgot my pin|i forgot my pin|reset pin|"
        "reset my pin|lost my pin|pin saya lupa"
    ),
    "register": (
        "daftar|daftar akun|daftar kaspro|daftar sekarang|register|sign up|signup|buat akun|bikin akun|buka akun|"
        "create account|create an account|open an account|open account|registrasi|join|daftar baru|akun baru|"
        "new account"
    ),
    "link": (
        "hubungkan akun|hubungkan|hubungkan akun saya|sambungkan akun|link my account|link account|link|"
        "connect account|connect my account|sudah punya akun|saya sudah punya akun|aku sudah punya akun|"
        "i have an account|i already have an account|already have an account|login|log in|masuk akun|masuk|"
        "sign in"
    ),
    "link_telegram": (
        "hubungkan telegram|hubungkan ke telegram|sambungkan telegram|sambungkan ke telegram|pasang telegram|"
        "link telegram|link my telegram|connect telegram|connect my telegram|add telegram|hubungkan akun ke telegram|"
        "link to telegram"
    ),
    "link_whatsapp": (
        "hubungkan whatsapp|hubungkan ke whatsapp|hubungkan wa|hubungkan ke wa|sambungkan whatsapp|sambungkan wa|"
        "pasang whatsapp|link whatsapp|link my whatsapp|connect whatsapp|connect my whatsapp|add whatsapp|"
        "hubungkan akun ke whatsapp|hubungkan akun ke wa|link to whatsapp"
    ),
    "my_link": (
        "link saya|tautan saya|linkku|tautanku|link bayar|link bayar saya|link terima uang|minta link|"
        "link kirim uang ke saya|kirim uang ke saya|transfer ke saya|kirim ke saya|my link|my pay link|my payment link|"
        "pay me|send me money|send money to me|payment link|pay link|get my link"
    ),
    "help": (
        "bantuan|bantu|help|tolong|help me|bantu saya|tolong bantu|tolong bantu saya|minta bantuan|butuh bantuan|"
        "i need help|need help|bisa bantu"
    ),
    "menu": (
        "menu|lihat menu|see menu|show menu|menu utama|main menu|pilihan|kembali ke menu|back to menu|ke menu|"
        "kembali ke menu utama|back to the menu|kembali ke bot|balik ke bot|balik ke menu|back to bot|back to the bot"
    ),
    "cancel": (
        "batal|batalkan|cancel|tidak jadi|cancel it|stop|batal aja|batalkan aja|abort|tidak jadi deh|cancel that|"
        "nevermind|never mind|batalkan semua|quit|exit|keluar|cancel the transfer|batalkan transfer|batal kirim|"
        "tidak jadi kirim|batal transfer|tidak jadi transfer|urungkan|forget it|forget about it|scrap that|scrap it|"
        "lupakan|lupakan aja|dibatalkan|dibatalkan aja|dibatalin|dibatalin aja|hentikan|"
        "udahan|call it off|don't bother|stop it"
    ),
    "back": "kembali|back|go back|mundur|sebelumnya|previous|balik|ke belakang",
    "human": (
        "petugas|cs|human|agent|operator|admin|customer service|bicara dengan petugas|bicara ke petugas|"
        "bicara sama petugas|bicara dengan cs|bicara dengan orang|bicara sama orang|talk to a person|"
        "talk to human|talk to a human|talk to an agent|speak to a person|speak to someone|talk to someone|"
        "a person|person|real person|live agent|human please|agent please|hubungi petugas|hubungi cs|"
        "panggil petugas|orang|manusia|bicara dengan manusia|bicara dengan admin|mau bicara|call center"
    ),
    "greeting": (
        "halo|hallo|hai|hi|hello|hey|p|pp|ping|pagi|siang|sore|malam|selamat pagi|selamat siang|selamat sore|"
        "selamat malam|good morning|good afternoon|good evening|assalamualaikum|assalamu'alaikum|asalamualaikum|"
        "permisi|hello there|hi there|start|mulai|halo kaspro|hi kaspro|hello kaspro|halo bot|tes|test|apa kabar|"
        "halo apa kabar|samlekum"
    ),
    "thanks": (
        "makasih|terima kasih|terimakasih|thanks|thank you|makasih banyak|terima kasih banyak|"
        "thank you very much|"
        "thank you so much|thanks a lot|many thanks|oke makasih|ok makasih|ok thanks|oh iya makasih|"
        "iya makasih|ya makasih|sudah makasih|oke terima kasih|ok terima kasih|ok thank you|nuhun|suwun|"
        "matur nuwun|makasih ya kak|thank u|great thanks|sip makasih|makasih infonya|terima kasih infonya|"
        "thanks for your help|makasih bantuannya"
    ),
    "upgrade_premium": (
        "naik premium|naik ke premium|upgrade|upgrade premium|upgrade to premium|go premium|premium|jadi premium|"
        "upgrade akun|upgrade account|upgrade my account|become premium|mau premium|upgrade ke premium"
    ),
    "block_account": (
        "blokir akun|blokir akun saya|blokir|block account|block my account|hp saya hilang|hp hilang|"
        "hp aku hilang|hp saya dicuri|hp dicuri|kehilangan hp|lost my phone|i lost my phone|my phone was stolen|"
        "my phone is lost|phone stolen|bekukan akun|freeze my account|lost phone|stolen phone|"
        "my phone got stolen|hp saya kecopetan|blok akun"
    ),
    "reactivate": (
        "aktifkan lagi|aktifkan akun|aktifkan akun saya|aktifkan lagi akun|aktifkan lagi akun saya|"
        "aktifkan kembali akun saya|aktifkan akun saya lagi|aktifkan akun lagi|buka blokir|buka blokir akun|"
        "buka blokir akun saya|lepas blokir|reactivate|reactivate account|reactivate my account|unblock|"
        "unblock account|unblock my account|unfreeze my account"
    ),
    "scam": (
        "saya ditipu|saya kena tipu|kena tipu|kena penipuan|ditipu|penipuan|ada penipuan|ada penipu|penipu|"
        "lapor penipuan|scam|i was scammed|i got scammed|got scammed|report a scam|is this a scam|fraud|phishing"
    ),
    "buy_credit": (
        "beli pulsa|isi pulsa|pulsa|buy credit|buy pulsa|phone credit|beli paket data|paket data|buy airtime|"
        "airtime|top up pulsa|beli kuota|kuota"
    ),
    "pay_bill": (
        "bayar tagihan|tagihan|pay bill|pay bills|pay a bill|bayar listrik|bayar pln|token listrik|"
        "beli token listrik|bayar air|bayar bpjs|bayar indihome|pay my bill|pay my bills|pay electricity"
    ),
    "pay_qr": "qris|qr|scan|scan qr|scan qris|bayar qris|bayar pakai qris|bayar qr|pay qr|pay with qris|pay by qr",
    "request_money": "minta uang|tagih uang|request money|minta transfer|ask for money|minta duit|tagih teman",
    "close_account": (
        "tutup akun|tutup akun saya|hapus akun|hapus akun saya|close account|close my account|delete account|"
        "delete my account|berhenti pakai kaspro|tutup rekening|tutup kaspro"
    ),
    "friend_answer": (
        "tidak bisa bantu|belum bisa bantu|tidak jadi bantu|saya tidak bisa bantu|permintaan tunai|"
        "permintaan uang tunai|lihat permintaan|cannot help|i cannot help|i can't help|cash request|cash requests"
    ),
    "friend_handed": (
        "sudah diserahkan|sudah saya serahkan|sudah serahkan|uang sudah diserahkan|uangnya sudah diserahkan|"
        "uangnya sudah saya serahkan|sudah saya serahkan uangnya|handed over|i handed it over|cash handed over|"
        "i have handed it over|i handed over the cash"
    ),
    "friend_received": (
        "sudah terima|sudah saya terima|sudah aku terima|sudah diterima|sudah terima uangnya|uangnya sudah diterima|"
        "sudah terima tunainya|uangnya sudah saya terima|"
        "ya sudah terima|ya sudah saya terima|ya sudah diterima|"
        "received|yes received|already received|i received it|yes i received it|i received the cash|i have the cash|"
        "cash received"
    ),
    "friend_not_received": (
        "belum terima|belum saya terima|belum aku terima|belum diterima|belum dapat|belum terima uangnya|"
        "uangnya belum diterima|belum terima tunainya|uangnya belum saya terima|"
        "not received yet|not received|i have not received it|i have not received the cash|i did not receive it"
    ),
    "cancel_friend": (
        "batalkan permintaan|batal permintaan|batalkan permintaan tunai|batalkan permintaan uang tunai|"
        "batalkan permintaan saya|batalkan permintaannya|cancel request|cancel the request|cancel my request|"
        "cancel the cash request"
    ),
    "language": "bahasa|ganti bahasa|ubah bahasa|language|change language|switch language|pilih bahasa",
}

CHANGES = {
    "amount": (
        "ganti jumlah|ubah jumlah|ganti jumlahnya|ubah jumlahnya|ganti nominal|ubah nominal|ganti nominalnya|"
        "ubah nominalnya|change amount|change the amount|salah jumlah|jumlahnya salah|edit amount|"
        "different amount|jumlah|jumlahnya|nominal|nominalnya|amount|the amount"
    ),
    "recipient": (
        "ganti penerima|ubah penerima|ganti penerimanya|ubah penerimanya|ganti tujuan|ubah tujuan|"
        "change recipient|change the recipient|ganti nomor|ganti nomornya|salah orang|wrong person|"
        "different recipient|salah penerima|penerimanya salah|penerima|penerimanya|recipient|the recipient"
    ),
    "place": (
        "ganti tempat|ubah tempat|ganti tempatnya|ubah tempatnya|ganti lokasi|ubah lokasi|change place|"
        "change the place|different place|tempat lain|salah tempat|wrong place|tempat|tempatnya|place|the place"
    ),
    "note": (
        "ganti catatan|ubah catatan|ganti catatannya|ubah catatannya|change note|change the note|hapus catatan|"
        "hapus catatannya|tambah catatan|tambahkan catatan|kasih catatan|remove note|remove the note|"
        "add a note|add note|catatan|catatannya|note|the note"
    ),
    "": (
        "ganti|ubah|change|edit|ganti dulu|ubah dulu|ganti lagi|ubah lagi|change it|change something|change that|"
        "ada yang mau diganti|ada yang mau diubah|ganti yang tadi|ubah yang tadi|gantiin"
    ),
}
"""By the answer that is to be changed; under no name what leaves open which."""
TWO_MEANINGS = {"isi": ("topup", "buy_credit"), "token": ("topup", "withdraw", "pay_bill")}

EXACT = {phrase: intent for intent, listed in PHRASES.items() for phrase in listed.split("|")}
EXACT_CHANGES = {phrase: what for what, listed in CHANGES.items() for phrase in listed.split("|")}
