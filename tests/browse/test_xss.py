"""Nothing that a feed, a person or an archive wrote comes alive on any page, in whatever field it stands."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html

import monitor.browse
from monitor.browse.headers import STYLE_ATTRIBUTES
from monitor.browse.password import keep_password
from monitor.store.connection import open_store
from tests.browse import varnhem
from tests.browse.asking import Browser

QUERIES = Path(monitor.browse.__file__).parent / "queries"
VECTORS = Path(__file__).resolve().parents[3] / "shared/vectors/xss_payloads.json"
OURS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egpj.exe",
    'en" onmouseover="alert(1)',
)
PASSWORD = "ammonia & valves"
IN_A_TITLE = 24
"""Payloads joined in one long title or text, as a hit's own page shows it whole."""
DEAD_SCRIPTS = frozenset({"/assets/menus.js", "/assets/table_options.js"})
LINKS = frozenset(
    {"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster", "background", "ping"}
)
NEVER = frozenset(
    {"iframe", "object", "embed", "base", "frame", "frameset", "applet", "style", "math", "audio", "video"}
)
NEVER |= {
    "source",
    "img",
    "image",
    "marquee",
    "animate",
    "set",
    "foreignobject",
    "template",
    "portal",
    "isindex",
    "body2",
}


class Watchman(HTMLParser):
    """Notes whatever could run, load, or lead a form elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in NEVER:
            self.alarms.append(tag)
        if tag == "script" and not (found.get("src", "").split("?")[0] in DEAD_SCRIPTS or _datasettes(found)):
            self.alarms.append(f"script {found}")
        if tag == "meta" and (
            found.get("http-equiv") or found.get("name") not in {None, "viewport", "color-scheme"}
        ):
            self.alarms.append(f"meta {found}")
        self.alarms += [f"{tag} {name}" for name in found if name.startswith("on")]
        if "style" in found and found["style"] not in STYLE_ATTRIBUTES:
            self.alarms.append(f"style {found['style']}")
        for name in LINKS & found.keys():
            if not (tag == "link" and found[name] == "data:,") and not _harmless(found[name]):
                self.alarms.append(f"{tag} {name}={found[name]}")
        if tag == "form" and not found.get("action", "/").startswith("/"):
            self.alarms.append(f"form {found}")


def _datasettes(found: dict[str, str]) -> bool:
    return re.fullmatch(r"/-/static/[\w.-]+\.js(\?\w*)?", found.get("src", "")) is not None


def _harmless(link: str) -> bool:
    return (
        link.startswith(("http://", "https://", "/", "#", "?"))
        or link == ""
        or re.fullmatch(r"[\w.?=&%#-]+", link) is not None
    )


def alarms(page: str) -> list[str]:
    watchman = Watchman()
    watchman.feed(page)
    tree = html.document_fromstring(page)
    handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
    scripts = [one for one in tree.xpath("//script") if (one.text or "").strip()]
    return (
        watchman.alarms + [f"handler {one}" for one in handlers] + [f"script {one.text}" for one in scripts]
    )


def test_the_watchman_sees_what_is_alive() -> None:
    live = '<p onclick=x></p><script>1</script><a href="javascript:x">a</a><b style="x">b</b><form action="https://e.example"></form>'
    assert len(alarms(f"<body>{live}<meta http-equiv=refresh><img src=x></body>")) >= 7
    assert (
        alarms('<body><a href="https://a.example/">a</a><script src="/assets/menus.js"></script></body>')
        == []
    )


def hostile(path: Path, payloads: Sequence[str]) -> Path:
    """A payload in every field that comes from outside: one in each row, and many in the long ones."""
    groups = [payloads[start : start + IN_A_TITLE] for start in range(0, len(payloads), IN_A_TITLE)]
    single = list(enumerate(payloads, start=1))
    joined = list(enumerate(groups, start=len(payloads) + 1))
    feeds = list(enumerate(groups, start=1))
    rows: dict[str, list[dict[str, object]]] = {
        "feeds": [
            varnhem.feed(
                number, name=some[0], title=some[-1], url=f"https://f{number}.example/{some[0]}", site_link=some[0],
                group_name=some[-1], language=some[0], last_error=some[-1], health="failing", failures=3,
                effective_url=some[0],
            )
            for number, some in feeds
        ],
        "items": [
            *(
                varnhem.item(
                    number, feed_id=1 + (number - 1) // IN_A_TITLE, title=payload, text=f"{payload}. {payload}", link=payload,
                    author=payload, language=payload, html=payload, published_raw=payload, categories=json.dumps([payload]),
                )
                for number, payload in single
            ),
            *(varnhem.item(number, feed_id=1, title=" ".join(some), text=" \n ".join(some), link=f"https://a.example/{some[0]}",
                        author=" ".join(some)) for number, some in joined),
        ],
        "watches": [varnhem.watch(1, "plain", title=payloads[0], seed_title=payloads[-1])]
        + [varnhem.watch(number, f"w{number}{some[0]}", title=some[0], seed_title=some[-1], state="active")
           for number, some in enumerate(groups[:50], start=2)],
        "hits": [varnhem.hit(number, number, revision=payload[:40]) for number, payload in single]
        + [varnhem.hit(number, number) for number, _ in joined],
        "hit_reasons": [
            varnhem.reason(number, place, payload, " ".join(some), term=payload, role=payload, origin=payload)
            for number, some in joined
            for place, payload in enumerate(some)
        ],
        "developments": [varnhem.development(number, payload) for number, payload in single]
        + [varnhem.development(number, some[0]) for number, some in joined],
        "hit_novelty": [_novelty(number, payload) for number, payload in single]
        + [varnhem.novelty(number, number, because=json.dumps([{"kind": "word", "text": one} for one in some]), stance="denies",
                        stance_words=some[0]) for number, some in joined],
        "item_versions": [
            {"item_id": number, "version": version, "seen_at": varnhem.moment(number + version), "title": f"{payload} {version}",
             "text": payload * version, "content_hash": "x"}
            for number, payload in single
            for version in (1, 2)
        ],
        "hit_edits": [
            {"hit_id": number, "version": 2, "seen_at": varnhem.moment(number), "news": 1, "added": "[]", "removed": "[]",
             "changes": "[]"}
            for number, _ in single
        ],
        "polls": [
            varnhem.poll(number, 1 + (number - 1) // IN_A_TITLE, reason=payload, outcome="failed", notes=json.dumps([payload]))
            for number, payload in single
        ],
        "feed_health": [
            {"feed_id": 1 + (number - 1) // IN_A_TITLE, "changed_at": varnhem.moment(number), "before": "ok", "after": "failing",
             "reason": payload}
            for number, payload in single
        ],
        "gaps": [{"feed_id": number, "until": varnhem.moment(2), "entries": 2, "made_at": varnhem.moment(2), "tried": some[0],
                  "brought": some[0]} for number, some in feeds],
        "notices": [
            {"made_at": varnhem.moment(2), "kind": payload, "feed_id": 1 + (number - 1) // IN_A_TITLE, "text": payload}
            for number, payload in single
        ],
        "requests": [
            {"made_at": varnhem.moment(2), "made_by": payload, "kind": "mute", "result": payload,
             "payload": json.dumps({"watch": "plain", "text": payload}), "applied_at": varnhem.moment(3) if number % 2 else None}
            for number, payload in single[-400:]
        ],
        "terms": [
            {"watch_id": 1, "name": f"{payload} {number}", "role": "object", "weight": 1.0,
             "forms": json.dumps([{"text": payload}]), "context": "[]", "unless": "[]", "exact_case": 0, "inflect": 1,
             "origin": payload, "reason": payload}
            for number, payload in single[:500]
        ],
    }  # fmt: skip
    path = varnhem.written(path, rows)
    keep_password(path, PASSWORD)
    return path


def _novelty(number: int, payload: str) -> dict[str, object]:
    because = json.dumps([{"kind": "word", "text": payload}])
    changes = json.dumps([{"before": payload, "after": payload, "what": payload, "hit_id": number}])
    said = {"stance": "corrects", "stance_words": payload}
    return varnhem.novelty(number, number, because=because, changes=changes, **said)


def addresses(database: Path, payloads: int, every: int) -> Iterator[str]:
    """Every page of the story, every feed, every long hit, and one in ``every`` of the short ones."""
    groups = -(-payloads // IN_A_TITLE)
    yield from (
        "/",
        "/news",
        "/newswake/sign-in",
        "/-/search?q=<script>",
        "/newswake/terms/plain",
        "/newswake/nothing",
    )
    yield from (f"/newswake/story/plain?page={page}" for page in range(1, -(-(payloads + groups) // 25) + 1))
    yield from (f"/newswake/hit/{number}" for number in range(1, payloads + 1, every))
    yield from (f"/newswake/hit/{payloads + 1 + number}" for number in range(groups))
    yield from (f"/newswake/feed/{number + 1}" for number in range(groups))
    with closing(open_store(database, read_only=True)) as db:
        tables = [name for name in db.table_names() if not name.startswith(("sqlite_", "_", "items_fts"))]
    yield from (
        f"/news/{table}?_size=100" for table in tables if table not in {"token_counts", "subscriptions"}
    )
    yield from (f"/news/{table}/1" for table in ("hits", "items", "feeds", "polls", "watches", "hit_reasons"))
    for query in sorted(QUERIES.glob("*.sql")):
        yield f"/news/{query.stem}"


def checked(database: Path, payloads: Sequence[str], every: int) -> tuple[int, list[str]]:
    """How many pages there were, and what was alive on them."""
    found: list[str] = []
    pages = 0
    with Browser(database) as browser:
        browser.sign_in(payloads[0], PASSWORD)
        for address in addresses(database, len(payloads), every):
            answer = browser.get(address)
            assert answer.status_code == (404 if address.endswith("/nothing") else 200), address
            found += [f"{address}: {alarm}" for alarm in alarms(answer.text)]
            pages += 1
    return pages, found


def test_our_own_payloads_stay_text(tmp_path: Path) -> None:
    pages, found = checked(hostile(tmp_path / "news.db", OURS), OURS, 1)
    assert found == []
    assert pages > 40


def published(folder: Path, every: int) -> int:
    """How many pages of the published payloads were looked at; nothing is alive on any."""
    if not VECTORS.exists():
        pytest.skip("the shared vectors are not here")
    payloads = list(
        dict.fromkeys(entry["payload"] for entry in json.loads(VECTORS.read_text(encoding="utf-8")))
    )
    storable = [one.encode("utf-8", "replace").decode() for one in payloads]
    pages, found = checked(hostile(folder / "news.db", storable), storable, every)
    assert found == []
    return pages


def test_published_payloads_stay_text(tmp_path: Path) -> None:
    assert published(tmp_path, 32) > 250


@pytest.mark.faults
def test_published_payloads_stay_text_on_every_page(tmp_path: Path) -> None:
    assert published(tmp_path, 1) > 1500
