"""Words that carry no subject: function words, and the small change of headlines and feeds."""

from typing import Final

_ENGLISH: Final = """
a about above across after again against all almost along already also although always am amid among an and
another any are around as at away back be became because become been before being below between both but by
came can cannot come could did do does doing done down during each either else even ever every few for from
further get gets getting give given go goes going gone got had has have having he her here hers him his how
however i if in including into is it its itself just least less let like made make makes making many may me
might more most much must my near never no nor not now of off often on once one only onto or other our out
over own per put quite rather really s said same say saying says see seen set she should since so some still
such t take taken than that the their them then there these they thing things this those though through thus
to together too took toward towards two under until up upon us use used using very via was way we well went
were what when where whether which while who whole whom whose why will with within without would yet you your
yours re ve ll didn doesn don isn wasn weren couldn wouldn shouldn hasn haven hadn aren ain won mr mrs ms
"""
_NEWS: Final = """
according continue reading read report reported reporting reports news breaking live update updates updated
latest watch video photo photos story post posted article appeared first subscribe newsletter click comment
comments share monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month
year day days weeks months years new last time
"""
_OTHERS: Final = """
aby ale albo ani az bardzo bez beda bedzie bo by byc byl byla bylo byly co czy dla do dwa gdy gdzie go i ich
ile im jak jako je jednak jego jej jest jeszcze juz kiedy kto ktora ktore ktorego ktorej ktory
ktorych ktorym ku
lub ma maja mnie moze mozna na nad nam nas nich nie niego niej nim niz no o od on ona one oni oraz pan po pod
podczas poza przed przez przy roku sa sie sobie swoje ta tak takze tam te tego tej ten to tu tych tylko tym u
w we wiele wiec wsrod z za zas ze zeby
le la les un une des du et en que qui dans sur pour par est sont au aux avec ce cette il elle se sa son ses
der die das und ist im ein eine einer eines den dem mit von zu auf fur sich nicht bei nach auch aus wird
el los las y del una por con para su sus lo es al como mas
и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот от меня
о из ему для при или этом это об ее были до уже
في من على ان الى عن مع هذا هذه التي الذي و او ما لا قد بعد بين كما
של את על עם זה לא גם הוא היא אל כי או מה
"""
STOP_WORDS: Final = frozenset((_ENGLISH + _NEWS + _OTHERS).split())
"""Folded forms; a word of another language that is content in English ("die") is worth the loss."""
