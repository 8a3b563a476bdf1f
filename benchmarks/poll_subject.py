"""One round of one subject of ``poll.py``: ``ours``, ``reader`` or ``bare``; the last line printed is JSON.

Run by ``poll.py`` as ``python poll_subject.py SUBJECT FOLDER [--profile]``; FOLDER holds ``urls.json`` and what the
subject keeps.
"""

import asyncio
import cProfile
import io
import json
import pstats
import resource
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CONCURRENT: Final = 16
ROOT: Final = Path(__file__).resolve().parents[1]
SHOWN: Final = 45

Poll = Callable[[], Counter[str]]


def cpu_s() -> float:
    """User and system seconds of this process and of its ended children."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@contextmanager
def ours(folder: Path, urls: list[str]) -> Iterator[Poll]:
    """Claim, fetch, parse in workers, store, decide."""
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - each subject imports what it needs

    from monitor.cli import loaded  # noqa: PLC0415

    app = loaded("monitor.app")  # as every command is

    config = folder / "config"
    if not config.exists():
        (config / "watches").mkdir(parents=True)
        shutil.copy(ROOT / "monitor/demo/story/wagner-air-defence.toml", config / "watches")
        settings = f'[network]\nallow = ["127.0.0.0/8"]\nconcurrent = {CONCURRENT}\n'
        (config / "newswake.toml").write_text(settings, encoding="utf-8")
        feeds = "".join(f'[[feed]]\nurl = "{url}"\nname = "{number}"\n' for number, url in enumerate(urls))
        (config / "feeds.toml").write_text(feeds, encoding="utf-8")
    rounds = folder / "rounds"
    before = int(rounds.read_text()) if rounds.exists() else 0
    rounds.write_text(str(before + 1), encoding="utf-8")
    # An hour lies between two rounds, so that everything is due.
    ahead = [timedelta(hours=before)]

    configuration = app.read_configuration(config)
    clock = lambda: datetime.now(UTC) + ahead[0]  # noqa: E731 - put forward below
    with app.running(folder / "n.db", configuration, purpose="poll", clock=clock) as parts:
        ahead[0] += timedelta(hours=1)
        yield lambda: Counter(report.outcome for report in parts.poller.finish_all())


@contextmanager
def reader(folder: Path, urls: list[str]) -> Iterator[Poll]:
    """The library's own round, with as many threads."""
    import reader as library  # type: ignore[import-not-found]  # noqa: PLC0415

    new = not (folder / "reader.db").exists()

    kept: Any = library.make_reader(str(folder / "reader.db"))
    if new:
        for url in urls:
            kept.add_feed(url)
    yield lambda: Counter(
        type(result.value).__name__ if result.value else "not modified"
        for result in kept.update_feeds_iter(scheduled=False, workers=CONCURRENT)
    )
    kept.close()


@contextmanager
def bare(folder: Path, urls: list[str]) -> Iterator[Poll]:
    """The same requests with httpx, and nothing done with the answers."""
    import httpx  # noqa: PLC0415

    tags_file = folder / "tags.json"
    tags: dict[str, str] = json.loads(tags_file.read_text()) if tags_file.exists() else {}

    async def round_of() -> Counter[str]:
        room, found = asyncio.Semaphore(CONCURRENT), Counter[str]()

        async def visit(client: httpx.AsyncClient, url: str) -> None:
            async with room:
                answer = await client.get(url, headers={"If-None-Match": tags[url]} if url in tags else {})
            tags[url] = answer.headers.get("etag", tags.get(url, ""))
            found[str(answer.status_code)] += len(answer.content) >= 0

        async with httpx.AsyncClient() as client:
            await asyncio.gather(*(visit(client, url) for url in urls))
        return found

    yield lambda: asyncio.run(round_of())
    tags_file.write_text(json.dumps(tags), encoding="utf-8")


PROFILES: Final[list[cProfile.Profile]] = []


def profile_threads() -> None:
    """Let every thread that is started from now on keep a profile (of CPU)."""
    plain = threading.Thread.run

    def run(self: threading.Thread) -> None:
        profile = cProfile.Profile(time.thread_time)
        PROFILES.append(profile)
        profile.runcall(plain, self)

    threading.Thread.run = run  # type: ignore[method-assign]


def profiled(poll: Poll) -> Counter[str]:
    """``poll`` with every thread's profile in one table."""
    own = cProfile.Profile(time.thread_time)
    found = own.runcall(poll)
    text = io.StringIO()
    table = pstats.Stats(own, stream=text)
    for profile in PROFILES:
        profile.disable()
        table.add(profile)
    table.strip_dirs().sort_stats("cumulative").print_stats(SHOWN)
    table.sort_stats("tottime").print_stats(SHOWN)
    print(text.getvalue())
    return found


def main(subject: str, folder: Path, *, profile: bool) -> None:
    """Prepare, poll, say what it cost."""
    urls = json.loads((folder / "urls.json").read_text(encoding="utf-8"))
    if profile:
        profile_threads()
    subjects = {"ours": ours, "reader": reader, "bare": bare}
    with subjects[subject](folder, urls) as poll:
        begin = cpu_s()
        came = profiled(poll) if profile else poll()
    end = cpu_s()  # now that workers have ended, theirs counts
    print(json.dumps({"round": end - begin, "came": dict(came)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), profile="--profile" in sys.argv)
