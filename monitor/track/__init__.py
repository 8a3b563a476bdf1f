"""Which items are follow-up coverage of a watch, and why: terms, profile, score, decision. Pure."""
