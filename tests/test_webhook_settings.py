"""``[[webhook]]``: what is a mistake, and what is said of it."""

import pytest

from monitor.errors import ConfigurationError
from monitor.settings import Settings, parse_settings

HOOK = '[[webhook]]\nname = "desk"\nurl = "https://desk.example/hook?key=hidden"\nsecret_env = "HOOK"\n'


def parse(text: str) -> Settings:
    return parse_settings(text, file="newswake.toml", environment={})


def test_the_least_that_makes_a_webhook() -> None:
    (hook,) = parse(HOOK).webhook
    assert (hook.name, hook.events, hook.watches) == ("desk", ("development",), ())


def test_its_address_is_not_printed_by_mistake() -> None:
    assert "hidden" not in repr(parse(HOOK))


MISTAKES = {
    "no secret": (HOOK.replace('secret_env = "HOOK"\n', ""), "needs one of secret_file, secret_env"),
    "two secrets": (HOOK + 'secret_file = "x"\n', "needs one of secret_file, secret_env"),
    "a variable of ours": (HOOK.replace('"HOOK"', '"NEWSWAKE_HOOK"'), "would be read as a setting"),
    "a path as credential": (
        HOOK.replace('secret_env = "HOOK"', 'secret_credential = "../x"'),
        "no name of a systemd credential",
    ),
    "two of one name": (HOOK + HOOK, "two webhooks are called 'desk'"),
    "a name with blanks": (HOOK.replace('"desk"', '"The desk"'), "is no name for a webhook"),
    "an unknown event": (HOOK + 'events = ["all"]\n', "development"),
    "an unknown key": (HOOK + 'event = ["hit"]\n', "did you mean 'events'"),
    "another scheme": (HOOK.replace("https:", "ftp:"), "no address to send to"),
    "a user name": (HOOK.replace("desk.example", "ann:pw@desk.example"), "no address to send to"),
    "a blank in it": (HOOK.replace("/hook", "/a hook"), "no address to send to"),
    "a port that is none": (HOOK.replace("desk.example", "desk.example:port"), "no address to send to"),
    "no host": (HOOK.replace("desk.example", ""), "no address to send to"),
}


@pytest.mark.parametrize(("text", "problem"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_and_no_key_with_it(text: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse(text)
    assert problem in str(caught.value)
    assert "hidden" not in str(caught.value)
