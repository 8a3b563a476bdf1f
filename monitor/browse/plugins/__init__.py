"""What Datasette loads by the entry point ``newswake``: apart from ``templates``, or it would serve those itself."""
