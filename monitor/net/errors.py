"""What goes wrong inside the client; ``Client.get`` turns each into a ``FetchFailed``."""


class RefusedError(Exception):
    """The address guard, or a redirect rule, said no."""


class BadAddressError(Exception):
    """A URL that cannot be fetched whatever the network says."""


class UnresolvedError(Exception):
    """A host without address; ``local`` where the fault is this machine's network, not the host's."""

    def __init__(self, problem: str, *, local: bool) -> None:
        """Say the ``problem``."""
        self.local = local
        super().__init__(problem)


class UnusableBodyError(Exception):
    """A body that is too large, cut short, or encoded in a way not asked for."""


class TooLargeError(UnusableBodyError):
    """A body past one of the caps."""
