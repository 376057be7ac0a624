"""What the generated functions are called with."""

import ssl
from types import TracebackType
from typing import Self

import httpx
from attrs import define, field


def _default_timeout() -> httpx.Timeout:
    return httpx.Timeout(60.0, connect=10.0)


@define
class Client:
    """An address, and the httpx clients that reach it.

    Give httpx clients of your own with `set_httpx_client` and `set_async_httpx_client`; they are
    used as they are. Otherwise they are made when first needed, from the attributes.

    Attributes
    ----------
    base_url : str
        Address of the service.
    headers : dict[str, str]
        Headers of every request. They may hold credentials and are not shown.
    timeout : httpx.Timeout
        Limits of each request: 10 s to connect and 60 s for each read and write unless given.
    verify_ssl : bool or ssl.SSLContext
        How the certificate of the service is checked.
    """

    base_url: str
    headers: dict[str, str] = field(factory=dict, kw_only=True, repr=False)
    timeout: httpx.Timeout = field(factory=_default_timeout, kw_only=True)
    verify_ssl: bool | ssl.SSLContext = field(default=True, kw_only=True)
    _client: httpx.Client | None = field(default=None, init=False, repr=False)
    _async_client: httpx.AsyncClient | None = field(default=None, init=False, repr=False)

    def _all_headers(self) -> dict[str, str]:
        return self.headers

    def set_httpx_client(self, client: httpx.Client) -> Self:
        """Use this client, as it is, for blocking calls."""
        self._client = client
        return self

    def get_httpx_client(self) -> httpx.Client:
        """Return the client of blocking calls; make it if there is none."""
        if self._client is None:
            # Redirects lead to storage, which must not see the headers: they are not followed.
            self._client = httpx.Client(
                base_url=self.base_url,
                headers=self._all_headers(),
                timeout=self.timeout,
                verify=self.verify_ssl,
                follow_redirects=False,
            )
        return self._client

    def set_async_httpx_client(self, async_client: httpx.AsyncClient) -> Self:
        """Use this client, as it is, for awaited calls."""
        self._async_client = async_client
        return self

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Return the client of awaited calls; make it if there is none."""
        if self._async_client is None:
            self._async_client = httpx.AsyncClient(
                base_url=self.base_url,
                headers=self._all_headers(),
                timeout=self.timeout,
                verify=self.verify_ssl,
                follow_redirects=False,
            )
        return self._async_client

    def __enter__(self) -> Self:
        self.get_httpx_client().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.get_httpx_client().__exit__(kind, error, traceback)

    async def __aenter__(self) -> Self:
        await self.get_async_httpx_client().__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.get_async_httpx_client().__aexit__(kind, error, traceback)


@define
class AuthenticatedClient(Client):
    """A client that sends a credential with every request.

    Attributes
    ----------
    token : str
        The credential. It is not shown.
    prefix : str
        What stands before it in the header: ``Bearer``, or nothing for an API key.
    auth_header_name : str
        The header: ``Authorization``, or ``X-API-Key`` for an API key.
    """

    token: str = field(kw_only=True, repr=False)
    prefix: str = field(default="Bearer", kw_only=True)
    auth_header_name: str = field(default="Authorization", kw_only=True)

    def _all_headers(self) -> dict[str, str]:
        credential = f"{self.prefix} {self.token}" if self.prefix else self.token
        return {**self.headers, self.auth_header_name: credential}
