import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.story.meaning import Meaning, meaning_changed
from monitor.story.slips import edits, is_slip
from monitor.story.values import NumberChange

LEAD = "A ferry sank off the old pier in Harbour City on Monday. Crews searched the bay for survivors."
NO_NEWS = {
    "case": (("Ferry sinks off pier", LEAD), ("FERRY SINKS OFF PIER", LEAD)),
    "title case": (("Ferry sinks off pier", LEAD), ("Ferry Sinks Off Pier", LEAD)),
    "quotation marks": (("'Ghost ship' sinks", LEAD), ("“Ghost ship” sinks", LEAD)),
    "an apostrophe": (("Harbour's ferry sinks", LEAD), ("Harbour’s ferry sinks", LEAD)),
    "a dash": (("Ferry sinks - crew safe", LEAD), ("Ferry sinks — crew safe", LEAD)),
    "a full stop and blanks": (("Ferry sinks off pier", LEAD), ("Ferry  sinks off pier. ", LEAD)),
    "a comma": (("Ferry sinks, crew safe", LEAD), ("Ferry sinks; crew safe", LEAD)),
    "a slip put right": (("Ferry sinks off Habrour City", LEAD), ("Ferry sinks off Harbour City", LEAD)),
    "two slips in a long word": (("Negotaitons resumed", LEAD), ("Negotiations resumed", LEAD)),
    "a slip in the text": (("Ferry sinks", LEAD.replace("searched", "seached")), ("Ferry sinks", LEAD)),
    "an outlet": (("Ferry sinks off pier", LEAD), ("Ferry sinks off pier - Harbour Wire", LEAD)),
    "an outlet after a bar": (("Ferry sinks off pier | Harbour Wire", LEAD), ("Ferry sinks off pier", LEAD)),
    "another outlet": (
        ("Ferry sinks off pier | Bay Post", LEAD),
        ("Ferry sinks off pier - Harbour Wire", LEAD),
    ),
    "live": (("Ferry sinks off pier", LEAD), ("LIVE: Ferry sinks off pier", LEAD)),
    "breaking news": (("BREAKING NEWS: Ferry sinks off pier", LEAD), ("Ferry sinks off pier", LEAD)),
    "watch": (("Ferry sinks off pier", LEAD), ("WATCH | Ferry sinks off pier", LEAD)),
    "a label in brackets": (("Ferry sinks off pier", LEAD), ("Ferry sinks off pier [VIDEO]", LEAD)),
    "an urgent label": (("عاجل | غرق عبارة", ""), ("غرق عبارة", "")),
    "a time stamp": (("Ferry sinks", f"Updated 14:05. {LEAD}"), ("Ferry sinks", f"Updated 16:40. {LEAD}")),
    "a time stamp in the headline": (
        ("Ferry sinks off pier", LEAD),
        ("Ferry sinks off pier (Updated 14:05)", LEAD),
    ),
    "a dated stamp": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", f"{LEAD} Last updated: 3 November 2023 16:40 GMT"),
    ),
    "how long ago": (("Ferry sinks", f"{LEAD} 5 minutes ago"), ("Ferry sinks", f"{LEAD} 2 hours ago")),
    "read more": (("Ferry sinks", LEAD), ("Ferry sinks", f"{LEAD} Read more on our site.")),
    "the post appeared": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", f"{LEAD} The post Ferry sinks appeared first on Bay Post."),
    ),
    "a plea": (("Ferry sinks", LEAD), ("Ferry sinks", f"{LEAD} Subscribe to our Evening Letter.")),
    "developing": (("Ferry sinks", f"{LEAD} This is a developing story."), ("Ferry sinks", LEAD)),
    "who wrote it": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", f"{LEAD} Reporting by Ann Marsh, editing by Joe Reed."),
    ),
    "cut by the feed": (("Ferry sinks", LEAD), ("Ferry sinks", LEAD[:60] + "…")),
    "no longer cut by the feed": (("Ferry sinks", LEAD[:50] + "..."), ("Ferry sinks", LEAD)),
    "a text that came late": (("Ferry sinks", ""), ("Ferry sinks", LEAD)),
    "a comma in a number": (("1,200 flee flood", LEAD), ("1200 flee flood", LEAD)),
    "a numeral as word": (("Three hurt on ferry", LEAD), ("3 hurt on ferry", LEAD)),
    "words in another order": (("Pier fire: ferry sinks", LEAD), ("Ferry sinks in pier fire", LEAD)),
    "a word of the text in the headline": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks off pier in Harbour City", LEAD),
    ),
    "small words": (("Ferry sinks off the pier", LEAD), ("Ferry sinks at a pier", LEAD)),
    "a hyphen": (("Rebels reject cease-fire", LEAD), ("Rebels reject ceasefire", LEAD)),
    "plural": (("Ferry strike ends", LEAD), ("Ferry strikes end", LEAD)),
    "one word more in the text": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", LEAD.replace("Crews", "Tired crews")),
    ),
}
NEWS = {
    "a number": (("37 dead on ferry", LEAD), ("69 dead on ferry", LEAD)),
    "a single figure": (("3 dead on ferry", LEAD), ("9 dead on ferry", LEAD)),
    "a number in words": (("Three dead on ferry", LEAD), ("Twelve dead on ferry", LEAD)),
    "a number in the text": (("Ferry sinks", f"{LEAD} Five died."), ("Ferry sinks", f"{LEAD} Eight died.")),
    "a number that comes": (("Ferry sinks", LEAD), ("Ferry sinks, 14 missing", LEAD)),
    "a number that goes": (("Ferry with 14 aboard sinks", LEAD), ("Ferry sinks", LEAD)),
    "a negation": (("Mayor is to blame", LEAD), ("Mayor is not to blame", LEAD)),
    "a short negation": (("Mayor did resign", LEAD), ("Mayor didn't resign", LEAD)),
    "a negation in the text": (
        ("Ferry sinks", f"{LEAD} It was overloaded."),
        ("Ferry sinks", f"{LEAD} It was not overloaded."),
    ),
    "a German negation": (("Minister tritt zurück", ""), ("Minister tritt nicht zurück", "")),
    "a Polish negation": (("Minister odejdzie", ""), ("Minister nie odejdzie", "")),
    "a Chinese negation": (("部长辞职", ""), ("部长不辞职", "")),
    "a Hebrew negation": (("השר יתפטר", ""), ("השר לא יתפטר", "")),
    "a name": (("Ann Marsh named as captain", LEAD), ("Joe Reed named as captain", LEAD)),
    "a similar country": (("Flood in Slovakia", ""), ("Flood in Slovenia", "")),
    "a short country": (("Ferry bound for Iran", ""), ("Ferry bound for Iraq", "")),
    "an opposite": (("Strike is legal, court says", ""), ("Strike is illegal, court says", "")),
    "a verb": (("Rebel chief negotiating in port", LEAD), ("Rebel chief arrested in port", LEAD)),
    "a verb in the text": (
        ("Rebel chief", "The chief is negotiating in the port."),
        ("Rebel chief", "The chief was arrested in the port."),
    ),
    "a sentence with a name": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", f"{LEAD} The owner, Ann Marsh, was held."),
    ),
    "a longer sentence without one": (
        ("Ferry sinks", LEAD),
        ("Ferry sinks", f"{LEAD} The owner was detained overnight."),
    ),
    "a fact in the headline": (("Ferry sinks", LEAD), ("Ferry sinks, captain held", LEAD)),
    "a correction": (("Ferry sinks", LEAD), ("Correction: Ferry sinks", LEAD)),
    "all": (("Ferry sinks", LEAD), ("Mayor resigns", "The mayor of Bay Town resigned.")),
    "Chinese": (("港口爆炸致3人死亡", ""), ("港口爆炸致9人死亡", "")),
    "Russian": (("Паром затонул у причала", ""), ("Паром сгорел у причала", "")),
    "Arabic": (("غرق عبارة قرب الميناء", ""), ("احتراق عبارة قرب الميناء", "")),
}


@pytest.mark.parametrize(("before", "after"), NO_NEWS.values(), ids=NO_NEWS.keys())
def test_an_edit_that_changes_no_meaning(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert not meaning_changed(*before, *after).is_news


@pytest.mark.parametrize(("before", "after"), NEWS.values(), ids=NEWS.keys())
def test_an_edit_that_is_news(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert meaning_changed(*before, *after).is_news


def test_what_changed_is_told_as_written() -> None:
    found = meaning_changed("Chief Negotiating with rebels", LEAD, "Chief Arrested by rebels", LEAD, hit_id=4)
    assert found == Meaning(is_news=True, added=("Arrested",), removed=("Negotiating",))


NUMBERS = {
    "with its qualifier": (
        "At least 37 dead in ferry fire",
        "At least 69 dead in ferry fire",
        ("At least 37", "At least 69", "dead"),
    ),
    "another qualifier": (
        "About 1,200 flee",
        "More than 2,500 flee",
        ("About 1,200", "More than 2,500", "flee"),
    ),
    "in words": ("Three crew members missing", "Nine crew members missing", ("Three", "Nine", "crew")),
    "at the end": ("Death toll at 12", "Death toll at 15", ("12", "15", "")),
}


@pytest.mark.parametrize(("before", "after", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_change_says_what_was_counted(
    before: str, after: str, expected: tuple[str, str, str]
) -> None:
    first, second, what = expected
    change = NumberChange(before=first, after=second, what=what, hit_id=7)
    assert meaning_changed(before, "", after, "", hit_id=7).numbers == (change,)


def test_numbers_of_different_things_are_not_paired() -> None:
    found = meaning_changed("Ferry fire: 3 dead, 4 hurt", "", "Ferry fire: 5 dead of 60 aboard", "")
    assert found.is_news
    assert [(one.before, one.after) for one in found.numbers] == [("3", "5")]


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_edit_is_no_news(title: str, text: str) -> None:
    assert meaning_changed(title, text, title, text) == Meaning(is_news=False)


@given(st.text(max_size=60), st.text(max_size=100), st.text(max_size=60), st.text(max_size=100))
def test_no_text_breaks_it(title: str, text: str, other: str, other_text: str) -> None:
    found = meaning_changed(title, text, other, other_text)
    assert found.is_news or not found.numbers


SLIPS = {
    "a letter left out": ("harbour", "harbor", True),
    "neighbours swapped": ("harbour", "habrour", True),
    "too short": ("iran", "iraq", False),
    "another first letter": ("legal", "regal", False),
    "two in a word of eight": ("slovakia", "slovenia", False),
    "two in a long word": ("negotiations", "negotaitoins", True),
    "figures": ("su25m", "su27m", False),
}


@pytest.mark.parametrize(("one", "other", "slip"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_a_letter_or_two_in_a_long_word(one: str, other: str, slip: bool) -> None:  # noqa: FBT001
    assert is_slip(one, other) is slip


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_edits_are_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)
    assert abs(len(one) - len(other)) <= edits(one, other) <= max(len(one), len(other))
