"""Text in an old encoding is found and becomes Unicode again; what is right, plain or of another language stays."""

import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formats.vietnamese import legacy_encodings
from formats.vietnamese.legacy_conversion import convert, convert_all
from formats.vietnamese.legacy_encodings import READERS, TCVN3, UNITS, VISCII, is_syllable, legacy_encoding
from formats.vietnamese.text import to_nfc

ONSETS = [
    "",
    "b",
    "ch",
    "d",
    "đ",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "ng",
    "ngh",
    "nh",
    "ph",
    "qu",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = (
    "a ang anh ao au ay ăn ăng âm ân âp âu ây e em eo ê êch ên êu i iêm iên iêt iêu in inh o oan oang oi on ong ô ôi"
)
RIMES += " ôn ông ơ ơi ơm ơn u ua ui un ung uôc uôi uôn uy uyên uyêt ư ưa ưng ươc ươi ươn ương ưu y yêu"  # fmt: skip
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


def syllable(onset, rime, tone):
    """With the tone on the last vowel that bears a mark, else on the first."""
    places = [place for place, letter in enumerate(rime) if letter in "aăâeêioôơuưy"]
    place = next((place for place in reversed(places) if rime[place] in "ăâêôơư"), places[0])
    return to_nfc(onset + rime[: place + 1] + tone + rime[place + 1 :])


# Signs alone are left alone: "à" is "µ" in TCVN3, "ở" is "·" in VISCII.
SYLLABLES = st.builds(
    syllable, st.sampled_from(ONSETS[1:]), st.sampled_from(RIMES.split()), st.sampled_from(TONES)
).filter(is_syllable)
SENTENCES = st.lists(SYLLABLES, max_size=12).map(" ".join)
# Words that are no syllables in any old encoding, so that what stands beside them is known to be old.
SURE = "việt được"


def in_table(table):
    signs = str.maketrans(
        {letter if isinstance(letter, str) else chr(letter): chr(sign) for sign, letter in table.items()}
    )
    return lambda text: text.translate(signs)


def in_vni(text):
    return "".join(map(letter_in_vni, text))


def letter_in_vni(letter):
    small = letter.lower()
    # The tables read signs, the tests write them: a second copy here could differ.
    own = {read: sign for sign, read in legacy_encodings._VNI_LETTERS.items()}
    base, marks = (parts := unicodedata.normalize("NFD", small))[0], parts[1:]
    tone = "".join(mark for mark in marks if mark in TONES)
    # As above.
    circumflex, breve = legacy_encodings._VNI_CIRCUMFLEX, legacy_encodings._VNI_BREVE
    # As above.
    tones = legacy_encodings._VNI_TONES
    signs = [
        ("\u0302", base, circumflex),
        ("\u0306", base, breve),
        ("\u031b", own.get(to_nfc(base + "\u031b"), ""), tones | {"": ""}),
        (tone, base, tones if base in "aeouy" else {small: tone}),
    ]
    for mark, before, table in signs:
        if small not in own and mark and mark in marks:
            sign = next(sign for sign, read in table.items() if read == tone)
            written = sign if sign == small and base not in "aeouy" else before + sign
            return written.upper() if letter != small else written
    written = own.get(small, small)
    return written.upper() if letter != small else written


def in_windows_1252(text):
    """Each byte of UTF-8 as browsers show it: those without a sign stay control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


ENCODED = {"TCVN3": in_table(TCVN3), "VNI": in_vni, "VISCII": in_table(VISCII), "Windows-1252": in_windows_1252}


@pytest.mark.parametrize("encoding", READERS)
@given(sentence=SENTENCES)
def test_sentence_comes_back_as_it_was_written(encoding, sentence):
    text = f"{SURE} {sentence}."
    written = ENCODED[encoding](text)
    # What is a unit of measure as it is written stays one: "mỗ", which hardly anybody writes, is "m²" in VISCII.
    assume(UNITS.isdisjoint(word.strip(".") for word in written.split()))
    assert convert(written, encoding) == text


@pytest.mark.parametrize("encoding", ["VNI", "Windows-1252"])
@given(sentence=SENTENCES)
def test_so_do_capitals_where_the_encoding_has_all_of_them(encoding, sentence):
    for text in (f"{SURE} {sentence}".upper(), f"{SURE} {sentence}".title()):
        assert convert(ENCODED[encoding](text), encoding) == text


@pytest.mark.parametrize("encoding", READERS)
@given(sentence=SENTENCES)
def test_text_that_is_right_is_untouched(encoding, sentence):
    for text in (sentence, sentence.upper(), f"“{sentence}…” – {sentence.title()} (m², 5 µm, §5, 30 °C)"):
        assert convert(text, encoding) == text


@pytest.mark.parametrize("encoding", READERS)
@given(text=st.text(max_size=60) | st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=60))
def test_converting_twice_is_converting_once_whatever_the_text(encoding, text):
    once = convert(text, encoding)
    assert convert(once, encoding) == once


@given(st.text(max_size=40), st.text(max_size=10))
def test_encoding_without_a_name_of_ours_changes_nothing(text, encoding):
    assert convert(text, encoding) == text or encoding in READERS


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        # Syllables both ways, signs that are letters, abbreviations, names, a bullet and a unit.
        ("Uû ban nh©n d©n thµnh phè, bé phËn mét cöa ë ®©y", "Uỷ ban nhân dân thành phố, bộ phận một cửa ở đây"),
        ("· QuyÕt ®Þnh sè 05/Q§-UBND; H§ND", "· Quyết định số 05/QĐ-UBND; HĐND"),
        ("Ng­êi d©n x· Kr«ng Pa ®o ®­îc 5 µm", "Người dân xã Krông Pa đo được 5 µm"),
        ("B¸o c¸o «n tËp", "Báo cáo ôn tập"),
        # TCVN3 typed in a font of capitals.
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Bµ TRÇN THÞ HOA, phè Hµng §µo", "Bà TRẦN THỊ HOA, phố Hàng Đào"),
        ("UÛY BAN NHAÂN DAÂN THAØNH PHOÁ", "ỦY BAN NHÂN DÂN THÀNH PHỐ"),
        ("Thò traán, caù nhaân, HÑND, QÑ-UBND", "Thị trấn, cá nhân, HĐND, QĐ-UBND"),
        ("Vi®t Nam ðßþc ðµc l§p, h÷ TR…N", "Việt Nam được độc lập, họ TRẦN"),
        ("vÃ\xa0 â€œtá»± doâ€\x9d â€“ XÃ£ há»™i, HÄ\x90ND", "và “tự do” – Xã hội, HĐND"),
        # The blank at the end of "à" was lost.
        ("Viá»‡t Nam vÃ tháº¿ giá»›i", "Việt Nam và thế giới"),
    ],
)
def test_known_phrases_are_converted(text, converted):
    assert convert(text, legacy_encoding(text)) == converted


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("Cộng hòa, thµnh phè cña ViÖt Nam; phở cá phè", "Cộng hòa, thành phố của Việt Nam; phở cá phè"),
        ("Cộng hòa, thành phố của Việt Nam; phở cá phè", "Cộng hòa, thành phố của Việt Nam; phở cá phè"),
        # Bullets stay bullets.
        ("· ViÖt Nam ·· ®­îc § 5 ®¬", "· Việt Nam ·· được § 5 đơ"),
        # What is converted is composed.
        ("ViÖt " + unicodedata.normalize("NFD", "được"), "Việt được"),
    ],
)
def test_words_that_are_right_stay_beside_those_that_are_not(text, converted):
    assert convert(text, "TCVN3") == converted


def test_pieces_of_a_paragraph_are_read_together():
    assert convert(" phè ", "TCVN3") == " phè "
    assert convert_all(["thµnh", " phè ", "<"], "TCVN3") == ["thành", " phố ", "<"]


def test_many_pieces_are_converted_in_a_time_that_grows_with_them_alone():
    """Quadratic, twenty times as many take four hundred times as long."""
    piece = in_table(TCVN3)("ủy ban nhân dân phường")

    def seconds(count):
        began = time.process_time()
        assert convert_all([piece] * count, "TCVN3")[-1] != piece
        return time.process_time() - began

    assert seconds(10_000) < 80 * max(seconds(500), 0.005)


PHRASES = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Ủy ban nhân dân phường thông báo lịch tiếp công dân định kỳ tháng mười hai",
    "Người dân được hướng dẫn nộp hồ sơ trực tuyến tại bộ phận một cửa",
    "Đề nghị các hộ gia đình thực hiện tốt công tác phòng cháy, chữa cháy",
]
WORDS = sorted({word.lower() for sentence in PHRASES for word in sentence.replace(",", "").split()})


@pytest.mark.parametrize("sentence", PHRASES)
@pytest.mark.parametrize("name", ["TCVN3", "VISCII"])
def test_text_in_an_old_encoding_is_found(sentence, name):
    assert legacy_encoding(ENCODED[name](sentence.lower())) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TCVN3", "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
        ("TCVN3", "thµnh phè Hå ChÝ Minh"),
        ("VNI", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
        ("VNI", "UÛY BAN NHAÂN DAÂN QUAÄN"),
        ("VNI", "Ñoäc laäp – Töï do – Haïnh phuùc"),
        ("VISCII", "Vi®t Nam ðßþc ðµc l§p"),
        ("Windows-1252", "Viá»‡t Nam Ä‘Æ°á»£c Ä‘á»™c láº\xadp"),
    ],
)
def test_known_phrases_are_found(name, text):
    assert legacy_encoding(text) == name


@pytest.mark.parametrize(
    "text",
    [
        *PHRASES,
        "The ward office opens at 7:30 and closes at 17:00.",
        "Où êtes-vous né ? À Noël, le maïs, le goût, l’île, un thé très tôt, dû à la fête.",
        "haï où",
        "Cuisine thaï, façade, cœur, garçon, reçu, français, connaître, naïf, haïr, aiguë.",
        "L’été dernier, l’élève a été reçu à l’école ; « bien sûr », dit-il.",
        "München, Zürich, Straße, Fußgänger, Grüße",
        "mañana, niño, año, señor, cañón, corazón",
        "Smörgåsbord på ön, Øresund, blåbær",
        "Nồng độ 10 µm và 5 µg/m³ trên 2 m², 30 °C, ± 5 %, ½ giờ, ¼ ngày",
        "Vinamilk® © 2026 «Báo cáo» năm 2026",
        "Đoàn của hãng Citroën và Nestlé thăm Phường Bến Nghé",
        "oà, oá, hoà, thuỷ, quí, kĩ",
        "",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert legacy_encoding(text) == ""


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_order_of_vietnamese_words_looks_old(words):
    assert legacy_encoding(" ".join(words)) == ""


FRENCH = [
    "été", "né", "thé", "clé", "très", "dès", "près", "forêt", "tôt", "côté", "hôtel", "goût", "août", "sûr",
    "dû", "mûr", "île", "maître", "connaître", "naïf", "maïs", "haï", "thaï", "Noël", "aiguë", "ambiguïté",
    "façade", "garçon", "reçu", "leçon", "où", "à", "là", "déjà", "voilà", "cœur", "œuvre", "sœur", "bœuf",
    "français", "élève", "père", "mère", "frère", "fenêtre", "tête", "bête", "fête", "prêt", "intérêt", "hôpital",
    "rôle", "drôle", "bientôt", "plutôt", "aussitôt", "croûte", "voûte", "brûler", "piqûre",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRENCH), max_size=40))
def test_no_order_of_french_words_looks_old(words):
    assert legacy_encoding(" ".join(words)) == ""


@given(st.text(alphabet=st.characters(max_codepoint=0x7E), max_size=200))
def test_plain_ascii_never_looks_old(text):
    assert legacy_encoding(text) == ""


@given(st.lists(st.sampled_from(WORDS), min_size=20, max_size=40, unique=True))
def test_any_longer_text_in_an_old_encoding_is_found(words):
    assert legacy_encoding(ENCODED["TCVN3"](" ".join(words))) == "TCVN3"


def test_syllables():
    syllables = {"nghiêng", "Việt", "được", "khuya", "quyết", "giếng", "Đắk", "ỷ"}
    others = {"tôt", "français", "Zürich", "nhaân", "ViÖt", "bbb", "hôm-nay", ""}
    assert set(filter(is_syllable, syllables | others)) == syllables
