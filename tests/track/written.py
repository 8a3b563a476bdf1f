"""Names as they are written in news of six scripts, put at a known place into sentences of our own.

A case is a form of a term, one way to write it, and a text around it. What stands before it changes its length when
it is folded, so that a place which is counted in folded letters would point beside the name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor.model import Form, Role, Term

SHY, ZWSP, ZWNJ, ZWJ, LRM, RLM, WJ, BOM = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
ACUTE, DIAERESIS, BREVE, CEDILLA, VS16, IVS = "\u0301\u0308\u0306\u0327\ufe0f\U000e0100"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A way to write a form, and where it stands."""

    name: str
    term: Term
    title: str
    text: str
    field: str
    start: int
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A script: sentences before and after a name, the ways to write each form, and words that are no name."""

    before: str
    after: str
    written: Mapping[tuple[str, str], tuple[str, ...]]
    """(form, language) → as it may be written."""
    other: tuple[tuple[str, str], ...]
    """(form, a text that does not have it)."""


LEADS: Final = {
    "nothing": "",
    "sharp s": "Groß, ",
    "an ellipsis": "… ",
    "a ligature of letters": "ﬁve ﬄ ",
    "a ligature of a phrase": "قال ﷺ ",
    "a ligature of a word": "ﷲ ",
    "the Turkish capital i": "İİ ",
    "loose accents": f"e{ACUTE}te{ACUTE} и{BREVE} ",
    "stacked marks": f"Z{ACUTE}{DIAERESIS}{CEDILLA} ",
    "emoji with a skin and a job": "👩🏽\u200d🚒 ❤️ ",
    "a flag": "🇺🇦🏴\U000e0067\U000e0062\U000e007f ",
    "direction marks": f"{RLM}{LRM}\u202b\u202c ",
    "isolates": "\u2068a\u2069 ",
    "wide letters": "ＡＢ！ ",
    "half-width kana": "ﾊﾟｶﾞ ",
    "loose Hangul": "\u1112\u1161\u11ab ",
    "squared words": "㍿ ㎏ № ½ ",
    "many blanks": "a \u00a0\u2003\u3000\n b ",
    "invisible ones": f"{BOM}{ZWSP}{WJ}x{SHY}y{ZWSP} ",
    "stretched Arabic": "قـــال ",
    "vowel signs": "שָׁלוֹם مَرْحَبًا ",
    "another plane": "𝔄𝔅 𠮷 ",
    "a quotation mark": "„",
    "a bracket": "«(",
}
"""What may stand before a sentence or a name: each folds to another number of letters, or hides some."""

LATIN: Final = Spoken(
    before="Officials spoke of",
    after="again on Monday.",
    written={
        ("Wagner", "any"): (
            "Wagner", "WAGNER", "Wagnera", "Wagnerowi", "Ｗａｇｎｅｒ", "𝐖𝐚𝐠𝐧𝐞𝐫", "Ⓦagner", f"Wag{SHY}ner", f"Wa{ZWSP}gner",
            f"W{ACUTE}agner", f"Wagner{ACUTE}", f"Wag{ZWJ}n{WJ}er",
        ),
        ("Wagner Group", "any"): (
            "Wagner Group", "Wagner  Group", "Wagner\u00a0Group", "Wagner\n\tGroup", "Wagner-Group", "Wagner\u2011Group",
            "Wagner–Group", "wagner_group", f"Wagner{ZWSP} {ZWSP}Group", "Wagner\u3000Groups", "Wagner™ Group",
        ),
        ("O'Brien", "any"): ("O'Brien", "O’Brien", "OʼBrien", "O＇Brien", "O`Brien", "O´Brien", "O‘Brien", "Oʿbrien"),
        ("Łódź", "pl"): ("Łódź", "Lodz", f"Łódz{ACUTE}", f"Ło{ACUTE}dz{ACUTE}", "ŁÓDŹ"),
        ("Şırnak", "any"): ("Şırnak", f"S{CEDILLA}ırnak", "Sirnak", "ŞIRNAK"),
        ("Istanbul", "any"): ("Istanbul", "İstanbul", "I\u0307stanbul", "ıstanbul"),
        ("Strasse", "de"): ("Straße", "STRASSE", "STRAẞE", "Straßen", "ﬆrasse"),
        ("Fiona Office", "any"): ("Fiona Office", "ﬁona Oﬃce", "Fiona-Oﬀice", "FIONA OFFICE"),
        ("air defence", "en"): ("air defence", "air-defences", "Air\u2010Defence", "air—defence", "air−defence", "air\u2e3adefence"),
        ("São Tomé", "any"): ("São Tomé", "Sa\u0303o Tome\u0301", "Sao Tome", "SÃO\u202fTOMÉ"),
        ("Æthelred Straße", "any"): ("Æthelred Straße", "aethelred strasse", "ÆTHELRED STRASSE"),
    },
    other=(
        ("pagan", "The propaganda went on."), ("pagan", f"The pro{SHY}pa{SHY}ganda"), ("ship", "Worship"),
        ("Wagner", "Wagnerian"), ("fi", "ﬁve"), ("Group", "Regroup"), ("air defence", "air, defence"),
        ("Istanbul", "Istanbulism"), ("ran", "Ira\u0301n"),
    ),
)  # fmt: skip
CODES: Final = {
    ("SA-22", "code"): (
        "SA-22", "SA 22", "SA22", "SA\u201122", "SA–22", "sa22s", "ＳＡ－２２", "SA\u00a022", f"SA{WJ}-{WJ}22", f"S{SHY}A22",
        "SA_22",
    ),
    ("Pantsir-S1", "code"): ("Pantsir-S1", "Pantsir S1", "PantsirS1", "PANTSIR‑S‑1", f"Pants{ZWSP}ir S1"),
    ("ﬁ-16", "code"): ("FI-16", "ﬁ16", "Fi 16"),
}  # fmt: skip
CYRILLIC: Final = Spoken(
    before="Вчера снова говорили: это",
    after="и не только.",
    written={
        ("Вагнер", "ru"): (
            "Вагнер", "Вагнера", "ВАГНЕРОМ", "вагнеровцев", f"Ва{ACUTE}гнер", f"Ваг{SHY}нере", f"В{ZWSP}агнер{ACUTE}у",
        ),
        ("Хезболла", "ru"): ("Хезболла", "Хезболлой", "Хезболлои\u0306", "ХЕЗБОЛЛЫ", f"Хезболла{ACUTE}"),
        ("Йошкар-Ола", "ru"): ("Йошкар-Ола", "И\u0306ошкар-Ола", "Йошкар‑Ола", "ЙОШКАР—ОЛА"),
        ("Королёв", "ru"): ("Королёв", "Королев", "Короле\u0308ва", "КОРОЛЁВУ"),
        ("Слов'янськ", "uk"): ("Слов'янськ", "Слов’янську", "Словʼянська", "Слов＇янськ", "Слов`янськ"),
        ("Київ", "uk"): ("Київ", "Киі\u0308в", "КИЇВ", f"Ки{ACUTE}їв"),
        ("российский", "ru"): ("российского", "росси\u0438\u0306ский", f"росси{ACUTE}йской", "РОССИЙСКИЕ"),
    },
    other=(
        ("Иран", "Из Тирана"), ("Вагнер", "Авагнер"), ("Хезболла", "Хасбулла"), ("рой", "герой"),
        ("май", "маи дома"), ("Рим", "пили\u0433рим"),
    ),
)  # fmt: skip
ARABIC: Final = Spoken(
    before="قال المتحدث أمس إن",
    after="في بيان جديد.",
    written={
        ("فاغنر", "ar"): ("فاغنر", "وفاغنر", "لفاغنر", "فَاغْنَر", "فـاغـنـر", "ﻓﺎﻏﻨﺮ", f"فاغ{RLM}نر", "وبفاغنر", "فاغنري"),
        ("حزب الله", "ar"): (
            "حزب الله", "حِزبُ اللّٰه", "وحزب الله", "لحزب الله", "حزب ﷲ", "حـــزب اللـه", f"حزب{ZWNJ}الله", "حزب\u00a0الله",
            "حزب  الله", "ﺣﺰﺏ الله", "حزب-الله",
        ),
        ("دفاع جوي", "ar"): ("دفاع جوي", "الدفاع الجوي", "للدفاع الجوي", "دفاع جوى", "والدفاع-الجوي"),
        ("إيران", "ar"): ("إيران", "ايران", "ا\u0655يران", "بإيران", "إيرانيين", "ایران"),
        ("القاهرة", "ar"): ("القاهرة", "القاهره", "بالقاهرة", "والقاهرةَ"),
        ("لاجئ", "ar"): ("لاجئ", "ﻻجئ", "لاجي\u0654", "اللاجئ"),
    },
    other=(
        ("مصر", "في المصرف"), ("يمن", "هيمنة"), ("فاغنر", "فاغنروس"), ("حزب الله", "حزبالله"), ("دفاع جوي", "دفاع، جوي"),
    ),
)  # fmt: skip
HEBREW: Final = Spoken(
    before="הדובר אמר אתמול כי",
    after="בהודעה חדשה.",
    written={
        ("חיזבאללה", "he"): (
            "חיזבאללה", "לחיזבאללה", "שבחיזבאללה", "חִיזְבַּאלְלָה", f"חיזבאללה{ACUTE}", f"חיז{LRM}באללה", "חיזבﭏלה", "וחיזבאללה",
        ),
        ("בית לחם", "he"): ("בית לחם", "בית־לחם", "בית-לחם", "בֵּית לֶחֶם", "מבית  לחם", "בית\u00a0לחם"),
        ("צ'רנוביץ", "he"): ("צ'רנוביץ", "צ׳רנוביץ", "צ’רנוביץ", "בצ׳רנוביץ"),
        ("שלום", "he"): ("שלום", "שָׁלוֹם", "\ufb2aלום", "של\ufb4bם", "השלום"),
    },
    other=(("דן", "הירדן"), ("גז", "ארגז"), ("חיזבאללה", "חיזבאללהב"), ("בית לחם", "בית, לחם")),
)  # fmt: skip
GREEK: Final = Spoken(
    before="Χθες μίλησαν πάλι για",
    after="και τίποτε άλλο.",
    written={
        ("Βάγκνερ", "el"): ("Βάγκνερ", f"Βα{ACUTE}γκνερ", "ΒΑΓΚΝΕΡ", "βαγκνερ", f"Βάγκ{SHY}νερ"),
        ("Τσίπρας", "el"): ("Τσίπρας", "Τσίπρα", "ΤΣΙΠΡΑΣ", f"Τσι{ACUTE}πρας", "Τσίπραϲ"),
        ("Πειραιάς", "el"): ("Πειραιάς", "Πειραιά", "ΠΕΙΡΑΙΑΣ", "Πειραια\u0300ς", "Πειραιᾶς"),
        ("Νέα Υόρκη", "el"): ("Νέα Υόρκη", "Νέας Υόρκης", "ΝΕΑ ΥΟΡΚΗ", "Νέα\u00a0Ὑόρκῃ", "Νέα‑Υόρκη"),
        ("Ηράκλειο", "el"): ("Ηράκλειο", "Ἡράκλειο", "Ηρακλείου", "ΗΡΑΚΛΕΙΟΥ", "Ηρα\u0301κλειο"),
    },
    other=(("Άρης", "Χάρης"), ("Βάγκνερ", "Βαγκνεριανός"), ("Ρόδος", "Ηρόδος"), ("νέα", "Ορινέα")),
)
HAN_KANA_HANGUL: Final = Spoken(
    before="昨日の発表で、",
    after="については不明。",
    written={
        ("真主党", "zh"): ("真主党", f"真{ZWSP}主党", f"真主党{IVS}", "真\ufe00主党"),
        ("葛飾区", "ja"): ("葛飾区", f"葛{IVS}飾区", "葛飾\U000e0101区"),
        ("普里戈任·瓦格纳", "zh"): (
            "普里戈任·瓦格纳",
            "普里戈任・瓦格纳",
            "普里戈任‧瓦格纳",
            "普里戈任･瓦格纳",
        ),
        ("ヒズボラ", "ja"): ("ヒズボラ", "ﾋｽﾞﾎﾞﾗ", "ヒス\u3099ホ\u3099ラ", f"ヒズ{WJ}ボラ"),
        ("パンツィーリ", "ja"): ("パンツィーリ", "ﾊﾟﾝﾂｨｰﾘ", "ハ\u309aンツィーリ"),
        ("株式会社", "ja"): ("株式会社", "㍿"),
        ("헤즈볼라", "ko"): (
            "헤즈볼라",
            "\u1112\u1166\u110c\u1173\u1107\u1169\u11af\u1105\u1161",
            f"헤즈{ZWSP}볼라",
        ),
        ("SA-22", "code"): ("ＳＡ－２２", "SA22", "SA‑22"),
        ("Wagner", "any"): ("Wagner", "Ｗａｇｎｅｒ"),
    },
    other=(
        ("ハス", "バスは"),
        ("真主党", "真主的党"),
        ("이라", "\u110b\u1175\u1105\u1161\u11ab"),
        ("Wagner", "俄Wagners1"),
    ),
)
SCRIPTS: Final = {
    "Latin": LATIN,
    "code": Spoken(before="They saw", after="there.", written=CODES, other=(("SA-22", "USA-22 SA-220 SA22a"),)),
    "Cyrillic": CYRILLIC,
    "Arabic": ARABIC,
    "Hebrew": HEBREW,
    "Greek": GREEK,
    "CJK": HAN_KANA_HANGUL,
}  # fmt: skip


def term_of(text: str, language: str) -> Term:
    """A term of one form; the language ``code`` makes it a model number."""
    code = language == "code"
    form = Form(text=text, language="any" if code else language, code=code)
    return Term(name=f"the name {text}", role=Role.ACTOR, weight=6.0, forms=(form,))


def cases(*, leads: int) -> Iterator[Case]:
    """Each way to write each form, in ``leads`` surroundings in turn, in titles and in texts."""
    turn, kinds = 0, tuple(LEADS)
    for script, spoken in SCRIPTS.items():
        for (form, language), ways in spoken.written.items():
            for way in ways:
                for _ in range(leads):
                    yield case(
                        script, term_of(form, language), way, kinds[turn % len(kinds)], in_title=turn % 2 == 0
                    )
                    turn += 1


def case(script: str, term: Term, way: str, lead: str, *, in_title: bool) -> Case:
    """``way`` in a sentence of its script, behind ``lead`` at the front of the sentence and again right before it."""
    spoken = SCRIPTS[script]
    front = f"{LEADS[lead]}{spoken.before} {LEADS[lead]}"
    sentence = f"{front}{way}{RLM if lead == 'direction marks' else ''} {spoken.after}"
    rest = f"{LEADS[lead]}{spoken.after}"
    return Case(
        name=f"{script}: {way!a} after {lead}, in the {'title' if in_title else 'text'}",
        term=term,
        title=sentence if in_title else rest,
        text=rest if in_title else sentence,
        field="title" if in_title else "text",
        start=len(front),
        surface=way,
    )
