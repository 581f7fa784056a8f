"""Vocabulary: what customers' words for the help's subjects are called by us, in both languages at once.

A concept is one meaning with all its words and phrases; a phrase may stand under several. Read by concepts.py.
"""

from __future__ import annotations

SPELLINGS = {
    "abis": "habis", "acc": "account", "acct": "account", "alfa": "alfamart", "apk": "aplikasi", "app": "aplikasi",
    "application": "aplikasi", "apps": "aplikasi", "bkin": "bikin", "blh": "boleh", "bnyk": "banyak",
    "bole": "boleh", "cuan": "untung", "dapet": "dapat", "dftr": "daftar", "dipake": "dipakai",
    "dipakein": "dipakai", "dpt": "dapat", "duit": "uang", "duitnya": "uang", "emang": "memang", "fulus": "uang",
    "gede": "besar", "hrs": "harus", "hrus": "harus", "ib": "ibanking", "indomart": "indomaret", "indomrt": "indomaret",
    "jgk": "jangka",
    "jt": "juta", "kalo": "kalau", "kasi": "kasih", "kepake": "kepakai", "kl": "kalau", "klo": "kalau",
    "klw": "kalau", "kntk": "kontak", "krg": "kurang", "ksh": "kasih", "kt": "kita", "maks": "maksimal",
    "max": "maksimal", "mksimal": "maksimal", "mnimal": "minimal", "mnta": "minta", "msh": "masih",
    "nyampe": "sampai", "pake": "pakai", "pk": "pakai", "pke": "pakai", "prem": "premium", "pw": "password",
    "rb": "ribu", "reg": "reguler", "sama2": "sesama", "sampe": "sampai", "sblm": "sebelum", "smp": "sampai",
    "stlh": "setelah", "tau": "tahu", "telfon": "telepon", "telp": "telepon", "telpon": "telepon",
    "tgl": "tanggal", "th": "tahun", "thn": "tahun", "thu": "tahu", "tlp": "telepon", "trans": "transaksi",
    "transaksinya": "transaksi", "trx": "transaksi", "ttg": "tentang", "ttng": "tentang", "usr": "user",
    "wd": "withdraw",
}  # fmt: skip
"""Chat spellings beyond those of bot/understand: they are common in questions, and too short or vague elsewhere."""

BANKS = {
    "bni": "bni|wondr|3346|ibank bni co id",
    "cimb": "cimb|cimb niaga|niaga|octo|octo mobile|octo clicks|cimb clicks|clicks",
    "bca": "bca|mybca|bca mobile|m bca|mbca|klikbca|klik bca|blu",
    "bri": "bri|brimo|bri mo|briva",
    "danamon": "danamon|cardless|tanpa kartu|without a card|without card|no card|d bank|dbank",
    "other": (
        "mandiri|livin|permata|bsi|btn|btpn|jenius|maybank|panin|ocbc|nisp|mega|muamalat|jago|seabank|sea bank|hsbc|"
        "dbs|uob|citibank|bank dki|bjb|sinarmas|bukopin|commonwealth|allo|neo commerce|aladin|superbank|"
        "syariah indonesia|bank lain|bank lainnya|bank lainya|bank yang lain|other bank|other banks|another bank|"
        "different bank|bank selain|atm bank lain|atm bank lainnya|any other bank|atm prima|atm bersama|prima|"
        "antar bank|antarbank|interbank|not on your list|not on the list|not listed|tidak ada di daftar|"
        "bank saya tidak ada"
    ),
}
WAYS = {
    "mobile": (
        "m banking|mbanking|mobile banking|mobile bank|m bank|mbank|brimo|bri mo|livin|octo mobile|bca mobile|"
        "banking app|bank app|aplikasi bank|mobile|wondr|m bca|mbca|mybca|banking aplikasi|bank aplikasi|bank di hp|"
        "m-banking|smartphone banking|phone banking"
    ),
    "internet": (
        "internet banking|internet|ibanking|i banking|ibank|klikbca|klik bca|clicks|cimb clicks|octo clicks|"
        "web banking|online banking|online|e banking|ebanking|netbanking|net banking|website bank|situs bank|web bank|"
        "lewat web|via web|lewat website|bank website|browser|web|website|laptop|komputer|computer|pc|desktop|"
        "ibank bni co id"
    ),
    "sms": "sms banking|sms|3346|lewat sms|pesan singkat|text message|texting|by text|text",
    "atm": (
        "atm|mesin atm|atms|cash machine|anjungan tunai mandiri|atm prima|atm bersama|cdm|cash deposit machine|"
        "automatic teller machine|automatic teller machines|cashpoint|atm bank|bank atm|bank atms|atm bank lain|"
        "atm bank lainnya"
    ),
}
SHOPS = {
    "alfamart": "alfamart|alfamidi|alfa midi|alfa mart|dan+dan|dandan|dan dan|lawson|lawsons",
    "indomaret": "indomaret|indomart|indo maret|ceriamart|ceria mart|indomarets",
    "digibos": "digibos|lkd|lkd digibos|digi bos|mitra lkd",
    "friend": "teman|sahabat|kawan|friend|friends|buddy|temanku|temannya|rekan|friend's|a pal|tetangga",
}
DEEDS = {
    "topup": (
        "topup|top up|top ups|topping up|topped up|isi|isi ulang|ngisi|setor|deposit|reload|refill|recharge|cash in|"
        "cashin|tambah saldo|nambah saldo|tambahin saldo|nambahin saldo|nambah|tambah|add money|add funds|add balance|"
        "add some money|put money|load|fund my|masukin uang|masukkan uang|memasukkan uang|masukin duit|masukin saldo|"
        "masukkan saldo|add cash|put cash|increase balance|increase my balance|topupnya|fill|fill up|credit my wallet|"
        "add"
    ),
    "withdraw": (
        "tarik|narik|withdraw|withdrawal|withdrawals|withdrawing|cash out|cashing out|cashout|cairkan|cair|pencairan|"
        "ambil uang|ambil tunai|ambil cash|ngambil uang|ambil saldo|ambil|get cash|get my cash|get money out|take out|"
        "take money|take cash|get my money|pull out|pull money|uangkan|penarikan|turn into cash|tunaikan|jadi cash|"
        "jadi uang tunai|jadi tunai|collect cash|cardless|tanpa kartu|without a card|without card|no card|mencairkan|"
        "tarik tunai"
    ),
    "send": (
        "move|kirim|transfer|transfers|send|sending|ngirim|p2p|kiriman|mentransfer|remit|pindahkan|pindahin|move money|"
        "forward money|kirim uang|send money"
    ),
}
SUBJECTS = {
    "article:2.1": "article2point1",
    "article:2.2": "article2point2",
    "article:2.3": "article2point3",
    "article:2.4": "article2point4",
    "article:2.5": "article2point5",
    "article:2.6": "article2point6",
    "article:2.7": "article2point7",
    "article:2.8": "article2point8",
    "article:3.1": "article3point1",
    "article:3.2": "article3point2",
    "article:3.3": "article3point3",
    "article:3.4": "article3point4",
    "article:3.5": "article3point5",
    "article:3.6": "article3point6",
    "article:3.7": "article3point7",
    "article:3.8": "article3point8",
    "pay": (
        "tidak bisa bayar|tidak bisa belanja|bayar tidak bisa|can't pay|cannot pay|unable to pay|can't shop|shop|bayar|"
        "pembayaran|pay|payment|payments|paying|belanja|purchase|purchases|shopping|jajan|shop at|transaksi belanja"
    ),
    "register": (
        "daftar|pendaftaran|registrasi|register|registration|sign up|signup|signing up|buat akun|bikin akun|buka akun|"
        "create account|create an account|open an account|open account|join|joining|gabung|bergabung|new account|"
        "akun baru|mendaftar|make an account|set up an account|get started|getting started|become a user|jadi pengguna|"
        "jadi user|pertama kali|first time|mulai pakai|mulai dari mana|how do i start|pengguna baru|new user|"
        "bikin kaspro|download|unduh|install|instal"
    ),
    "upgrade": (
        "upgrade|upgrading|naik|naikin|naikkan|menaikkan|tingkatkan|meningkatkan|ningkatin|get promoted|peningkatan|"
        "step up"
    ),
    "become": (
        "become|becoming|jadi|menjadi|jadiin|get|obtain|dapatkan|mendapatkan|ajukan|pengajuan|mengajukan|apply|go|"
        "turn into|bikin jadi"
    ),
    "how": (
        "cara|caranya|how do|how can|how to|how does|how would|bagaimana|langkah|langkahnya|steps|step|tahapan|"
        "prosedur|proses|procedure"
    ),
    "create": "buat|bikin|create|creating|make|open|opening|buka|membuka|membuat|set up|setting up",
    "problem": "masalah|problem|problems|trouble|issue|issues|kendala|bermasalah",
    "premium": "premium|premiumnya|premium user|pengguna premium|akun premium|premium account|verified account",
    "regular": (
        "regular|reguler|biasa|basic|unverified|non premium|bukan premium|belum premium|tidak premium|not premium|"
        "without premium|regular user|pengguna reguler|akun reguler|regular account|isn't premium"
    ),
    "tier": "tipe akun|jenis akun|account type|account types|level akun|tingkat akun|status akun|tier|kelas akun",
    "change": (
        "ganti|ubah|change|changing|changes|changed|tukar|update|rubah|edit|modify|reset|replace|pin baru|new pin|"
        "pin lama|old pin|another pin|same pin|berubah|perubahan|alter|adjust|diperbarui|perbarui"
    ),
    "pin": (
        "minta pin|pin baru|new pin|pin lama|old pin|another pin|same pin|pin|pin number|nomor pin|kode pin|sandi|"
        "kata sandi|password|passcode|pins|pass code|pin code"
    ),
    "block": (
        "blokir|block|blocked|blocking|bekukan|dibekukan|freeze|frozen|suspend|suspended|kunci|lock|locked|terkunci|"
        "nonaktif|nonaktifkan|deactivate|deactivated|disable|disabled|banned|diblok|keblokir|blok|keblok|ban|restrict|"
        "restricted|pemblokiran|pembekuan"
    ),
    "close": ("tutup|ditutup|menutup|close|closed|closing|terminate|terminated|account closed|penutupan|closure"),
    "reactivate": (
        "aktifkan lagi|aktifkan kembali|mengaktifkan kembali|aktifkan|reactivate|unblock|unblocked|unlock|buka blokir|"
        "aktif lagi|restore|reopen|unfreeze|membuka blokir|activate|pulihkan|get back in|dibuka lagi|buka lagi|"
        "access again|akses lagi|back again|unsuspend|recover|aktivasi"
    ),
    "lose": (
        "left my phone|took my phone|tertinggal|diambil orang|hilang|lost|lose|losing|stolen|steal|dicuri|kecurian|"
        "kecopetan|kemalingan|missing|kehilangan|curi|copet|dicopet|raib|theft|dirampok|rampok|dijambret|jambret|begal|"
        "rampas|snatched|robbed|stole|jatuh|ketinggalan|misplaced|can't find|cannot find|colong|dicolong|nyolong|"
        "maling|dimaling|dropped|drop|kecebur|digondol|left behind|pickpocketed|mugged"
    ),
    "forget": "lupa|forgot|forget|forgotten|tidak ingat|don't remember|can't remember|cannot remember",
    "contact": (
        "email you|email kaspro|email support|write to you|hubungi|menghubungi|contact|contacts|call center|"
        "call centre|customer service|customer care|customer support|cs|support|hotline|kontak|layanan pelanggan|"
        "petugas|helpdesk|help desk|komplain|complaint|complain|keluhan|pengaduan|aduan|mengadu|ngadu|lapor|melapor|"
        "report|reach|get in touch|nomor cs|call|phone number of|email address|alamat email|kaspro email|email cs|"
        "nomor telepon kaspro|telepon kaspro|kaspro phone number|support email|whom do i call|telpon kemana|"
        "phone support|bicara dengan|talk to|speak to|speak with|operator"
    ),
    "receive": "terima|menerima|nerima|receive|receiving|incoming|dana masuk|uang masuk|masuk|money in|pemasukan",
    "balance": "saldo|balance|balances|isi dompet",
    "money": "uang|money|dana|funds|fund|rupiah|nominal|amount|jumlah|sum|jumlahnya|nominalnya",
    "cash": (
        "tidak punya rekening|tidak punya bank|tidak punya rekening bank|tanpa rekening|no bank account|"
        "without a bank account|don't have a bank account|unbanked|tunai|cash|uang fisik|uang tunai|cash money|"
        "uang cash|kontan"
    ),
    "store": (
        "agent|agen|shop|shops|toko|kasir|cashier|store|stores|minimarket|mini market|counter|gerai|convenience store|"
        "convenience stores|supermarket|warung|retail|modern channel|till"
    ),
    "phone": (
        "hp yang sama|hp sama|same phone|same device|one phone|satu hp|1 hp|one device|left my phone|took my phone|hp|"
        "phone|smartphone|smart phone|telepon|cellphone|cell phone|cell|handset|device|perangkat|gadget|mobile phone|"
        "iphone|android|handphone"
    ),
    "number": (
        "dual sim|nomor beda|beda nomor|nomor yang beda|nomor|number|numbers|no hp|nomor hp|nomor telepon|phone number|"
        "phone numbers|msisdn|mobile number|no telepon|nomornya"
    ),
    "two": (
        "dual sim|nomor beda|beda nomor|nomor yang beda|hp yang sama|hp sama|same phone|same device|one phone|satu hp|"
        "1 hp|one device|dual|dua|2|two|double|multiple|several|beberapa|lebih dari satu|more than one|different|"
        "berbeda|second|kedua|another|dobel|lain|banyak nomor|many|ganda|nomor berbeda|multi|lebih dari 1|more than 1|"
        "both"
    ),
    "email": "email|e mail|surel|emails",
    "id_card": (
        "ktp|sim|paspor|passport|id card|identity card|identitas|id|e ktp|driving licence|driver's license|dokumen|"
        "documents|document|kartu identitas|nik|national id|driving license"
    ),
    "photo": (
        "foto|photo|photos|selfie|swafoto|picture|gambar|face|wajah|muka|kamera|camera|memotret|take a picture|"
        "ambil foto"
    ),
    "verify": (
        "verifikasi|verification|verify|verified|diverifikasi|terverifikasi|validasi|identification|identifikasi|kyc"
    ),
    "otp": "otp|kode verifikasi|verification code|kode otp|otp code|kode sms",
    "benefit": (
        "keuntungan|manfaat|benefit|benefits|advantage|advantages|kelebihan|untung|untungnya|enaknya|fasilitas|perks|"
        "bedanya|difference|differences|perbedaan|privilege|privileges|point of|use of|better|worth|dapat apa|"
        "what do i get|what would i get|what can i do|ngapain|bisa apa|extra|gains|gain|nilai plus|perbedaannya|"
        "compare|versus|vs|dibanding|dibandingkan|beda|bonusnya"
    ),
    "feature": "fitur|feature|features|fungsi|layanan|service|services|can do|kegunaan|gunanya|guna|kepakai buat",
    "limit": (
        "batas|limit|limits|cap|maksimal|maksimum|maximum|most|plafon|paling banyak|mentok|at most|kapasitas|biggest|"
        "largest|highest|terbesar|tertinggi|limitnya|maksimalnya|batasan|upper|paling besar|exceed|melebihi|"
        "sampai berapa|up to|how big|how high"
    ),
    "hold": "can i have|hold|simpan|menyimpan|nyimpen|nyimpan|keep|keeping|store money|disimpan|menampung|tampung",
    "minimum": (
        "minimal|minimum|paling sedikit|least|terkecil|terendah|lowest|smallest|minimalnya|paling kecil|paling rendah"
    ),
    "multiple_of": "kelipatan|multiple of|multiples|kelipatannya|increments",
    "month": "bulan|month|months|monthly|perbulan|sebulan|bulanan|per bulan|setiap bulan|tiap bulan|per month",
    "inactive": (
        "tidak aktif|tidak dipakai|tidak digunakan|tidak ada transaksi|no transaction|no transactions|"
        "without transactions|without any transaction|inactive|dormant|nganggur|idle|unused|not used|"
        "tidak pernah dipakai|jarang dipakai|tidak transaksi|tidak pernah transaksi|enam bulan|6 bulan|six months|"
        "6 months|half a year|setengah tahun|haven't used|didiamkan|didiemin|dianggurin|stop using|pasif|"
        "tidak bertransaksi|inactivity|don't use|do not use|never use|not using|not active|tidak dipakai lama|"
        "lama tidak dipakai|lama tidak digunakan|jarang|unactive|leave my account|tidak kepakai|didiamin|not touched|"
        "untouched|half year|setengah taun|tidak pernah digunakan|tidak pakai|no activity"
    ),
    "fee": (
        "biaya|fee|fees|charge|charged|charges|potongan|dipotong|potong|kepotong|deduct|deducted|deduction|terpotong|"
        "cost|costs|ongkos|tarif|administrasi|biaya admin|biayanya|admin fee|administration|bayar admin|"
        "kena admin|berkurang|go down|went down|going down|turun|reduce|reduced|shrink|administration fee|kena potong|"
        "memotong|bayar berapa|adminnya"
    ),
    "free_of_charge": "gratis|free|cuma cuma|free of charge|tidak bayar",
    "five_thousand": "5000|5rb|5k|5 ribu|lima ribu|5 000|rp5|five thousand",
    "interest": (
        "bunga|interest|imbal hasil|yield|bagi hasil|berbunga|bunganya|bunga bank|interest rate|berkembang|grow|earn|"
        "earns|earning|returns|nambah sendiri"
    ),
    "somebody": (
        "teman|friend|friends|kawan|sahabat|orang lain|someone else|other people|other person|another person|"
        "somebody else|anyone else|anyone|anybody|other party|third party|pihak lain|keluarga|family|suami|istri|wife|"
        "husband|brother|sister|adik|adek|kakak saya|anak|child|son|daughter|saudara|mother|father|ibu|ayah|someone|"
        "somebody|siapa pun|siapapun|temanku|orang|pihak ketiga|others"
    ),
    "hand_over": (
        "pindah tangan|dipindahtangankan|dialihkan|alihkan|mengalihkan|hand over|pass on|dijual|jual|sell|menjual|"
        "dipinjamkan|pinjamkan|meminjamkan|dipinjemin|pinjemin|minjemin|lend|transferable|non transferable|used by|"
        "transfer my account|account be transferred|oper|dioper|diwariskan|inherit|pindahkan akun|pinjam akun|"
        "transfer the account|borrow my account|pinjam akunku|share my account|account sharing|alihkan akun|"
        "pindah nama|balik nama"
    ),
    "used_by": "dipakai|digunakan|memakai|use my account|using my account|give my account",
    "secret": (
        "rahasia|rahasiakan|merahasiakan|kerahasiaan|secret|confidential|confidentiality|beritahu|memberitahu|"
        "memberitahukan|diberitahukan|bocor|membocorkan|ketahuan|reveal|share|sharing|bagikan|dibagikan|berbagi|"
        "disclose|tanggung jawab|nanggung|menanggung|ditanggung|bertanggung jawab|responsible|responsibility|jaga|"
        "menjaga|private|misuse|misused|disalahgunakan|penyalahgunaan|liable|leaked|leak"
    ),
    "give": (
        "kasih|give|giving|tell|telling|kasih tahu|minta|meminta|diminta|ask|asks|asked|asking|ask for|sebutkan|"
        "menyebutkan|tahu|know|knows"
    ),
    "safe": "aman|safe|safety|security|secure|keamanan|penipuan|scam|fraud|terpercaya|trustworthy",
    "refuse": (
        "can't shop|cannot shop|ditolak|tolak|menolak|reject|rejected|refuse|refused|decline|declined|gagal|fail|"
        "failed|fails|denied|tidak bisa bayar|can't pay|cannot pay|unable to pay|bayar tidak bisa|"
        "tidak bisa dipakai bayar|tidak bisa belanja|tidak diterima|not accepted|won't go through|not go through|"
        "didn't go through|tidak berhasil|unsuccessful|tidak dapat digunakan|tidak bisa dipakai|kenapa tidak bisa"
    ),
    "insufficient": (
        "kurang|too low|rendah|habis|kosong|empty|zero|nol|tidak cukup|insufficient|not enough|saldo kurang|"
        "tidak mencukupi|cukup|enough"
    ),
    "violate": (
        "break|breaking|melanggar|pelanggaran|violate|violates|violating|violation|breach|langgar|dilanggar|sanksi|"
        "penalty|hukuman|consequences|break the rules|against the rules|break the terms|misbehave|akibat|grounds|hak|"
        "right to|berhak|penyalahgunaan"
    ),
    "why": (
        "gara gara|yang bikin|what makes|kenapa|mengapa|why|alasan|sebab|penyebab|reason|reasons|cause|causes|how come|"
        "kok bisa"
    ),
    "step": (
        "menu|pilih|select|choose|pencet|klik|click|press|masukkan|masukin|memasukkan|enter|input|pilihan|tombol|"
        "option|ketik|type in"
    ),
    "wait": (
        "berapa lama|how long|nunggu|menunggu|wait|waiting|tunggu|disetujui|approved|approval|review|diproses|ditinjau|"
        "check take"
    ),
    "login": "logout|log out|login|log in|sign in|relog|masuk lagi|keluar akun|log back",
    "delete": "hapus|dihapus|menghapus|delete|deleting|remove|hilangkan",
    "digits": "digit|digits|angka",
    "remain": "sisa|left|remaining|leftover|remains|tersisa|sisanya",
    "decide": (
        "tentukan|menentukan|nentuin|ditentukan|decide|decides|determine|determines|who sets|yang atur|mengatur|ngatur|"
        "regulates"
    ),
    "licence": (
        "legal|licensed|license|licence|izin|ijin|bank indonesia|ojk|diawasi|resmi|permission|official|berizin|"
        "regulated|permit"
    ),
    "bot": "bot|chatbot|this chat|chat ini|bot ini|this bot",
    "kaspro_service": "kaspro service|kaspro services|layanan kaspro",
    "owner": "owner|pemilik|ownership|atas nama|pemegang|pengalihan|another name|name of",
    "machine": "mesin|machine|machines|kartu|card|cards",
    "cannot": "tidak bisa|tidak dapat|can't|cannot|couldn't|unable|not able",
    "requirement": (
        "siapkan|disiapkan|siapin|disiapin|prepare|needed|butuh apa|dibutuhkan|what do i need|syarat|persyaratan|"
        "syaratnya|requirement|requirements|required|conditions for"
    ),
    "terms": (
        "ketentuan|menurut syarat|di syarat|dalam syarat|syarat kaspro|pasal|article|section|clause|"
        "syarat dan ketentuan|terms|terms and conditions|conditions|peraturan|aturan|rule|rules|policy|kebijakan|"
        "kontrak|agreement|perjanjian|t&c|snk"
    ),
    "notice": (
        "pemberitahuan|notice|notification|notifikasi|tertulis|written|kabar|dikabari|informed|notify|diberi tahu|"
        "announce"
    ),
    "anytime": "kapan saja|kapanpun|sewaktu waktu|any time|anytime|sepihak|unilaterally|suddenly|tiba tiba|mendadak",
    "define": (
        "apa itu|apakah itu|what is|what's|what are|whats|apaan|apa sih|apa ya|itu apa|tuh apa|siapa itu|"
        "what exactly is|itu apa sih|itu apaan"
    ),
    "meaning": (
        "maksud|maksudnya|artinya|arti|definisi|pengertian|definition|meaning|mean|means|meant|define|defined|dimaksud|"
        "apa yang dimaksud|apa maksudnya|stand for|stands for|singkatan|kepanjangan|istilah|apa artinya|apa arti|"
        "definisinya|counts as|count as|counts|kepanjangannya|term|siapa yang disebut|disebut|describe|termasuk|"
        "dihitung|included|include|includes|classified|called|tergolong|golongan|considered|dianggap|who are|siapa saja"
    ),
    "kaspro": "kaspro|kas pro|kaspronya",
    "wallet": (
        "dompet|wallet|e wallet|ewallet|dompet digital|dompet elektronik|digital wallet|aplikasi apa|what kind of|"
        "mobile payment|payment app|payment aplikasi|aplikasi pembayaran"
    ),
    "qr": "qr|qris|barcode|scan|qr code|kode qr",
    "account": "akun|account|accounts|akunmu",
    "bank": (
        "bank|bank apa saja|bank apa|any bank|which bank|which banks|what bank|what banks|rekening|bank account|"
        "rekening bank|banks|banking|akun bank|nomor rekening|perbankan"
    ),
    "va": (
        "briva|va|virtual account|virtual akun|nomor va|nomor virtual|nomor virtual account|virtual account number|"
        "va number|no va|virtual accounts"
    ),
    "prefix": "3929",
    "bank_code": "which bank code|what bank code|kode bank|bank code|kode transfer|bank codes|kode banknya|022|002",
    "token": "token|kode token|token number|nomor token|kode",
    "outlet": "outlet|outlets|kaspro outlet|kaspro outlets|outlet kaspro|loket kaspro|gerai kaspro",
    "user_account": "akun pengguna|user account|user accounts",
    "application": "aplikasi",
    "bank_atm": "atm bank|bank atm|bank atms",
    "fund_limit": "batas dana|fund limit|limit dana|batas saldo dana|fund limits",
    "udd": "udd|user due diligence|due diligence|kyc",
    "force_majeure": (
        "force majeure|force majeur|forcemajeure|force majure|keadaan kahar|kahar|keadaan memaksa|bencana|bencana alam|"
        "natural disasters|disasters|petir|lightning|hurricane|badai|kebakaran|fire|ledakan|explosion|sabotage|"
        "sabotase|natural disaster|disaster|gempa|earthquake|banjir|flood|tsunami|perang|war|riot|kerusuhan|act of god|"
        "beyond control|di luar kendali|luar kendali"
    ),
    "merchant": "merchant|merchants|pedagang|penjual|seller|usaha rekanan|mitra usaha|merchantnya",
    "account_number": (
        "nomor akun|account number|account numbers|nomor akun kaspro|no akun|kaspro account number|nomor akunnya"
    ),
    "users": "pengguna|user|users|pemakai|penggunanya",
    "expenditures": (
        "shopping payment|shopping payments|payment of expenditures|payment of expenditure|expenditures|expenditure|"
        "pembayaran belanja|pengeluaran|pembayaran pembelanjaan|bayar belanja|pembelanjaan|expenses"
    ),
    "bill": (
        "tagihan|bill|bills|bill payment|bill payments|pembayaran tagihan|postpaid|pascabayar|pln|listrik|electricity|"
        "telkom|pay tv|tv kabel|indihome|pdam|bpjs|bayar tagihan|utility|utilities"
    ),
    "system": "sistem kaspro|kaspro system|sistem|system|kaspro's system",
    "transaction": "transaksi|transaction|transactions|bertransaksi",
    "electronic_money": "uang elektronik|electronic money|e money|emoney|electronic cash",
    "cash_in_word": "cash in|cashin",
    "cash_out_word": "cash out|cashout|cash out withdrawal",
    "pt_spi": (
        "pt spi|spi|pt solusi pasti indonesia|solusi pasti indonesia|solusi pasti|penerbit|issuer|issues|issued|"
        "perusahaan|company|yang punya|punya siapa|milik siapa|dimiliki|owns|owned|behind kaspro|menerbitkan|"
        "diterbitkan|dikelola|mengelola|operates|runs kaspro|siapa yang punya|pengelola|pt"
    ),
    "to_bank": (
        "ke bank|ke rekening|ke rekening bank|to bank|to a bank|to my bank|to bank account|to my bank account|"
        "to a bank account|into my bank account|into a bank account|ke rek|to the bank|ke rekening saya|"
        "into bank account|onto my bank account"
    ),
}
ARTICLES = {f"article:{chapter}.{point}": f"article{chapter}point{point}" for chapter in "23" for point in "12345678"}
"""Places in the terms, as concepts.py spells them."""

CONCEPTS = {
    **ARTICLES,
    **{f"bank:{name}": words for name, words in BANKS.items()},
    **{f"way:{name}": words for name, words in WAYS.items()},
    **{f"shop:{name}": words for name, words in SHOPS.items()},
    **DEEDS,
    **SUBJECTS,
}
