"""Request and response rules, parsing, identity, dates and cadence: pure; the service does the visiting."""
