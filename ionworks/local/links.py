"""Links to single objects: signed, and good for a while only."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from ionworks.local.errors import forbidden
from ionworks.local.moments import Clock

LIFETIME: Final = timedelta(hours=1)
"""How long a link may be used."""


class Links:
    """Makes and checks the links of the storage origin.

    The secret lives as long as this object, so a restart ends every link.

    Parameters
    ----------
    clock : callable
        Returns the present moment, with its zone.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._secret = secrets.token_bytes(32)

    def to_upload(self, origin: str, key: str) -> str:
        """Return a link that takes one object by PUT.

        Parameters
        ----------
        origin : str
            Address of the storage origin as the caller reaches it.
        key : str
            Of the object.
        """
        return f"{origin}/{self._sign('PUT', key, {})}"

    def to_download(
        self, origin: str, key: str, content_type: str = "application/octet-stream"
    ) -> str:
        """Return a link by which one object can be read (GET or HEAD).

        Parameters
        ----------
        origin, key : str
            As for an upload.
        content_type : str
            What storage says of the object.
        """
        return f"{origin}/{self._sign('GET', key, {'type': content_type})}"

    def check(self, method: str, key: str, query: Mapping[str, str]) -> None:
        """Let a request at storage through, or refuse it.

        Raises
        ------
        Refusal
            The link was not made here for this object and method, or is too old (403).
        """
        fields = {name: value for name, value in query.items() if name != "signature"}
        good = self._signature("GET" if method == "HEAD" else method, key, fields)
        if not hmac.compare_digest(good, query.get("signature", "").encode()):
            raise forbidden("The signature of this link is not valid for this object.")
        if int(fields["expires"]) < self._clock().timestamp():
            raise forbidden("This link has expired; ask the service for a new one.")

    def _sign(self, method: str, key: str, fields: dict[str, str]) -> str:
        expires = int((self._clock() + LIFETIME).timestamp())
        fields = {**fields, "expires": str(expires)}
        signature = self._signature(method, key, fields).decode()
        return f"{key}?{urlencode({**fields, 'signature': signature})}"

    def _signature(self, method: str, key: str, fields: Mapping[str, str]) -> bytes:
        text = "\n".join([method, key, urlencode(sorted(fields.items()))])
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest().encode()
