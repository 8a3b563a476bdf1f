"""The words of denials and corrections in Polish, Russian and Ukrainian."""

from typing import Final

from monitor.story.stance_words import StanceWords

_POLISH: Final = StanceWords(
    claims=(
        r"\b(?:oskarże\w+|zarzut\w*|doniesieni\w+|pogłosk\w+|plotk\w+|plote?k|twierdzeni\w+|informacj\w+|"
        r"sugesti\w+|insynuacj\w+|udział\w*)\b"
    ),
    told=(
        r"\b(?:słowa|słów|oskarże\w+|wypowiedzi|zarzut\w*|tekst\w*|artykuł\w*|dane|liczb\w+|informacj\w+|"
        r"oświadczeni\w+|badani\w+|bilans\w*)\b"
    ),
    denies=(
        r"\b(?:zaprzecza|zaprzeczają|zaprzeczył\w*|zaprzeczyli)\b(?! (?:grawitacji|prawom|sobie|sam))",
        r"\b(?:dementuj[eą]|dementują|zdementował\w*|zdementowali|zdementowan\w+)\b",
        r"\bsię wypiera\b|\bwypiera się\b",
        (
            r"(?P<said>\b(?:to nieprawda|to nie jest prawda|to nie prawda|nie jest prawdą|to kłamstwo|to fake|"
            r"to bzdura|to fałsz|nieprawda)\b)"
        ),
        r"^\W*(?:fałszywe|nieprawdziwe) (?:doniesienia|informacje|pogłoski)\b",
        r"\b(?:nie ma|brak) (?:\w+ )?dowodów\b",
    ),
    denies_claims=(
        (
            r"\b(?:odrzuca|odrzucają|odrzucił\w*|odrzucili|odpiera|odpierają|odparł\w*|obala|przeczy|"
            r"przeczą)\b{short}{claim}"
        ),
    ),
    deciders=r"\b(?:sejm|senat|sąd|rada|trybunał|komisja|posłowie)\b",
    corrects=(
        r"^\W*(?:sprostowanie|korekta|erratum)\b\s*[:.-]",
        r"\b(?:prostuje|prostują|sprostował\w*|sprostowali)\b",
        r"\b(?:koryguje|korygują|skorygował\w*)\b{short}{told}",
        (
            r"\b(?:wycofuje|wycofują|wycofał\w*|wycofali) się (?:ze? ){short}{told}|\b(?:odwołuje|"
            r"odwołał\w*){short}{told}"
        ),
    ),
    not_in_lead=r"\b(?:to|nieprawda)\b",
    undone_before=(
        r"\b(?:nie|nikt|nigdy|bez|trudno|który|która|którzy|(?:choć|mimo że)(?: \w+){0,3}|myślał\w*,? że|"
        r"od lat|zawsze)"
    ),
    asks=r"(?:dlaczego|jak|kto|kiedy|czy|co)\b(?![^?]*:)",
)
_RUSSIAN: Final = StanceWords(
    claims=(
        r"\b(?:обвинени\w+|сообщени\w+|слух\w*|утверждени\w+|причастност\w+|верси\w+|информаци\w+|"
        r"данны[ехм]\w*|заявлени\w+|публикаци\w+|подозрени\w+|домысл\w+|связ[ьи])\b"
    ),
    told=(
        r"\b(?:статью|статьи|заявлени\w+|обвинени\w+|публикаци\w+|исследовани\w+|данные|число|количество|"
        r"информаци\w+|слова|слов)\b"
    ),
    denies=(
        r"\bопров[её]рг(?:ла|ли|ло|ать|ает|ают|нут[аоы]?)?\b|\bопроверга(?:ет|ют|л|ла|ли)\b",
        r"\bотрица(?:ет|ют|л|ла|ли)\b",
        r"\b(?:отверг(?:ла|ли)?|отвергает|отвергают|отклонил\w*)\b{short}{claim}",
        (
            r"\bназва\w+\b{gap}\b(?:фейк\w*|ложью|ложн\w+|вымыслом|недостоверн\w+|уткой|вбросом|выдумкой|бредом|"
            r"слухами)\b"
        ),
        r"\bнет (?:никаких )?доказательств\b",
        (
            r"(?P<said>\b(?:не соответству\w+ действительности|это неправда|это фейк|это ложь|это не так|"
            r"неправда)\b)"
        ),
    ),
    corrects=(
        r"^\W*(?:исправлено|исправление|поправка|уточнение)\b\s*[:.-]",
        r"\b(?:отозвал\w*|отзывает|скорректировал\w*|исправил\w*|уточнил\w*)\b{short}{told}",
        (
            r"\bвзял\w* (?:свои )?слова (?:назад|обратно)\b|\bотказал\w+ от (?:своих )?слов\b|"
            r"\bдезавуировал\w*\b"
        ),
    ),
    undone_before=(
        r"\b(?:не|никто|нельзя|невозможно|без|который|которая|которые|кто|хотя|долго|ранее|всегда|"
        r"давно)(?: (?:стал\w*|может|могут|будет|будут|смог\w*))?"
    ),
    asks=r"(?:почему|как|кто|когда|зачем|что)\b(?![^?]*:)",
)
_UKRAINIAN: Final = StanceWords(
    claims=(
        r"\b(?:звинувачен\w+|повідомлен\w+|чутк\w+|чуток|тверджен\w+|причетн\w+|верс\w+|інформац\w+|заяв\w*|"
        r"підозр\w+)\b"
    ),
    told=(
        r"\b(?:статт\w+|заяв\w*|звинувачен\w+|публікац\w+|дослідженн\w+|дані|кількість|інформаці\w+|слова|"
        r"слів)\b"
    ),
    denies=(
        r"\bспросту(?:вав|вала|вали|вало|є|ють)\b|\bспростов(?:ує|ують|ано)\b",
        r"\bзапереч(?:ує|ують|ив|ила|или|ували?)\b",
        r"\b(?:відкин(?:ув|ула|ули)|відкида(?:є|ють))\b{short}{claim}",
        r"\bназва\w+\b{gap}\b(?:фейк\w*|брехнею|неправдою|вигадк\w+|маячнею)\b",
        r"\bнемає (?:жодних )?доказів\b",
        r"(?P<said>\b(?:не відповіда\w+ дійсності|це неправда|це фейк|це брехня|це не так|неправда)\b)",
    ),
    corrects=(
        r"^\W*(?:виправлено|виправлення|уточнення)\b\s*[:.-]",
        r"\b(?:відклика\w+|скоригува\w+|уточни\w+|виправи\w+)\b{short}{told}",
        r"\bвзя\w+ (?:свої )?слова назад\b|\bвідмови\w+ від (?:своїх )?слів\b",
    ),
    undone_before=(
        r"\b(?:не|ніхто|неможливо|без|який|яка|які|хто|хоча|довго|раніше|завжди|давно)(?: (?:став|стала|"
        r"стали|може|можуть|буде|будуть))?"
    ),
    asks=r"(?:чому|як|хто|коли|навіщо|що)\b(?![^?]*:)",
)
SLAVIC: Final = {"pl": _POLISH, "ru": _RUSSIAN, "uk": _UKRAINIAN}
"""Language code → words."""
