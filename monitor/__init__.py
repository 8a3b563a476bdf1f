"""Newswake: hand it one news article, and it follows the story.

The folder listing is the way of the data::

    seeds/*.md ── watch.propose ──► config/watches/*.toml ── watch.load ──► Watch
    config/feeds.toml ─► poll.cadence (what is due) ─► net (fetch) ─► poll.parse ─► Items
    Items × Watches ─► track (match, score) ─► Hits
    (Outcome + Items + Hits) ─► store: one transaction ─► digest.compose ─► render ─► deliver
                                                      └─► browse (Datasette reads the same file)

Importing this package does nothing; ``monitor.app`` is the only place that builds things.
"""

__version__ = "0.1.0"
