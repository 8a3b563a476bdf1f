"""Normalisation, tokens, language, names: when two strings are equal."""
