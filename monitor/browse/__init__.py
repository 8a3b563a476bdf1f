"""Datasette on the live database: pages to read, the queries asked first, the same as JSON, CSV and Atom.

Only ``pages`` and ``plugins`` import Datasette, which is an extra; ``serve`` says how to install it.
"""
