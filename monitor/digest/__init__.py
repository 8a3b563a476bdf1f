"""The daily digest: composed, rendered, kept in the outbox, and handed over."""
