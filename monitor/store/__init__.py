"""Where everything is kept: one SQLite file, written by one process, read by any.

Functions take the open database and work inside the caller's ``transaction(db)``: what one poll writes is one
transaction, composed by the service. Two open their own and say so: ``open_store`` and ``feeds.due``.
"""
