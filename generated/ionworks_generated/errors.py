"""What the generated functions raise."""

import httpx


class UnexpectedStatus(Exception):
    """The answer has a status that is no success of the operation.

    Attributes
    ----------
    status_code : int
        The status; any number a server may send.
    content : bytes
        The body of the answer.
    """

    def __init__(self, status_code: int, content: bytes) -> None:
        self.status_code = status_code
        self.content = content
        text = content[:500].decode(errors="replace")
        super().__init__(f"unexpected status {status_code}: {text}")


def location(response: httpx.Response) -> str:
    """Return the address that a redirect leads to, as it was sent; it may be relative."""
    address = response.headers.get("location")
    if not address:
        raise UnexpectedStatus(response.status_code, b"redirect without a Location header")
    return str(address)


__all__ = ["UnexpectedStatus", "location"]
