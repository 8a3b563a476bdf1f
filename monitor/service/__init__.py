"""The long-running process: poll rounds, digest rounds, and the wiring that keeps one writer per database."""
