"""Which IP addresses may be dialled: an explicit table, since the standard library's words differ by version.

Sources: IANA's special-purpose address registries for IPv4 and IPv6, and one address that a large cloud uses
for its machines' own services (168.63.129.16).
"""

import ipaddress
from functools import lru_cache
from typing import Final

_DENIED_4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' shared space
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's platform services
        "169.254.0.0/16",  # link-local, with the clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_6: Final = ipaddress.IPv6Network("2000::/3")
_DENIED_6: Final = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, benchmarks and other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address inside
        "3fff::/20",  # documentation
    )
)


def is_public(ip: str) -> bool:
    """Whether ``ip`` is an address of the public internet; False for anything that is no plain address."""
    address = _address(ip)
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _DENIED_4)
    return (
        address is not None and address in _GLOBAL_6 and not any(address in network for network in _DENIED_6)
    )


def allowed(ip: str, networks: tuple[str, ...]) -> bool:
    """Whether ``ip`` may be dialled: public, or inside one of the ``networks`` (CIDR) allowed by name."""
    return is_public(ip) or by_name(ip, networks)


def by_name(ip: str, networks: tuple[str, ...]) -> bool:
    """Whether ``ip`` lies in one of the ``networks`` (CIDR) that a person allowed."""
    address = _address(ip)
    if address is None:
        return False
    candidates = _parsed(networks)
    return any(network.version == address.version and address in network for network in candidates)


@lru_cache(maxsize=64)
def _parsed(networks: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """The networks of the settings; each connection asks for them several times."""
    return tuple(ipaddress.ip_network(network, strict=False) for network in networks)


def _address(ip: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address, IPv4-mapped ones unwrapped; None for other text and for zone ids (``%eth0``)."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        return None if address.scope_id else address.ipv4_mapped or address
    return address
