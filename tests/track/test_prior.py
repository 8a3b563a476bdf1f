from monitor.text.tokens import tokens
from monitor.track.background import Background
from monitor.track.prior import item_share


def test_common_words_are_common_before_anything_was_counted() -> None:
    (government,), (pantsir,), (moscow,) = tokens("government"), tokens("Pantsir"), tokens("Москва")
    assert item_share(government) > item_share(pantsir) == 0
    assert item_share(moscow) > 0


def test_counts_take_over_from_the_shipped_frequencies() -> None:
    (token,) = tokens("government")
    shipped = Background().share(token)
    assert Background(documents=1_000_000, counts={token: 10}).share(token) < shipped / 100


def test_a_share_is_never_nothing() -> None:
    assert 0 < Background().share("pantsir") < 1e-5
