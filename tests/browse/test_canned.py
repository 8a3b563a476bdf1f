import re

import pytest

from monitor.browse.canned import CannedQuery, canned_queries, read_query
from monitor.store.schema import tables

QUERIES = {query.name: query for query in canned_queries()}


def test_the_questions_come_in_their_order_each_in_its_own_place() -> None:
    assert list(QUERIES)[:3] == ["latest_hits", "timeline", "changes"]
    assert [query.order for query in QUERIES.values()] == list(range(1, len(QUERIES) + 1))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_a_person_is_told_what_a_field_left_empty_means(query: CannedQuery) -> None:
    assert query.title[0].isupper()
    assert query.description.endswith(".")
    for parameter in query.parameters:
        assert "empty" in parameter.hint or (query.name, parameter.name) == ("search", "search")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_the_parameters_described_are_those_of_the_sql(query: CannedQuery) -> None:
    without_texts = re.sub(r"'[^']*'", "''", query.sql)
    asked = set(re.findall(r":([a-z_]+)", without_texts))
    assert {parameter.name for parameter in query.parameters} == asked


def test_no_query_hides_the_page_of_a_table() -> None:
    assert set(QUERIES).isdisjoint(table.name for table in tables())


def test_a_file_is_read_into_its_parts() -> None:
    text = "-- title: One\n-- description: Two\n-- order: 3\n-- day: Which day\n\nselect 1 -- title: not a heading\n"
    query = read_query("some", text)
    assert (query.name, query.title, query.description, query.order) == ("some", "One", "Two", 3)
    assert [(each.name, each.hint) for each in query.parameters] == [("day", "Which day")]
    assert query.sql == "select 1 -- title: not a heading\n"


def test_a_file_without_a_title_is_refused() -> None:
    with pytest.raises(KeyError, match="title"):
        read_query("some", "-- description: Two\n-- order: 3\nselect 1\n")
