"""Which spellings are found: the traps of matching names in any script, one by one."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.model import Decision, Form, Role, Seed, SeenItem, Term, Watch
from monitor.text.fold import fold
from monitor.track.background import Background
from monitor.track.matcher import Match, Matcher, leftmost_longest
from monitor.track.patterns import pattern_of
from monitor.track.reading import read
from monitor.track.tracker import Tracker

NOON = datetime(2023, 11, 21, 12, tzinfo=UTC)


def nothing_known(_token: str) -> float:
    return 0.0


def term(*texts: str, language: str = "any", code: bool = False, exact_case: bool = False) -> Term:
    forms = tuple(Form(text=text, language=language, code=code) for text in texts)
    return Term(name=texts[0], role=Role.ACTOR, weight=1.0, forms=forms, exact_case=exact_case)


def watch(*terms: Term) -> Watch:
    return Watch(slug="w", title="w", seed=Seed(origin="-", title="", text=""), terms=terms, threshold=1.0)


def decide(one: Watch, text: str, title: str = "") -> Decision:
    tracker = Tracker([one], learned={}, background=Background(prior=nothing_known))
    return tracker.explain(tracker.read(SeenItem(title=title, text=text, first_seen=NOON)), "w")


def surfaces(one: Term, text: str) -> list[str]:
    return [reason.surface for reason in decide(watch(one), text).reasons]


CODE = term("SA-22", code=True)
FOUND = {
    "a code with a blank": (CODE, "an SA 22 system", "SA 22"),
    "a code in one word": (CODE, "an SA22 system", "SA22"),
    "a code with a Unicode hyphen": (CODE, "the SA\u201122s", "SA\u201122s"),
    "a code with a dash": (CODE, "the SA—22", "SA—22"),
    "a code of several parts": (term("Pantsir-S1", code=True), "a Pantsir S1", "Pantsir S1"),
    "a curly possessive": (term("Wagner"), "Wagner’s men", "Wagner"),
    "a hashtag": (term("wagner"), "#wagner_group", "wagner"),
    "a hashtag of two words": (term("Wagner Group"), "#wagner_group", "wagner_group"),
    "a double blank": (term("Wagner Group"), "the Wagner  Group’s", "Wagner  Group"),
    "after an elided article": (term("Africa"), "l’Africa Corps", "Africa"),
    "Polish endings on any name": (term("Wagner"), "bojownicy Wagnera", "Wagnera"),
    "a longer Polish ending": (term("Hezbollah"), "Hezbollahowi", "Hezbollahowi"),
    "a fleeting Polish vowel": (term("wagnerowiec", language="pl"), "wagnerowców", "wagnerowców"),
    "a Polish phrase in another case": (
        term("obrona powietrzna", language="pl"),
        "obrony powietrznej",
        "obrony powietrznej",
    ),
    "vowel signs inside an Arabic word": (term("حزب الله", language="ar"), "قال حِزبُ الله", "حِزبُ الله"),
    "and, joined to an Arabic word": (term("حزب الله", language="ar"), "وحزب الله", "وحزب الله"),
    "for, joined to an Arabic word": (term("حزب الله", language="ar"), "لحزب الله", "لحزب الله"),
    "the article on both words": (term("دفاع جوي", language="ar"), "الدفاع الجوي", "الدفاع الجوي"),
    "a ligature of a whole word": (term("الله", language="ar"), "قال ﷲ", "ﷲ"),
    "a Russian instrumental": (term("Хезболла", language="ru"), "с Хезболлой", "Хезболлой"),
    "a Russian soft sign": (term("Панцирь", language="ru"), "без Панциря", "Панциря"),
    "a Russian adjective": (term("российский", language="ru"), "российского", "российского"),
    "the men named after a leader": (term("Вагнер", language="ru"), "вагнеровцев", "вагнеровцев"),
    "a Ukrainian plural": (term("вагнерівець", language="uk"), "вагнерівці", "вагнерівці"),
    "a Hebrew prefix": (term("חיזבאללה", language="he"), "לחיזבאללה", "לחיזבאללה"),
    "Chinese inside a sentence": (term("真主党", language="zh"), "黎巴嫩真主党武装", "真主党"),
    "Japanese before a particle": (term("ヒズボラ", language="ja"), "レバノンのヒズボラは", "ヒズボラ"),
    "Korean before a particle": (term("헤즈볼라", language="ko"), "헤즈볼라가", "헤즈볼라"),
    "Latin letters beside Chinese": (term("Wagner"), "俄罗斯Wagner集团", "Wagner"),
    "sharp s": (term("Strasse"), "die Straße hier", "Straße"),
    "the Turkish capital i": (term("Istanbul"), "in İstanbul now", "İstanbul"),
    "a soft hyphen inside": (term("missile"), "mis\u00adsile", "mis\u00adsile"),
    "a hyphen for a blank": (term("air defence", language="en"), "air-defences", "air-defences"),
    "capitals where case counts": (term("US", exact_case=True), "the US says", "US"),
}


@pytest.mark.parametrize(("one", "text", "surface"), FOUND.values(), ids=FOUND.keys())
def test_a_form_is_found_as_it_is_written(one: Term, text: str, surface: str) -> None:
    assert surfaces(one, text) == [surface]


NOT_FOUND = {
    "inside a longer word": (term("pagan"), "propaganda"),
    "at the start of a longer word": (term("ship", language="en"), "shipping news"),
    "a longer number": (CODE, "the SA-220"),
    "a longer code": (CODE, "USA-22"),
    "a Russian word with another start": (term("Иран", language="ru"), "из Тирана"),
    "an acronym that is a word": (term("US", exact_case=True), "tell us more"),
    "another vowel": (term("Хезболла", language="ru"), "Хасбулла"),
    "across the end of the title": (term("Wagner Group"), "Wagner, Group"),
}


@pytest.mark.parametrize(("one", "text"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_other_words_are_not_found(one: Term, text: str) -> None:
    assert surfaces(one, text) == []


def test_a_phrase_does_not_run_from_the_title_into_the_text() -> None:
    assert decide(watch(term("Wagner Group")), "Group of men", title="Wagner").reasons == ()


def test_of_overlapping_matches_the_longest_counts_and_only_once() -> None:
    assert surfaces(term("Wagner", "Wagner Group"), "Wagner Group and Wagner") == ["Wagner Group"]
    spans = leftmost_longest(
        [Match(start=2, end=9), Match(start=0, end=4), Match(start=0, end=6), Match(start=9, end=10)]
    )
    assert [(match.start, match.end) for match in spans] == [(0, 6), (9, 10)]


def test_a_form_of_which_nothing_is_left_is_not_looked_for() -> None:
    assert pattern_of(Form(text="—"), inflect=True, exact_case=False) is None


FORMS = st.text(alphabet="abzéłWхйаьحبالםח党ヒ가 -’ß2", min_size=1, max_size=12)


@given(FORMS, st.sampled_from(["any", "en", "pl", "ru", "ar", "de"]), st.booleans())
def test_every_form_finds_itself(text: str, language: str, code: bool) -> None:  # noqa: FBT001
    assume(not re.search("[ -]{2}|[ -]'|'", fold(text).strip(" -")))  # a form has single joints
    pattern = pattern_of(Form(text=text, language=language, code=code), inflect=True, exact_case=False)
    one = term(text, language=language, code=code)
    assert bool(surfaces(one, f". {text} .")) is (pattern is not None)


@given(
    st.lists(st.sampled_from(["Wagner", "Хезболла", "حزب الله", "SA-22", "真主党", "air"]), max_size=6),
    st.text(max_size=20),
)
def test_spans_slice_exactly_the_surface(words: list[str], noise: str) -> None:
    text = noise + " " + " ".join(words)
    terms = tuple(map(term, ("Wagner", "Хезболла", "حزب الله", "SA-22", "真主党")))
    for reason in decide(watch(*terms), text, title=noise).reasons:
        field = noise if reason.field == "title" else text
        assert field[reason.start : reason.end] == reason.surface != ""


@given(
    st.sampled_from(["Wagner Group", "air", "Group", "SA-22", "Wagner"]),
    st.text(alphabet="WagnerGoup SA-2air", max_size=60),
)
def test_a_further_term_takes_no_match_away(further: str, text: str) -> None:
    reading = read(
        SeenItem(title="", text=text + " Wagner SA 22", first_seen=NOON), Background(prior=nothing_known)
    )
    first = (term("Wagner"), CODE)
    before = Matcher([watch(*first)]).find(reading)["w"]
    after = Matcher([watch(*first, term(further))]).find(reading)["w"]
    assert {number: after[number] for number in before} == before
