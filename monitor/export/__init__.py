"""Hits and developments as others take them: CSV, JSON lines, Atom, JSON Feed. Values in, bytes out."""
