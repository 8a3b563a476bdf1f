import builtins
import socket
from collections.abc import Mapping, Sequence

import pytest

from monitor.errors import ConfigurationError
from monitor.service.metrics import Metrics
from monitor.service.web.application import Application
from monitor.service.web.server import served
from tests.hub import ask

WELL = Application(problems=tuple, metrics=Metrics(), callbacks=None)


def test_it_serves_until_the_end_of_the_block() -> None:
    with served(WELL, "127.0.0.1:0") as here:
        assert ask(f"{here}/healthz")[0] == 200
    port = int(here.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)) as again:
        assert again.getsockname()[1] == port, "the place is free again"


def test_a_place_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ConfigurationError) as caught, served(WELL, place):
            pass
    assert str(caught.value) == f"newswake.toml: web.listen: cannot listen at {place}: Address already in use"


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - the name it has
        locals: Mapping[str, object] | None = None,  # noqa: A002 - the same
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> object:
        if name == "uvicorn":
            raise ModuleNotFoundError(name)
        return real(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigurationError) as caught, served(WELL, "127.0.0.1:0"):
        pass
    assert str(caught.value) == "newswake.toml: web.listen: needs uvicorn: pip install 'newswake[web]'"
    assert caught.value.exit_code == 2
