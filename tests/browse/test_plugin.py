"""The entry point: there by itself, and of no effect where no database of ours is served."""

import asyncio
import sqlite3
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path

import httpx
from datasette.app import Datasette
from lxml import html

from monitor.browse import reading
from monitor.browse.metadata import metadata
from monitor.browse.options import TEMPLATES
from monitor.browse.pages import datasette_for
from monitor.store.snapshot import ReadTooLongError
from tests.browse import varnhem


def test_datasette_finds_it() -> None:
    (found,) = entry_points(group="datasette", name="newswake")
    assert found.value == "monitor.browse.plugins.newswake"


def asked(datasette: Datasette, *addresses: str) -> list[httpx.Response]:
    async def ask() -> list[httpx.Response]:
        await datasette.invoke_startup()
        return [await datasette.client.get(address) for address in addresses]

    return asyncio.run(ask())


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.executescript("create table notes (link text); insert into notes values ('https://a.example/')")
    page, missing, front = asked(Datasette([str(other)]), "/other/notes", "/newswake/hit/1", "/")
    assert page.status_code == 200
    assert "content-security-policy" not in page.headers
    assert missing.status_code == 404
    assert "no Newswake database is served here" in missing.text
    assert front.status_code == 200


def test_the_connections_cannot_write(tmp_path: Path) -> None:
    datasette = datasette_for(varnhem.written(tmp_path / "news.db", varnhem.story()))

    async def attempt() -> str:
        await datasette.invoke_startup()
        try:
            await datasette.databases["news"].execute_write("delete from hits")
        except sqlite3.OperationalError as error:
            return str(error)
        return "written"

    assert "readonly" in asyncio.run(attempt())


def test_a_page_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    datasette = datasette_for(varnhem.written(tmp_path / "news.db", varnhem.story()))
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"

    async def attempt() -> str:
        await datasette.invoke_startup()
        try:
            await reading.read(datasette.databases["news"], lambda db: db.execute(endless).fetchall())
        except ReadTooLongError as error:
            return str(error)
        return "answered"

    assert "took too long" in asyncio.run(attempt())


def test_it_can_live_below_another_address(tmp_path: Path) -> None:
    path = told_at(tmp_path)
    datasette = Datasette(
        [str(path)], metadata=metadata(path), template_dir=str(TEMPLATES), settings={"base_url": "/news/"}
    )
    (page,) = asked(datasette, "/newswake/hit/2")
    links = html.document_fromstring(page.text).xpath("//a/@href[starts-with(., '/')]")
    assert [link for link in links if not link.startswith("/news/")] == []
    assert "/news/newswake/sign-in?next=/news/newswake/hit/2" in links


def told_at(folder: Path) -> Path:
    return varnhem.written(folder / "news.db", varnhem.story())
