"""Settings: defaults, overrides, and mistakes that name file, line and key."""

from pathlib import Path

import pytest

from monitor.errors import ConfigurationError
from monitor.settings import Settings, load_settings, parse_settings


def read(text: str, **environment: str) -> Settings:
    return parse_settings(text, file="newswake.toml", environment=environment)


def mistakes(text: str, **environment: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read(text, **environment)
    return str(caught.value).splitlines()


def test_an_empty_file_is_a_working_configuration() -> None:
    settings = read("")
    assert settings.network.allow == ()
    assert settings.mail.transport == "maildir"


def test_environment_overrides_the_file() -> None:
    settings = read(
        "[network]\ncontact = 'a'\n", NEWSWAKE_NETWORK__CONTACT="b", NEWSWAKE_POLL__INTERVAL_MINUTES="5"
    )
    assert settings.network.contact == "b"
    assert settings.poll.interval_minutes == 5


def test_a_list_in_the_environment_is_split_at_commas() -> None:
    allow = read("", NEWSWAKE_NETWORK__ALLOW="127.0.0.0/8, 10.0.0.0/8").network.allow
    assert allow == ("127.0.0.0/8", "10.0.0.0/8")


def test_variables_that_are_read_elsewhere_are_no_settings() -> None:
    assert read("", NEWSWAKE_CONFIG="x", NEWSWAKE_DB="y", NEWSWAKE_MAIL_PASSWORD="z") == Settings()


CASES: dict[str, tuple[str, str]] = {
    "an unknown key, with a suggestion": (
        "[network]\nalow = []\n",
        "newswake.toml:2: network.alow: unknown key; did you mean 'allow'?",
    ),
    "an unknown section": ("[netwrok]\n", "newswake.toml:1: netwrok: unknown key; did you mean 'network'?"),
    "a network with host bits": (
        "[network]\nallow = ['10.0.0.1/8']\n",
        "newswake.toml:2: network.allow.1: 10.0.0.1/8 has host bits set",
    ),
    "a zone that does not exist": (
        "[[recipient]]\naddress='a@b.org'\nzone='Europe/Pariss'\n",
        "newswake.toml:3: recipient.1.zone: no zone is called 'Europe/Pariss'; did you mean Europe/Paris?",
    ),
    "a time that is none": (
        "[[recipient]]\naddress='a@b.org'\nat='25:00'\n",
        "newswake.toml:3: recipient.1.at: '25:00' is no time of day; write it as HH:MM, such as 07:00",
    ),
    "a recipient without an address": (
        "[[recipient]]\nzone='UTC'\n",
        "newswake.toml:1: recipient.1.address: is needed here",
    ),
    "an address that would break a header": (
        "[[recipient]]\naddress='a@b.org\\r\\nBcc: c@d.org'\n".replace("'", '"'),
        "newswake.toml:2: recipient.1.address: 'a@b.org\\r\\nBcc: c@d.org' is no mail address; write it plainly, such as ann@example.org",
    ),
    "a place that is none": (
        "[web]\nlisten = '8002'\n",
        "newswake.toml:2: web.listen: '8002' is no place to listen at; write it as 127.0.0.1:8002",
    ),
    "a callback with a password": (
        "[web]\nlisten = '[::1]:8002'\ncallback_base = 'https://a:b@c.example'\n",
        "newswake.toml:3: web.callback_base: 'https://a:b@c.example' is no address of a web server; write it as https://news.example.org",
    ),
    "a callback that nobody serves": (
        "[web]\ncallback_base = 'https://c.example'\n",
        "newswake.toml:1: web: callback_base needs listen beside it: where hubs are passed on to",
    ),
    "no TOML at all": (
        "[network\n",
        "newswake.toml:1: this is no valid TOML: expected ']' at the end of a table declaration",
    ),
}


@pytest.mark.parametrize(("text", "message"), CASES.values(), ids=CASES.keys())
def test_a_mistake_names_file_line_and_key(text: str, message: str) -> None:
    assert mistakes(text) == [message]


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes("[poll]\nworkers = 0\ntick_s = -1\n[mail]\nport = 99999\n")) == 3


def test_a_mistake_in_the_environment_names_the_variable() -> None:
    (line,) = mistakes("", NEWSWAKE_POLL__WORKERS="many")
    assert line.startswith("environment variable NEWSWAKE_POLL__WORKERS: ")


def test_an_unknown_variable_is_a_mistake() -> None:
    (line,) = mistakes("", NEWSWAKE_POLL__WORKER="1")
    assert line == "environment variable NEWSWAKE_POLL__WORKER: unknown key; did you mean 'workers'?"


def test_a_missing_file_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="newswake init"):
        load_settings(tmp_path, {})


MAIL_MISTAKES = {
    "two passwords": (
        'password_file = "a"\npassword_credential = "b"\n',
        "password_file and password_credential are both set",
    ),
    "push without services": ('transport = "push"\n', "needs push_file beside it"),
    "TLS at the wrong port": (
        'transport = "smtp"\nsecurity = "smtps"\n',
        "does not go with port 587; it is usually port = 465",
    ),
    "a deadline beyond the lease": ("total_s = 600\n", "mail.total_s"),
    "no mail at all": ("most_a_day = 0\n", "mail.most_a_day"),
    "an unknown way out": ('transport = "pigeon"\n', "mail.transport"),
}


@pytest.mark.parametrize("case", MAIL_MISTAKES)
def test_mail_settings_that_do_not_fit_are_named(case: str) -> None:
    text, said = MAIL_MISTAKES[case]
    (mistake,) = mistakes(f"[mail]\n{text}")
    assert said in mistake
    assert "mail" in mistake
