"""Development questions: what customers ask of the help, by topic, and what they ask that is no business of ours.

For tuning the matcher by its rules; none stands in a topic file. Bars keep questions apart.
"""

from __future__ import annotations

IN_INDONESIAN = {
    "what_is": (
        "kaspro tuh aplikasi apa sih|kaspro itu dompet digital ya?|fungsi kaspro buat apa aja|"
        "bisa bayar pake qris ga di kaspro|ini kaspro apaan ya|kaspro bisa buat apa"
    ),
    "register": (
        "gmn sih bikin akun kaspro|langkah2 daftar kaspro dong|mau gabung kaspro caranya gimana|"
        "abis masukin otp trs ngapain pas daftar|cara bikin akun baru gimana|daftarnya lewat mana sih|"
        "pertama kali pake, mulai dari mana|daftar perlu email ga|mau buka akun kaspro syaratnya apa"
    ),
    "premium_benefits": (
        "enaknya jadi premium apa|bedanya akun biasa sama premium apaan|kalo udah premium bisa ngapain aja|"
        "untungnya upgrade ke premium apa kak|apa bedanya reguler sm premium|kalo ga premium ga bisa kirim uang ya|"
        "emang premium bisa transfer ke bank?|fasilitas akun premium apa aja"
    ),
    "premium_upgrade": (
        "cara naikin akun ke premium gmn|buat jadi premium perlu foto apa aja|pake sim bisa ga buat upgrade premium|"
        "langkah upgrade premium dong min|pengen premium nih, apa aja yg disiapin|upgrade akunnya gmn ya|"
        "proses premium lama ga|foto ktp nya gimana biar diterima premium|berapa lama verifikasi premium"
    ),
    "multiple_numbers": (
        "1 hp bisa buat 2 akun kaspro ga?|boleh pny dua nomor kaspro di hp yg sama?|"
        "bisa ga pake nomor berbeda di satu hp|punya 2 nomer, bisa dua-duanya daftar di 1 hp?|"
        "email sama nomor beda bisa ga"
    ),
    "lost_phone": (
        "hp ku ilang nih akun kasproku gmn|hp saya kecopetan di kereta trus saldo kaspro gimana?|"
        "kalau ponsel dicuri apa yang harus dilakukan|aduh hp gue dicolong orang, kaspro gue gmn|"
        "hape jatuh entah dimana, saldo aman ga|hp saya dijambret tadi, akun gimana|"
        "ponsel raib, saldo kaspro gimana nih"
    ),
    "change_pin": (
        "gmn cara ngubah pin|pengen ganti pin baru gimana ya|step buat ganti pin kaspro apa aja|"
        "pin mau saya ganti, gmn ya|cara rubah pin|ubah pin lewat mana|ganti pin lama ke pin baru gimana"
    ),
    "blocked": (
        "akun sy diblokir nih gmn biar aktif lagi|cara buka blokir akun gmn|akun kaspro keblokir hrs ngapain|"
        "kok akun saya kekunci, bukanya gimana|akun ke-suspend, tolong aktifin|"
        "akun saya kena blokir siapa yg bisa buka|gimana mengaktifkan kembali akun"
    ),
    "contact": (
        "nomor cs kaspro berapa|email customer service nya apa|ngadu ke mana kalau ada masalah|"
        "kontak layanan pelanggan kaspro dong|nomor telepon cs dong|mau komplain kemana ya|"
        "ada email yg bisa dihubungi?|telepon kaspro berapa|email bantuan kaspro apa"
    ),
    "limits": (
        "saldo kaspro maksimal brp|paling banyak nyimpen duit berapa di akun reguler|"
        "batas uang masuk sebulan buat premium berapa|limit akun premium berapa sih|"
        "kalau reguler saldonya mentok di angka berapa|sebulan bisa nerima berapa banyak sih|maks saldo premium|"
        "boleh nyimpen sampe 5 juta ga di akun reguler|total uang masuk sebulan maksimal berapa"
    ),
    "topup": (
        "gmn sih cara ngisi saldo|cara topup kaspro gimana aja|bisa isi saldo lewat apa aja|"
        "min tolong info dong cara nambah saldo kaspro itu lewat mana aja ya|gimana ya biar saldo saya keisi"
    ),
    "topup.bca": (
        "nomor va bca saya berapa ya formatnya|isi saldo dari bca gimana|top up via bca caranya|"
        "kalau dari rekening bca caranya gimana buat ngisi|mau tau nomor virtual account bca punya saya"
    ),
    "topup.bca.atm": (
        "gmn cara isi saldo bca lewat atm|langkah top up di mesin atm bca|"
        "kalo dari atm bca pencet menu apa buat isi kaspro|gmna yah klo mau ngisi lewat atm bca|"
        "top up di atm-nya bca gimana ya kak"
    ),
    "topup.bca.internet": (
        "cara topup pake klikbca|isi kaspro lewat internet banking bca gmn|"
        "isi lewat internet banking bca langkahnya apa|bca lewat website klikbca gimana"
    ),
    "topup.bni.sms": (
        "format sms bni buat isi kaspro apa|cara top up lewat sms banking bni|sms ke berapa buat isi dari bni|"
        "isi via sms bni"
    ),
    "topup.bni.internet": "gimana top up kaspro pake ibanking bni",
    "topup.bni.atm": (
        "isi saldo di atm bni gmn langkahnya|atm bni buat top up pencet apa aja|lewat mesin bni gimana cara isi saldo"
    ),
    "topup.bni.mobile": "va bni mobile banking formatnya gimana|isi saldo dr bni mobile",
    "topup.cimb.atm": "minimal isi saldo di atm cimb niaga brp|cara setor ke kaspro lewat atm niaga",
    "topup.cimb.internet": (
        "topup via cimb clicks gmn caranya|octo clicks buat isi kaspro gmn|isi dari cimb niaga lewat internet"
    ),
    "topup.bri.mobile": "gmn isi saldo kaspro dari brimo|top up lewat m-banking bri caranya",
    "topup.bri": (
        "kalo pake atm bri gimana cara isi saldonya|va bri berapa kodenya|bank bri bisa buat isi ga|"
        "nomor virtual account bri saya"
    ),
    "topup.other.mobile": "isi saldo pake livin mandiri gmn|mbanking bank lain bisa buat top up kaspro ga",
    "topup.other.atm": (
        "cara top up di atm mandiri|isi saldo kaspro dari atm bank lain gimana|"
        "di atm bersama caranya gimana isi kaspro|pakai atm bank mandiri buat top up kaspro"
    ),
    "topup.other": (
        "kalo punyanya bank permata isi saldonya gimana|bisa isi dari bank mandiri ga?|"
        "bank saya danamon, nomor va nya apa|rekening saya bsi, isi saldonya gimana"
    ),
    "topup.atm": "isi saldo di atm gmn caranya",
    "topup.alfamart": (
        "cara isi saldo di alfamidi|maksimal top up di alfamart berapa|bilang apa ke kasir alfa buat isi kaspro|"
        "topup di lawson bisa?|kelipatan isi di alfa berapaan|mbak kasirnya minta kode, kode alfamart buat topup apa|"
        "isi saldo di alfa maksimal berapa sekali isi|boleh ga isi 70rb di alfamart"
    ),
    "topup.indomaret": (
        "gmn topup di indomart|isi saldo di ceriamart caranya gmn|kelipatan isi saldo indomaret berapa|"
        "token indomaret buat isi saldo gmn|batas isi saldo di indomaret|di indomaret isi saldo harus bikin token ya|"
        "minimal isi saldo indomaret"
    ),
    "topup.digibos": (
        "isi saldo di mitra lkd digibos gimana|minimal topup digibos brp|digibos itu gmn isi saldonya|"
        "maksimal isi di digibos"
    ),
    "topup.cash": "bisa isi saldo pakai uang tunai di toko?|setor tunai buat kaspro dimana",
    "withdraw": (
        "gmn cara narik uang dari kaspro|dimana aja bisa tarik tunai|mau nyairin saldo caranya gimana|"
        "uangnya bisa diambil dimana|mau cairin saldo gmn|syarat tarik tunai apa|ga bisa tarik tunai kenapa ya"
    ),
    "withdraw.alfamart": (
        "kalo tarik tunai di alfamart prosesnya gimana|ambil duit di alfamidi gmn|di dan+dan bisa tarik tunai ga|"
        "minimal ambil tunai di alfamart berapa|cara cairkan saldo di alfamidi"
    ),
    "withdraw.indomaret": (
        "bisa tarik tunai di indomaret?|kelipatan tarik uang di indomaret berapa|kalo di indomaret narik duitnya gmn|"
        "tarik tunai ceriamart bisa?"
    ),
    "withdraw.friend": (
        "cara tarik tunai lewat temen gmn|minimal narik uang dari teman berapa|bisa tarik lewat temen? gmn|"
        "temen saya punya cash, bisa dituker saldo?|apa itu tarik tunai lewat teman|"
        "saya mau tarik dari teman, langkahnya?"
    ),
    "withdraw.danamon": (
        "tarik tunai tanpa kartu di atm danamon gmn|kelipatan tarik di danamon berapa|"
        "tarik di atm danamon maksimal berapa|ambil uang di danamon gmn|tarik tanpa kartu gimana sih|"
        "di atm danamon bisa ambil uang?"
    ),
    "terms.non_transferable": (
        "akun kaspro saya boleh dipake orang lain ga|bisa ga akun kaspro dipindahtangankan ke adik saya|"
        "boleh minjemin akun ke temen?|akun mau saya kasih ke adek boleh?|bisa jual akun kaspro ga|"
        "akun kaspro bisa dipindah ke nama istri?"
    ),
    "terms.payment_refused": (
        "kenapa bayar di merchant ditolak|kok pembayaran saya di toko gagal terus|pas bayar di kasir kok ditolak|"
        "kenapa ga bisa bayar di merchant|transaksi di merchant gagal kenapa|kenapa saya ga bisa belanja pake kaspro"
    ),
    "terms.blocked_reasons": (
        "kenapa akun kaspro bisa diblokir|akun dibekukan gara2 apa ya, alasannya apa|apa penyebab akun diblokir|"
        "kaspro berhak nutup akun kalo apa|kalau saya melanggar ketentuan apa akibatnya"
    ),
    "terms.fund_limit_change": (
        "batas saldo bisa berubah sewaktu2 ga|apa kaspro boleh ngubah limit dana|"
        "limit saldo bisa diubah pihak kaspro?|kalo batas dana berubah dikasih tau ga|"
        "apakah batas saldo bisa diganti sepihak|perubahan limit diberitahu lewat apa"
    ),
    "terms.interest": (
        "saldo di kaspro dapet bunga ga|nyimpen uang disini ada bunganya?|ada bunganya ga sih nyimpen disini|"
        "dapat imbal hasil ga saldo saya|apakah saldo menghasilkan bunga|ada bunga per tahun ga"
    ),
    "terms.cash_in": (
        "kode bank 3929 itu apa|isi saldo di outlet kaspro gimana|menurut ketentuan cara cash in apa aja"
    ),
    "terms.cash_out": (
        "bisa tarik saldo ke rekening bank ga|gimana mindahin saldo kaspro ke rekening bank|"
        "saldo bisa dicairkan ke rekening ga|tarik ke rekening bank bisa?|cairin saldo ke rekening bni bisa ga|"
        "transfer saldo kaspro ke rekening saya gimana"
    ),
    "terms.dormant_fee": (
        "kalo 6 bulan ga dipake kena biaya ga|akun lama ga aktif dipotong berapa|kok saldo kepotong 5000 tiap bulan|"
        "saldo saya kok berkurang sendiri padahal ga dipakai|setengah tahun ga transaksi diapain|"
        "ada biaya kalau akun nganggur?|akun ga kepake setahun, saldonya abis ga|"
        "biaya administrasi bulanan 5000 itu apa"
    ),
    "terms.pin_secrecy": (
        "boleh ga pin dikasih tau ke orang|ada yg minta pin saya ngaku dari kaspro, aman ga?|"
        "kalau pin saya dipakai orang siapa yang tanggung jawab|petugas minta pin saya, kasih ga ya|"
        "pin boleh dibagi ke istri?|kalo pin saya bocor gimana tanggung jawabnya|temen tau pin saya, bahaya ga"
    ),
    "terms.definitions.outlets": "outlet kaspro itu apa",
    "terms.definitions.application": (
        "aplikasi maksudnya apa di ketentuan|apa definisi aplikasi|aplikasi di ketentuan artinya apa"
    ),
    "terms.definitions.bank_atm": "apa yg dimaksud atm bank di syarat ketentuan",
    "terms.definitions.fund_limit": "batas dana itu apaan",
    "terms.definitions.udd": (
        "udd singkatan dari apa|UDD itu apa kak|apa kepanjangan udd|user due diligence maksudnya apa|proses udd itu apa"
    ),
    "terms.definitions.force_majeure": (
        "force majeure tuh apa|kalo ada gempa bumi keadaan kahar gimana maksudnya|apa itu force majeur|"
        "pengertian keadaan memaksa"
    ),
    "terms.definitions.merchant": "merchant itu apa sih|yg dimaksud merchant siapa|arti merchant",
    "terms.definitions.account_number": (
        "nomor akun maksudnya apa|nomor akun kaspro itu apa|apa yg dimaksud account number"
    ),
    "terms.definitions.users": "siapa yang disebut pengguna",
    "terms.definitions.regular_user": "pengguna reguler artinya apa",
    "terms.definitions.premium_user": (
        "pengguna premium itu apa artinya|definisi pengguna premium|apa itu premium user"
    ),
    "terms.definitions.bill_payment": (
        "pembayaran tagihan itu apa|bisa bayar tagihan pln ga|apa maksud bill payment|"
        "telkom dan pln termasuk pembayaran tagihan?"
    ),
    "terms.definitions.electronic_money": (
        "uang elektronik apaan sih|apa itu uang elektronik|definisi electronic money"
    ),
    "terms.definitions.transaction": "yang dimaksud transaksi apa ya",
    "terms.definitions.pt_spi": (
        "pt spi tuh siapa sih|siapa penerbit kaspro|kaspro punya perusahaan apa|PT Solusi Pasti Indonesia itu siapa|"
        "yg punya kaspro siapa"
    ),
    "terms.definitions.kaspro_system": "sistem kaspro itu apa|arti sistem kaspro|kaspro system maksudnya",
    "terms.definitions.cash_out": "cash out maksudnya apa",
    "terms.definitions.cash_in": "istilah cash in tuh apa",
    "terms.definitions.pin": "pin itu apaan",
    "terms.definitions.user_account": "akun pengguna itu maksudnya apa",
    "terms.definitions.payment_of_expenditures": "pembayaran belanja maksudnya apa",
    "topup.mobile": "pake mbanking gmn isinya|isi saldo lewat m-banking",
    "topup.bca.mobile": "pakai bca mobile bisa ga isi saldo|kalo m-bca gimana",
    "topup.cimb": "dari cimb niaga gimana isi saldonya|minimal top up cimb berapa",
    "topup.other.internet": "internet banking mandiri buat isi kaspro gimana",
}
IN_ENGLISH = {
    "what_is": (
        "so what exactly is this kaspro thing?|is kaspro an e-wallet?|can i pay by scanning a qr code|kaspro?|"
        "what can kaspro do"
    ),
    "register": (
        "how can i open a kaspro account|what do i need to sign up|where do i download it and join|"
        "how do new users get started|how do i sign up|where do i create an account|do i need an email to register|"
        "requirements for opening a kaspro account"
    ),
    "premium_benefits": (
        "what do i get if i'm premium|how do regular and premium differ, what's the difference|"
        "why should i go premium, any advantages?|what's the point of premium|can regular customers send money|"
        "can premium users transfer to a bank|what features does a premium account have"
    ),
    "premium_upgrade": (
        "how do i get a premium account|what are the steps to upgrade|"
        "do i need a selfie with my passport to become premium|which documents for premium|i want premium, what now|"
        "how long until my upgrade is approved|is a driving licence fine for the upgrade|"
        "how should the id photo look for premium|how long does premium verification take"
    ),
    "multiple_numbers": (
        "can i have two kaspro accounts on one phone|is it ok to use several numbers on the same device|"
        "i have two sims, can i have two accounts|can the same email be used for two accounts"
    ),
    "lost_phone": (
        "someone stole my phone, what about my wallet?|what happens if i lose my handset|"
        "i can't find my phone anywhere what should i do|phone got stolen help|"
        "i dropped my phone in the river, what about my kaspro|my phone was snatched, what about my account|"
        "i've lost my mobile, how do i protect my wallet"
    ),
    "change_pin": (
        "how to set a new pin|how can i modify my pin code|steps for updating the pin|i want a different pin, how|"
        "how do i reset my pin|where do i change my pin|change old pin to a new one"
    ),
    "blocked": (
        "how to get my blocked account back|my account got suspended, how do i reactivate it|"
        "what can i do when my wallet is frozen|i'm locked out, how to unlock my account|"
        "why can't i use my account, it says blocked|who can unblock my account|how to reactivate a blocked account"
    ),
    "contact": (
        "what is your customer service phone number|how can i reach support|whats the support email|"
        "where do i send a complaint|is there a hotline|how do i email you|i want to complain|"
        "what's kaspro's phone number|help desk email address"
    ),
    "limits": (
        "what's the most money i can keep in my wallet|monthly incoming limit for regular accounts|"
        "how much can a premium account hold|is there a maximum on my balance|how much can i have in my account|"
        "what's the monthly cap|max balance for premium?|can i keep 5 million in a regular account|"
        "total incoming per month allowed"
    ),
    "topup": (
        "how can i put money into my wallet|ways to top up kaspro|how do i add funds|"
        "hi, could you tell me the ways to add balance please|what are my options for topping up"
    ),
    "topup.bca": (
        "how do i top up from bca|virtual account for bca?|from my bca account, how do i top up|"
        "what's my bca virtual account number"
    ),
    "topup.bca.atm": (
        "steps to top up at a bca atm|which menu on the bca cash machine do i choose for top up|"
        "i'm at a bca atm, what do i press to top up|loading money from the bca atm"
    ),
    "topup.bca.internet": (
        "how to reload with klik bca|top up through bca internet banking how|"
        "bca internet banking top up instructions|how does klikbca top up work"
    ),
    "topup.bni.sms": "what's the text format for bni sms banking top up|bni sms top up|what do i text to bni",
    "topup.bni.internet": "topping up with bni online banking, how",
    "topup.bni.atm": (
        "how do i add money at a bni atm|bni atm: which menu for top up|how to top up with a bni atm card"
    ),
    "topup.bni.mobile": "bni mobile banking top up how",
    "topup.cimb.atm": "can i use the cimb atm to reload kaspro?|what is the minimum top up at cimb niaga atm",
    "topup.cimb.internet": (
        "how to top up via cimb clicks|cimb internet banking top up steps|octo clicks top up|top up with cimb online"
    ),
    "topup.bri.mobile": "how to top up using brimo",
    "topup.bri": "what is the virtual account format for bri|does bri work for top ups",
    "topup.other.mobile": "top up using another bank's mobile app, how",
    "topup.other.internet": "how to reload via internet banking of mandiri|permata internet banking top up how",
    "topup.other.atm": (
        "top up from an atm of another bank, how?|top up at a mandiri atm how|using atm bersama to top up"
    ),
    "topup.other": (
        "can i add money from a permata account|i use a different bank, how do i top up?|"
        "my bank is danamon, how do i top up|can i top up from hsbc"
    ),
    "topup.mobile": "how do i top up with mobile banking|top up from mobile banking app",
    "topup.atm": "how do i top up at an atm",
    "topup.alfamart": (
        "what do i tell the alfamart cashier to load my wallet|top up limit at alfamidi?|how to reload at lawson|"
        "maximum i can load at alfamart|is 70k ok to top up at alfamart|alfamart top up max|"
        "how do i load my wallet at alfamidi"
    ),
    "topup.indomaret": (
        "how to top up at ceriamart|is there a maximum top up in indomaret|indomaret top up token how|"
        "max top up indomaret|do i need a token for indomaret top up|indomaret top up minimum"
    ),
    "topup.digibos": (
        "how does digibos top up work|minimum deposit at lkd digibos|what's digibos top up|"
        "how much can i top up at digibos"
    ),
    "topup.cash": "can i top up with cash at a shop?|which stores let me deposit cash",
    "withdraw": (
        "how do i take money out of my wallet|where can i get cash|what ways are there to cash out|"
        "how do i get my money out|where can i withdraw|what do i need to withdraw cash|"
        "where is cash withdrawal possible"
    ),
    "withdraw.alfamart": (
        "how to withdraw at alfamart|cash withdrawal dan+dan steps|what's the smallest withdrawal at alfamart|"
        "alfamidi cash out how"
    ),
    "withdraw.indomaret": (
        "how do i cash out in an indomaret store|max withdrawal at ceriamart|withdraw at indomaret min amount|"
        "can i get cash at indomaret"
    ),
    "withdraw.friend": (
        "how does withdrawing through a friend work|minimum withdrawal with a friend|get cash from a friend how|"
        "can my friend give me cash for my balance|what is withdrawal with a friend|"
        "i'd like to withdraw from a friend, what are the steps"
    ),
    "withdraw.danamon": (
        "how do cardless withdrawals at danamon work|danamon atm withdrawal maximum?|danamon withdrawal steps|"
        "cardless at danamon|withdraw without a card how|can i withdraw at danamon atm"
    ),
    "terms.non_transferable": (
        "may i let my wife use my kaspro account|can i sell my account to someone else|"
        "can i give my account to my son|is the account transferable|move my account to my wife's name"
    ),
    "terms.payment_refused": (
        "why was my payment at the shop declined|my merchant payment failed, why?|shop says payment rejected|"
        "why can't i pay at the merchant|why did my merchant transaction fail|why can't i shop with kaspro"
    ),
    "terms.blocked_reasons": (
        "for what reasons can you block my account|why would an account be closed by kaspro|what could get me banned|"
        "when may you close my account|when does kaspro have the right to close an account|"
        "what happens if i violate the terms"
    ),
    "terms.fund_limit_change": (
        "can kaspro change the balance limit whenever it wants|will i be notified if the fund limit changes|"
        "can the limits change|how will you tell me about new limits|can the balance limit be changed unilaterally"
    ),
    "terms.interest": (
        "do i earn interest on my balance|does my money grow here|does my balance grow over time|will i get interest|"
        "does the balance earn interest|what is the interest rate per year"
    ),
    "terms.cash_in": "what is the 3929 bank code|can i deposit money in a kaspro outlet",
    "terms.cash_out": (
        "can i move my balance to my bank account|is it possible to withdraw to a bank account|"
        "transfer balance to bank account|how to cash out to my bank|can i cash out to my bni account|"
        "how do i transfer kaspro balance to my own bank account"
    ),
    "terms.dormant_fee": (
        "what if i don't use my account for half a year|is there an inactivity fee|"
        "why are you deducting 5000 a month|what happens if i never use it|is there a monthly fee|"
        "my account has been idle for months, will you charge me|"
        "i have not used my account for a year, is my money gone|what is the 5000 monthly administration fee"
    ),
    "terms.pin_secrecy": (
        "should i share my pin with your staff|someone asked for my pin, is it safe to tell?|"
        "who is responsible if my pin is misused|an agent asked for my pin|can my wife know my pin|"
        "who is liable if my pin leaks|a friend knows my pin, is it dangerous"
    ),
    "terms.definitions.outlets": "what are kaspro outlets",
    "terms.definitions.application": (
        "what do the terms mean by application|what is the definition of application|application means what in terms"
    ),
    "terms.definitions.bank_atm": "definition of bank atm please",
    "terms.definitions.fund_limit": "meaning of the term fund limit",
    "terms.definitions.udd": (
        "what is user due diligence|what does UDD stand for|explain udd|user due diligence meaning|"
        "what is the udd process"
    ),
    "terms.definitions.force_majeure": (
        "what counts as force majeure|are natural disasters covered|force majeure?|what if there's an earthquake"
    ),
    "terms.definitions.merchant": "what is meant by merchant|who is a merchant|define merchant",
    "terms.definitions.account_number": (
        "account number meaning?|what is a kaspro account number|what is meant by account number"
    ),
    "terms.definitions.users": "who are users according to the terms",
    "terms.definitions.regular_user": "who counts as a regular user",
    "terms.definitions.premium_user": "define premium user|definition of premium user",
    "terms.definitions.bill_payment": (
        "what does bill payment include|can i pay my electricity bill|what is bill payment|"
        "are telkom and pln part of bill payment"
    ),
    "terms.definitions.electronic_money": "what is meant by electronic money|what's electronic money|define e-money",
    "terms.definitions.transaction": "how do you define a transaction",
    "terms.definitions.pt_spi": "which company's behind kaspro|who issues kaspro|who is PT SPI",
    "terms.definitions.kaspro_system": "what do you mean by kaspro system|explain the kaspro system",
    "terms.definitions.cash_out": "so cash out means what",
    "terms.definitions.cash_in": "meaning of cash in",
    "terms.definitions.pin": "what is meant by pin",
    "terms.definitions.user_account": "what does user account mean",
    "terms.definitions.payment_of_expenditures": "payment of expenditures means what",
    "topup.bca.mobile": "can i use bca mobile to top up|m-bca steps",
    "topup.cimb": "cimb minimum top up",
}
FOREIGN_INDONESIAN = (
    "cara apply kartu kredit gmn|bisa pinjam uang ga disini|kurs dolar hari ini brp|harga bitcoin sekarang berapa|"
    "cuaca di jakarta gimana|cara isi saldo gopay|lowongan kerja di kaspro ada ga|asuransi motor bisa dibeli disini?|"
    "ada promo cashback ga bulan ini|cara transfer ke ovo gmn|harga emas antam berapa|resep nasi goreng dong|"
    "siapa presiden indonesia|jadwal kereta ke bandung|cara buka rekening bca|bunga deposito mandiri berapa|"
    "bisa kirim uang ke luar negeri?|cara bayar pajak motor|siapa yang menang bola semalam|"
    "limit kartu kredit bca berapa|cara daftar bpjs kesehatan|cicilan rumah gimana ya|atm bca terdekat dimana|"
    "jam buka alfamart|nonton film apa ya enaknya|kode pos bandung berapa|cara top up mobile legends|"
    "cara hapus akun instagram|berapa gaji karyawan alfamart|tolong buatin puisi|cara mengurus ktp yang hilang|"
    "dimana beli hp samsung murah|bisa beli pulsa telkomsel ga|cara nyicil barang di kaspro|"
    "saldo shopeepay bisa dipindah kesini?|biaya admin bank mandiri per bulan berapa|cara blokir kartu atm bca|"
    "pin atm saya lupa|limit transfer bca berapa sehari|cara ganti pin atm bni|kartu atm ketelen mesin|"
    "cara aktivasi m-banking bri|cara daftar internet banking mandiri|nomor call center bca berapa|"
    "kantor cabang bni buka jam berapa|suku bunga bank indonesia sekarang|modal nikah berapa|"
    "cara dapat uang dari internet|gimana cara jadi kaya|cara cek nomor hp sendiri|paket internet murah apa|"
    "hp samsung saya layarnya rusak|akun facebook saya diblokir|akun shopee kena blokir gimana|"
    "cara klaim asuransi kecelakaan|cara bayar uang kuliah|kirim paket pakai jne berapa lama|cara ganti nama di ktp|"
    "syarat bikin paspor|syarat bikin sim a|foto ktp buat pinjol aman ga|bisa deposit slot?|cara withdraw binance|"
    "harga saham bca|apa itu blockchain|apa itu inflasi|apa itu reksadana|berapa gaji umr jakarta|kapan lebaran|"
    "kamu manusia atau robot|siapa nama kamu|lagi apa|kangen|aku lapar|besok libur ga|tiket konser dimana belinya|"
    "cara masak indomie|di indomaret ada jual galon ga|alfamart buka 24 jam?|promo alfamart minggu ini|"
    "bisa top up dana dari sini?|cara bayar shopee pakai kaspro|gimana cara pinjam duit cepat|"
    "apakah kaspro ada paylater|ada kartu atm kaspro ga|bisa beli emas di kaspro?|kaspro bisa investasi saham ga|"
    "tukar poin jadi voucher gimana|kapan gajian|uang saya ketipu olshop bisa balik ga|cara lapor polisi|"
    "jam berapa sekarang|besok hujan ga|berapa harga iphone 15|rekomendasi hotel di bali|"
    "tiket pesawat ke medan berapa|kode promo kaspro dong|ada diskon ga belanja di alfamart|"
    "harga token listrik 100 ribu berapa|cara cek tagihan pdam|cara daftar kartu prakerja|cara cek bansos|"
    "bagaimana cara menurunkan berat badan|siapa penemu lampu|apa itu fotosintesis|berapa 12 kali 13|"
    "tolong terjemahkan ini|cara bikin cv|lirik lagu terbaru dong|main game yuk|cara membuat akun gmail|"
    "lupa password email|cara ganti password wifi|akun tiktok saya hilang|gmn cara verifikasi akun shopee|"
    "limit kredivo saya berapa|cara naikin limit akulaku|bunga pinjaman bri berapa|syarat kpr btn|"
    "kirim barang ke surabaya berapa hari|alamat kantor bca pusat|cara bayar spp lewat bni|"
    "cara bayar cicilan motor di indomaret|cara bayar listrik di alfamart|beli pulsa di indomaret bisa?|"
    "transfer western union di indomaret gimana|bisa ambil paket di alfamart?|kerja di indomaret gajinya berapa"
)
FOREIGN_ENGLISH = (
    "how do i apply for a credit card|can i get a loan|what's the dollar exchange rate|do you sell bitcoin|"
    "what's the weather tomorrow|how do i top up gopay|are you hiring|do you offer travel insurance|"
    "any promo codes today?|can i link my paypal|how much is gold today|how do i cook rendang|"
    "who won the match last night|can i book train tickets|how do i open a bca savings account|"
    "what's the best stock to buy|can i send money abroad|how do i file my taxes|tell me a joke|"
    "what is the capital of france|how do i get a mortgage|opening hours of indomaret|"
    "how do i reset my instagram password|write me a poem|what time is it in tokyo|how do i fix my laptop|"
    "where is the nearest bca branch|can i buy shares|is there a student discount|how to lose weight fast|"
    "what is machine learning|can i lend my car to a friend|how do i block my atm card|my atm swallowed my card|"
    "how do i register for bca mobile|what is the bca customer service number|what is blockchain|what is inflation|"
    "what is a mutual fund|how much interest does a bank deposit pay|can i get a kaspro credit card|"
    "can i buy insurance here|do you have a loyalty program|how do i delete my facebook account|"
    "my instagram is blocked|how to withdraw from binance|how do i get a passport|can i renew my driving licence|"
    "how to fix a broken phone screen|which phone should i buy|how much is a samsung phone|who are you|are you human|"
    "how old are you|what's your name|i'm hungry|i miss you|what day is it|do you like music|how do i become rich|"
    "how do i become a doctor|can i change my phone plan|how do i change my wifi password|does alfamart sell milk|"
    "is indomaret open on sunday|how much does a flight cost|how do i pay my rent with visa|can i use mastercard|"
    "is there a student loan|can i get overdraft|how to transfer money to ovo|send bitcoin to a friend|how to donate|"
    "what are your vacancies|who is the president|is it going to rain|best restaurants nearby|how do i learn english|"
    "what's 5 times 7|select * from users; drop table|how do taxes work on interest|exchange rate for euros|"
    "can i top up my steam wallet|is there a kaspro debit card|do you offer buy now pay later|how do i get cashback|"
    "what's my credit score|can i convert dollars in the app|how to send money to malaysia|"
    "can i invest in mutual funds|how do i buy gold|is bitcoin a good investment|when is payday|"
    "what's the price of an iphone|recommend me a hotel in bali|how far is the moon|what's 12 times 13|"
    "translate this to english please|who invented the telephone|how do i write a cv|how can i lose weight|"
    "how do i get a visa for japan|forgot my gmail password|how do i verify my twitter account|"
    "how do i raise my credit limit|what is the mortgage rate at bri|how do i apply for a job at indomaret|"
    "how do i ship a parcel|where is the bca head office|can i buy stamps at alfamart|"
    "how do i pay my school fees at bni|how do i pay my car loan|is my ovo balance safe|what is photosynthesis|"
    "play a game with me|sing me a song|are you chatgpt|how do i install windows|why is the sky blue|"
    "how to change a tyre|what should i eat tonight|do you know any good movies|is it safe to travel to bali|"
    "my dog is sick|can i get a refund from tokopedia|where is my parcel|cancel my netflix subscription|"
    "can i get a tax refund|who is the richest man|how do i register a company|how to register to vote|"
    "how do i block someone on whatsapp"
)


def in_scope(language: str) -> list[tuple[str, str]]:
    """Return the questions of a language with the topic that answers each."""
    listed = {"id": IN_INDONESIAN, "en": IN_ENGLISH}[language]
    return [(question, topic) for topic, questions in listed.items() for question in questions.split("|")]


def out_of_scope(language: str) -> list[str]:
    """Return the questions of a language that the document does not answer."""
    return {"id": FOREIGN_INDONESIAN, "en": FOREIGN_ENGLISH}[language].split("|")
