"""Words for a nation and its people: "China's bank" and "Chinese bank" name one country.

English, all words folded. A word that more often means something else ("polish", "danish", "thai") stands here
too: between two headlines of one story it hardly ever does.
"""

from typing import Final

from monitor.text.tokens import stem

PEOPLES: Final = """
afghanistan: afghan
africa: african
albania: albanian
algeria: algerian
america: american
argentina: argentine argentinian
armenia: armenian
asia: asian
australia: australian aussie
austria: austrian
azerbaijan: azerbaijani azeri
bangladesh: bangladeshi
belarus: belarusian
belgium: belgian
brazil: brazilian
britain: british briton
bulgaria: bulgarian
cambodia: cambodian
canada: canadian
chile: chilean
china: chinese
colombia: colombian
congo: congolese
croatia: croatian
cuba: cuban
cyprus: cypriot
denmark: danish
ecuador: ecuadorian
egypt: egyptian
estonia: estonian
ethiopia: ethiopian
europe: european
finland: finnish
france: french
gaza: gazan
georgia: georgian
germany: german
ghana: ghanaian
greece: greek
guatemala: guatemalan
haiti: haitian
hungary: hungarian
iceland: icelandic
india: indian
indonesia: indonesian
iran: iranian
iraq: iraqi
ireland: irish
israel: israeli
italy: italian
jamaica: jamaican
japan: japanese
jordan: jordanian
kazakhstan: kazakh
kenya: kenyan
korea: korean
kuwait: kuwaiti
latvia: latvian
lebanon: lebanese
libya: libyan
lithuania: lithuanian
malaysia: malaysian
mali: malian
mexico: mexican
moldova: moldovan
mongolia: mongolian
morocco: moroccan
myanmar: burmese
nepal: nepali nepalese
netherlands: dutch
nicaragua: nicaraguan
niger: nigerien
nigeria: nigerian
norway: norwegian
pakistan: pakistani
palestine: palestinian
peru: peruvian
philippines: filipino philippine
poland: polish
portugal: portuguese
qatar: qatari
romania: romanian
russia: russian
rwanda: rwandan
saudi: saudis
scotland: scottish
senegal: senegalese
serbia: serbian serb
singapore: singaporean
slovakia: slovak
slovenia: slovenian
somalia: somali
spain: spanish
sudan: sudanese
sweden: swedish
switzerland: swiss
syria: syrian
taiwan: taiwanese
tanzania: tanzanian
thailand: thai
tunisia: tunisian
turkey: turkish
uganda: ugandan
ukraine: ukrainian
venezuela: venezuelan
vietnam: vietnamese
wales: welsh
yemen: yemeni
zambia: zambian
zimbabwe: zimbabwean
"""

NATIONS: Final = {
    stem(word): stem(nation)
    for nation, _, words in (line.partition(": ") for line in PEOPLES.strip().splitlines())
    for word in words.split()
}
"""Token of a people → that of its country."""
