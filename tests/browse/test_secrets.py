"""What no page may show."""

from collections.abc import Callable

import httpx
import pytest

Ask = Callable[[str], httpx.Response]


@pytest.mark.parametrize(
    "address",
    [
        "/newswake/subscriptions",
        "/newswake/subscriptions.json?_shape=array",
        "/newswake/subscriptions.csv",
        "/newswake/subscriptions.json?secret__startswith=a",
        "/newswake/feeds.json?_through={%22table%22:%22subscriptions%22,%22column%22:%22state%22,%22value%22:%22verified%22}",
    ],
)
def test_what_was_agreed_with_hubs_is_not_served(ask: Ask, address: str) -> None:
    assert ask(address).status_code in {400, 403}
