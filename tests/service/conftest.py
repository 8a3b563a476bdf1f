"""The feed server that these tests share."""

from tests.stand import stand

__all__ = ["stand"]
