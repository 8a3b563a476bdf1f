"""The whole pipeline on the invented outlets: the ordinary application, a simulated clock, loopback HTTP."""

from collections.abc import Callable, Sequence
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

from monitor.app import read_configuration, reading, running
from monitor.app_mail import mail_out, send_due_digests
from monitor.demo.outlets import load_outlets
from monitor.demo.preparation import STORY, DemoFolder, prepare
from monitor.demo.result import DemoHit, DemoResult, Round, closing_lines, demo_hit, verdicts
from monitor.demo.server import serving
from monitor.demo.timeline import STEPS, SimulatedClock, Step
from monitor.demo.truth import load_truth
from monitor.service.digest_round import Dispatch
from monitor.service.visit import PollReport
from monitor.store.hits import hits

Say = Callable[[str], None]
Show = Callable[[Sequence[DemoHit]], None]


def run_demo(
    folder: Path, say: Say, show: Show = lambda _hits: None, *, program: str = "newswake"
) -> DemoResult:
    """Play the three days under ``folder``, telling each round with ``say`` (one line at a time).

    ``show`` gets the hits before the last lines, ``program`` is named in them.

    Raises ``UnusableStoreError`` where ``folder`` holds other things or can't be written.
    """
    clock = SimulatedClock()
    outlets = load_outlets()
    with serving(outlets, clock) as stand:
        prepared = prepare(folder, stand)
        say(f"{len(outlets)} invented outlets on {stand.url('/')}")
        rounds = _play(prepared, clock, say)
    found = _hits(prepared)
    verdict, verdict_english = verdicts(load_truth(), found)
    result = DemoResult(
        folder=prepared,
        rounds=rounds,
        hits=found,
        digests=delivered(prepared.mail),
        verdict=verdict,
        verdict_english=verdict_english,
    )
    newest = readable(result)
    show(result.hits)
    for line in closing_lines(result, {outlet.language.split("-")[0] for outlet in outlets}, program):
        say(line)
    if newest is not None:
        say(f"read the last digest in a browser: {newest}")
    return result


def _play(folder: DemoFolder, clock: SimulatedClock, say: Say) -> tuple[Round, ...]:
    """A poll round and a digest round a step; no chance in the jitter, so that every run is the same."""
    configuration = read_configuration(folder.config)
    settings = configuration.settings
    dispatch = Dispatch(deliver=mail_out(settings))
    rounds: list[Round] = []
    with running(
        folder.database, configuration, purpose="demo", clock=clock.now, jitter=lambda: 0.5
    ) as parts:
        for step in STEPS:
            clock.go_to(step)
            rounds.append(summed_up(step, tuple(parts.poller.finish_all())))
            for line in (rounds[-1].line(), *rounds[-1].notes):
                say(line)
            for made in send_due_digests(
                folder.database, settings, dispatch, clock.now(), config=folder.config
            ).attempts:
                say(f"digest {made.digest_key}: {made.state.value}")
    return tuple(rounds)


def summed_up(step: Step, reports: Sequence[PollReport]) -> Round:
    """The visits of one step, added up; failures are told one by one."""
    failed = sorted((report for report in reports if report.outcome == "failed"), key=lambda each: each.feed)
    return Round(
        step=step,
        visited=len(reports),
        not_modified=sum(report.outcome == "not modified" for report in reports),
        failed=len(failed),
        items_new=sum(report.items_new for report in reports),
        items_changed=sum(report.items_changed for report in reports),
        hits_new=sum(report.hits_new for report in reports),
        notes=tuple(f"{report.feed}: {report.reason}" for report in failed),
    )


def _hits(folder: DemoFolder) -> tuple[DemoHit, ...]:
    with reading(folder.database) as db:
        return tuple(demo_hit(row) for row in reversed(hits(db, watch=STORY)))


def delivered(maildir: Path) -> tuple[Path, ...]:
    """The mails of a maildir, oldest first by time of delivery; none where it does not exist."""
    found = [path for path in (maildir / "new").glob("*") if path.is_file()]
    return tuple(sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)))


def readable(result: DemoResult) -> Path | None:
    """The HTML part of the last mail as a file that a browser opens; None where nothing was delivered."""
    if not result.digests:
        return None
    mail = message_from_bytes(result.digests[-1].read_bytes(), policy=SMTP)
    part = mail.get_body(("html",))
    path = result.folder.root / "digest.html"
    path.write_text(part.get_content() if part is not None else "", encoding="utf-8")
    return path
