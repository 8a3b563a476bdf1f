"""Certificates for the fault server, made anew for each run; the authority is trusted by the process that asks."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import trustme


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """Server contexts by name: ``good``, ``expired``, ``other-name``, ``self-signed``, ``unknown-authority``, ``old``."""

    contexts: dict[str, ssl.SSLContext]
    authority: bytes
    """PEM of the authority that is to be trusted."""


def make_certificates(addresses: Sequence[str]) -> Certificates:
    """Keys and certificates for servers at ``addresses``."""
    authority, stranger = trustme.CA(), trustme.CA()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    shown = {
        "good": authority.issue_cert(*addresses),
        "expired": authority.issue_cert(
            *addresses, not_before=yesterday - timedelta(days=30), not_after=yesterday
        ),
        "other-name": authority.issue_cert("another.example"),
        "unknown-authority": stranger.issue_cert(*addresses),
    }
    contexts = {name: _context(certificate) for name, certificate in shown.items()}
    contexts["self-signed"] = _self_signed(stranger)
    contexts["old"] = _context(shown["good"])
    contexts["old"].maximum_version = ssl.TLSVersion.TLSv1_2
    contexts["old"].set_ciphers("AES128-SHA")
    return Certificates(contexts=contexts, authority=authority.cert_pem.bytes())


@contextmanager
def trusted(authority: bytes, folder: Path) -> Iterator[None]:
    """Within the block the HTTP client trusts ``authority`` and nobody else; ``folder`` is for the file."""
    bundle = folder / "authority.pem"
    bundle.write_bytes(authority)
    with patch("certifi.where", lambda: str(bundle)):
        yield


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def _self_signed(authority: trustme.CA) -> ssl.SSLContext:
    """A context that shows an authority's own certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with (
        authority.cert_pem.tempfile() as certificate,
        authority.private_key_pem.tempfile() as key,
    ):
        context.load_cert_chain(certificate, key)
    return context
