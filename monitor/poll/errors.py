"""What parsing can say besides a document."""


class NotAFeedError(ValueError):
    """The body is no feed; ``reason`` says what it is instead, for a person. Passes between processes."""

    def __init__(self, reason: str) -> None:
        """Keep ``reason``: one line."""
        self.reason = reason
        super().__init__(reason)
