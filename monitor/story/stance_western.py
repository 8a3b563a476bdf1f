"""The words of denials and corrections in Germanic and Romance languages other than English, and in Turkish."""

from typing import Final

from monitor.story.stance_words import StanceWords

_GERMAN: Final = StanceWords(
    claims=(
        r"\b\w*(?:vorw[uü]rf|anschuldigung|beschuldigung|behauptung|bericht|gerücht|spekulation|meldung|"
        r"darstellung|verdacht|anklage|unterstellung|beteiligung|verwicklung|schuld|mitschuld|vorhalt)\w*"
    ),
    told=(
        r"\b\w*(?:aussage|bericht|meldung|artikel|studie|behauptung|angabe|zahl|äußerung|vorw[uü]rf|"
        r"erklärung|opferzahl|darstellung|anschuldigung|tweet|post|beitrag|worte)\w*"
    ),
    denies=(
        r"\bdementier(?:t|te|ten|en)\b",
        r"\bleugne(?:t|te|n|ten)\b",
        r"\b(?:weist|weisen|wies|wiesen)\b{gap}{claim}{gap}\b(?:zurück|von sich|ab)\b",
        r"\b(?:weist|weisen|wies|wiesen)\b{short}\bzurück\b(?=[,:]? (?:dass|wonach))",
        (
            r"{claim}{gap}\b(?:zurückgewiesen|dementiert|bestritten|widerlegt|haltlos|erfunden|falsch|unwahr|"
            r"unbegründet)\b"
        ),
        r"\b(?:streitet|streiten|stritt)\b{gap}\bab\b",
        r"\b(?:widerspricht|widersprechen|widersprach|widerlegt|widerlegen)\b{gap}{claim}",
        r"\b(?:keine?|ohne) (?:beweise?|belege?)\b(?: (?:für|dass|gegen))",
        r"^\W*(?:keine?) (?:beweise?|belege?|hinweise?)\b",
        (
            r"(?P<said>\b(?:ist |sind |das )?(?:nicht wahr|unwahr|frei erfunden|aus der luft gegriffen|"
            r"stimmt nicht|falschmeldung)\b)"
        ),
    ),
    denies_things=(r"\bbestr(?:eitet|eiten|itt|itten)\b",),
    corrects=(
        r"^\W*(?:korrektur|berichtigung|richtigstellung|klarstellung)\b\s*[:-]",
        r"\bkorrigier(?:t|en|te|ten)\b{gap}{told}",
        r"\bstell(?:t|en|te|ten)\b{gap}\b(?:klar|richtig)\b",
        r"\b(?:zieht|ziehen|zog|nimmt|nahm|nehmen)\b{gap}{told}{gap}\bzurück\b",
        r"\b(?:rudert|rudern|ruderte)\b{gap}\bzurück\b",
        r"\bwiderruf(?:t|en)\b{gap}{told}",
    ),
    decided=(
        r"{gap}\b\w*(?:spiel|rennen|finale|turnier|partie|wettkampf|lebensunterhalt|auftritt|saison|tour|"
        r"weg|hälfte|konzert)\b"
    ),
    undone_before=(
        r"\b(?:nicht|nie|niemand|kaum|wer|der|die|das|welche[rs]?|obwohl|nachdem|lange|jahrelang|"
        r"seit jahren)(?: mehr)?"
    ),
    undone_after=r"(?: \w+){0,2} (?:nicht|nie)\b",
    asks=r"(?:warum|wieso|weshalb|wie|wer|was|wann|wo)\b(?![^?]*:)",
)
_FRENCH: Final = StanceWords(
    claims=(
        r"\b(?:accusations?|allégations?|informations?|rumeurs?|propos|affirmations?|rapports?|faits|"
        r"soupçons?|version|implication|responsabilité|insinuations?|spéculations?)\b"
    ),
    told=(
        r"\b(?:propos|déclarations?|articles?|études?|accusations?|informations?|chiffres?|bilan|tweet|"
        r"message|paroles|affirmations?|communiqué)\b"
    ),
    denies=(
        r"(?<!un )(?<!but )(?<!pari )\b(?:dément|démentent|démentait|démenti[es]?)\b(?=$|,| )",
        r"\b(?:réfute|réfutent|réfuté)\b",
        (
            r"\b(?:nie|nient|a nié|ont nié)\b(?= (?:avoir|être|tout|toute|que|les|la|le|l'|en|catégoriquement|"
            r"fermement)|,|\W*$)"
        ),
        (
            r"\b(?:conteste|contestent|rejette|rejettent|balaie|balaye|balayent|récuse|récusent|"
            r"repousse)\b{gap}{claim}"
        ),
        r"\b(?:aucune|pas de) preuves?\b",
        (
            r"(?P<said>\b(?:c'est faux|est fausse|est faux|sont fausses|n'est pas vrai|pure invention|"
            r"totalement faux|pas vrai)\b)"
        ),
        r"\bfausses? (?:informations?|rumeurs?) sur\b",
        r"{claim}{gap}\b(?:infondée?s?|sans fondement|mensongères?)\b",
        r"\bn'(?:a|ont|avait) rien à voir (?:avec|dans)\b",
    ),
    corrects=(
        r"^\W*(?:rectificatif|correction|erratum|mise au point|précision)\b\s*[:-]",
        r"\brectifien?t?\b(?! le tir)",
        r"\bcorrigen?t?\b{gap}{told}",
        r"\b(?:retire|retirent|revoit|révise|révisent)\b{short}{told}",
        r"\b(?:se rétracten?t?|s'est rétractée?|revient sur ses {told})",
        r"\bclarifien?t?\b",
    ),
    undone_before=(
        r"\b(?:ne|n'|personne|jamais|sans|ni|qui|après avoir|malgré|longtemps|difficile de|impossible de|"
        r"pour|un|avait|toujours)(?: (?:a|l'|le|la|les|pas|longtemps|toujours))?"
    ),
    undone_after=r" (?:pas|jamais)\b",
    asks=r"(?:pourquoi|comment|qui|quand|que|quel|quelle)\b(?![^?]*:)",
)
_SPANISH: Final = StanceWords(
    claims=(
        r"\b(?:acusaci(?:ón|ones)|denuncias?|informes?|versi(?:ón|ones)|afirmaci(?:ón|ones)|rumores|"
        r"señalamientos?|imputaci(?:ón|ones)|informaci(?:ón|ones)|alegaci(?:ón|ones)|noticias?|"
        r"participación|vínculos?|nexos?)\b"
    ),
    told=(
        r"\b(?:acusaci(?:ón|ones)|declaraci(?:ón|ones)|informes?|artículos?|estudios?|cifras?|datos?|notas?|"
        r"balance|palabras|afirmaci(?:ón|ones)|número|tuit|mensaje)\b"
    ),
    denies=(
        r"\b(?:desmiente|desmienten|desmintió|desmintieron|desmentid[oa]s?)\b",
        r"\b(?:refuta|refutan|refutó)\b",
        r"\b(?:rechaza|rechazan|rechazó|rechazaron|tacha|tachan|tilda)\b{short}{claim}",
        r"\bno hay (?:pruebas|evidencias?|indicios)\b",
        (
            r"(?P<said>\b(?:es (?:totalmente )?fals[oa]|son falsas|no es (?:cierto|verdad)|es un bulo|"
            r"es mentira)\b)"
        ),
        r"\bfals[oa]s? (?:que|la noticia|los rumores)\b",
        r"\bno (?:tuvo|tiene|tuvieron) nada que ver\b",
    ),
    denies_things=(r"(?<!\bse )\b(?:niega|niegan|negó|negaron)\b",),
    corrects=(
        r"^\W*(?:corrección|rectificación|fe de erratas|fe de errores|aclaración)\b",
        r"\b(?:rectifica|rectifican|rectificó|aclara|aclaran|aclaró)\b",
        r"\b(?:corrige|corrigen|corrigió|retira|retiran|retiró|revisa a la baja)\b{short}{told}",
        r"\bse (?:retracta|retractan|retractó|desdice)\b",
    ),
    deciders=r"\b(?:juez|jueza|jueces|tribunal|corte|supremo|audiencia|sala|fiscalía|migración|congreso|senado)\b",
    decided=(
        r"{short}\b(?:libertad|fianza|visa|visado|permiso|recurso|entrada|asilo|amparo|acceso|petición|"
        r"solicitud|prórroga|indulto|apelación|derechos?|ayuda|gol|victoria|extradición|título|triunfo|"
        r"saludo)\b"
    ),
    undone_before=r"\b(?:no|nunca|nadie|sin|tampoco|ni|que|quien|tras|siempre|aunque)(?: (?:lo|la|se|ha|había))?",
    asks=r"(?:por qué|cómo|quién|qué|cuándo|cuál)\b(?![^?]*:)",
)
_ITALIAN: Final = StanceWords(
    claims=(
        r"\b(?:accus[ae]|voci|illazioni|addebiti|ricostruzion[ei]|notizi[ae]|indiscrezioni|report|"
        r"insinuazioni|contestazioni|coinvolgimento|responsabilità|sospetti)\b"
    ),
    told=(
        r"\b(?:accus[ae]|dichiarazion[ei]|stud(?:io|i)|articol[oi]|parole|dat[oi]|cifr[ae]|notizi[ae]|"
        r"bilancio|versione)\b"
    ),
    denies=(
        r"\b(?:smentisc(?:e|ono|o)|smentit[oaie]|smentì)\b(?! da[li]l?\b)",
        r"\b(?:respinge|respingono|rigetta|rigettano|contesta)\b{short}{claim}",
        r"\b(?:nessuna prova|non ci sono prove|nessuna evidenza)\b",
        (
            r"(?P<said>\b(?:è falso|è falsa|sono false|falso:|non è vero|tutto falso|è una bufala|"
            r"è una fake news)\b)"
        ),
        r"{claim}{gap}\b(?:infondat[aeio]|priv[aeio] di fondamento)\b",
    ),
    denies_things=(r"\b(?:nega|negano|ha negato|hanno negato)\b",),
    corrects=(
        r"^\W*(?:correzione|rettifica|errata corrige|precisazione)\b",
        r"\b(?:rettifica|rettificano|chiarisce|chiariscono)\b",
        r"\b(?:corregge|correggono|ritira|ritirano|rivede)\b{short}{told}",
        r"\britratta(?:no)?\b",
    ),
    deciders=r"\b(?:giudic[ei]|tribunale|cassazione|corte|gip|gup|riesame|tar|procura|questura)\b",
    decided=(
        r"{short}\b(?:visto|accesso|domiciliari|permesso|libertà|asilo|scarcerazione|ricorso|ingresso|gol|"
        r"vittoria|rigore|patrocinio|sala|diritt[oi]|aiuti)\b"
    ),
    undone_before=(
        r"\b(?:non|mai|nessuno|senza|né|che|chi|dopo aver|sempre|nonostante)(?: (?:lo|la|si|ha|può|poter|"
        r"possono))?"
    ),
    asks=r"(?:perché|come|chi|quando|cosa|che cosa|quale)\b(?![^?]*:)",
)
_PORTUGUESE: Final = StanceWords(
    claims=(
        r"\b(?:acusaç(?:ão|ões)|alegaç(?:ão|ões)|denúncias?|boatos?|rumores|informaç(?:ão|ões)|relatos?|"
        r"versão|notícias?|suspeitas?|participação|envolvimento)\b"
    ),
    told=(
        r"\b(?:acusaç(?:ão|ões)|declaraç(?:ão|ões)|artigos?|estudos?|reportage(?:m|ns)|dados?|números?|"
        r"falas?|balanço|informaç(?:ão|ões)|depoimento|notas?)\b"
    ),
    denies=(
        r"\b(?:desmente|desmentem|desmentiu|desmentiram|desmentid[oa]s?)\b",
        r"\b(?:refuta|refutam|refutou|rebate|rebatem|rebateu)\b{short}(?:{claim}|\bque\b)",
        r"\b(?:rejeita|rejeitam|rejeitou|contesta|contestam|repudia|repudiam)\b{short}{claim}",
        r"\bnão há (?:provas|evidências|indícios)\b",
        r"(?P<said>\b(?:é fals[oa]|são falsas|não é verdade|é mentira|é fake|é boato)\b)",
        r"^\W*é (?:fals[oa]|fake|boato)\b",
    ),
    denies_things=(r"(?<!\bse )\b(?:nega|negam|negou|negaram)\b(?!-se)",),
    corrects=(
        r"^\W*(?:correção|errata|retificação|esclarecimento)\b",
        r"\b(?:retifica|retificam|retificou|esclarece|esclarecem|esclareceu)\b",
        r"\b(?:corrige|corrigem|corrigiu|retira|retiram|retirou)\b{short}{told}",
        r"\bse (?:retrata|retratam|retratou)\b|\bretrata-se\b|\bvolta atrás\b",
    ),
    deciders=r"\b(?:juiz|juíza|justiça|tribunal|stf|stj|tse|ministro do stf|desembargador\w*|corte|turma)\b",
    decided=(
        r"{short}\b(?:habeas|recurso|pedido|liberdade|visto|acesso|entrada|liminar|fiança|asilo|extradição|"
        r"gol|vitória|benefício|direitos?|registro)\b"
    ),
    undone_before=r"\b(?:não|nunca|ninguém|sem|nem|jamais|que|quem|após|sempre|apesar de)(?: (?:se|o|a|pode|há como))?",
    asks=r"(?:por que|como|quem|quando|o que|qual)\b(?![^?]*:)",
)
_DUTCH: Final = StanceWords(
    claims=(
        r"\b(?:bericht(?:en)?|beschuldiging(?:en)?|aantijging(?:en)?|verwijt(?:en)?|geruchten?|"
        r"bewering(?:en)?|claims?|verhaal|verhalen|kritiek|betrokkenheid|suggesties?)\b"
    ),
    told=(
        r"\b(?:bericht(?:en)?|artikel(?:en)?|verklaring(?:en)?|claims?|uitspra(?:ak|ken)|studie|"
        r"beschuldiging(?:en)?|woorden|cijfers?|dodental|tweet)\b"
    ),
    denies=(
        r"\bontken(?:t|nen|de|den|d)\b",
        r"\b(?:weerleg(?:t|gen|de)|weerspreekt|weerspreken|weersprak|ontzenuwt)\b",
        r"\b(?:wijst|wijzen|wees)\b{gap}{claim}{gap}\b(?:van de hand|af)\b",
        r"\b(?:spreekt|spreken|sprak)\b{gap}{claim}{gap}\btegen\b",
        r"\bgeen bewijs\b|\bgeen bewijzen\b",
        (
            r"(?P<said>\b(?:klopt niet|is niet waar|niet waar|onwaar|is nepnieuws|verzonnen|"
            r"uit de lucht gegrepen)\b)"
        ),
    ),
    corrects=(
        r"^\W*(?:correctie|rectificatie|verduidelijking)\b",
        r"\b(?:rectificeert|rectificeren|verduidelijkt)\b",
        r"\bcorrigee?r(?:t|en|de)\b{gap}{told}",
        r"\b(?:trekt|trekken|trok|neemt|nemen|nam)\b{gap}{told}{gap}\b(?:terug|in)\b",
    ),
    undone_before=r"\b(?:niet|geen|niemand|nooit|zonder te|die|wie|na|altijd)",
    undone_after=r"(?: \w+){0,2} (?:niet|nooit)\b",
    asks=r"(?:waarom|hoe|wie|wat|wanneer)\b(?![^?]*:)",
)
_TURKISH: Final = StanceWords(
    claims=r"\b(?:iddia\w*|suçlama\w*|haber\w*|söylenti\w*|rapor\w*|ithamlar\w*)\b",
    told=r"\b(?:haber\w*|söz\w*|açıklama\w*|ifade\w*|iddia\w*|makale\w*|rakam\w*|sayı\w*)\b",
    denies=(
        r"\byalanla(?:dı|dılar|dık|yor|yorlar|ndı|r)\b",
        r"{claim}{gap}\byalanlama\w*\b|\byalanlama\b(?= (?:geldi|yaptı))",
        r"{claim}{gap}\b(?:reddetti|reddettiler|reddediyor|reddedildi|kabul etmedi)\b",
        r"\bink[aâ]r (?:etti|ediyor|ettiler)\b",
        r"{claim}{gap}\b(?:asılsız|yalan|gerçek dışı|doğru değil|gerçek değil|gerçeği yansıtmıyor)\b",
        r"(?P<said>\b(?:doğru değil|gerçeği yansıtmıyor|asılsız)\b)",
        r"\b(?:kanıt|delil) (?:yok|bulunamadı|bulunmuyor)\b",
    ),
    corrects=(
        r"^\W*(?:düzeltme|tekzip)\b",
        r"{told}{gap}\b(?:geri aldı|geri çekti|düzeltti|düzeltiyor)\b",
        r"\baçıklık getirdi\b|\btekzip (?:etti|yayımladı)\b",
    ),
    undone_before=r"\b(?:hiç kimse|kimse)",
    asks=r"(?:neden|niçin|nasıl|kim)\b(?![^?]*:)",
)
WESTERN: Final = {
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "it": _ITALIAN,
    "pt": _PORTUGUESE,
    "nl": _DUTCH,
    "tr": _TURKISH,
}
"""Language code → words."""
