"""What a platform grants to those who connect to it: time, connections, bytes."""

from typing import Final

from attrs import field, frozen

_MOST_CONNECTIONS: Final = 512
_SHARE: Final = 4  # of the descriptors of the process, what one origin may use for connections
_UNKNOWN: Final = 256  # descriptors, where the system does not say


def _connections() -> int:
    """Return how many connections leave enough descriptors for files and the database.

    Both origins together use up to three of four descriptors: one for each connection, and one
    for the file of each at storage. The fourth stays for the database and the program around.
    """
    try:
        import resource
    except ImportError:  # Windows
        descriptors = _UNKNOWN
    else:
        descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        if descriptors == resource.RLIM_INFINITY:
            descriptors = _MOST_CONNECTIONS * _SHARE
    return max(8, min(_MOST_CONNECTIONS, descriptors // _SHARE))


@frozen
class Limits:
    """The limits of a platform.

    Attributes
    ----------
    head : float
        Seconds from the first byte of a request, or from a new connection, to the end of the
        head of the request.
    idle : int
        Seconds that a connection may wait for its next request. It is longer than clients keep
        idle connections, so that they do not send on one that is being closed.
    window : float
        Seconds within which a body, or the reading of an answer, has to make progress.
    progress : int
        Bytes that are progress within a window.
    rest : float
        Seconds to go on reading a body that has been answered already, so that its sender sees
        the answer.
    connections : int
        Connections of one origin. Beyond it, the one that has been silent longest is closed.
    upload : int
        Bytes of the largest upload.
    """

    head: float = 30.0
    idle: int = 75
    window: float = 30.0
    progress: int = 16 * 1024
    rest: float = 30.0
    connections: int = field(factory=_connections)
    upload: int = 64 * 1024**3

    @property
    def served(self) -> int:
        """Requests of one origin that are served at once; one more is answered with 503.

        The other connections may wait for their next request, or for that answer.
        """
        return max(1, self.connections * 3 // 4)

    @property
    def accepted(self) -> int:
        """Connections that are accepted at once, before any of them can be refused."""
        return max(1, self.connections // 8)
