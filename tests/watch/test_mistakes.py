"""Mistakes in a watch file: each is told with its line, its key and, where one is near, the right word."""

import pytest

from monitor.errors import ConfigurationError
from monitor.watch.file import parse_watch


def mistakes_of(text: str, slug: str = "bridge") -> list[str]:
    with pytest.raises(ConfigurationError) as refused:
        parse_watch(text, slug=slug, file="bridge.toml")
    return [str(mistake) for mistake in refused.value.mistakes]


MISTAKES = {
    "an unknown key of a term, misspelt": (
        "weight = 1.5",
        "weihgt = 1.5",
        [
            'bridge.toml:11: term."River Tay".weight: is missing; it has to be a number',
            "bridge.toml:13: term.\"River Tay\".weihgt: unknown key; did you mean 'weight'?",
        ],
    ),
    "an unknown key of the watch": (
        'title = "Bridge"',
        'title = "Bridge"\ntreshold = 5',
        ["bridge.toml:5: watch.treshold: unknown key; did you mean 'threshold'?"],
    ),
    "an unknown table": (
        "[[require]]",
        "[[requires]]",
        ["bridge.toml:22: requires: unknown key; did you mean 'require'?"],
    ),
    "an unknown key of the seed": (
        'title = "Bridge opens"',
        'title = "Bridge opens"\nauthor = "Ann"',
        ["bridge.toml:29: seed.author: unknown key"],
    ),
    "a wrong type": (
        "weight = 3",
        'weight = "3"',
        ["bridge.toml:8: term.Bridge.weight: has to be a number, not a string"],
    ),
    "a truth value for a number": (
        "weight = 3",
        "weight = true",
        ["bridge.toml:8: term.Bridge.weight: has to be a number, not true or false"],
    ),
    "a weight of nothing": (
        "weight = 3",
        "weight = 0",
        ["bridge.toml:8: term.Bridge.weight: has to be above 0 and at most 100, not 0"],
    ),
    "a weight that is no number": (
        "weight = 3",
        "weight = nan",
        ["bridge.toml:8: term.Bridge.weight: has to be above 0 and at most 100, not nan"],
    ),
    "a bad role": (
        'role = "object"',
        'role = "objekt"',
        [
            (
                "bridge.toml:7: term.Bridge.role: has to be one of actor, object, place, event, context, "
                "not 'objekt'; did you mean 'object'?"
            ),
        ],
    ),
    "no role": (
        'role = "object"\n',
        "",
        [
            "bridge.toml:6: term.Bridge.role: is missing; it has to be one of actor, object, place, event, context"
        ],
    ),
    "an unknown term in context": (
        'context = ["Bridge"]',
        'context = ["Brigde"]',
        ["bridge.toml:17: term.\"River Tay\".context: no term is called 'Brigde'; did you mean 'Bridge'?"],
    ),
    "a term as its own context": (
        'context = ["Bridge"]',
        'context = ["River Tay"]',
        ['bridge.toml:17: term."River Tay".context: names the term itself; it has to name others'],
    ),
    "an unknown term in a gate": (
        'any = ["River Tay"]',
        'any = ["River Tey"]',
        ["bridge.toml:25: require.1.any: no term is called 'River Tey'; did you mean 'River Tay'?"],
    ),
    "a gate without terms": (
        'all = ["Bridge"]\nany = ["River Tay"]\n',
        "",
        ["bridge.toml:22: require.1: names no terms; give all = [...] or any = [...]"],
    ),
    "an empty gate": (
        'all = ["Bridge"]\nany = ["River Tay"]\n',
        "all = []\n",
        ["bridge.toml:24: require.1.all: is empty; a gate needs at least one term"],
    ),
    "no forms": (
        'forms.any = ["bridge"]\n',
        "",
        ['bridge.toml:6: term.Bridge: has no forms; give at least forms.any = ["..."]'],
    ),
    "an empty list of forms": (
        'forms.any = ["bridge"]',
        "forms.any = []",
        ["bridge.toml:9: term.Bridge.forms.any: is empty; list at least one spelling or delete the line"],
    ),
    "a blank form": (
        'forms.any = ["bridge"]',
        'forms.any = ["bridge", " "]',
        ["bridge.toml:9: term.Bridge.forms.any: entry 2 is empty"],
    ),
    "a form of one letter": (
        'forms.any = ["bridge"]',
        'forms.any = ["bridge", "b!"]',
        ["bridge.toml:9: term.Bridge.forms.any: 'b!' is too short; a form needs at least 2 letters"],
    ),
    "a form that is no string": (
        'forms.any = ["bridge"]',
        'forms.any = ["bridge", 5]',
        ["bridge.toml:9: term.Bridge.forms.any: entry 2 has to be a string, not a number"],
    ),
    "a form listed twice": (
        'forms.any = ["bridge"]',
        'forms.any = ["bridge"]\nforms.en = ["bridge"]',
        ["bridge.toml:10: term.Bridge.forms.en: 'bridge' is listed twice"],
    ),
    "a language that is none": (
        'forms.any = ["bridge"]',
        'forms.English = ["bridge"]',
        ["bridge.toml:9: term.Bridge.forms.English: has to be a language such as en or ru, or any"],
    ),
    "a code that is none": (
        'codes = ["A-90"]',
        'codes = ["Ninety"]',
        [
            "bridge.toml:15: term.\"River Tay\".codes: 'Ninety' is no code; a code has letters and digits, such as SA-22"
        ],
    ),
    "two terms of one name": (
        '[term."River Tay"]',
        "[term.bridge]",
        [
            "bridge.toml:11: term.bridge: is the same name as 'Bridge'; put the forms together in one term",
            "bridge.toml:25: require.1.any: no term is called 'River Tay'",
        ],
    ),
    "a bad state": (
        'title = "Bridge"',
        'title = "Bridge"\nstate = "sleeping"',
        ["bridge.toml:5: watch.state: has to be one of active, paused, closed, not 'sleeping'"],
    ),
    "a date in quotes": (
        'title = "Bridge"',
        'title = "Bridge"\ncreated = "2023-11-21"',
        ["bridge.toml:5: watch.created: has to be a date such as 2023-11-21 (without quotes), not a string"],
    ),
    "a title of nothing": (
        'title = "Bridge"\n',
        'title = " "\n',
        ["bridge.toml:4: watch.title: is empty; it has to say something"],
    ),
    "another schema": (
        "schema = 1",
        "schema = 2",
        ["bridge.toml:1: schema: this program reads schema 1; a newer one needs a newer program"],
    ),
    "a seed that says nothing": (
        'title = "Bridge opens"\ntext = """\nIt opened."""',
        'title = ""',
        ["bridge.toml:27: seed: has neither title nor text; the watch needs at least a headline"],
    ),
    "no seed": (
        '[seed]\ntitle = "Bridge opens"\ntext = """\nIt opened."""',
        "",
        ["bridge.toml: seed: is missing; it has to be a table [seed]"],
    ),
    "a term that is no table": ("[[require]]", "[term]\nx = 1\n[[require]]", None),
    "no TOML": ("weight = 3", "weight = = 3", ["bridge.toml:8: this is no valid TOML: Invalid value"]),
}


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_tells(case: str, good: str) -> None:
    old, new, expected = MISTAKES[case]
    text = good.replace(old, new, 1)
    assert text != good
    told = mistakes_of(text)
    if expected is None:
        assert told
    else:
        assert told == expected


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(good: str) -> None:
    text = good.replace("weight = 3", "weight = -3").replace('case = "exact"', 'case = "excat"')
    told = mistakes_of(text.replace('all = ["Bridge"]', 'all = "Bridge"'), slug="Not A Slug")
    assert [mistake.split(": ")[0] for mistake in told] == [
        "bridge.toml",
        "bridge.toml:8",
        "bridge.toml:19",
        "bridge.toml:24",
    ]
    assert "did you mean 'exact'?" in told[2]
