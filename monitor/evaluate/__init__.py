"""Replay a dated stream against labelled stories and measure it as topic detection and tracking does."""
