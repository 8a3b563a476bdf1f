"""The open database, as a type for those who hand it from one function of this package to another."""

from sqlite_utils import Database

__all__ = ["Database"]
