"""Pairs of made-up reports, at least one for each kind of ``benchmarks/labels/COPIES.md``."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.story.values import Report

NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)
HERALD = "https://herald.example/rss"
POST = "https://www.tidepost.example/feed"

FERRY = "Ferry with 300 on board runs aground off Kintarra"
FERRY_TEXT = (
    "A ferry with 300 people on board ran aground on a reef off Kintarra early on Tuesday, and coastguard boats "
    "took all passengers to the harbour, officials said, while divers looked for a leak in the hull."
)
OTHER_FERRY_TEXT = (
    "All passengers of the stranded Aurelia are safe, says the coastguard of Kintarra. The ship sat on rocks for hours "
    "before tugs reached it. Why the captain left the channel is not known."
)


def report(title: str, text: str = "", *, hours: float = 0, source: str = HERALD, number: int = 1) -> Report:
    return Report(
        hit_id=number, title=title, text=text, first_seen=NOON + timedelta(hours=hours), source=source
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    first: Report
    second: Report
    copy: bool


CASES = {
    "identical: republished within a source": Case(
        first=report(FERRY, FERRY_TEXT), second=report(FERRY, FERRY_TEXT, hours=20), copy=True
    ),
    "identical: case and punctuation aside, across sources": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report(FERRY.upper(), FERRY_TEXT.replace(",", " –"), hours=3, source=POST),
        copy=True,
    ),
    "edited: words changed, a dateline, a detail left out": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report(
            "Ferry with 300 aboard runs aground off Kintarra coast",
            "KINTARRA: "
            + FERRY_TEXT.replace("early on Tuesday", "Tuesday morning").replace("officials", "authorities"),
            hours=5,
            source=POST,
        ),
        copy=True,
    ),
    "edited: an outlet's name after the title": Case(
        first=report("Kintarra council votes for cheaper harbour buses"),
        second=report("Kintarra council votes for cheaper harbour buses - Tide Post", hours=1, source=POST),
        copy=True,
    ),
    "edited: an outlet's name before the title": Case(
        first=report("Kintarra council votes for cheaper harbour buses"),
        second=report("TidePost: Kintarra council votes for cheaper harbour buses", hours=1, source=POST),
        copy=True,
    ),
    "edited: an older number in one title over the same text": Case(
        first=report("Ferry with 280 on board runs aground off Kintarra", FERRY_TEXT),
        second=report(FERRY, FERRY_TEXT, hours=2, source=POST),
        copy=True,
    ),
    "truncated": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report(FERRY, FERRY_TEXT[:110] + "…", hours=2, source=POST),
        copy=True,
    ),
    "headline: no text": Case(
        first=report(FERRY, FERRY_TEXT), second=report(FERRY, hours=0.2, source=POST), copy=True
    ),
    "headline: the text repeats the headline": Case(
        first=report(FERRY, FERRY_TEXT), second=report(FERRY, FERRY, hours=0.2, source=POST), copy=True
    ),
    "headline: a picture's caption": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report(
            FERRY, "A lighthouse near Kintarra in 2019. (Ada Lind/AFP via Getty Images)", source=POST
        ),
        copy=True,
    ),
    "headline: long and particular, two teasers": Case(
        first=report(
            "Harbour strike enters third week as talks over night shifts stall in Kintarra", FERRY_TEXT
        ),
        second=report(
            "Harbour strike enters third week as talks over night shifts stall in Kintarra",
            OTHER_FERRY_TEXT,
            source=POST,
        ),
        copy=True,
    ),
    "retitled: another outlet": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report("Divers search hull for leak after reef accident", FERRY_TEXT, hours=6, source=POST),
        copy=True,
    ),
    "retitled: its own outlet, the same day": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report("Divers search hull for leak after reef accident", FERRY_TEXT, hours=1),
        copy=True,
    ),
    "retitled: an outlet's own sentence before the text": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report(
            "Passengers safe after reef accident",
            "Tugs wait for high tide as owner promises refunds. " + FERRY_TEXT,
            hours=4,
            source=POST,
        ),
        copy=True,
    ),
    "link post: only a quip": Case(
        first=report("The people who paint lighthouses for a living", FERRY_TEXT),
        second=report("The people who paint lighthouses for a living", "Not me!", hours=15, source=POST),
        copy=True,
    ),
    "same event: two desks": Case(
        first=report(FERRY, FERRY_TEXT),
        second=report("Kintarra ferry runs aground on reef", OTHER_FERRY_TEXT, hours=1, source=POST),
        copy=False,
    ),
    "same event: a short headline that two desks wrote at once": Case(
        first=report("Mayor of Kintarra resigns", FERRY_TEXT),
        second=report("Mayor of Kintarra resigns", OTHER_FERRY_TEXT, hours=0.5, source=POST),
        copy=False,
    ),
    "same event: they quote one statement": Case(
        first=report(
            "Owner sorry for ferry accident",
            "“We are deeply sorry for the fear and delay this caused,” the owner of the Aurelia told reporters in "
            "the harbour, hours after tugs had pulled the ship off.",
        ),
        second=report(
            "Aurelia: passengers to be paid back",
            "Everyone on board gets 200 crowns. “We are deeply sorry for the fear and delay this caused,” reads a "
            "letter that the company sent out on Wednesday evening along with vouchers.",
            hours=2,
            source=POST,
        ),
        copy=False,
    ),
    "updated: the toll": Case(
        first=report("At least 12 hurt in ferry accident", FERRY_TEXT.replace("300", "12")),
        second=report(
            "At least 15 hurt in ferry accident", FERRY_TEXT.replace("300", "15"), hours=2, source=POST
        ),
        copy=False,
    ),
    "updated: planned and done, by one source": Case(
        first=report(
            "Council readies vote on harbour tunnel as mayor relies on island party",
            "The council prepared for a vote on the tunnel, with the mayor forced to reach out to the island party "
            "after her own side threatened to stay away",
        ),
        second=report(
            "Council votes for harbour tunnel as mayor relies on island party",
            "The tunnel will be built: by a wide margin the council voted for it on Tuesday night, after the mayor "
            "had reached out to the island party when most of her own side stayed away",
            hours=4,
        ),
        copy=False,
    ),
    "recurring: a number in the title": Case(
        first=report(
            "War at a glance: what we know on day 628", "See all our coverage of the war here today"
        ),
        second=report(
            "War at a glance: what we know on day 629", "See all our coverage of the war here today", hours=24
        ),
        copy=False,
    ),
    "recurring: the same title a week later": Case(
        first=report("Mainly dry weather expected in most parts of the country", FERRY_TEXT),
        second=report("Mainly dry weather expected in most parts of the country", FERRY_TEXT, hours=24 * 7),
        copy=False,
    ),
    "recurring: the same title of one source the next day, another text": Case(
        first=report("Morning briefing from the harbour", FERRY_TEXT),
        second=report("Morning briefing from the harbour", OTHER_FERRY_TEXT, hours=24),
        copy=False,
    ),
    "template: two matches": Case(
        first=report("Kintarra vs Aldmoor live: score and updates from the island league"),
        second=report("Westhaven vs Norrby live: score and updates from the island league", hours=20),
        copy=False,
    ),
    "boilerplate: a channel's standing text, days later": Case(
        first=report("Building a wooden boat in six days", "Join us every week for more. " + FERRY_TEXT),
        second=report(
            "Why lighthouses are red and white",
            "Join us every week for more. " + FERRY_TEXT,
            hours=70,
        ),
        copy=False,
    ),
    "boilerplate: one stock picture under two titles": Case(
        first=report(
            "Live: families gather in Kintarra",
            "Ambulances at the harbour of Kintarra on Nov. 20, 2023. (Ada Lind/AFP via Getty Images)",
        ),
        second=report(
            "Live: ferry owner speaks to reporters",
            "Ambulances at the harbour of Kintarra on Nov. 20, 2023. (Ada Lind/AFP via Getty Images)",
            hours=10,
        ),
        copy=False,
    ),
    "related: other events that share words": Case(
        first=report("Kintarra buys a new ferry for its islands", "The ship will sail from spring on."),
        second=report("Kintarra sells an old ferry to its islands", OTHER_FERRY_TEXT, source=POST),
        copy=False,
    ),
    "Polish: retitled": Case(
        first=report(
            "Prom z trzystu osobami utknął na rafie",
            "Prom z trzystu osobami na pokładzie utknął we wtorek na rafie koło Kintarry - poinformowała straż "
            "przybrzeżna. Wszystkich pasażerów przewieziono do portu, a nurkowie szukają przecieku w kadłubie.",
        ),
        second=report(
            "Straż przybrzeżna: wszyscy pasażerowie są bezpieczni",
            "Prom z trzystu osobami na pokładzie utknął we wtorek na rafie koło Kintarry - podała straż "
            "przybrzeżna. Wszystkich pasażerów przewieziono do portu, a nurkowie szukają przecieku w kadłubie.",
            hours=3,
            source=POST,
        ),
        copy=True,
    ),
    "no words at all": Case(first=report("", ""), second=report("!!!", "…", source=POST), copy=False),
}
