"""A process that hands over what waits: ``smtp_child FOLDER PORT AUTHORITY NOW``. It is killed in the middle of it."""

import ssl
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from monitor.digest.deliver import deliverer
from monitor.digest.sending import send_waiting
from monitor.store.private import open_private
from tests.faults.smtp_session import settings


def main(folder: str, port: str, authority: str, now: str) -> None:
    """One round."""
    deliver = deliverer(
        settings(int(port), total_s=60.0),
        password="open sesame",
        tls=ssl.create_default_context(cafile=authority),
    )
    with closing(open_private(Path(folder) / "private" / "n.private.db")) as private:
        send_waiting(private, deliver, datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
