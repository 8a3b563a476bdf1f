"""One fault through the real poller in a process of its own; prints what it cost as JSON.

Run as ``python -m tests.faults.http_child FOLDER AUTHORITY.pem HEALTHY-URL FAULTY-URL HEALTHY-URL…``: the first healthy
feed is polled alone, so that all is loaded and warm; then the faulty one with the others beside it.
"""

import json
import logging
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from monitor.app import Running, read_configuration, running
from monitor.service.visit import PollReport
from tests.faults.http_certificates import trusted
from tests.stand import WATCH

_CONFIG = '[network]\nallow = ["127.0.0.0/8"]\n{network}[mail]\npath = "mail"\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one faulty feed cost; bytes are those of the process, which has parsers in others."""

    outcome: str
    reason: str
    seconds: float
    cpu_s: float
    extra_bytes: int
    healthy: int
    """How many of the neighbours were read, and brought their item."""
    healthy_s: float
    """After this many seconds the last healthy neighbour was stored."""
    marked: bool
    """Whether the store says of the faulty feed what the report says."""


def main(folder: Path, authority: Path, first: str, faulty: str, *neighbours: str) -> None:
    """Poll, measure, print."""
    logging.disable(logging.CRITICAL)
    config = written(folder / "config", (first, faulty, *neighbours))
    with (
        trusted(authority.read_bytes(), folder),
        running(folder / "n.db", read_configuration(config), purpose="faults") as parts,
    ):
        assert parts.poller.finish_one(first).outcome == "fetched"
        cost = _round(parts, faulty)
    sys.stdout.write(json.dumps(asdict(cost)) + "\n")


def _round(parts: Running, faulty: str) -> Cost:
    """Poll all that is due, which the warm-up is no more."""
    base = memory("VmRSS")
    forget_peak()
    begin, busy = time.monotonic(), time.process_time()
    seen = {report.url: (report, time.monotonic() - begin) for report in parts.poller.finish_all()}
    busy = time.process_time() - busy
    report, seconds = seen.pop(faulty)
    healthy = [elapsed for other, elapsed in seen.values() if other.items_new == 1]
    return Cost(
        outcome=report.outcome,
        reason=report.reason,
        seconds=seconds,
        cpu_s=busy,
        extra_bytes=memory("VmHWM") - base,
        healthy=len(healthy),
        healthy_s=max(healthy, default=seconds),
        marked=parts.writer.submit(marked, parts, report).result(),
    )


def marked(parts: Running, report: PollReport) -> bool:
    """Whether the last poll of the feed is stored as reported, and a failure counted."""
    sql = (
        "select polls.outcome, polls.reason, feeds.failures > 0 from polls join feeds on feeds.id = polls.feed_id"
        " where feeds.url = ? order by polls.id desc limit 1"
    )
    failed = report.outcome == "failed"
    stored = parts.db.conn.execute(sql, (report.url,)).fetchone()
    return tuple(stored) == (report.outcome, report.reason, failed) and failed is bool(report.reason)


def written(config: Path, urls: tuple[str, ...], network: str = "") -> Path:
    """A configuration that follows ``urls``; ``network`` is what its section of that name says besides."""
    (config / "watches").mkdir(parents=True)
    (config / "newswake.toml").write_text(_CONFIG.format(network=network), encoding="utf-8")
    (config / "watches/story.toml").write_text(WATCH, encoding="utf-8")
    feeds = "".join(f'[[feed]]\nurl = "{url}"\nname = "{number}"\n' for number, url in enumerate(urls))
    (config / "feeds.toml").write_text(feeds, encoding="utf-8")
    return config


def memory(field: str) -> int:
    """``VmRSS`` or ``VmHWM`` (the peak) of this process in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)
    assert found
    return int(found[1]) * 1024


def forget_peak() -> None:
    """Let the kernel begin the peak anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
