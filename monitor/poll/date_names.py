"""Names of months and zones as publishers write them, for dates that follow no standard."""

from typing import Final

_NAMES: Final = """
1 jan january januar janvier janv enero ene gennaio gen januari janeiro января январь янв stycznia
1 sty січня ledna ledn leden oca ocak ianuarie jänner يناير ינואר
2 feb february februar février fevrier févr fevr fév febrero febbraio februari fevereiro fev февраля
2 фев lutego lut лютого února úno şubat şub فبراير פברואר
3 mar march märz maerz mär mrz mars marzo maart mrt março marco марта мар marca березня března mart
3 مارس מרץ מרס
4 apr april avril avr abril abr aprile апреля апр kwietnia kwi квітня dubna nisan أبريل ابريل אפריל
5 may mai mayo maggio mag mei maio мая май maja травня května mayıs maj مايو מאי
6 jun june juni juin junio giugno giu junho июня июн czerwca cze червня června haziran haz يونيو
6 יוני
7 jul july juli juillet juil julio luglio lug julho июля июл lipca lip липня července temmuz tem
7 يوليو יולי
8 aug august août aout aoû agosto ago augustus августа авг sierpnia sie серпня srpna ağustos ağu
8 أغسطس اغسطس אוגוסט
9 sep sept september septembre septiembre settembre set setembro сентября сен сент września wrz
9 вересня září eylül eyl سبتمبر ספטמבר
10 oct october oktober okt octobre octubre ottobre ott outubro out октября окт października paź
10 жовтня října ekim eki أكتوبر اكتوبر אוקטובר
11 nov november novembre noviembre novembro ноября ноя нояб listopada lis листопада listopadu kasım
11 kas نوفمبر נובמבר
12 dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro декабря дек
12 grudnia gru грудня prosince aralık ara ديسمبر דצמבר
"""
MONTHS: Final = {
    name: int(line.split()[0]) for line in _NAMES.split("\n") if line for name in line.split()[1:]
}
"""Month numbers by lower-case name, in the languages whose feeds name months."""

MERIDIEM: Final = {"a": 0, "p": 12}
"""Hours added to a time on a dial."""

ZONE_MINUTES: Final = {
    **dict.fromkeys(("UTC", "GMT", "UT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "MEZ", "WEST", "WAT"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET", "SAST", "CAT"), 120),
    **dict.fromkeys(("EEST", "MSK", "TRT", "EAT", "IDT"), 180),
    "IRST": 210,
    "GST": 240,
    "AFT": 270,
    "PKT": 300,
    "IST": 330,
    "NPT": 345,
    "WIB": 420,
    **dict.fromkeys(("HKT", "SGT", "AWST", "PHT"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    "AEST": 600,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "NST": -210,
    "ADT": -180,
    **dict.fromkeys(("AST", "EDT"), -240),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("PST", "AKDT"), -480),
    "AKST": -540,
    "HST": -600,
}
"""Minutes east of Greenwich. RFC 822 fixes the American names; where a name has several meanings (IST, BST,
CST) the one most feeds mean is taken: India, Britain, America."""
