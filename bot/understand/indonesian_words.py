"""Words: what Indonesian customers call things, formal, in chat and as their region colours it, by concept.

Beside those of concept_words.py. A concept that begins with "~" tells requests, questions and stories apart, and
answers nothing. A phrase of such a concept that holds words with a meaning of their own stands under that meaning too,
since the longest phrase wins.
"""

from __future__ import annotations

INDONESIAN: dict[str, str] = {
    "bank:bni": "bank negara indonesia|bni46|taplus|bank empat enam",
    "bank:cimb": "cimbniaga|bank lippo",
    "bank:bca": "bank central asia|keybca|keca|tahapan xpresi|bank sentral asia",
    "bank:bri": "bank rakyat indonesia|bank rakyat|simpedes|britama|brilink|agen brilink",
    "bank:other": (
        "byond|bank syariah|bri syariah|bank jateng|bank jatim|bank sumut|bank nagari|bank kalbar|bank aceh|bank papua|"
        "bank sulselbar|bank riau kepri|bank sumsel|bank lampung|bank bali|bank ntb|bank daerah|"
        "bank pembangunan daerah|krom|bank raya|hibank|motionbank|bank saqu|nobu|mayapada|mnc bank|kb bank|"
        "standard chartered|stanchart|artha graha|woori|hana bank|bank hana|line bank|linebank|bank sampoerna|"
        "bank swasta|bank laen|bank liyane|bank sanes|yang bukan bca|selain bca"
    ),
    "way:mobile": (
        "mobail banking|mobail bengking|em banking|embanking|m bangking|mobilebanking|hp banking|aplikasi perbankan|"
        "bank lewat hp|bank dari hp|banking lewat hp|banking di hp|dmobile|byond|aplikasi banknya|bank hp|em beking"
    ),
    "way:internet": (
        "inet banking|e bangking|internetbanking|situs|laman|peramban|chrome|mozilla|firefox|opera mini|warnet|"
        "notebook|netbook|websait|onlen banking|onlain banking|situsnya|internet rumah|paket internet|data internet|"
        "tidak ada internet|internet mati|internet putus"
    ),
    "way:sms": "esemes|es em es|smsbanking|pesan teks|pesan pendek",
    "way:atm": (
        "mesin uang|mesin tarik tunai|mesin setor tunai|mesin crm|setor tunai mesin|atem|a te em|ate em|mesin bank|"
        "anjungan tunai|mesin setor|etm|atm mana|atm dimana|di atm|ke atm|depan atm|bilik atm|galeri atm|atmnya|"
        "jauh dari atm|tidak ada atm|atm rusak|atm error|atm offline|atm kosong|atm habis|atm gangguan|ketelan atm"
    ),
    "shop:alfamart": "alfagroup|alfaexpress|alpa mart|alfmrt",
    "shop:indomaret": "indo mart|endomaret|idm|endomart",
    "shop:digibos": "digi boss|layanan keuangan digital|laku pandai",
    "shop:friend": (
        "konco|kanca|koncoku|babaturan|rencang|rerencangan|sohib|sobat|sobatku|besti|bestie|bestiku|kolega|kanti|"
        "hp teman"
    ),
    "topup": (
        "penyetoran|ngeusian|eusian|dieusian|suntik saldo|suntik dana|nyuntik saldo|depo|masukin dana|naruh uang|"
        "naruh saldo|menaruh uang|taruh uang|taro uang|naro uang|cas saldo|ngecas saldo|beli saldo|beli saldo kaspro|"
        "tapap|top ap|tup up|tap up|top op|mlebokno duit|mlebokke duit|nglebokke duit|ngalebetkeun artos|"
        "ngasupkeun duit|masuakan pitih|dimasukkan ke dompet|masuk ke dompet|nuang saldo|gemukin saldo|nyetok saldo|"
        "belum bertambah|tidak bertambah|tidak nambah|belum nambah|slip setoran|isiin dong|isikan|bantu isi|tolong isi|"
        "sekali isi"
    ),
    "withdraw": (
        "nguangin|ngeluarin uang|keluarin uang|keluarkan uang|mengeluarkan uang|keluarkan saldo|keluarin saldo|"
        "gesek tunai|gestun|dicashkan|dicashin|cashkan|trik tunai|njupuk duit|jupuk duit|njupuk dhuwit|nyandak artos|"
        "nyokot duit|ambiak pitih|mundhut arta|ngeluarin cash|minta cash|tukar tunai|tukar saldo jadi uang|nukar saldo|"
        "saldo jadi uang|redeem|jadi uang kertas|jadi uang fisik|jadi uang beneran|pegang uangnya|keluar uangnya|"
        "ngeluarin saldo|kuras saldo|nguras saldo|belum cair|tidak cair cair|ketarik dua kali|cairin dong|cairkan dong|"
        "sekali tarik|masih bisa diambil|bisa diambil lagi"
    ),
    "send": (
        "kirimkeun|kintun|ngintun|ngintunkeun|kirimno|kirimke|ngirimno|oper saldo|oper uang|lempar saldo|lempar uang|"
        "geser saldo|geser uang|geserin saldo|tfan|nransfer|ntransfer|salurkan|menyalurkan|nyalurin|kasih uang|"
        "ngasih uang|bagi uang|bagi saldo|pindah saldo|pindah uang|pemindahan dana|pemindahbukuan|wesel|sangoni|"
        "nyangoni|titip uang|sampaikan uang|sesama pengguna|antar pengguna|sesama kaspro|antar dompet|antar uang|"
        "alirkan dana|kasih saldo|belum terkirim|tidak terkirim|belum kekirim|kirim lagi|kirim kode|kirim ulang kode|"
        "minta ditransfer|minta transfer|minta kirim|minta kiriman|minta dikirimin|suruh transfer|kirim tagihan|"
        "salah kirim|salah transfer|keliru kirim|keliru transfer|kesalahan transfer|kekirim ke orang|"
        "kirim ke orang lain|terkirim ke orang lain|salah kirimnya|salah ngirim|kebanyakan kirim|kelebihan kirim|"
        "kelebihan transfer|kurang kirim|kekirim dua kali|terkirim dua kali|transferan nyasar|kiriman tidak dikenal|"
        "tidak kenal pengirimnya|pengirim tidak dikenal|salah kirim ke saya|tolong transfer|sekali kirim"
    ),
    "pay": (
        "mbayar|mayar|bayarke|bayarkeun|baia|pelunasan|lunasi|melunasi|ngelunasin|lunasin|nglunasi|balanjo|meser|tuku|"
        "mundhut|beli barang|beli di toko|pembelian|membeli|beli pakai kaspro|checkout|transaksi di toko|beli makanan|"
        "belum bayar ke saya|bayar lampu|bayar air|minta dibayar|minta bayar|suruh bayar|ingatkan bayar|ingetin bayar|"
        "permintaan bayar|kelebihan bayar|kurang bayar|lebih bayar|bayar dua kali|kebayar dua kali"
    ),
    "register": (
        "bikinin akun|bukain akun|buatkan akun|nggawe akun|gawe akun|ngadamel akun|nyieun akun|jieun akun|buek akun|"
        "daptarin|ndaftar|regis|regist|jadi anggota|jadi member|jadi nasabah|buka dompet|buka wallet|bikin dompet|"
        "bikin wallet|ikutan kaspro|ikut kaspro|belum punya akun|belum punya kaspro|tidak punya akun|isi formulir|"
        "isi form|pemula|pasang aplikasi|pasang kaspro|donlod|donlot|play store|playstore|app store|appstore|"
        "bikin baru|buat baru|masuk jadi anggota|pengen punya kaspro|install ulang|instal ulang|daftarin|"
        "daftarkan saya|daftarkan nomor"
    ),
    "upgrade": (
        "upgred|upgret|apgret|apgred|apgrade|upgreat|up grade|naikno|tingkatin|nerekeun|naek|belum upgrade|"
        "tanpa upgrade|yang belum upgrade"
    ),
    "become": "dadi|jadikeun|janten|ngajuin|permohonan|memohon",
    "how": (
        "gimane|pegimane|pigimane|pigimana|kepiye|kepriye|kepiyeto|pripun|kados pundi|cemana|kekmana|kek mana|"
        "macam mana|camana|caro|caranipun|baa caro|baa caronyo|tatacara|urutan|urutannya|alurnya|alur|mesti ngapain|"
        "harus ngapain|ngapain dulu|kudu ngapain|mekanisme|mekanismenya|teknisnya|tahap|tahap tahap|tutor|tutornya|"
        "begimana|bijimana|gimanain|tuntunan|ajari|ajarin|ajarkan|diajarin|pandu|dipandu|tuntun|cara nya|"
        "bagaimana cara|tata cara|prosedurnya|cara carana|kumaha carana|step nya|stepnya apa|harus bagaimana|"
        "mesti gimana"
    ),
    "create": (
        "gawe|nggawe|damel|ngadamel|jieun|nyieun|buek|generate|terbitkan token|cetak token|ciptakan|ngedamel|"
        "bikin kode|buat kode|bikin tagihan|buat tagihan"
    ),
    "problem": (
        "gangguan|trobel|trabel|trobol|trubel|ribet|kesulitan|kesusahan|hambatan|rewel|ngadat|macet|ruwet|kacau|"
        "ada yang salah|tidak beres|tidak normal|ngaco|perkara"
    ),
    "premium": (
        "akun full|akun lengkap|akun terverifikasi|full service|versi lengkap|full kyc|akun plus|tanpa premium|"
        "belum jadi premium"
    ),
    "regular": (
        "akun standar|standar|standard|unverif|belum verifikasi|belum kyc|belum upgrade|akun dasar|tanpa premium|"
        "belum terverifikasi|versi gratis|yang gratisan|tanpa verifikasi|tanpa kyc|tanpa upgrade|yang belum upgrade|"
        "belum jadi premium"
    ),
    "tier": (
        "golongan akun|macam akun|kategori akun|kelas pengguna|jenis pengguna|tipe pengguna|macam pengguna|"
        "level pengguna|tingkatan akun|tingkatan pengguna|level saya|status keanggotaan|jenis keanggotaan|"
        "macam macam akun|level apa|tingkatannya|pembagian akun"
    ),
    "change": (
        "gantos|gentos|ngagentos|robah|setel ulang|atur ulang|mengatur ulang|tuker|nukar|nuker|pergantian|pembaruan|"
        "revisi|koreksi|set ulang|gantikeun|gantino|riset ulang|bikin ulang|dirombak|ganti uang|gantiin uang|"
        "ganti dulu|ganti yang baru|ganti hp|hp direset|tukar hp|ganti nomor|ubah nomor|update nomor|nomor saya ganti|"
        "nomor sudah ganti|ganti kartu|ganti bahasa|ubah bahasa|tukar bahasa|update aplikasi|perbarui aplikasi"
    ),
    "pin": (
        "angka rahasia|kode rahasia|nomor rahasia|kode keamanan|enam angka rahasia|6 angka rahasia|paswot|paswod|"
        "paswor|kata kunci|kata rahasia|pinnye|pinna|katasandi|kode akses|kode pengaman|sandi sekali pakai|"
        "tahu pin saya|kasih tahu pin|ngasih tahu pin|kasih pin|ngasih pin|minta pin saya|pin kesebar|salah pin|"
        "salah masukin pin|pin salah|pin anyar|pin nu anyar|sandi baru"
    ),
    "block": (
        "dibekuin|bekuin|ngebekuin|gembok|digembok|gembokin|kegembok|dimatikan|matiin akun|matikan akun|setop akun|"
        "stop akun|stop kaspro|amankan akun|amanin akun|ditangguhkan|penangguhan|tangguhkan|disuspen|cekal|dicekal|"
        "tutup sementara|hentikan sementara|dihentikan sementara|blokade|dikonci|konci akun|akun mati|matiin dulu|"
        "kekunci|terblokir|dikunci|blokirin dong|tolong blokir"
    ),
    "close": (
        "nutup|nutup akun|tutuik|berhenti pakai|berhenti jadi pengguna|berhenti langganan|berhenti berlangganan|"
        "keluar dari kaspro|hapus akun|akun dihapus|penghapusan akun|diakhiri|berakhir|mengakhiri|putus layanan|"
        "diputus|penghentian layanan|layanan berakhir|unreg|akses ditutup|kaspro tutup"
    ),
    "reactivate": (
        "buka gembok|bukain blokir|buka kunci|bukain lagi|dibukain|unblok|diunblok|unblokir|unbanned|hidupin lagi|"
        "hidupkan lagi|hidupkan kembali|nyalain lagi|aktifin|ngaktifin|aktifin lagi|diaktifin|pengaktifan|reaktifasi|"
        "pulih|pemulihan|normal lagi|normal kembali|kembali normal|buka kembali|lepas blokir|cabut blokir|"
        "pembukaan blokir|bisa dipakai lagi|bisa kepakai lagi|bisa masuk lagi|ngidupin lagi|balikin akun|"
        "balikin akunku|bukakan blokir|buka akun lagi|buka bekuan|cairkan blokir|bebaskan akun"
    ),
    "lose": (
        "ical|leungit|kaicalan|kelangan|dipaling|disikat|diembat|digasak|digarong|nyemplung|kecemplung|kerendam|"
        "tercecer|kececer|keselip|lenyap|ditilep|dibawa kabur|dibawa lari|dibawa orang|ngilang|tinggal di angkot|"
        "ketlingsut|kesingsal|katinggaleun|kapaling|tidak ketemu|tidak ketemu ketemu|ilangan|kegondol|kehilangan akses|"
        "akses hilang|yang nyuri|hp kecebur|kartu hilang|nomor hilang|saldo hilang|uang hilang|uang saya hilang|"
        "uang raib|saldo raib|pitih ilang|ikut hilang|hilang semua|tidak hilang"
    ),
    "forget": (
        "lali|kelalen|kesupen|poho|hilap|kapopohoan|lupo|tidak hafal|tidak hapal|tidak inget|ngeblank|pikun|"
        "gak kelingan|ora kelingan|teu inget|teu emut|hilap deui|indak takana"
    ),
    "contact": (
        "kol center|kolsenter|layanan konsumen|layanan nasabah|layanan pengguna|pusat bantuan|pusat layanan|"
        "halo kaspro|ngehubungin|ngontak|komplen|curhat|kritik dan saran|saran dan kritik|email resmi|nomor resmi|"
        "nomor layanan|orang kaspro|pihak kaspro|tim kaspro|staf kaspro|karyawan kaspro|pegawai kaspro|"
        "bicara sama orang|nelpon kemana|protes|costumer service|costumer servis|customer servis|kastemer servis|"
        "layanan bantuan|nomor bantuan|wadul|matur ka saha|bagian pengaduan|tim support|harus lapor"
    ),
    "receive": (
        "nampi|nampa|katampi|trima|tarimo|mlebu|lebet|asup|dapat kiriman|dapat transferan|ditransferin|dikirimin|"
        "uang datang|masuak|narimo|belum masuk|tidak masuk|belum diterima|belon masuk|kode tidak masuk|"
        "kode belum masuk|pemasukan saya|keluar masuk uang|masuk ke orang lain|masuk dua kali|ada yang masuk akun|"
        "tidak terima kaspro|ada uang masuk|uang masuk sendiri"
    ),
    "balance": (
        "saldone|salduna|saldonipun|saldonyo|saldu|sado|salldo|saldoe|isi dompetku|isi rekening|isi akun|"
        "uang di dompet|uang saya berapa|punya uang berapa|ada isinya|uang di kaspro|uangku berapa|"
        "uang saya ada berapa|duitku tinggal piro|artos abdi sabaraha|pitih ambo bara|suntik saldo|nyuntik saldo|"
        "naruh saldo|cas saldo|ngecas saldo|beli saldo|beli saldo kaspro|nuang saldo|gemukin saldo|nyetok saldo|"
        "keluarkan saldo|keluarin saldo|tukar saldo jadi uang|nukar saldo|saldo jadi uang|ngeluarin saldo|kuras saldo|"
        "nguras saldo|oper saldo|lempar saldo|geser saldo|geserin saldo|bagi saldo|pindah saldo|kasih saldo|"
        "saldo kemakan|saldo minim|saldo tipis|tidak ada saldo|balik ke saldo|kembali ke saldo|semua saldo|"
        "seluruh saldo|full saldo|kosongkan saldo|saldo berkurang|saldo hilang|saldo raib|saldo ludes|saldo susut|"
        "saldo nyusut|saldo jadi nol|saldo jadi 0|saldo lenyap|saldo nambah sendiri|nasib saldo|saldonya gimana|"
        "saldo saya gimana"
    ),
    "money": (
        "artos|dhuwit|duwit|duwik|pitih|hepeng|picis|kepeng|perak|peser|receh|nilai transaksi|besaran|besarannya|oeang|"
        "doeit|artone|artosna|duite|duitna|kemana uangnya|uangnya kemana|mbalikin uang|balikin uang|mengembalikan uang|"
        "ganti uang|gantiin uang|bagian keuangan|uang kertas|uang merah|uang biru|uang sobek|uang lecek|uang di tangan|"
        "uang pas|bekel duit|laporan keuangan|uang keluar|keluar masuk uang|minta uang|mintain uang|permintaan uang|"
        "permintaan dana|njaluk duit|menta duit|ngumpulin uang|kumpulin uang|salah nominal|salah jumlah|nominal salah|"
        "salah ketik nominal|jumlahnya beda|nominal beda|tidak sesuai nominal|jumlah tidak sesuai|refund|uang kembali|"
        "uang balik|uang saya kembali|kembali lagi uangnya|balik lagi uangnya|pulangin uang|balik uangnya|semua uang|"
        "kabur bawa uang|bawa kabur uang|uang dibawa lari|stok uang habis|uang kasir habis|uang di kasir kurang|"
        "uang tidak keluar|uangnya tidak keluar|tidak keluar uang|uang kejepit|uang ketelan|uang hilang|"
        "uang saya hilang|uang raib|uang lenyap|uang nyasar|uang dari siapa|uang kaget|tiba tiba ada uang|"
        "aman tidak uangnya|uangnya gimana|nasib uang|uang saya gimana"
    ),
    "cash": (
        "kes|uang kertas|uang lembaran|lembaran uang|tunei|tunay|recehan|uang receh|uang beneran|uang kes|uang nyata|"
        "uang di tangan|tidak punya atm|belum punya rekening"
    ),
    "store": (
        "minimart|mini mart|lapak|kios|kelontong|kedai|swalayan|konter|kaunter|toserba|ritel|peritel|mini maket|mart|"
        "agen brilink|beli di toko|transaksi di toko|play store|app store|kode kasir|gerai resmi|toko kaspro|"
        "agen kaspro|counter kaspro|agen resmi kaspro|gerai kaspronya|toko online|pemilik toko|pemilik warung|"
        "toko rekanan|toko mitra|toko yang kerja sama|toko kerjasama|owner warung|kepala toko|buka toko|buka warung|"
        "punya warung|punya toko|pelanggan warung|langganan warung|kasir menolak|kasir nolak|ditolak kasir|"
        "kasirnya bilang tidak bisa|kasir bilang|toko tidak mau|toko menolak|warung tidak mau|mesin kasir rusak|"
        "kasir tidak mau|kasir baru|uang kasir habis|uang di kasir kurang"
    ),
    "phone": (
        "hengpon|henpon|hendpon|hanpon|hempon|henfon|hapeku|hapenya|seluler|gawai|gejet|samsung|xiaomi|oppo|vivo|"
        "realme|redmi|infinix|ipong|iphon|tablet|ipad|hpku|hpnya|henpong|hapene|hapena|tab samsung|hp banking|"
        "bank lewat hp|bank dari hp|banking lewat hp|banking di hp|bank hp|kartu telepon|rekening telepon|"
        "telepon rumah|paket telepon|hp baru|ganti hp|pindah hp|hp lain|beda hp|hp rusak|hp mati|hp error|"
        "hp mati total|hp kecebur|hp direset|hp teman|hp lama|hp bekas|hp anyar|hp nu anyar|tukar hp|hp second|"
        "hp servis|servis hp|dapat telepon|ditelepon|memori hp penuh"
    ),
    "number": (
        "kartu sim|simcard|sim card|kartu perdana|kartu telepon|nomerna|nomernyo|nomor meter|nomor referensi|"
        "nomor transaksi|salah nomor|salah ketik nomor|bukan nomor dia|salah input nomor|salah masukin nomor|"
        "ganti nomor|nomor baru|nomor lama|nomor hangus|nomor mati|nomor tidak aktif|nomor sudah mati|pindah nomor|"
        "nomor hilang|nomor anyar|ubah nomor|update nomor|nomor saya ganti|nomor sudah ganti|nomor dipakai orang|"
        "daftarkan nomor"
    ),
    "two": (
        "loro|kalih|duo|doble|rangkap|satunya lagi|yang satu lagi|satu lagi|kadua|lebih dari sebiji|sepasang|cadangan|"
        "nomor cadangan|sekunder|hp lain|hp second|bahasa lain"
    ),
    "email": "imel|emel|e mel|surat elektronik|ymail|yahoo|hotmail|outlook|imelku|alamat imel|emeil|emal",
    "id_card": (
        "katepe|kartu penduduk|kartu tanda penduduk|ektp|kitas|kitap|surat izin mengemudi|tanda pengenal|"
        "kartu pengenal|pengenal|nomor induk kependudukan|data diri|berkas|suket|bukti diri|kartu tanda pengenal|"
        "kartu keluarga|kartu pelajar|belum punya ktp|tidak punya ktp|id transaksi|paspor asing"
    ),
    "photo": (
        "poto|motret|jepret|dijepret|cekrek|selpi|selfi|sefie|blur|buram|ngeblur|jepretan|burem|pegang ktp|"
        "tidak jelas fotonya|foto tidak jelas|foto ditolak|fotonya ditolak|foto gagal|gagal foto|kamera rusak|"
        "kamera mati|foto kebalik"
    ),
    "verify": (
        "verif|diverif|ngeverif|verip|perivikasi|pengecekan identitas|pengecekan data|pemeriksaan data|pencocokan data|"
        "pengkinian data|konfirmasi identitas|buktikan diri|terverif|pembuktian identitas|akun terverifikasi|full kyc|"
        "belum verifikasi|belum kyc|belum terverifikasi|tanpa verifikasi|tanpa kyc|proses identifikasi|"
        "belum diverifikasi"
    ),
    "otp": (
        "kode 6 angka|kode enam angka|kode dari sms|kode lewat sms|kode yang dikirim|kode aktivasi|kode konfirmasi|"
        "kode sekali pakai|sandi sekali pakai|otepe|ote pe|o te pe|kode verif|kode verip|sms kode|kode daftar|"
        "kode masuk|kode lewat wa|kode pendaftaran|kode rahasia sms|kode empat angka|otp baru|otp lagi"
    ),
    "benefit": (
        "faedah|paedah|lebihnya|enak mana|keistimewaan|istimewanya|plusnya|nilai tambah|nilai lebih|plus minus|ruginya|"
        "rugi apa|apa bagusnya|bagusnya|bagusan mana|mending mana|mendingan mana|faedahnya|mangpaat|mangpaatna|bedane|"
        "bedonyo|apa ruginya|enake|pentingnya|positifnya|bandingannya|perbandingan|perbandingannya|apa lebihnya|"
        "hasilnya apa|penting tidak|beda hp|lebih untung"
    ),
    "feature": (
        "pitur|bisanya apa|bisa ngapain|bisa ngapain aja|bisa buat apa|bisa dipakai buat apa|buat apa aja|"
        "buat apa saja|buat apaan|dipakai buat apa|kanggo opo|kanggo naon|keur naon|untuk apa saja|menunya apa|gunane|"
        "apa aja yang bisa|apa saja yang bisa|bisa apa aja|bisa apa saja|kemampuannya|sagala naon|iso opo wae|"
        "pilihan layanan|daftar layanan|layanan apa saja|layanan apa aja"
    ),
    "limit": (
        "pol polan|paling tinggi|pagu|jatah|jatahnya|dibatesin|batesnya|bates|wates|watesna|watese|penuh|kepenuhan|"
        "sudah penuh|overlimit|melampaui|maximal|sebanyak banyaknya|seberapa banyak|seberapa besar|muat berapa|"
        "terbanyak|limitasi|dijatah|kelebihan muatan|paling akeh|pang seueurna|paliang banyak|pang lobana|lewat batas|"
        "over limit|kena limit|limit habis|batasnya berapa"
    ),
    "hold": (
        "muat|nampung|simpenan|mengendap|ngendap|ditaruh|naruh|taruh|naro|taro|diendapkan|mengendapkan|parkir uang|"
        "uang mengendap|dana mengendap|muatnya|nangkring|ngendon|dititipkan"
    ),
    "minimum": (
        "minim|paling dikit|paling sitik|paling saeutik|pang saeutikna|sedikit dikitnya|sekurang kurangnya|"
        "sekecil kecilnya|batas bawah|mulai berapa|mulai dari berapa|start dari berapa|paling cilik|setidaknya|"
        "paling dikitnya|boleh kurang dari|bawahnya berapa"
    ),
    "multiple_of": (
        "lipatan|harus bulat|nominal bulat|angka bulat|pecahan|genap|ganjil|nominal pas|uang pas|per lima puluh|"
        "per sepuluh|per seratus ribu|nominal nanggung|nominal ganjil|angka ganjil|tidak bulat"
    ),
    "month": (
        "sasih|sawulan|sasasih|tanggal tua|tanggal muda|tiap tanggal|bulane|bulan lalu|bulan depan|laporan bulanan"
    ),
    "inactive": (
        "mati suri|vakum|ditinggal lama|lama ditinggal|dibiarkan|dibiarin|anggurin|tidak disentuh|lama tidak disentuh|"
        "tidak ada aktivitas|tidak ada aktifitas|tanpa aktivitas|tanpa transaksi|berbulan bulan|hibernasi|akun tidur|"
        "terbengkalai|mangkrak|tidak dibuka|lama tidak dibuka|tidak pernah dibuka|tidak pernah login|lama tidak login|"
        "suwe ora dienggo|lami teu dianggo|lila teu dipake|tidak ngapa ngapain|bulan berturut turut|"
        "tidak ada pergerakan|ditelantarkan|telantar|keangguran|tidak pernah transaksi itu|nomor tidak aktif"
    ),
    "fee": (
        "kesedot|disedot|tersedot|kesunat|disunat|adm|admin bank|admin bulanan|uang admin|pungutan|dipungut|mungut|"
        "pungut|dipangkas|digerogoti|nyusut|menyusut|susut|mahal|murah|komisi|bayar tambahan|nambah bayar|"
        "ada bayarannya|berbayar|kena berapa|dikurangi|dikurangin|pengurangan|kepangkas|dicomot|retribusi|"
        "saldo kemakan|kemakan admin|tanpa biaya|bebas biaya|tanpa dipungut biaya|tanpa potongan|tidak dipotong|"
        "tidak kena biaya|tidak ada biaya|tidak kena admin|tanpa dipotong|kepotong dua kali|kepotong 2x|"
        "terpotong dua kali|dua kali potong|dipotong dua kali|potong dua kali|saldo berkurang|tiba tiba berkurang|"
        "tau tau berkurang|kok berkurang"
    ),
    "free_of_charge": (
        "gretongan|tanpa biaya|tanpa admin|bebas biaya|bebas admin|tidak dipungut|tanpa dipungut biaya|tanpa potongan|"
        "tidak dipotong|tidak kena biaya|nol rupiah|0 rupiah|tidak ada biaya|perai|tidak berbayar|tidak perlu bayar|"
        "haratis|tidak kena admin|tanpa dipotong"
    ),
    "five_thousand": (
        "goceng|lima rebu|5 rebu|limang ewu|lima ribuan|5 ribuan|rp5000|limo ribu|lima rebu perak|5ribu|5rebu"
    ),
    "interest": (
        "anakan|beranak|beranak pinak|bungane|riba|imbalan|hasil simpanan|bagi untung|persenan|persentase|"
        "persen setahun|persen per tahun|nisbah|ngasilin|menghasilkan|penghasilan pasif|pasif income|bertambah sendiri|"
        "nambah dewe|nambah sorangan|jasa simpanan|lps|dijamin lps|lembaga penjamin simpanan|penjaminan|"
        "keuntungan simpanan|uang beranak|anak uang|saldo nambah sendiri"
    ),
    "somebody": (
        "nyokap|bokap|emak|emakku|mamak|mamakku|enyak|babe|abah|ambu|mamah|mama|papah|papa|bunda|bini|biniku|misua|"
        "ortu|orangtua|mertua|menantu|mantu|ipar|sepupu|keponakan|ponakan|paman|pakde|bude|bulik|paklik|tante|eyang|"
        "mbah|nenek|kakek|cucu|uwak|opung|abang saya|abangku|kakakku|bapakku|bapak saya|bojo|bojoku|pamajikan|salaki|"
        "dulur|sodara|sedulur|sanak|kerabat|wong liyo|wong liya|urang lain|jalma lain|penerima|si penerima|bini gue|"
        "mandeh|uda ambo|uni ambo|si bungsu|si sulung|orang tua|negeri orang|orang beneran|orang asli|"
        "orangnya langsung|sama orang|dengan orang|orang asing|anak kecil|anak anak|anak sekolah|orang tua boleh|"
        "anak boleh|dipakai orang lain boleh|orang mana|salah orang|kekirim ke orang|kirim ke orang lain|"
        "terkirim ke orang lain|masuk ke orang lain|bukan orangnya|orang jahat|login orang lain|orang tidak dikenal|"
        "hp teman|nomor dipakai orang|anak saya|adik kecil|anak sd|anak smp|anak sma|anak kos|anak kuliah|anak pondok|"
        "orang luar|dari orang tidak dikenal"
    ),
    "hand_over": (
        "dipindah nama|ganti nama pemilik|ganti pemilik|ganti kepemilikan|alih nama|alih kepemilikan|serahkan|"
        "diserahkan|nyerahin|diserahin|hibahkan|dihibahkan|hibah|wariskan|titipkan akun|nitip akun|titip akun|"
        "disewakan|sewakan|sewain|disewain|digadaikan|gadaikan|dipinjam|dipinjem|bagi akun|akun bareng|akun bersama|"
        "dipakai bareng|dipakai bersama|pakai bareng|pakai gantian|gantian pakai|dikasih ke orang|dikasihkan|disilih|"
        "disilihke|nyilih akun|nginjeum akun|dilungsurkan|beli akun|kasih akun|akun dikasih|barengan akun|"
        "dipake berdua|pindah kepemilikan|pinjam kaspro"
    ),
    "used_by": (
        "dienggo|dianggo|dipakek|pakai akun saya|pakai akun orang|pakai akun teman|pakai nama orang|dipergunakan|"
        "mempergunakan|pemakaian|penggunaan|nganggo akun|makai akun|boleh dipakai siapa|dipakai orang lain boleh|"
        "nomor dipakai orang"
    ),
    "secret": (
        "jangan kasih tahu|jangan disebar|disebar|sebarkan|nyebarin|diintip|ngintip|kepergok|diketahui orang|diketahui|"
        "risiko|resiko|resikonya|tanggungan|tanggungjawab|tanggung risiko|kelalaian|lalai|ceroboh|keteledoran|teledor|"
        "siapa yang tanggung|ganti rugi|kerugian|tahu pin saya|kasih tahu pin|ngasih tahu pin|kasih pin|ngasih pin|"
        "minta pin saya|pin kesebar|dihapal orang|rusiah|kerusakan akibat|tersebar|kesebar"
    ),
    "give": (
        "beri|diberi|diberikan|berikan|memberi|memberikan|ngasih|agiah|wenehi|wenehno|diwenehi|maringi|paringi|"
        "nyukakeun|masihan|pasihan|bejakeun|njaluk|nyuwun|nyuhunkeun|menta|mintak|kasitau|nanyain|ditanya|ditanyain|"
        "sebut|sebutin|nyebutin|nyebut|kasihno|kekno|ngekei|tahu pin saya|kasih dong|kasih saya|kasih aku|minta kode|"
        "minta dibayar|minta bayar|minta uang|mintain uang"
    ),
    "safe": (
        "terjamin|dijamin|jaminan|penipu|ditipu|ketipu|nipu|tipu tipu|tipuan|kena tipu|modus|abal abal|bodong|hoax|"
        "hoaks|gadungan|phising|phishing|pising|soceng|dibobol|pembobolan|kebobolan|dibajak|kebajak|dihack|kehack|"
        "diretas|mencurigakan|bisa dipercaya|layak dipercaya|amanah|perlindungan|dilindungi|amano|ngapusi|diapusi|"
        "dikibulin|dibohongi|dibohongin|pura pura|ngaku ngaku|mengaku dari kaspro|ngaku dari kaspro|mengatasnamakan|"
        "aman tidak uangnya|tetap aman"
    ),
    "refuse": (
        "nolak|tidak lolos|tidak tembus|gatot|tidak sukses|tidak jalan|tidak diproses|tidak kebayar|kepental|terpental|"
        "tidak bisa checkout|tidak bisa diproses|tidak kepakai bayar|tidak mau diterima|tidak laku|tidak tembus tembus|"
        "tidak bisa beli|tidak bisa buat bayar|tidak bisa buat belanja|tidak bisa scan|ora ketampa|teu katampi|"
        "ditampik|tampik|gagal memuat|kasir menolak|ditolak kasir|toko menolak|foto ditolak|fotonya ditolak|foto gagal|"
        "gagal foto"
    ),
    "insufficient": (
        "pas pasan|mepet|tipis|menipis|ludes|bokek|tongpes|kere|nihil|entek|minus|saldo minim|saldo tipis|"
        "tidak ada isinya|tidak ada saldo|tidak ada uang|tidak punya uang|cekak|tekor|nombok|sekarat|bangkrut|"
        "teu cekap|indak cukuik|beak|seep|kantong kering|masih cukup|cukup tidak|masih kosong|masih nol|habiskan|"
        "habisin|sampai habis|kosongkan saldo|saldo jadi nol"
    ),
    "violate": (
        "nyalahi aturan|menyalahi aturan|menyalahi|dihukum|denda|didenda|konsekuensi|curang|kecurangan|tidak patuh|"
        "tidak taat|tidak mematuhi|mematuhi|dilarang|larangan|terlarang|wewenang|berwenang|kewenangan|pihak berwajib|"
        "pihak berwenang|aparat|ilegal|melawan hukum|tindak pidana|pidana|pencucian uang|cuci uang|merugikan|"
        "menyalahgunakan|bersalah|nerak aturan"
    ),
    "why": (
        "ngapo|ngopo|kenopo|naha|kunaon|mangapo|kok gitu|kok begitu|kok begini|kok gini|lantaran|gegara|alesannya|"
        "apa masalahnya|pemicunya|karena apa|atas dasar apa|naon sababna|opo sebabe|kok bisanya|kok iso|baa kok|"
        "dek apo|ngapa ya|sebabe|musababnya|salahnya dimana|salahnya apa|salah saya apa|apa salah saya|kok malah"
    ),
    "step": (
        "tekan|teken|sentuh|ngetik|isi kolom|kolom|submenu|scroll|swipe|lebetkeun|lebokno|submit|centang|dicentang|"
        "tab mana|diisi apa|pintonan|kepencet|pilihan layanan|tombol tombol|pilih mana"
    ),
    "wait": (
        "lama banget|lama amat|lama sekali|lelet|lemot|kapan selesai|kapan beres|kapan kelar|kapan cairnya|"
        "kapan masuknya|kapan jadinya|berapa hari|berapa menit|berapa jam|berapa lamanya|sampai kapan|suwe|suwene|lami|"
        "lamo|lamanya|ngenteni|ngantosan|nengga|dantosan|masih proses|dalam proses|masih pending|pending|peninjauan|"
        "persetujuan|antri|antrian|antre|antrean|estimasi|perkiraan waktu|makan waktu|makan waktu berapa|butuh waktu|"
        "perlu waktu|prosesnya lama|berapa minggu|sabaraha lami|piro suwene|bara lamo|kok lama|tidak bisa nunggu|"
        "ditunggu|menunggu persetujuan|nunggu persetujuan|belum disetujui|masih diproses|sedang diproses|lagi diproses|"
        "masih menunggu|masih nunggu|belum diproses|disetujui kapan|kapan disetujui"
    ),
    "login": (
        "loging|loggin|masuk akun|masuk ke akun|keluar aplikasi|keluar dari aplikasi|keluar dari akun|logot|"
        "masuk ulang|sign out|signout|signin|buka aplikasi lagi|log aut|keluar dulu|keluar masuk aplikasi|"
        "masuk aplikasi|tidak bisa login|gabisa login|login orang lain"
    ),
    "delete": (
        "apus|ngapus|buang|dibuang|bersihkan|bersihin|musnahkan|dimusnahkan|uninstall|uninstal|hilangin|busek|"
        "copot aplikasi|pupus|mupus"
    ),
    "digits": "dijit|karakter|angka baru|kurang satu angka|kelebihan angka|salah angka|angka gampang|angka cantik",
    "remain": "sesana|turahan|sisane|kembalian|nyesa",
    "decide": (
        "netapin|menetapkan|ditetapkan|penetapan|tetapkan|penentuan|yang netapin|memutuskan|diputuskan|keputusan|"
        "mutusin|diatur|pengaturan|seenaknya|semaunya|suka suka|sewenang wenang|semena mena|hak siapa|wewenang siapa|"
        "otak atik|diotak atik|utak atik|ngutak ngatik|patokan|dasarnya apa|kebijakan siapa|naik turunkan|"
        "boleh seenaknya"
    ),
    "licence": (
        "legalitas|perizinan|perijinan|terdaftar di bi|pengawasan|pengawas|regulator|otoritas|otoritas jasa keuangan|"
        "sah secara hukum|badan hukum|diakui pemerintah|diakui negara|lisensi|berlisensi|diakui bi|syariah|"
        "sesuai syariah|mui|diizinkan|diijinkan|resmi apa tidak"
    ),
    "bot": (
        "mesin penjawab|robot|robotnya|orang apa robot|orang apa mesin|chat otomatis|balasan otomatis|asisten virtual|"
        "asisten|ini mesin|kecerdasan buatan|mesin apa orang|manusia apa robot|dijawab mesin|jawaban otomatis|bukan bot"
    ),
    "kaspro_service": "jasa kaspro|pelayanan kaspro|servis kaspro|produk kaspro|layanan kaspronya|layanan dari kaspro",
    "owner": (
        "punyanya siapa|yang punya akun|nama penerima|nama tujuan|nama lain|nama orang lain|bukan nama saya|nu gaduh|"
        "sing duwe|nan punyo|empunya|namanya beda|nama beda|beda nama|nama yang muncul|nama yang keluar|pemilik usaha|"
        "owner warung"
    ),
    "machine": (
        "mesine|mesinna|ketelan|ketelen|edc|gesek|atm saya ketelan|di mesin|kartu hilang|mesin rusak|kartu ketelan|"
        "kartu ketelen|mesin error|mesin mati|ketelan mesin"
    ),
    "cannot": (
        "ora iso|ora isa|gaiso|teu tiasa|teu bisa|moal bisa|mboten saged|mboten saget|indak bisa|indak dapek|"
        "belum bisa|tidak mampu|mustahil|tidak mungkin|susah|sulit|tidak kebuka|gabisa|gakbisa|gbisa|gbs|gabs|gabsa|"
        "tidakbisa|nggabisa|nda bisa|ngga iso|tidak memungkinkan|hese|kaga bisa|kok tidak mau|tidak mau mau|ndak biso|"
        "tidak bisa nunggu|tidak bisa login|tidak bisa buka|tidak bisa akses|tidak bisa baca|"
        "kasirnya bilang tidak bisa|katanya tidak bisa"
    ),
    "requirement": (
        "sarat|yang diperlukan|diperlukan|bawa apa|bawa apa aja|perlu bawa apa|harus bawa apa|mesti bawa apa|persiapan|"
        "wajib punya|harus punya|kelengkapan|kriteria|lengkapi|melengkapi|prasyarat|kualifikasi|batas umur|"
        "batasan umur|umur berapa|usia berapa|umur minimal|minimal umur|usia minimal|butuhnya apa|perlu apa|"
        "perlu apa aja|perlu apa saja|kudu bawa apa|kedah nyandak naon|paralu naon"
    ),
    "terms": (
        "ayat|butir|klausul|klausula|tata tertib|regulasi|undang undang|dasar hukum|landasan hukum|kesepakatan|tnc|"
        "t and c|aturanna|tercantum|termaktub|tertera|aturannyo|dokumen resmi|isi syarat|aturannya|ketentuannya|"
        "menurut aturan|sesuai aturan|peraturannya|kebijakannya|secara ketentuan|pasal berapa"
    ),
    "notice": (
        "dikasih tahu|ngabarin|pengumuman|diumumkan|diumumin|ngumumin|notip|notif|notifnya|surat resmi|edaran|"
        "surat edaran|sosialisasi|diinfokan|diinfoin|infoin|kasih info|bilang dulu|bilang bilang|tanpa bilang|"
        "diwartosan|dikandani|dibejaan|tanpa bilang bilang|diberitahukan dulu|peringatan|belum ada kabar|"
        "tidak ada kabar|tertulis dimana"
    ),
    "anytime": (
        "kapan wae|iraha wae|kapan bae|kapan pun|setiap saat|tiap saat|setiap waktu|24 jam|sembarang waktu|sesuka hati|"
        "ujug ujug|dadakan|ndadak|tahu tahu|sekonyong konyong|kapan kapan|tengah malam|tanpa persetujuan|diam diam|"
        "tanpa aba aba|saban waktu|dadak|tanpa izin|tanpa ijin|tiba tiba berkurang|tiba tiba ada uang"
    ),
    "define": (
        "apa to|apa iku|apa kuwi|opo toh|naon eta|eta naon|apo tu|apo ko|apa tuh|apa tu|iku opo|kuwi opo|teh naon|"
        "ini apa|apa ini|apa nih|apakah yang disebut|yang disebut|itu siapa|naon sih|naon tah|mah naon|apo itu|"
        "panjenengan sinten"
    ),
    "meaning": (
        "hartina|hartosna|tegese|tegesipun|artine|artosna|penjelasannya|penjelasan|makna|maknanya|bahasa awam|"
        "bahasa awamnya|bahasa gampangnya|bahasa sederhananya|sebutan|dibilang|dikatakan|kategori|dikategorikan|"
        "digolongkan|masuk kategori|cakupan|mencakup|meliputi|terhitung|akronim|merujuk|kata itu|masuk hitungan|"
        "dibilangnya|jabarkan|jabarin|siapa saja yang boleh|siapa saja yang bisa|boleh siapa saja"
    ),
    "kaspro": (
        "kapro|kaspo|cashpro|cash pro|kes pro|caspro|aplikasi ini|layanan ini|dompet ini|beli saldo kaspro|"
        "sesama kaspro|beli pakai kaspro|ikutan kaspro|ikut kaspro|belum punya kaspro|pasang kaspro|"
        "pengen punya kaspro|stop kaspro|keluar dari kaspro|halo kaspro|orang kaspro|pihak kaspro|tim kaspro|"
        "staf kaspro|karyawan kaspro|pegawai kaspro|uang di kaspro|pinjam kaspro|mengaku dari kaspro|ngaku dari kaspro|"
        "jasa kaspro|pelayanan kaspro|servis kaspro|produk kaspro|layanan kaspronya|layanan dari kaspro|"
        "rekening kaspro|id kaspro|kantor kaspro|toko kaspro|agen kaspro|counter kaspro|konter kaspro|"
        "agen resmi kaspro|gerai kaspronya|nomor rekening kaspro|nomor id kaspro|member kaspro|mesin kaspro|"
        "yang bikin kaspro|pembuat kaspro|yang buat kaspro|di balik kaspro|kaspro tutup|tidak terima kaspro"
    ),
    "wallet": (
        "walet|wolet|e walet|uang digital|aplikasi keuangan|aplikasi bayar|aplikasi uang|alat bayar|alat pembayaran|"
        "platform pembayaran|pembayaran digital|cashless|non tunai|nontunai|dimasukkan ke dompet|masuk ke dompet|"
        "antar dompet|buka dompet|buka wallet|bikin dompet|bikin wallet|isi dompetku|uang di dompet|dompet ini|"
        "nomor dompet|nomor wallet"
    ),
    "qr": (
        "kiuar|kiu ar|pindai|memindai|dipindai|kode kotak|barkod|kode batang|kode bayar|kode pembayaran|gambar kotak|"
        "sken|disken|skan|diskan|kode kotak kotak|kotak kotak hitam putih|nyecan|kode kasir|stiker kode"
    ),
    "account": (
        "akon|ekon|akaun|akunna|akune|profil|profilku|keanggotaan|rekening kaspro|id kaspro|akonku|akuannya|"
        "bikinin akun|bukain akun|buatkan akun|nggawe akun|gawe akun|ngadamel akun|nyieun akun|jieun akun|buek akun|"
        "belum punya akun|tidak punya akun|akun full|akun lengkap|akun terverifikasi|akun plus|akun standar|akun dasar|"
        "golongan akun|macam akun|kategori akun|tingkatan akun|macam macam akun|pembagian akun|matiin akun|"
        "matikan akun|setop akun|stop akun|amankan akun|amanin akun|konci akun|akun mati|nutup akun|hapus akun|"
        "akun dihapus|penghapusan akun|balikin akun|balikin akunku|bebaskan akun|isi akun|akun tidur|titipkan akun|"
        "nitip akun|titip akun|bagi akun|akun bareng|akun bersama|nyilih akun|nginjeum akun|beli akun|kasih akun|"
        "akun dikasih|barengan akun|pakai akun saya|pakai akun orang|pakai akun teman|nganggo akun|makai akun|"
        "masuk akun|masuk ke akun|keluar dari akun|yang punya akun|vertual akun|virtual acount|akun virtual|"
        "virtual accountnya|vertual account|akun user|akun milik pengguna|akun pemakai|akun nasabah|akun si pengguna|"
        "akun pelanggan|id akun|nomor identitas akun|aktivitas akun|ada yang masuk akun|ada yang pakai akun saya"
    ),
    "bank": "teller|teler|rekeninganyo|banke|rekening lampu|rekening air|salah rekening|tidak ada bank di sini",
    "va": (
        "vertual akun|visual account|virtual acount|virtual ekon|akun virtual|rekening virtual|vanya|nomor bayar|"
        "nomor rekening virtual|nomor pembayaran|virtual akon|virtual accountnya|nomor vanya|vertual account"
    ),
    "bank_code": "kode tujuan|sandi bank|kode kliring|kode banke|kode tiga angka",
    "token": (
        "tokin|tokene|tokenna|tokeng|terbitkan token|cetak token|kode rahasia|kode keamanan|kode akses|kode pengaman|"
        "kode 6 angka|kode enam angka|kode dari sms|kode lewat sms|kode yang dikirim|kode aktivasi|kode konfirmasi|"
        "kode sekali pakai|kode verif|kode verip|sms kode|kode daftar|kode masuk|kode lewat wa|kode pendaftaran|"
        "kode rahasia sms|kode empat angka|kode kotak|kode batang|kode bayar|kode pembayaran|kode kotak kotak|"
        "kode kasir|stiker kode|kode tujuan|kode kliring|kode banke|kode tiga angka|kode baru|minta kode|kode lagi|"
        "kirim kode|kode ulang|kirim ulang kode|token baru|bikin kode|buat kode|kode basi|kode salah|kodenya salah|"
        "kode tidak masuk|kode belum masuk|kode belum datang|kode tidak datang|kode tidak muncul|kode transaksi"
    ),
    "outlet": (
        "otlet|gerai resmi|kantor kaspro|loket|loketnya|toko kaspro|outlate|titik layanan|agen kaspro|counter kaspro|"
        "konter kaspro|otlit|agen resmi kaspro|gerai kaspronya"
    ),
    "user_account": "akun user|akun milik pengguna|akun pemakai|akun nasabah|akun si pengguna|akun pelanggan",
    "application": (
        "antarmuka|perangkat lunak|aplikasinye|apknya|appnya|software|app store|apk palsu|undangan apk|pasang aplikasi|"
        "update aplikasi|perbarui aplikasi|pembaruan aplikasi"
    ),
    "bank_atm": "atm milik bank|mesin atm bank|atm punya bank|atm perbankan",
    "fund_limit": (
        "pagu dana|plafon dana|batasan dana|batas maksimal dana|batas maksimum dana|maksimal dana|batas simpanan|"
        "batas uang|limit uang|batas penampungan|batas jumlah dana"
    ),
    "udd": (
        "uji tuntas|uji tuntas pengguna|uji kelayakan pengguna|proses identifikasi|mengenal nasabah|"
        "prinsip mengenal nasabah|kenali nasabah|ekyc|cdd|due diligent|u d d|uji tuntas nasabah|"
        "pemeriksaan calon pengguna"
    ),
    "force_majeure": (
        "musibah|gunung meletus|erupsi|letusan|lindu|likuifaksi|longsor|tanah longsor|angin topan|topan|puting beliung|"
        "kobongan|kahuruan|pandemi|wabah|demonstrasi|huru hara|tawuran|teroris|terorisme|pemogokan|mogok kerja|kudeta|"
        "geledek|gledek|halilintar|di luar kuasa|luar kuasa|di luar kemampuan|kejadian luar biasa|keadaan darurat|"
        "force mayor|fors mayor|for mayor|force mayeur|forsmajer|fosmajer|kebakar|meledak|rusuh|keadaan luar biasa"
    ),
    "merchant": (
        "mercen|mercent|tukang dagang|tukang jualan|pelaku usaha|pengusaha|bakul|pelapak|toko online|pemilik toko|"
        "pemilik warung|tenant|toko rekanan|toko mitra|rekanan|toko yang kerja sama|toko kerjasama|tempat usaha|"
        "pembayaran merchant|pembayaran ke merchant|pembayaran di merchant|bayar di merchant|belanja di merchant"
    ),
    "account_number": (
        "nomor rekening kaspro|nomor id kaspro|id akun|nomor dompet|nomor wallet|nomor anggota|nomor identitas akun|"
        "nomor akune"
    ),
    "users": (
        "nasabah|pelanggan|anggota|konsumen|klien|panganggo|member kaspro|sesama pengguna|antar pengguna|"
        "kelas pengguna|jenis pengguna|tipe pengguna|macam pengguna|level pengguna|tingkatan pengguna|layanan pengguna|"
        "akun user|akun milik pengguna|akun pemakai|akun si pengguna|uji tuntas pengguna|uji kelayakan pengguna|"
        "pemeriksaan calon pengguna"
    ),
    "expenditures": (
        "pembayaran barang|bayar barang|beli barang dan jasa|pembelian barang|belanja barang|bayar jasa|"
        "pembayaran merchant|pembayaran ke merchant|pembayaran di merchant|bayar di merchant|belanja di merchant|"
        "pembayaran atas belanja|pembayaran barang dan jasa"
    ),
    "bill": (
        "rekening air|rekening telepon|meteran|iuran|tunggakan|nunggak|pasca bayar|paska bayar|tv berlangganan|"
        "parabola|telepon rumah|pam|bayar air|bayar bulanan|langganan bulanan|bayar iuran|kwh|kwh meter|tv satelit|"
        "tagihan air|kirim tagihan|bikin tagihan|buat tagihan"
    ),
    "system": (
        "server|servernya|mesin kaspro|sistemna|perbaikan sistem|pemeliharaan sistem|sistem sibuk|sistemnya offline"
    ),
    "transaction": (
        "aktivitas akun|mutasi|daftar transaksi|laporan transaksi|transaksi terakhir|jejak transaksi|log transaksi|"
        "nomor transaksi|id transaksi|kode transaksi|transaksi tidak dikenal|transaksi asing|transaksi mencurigakan|"
        "tidak merasa transaksi|sekali transaksi|per transaksi|setiap transaksi|tiap transaksi"
    ),
    "electronic_money": (
        "uang elektrik|uang elektronis|uang virtual|uang online|uang non tunai|imoni|alat pembayaran elektronik|"
        "uang elektroniknya|uang elekronik|e duit|uang di server"
    ),
    "cash_in_word": "kas in|kes in|cas in|case in|kesin",
    "cash_out_word": "kas out|kes out|cas out|case out|kesaut|kes aut|cash aut",
    "pt_spi": (
        "ceo|direktur|direktur utama|dirut|perseroan|perseroan terbatas|kantor pusat|yang bikin kaspro|pembuat kaspro|"
        "yang buat kaspro|siapa yang bikin|yang ngelola|siapa yang ngelola|yang menjalankan|di balik kaspro|"
        "badan usaha|penyelenggara|pengembang|developer|buatan siapa|produk siapa|siapa pemiliknya|punya sopo|nu saha|"
        "yang nerbitin|tutup perusahaan|perusahaan tutup"
    ),
    "to_bank": (
        "ke rekeningku|ke nomor rekening|masuk rekening|ka bank|ka rekening|nang bank|menyang bank|teng bank|"
        "nyang rekening"
    ),
    "~show": (
        "lihat|lihatkan|lihatin|perlihatkan|tampilkan|tampilin|ditampilkan|tunjukkan|tunjukin|tunjukan|nunjukin|tengok|"
        "tengokkan|caliak|tingali|ningali|tingalikeun|delok|ndelok|deleng|pirsa|mriksani|bukakan|munculkan|munculin|"
        "keluarin|cek|cekin|cekkan|dicek|ngecek|intip|pintonkeun"
    ),
    "~want": (
        "mau|ingin|pengen|pingin|pengin|kepengen|kepingin|hendak|berniat|niat|pengennya|maunya|hayang|palay|hoyong|"
        "kersa|arep|kapengin|berminat|minat|tertarik|berencana|butuh|membutuhkan"
    ),
    "~give_me": (
        "tolong|minta|mohon|bagi dong|kasih dong|tulung|tulungi|punten pangnadakeun|mintol|bantuin|bantu dong|tolongin|"
        "tolonglah|berikan saya|kasih saya|beri saya|kasih aku|kiranya"
    ),
    "~remaining": (
        "sisa|tinggal berapa|sisanya|masih berapa|tersisa|kari piro|sesa sabaraha|kantun sabaraha|tingga bara|"
        "tinggal segini|masih cukup|masih ada|cukup tidak|isinya berapa|ada berapa|tinggal dikit|sisane piro"
    ),
    "~arrived_not": (
        "belum masuk|belum sampai|tidak masuk|belum diterima|belum datang|belum ada|belum nongol|tidak nongol|"
        "belum muncul|tidak muncul|belum bertambah|tidak bertambah|tidak nambah|belum nambah|nyangkut|tersangkut|"
        "nyantol|menggantung|ngegantung|tidak sampai|durung mlebu|durung teka|tacan lebet|teu acan lebet|can asup|"
        "alun masuak|belon masuk|masih kosong|masih nol|raib|kemana uangnya|uangnya kemana|kemana perginya|tidak gerak|"
        "tidak bergerak|belum terkirim|tidak terkirim|belum cair|tidak cair cair|belum kekirim"
    ),
    "~error": (
        "error|eror|erorr|erot|bug|ngebug|hang|ngehang|crash|keluar sendiri|force close|forceclose|tidak merespon|"
        "tidak respon|tidak ada respon|tidak ngerespon|loading terus|muter terus|muter muter|loding|lodingan|stuck|"
        "macet|mandek|mandeg|ngelag|ngeleg|lemot|lelet|gagal memuat|blank putih|blank hitam|layar putih|timeout|"
        "time out|waktu habis|server down|maintenance|lagi gangguan|perbaikan sistem|pemeliharaan sistem|tidak kebuka|"
        "sistem sibuk|gak jalan"
    ),
    "~screen": (
        "layar|layarnya|tampilan|tampilannya|halaman|halamannya|beranda|muka depan|jendela|monitor|tulisan|tulisannya|"
        "tertulis|muncul pesan|pop up|popup"
    ),
    "~employer": (
        "majikan|juragan|boss|bosku|atasan|atasanku|bosnya|pabrik|kantor|tempat kerja|perusahaan tempat saya kerja|"
        "mandor|toke|induk semang|pemilik usaha|hrd|personalia|bendahara|owner warung|pimpinan|manajer|kepala toko|"
        "supervisor|koordinator"
    ),
    "~family_member": (
        "nyokap|bokap|emak|mamak|enyak|babe|abah|ambu|mamah|mama|papah|papa|ayah|ibu|bunda|bini|ortu|orangtua|"
        "orang tua|mertua|mantu|menantu|ipar|sepupu|keponakan|ponakan|paman|pakde|bude|bulik|paklik|tante|eyang|mbah|"
        "nenek|kakek|cucu|uwak|opung|suami|istri|anak|adik|adek|kakak saya|abang saya|bojo|garwo|pamajikan|salaki|"
        "dulur|sodara|saudara|sedulur|famili|kerabat|keluarga|misua|si bungsu|si sulung|mandeh|ayahanda|ibunda|bapakku|"
        "uda ambo"
    ),
    "~abroad": (
        "luar negri|negara lain|negeri orang|mancanegara|tkw|tki|pmi|pekerja migran|buruh migran|malaysia|hongkong|"
        "hong kong|taiwan|singapura|arab saudi|dubai|korea|jepang|brunei|belanda|australia|rantau|perantauan"
    ),
    "~debt": (
        "utang|hutang|nalangin|talangin|ditalangi|talangan|kasbon|ngebon|minjam|pinjam|pinjem|nyilih|nginjeum|nyaur|"
        "saur|mbalikin uang|balikin uang|mengembalikan uang|ganti uang|gantiin uang|ganti dulu|piutang|nunggak|"
        "belum bayar ke saya|utange|hutangna"
    ),
    "~purpose": (
        "buat makan|untuk makan|buat bensin|uang makan|uang jajan|buat jajan|uang belanja|uang bensin|uang transport|"
        "ongkos|uang kos|bayar kos|uang kost|sewa kos|uang sekolah|spp|arisan|patungan|urunan|iuran rt|uang kas|"
        "kas kelas|uang rokok|uang lelah|uang duka|kondangan|angpao|angpau|thr|hadiah|sumbangan|keperluan|kebutuhan|"
        "buat modal|modal usaha|kulakan|uang dapur|uang susu|buat berobat|uang muka|kanggo tuku|keur meser|sangu"
    ),
    "~past": (
        "kemarin|tadi|barusan|baru saja|baru aja|semalam|semalem|wingi|wingenane|kamari|cako|dahulu|waktu itu|"
        "tempo hari|kapan hari|minggu lalu|bulan lalu|tahun lalu|yang lalu|dari pagi|sebelumnya|sudah pernah|saat itu|"
        "jaman dulu|zaman dulu|beberapa hari lalu"
    ),
    "~soon": (
        "nanti|entar|ntar|sebentar|bentar|besok|esok|lusa|mengko|engke|sesuk|bisuak|minggu depan|bulan depan|"
        "tahun depan|kapan kapan|lain kali|lain waktu|kelak|ke depannya|kedepannya|akan datang|berikutnya|habis ini"
    ),
    "~now": (
        "sekarang|saat ini|detik ini|hari ini|dina iki|dinten ieu|saiki|sapunika|ayeuna|kini|skarang|malam ini|"
        "pagi ini|sore ini|siang ini"
    ),
    "~urgent": (
        "segera|secepatnya|buruan|buru buru|cepetan|cepatan|cepat dong|cepet|gercep|mendesak|urgent|darurat|genting|"
        "keburu|enggal|ndang|lekas|bergegas|tidak bisa nunggu|emergency|kepepet|kejar waktu|kebelet|ditunggu"
    ),
    "~angry": (
        "kesal|kesel|jengkel|sebel|sebal|marah|ngamuk|emosi|geram|gregetan|gedek|dongkol|kecewa|mengecewakan|nyesel|"
        "menyesal|parah|payah|brengsek|kampret|sialan|anjir|anjay|asu|jancok|jancuk|goblok|bego|tolol|bangsat|bajingan|"
        "tidak becus|tidak profesional|buruk|bobrok|sampah|nyusahin|menyusahkan|pusing|cape|muak|ampun dah|gimana sih|"
        "yang bener dong|yang benar saja|mangkel|anyel|muring muring|berang|kapok|kuciwa|gak jelas|keterlaluan|nyebelin"
    ),
    "~fear": (
        "takut|takutnya|khawatir|kuatir|kawatir|cemas|was was|waswas|panik|deg degan|degdegan|gelisah|resah|ngeri|"
        "parno|trauma|bingung|galau|gimana dong|gimana nih|gimana ini|aduh|waduh|duh|astaga|astagfirullah|"
        "astaghfirullah|ya allah|ya ampun|ya tuhan|gawat|mampus|wedi|kuwatir|sieun|hariwang|cameh|takuik|nangis|stres|"
        "stress|jantungan|jangan jangan"
    ),
    "~stop": (
        "berhenti|stop|setop|hentikan|hentiin|sudahi|udahan|sudah dulu|cukup sekian|jangan|ojo|ulah|tahan|cegah|"
        "dicegah|halangi|rem dulu|mandeg|mandheg|eureun|baranti|akhiri"
    ),
    "~cancel": (
        "batal|batalkan|dibatalkan|ngebatalin|gajadi|urung|urungkan|wurung|ora sido|ora sida|teu jadi|teu janten|"
        "indak jadi|cancel|kensel|cansel|cencel|gausah|tidak usah|tidak perlu jadi|lupakan saja|abaikan|ralat|"
        "tarik kembali|narik kembali|tarik lagi|berubah pikiran|salah pencet|kepencet|tidak sengaja"
    ),
    "~repeat": (
        "ulang|ulangi|ulangin|diulang|mengulang|sekali lagi|maning|deui|meneh|baliak|dari awal|dari nol|mulai lagi|"
        "coba lagi|nyoba lagi|berkali kali|bolak balik|terus terusan|terus menerus|tiap kali|kirim lagi|kesekian kali|"
        "dua kali|2 kali|tiga kali|3 kali|berulang|balik maneh"
    ),
    "~greeting": (
        "halo|hai|hallo|helo|hei|hey|assalamualaikum|asalamualaikum|assalamu alaikum|askum|selamat pagi|selamat siang|"
        "selamat sore|selamat malam|met pagi|met siang|met malam|permisi|punten|kulonuwun|kulo nuwun|nuwun sewu|"
        "nyuwun sewu|sampurasun|horas|mejuah juah|apa kabar|piye kabare|kumaha damang|baa kaba|om swastiastu|shalom|"
        "salom|salam sejahtera|pripun kabare|oi|woi|woy|pagi min|sore min|malam min"
    ),
    "~thanks": (
        "makasih|terima kasih|terimakasih|trimakasih|trima kasih|tengkyu|tengkiu|tararengkyu|tararengkiu|nuhun|suwun|"
        "matur nuwun|maturnuwun|maturnuwon|suksma|mauliate|tarimo kasih|tarimo kasiah|mantap|mantul|sip|siip|joss|"
        "sangat membantu|terbantu|jazakallah|alhamdulillah|syukurlah|syukur|mokasih|kurru sumanga"
    ),
    "~person_of_staff": (
        "admin|adminnya|mimin|petugas|staf|staff|karyawan|pegawai|operator|orang beneran|orang asli|manusia|"
        "orangnya langsung|manajer|atasan|penyelia|teknisi|bagian pengaduan|bagian keuangan|customer service|"
        "yang bertugas|yang jaga|satpam|tim support|sama orang|dengan orang|wong asli|jelema|jalma asli|bukan robot|"
        "bukan bot|bukan mesin|sopo sing jogo"
    ),
    "~electric": (
        "listrik|pln|setrum|strum|meteran|kwh|mati lampu|lampu mati|padam|nomor meter|listrike|byar pet|bayar lampu|"
        "rekening lampu|bunyi tit tit|watt"
    ),
    "~water_bill": (
        "pdam|pam|ledeng|air bersih|banyu|rekening air|tagihan air|bayar air|meteran air|perumdam|palyja|aetra|"
        "air mati|perusahaan air"
    ),
    "~internet_bill": (
        "indihome|indihom|wifi|internet rumah|first media|biznet|myrepublic|iconnet|icon net|cbn|telkom|tv kabel|"
        "transvision|indovision|mnc vision|k vision|nex parabola|tv berlangganan|modem|telepon rumah|astinet"
    ),
    "~phone_plan": (
        "pulsa|kuota|paket data|paket internet|telkomsel|kartu as|by u|byu|indosat|im3|xl|smartfren|masa aktif|"
        "masa tenggang|kartu hangus|data internet|pasca bayar halo|kartu halo|paket nelpon|paket telepon|gigabyte|giga|"
        "prabayar"
    ),
    "~cash_machine_place": "atm mana|atm dimana|di atm|ke atm|depan atm|mesin atm|bilik atm|galeri atm|di mesin|atmnya",
    "~paper_cash": (
        "uang kertas|lembaran|lembar|recehan|receh|logam|koin|koinan|uang fisik|kontan|tunai|cash|kes|kepingan|pecahan|"
        "uang merah|uang biru|uang sobek|uang lecek|celengan|uang di tangan|uang pas|bekel duit"
    ),
    "~counter": "kasir|konter|loket|teller|gerai|penjaga|pramuniaga|pelayan",
    "~id_papers": (
        "ktp|ektp|sim|paspor|kitas|kitap|identitas|tanda pengenal|kk|kartu keluarga|akta|suket|surat keterangan|"
        "surat kuasa|dokumen|berkas|fotokopi|fotokopian|materai|meterai|kartu pelajar|nik|data diri|katepe|buku nikah|"
        "surat kehilangan|surat polisi|surat kematian|surat domisili"
    ),
    "~waiting_approval": (
        "nunggu acc|menunggu persetujuan|nunggu persetujuan|belum disetujui|belum di acc|diacc|belum disetujuin|"
        "ditinjau|masih diproses|sedang diproses|lagi diproses|masih proses|masih menunggu|masih nunggu|"
        "belum ada kabar|tidak ada kabar|pending|belum diverifikasi|belum diproses|belum jadi|belum selesai|"
        "belum kelar|diperiksa|dalam antrian|review|disetujui kapan|kapan disetujui|statusnya gimana|status pengajuan|"
        "pengajuan saya|belum dibales|belum dibalas|tidak dibalas|tidak dibales"
    ),
    "~locked_out": (
        "terkunci|kekunci|tidak bisa masuk|tidak bisa login|gabisa masuk|gabisa login|tidak bisa buka|tidak bisa akses|"
        "kehilangan akses|akses ditutup|akses hilang|salah pin|salah masukin pin|pin salah|salah 3 kali|"
        "salah tiga kali|tiga kali salah|kebanyakan salah|salah terus|terlalu banyak percobaan|keluar sendiri|"
        "terblokir|keblokir|ora iso mlebu|teu tiasa lebet|dikunci|tidak dikenali"
    ),
    "~new_code": (
        "kode baru|minta kode|kode lagi|kirim kode|kode ulang|kirim ulang kode|otp baru|otp lagi|token baru|pin baru|"
        "pin anyar|pin nu anyar|sandi baru|angka baru|ganti yang baru|bikin kode|buat kode|kode basi|kode salah|"
        "kodenya salah|kode tidak masuk|kode belum masuk|kode belum datang|kode tidak datang|kode tidak muncul|"
        "kadaluarsa|kadaluwarsa|kedaluwarsa|hangus|expired|kadaluarso"
    ),
    "~ceiling": (
        "batas atas|plafon|pagu|mentok|maksimum|maksimal|paling banyak|paling besar|paling tinggi|penuh|kepenuhan|"
        "kelebihan|melebihi|melampaui|lewat batas|overlimit|over limit|kena limit|tidak boleh lebih|lebih dari itu|"
        "jatah|limit habis|batasnya berapa|muat berapa|pol polan|sampai berapa|bisa sampai|hingga berapa|ambang"
    ),
    "~who_may_use": (
        "siapa yang boleh|siapa saja yang boleh|siapa aja yang boleh|siapa yang bisa|siapa saja yang bisa|"
        "boleh siapa saja|orang asing|warga asing|wna|bule|turis|anak kecil|anak anak|anak sekolah|belum 17|17 tahun|"
        "umur|usia|remaja|pelajar|mahasiswa|lansia|orang tua boleh|anak boleh|boleh dipakai siapa|hanya untuk siapa|"
        "khusus siapa|khusus untuk|dipakai orang lain boleh|perorangan|perusahaan boleh|badan usaha|belum punya ktp|"
        "tidak punya ktp"
    ),
    "~legal_words": (
        "pasal|ayat|klausul|klausula|undang undang|hukum|hukumnya|pengacara|advokat|notaris|perjanjian|kontrak|"
        "ketentuan|peraturan|regulasi|gugat|digugat|tuntut|dituntut|menuntut|pengadilan|sengketa|somasi|polisi|"
        "kepolisian|pihak berwajib|pidana|perdata|kewajiban|kewajibannya|para pihak|yang berwenang|delik|ylki|"
        "perlindungan konsumen"
    ),
    "~yes": (
        "iya|ya|iyo|iyah|yoi|yup|yap|yep|yoa|inggih|nggih|enggih|injih|muhun|sumuhun|leres|bener|benar|betul|oke|ok|"
        "okeh|okey|okelah|okesip|sip|siap|siyap|setuju|sepakat|gaskeun|gaskan|lanjut|lanjutkan|lanjutin|teruskan|"
        "terusin|jadi dong|boleh deh|cocok|monggo|sumonggo|ambo satuju"
    ),
    "~no": "tidak|bukan|kaga|ora|mboten|henteu|teu|sanes|indak|ogah|emoh|embung|ulah|jangan|salah|keliru|lepat|dudu|no",
    "~not_yet": "belum|belon|durung|dereng|acan|tacan|alun|tidak kunjung|lom|blom|belom",
    "~already": "sudah|udeh|telah|wis|wes|uwis|sampun|atos|parantos|enggeus|geus|berhasil|sukses",
    "~where": (
        "dimana|mana|kemana|letaknya|posisinya|tempatnya|nangdi|ndek endi|ning endi|nang endi|neng endi|ten pundi|dima|"
        "alamatnya"
    ),
    "~how_much": (
        "berapa|berapaan|seberapa|piro|pira|pinten|sabaraha|barapo|totalnya|hargane|harganya|harga|brapaan|berape"
    ),
    "~when": (
        "kapan|iraha|bilo|tanggal berapa|jam berapa|hari apa|pukul berapa|bulan apa|besok apa lusa|berapa hari lagi|"
        "benjing nopo"
    ),
    "~who": "siapa|sopo|sinten|saha|siape|sapa|orang mana",
    "~history": (
        "riwayat|riwayatnya|histori|history|mutasi|mutasinya|catatan|daftar transaksi|laporan transaksi|"
        "laporan keuangan|laporan bulanan|rekap|rekapan|rekapitulasi|pengeluaran saya|pemasukan saya|uang keluar|"
        "keluar masuk uang|arus kas|pembukuan|transaksi terakhir|terakhir terakhir|5 terakhir|10 terakhir|"
        "lima terakhir|sepuluh terakhir|jejak transaksi|log transaksi|print out|rekening koran"
    ),
    "~receipt": (
        "struk|struknya|setruk|strok|bukti|buktinya|kuitansi|kwitansi|nota|notanya|bon belanja|tanda terima|"
        "nomor referensi|nomor transaksi|id transaksi|kode transaksi|screenshot|skrinsut|skrinsot|tangkapan layar|"
        "invoice|faktur|slip setoran"
    ),
    "~ask_to_pay": (
        "tagih|tagihin|nagih|menagih|ditagih|tagihkan|nagihin|minta dibayar|minta bayar|minta ditransfer|"
        "minta transfer|minta kirim|minta kiriman|minta uang|mintain uang|minta dikirimin|suruh bayar|suruh transfer|"
        "ingatkan bayar|ingetin bayar|permintaan uang|permintaan dana|permintaan bayar|kirim tagihan|bikin tagihan|"
        "buat tagihan|njaluk duit|menta duit|menta artos|nyuwun arto|mintak pitih|todong|nodong|minta balikin|"
        "minta dikembalikan"
    ),
    "~split": (
        "patungan|urunan|bagi rata|dibagi rata|bagi dua|dibagi dua|bagi bertiga|split bill|masing masing|iuran bareng|"
        "kolekan|saweran|joinan|ngumpulin uang|kumpulin uang|udunan|bantingan|badoncek"
    ),
    "~buy": (
        "beli|beliin|belikan|membeli|dibeli|tuku|tumbas|meser|mesen|pesan makanan|borong|ngeborong|jajan|belanja|"
        "blanja|order|orderan|ngorder|checkout|cekout"
    ),
    "~sell": (
        "jual|dagang|dagangan|berdagang|ngelapak|buka toko|buka warung|punya warung|punya toko|usaha kecil|umkm|adol|"
        "dodolan|icalan|dagange|manggaleh|pembeli|pelanggan warung|langganan warung|omzet|omset|orang beli"
    ),
    "~wrong_recipient": (
        "salah kirim|salah transfer|salah orang|salah nomor|salah tujuan|salah rekening|salah ketik nomor|keliru kirim|"
        "keliru transfer|kesalahan transfer|kekirim ke orang|nyasar|kesasar|salah sambung|salah alamat|"
        "kirim ke orang lain|terkirim ke orang lain|masuk ke orang lain|bukan orangnya|bukan nomor dia|kleru|"
        "salah kirimnya|salah ngirim|salah input nomor|salah masukin nomor|kurang satu angka|kelebihan angka|"
        "salah angka"
    ),
    "~wrong_amount": (
        "salah nominal|salah jumlah|kebanyakan kirim|kelebihan kirim|kelebihan transfer|kurang kirim|kelebihan nol|"
        "kurang nol|nominal salah|salah ketik nominal|kelebihan bayar|kurang bayar|lebih bayar|kebanyakan nol|"
        "nol nya kurang|nol nya kebanyakan|jumlahnya beda|nominal beda|tidak sesuai nominal|jumlah tidak sesuai"
    ),
    "~double_charged": (
        "dobel|double|kepotong dua kali|kepotong 2x|terpotong dua kali|dua kali potong|dipotong dua kali|"
        "bayar dua kali|kebayar dua kali|kekirim dua kali|terkirim dua kali|potong dua kali|ketarik dua kali|"
        "masuk dua kali|terdebit|kedebet|kedebit|didebet|didebit"
    ),
    "~refund": (
        "refund|dikembalikan|pengembalian|balikin|dibalikin|uang kembali|uang balik|uang saya kembali|"
        "kembali lagi uangnya|balik lagi uangnya|minta balik|minta kembali|balekno|balikno|uihkeun|dipulangkan|"
        "pulangin uang|kembalikan|retur|reversal|balik ke saldo|kembali ke saldo|balik uangnya"
    ),
    "~thief": (
        "maling|pencuri|copet|pencopet|jambret|penjambret|begal|rampok|penipu|tukang tipu|pelaku|orang jahat|penjahat|"
        "bandit|wong jahat|jalma jahat|garong|penadah|yang nyuri|yang ngambil|yang nemu|penemu"
    ),
    "~hacked": (
        "dihek|dibajak|kebajak|diretas|dibobol|kebobolan|diambil alih|disusupi|disadap|ada yang masuk akun|"
        "ada yang pakai akun saya|login orang lain|bukan saya yang|transaksi tidak dikenal|transaksi asing|"
        "transaksi mencurigakan|saya tidak merasa|tidak merasa transaksi|tidak pernah transaksi itu|aku tidak merasa|"
        "orang tidak dikenal|pembobol|peretas|dikloning|diklik link|kena link|klik link|link aneh|link palsu|apk palsu|"
        "undangan apk"
    ),
    "~new_phone": (
        "hp baru|ganti hp|pindah hp|hp lain|beda hp|hp rusak|hp mati|hp error|hp mati total|hp kecebur|hp direset|"
        "factory reset|hp teman|hp lama|hp bekas|hp anyar|hp nu anyar|tukar hp|hp second|hp servis|servis hp|"
        "install ulang|instal ulang|layar pecah|layar retak|batre habis|lowbat|lobet"
    ),
    "~changed_number": (
        "ganti nomor|nomor baru|nomor lama|nomor hangus|nomor mati|nomor tidak aktif|nomor sudah mati|pindah nomor|"
        "beda nomor|kartu hilang|kartu rusak|kartu mati|kartu patah|nomor hilang|nomor anyar|ubah nomor|update nomor|"
        "nomor saya ganti|nomor sudah ganti|ganti kartu|nomor dipakai orang"
    ),
    "~place_lost": (
        "di angkot|di bus|di bis|di kereta|di ojek|di ojol|di pasar|di jalan|di terminal|di stasiun|di halte|"
        "di bandara|di mall|di mal|di masjid|di mesjid|di gereja|di sekolah|di pantai|di konser|di hotel|di taksi|"
        "di kantor|di kampus|di toilet|di wc|di parkiran|di warteg|di pom bensin|di metromini|di transjakarta|"
        "pas mudik|di kapal|di sungai|di kali|di kolam|di sawah"
    ),
    "~village": (
        "kampung|desa|dusun|pelosok|daerah terpencil|kecamatan|kelurahan|pedalaman|jauh dari kota|jauh dari atm|"
        "tidak ada atm|tidak ada bank di sini|ndeso|kampuang|udik|mudik"
    ),
    "~no_signal": (
        "sinyal|jaringan|tidak ada internet|internet mati|internet putus|koneksi|offline|sinyale elek|mode pesawat|"
        "nirsinyal"
    ),
    "~language_id": (
        "bahasa indonesia|bhs indonesia|basa indonesia|pakai indonesia|bahasa kita|bahasa melayu|bahasa jawa|"
        "bahasa sunda|basa jawa|basa sunda|boso jowo|tidak ngerti inggris|tidak bisa bahasa inggris|"
        "jangan pakai inggris"
    ),
    "~language_en": "english|bahasa bule|bahasa enggres",
    "~change_language": (
        "ganti bahasa|ubah bahasa|bahasanya|bahasa lain|pilih bahasa|pilihan bahasa|pindah bahasa|setel bahasa|"
        "setelan bahasa|tukar bahasa"
    ),
    "~menu": (
        "menu|pilihan layanan|daftar layanan|halaman utama|beranda|halaman depan|opsi|pilihan lain|layanan apa saja|"
        "layanan apa aja|tombol tombol|depan lagi|awal lagi|balik ke awal|kembali ke awal"
    ),
    "~back": (
        "mundur|kembali|balik|langkah sebelumnya|yang tadi|sebelum ini|wangsul|mbalik|mbalek|babaliak|undo|"
        "step sebelumnya|pertanyaan sebelumnya|naik satu"
    ),
    "~all_of_it": (
        "semuanya|semua saldo|seluruhnya|seluruh saldo|kabeh|sadayana|sadaya|sadonyo|sado alahnyo|habiskan|habisin|"
        "semua uang|semua isinya|total semua|full saldo|sampai habis|sak kabehe|sakabeh|kosongkan saldo|sampai nol|"
        "borong semua"
    ),
    "~part_of_it": (
        "setengah|separuh|separo|sebagian|sedikit|seperempat|sabagian|satengah|saparuah|dikit dikit|bertahap|sethithik|"
        "sakedik|saketek|setengahnya"
    ),
    "~check_first": (
        "pastikan|mastiin|memastikan|cek dulu|dicek dulu|yakin|apa benar|apa betul|benarkah|bener tidak|betulkah|"
        "masa sih|masa iya|mosok|enya kitu|emang bener|serius|seriusan|konfirmasi|mengkonfirmasi|validasi|"
        "sekedar tanya|mau tanya|mau nanya|numpang tanya|izin bertanya|ijin tanya|ijin bertanya|nanya dong|takon|naros|"
        "batanyo"
    ),
    "~not_understood": (
        "tidak ngerti|tidak paham|kurang paham|kurang ngerti|bingung|belum paham|belum ngerti|gagal paham|gaptek|"
        "tidak mudeng|ora mudeng|ora ngerti|teu ngartos|indak mangarati|tidak mengerti|tidak jelas|kurang jelas|lieur|"
        "mumet|puyeng|awam|maklum orang tua|maklum sudah tua|baru belajar|buta teknologi|tulalit|pelan pelan"
    ),
    "~elder": (
        "kakek|nenek|mbah|eyang|simbah|lansia|sudah tua|sepuh|kolot|tidak bisa baca|mata rabun|kurang lihat|tuna netra|"
        "tunanetra|disabilitas|difabel|buta huruf|manula|ompung|umur 60|umur 70"
    ),
    "~child": (
        "anak kecil|anak saya|anak sekolah|bocah|bocil|adik kecil|budak|di bawah umur|balita|remaja|pelajar|anak sd|"
        "anak smp|anak sma|anak kos|anak kuliah|anak pondok|santri|keponakan|si kecil|lare|belum 17|belum cukup umur"
    ),
    "~foreigner": (
        "orang asing|warga asing|wna|bule|turis|wisatawan|ekspat|ekspatriat|orang luar|warga negara asing|"
        "warga negara lain|tenaga kerja asing|tka|londo|paspor asing"
    ),
    "~dead": (
        "meninggal|wafat|almarhum|almarhumah|tutup usia|tilar dunya|maninggal|ahli waris|pewaris|kecelakaan|opname|"
        "masuk rs|rumah sakit|dirawat"
    ),
    "~compare": (
        "beda|bedanya|perbedaan|dibanding|dibandingkan|mending|mendingan|bagusan|enakan|lebih enak|lebih bagus|"
        "lebih murah|lebih untung|lebih cepat|enak mana|bagus mana|pilih mana|daripada|ketimbang|tinimbang|banding|"
        "sama saja|sama aja|podo wae|sarua|samo sajo|mirip|apa sama|sama tidak|sama kayak"
    ),
    "~permission": (
        "boleh|bolehkah|diperbolehkan|dibolehkan|diizinkan|diijinkan|diperkenankan|izinkan|bisakah|pareng|kenging|"
        "kengeng|meunang|oleh ora|buliah|ada larangan|dilarang|emang bisa|entuk|keno ora"
    ),
    "~obligation": (
        "harus|wajib|mesti|musti|kudu|kedah|haruskah|wajibkah|diharuskan|diwajibkan|mewajibkan|perlukah|terpaksa|"
        "dipaksa|opsional|haruih|tidak perlu"
    ),
    "~rule_question": (
        "aturannya|ketentuannya|syaratnya|menurut aturan|sesuai aturan|peraturannya|kebijakannya|syarat dan ketentuan|"
        "secara ketentuan|diatur dimana|diatur di|pasal berapa|ayat berapa|disebut di|tertulis dimana|tercantum dimana"
    ),
    "~company_trust": (
        "bangkrut|pailit|tutup perusahaan|kabur bawa uang|bawa kabur uang|uang dibawa lari|perusahaan tutup|"
        "kaspro tutup|dijamin pemerintah|dijamin lps|terjamin|siapa yang jamin|siapa penjaminnya|jaminannya apa|"
        "jaminan apa|bodong|abal abal|resmi apa tidak|bisa dipercaya"
    ),
    "~shop_refuses": (
        "kasir menolak|kasir nolak|ditolak kasir|kasirnya bilang tidak bisa|kasir bilang|katanya tidak bisa|"
        "toko tidak mau|tidak dilayani|tidak mau layani|tidak terima kaspro|toko menolak|warung tidak mau|mesin rusak|"
        "mesin kasir rusak|sistemnya offline|kasir tidak mau|kasir baru|stok uang habis|uang kasir habis|kas kosong|"
        "uang di kasir kurang"
    ),
    "~machine_trouble": (
        "kartu ketelan|kartu ketelen|atm rusak|atm error|atm offline|atm kosong|atm habis|mesin rusak|mesin error|"
        "mesin mati|uang tidak keluar|uangnya tidak keluar|tidak keluar uang|struk tidak keluar|atm gangguan|"
        "mesinnya bunyi|mesin bilang|ketelan mesin|ketelan atm|uang kejepit|uang ketelan"
    ),
    "~money_gone": (
        "kepotong|terpotong|saldo berkurang|saldo hilang|uang hilang|uang saya hilang|uang raib|saldo raib|saldo ludes|"
        "tiba tiba berkurang|tau tau berkurang|saldo susut|saldo nyusut|saldo jadi nol|saldo jadi 0|uang lenyap|"
        "saldo lenyap|kesedot|tersedot|sudah terdebet|sudah terdebit|kok berkurang|kok tinggal segini|duite ical|"
        "artosna leungit|pitih ilang"
    ),
    "~came_from_unknown": (
        "ada uang masuk|uang nyasar|uang masuk sendiri|transferan nyasar|kiriman tidak dikenal|uang dari siapa|"
        "dari orang tidak dikenal|tidak kenal pengirimnya|pengirim tidak dikenal|salah kirim ke saya|minta dibalikin|"
        "saldo nambah sendiri|uang kaget|rejeki nomplok|tiba tiba ada uang"
    ),
    "~message_box": (
        "sms|esemes|notif|notifikasi|pesan masuk|chat|chatnya|inbox|kotak masuk|wa|whatsapp|watsap|wasap|telegram|"
        "email masuk|dapat telepon|ada yang nelpon|ditelpon|ditelepon"
    ),
    "~app_install": (
        "download|unduh|donlod|donlot|install|instal|pasang aplikasi|play store|playstore|app store|appstore|"
        "versi terbaru|update aplikasi|perbarui aplikasi|apdet|pembaruan aplikasi|tidak kompatibel|memori penuh|"
        "memori hp penuh|memory penuh|huawei|appgallery"
    ),
    "~how_to_question": (
        "caranya|cara nya|bagaimana cara|langkahnya|tutorial|panduan|petunjuk|tata cara|prosedurnya|ajarin|cara carana|"
        "kumaha carana|baa caronyo|urutannya|step nya|stepnya apa|mulai dari mana|pertama ngapain|habis itu ngapain|"
        "terus ngapain|terus gimana|lalu apa|selanjutnya apa|next apa"
    ),
    "~self_request": (
        "kirimkan|bayarin|isiin dong|isikan|cairin dong|cairkan dong|blokirin dong|daftarin|daftarkan saya|"
        "daftarkan nomor|bantu isi|tolong transfer|tolong isi|tolong blokir|lakukan|proses sekarang|eksekusi"
    ),
    "~weekly_daily": (
        "sehari|per hari|harian|tiap hari|setiap hari|saban hari|seminggu|per minggu|mingguan|tiap minggu|setahun|"
        "per tahun|tahunan|tiap tahun|sekali transaksi|sekali kirim|sekali tarik|sekali isi|per transaksi|"
        "setiap transaksi|tiap transaksi|sapoe|sapoena|saben dino|saban ari|tiok hari|berapa kali"
    ),
    "~holiday": (
        "hari libur|tanggal merah|akhir pekan|weekend|hari minggu|lebaran|idul fitri|idulfitri|puasa|ramadan|ramadhan|"
        "natal|tahun baru|imlek|nyepi|libur nasional|cuti bersama|hari raya|galungan|hari kerja|jam kerja"
    ),
    "~opening_hours": (
        "jam layanan|jam kerja|buka jam|tutup jam|24 jam|dua puluh empat jam|buka hari minggu|masih buka|sudah tutup|"
        "jam segini|tengah malam|malam malam|subuh subuh"
    ),
    "~polite_close": (
        "terima kasih sebelumnya|makasih sebelumnya|mohon pencerahannya|mohon penjelasannya|mohon informasinya|"
        "mohon arahannya|mohon petunjuknya|mohon solusinya|mohon bantuannya|mohon ditindaklanjuti|mohon segera|"
        "mohon maaf|maaf mengganggu|maaf ganggu|dengan hormat|yang terhormat|hormat saya|ditunggu kabarnya|"
        "ditunggu balasannya|ditunggu jawabannya|salam hormat|nuwun sewu|hapunten|punten pisan|ngapunten|"
        "nyuwun pangapunten"
    ),
    "~solution": (
        "solusi|solusinya|jalan keluar|jalan keluarnya|mengatasi|mengatasinya|atasi|diatasi|benerin|betulin|perbaiki|"
        "memperbaiki|diperbaiki|dandani|ngabenerkeun|beresin|selesaikan|diselesaikan|penyelesaian|penyelesaiannya|"
        "tindakan|tindak lanjut|harus bagaimana|mesti gimana|saya harus apa|aku harus apa|apa yang harus dilakukan|"
        "harus lapor"
    ),
    "~fill_in": (
        "isi form|formulir|kolom|kolomnya|data diri|nama lengkap|nama depan|nama belakang|nama ibu kandung|"
        "tempat lahir|tanggal lahir|alamat rumah|alamat lengkap|salah nama|salah isi|salah ketik|typo|salah tulis|"
        "nama salah|data salah|data tidak sesuai|data tidak cocok|nama tidak sesuai"
    ),
    "~photo_bad": (
        "blur|buram|burem|ngeblur|terlalu gelap|kepotong fotonya|tidak jelas fotonya|foto tidak jelas|kurang terang|"
        "kurang jelas|foto ditolak|fotonya ditolak|foto gagal|gagal foto|kamera rusak|kamera mati|pakai kerudung|"
        "pakai hijab|pakai masker|pakai kacamata|foto kebalik|tidak terbaca|tidak kebaca"
    ),
    "~pin_guess": (
        "tanggal lahir|ketebak|ditebak|123456|angka gampang|angka cantik|dihapalin|dihafalin|diintip|ngintip|ngintipin|"
        "tahu pin saya|ketahuan|ada yang tahu"
    ),
    "~stays_or_lost": (
        "hangus|tetap ada|masih ada|aman tidak uangnya|uangnya gimana|nasib uang|nasib saldo|uang saya gimana|"
        "saldonya gimana|saldo saya gimana|ikut hilang|tetap aman|masih bisa diambil|bisa diambil lagi|"
        "bisa diselamatkan|hilang semua|lenyap semua|kebawa|tidak hilang"
    ),
}
