"""TLS settings that are made once, not for each HTTP client of a test."""

from __future__ import annotations

import os
import ssl
from functools import cache
from typing import Any

import pytest
from httpx._config import create_ssl_context


def read_certificates_once(patch: pytest.MonkeyPatch) -> None:
    """Let clients of httpx share their default TLS settings.

    To read the root certificates takes 40 ms of CPU, and hardly any test encrypts anything.
    """

    @cache
    def default_settings(trust_env: bool, *_environment: str | None) -> ssl.SSLContext:
        return create_ssl_context(trust_env=trust_env)

    def settings(verify: Any = True, cert: Any = None, trust_env: bool = True) -> ssl.SSLContext:
        if verify is not True or cert is not None:
            return create_ssl_context(verify, cert, trust_env)
        named = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        return default_settings(trust_env, *named)

    patch.setattr("httpx._transports.default.create_ssl_context", settings)
