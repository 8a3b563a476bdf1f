"""Where a person's name begins in a run of capitals: behind a title, or at a given name behind a nationality."""

from collections.abc import Sequence
from typing import Final

from monitor.watch.cues import ARTICLES, JOINS, OPENERS, TITLES, is_generic
from monitor.watch.words import Word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN: Final = _words("""
    alec andy dan elon hugh iman mick moira nick rhiannon wayne
    aaron abdul abdullah abu adam adrian ahmad ahmed alan albert alberto alejandro aleksandar aleksander
    aleksandr alex alexander alexandra alexei alexey alexis ali alice alicia alison amanda amir amy ana
    anastasia anders andre andrea andreas andrei andres andrew andrey andrij andriy andrzej angela anita
    ann anna anne annie anthony anton antonio antony arthur artur ashley barbara bashar beata ben benjamin
    benny bernard bernie bill bob boris brad brandon brian bruce bruno callum cameron carla carlos carmen
    carol caroline catherine cecilia charles charlie charlotte chloe chris christian christine christopher
    claire clara claudia colin connor craig cristian cristina cyril daniel daniela danny dariusz darren
    dave david deb deborah denis dennis diana diego dieter dmitri dmitry dominic dominik donald donna
    dorota doug douglas duncan dylan ed eddie edi eduardo edward elena eli elias elisabeth elizabeth ella
    ellen emily emma emmanuel enrique eric erik ernesto esther eva evan ewa fatima felipe felix fernando
    fiona florian francesca francesco francis francisco frank frederic friedrich gabriel gareth gary gavin
    geoff george georgia gerard gerhard gianni gina giorgia giorgio giovanni giuseppe glenn gordon graham
    greg gregory grzegorz guillermo gustavo guy hamad hamid hannah hans harold harriet harry hassan heather
    hector heinrich helen helena henri henry hillary hugo hussein ian ibrahim igor ilya imran ingrid irene
    irina isabel isabella ismail ivan jack jacek jackie jacob jacques jaime jair jake jakub james jamie jan
    jana jane janet janusz jared jaroslaw jason javier jay jean jeff jeffrey jen jennifer jens jeremy
    jerome jerry jesse jessica jill jim jimmy joan joanna joao joe joel johan johannes john johnny jon
    jonas jonathan jorge jose joseph josh joshua juan juana judith julia julian julie julio justin kamala
    karen karim karl karol karolina kate katherine kathleen katie keir keith kelly ken kenneth kevin khalid
    kim konrad krzysztof kristina kristin kyle larry lars laura lauren laurent lee leo leon leonardo leslie
    li liam linda lisa liz louis louise luca lucas lucia lucy luis luiz lukas lula lynn maciej magdalena
    mahmoud malcolm manfred manuel manuela marc marcel marcin marco marcos marcus margaret maria mariana
    marie marina marine mario marion mark markus martha martin martina mary masoud mateo mateusz mathias
    matt matteo matthew matthias maurice max maxim megan mehmet melanie melissa michael michal michel
    michelle miguel mike mikhail milos miranda miriam mitch mohamed mohammad mohammed mohammad monica monika
    muhammad mustafa nadia nancy naomi narendra natalia natalie nathan neil nicholas nicola nicolas nigel
    nikita nikki nikol nikola nikolai nikolay nina noah nora norman oleg oleksandr olaf oliver olivia olga
    omar oscar osama pablo pamela paola paolo patricia patrick paul paula paulina paulo pavel pawel pedro
    penny pete peter petr petra philip philippe phil phillip pierre piotr pjotr rachel radek radoslaw rafael
    ralph ramon randy raul ray raymond rebecca recep reinhard ricardo richard rick rishi rita rob robert
    roberto robin rodrigo roger roland roman ron ronald rosa ross rowan roy ruben russell ruth ryan sabine
    saddam said sally sam samuel sandra sara sarah scott sean sebastian serge sergei sergey sergio shane
    sharon shaun shinzo simon simone slawomir sofia sophie stanislaw stefan stella stephane stephanie
    stephen steve steven stuart sue sunil susan suzanne sven svetlana sylvia tamara tarek tariq tatiana
    ted teresa terry theo theresa thomas tim timothy tina tobias todd tom tomas tomasz tony tracy ursula
    valentina valery vanessa vera veronica victor victoria viktor vincent viola vitali vladimir volodymyr
    volker walter wanda wang wayne wendy werner will william wladyslaw wojciech wolfgang xi yasser yevgeny
    yoav yulia yuri yusuf yvonne zbigniew zoe zofia
    александр алексей анатолий андрей анна антон борис валентин валерий василий виктор виталий владимир
    владислав вячеслав галина геннадий георгий григорий дмитрий евгений екатерина елена иван игорь илья
    ирина кирилл константин ксения леонид максим марина мария михаил надежда наталья никита николай олег
    ольга павел петр пётр роман рустам рамзан светлана сергей станислав татьяна федор фёдор юлия юрий
    олександр андрій дмитро олексій сергій микола михайло петро тарас юрій ірина олена
""")
"""Common given names of the news. That one is missing costs little; capitals tell most names without it."""

_BEHIND: Final = _words("kc qc mp mep msp jr sr obe mbe cbe phd md")
"""Letters behind a person's name."""
_PORTFOLIOS: Final = _words(
    "home first state trade health justice treasury education culture energy chief of"
)
_WEAK: Final = _words("""
    crown general major press special opposition foreign interior defence defense finance vice deputy
    acting former ex then chief boss coach manager director judge justice
""")
"""Words of a title that also stand inside other names (Crown Court, General Motors): a given name has to follow."""
_LONGEST: Final = 4


def person_follows(words: Sequence[Word], place: int) -> bool:
    """Whether a given name and a family name stand at ``place``."""
    rest = words[place : place + 2]
    return (
        len(rest) == 2  # noqa: PLR2004
        and rest[0].lower in GIVEN
        and all(word.capital for word in rest)
        and not is_generic(rest[1].lower)
    )


def split_at_title(words: Sequence[Word]) -> tuple[int, int] | None:
    """In "Albanian Prime Minister Edi Rama": where title (1) and person (3) begin; None where it is one name.

    A given name with one more word at the end is a person without any title too (Narodowy Bank Polski Adam ...).
    """
    place = len(words) - 2
    if place > 1 and person_follows(words, place) and not any(word.lower in GIVEN for word in words[:place]):
        first = place
        while first and _of_title(words[first - 1].lower):
            first -= 1
        return first, place
    for place in range(len(words) - 1, 1, -1):
        if words[place - 1].lower in TITLES and _is_person(words, place):
            first = place - 1
            while first and _of_title(words[first - 1].lower):
                first -= 1
            return first, place
    return None


def _is_person(words: Sequence[Word], place: int) -> bool:
    rest = words[place:]
    if len(rest) > _LONGEST or not rest[0].capital or any(_of_title(word.lower) for word in rest):
        return False
    if words[place - 1].lower in _WEAK:
        return rest[0].lower in GIVEN
    return not any(is_generic(word.lower) for word in rest)


def _of_title(word: str) -> bool:
    return word in TITLES or word in _PORTFOLIOS or word in OPENERS or word in JOINS | ARTICLES


def without_letters_behind(words: Sequence[Word]) -> int:
    """How many words are left without the letters behind a person's name (KC, MP, Jr)."""
    end = len(words)
    while end > 2 and words[end - 1].lower in _BEHIND:  # noqa: PLR2004
        end -= 1
    return end
