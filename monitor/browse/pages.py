"""The Datasette application over one database. Imports Datasette, which is an extra."""

from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm

from monitor.browse.asgi import Application
from monitor.browse.metadata import metadata
from monitor.browse.options import SETTINGS, STATIC, STATIC_MOUNT, TEMPLATES
from monitor.browse.plugins import newswake


def datasette_for(database: Path) -> Datasette:
    """Datasette, set up for the live database: opened as changing (never immutable) and for reading only."""
    if not pm.is_registered(newswake):
        # The safety of the pages must not hang on how the package was installed.
        pm.register(newswake, name="newswake")
    return Datasette(
        files=[str(database)],
        metadata=metadata(database),
        template_dir=str(TEMPLATES),
        static_mounts=[(STATIC_MOUNT, str(STATIC))],
        settings=dict(SETTINGS),
    )


def application_over(database: Path) -> Application:
    """The ASGI application; the database must be there."""
    application: Application = datasette_for(database).app()
    return application
