"""Credentials: one API key, as ``X-API-Key`` or as a bearer token."""

import hmac

from starlette.datastructures import Headers

from ionworks.local.errors import forbidden


def authorize(headers: Headers, api_key: str, organization_id: str) -> None:
    """Let a request in, or refuse it.

    Parameters
    ----------
    headers : Headers
        Of the request. A bearer token goes before an API key.
    api_key : str
        The key of this platform.
    organization_id : str
        The only organization here.

    Raises
    ------
    Refusal
        No credential, a wrong one, or one for another organization (403).
    """
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if token and scheme.lower() == "bearer":
        named, given = "bearer token", token.strip()
    elif "x-api-key" in headers:
        named, given = "X-API-Key", headers["x-api-key"]
    else:
        raise forbidden("The request has no credential; send X-API-Key or a bearer token.")
    # An empty value is never a key, whatever the platform's own may be.
    if not given or not hmac.compare_digest(given.encode(), api_key.encode()):
        raise forbidden(f"The {named} of this request is not the key of this platform.")
    organization = headers.get("x-organization-id")
    if organization is not None and organization != organization_id:
        raise forbidden(f"The {named} of this request is not for organization {organization!r}.")
