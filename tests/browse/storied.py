"""Stories made up for the pages and the command: an invented harbour, and feeds that write about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.story.timeline import Timeline, TimelineDevelopment, TimelineEdit, TimelineReport
from monitor.story.values import Because, Novelty, NumberChange, Stance

START = datetime(2026, 11, 20, 6, 40, tzinfo=UTC)


def report(number: int, title: str, text: str = "", **changed: object) -> TimelineReport:
    """Hit ``number``, seen so many minutes after the start where nothing else is said."""
    plain = TimelineReport(
        hit_id=number,
        item_id=number + 1000,
        title=title,
        text=text,
        link=f"https://feed.example/{number}",
        source="Harbour Wire",
        language="en",
        first_seen=START + timedelta(minutes=number),
        published=None,
        novelty=Novelty.NEW,
        copies=number,
        score=1.4,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def development(*reports: TimelineReport) -> TimelineDevelopment:
    """What ``reports`` tell together, in the order of sight, under the headline of the first."""
    return TimelineDevelopment(
        number=reports[0].hit_id,
        title=reports[0].title,
        first_seen=reports[0].first_seen,
        last_seen=max(one.first_seen for one in reports),
        reports=reports,
    )


def timeline(*developments: TimelineDevelopment, edits: Sequence[TimelineEdit] = ()) -> Timeline:
    """A story of ``developments``."""
    return Timeline(
        slug="varnhem-leak",
        title="Ammonia leak at Varnhem",
        seed_title="Port of Varnhem closed after ammonia leak",
        state="active",
        developments=developments,
        edits=tuple(edits),
    )


def edit(hit: int, development_number: int, **changed: object) -> TimelineEdit:
    """A headline that was changed two hours after the start."""
    plain = TimelineEdit(
        hit_id=hit,
        item_id=hit + 1000,
        development=development_number,
        source="Harbour Wire",
        version=2,
        seen_at=START + timedelta(hours=2),
        news=True,
        title_before="At least 37 treated after leak at Varnhem",
        title_after="At least 69 treated after leak at Varnhem",
        text_before="",
        text_after="",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def _opening() -> TimelineDevelopment:
    lead = (
        "Port of Varnhem closed after ammonia leak. The port authority closed the northern basin early on Friday after "
        "ammonia escaped from a cooling plant at the fish terminal. At least 37 people were treated for sore eyes and "
        "coughs, the county hospital said, and residents of Kvarnholmen were told to stay indoors."
    )
    day = timedelta(hours=1)
    return development(
        report(
            1,
            "Port of Varnhem closed after ammonia leak",
            lead,
            because=(Because(kind="name", text="Varnhem"), Because(kind="verb", text="closed")),
            published=START - timedelta(minutes=35),
        ),
        report(
            2,
            "Port of Varnhem closed after ammonia leak",
            lead,
            source="Northern Star",
            novelty=Novelty.COPY,
            copies=1,
            first_seen=START + day,
        ),
        report(
            3,
            "Port of Varnhem closed after ammonia leak - Meridian Post",
            lead,
            source="Meridian Post",
            novelty=Novelty.COPY,
            copies=1,
            first_seen=START + 2 * day,
        ),
        report(
            4,
            "Wyciek amoniaku w porcie Varnhem, mieszkańcy mają zostać w domach",
            "",
            source="Goniec Latarni",
            language="pl",
            novelty=Novelty.DETAIL,
            first_seen=START + 3 * day,
        ),
        report(
            5,
            "إغلاق ميناء فارنهيم بعد تسرب الأمونيا",
            "",
            source="المرفأ",
            language="ar",
            novelty=Novelty.REPEAT,
            first_seen=START + 4 * day,
        ),
    )


def _toll() -> TimelineDevelopment:
    change = NumberChange(before="at least 37", after="at least 69", what="treated", hit_id=1)
    return development(
        report(
            11,
            "At least 69 treated after Varnhem leak as wind turns towards the old town",
            "Doctors in Varnhem have now seen many more people. At least 69 have been treated since the leak, two of them "
            "in intensive care, said Mirja Lindqvist, who leads the hospital's emergency ward. The wind is expected to "
            "turn again overnight.",
            because=(
                Because(kind="name", text="Mirja Lindqvist"),
                Because(kind="number", text="69"),
                Because(kind="word", text="intensive care"),
            ),
            changes=(change,),
            first_seen=START + timedelta(hours=9),
            source="Northern Star",
        ),
        report(
            12,
            "Varnhem : 69 personnes soignées après la fuite d’ammoniac",
            source="Vigie du Port",
            language="fr",
            novelty=Novelty.REPEAT,
            first_seen=START + timedelta(hours=10),
        ),
    )


def _denial() -> TimelineDevelopment:
    return development(
        report(
            21,
            "مالك المصنع ينفي أن يكون الصيانة المتأخرة سبب تسرب فارنهيم",
            "نفت شركة نورغاس المالكة للمصنع أن تكون الصيانة المتأخرة سبب التسرب، وقالت إن آخر فحص كان في أكتوبر.",
            source="المرفأ",
            language="ar",
            because=(Because(kind="name", text="نورغاس"), Because(kind="verb", text="نفت")),
            stance=Stance.DENIES,
            stance_words="نفت شركة نورغاس المالكة للمصنع",
            first_seen=START + timedelta(days=1, hours=4),
        ),
        report(
            22,
            "Norrgas denies overdue maintenance caused Varnhem leak",
            "Norrgas said on Saturday that the plant was last inspected in October.",
            source="Meridian Post",
            novelty=Novelty.REPEAT,
            stance=Stance.DENIES,
            stance_words="Norrgas denies",
            first_seen=START + timedelta(days=1, hours=5),
        ),
    )


def _cause() -> TimelineDevelopment:
    return development(
        report(
            31,
            "瓦恩海姆港氨泄漏调查：阀门十月检修记录缺失",
            "调查人员星期一表示，冷却厂的阀门检修记录自十月起缺失，港务局已要求公司在周三前交出全部文件，否则将暂停其经营许可并把案件移交检察机关处理。",
            source="港口日报",
            language="zh",
            because=(Because(kind="word", text="检修记录"),),
            first_seen=START + timedelta(days=3, hours=2),
        ),
    )


def harbour() -> Timeline:
    """Four days of it: copies, details, a denial, a toll that rose, edits, five languages, four scripts."""
    text = (
        "The harbour master said on Friday that the northern basin would stay closed until at least Sunday. "
        "At least 37 people were treated. Ferries are diverted to Halsund, twenty kilometres to the south."
    )
    edits = (
        edit(1, 1),
        edit(
            3,
            1,
            source="Meridian Post",
            title_before="Port of Varnhem closed after ammonia leak",
            title_after="Port of Varnhem closed after ammonia leak",
            text_before=text,
            text_after=text.replace("At least 37", "At least 52").replace("Sunday", "Tuesday evening"),
        ),
        edit(2, 1, news=False, title_after="At least 37 treated after the leak at Varnhem"),
    )
    return timeline(_opening(), _toll(), _denial(), _cause(), edits=edits)


def long_story(developments: int, hits: int, *, days: int = 60) -> Timeline:
    """``hits`` reports of ``developments`` over ``days``, three of four of them copies, by 55 sources."""
    each = hits // developments
    found = []
    for number in range(developments):
        first = 1 + number * each
        start = START + timedelta(days=days) * number / developments
        found.append(
            development(
                *(
                    report(
                        first + place,
                        f"Varnhem inquiry hears witness {number} on the valve, account {place // 4}",
                        "The inquiry heard another witness on Monday. " * 8,
                        source=f"Feed {(first + place * 7) % 55}",
                        novelty=Novelty.NEW
                        if place == 0
                        else Novelty.DETAIL
                        if place % 4 == 0
                        else Novelty.COPY,
                        copies=first + place // 4 * 4,
                        first_seen=start + timedelta(minutes=3 * place),
                    )
                    for place in range(each)
                )
            )
        )
    return timeline(*found)
