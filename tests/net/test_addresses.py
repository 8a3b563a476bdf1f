import json
from pathlib import Path

import pytest

from monitor.net.addresses import allowed, by_name, is_public

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "ip_addresses.json"

CASES = {
    "an ordinary IPv4 address is public": ("8.8.8.8", True),
    "an ordinary IPv6 address is public": ("2a00:1450:4001:82a::200e", True),
    "an IPv4 address in IPv6 clothes is judged as IPv4": ("::ffff:8.8.8.8", True),
    "loopback in IPv6 clothes is not public": ("::ffff:127.0.0.1", False),
    "the clouds' metadata address is not public": ("169.254.169.254", False),
    "carriers' shared space is not public": ("100.64.0.1", False),
    "just outside carriers' space is public": ("100.128.0.0", True),
    "the last private address of 172 is not public": ("172.31.255.255", False),
    "the first address behind it is public": ("172.32.0.0", True),
    "an address translated from IPv4 is not public": ("64:ff9b::808:808", False),
    "6to4 is not public, it carries an address inside": ("2002:808:808::1", False),
    "unique local is not public": ("fd00::1", False),
    "a zone makes an address ours alone": ("2a00:1450::1%eth0", False),
    "a number is no plain address": ("2130706433", False),
    "an octal-looking address is no plain address": ("0177.0.0.1", False),
    "a name is no address": ("localhost", False),
    "nothing is no address": ("", False),
}


@pytest.mark.parametrize(("ip", "expected"), CASES.values(), ids=CASES.keys())
def test_is_public(ip: str, *, expected: bool) -> None:
    assert is_public(ip) is expected


def test_every_vector_gets_its_verdict() -> None:
    if not VECTORS.exists():
        pytest.skip(f"{VECTORS} is not here")
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    wrong = [vector for vector in vectors if is_public(vector["ip"]) is not (vector["expect"] == "allow")]
    assert len(vectors) == 63
    assert wrong == []


def test_a_network_allowed_by_name_is_allowed_and_its_neighbours_are_not() -> None:
    networks = ("127.0.0.0/8", "fd00::/8")
    assert allowed("127.0.0.1", networks)
    assert allowed("::ffff:127.0.0.1", networks)
    assert allowed("fd12::1", networks)
    assert allowed("8.8.8.8", networks)
    assert not allowed("10.0.0.1", networks)
    assert not allowed("fd12::1%eth0", networks)
    assert not allowed("nonsense", networks)


def test_a_public_address_is_not_allowed_by_name() -> None:
    assert not by_name("8.8.8.8", ("127.0.0.0/8",))
