"""Naming: the words around people's names in chat, and the words that are nobody's name.

Read by recipients.py and notes.py; word lists only.
"""

from __future__ import annotations

from bot.understand.wordlists import word_set

TITLES = word_set(
    "kak kakak ka bang abang bg mas mba mbak mbk bro sis gan pak bu bapak ibu bpk om tante mr mrs ms miss sir madam "
    "ci cici cik ko koh koko haji hajah ustad ustadz ust uda uni aa teh teteh neng akang kang mpok nek kek dek adek "
    "dr pakde bude budhe paman bibi bulik paklik oom ustadzah prof ir"
)
"""Said before a name, and part of it as it was typed."""
ADDRESS = word_set(
    "kak ka mas mba mbak mbk bang bg pak bpk bu bro sis gan mr mrs ms miss sir madam ci cici ko koh koko kang akang "
    "teh teteh neng aa uda uni mpok haji hajah"
)
"""Said to anybody, so that who is called by it is looked up without; "ibu", "om" and "guru" are somebody's."""
KIN = word_set(
    "ibu ibuku bapak ayah ayahku mama mamaku mamah mami papa papah papi emak bokap nyokap mom mum dad mother father "
    "kakak adik adek adikku istri suami anak anakku nenek kakek oma opa om tante sister brother wife husband son "
    "daughter aunt uncle grandma grandpa sepupu cousin mertua umi abi abah bunda mamak bini laki boss bos sahabat "
    "pacar"
)
"""Who needs no name to be meant, unless a name follows."""
OWNERS = word_set("saya aku gue gw gua ku my our me kita kami sy ak")
ARTICLES = word_set("si sang the name is namanya named called bernama yaitu yakni an atas nama")
"""Between a preposition and a name; no part of it."""
PRONOUNS = word_set("dia ia her him them beliau doi she he")

COMMON = word_set(
    "as nothing almost honor kasian kindly notenya catatannya beam zap bukn real quick rn tes test secepatnya supaya "
    "agar kena pinjem ovo gopay dana shopeepay linkaja jago kontak contact punya punyanya barusan same person nitip "
    "titip bikinin bikin suruh reimburse reimburs duh anjir nak malakin malak colek tell nudge hit bug chase demand "
    "gantian giliran wants want paymnt tranfser tansfer kiirm tolg krmkn gih helm stranded tiap setiap per sisa "
    "nearly beberapa several few hundreds thousands ratusan puluhan seratusan jutaan harusnya seharusnya rt rw gang "
    "lembar nol kosong se dia ia beliau doi mereka kami kita kamu anda kalian him her them me us you she he we they "
    "it orang org someone somebody anyone teman temen tmn temanku temenku friend friends teman2 kawan siapa who whom "
    "self sendiri landlord cleaner driver tukang abangnya masnya mbaknya penjual seller toko shop warung kasir "
    "cashier agen agent merchant admin customer pelanggan user penerima recipient tujuan roommate tetangga neighbour "
    "neighbor boyfriend girlfriend uang duit money saldo fund funds cash tunai rupiah rp idr perak rekening rek norek "
    "akun account acct acc bank wallet dompet nomor nomer no number nomornya nomernya hp hpnya phone wa whatsapp "
    "telegram va virtual amount jumlah jumlahnya nominal nominalnya sebesar senilai sejumlah total sebanyak kaspro "
    "premium regular reguler token pin otp kode code link pulsa kuota tagihan bill transaksi transaction mutasi "
    "history riwayat balance catatan note memo ket berita pesan biaya fee qris qr listrik pln paket data sini situ "
    "sana mana luar dalam atas bawah bulan hari minggu tahun jam menit besok bsk nanti ntar tadi td kemarin sekarang "
    "skrg now today tomorrow later yesterday week month soon asap segera cepat cepet quickly right away abroad "
    "overseas negeri kampung rumah kantor home office pagi siang sore malam morning night here there where kota desa "
    "kirim kirimin kirimkan kirimi krm krim ngirim mengirim ngirimin dikirim transfer transferin transferkan "
    "ditransfer tf tfin tfkan trf trfin tranfer transer trnsfer mentransfer send snd sending give gives pay pays "
    "paying bayar bayarin bayarkan dibayar ngasih kasih kasihin kasi beri lempar lemparin lempari oper operin pindah "
    "pindahin pindahkan move shoot wire remit return balikin kembalikan balikan ganti gantiin ubah change make made "
    "get got gotta put take takes buy beli beliin belikan collect receive request requesting ask asking minta mintain "
    "meminta tagih tagihin nagih menagih nagihin charge invoice remind ingatkan split patungan owe owes owed owing "
    "utang ngutang hutang berhutang pinjam minjem pinjamin borrow borrowed lend lent loan covered cover settle "
    "nalangin talangin nombokin tarik narik tarikin withdraw cairin cairkan ambil ambilin isi isiin ngisi topup top "
    "up load reload add tambah tambahin nambah use using pakai pake lewat via through with by sambil help bantu "
    "bantuin tolong tlg plis pls please plz mohon coba dong donk deh deng ya yah yaa yak yuk nih nich sih lah kok kan "
    "lho loh ah aja aj saja doang doank just only juga jg also too lagi lg again instead rather actually sebenarnya "
    "mau mo pengen pengin ingin wanna would like need needs butuh perlu harus must should have has had having am is "
    "are was were be been being do does did done can could may might will shall let lets go going gonna come came "
    "know say said think see check cek lihat liat buat untuk utk bwt for to ke kepada sama ama dari from of in on at "
    "into onto over off out about dengan dgn pada di and dan atau or but tapi tp tetapi not bukan bkn jangan jgn "
    "tidak tdk tak ga gak nggak ngga enggak engga yes iya ok oke okay yg yang this that these those itu ini tsb "
    "tersebut the a an my your his their our its saya aku gue gw gua sy ak ku mu nya kak min gan eh oh ups oops wait "
    "sorry sori maaf salah wrong ralat koreksi maksud maksudnya maksudku mean meant i jadi jadiin jadikan jd semua "
    "all half setengah some any sedikit banyak much many more less lebih kurang satu dua tiga one two three first "
    "last next terakhir lalu terus trus trs then so if kalo kalau klo kl udah udh sudah sdh dah already belum blm yet "
    "masih still bisa bs can't cannot cant dont won't gimana how what why when halo hai hi hello hey selamat makasih "
    "mksh makasi thanks thank thx ty tq trims terima sip siap gas lol wkwk haha hehe plus gratis free penting urgent "
    "mendesak ada adalah merupakan sebagai tentang soal gini begini gitu begitu bareng antar sesama pulang balik "
    "kembali habis abis dulu dl dlu masing each both keduanya berdua satunya back roommates colleague coworker "
    "payment pembayaran permintaan permintaanku payday gaji salary transferan kiriman lunas lunasin lunasi bilang "
    "katanya kayak kaya kek gtu btw fyi anyway because karena krn soalnya stuck sent new baru lama old another other "
    "lain lainnya others yaudah deal finish fix betul bener benar batal cancel stop tunggu bentar sebentar langsung "
    "menjadi mengirimkan mengisi melalui kirimannya uangnya duitnya kirimnya transfernya transferkannya bayarnya "
    "bayarannya jajan belanja"
)
"""Words that name nobody, in both languages."""

PURPOSES = word_set(
    "angpao angpau upah kas setoran bonus refund invoice sedekah zakat amplop kondangan kembalian ganti envelope "
    "money share split nota permintaan it this that giving room makan makanan maksi sarapan bayar beli jajan jajannya "
    "belanja kos kost kosan kontrakan sewa bensin parkir ongkos ongkir transport transportasi biaya uang duit sekolah "
    "kuliah spp les obat listrik air pulsa kuota internet wifi arisan patungan utang hutang cicilan gaji thr kado "
    "hadiah ultah ulang sumbangan donasi infak kopi ngopi nonton tiket pulang mudik liburan hotel penginapan modal "
    "stok bahan baju sepatu buku alat kebutuhan keperluan urusan kerja kantor rumah renovasi servis service bulanan "
    "mingguan harian dp deposit pelunasan cashbon kasbon snack gorengan bakso nasi ayam kue rokok galon laundry gojek "
    "grab taksi ojek tol pajak iuran futsal badminton gym lunch dinner breakfast brunch food meal meals drinks drink "
    "coffee tea beer rent bill bills groceries grocery gas fuel petrol taxi ride trip travel flight gift birthday "
    "wedding party school tuition books book shopping salary wages wage loan debt fees fee insurance medicine doctor "
    "hospital repair repairs tickets ticket movie movies concert game games contribution half rice cake snacks "
    "dessert pizza october november december january february march april june july august september keluarga anak2 "
    "acara nikahan jalan jalan2 main nabung tabungan beras pupuk bibit pakan susu popok sembako lauk sayur token "
    "paket order pesanan orderan barang dagangan jasa potong pangkas salon berobat rs puskesmas imunisasi qurban "
    "kurban aqiqah syukuran selamatan the our his their yesterday last tonight today tadi kemarin semalam minggu "
    "bulan"
)
"""What money is for: with one of these first, "buat …" is a note even where nobody is named."""

CARRIERS = word_set(
    "akun akunnya account kaspro nomor nomornya nomer nomernya wallet dompet rekening rek hp wa number saldo penerima "
    "recipient seseorang"
)
"""What of somebody's the money goes to: "ke akun budi"."""
FRIENDS = word_set(
    "ketua guru ustadznya pembantu gurunya tenant flatmate client klien pembeli penyewa tamu vendor supplier sopir "
    "supir host coach guide captain bestie treasurer satpam karyawan pelanggan teman temen tmn temanku temenku friend "
    "kawan kawanku tetangga roommate neighbour neighbor landlord cleaner driver tukang colleague coworker rekan "
    "temannya temennya"
)
"""Who is not named by it alone, but before a name: "my friend Joni"."""
OTHERS = (
    KIN
    | FRIENDS
    | word_set(
        "toko warung shop store kasir cashier agen agent penjual seller merchant admin customer boyfriend girlfriend "
        "roommates colleagues friends teman2 orang rumah kantor home office abangnya masnya mbaknya"
    )
)
"""Somebody or something of a person's, who is not she: "tetangga sari", "warung sari", "sari's husband"."""
NAMED = word_set("namanya named called bernama yaitu yakni")
"""After what somebody is comes her own name: "temen namanya yoga"."""
