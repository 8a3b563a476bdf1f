"""CSV that a spreadsheet shows and does not run: cells that begin like a formula get an apostrophe in front."""

import codecs
import re

from monitor.browse.asgi import Application, Message, Receive, Scope, Send
from monitor.text.formulas import without_formula

_CELL = re.compile(r'("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r\n|\Z)')
_END_OF_RECORD = "\r\n"


class SafeCells:
    """A filter over CSV as it comes, in pieces cut anywhere (also inside a character or a cell)."""

    def __init__(self) -> None:
        """Begin with nothing held back."""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""

    def feed(self, piece: bytes, *, last: bool) -> bytes:
        """The records that are whole with this piece; the rest is held back until the next, or ``last``."""
        self._held += self._decoder.decode(piece, final=last)
        end = len(self._held) if last else _whole_records(self._held)
        ready, self._held = self._held[:end], self._held[end:]
        return _CELL.sub(_safe, ready).encode()


def with_safe_csv(application: Application) -> Application:
    """The application, with the cells of its ``.csv`` answers made safe."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(".csv"):
            await application(scope, receive, send)
            return
        cells = SafeCells()

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send({**message, "headers": _without_length(message)})
                return
            more = bool(message.get("more_body"))
            await send({**message, "body": cells.feed(message.get("body", b""), last=not more)})

        await application(scope, receive, send_safe)

    return answer


def _whole_records(text: str) -> int:
    """Where the last whole record ends: an end of line outside quotes."""
    end = text.rfind(_END_OF_RECORD)
    while end >= 0 and text.count('"', 0, end) % 2:
        end = text.rfind(_END_OF_RECORD, 0, end)
    return end + len(_END_OF_RECORD) if end >= 0 else 0


def _safe(cell: re.Match[str]) -> str:
    field, after = cell[1], cell[2]
    quote = '"' if field.startswith('"') else ""
    return f"{quote}{without_formula(field.removeprefix(quote))}{after}"


def _without_length(message: Message) -> list[tuple[bytes, bytes]]:
    headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
    return [(name, value) for name, value in headers if name.lower() != b"content-length"]
