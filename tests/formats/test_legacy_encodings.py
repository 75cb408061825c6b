"""Old encodings of Vietnamese are seen; Vietnamese, English, French and names of other languages are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.vietnamese.legacy_encodings import TCVN3, VISCII, is_syllable, legacy_encoding

SENTENCES = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Ủy ban nhân dân phường thông báo lịch tiếp công dân định kỳ tháng mười hai",
    "Người dân được hướng dẫn nộp hồ sơ trực tuyến tại bộ phận một cửa",
    "Đề nghị các hộ gia đình thực hiện tốt công tác phòng cháy, chữa cháy",
]
WORDS = sorted({word.lower() for sentence in SENTENCES for word in sentence.replace(",", "").split()})


def encoded(text, table):
    """The text as it looks when its bytes are read as Latin-1."""
    return text.translate({letter: sign for sign, letter in table.items()})


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("name", "table"), [("TCVN3", TCVN3), ("VISCII", VISCII)])
def test_text_in_an_old_encoding_is_found(sentence, name, table):
    assert legacy_encoding(encoded(sentence.lower(), table)) == name


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
        *SENTENCES,
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
    assert legacy_encoding(encoded(" ".join(words), TCVN3)) == "TCVN3"


@pytest.mark.parametrize("word", ["nghiêng", "Việt", "được", "khuya", "quyết", "giếng", "Đắk", "ỷ"])
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tôt", "français", "Zürich", "nhaân", "ViÖt", "bbb", "hôm-nay", ""])
def test_no_syllables(word):
    assert not is_syllable(word)
