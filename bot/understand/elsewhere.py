"""Elsewhere: subjects of which the issuer's document says nothing, and words that say nothing about any subject.

Read by concepts.py. A subject that the document comes to answer moves to vocabulary.py.
"""

from __future__ import annotations

from bot.understand.wordlists import phrase_set, word_set

FOREIGN = phrase_set(
    "topup dana|top up dana|isi dana|ke dana|isi saldo dana|gmail|password email|email password|akun email|"
    "akun google|google account|ambil paket|pick up a parcel|binance|indodax|tokocrypto|ajaib|bibit|bareksa|akulaku|"
    "kredivo|indodana|steam|google play|itunes|bank deposit|deposit account|suku bunga bank|suku bunga acuan|"
    "deposito|savings|tabungan|instagram|facebook|tiktok|youtube|twitter|shopee|tokopedia|gojek|grab|gaji|salary|"
    "game|games|job|jobs|kartu kredit|credit card|credit cards|kartu debit|debit card|physical card|kartu fisik|"
    "pinjaman|pinjam uang|pinjam duit|meminjam|pinjol|minjem|loan|loans|cicilan|cicil|installment|instalment|"
    "paylater|pay later|utang|hutang|debt|borrow money|borrow|mortgage|kpr|kurs|dollar|dollars|dolar|usd|euro|yen|"
    "ringgit|valas|forex|exchange rate|exchange rates|nilai tukar|currency|currencies|foreign currency|mata uang|"
    "crypto|kripto|bitcoin|btc|ethereum|nft|saham|stock|stocks|shares|reksadana|reksa dana|mutual fund|investasi|"
    "invest|investment|investing|cuaca|weather|forecast|gopay|go pay|ovo|linkaja|link aja|shopeepay|paypal|akun dana|"
    "saldo dana|aplikasi dana|dana app|flip|sakuku|isaku|doku|wise|western union|lazada|bukalapak|google pay|"
    "apple pay|alipay|wechat|venmo|lowongan|loker|karir|karier|career|careers|vacancy|hiring|magang|internship|"
    "asuransi|insurance|premi asuransi|promo|promosi|promotion|cashback|cash back|voucher|vouchers|diskon|discount|"
    "discounts|referral|poin|points|reward|rewards|kupon|coupon|undian|lottery|togel|judi|gambling|slot|taruhan|"
    "resep|recipe|cook|masak|nasi goreng|pertandingan|match score|presiden|president|politik|politics|pemilu|"
    "election|girlfriend|boyfriend|jodoh|joke|lelucon|pantun|puisi|poem|pajak|tax|taxes|npwp|netflix|spotify|diamond|"
    "mobile legends|free fire|roblox|luar negeri|abroad|overseas|foreign country|kode pos|zip code|ibukota|ibu kota|"
    "capital of|matematika|math|translate|terjemahkan|wifi|vpn|dokter|doctor|medicine|covid|beasiswa|scholarship|"
    "zakat|donasi|donation|donate|sedekah|charity|haji|umroh|warisan|mobil bekas|kurir|courier|ongkir|resi|parcel|"
    "delivery|marriage|visa|mastercard|cek giro|cheque|giro|obligasi|bonds|buka rekening|open a bank account|"
    "rekening baru|bank account open|pensiun|pension|berita|news|jadwal|schedule|jam berapa sekarang|what time is it|"
    "chatgpt|python|programming|coding|source code|hack|whatsapp web|ponzi|trading|broker|franchise|waralaba|"
    "terdekat|nearest|closest|jam buka|jam operasional|jam tutup|opening hours|opening times|business hours|lokasi|"
    "branch|cabang|pulsa|kuota|airtime|data package|stnk|bpkb|skck|e toll|flazz|brizzi|tapcash|krl|mrt|busway|zodiak|"
    "horoscope|bahasa inggris|grammar|savings account|rekening tabungan|buka tabungan|open a savings account"
)
"""A question about one of them is about nothing else: it is refused, however close the rest of it sounds."""

ASIDE = phrase_set(
    "whatsapp|wa|telegram|taxi|taksi|angkot|bus|bis|mobil|car|makan|kereta|train|pesawat|flight|flights|hotel|hotels|"
    "food|restoran|restaurant|film|movie|movies|lagu|song|music|musik|bola|football|soccer|liga|pacar|love|cinta|"
    "printer|sakit|sekolah|school|kuliah|university|rumah|house|apartment|motor|ojek|paket|surat|letter|bensin|fuel|"
    "parkir|parking|tol|toll|dog|cat|kucing|anjing|birthday|ulang tahun|kerja|pekerjaan|emas|gold|tiket|ticket|"
    "tickets|hujan|rain|nikah|obat|hacker|virus|sewa|rental|international|internasional"
)
"""What may be mentioned all the same: a phone lost on a train."""

MEANINGLESS = word_set(
    "total tuh mah kek siapakah manakah own protect work works working worked jalan denger dengar heard hear word kata "
    "takut khawatir worried afraid concerned cemas bunyi bunyinya isinya katanya soalnya kira sorry maaf numpang "
    "duh aduh waduh wah nah yang di ke dari dan atau untuk dengan pada dalam oleh sebagai ini itu nya ya yah yuk "
    "nih sih dong donk deh kok kan lah kah pun saja aja juga lagi dulu mau ingin pengen pingin tolong mohon bantu "
    "bantuan coba saya aku gue kami kita kamu anda kalian kak kakak bang mas mba mbak bro sis gan bos min admin "
    "halo hai hi hello hey permisi selamat pagi siang sore malam apa apakah kapan dimana mana siapa berapa bisa "
    "boleh dapat harus perlu ada adakah bisakah bolehkah tidak bukan belum sudah masih akan sedang telah jika "
    "kalau jikalau bila maka agar supaya karena jelaskan jelasin info informasi tentang soal mengenai tanya nanya "
    "lewat via melalui pakai menggunakan gunakan secara saat ketika waktu sekarang hari punya milik sendiri memang "
    "terus lalu setelah sebelum sampai semua setiap tiap per para si sang the a an of to in on at by for from with "
    "without and or but if then than as is are am was were be been being do does did done can could may might must "
    "should shall will would how what when where which who whom whose i i'm im i've you your yours my mine me we "
    "our us it its they their them he she his her this that these those there here some any no not don't doesn't "
    "didn't isn't aren't won't please thanks thank help need want wanna like explain show about into onto out off "
    "up down just only also too so very really much more less exactly actually possible possibly allowed able got "
    "getting going let use used using uses way ways through made have has had having happen happens happened "
    "whether every each all same such still yet again ever never now today s t re ve ll d m oh eh hmm ok oke okay "
    "banget sangat lebih paling sebenarnya sebetulnya gitu begitu begini gini kayak kaya seperti misal misalnya "
    "contoh contohnya dikasih jadinya nanti langsung cuma hanya baru ah loh lho gimana guide panduan petunjuk "
    "tutorial instructions method there's wondering question pertanyaan bingung paham ngerti mengerti understand "
    "list kind type apa-apa siapa-siapa biar detail details lengkap full detil step-by-step would've rp idr "
    "aplikasinya wajib kena bakal applies something anything sesuatu between antara thing things dikarenakan "
    "ternyata hal sir madam pak bu bapak mind quick quickly cepat gampang mudah easy easily lihat see cek check "
    "find take takes long lama berlaku valid apa-itu ribu juta thousand million first pertama process "
)
"""Words that say nothing about the subject."""
