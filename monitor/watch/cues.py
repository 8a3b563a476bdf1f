"""Small word lists that tell what a name is: titles, kinds of organisation, things and events."""

from collections.abc import Sequence
from typing import Final

from monitor.model import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Final = _words("""
    president prime minister foreign interior defence defense finance vice deputy secretary general gen
    colonel col lieutenant lt major maj captain capt sergeant sgt admiral commander chief mr mrs ms miss
    dr prof professor sir sheikh ayatollah imam senator sen representative rep congressman congresswoman
    governor gov mayor judge justice chancellor chairman chairwoman chairperson ceo spokesman
    spokeswoman spokesperson ambassador director former ex premier leader opposition crown press envoy
    special actor actress singer author boss coach manager striker analyst adviser advisor
    superintendent acting attorney detective officer inspector rev bishop cardinal archbishop then
    prosecutor speaker lord lady prince princess pope commissioner midfielder defender
    prezydent premier minister prezes rzecznik szef generał senator poseł posłanka biskup sędzia
    wicepremier wojewoda burmistrz marszałek
    президент премьер министр глава губернатор мэр генерал полковник сенатор депутат
    президента министра главы губернатора мэра
    präsident präsidentin kanzler bundeskanzler bundespräsident ministerpräsident ministerpräsidentin
    ministerin sprecher sprecherin innenminister innenministerin außenministerin außenminister
    bürgermeister bürgermeisterin
""")
"""Words that go before a person's name and are not part of it."""

PARTICLES: Final = _words(
    "de la le du des del al el bin ibn van von der den di da dos y ul ur af av ten ter zu"
)
JOINS: Final = _words("of for")
ARTICLES: Final = _words("the a an")

CALENDAR: Final = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec today yesterday tomorrow am pm gmt utc bst est edt pst
    christmas easter
""")

OPENERS: Final = _words("""
    earlier later last next many some most several few both meanwhile however despite although since
    while because according under after before other another such neighbouring neighboring follow
    separately senior local following visiting speaking addressing citing using including facing calling
    responding warning outgoing incoming rising fellow newly recently nearly only early previously
    initially reportedly allegedly officials analysts former ex top
""")
"""Words that are capital only because they open a sentence."""

SAYING: Final = _words("""
    said says say told tells announced warned warns added claimed denied denies confirmed vowed urged
    accused insisted tweeted wrote argued promised admitted
""")
"""Verbs whose subject is an actor."""

_ACTOR: Final = _words("""
    group party army council company corporation corp inc ltd plc ministry department agency committee
    commission government court police force forces guard guards brigade brigades battalion movement
    front union association club united city fc bank university institute foundation fund airlines
    airways organisation organization league alliance navy corps militia rebels mercenary mercenaries
    parliament senate congress house office bureau service services federation network times post news
    television motors industries technologies systems labs studios
""")
_PLACE: Final = _words("""
    city town village province state region district county river lake sea strait gulf island islands
    dam hotel stadium mine reserve
    mountain mount valley airport base port bay peninsula ocean street square bridge desert coast north south
    east west northern southern eastern western new san saint border hills park heights strip
""")
_EVENT: Final = _words("""
    attack attacks war election elections referendum summit ceasefire truce hurricane storm typhoon
    cyclone earthquake quake flood floods wildfire eruption crash protest protests strike strikes outage
    leak trial inquiry conference festival cup olympics games championship championships festival prize
    award awards massacre coup mutiny offensive invasion siege explosion blast shooting riot riots talks
    vote ruling verdict merger takeover launch raid hijacking exchange deal sanctions evacuation
    resignation ouster firing hearing collapse fire landslide avalanche breach tornado masters open
""")
_OBJECT: Final = _words("""
    missile missiles system systems rocket rockets drone drones jet jets aircraft plane tank tanks
    helicopter helicopters ship ships vessel tanker frigate submarine carrier satellite spacecraft
    telescope vaccine vaccines drug drugs weapon weapons bomb bombs warhead gun guns rifle radar defence
    defense defences defenses technology device devices chip chips model phone car train virus variant
    bill act treaty plan resolution pact agreement documents intelligence capability equipment app
    software ransomware malware film book album game painting arms launcher launchers
    exoplanet probe asteroid comet
""")
_CUES: Final = ((Role.EVENT, _EVENT), (Role.OBJECT, _OBJECT), (Role.PLACE, _PLACE), (Role.ACTOR, _ACTOR))


_OPENING: Final = {
    **dict.fromkeys(_words("storm hurricane typhoon cyclone operation"), Role.EVENT),
    **dict.fromkeys(_words("lake mount river cape fort port camp hotel st hotel"), Role.PLACE),
}
_ORGANISATION: Final = _words("""
    systems technologies holdings labs studios motors industries group agency council tribe ag gmbh
""")


def name_role(words: Sequence[str]) -> Role | None:
    """The role that the words of a name (lower case) speak for by themselves: Storm X, X Holdings, X Strait."""
    if len(words) > 1 and words[-1] in _ORGANISATION:
        return Role.ACTOR
    opening = _OPENING.get(words[0]) if len(words) > 1 else None
    return cued_role(words[-1]) or opening


PLACE_NOUNS: Final = _words("""
    kopalni mieście miasta wsi gminie jeziorze rzece miejscowości porcie
    городе города селе посёлке области районе insel stadt gemeinde ville
""")
"""Nouns of other languages behind which a place is named."""
DIRECTIONS: Final = _words("northern southern eastern western central north south east west downtown nearby")

FILLER: Final = _words("""
    href dozens hundreds thousands confirms confirmed spokesman spokeswoman spokesperson analyst analysts
    officials official relied ranked skipped siding hints hint involved initially apparently reported
    reportedly expected declined comment according statement details amid slams stuns hits blow closes
    counts cuts kills killed dies died dead injured missing seven eight nine eleven twelve twenty thirty
    tore lifted backed blasts vows urges warns blames calls claims insists admits mulls eyes slated
    lowest highest latest finalist mostly largely merely nearly despite barely saturday's yesterday
    poinformowała poinformował powiedział powiedziała poszukiwanych przekazał przekazała sobotę
    niedzielę poniedziałek wtorek środę czwartek piątek osób
    сообщило сообщил сообщила сообщили заявил заявила заявили пострадали произошёл произошел девять
    человек словам среду четверг пятницу
    dankte teilte sagte erklärte mitteilte laut
    وقال قال قالت إن أن كانت العشرات ومقتل وقتل يوم
""")
"""Words that report or count; whatever their rarity they are not what a story is about."""


def cued_role(word: str) -> Role | None:
    """The role that a word in lower case speaks for, when it ends a name or phrase."""
    return next((role for role, words in _CUES if word in words), None)


OUTLETS: Final = frozenset(
    {
        "reuters",
        "associated press",
        "ap",
        "afp",
        "agence france-presse",
        "bbc",
        "bbc news",
        "cnn",
        "fox news",
        "nbc",
        "nbc news",
        "abc news",
        "cbs",
        "cbs news",
        "msnbc",
        "cnbc",
        "bloomberg",
        "bloomberg news",
        "wall street journal",
        "the wall street journal",
        "new york times",
        "the new york times",
        "washington post",
        "the washington post",
        "the guardian",
        "guardian",
        "daily mail",
        "the times",
        "jerusalem post",
        "the jerusalem post",
        "haaretz",
        "times of israel",
        "the times of israel",
        "al jazeera",
        "axios",
        "politico",
        "tass",
        "ria novosti",
        "interfax",
        "xinhua",
        "kyodo",
        "yonhap",
        "hacker news",
        "twitter",
        "facebook",
        "telegram",
        "youtube",
        "sky news",
        "pap",
        "article url",
        "comments url",
        "url",
        "points",
        "comments",
        "newsweek",
        "the hill",
        "npr",
        "financial times",
        "the financial times",
        "dpa",
    }
)
"""Who reports a story is not what it is about."""


def is_generic(word: str) -> bool:
    """Whether a capitalised word is only the kind of a name (Group, Party), hence no name on its own."""
    return cued_role(word) is not None or word in TITLES
