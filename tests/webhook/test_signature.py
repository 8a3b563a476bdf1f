"""Headers that prove where a delivery comes from."""

from datetime import UTC, datetime, timedelta

from monitor.webhook.signature import delivery_headers, delivery_id, signature

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_signature_that_others_reckon_alike() -> None:
    # printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac "a secret"
    assert signature("a secret", 1700000000, b'{"a":1}') == (
        "sha256=b4c5d5c08194254de18b80695176335ee482a5907fb5e68f7bd993b1b00b018d"
    )


def test_secret_time_and_body_all_count() -> None:
    signed = signature("a secret", 1, b"body")
    assert (
        len(
            {
                signed,
                signature("another", 1, b"body"),
                signature("a secret", 2, b"body"),
                signature("a secret", 1, b"bodY"),
            }
        )
        == 4
    )


def test_a_later_attempt_has_another_time_and_the_same_id() -> None:
    first, second = (
        delivery_headers(
            "a secret", b"body", event="hit", delivery_id="d1", now=NOW + timedelta(minutes=late)
        )
        for late in (0, 5)
    )
    assert first["X-Newswake-Delivery"] == second["X-Newswake-Delivery"] == "d1"
    assert int(second["X-Newswake-Timestamp"]) - int(first["X-Newswake-Timestamp"]) == 300
    assert first["X-Newswake-Signature"] != second["X-Newswake-Signature"]


def test_installations_do_not_share_ids() -> None:
    assert delivery_id("one", "hit:1") == delivery_id("one", "hit:1")
    assert len({delivery_id("one", "hit:1"), delivery_id("two", "hit:1"), delivery_id("one", "hit:2")}) == 3
