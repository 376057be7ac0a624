"""Failures of TLS in words: whose certificate was refused, and what helps there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import httpx

if TYPE_CHECKING:
    import ssl

# Codes of OpenSSL, which Python passes on as `verify_code`.
_NOT_YET_VALID, _EXPIRED, _OTHER_NAME, _OTHER_ADDRESS = 9, 10, 62, 64


def fault_of(problem: BaseException) -> ssl.SSLCertVerificationError | None:
    """Return the refusal of a certificate that led to a failure, if one did."""
    return cast("ssl.SSLCertVerificationError | None", _cause(problem, "SSLCertVerificationError"))


def advice(problem: BaseException, host: str) -> str:
    """Say what is wrong with the TLS of a host, and what helps; "" if that is not the reason.

    Parameters
    ----------
    problem : BaseException
        How the connection failed.
    host : str
        Who was called.
    """
    refused = fault_of(problem)
    if refused is not None:
        code, why = refused.verify_code, refused.verify_message.strip().rstrip(".")
        if code in (_NOT_YET_VALID, _EXPIRED):
            return (
                f"its certificate is not valid now ({why}). Check the clock of this machine; if "
                "it is right, tell whoever runs the service"
            )
        if code in (_OTHER_NAME, _OTHER_ADDRESS):
            return (
                f"its certificate is not for {host!r} ({why}). Check the address: it must have the "
                "name that the certificate has"
            )
        return (
            f"nobody whom this machine trusts has signed its certificate ({why}). If the service, "
            "or a proxy on the way, has an authority of its own, name the file of its "
            'certificate: verify="/path/to/ca.pem", or SSL_CERT_FILE=/path/to/ca.pem in the '
            "environment"
        )
    failed = _cause(problem, "SSLError") if isinstance(problem, httpx.ConnectError) else None
    if failed is not None:
        return (
            f"it does not speak TLS as it should ({failed}). Check that the address begins with "
            "http:// or https:// as the service has it, and the proxy if there is one"
        )
    return ""


def _cause(problem: BaseException, kind: str) -> BaseException | None:
    """Find an error of `ssl` among the causes. That module is loaded once TLS is used."""
    ssl = sys.modules.get("ssl")
    wanted = getattr(ssl, kind, None)
    seen: BaseException | None = problem
    while wanted is not None and seen is not None:
        if isinstance(seen, wanted):
            found: BaseException = seen
            return found
        seen = seen.__cause__ or seen.__context__
    return None
