"""The steps by which stories go on: words that report the same kind of act count as one.

"Hijack", "seize" and "capture" are one step, so a second outlet's other verb is not new; "reopen" after
"close" is.
English words stand in any of their regular forms; of other languages the beginnings of words.
"""

from functools import lru_cache
from typing import Final

from monitor.text.script import Script, word_script
from monitor.text.tokens import stem

ENGLISH: Final = """
accept: accept agree agreed agreement deal accord truce ceasefire pact treaty armistice compromise
acquit: acquit acquittal overturn exonerate cleared quash
aid: aid relief donate donation assistance
announce: announce announcement disclose disclosure declare declaration
appeal: appeal appeals
appoint: appoint appointment replace replacement successor promote inaugurate sworn hire nominate nomination nominee
approve: approve approval pass passed ratify endorse authorise authorize greenlight adopt
arrest: arrest detain detention detained custody nab caught apprehend bust handcuff
attack: attack raid assault strike struck shell shelling bombard ambush storm stormed
attack: airstrike bombardment barrage onslaught offensive invade invasion incursion
ban: ban prohibit outlaw bar barred forbid embargo block
blame: blame accuse accusation
brief: brief briefed monitor
build: build built construct construction
burn: blaze wildfire inferno arson burn burnt
buy: buy bought acquire acquisition purchase takeover merger merge
call: urge call implore
cancel: cancel cancellation scrap axe axed ditch snub abort abandon nix
celebrate: celebrate celebration
change: change reform revamp overhaul amend revise revision
charge: charge charged indict indictment prosecute arraign arraignment
claim: claim allege allegation
close: close closed closure shut shutdown shutter
condemn: condemn condemnation denounce slam criticise criticize criticism lash rebuke outrage
condemn: decry deplore lambast anger angry fury furious fume annoy annoyance displeasure displeased
confirm: confirm confirmation verify acknowledge
consider: consider mull weigh review
convict: convict conviction guilty verdict
crash: crash collide collision smash derail derailment plunge sink sank capsize wreck ram rammed
curfew: curfew lockdown emergency
cut: cut slash reduce reduction layoff trim shrink
decline: decline refuse refusal reject rejection rebuff veto spurn
defend: defend
delay: delay postpone postponement adjourn adjournment defer reschedule
demand: demand insist ultimatum
deny: deny denial refute dismiss disavow
deploy: deploy deployment station mobilise mobilize
destroy: destroy destruction damage demolish devastation devastate raze
die: die died death dead kill killed deadly fatal fatality slay slain murder toll casualty casualties body bodies
die: perish massacre slaughter lethal homicide suicide drown
divert: divert diversion reroute avoid
elect: elect election vote voted ballot win won victory defeat lose lost runoff triumph
escape: escape flee fled breakout fugitive jailbreak loose
evacuate: evacuate evacuation displace displaced
exchange: swap exchange
expect: expect likely forecast predict
expel: expel expulsion deport deportation evict extradite extradition
explode: explode explosion blast detonate detonation erupt eruption bomb bombing fireball
extend: extend extension prolong
fail: fail failure failed botch collapse collapsed malfunction flop
fall: fall fell drop plummet tumble slump slide dip slip
film: video footage film photo photograph image picture clip
find: find found discover discovery discovered recover recovered unearth locate located detect spot trace
fine: fine fined penalty penalise settle settlement
flood: flood flooding inundate landslide mudslide
free: free freed freedom release released parole bail pardon liberate
hack: hack hacker hacking cyberattack ransomware breach
help: help support back backed
hurt: injure injury injured wound wounded hurt hospitalise hospitalize hospitalised
identify: identify identity named names
inspect: inspect inspection visit visited
investigate: investigate investigation probe inquiry inquest
jail: jail jailed sentence sentenced imprison prison
label: designate designation label blacklist sanction sanctions
land: arrive arrival landed landing
launch: launch launched liftoff unveil debut introduce
leak: leak leaked text texts message messages document documents
leave: resign resignation quit quits oust ousted ouster depart departure leave sack sacked exit retire retirement
limit: restrict restriction limit curb
miss: missing vanish vanished disappear disappearance abduct
mock: mock ridicule taunt
mourn: mourn funeral vigil tribute bury buried cremate cremation grieve memorial
move: move relocate
open: reopen resume resumed restart restore restored
order: order ordered instruct command
pay: pay paid payment ransom compensate compensation
plan: plan planned intend prepare schedule
plead: plead pled plea confess confession admit admitted apologise apologize apology
praise: praise hail welcome
protest: protest rally demonstration demonstrate march riot protester demonstrator
quake: quake earthquake tremor temblor aftershock
recall: recall recalled
remove: remove removal strip
repair: repair fix
rescue: rescue rescued survive survivor alive save saved
return: return returned repatriate
rise: rise rose soar surge climb grow increase jump hike spike swell
search: search hunt manhunt scour
see: suspect suspected fear
seize: seize seizure hijack capture commandeer confiscate
sell: sell sold sale auction
send: send sent deliver delivery supply ship shipped transfer
shoot: shoot shooting shot gunman gunfire fired
spread: spread outbreak infect infection
stab: stab stabbed stabbing knife
start: start begin began kick
steal: steal stole stolen theft heist rob robbery
stop: stop halt halted suspend suspension suspended pause freeze
strike: walkout picket
succeed: success successful succeed orbit
sue: sue sued lawsuit sues
surrender: surrender ends ended
talk: talk talks meet meeting negotiate negotiation summit discuss
testify: testify testimony court hearing trial tribunal appear
think: believe theory evidence
threaten: threaten threat
vow: vow pledge promise
warn: warn warning caution alert
withdraw: withdraw withdrawal withdrew outflow pull retreat
"""
OTHERS: Final = """
accept: porozumien zgodzil umow zawieszenie соглаш договор einig vereinbar acuerdo accord
appoint: mianowa powolan nastepc назнач ernannt ernenn nombra nomm
approve: zatwierdz uchwal одобр утверд genehmig aprob approuv
arrest: aresztow zatrzyma арест задерж festgenomm verhaft deten arrest arret затрим
attack: atak zaatak ostrzel атак напад обстрел angriff angegriff ataque attaqu
ban: zakaz zakazal запрет verbot verbiet prohib interdi заборон
blame: oskarz obwini обвин beschuldig vorwurf acusa accus звинуват
charge: zarzut обвинен angeklag anklag imput inculp
close: zamkn zamyka закры geschloss schliess cierr ferm закри
condemn: potepi осуд verurteil conden condamn засуд
confirm: potwierdz подтверд bestatig confirm підтверд
crash: rozbil katastrof zderz wypad крушен авари столкнов absturz absturz unfall accident estrell
deny: zaprzecz dementuj опроверг отрица dementier bestreit bestritt niega desmient dement спростув
demand: zada domaga требу forder verlang exig вимаг
die: zginel zginely zabit zabil zmarl smierc smiertel ofiar погиб умер убит смерт tote tot gestorb muert mort загин
elect: wybor glosow выбор голосов wahl elecc elect
evacuate: ewaku эваку evaku evacu
explode: wybuch eksploz взрыв explosion explod explos вибух
film: nagran zdjec wideo видео фото bilder video foto
find: znalez odkry обнаруж gefund encontr trouv
fine: grzywn ugod kara штраф strafe multa amende
free: uwolni zwolni wolnosc освобожд freigelass freilass liber lib звільн
hurt: rann ranni ранен пострадав verletz herid bless поранен
investigate: sledztw dochodzen расследов ermittl investig enquet розслідув
jail: wiezien skazan skazal тюрьм приговор gefangnis verurteilt carcel prison
launch: wystrzel uruchom запуск запуст gestartet lanz lanc запустив
leave: rezygn odchodz dymisj отстав увол rucktritt zuruckget dimis demission
open: wznow otwar otworz возобнов откры wieder offn reanud reabr rouvr відновл
plead: przyzna wini призна gestand gesteh confes avou
protest: protest протест demonstr manifest
quake: trzesien землетряс erdbeben terremot seism землетрус
rescue: uratow ocala спас gerett rescat sauv врятув
seize: porwal porwan zajel zajet przejel захват entfuhr secuestr captur saisi захоп
send: dostarcz przekaz wysyl wysla постав отправ liefer enviar envo
shoot: strzel zastrzel strzelanin стрел schuss schoss geschoss dispar tiroteo fusillad
stop: zawiesi wstrzym приостан останов ausgesetzt gestoppt suspend
sue: pozew pozwal иск verklag klage demandad plainte
talk: rozmow spotkan negocj переговор встреч gesprach treff verhandl reunion negoci
threaten: grozi grozb угро droh amenaz menac погроз
vow: zapowied обещ versprich promet promis
warn: ostrzeg предупрежд warn advert averti попередж
withdraw: wycof вывод вывел abzug zuruckzieh retir
"""
FILM: Final = "=film"
_SHORTEST, _LONGEST = 2, 14


def _table(text: str) -> dict[str, str]:
    return {
        word: f"={name}"
        for name, _, words in (line.partition(":") for line in text.strip().splitlines())
        for word in words.split()
    }


ENGLISH_STEPS: Final = {stem(word): name for word, name in _table(ENGLISH).items()}
"""Token → step, as ``=name``."""
_BEGINNINGS: Final = _table(OTHERS)


def step_of(token: str, *, english: bool) -> str:
    """The step that ``token`` (of ``tokens``) reports, as ``=name``; empty for other words."""
    return ENGLISH_STEPS.get(token, "") if english else _foreign(token)


@lru_cache(maxsize=65536)
def _foreign(token: str) -> str:
    if word_script(token) not in {Script.LATIN, Script.CYRILLIC}:
        return ""
    for length in range(min(len(token), _LONGEST), _SHORTEST, -1):
        if step := _BEGINNINGS.get(token[:length]):
            return step
    return ""


def is_step(word: str) -> bool:
    """Whether ``word``, as ``step_of`` gives it, stands for a step."""
    return word.startswith("=")
