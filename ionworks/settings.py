"""What a client is set up with: arguments first, then the environment."""

from __future__ import annotations

import hashlib
import os
import warnings
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, TypeAlias, cast

from attrs import asdict, astuple, evolve, field, frozen

from ionworks.addresses import (
    BUNDLE,
    DEFAULT_API_URL,
    LOCAL,
    OF_PLATFORMS,
    absolute,
    checked_address,
    same_address,
    without_password,
)
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpx

    from ionworks.cache import CacheSettings
    from ionworks.profiles import Profile

    Verify: TypeAlias = bool | str | PathLike[str] | ssl.SSLContext
    """Which certificates a client trusts, as httpx takes it, and paths."""
    Proxy: TypeAlias = str | httpx.URL | httpx.Proxy
    """What a client sends its requests through, as httpx takes it."""

Backend = Literal["polars", "pandas"]

DEFAULT_TIMEOUT = 30.0
DEFAULT_MAX_RETRIES = 4

_OF_A_PLATFORM = ("project_id", "organization_id")
_OF_A_SERVICE = ("IONWORKS_PROJECT_ID", "PROJECT_ID", "IONWORKS_ORGANIZATION_ID")

# No credential begins like this, but an address that was passed in the place of one does.
_ADDRESSES = (BUNDLE, *OF_PLATFORMS)


@frozen
class Credential:
    """A secret and where it came from. The value shows in no repr.

    It is not pickled, except with a whole client, by `Recipe`.
    """

    header: str
    value: str = field(repr=False)
    origin: str

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a credential is not pickled by itself, so that it gets into no file by accident; "
            "pickle the client, which takes it along"
        )


class NoCredentialError(ConfigurationError):
    """No credential was given."""


StartLocal: TypeAlias = "Callable[[str], tuple[str, str]]"


@frozen
class LocalPlatform:
    """The embedded platform that a client works with, wherever it is served.

    Attributes
    ----------
    address : str
        ``local:`` or ``local:PATH``, with an absolute path.
    start : callable
        Joins or starts the platform of an address; returns its URL and API key.
    uses_its_key : bool
        Whether the client has no credential of its own.
    """

    address: str
    start: StartLocal
    uses_its_key: bool


@frozen
class Settings:
    """The settings of one client, resolved and checked."""

    api_url: str
    credential: Credential
    project_id: str | None = None
    organization_id: str | None = None
    timeout: float = DEFAULT_TIMEOUT
    max_retries: int = DEFAULT_MAX_RETRIES
    own_dataframe_backend: Backend | None = None
    usual_dataframe_backend: Backend = "polars"
    cache: CacheSettings | None = None
    local: LocalPlatform | None = field(default=None, repr=False)
    verify: Verify = True
    proxy: Proxy | None = field(default=None, repr=False)
    profile: str | None = None

    @property
    def dataframe_backend(self) -> Backend:
        """What frames are returned as: the client's own choice, that of all, or the usual."""
        return self.own_dataframe_backend or _chosen_backend or self.usual_dataframe_backend

    @property
    def address(self) -> str:
        """The address as the user means it: ``local:`` and a folder, ``bundle:`` and its path."""
        return self.api_url if self.local is None else self.local.address

    def located(self) -> Settings:
        """Return these settings with the present address of the platform that is meant.

        An embedded platform is started if nobody serves it. Any other address stays.

        Raises
        ------
        ConfigurationError
            It cannot be started.
        """
        if self.local is None:
            return self
        address, key = self.local.start(self.local.address)
        credential = _local_credential(key) if self.local.uses_its_key else self.credential
        return evolve(self, api_url=checked_address(address), credential=credential)

    @property
    def account(self) -> str:
        """Whose view of the data a cache holds: a digest of organization and credential."""
        parts = f"{self.organization_id or ''}\n{self.credential.value}"
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def headers(self) -> dict[str, str]:
        """Headers that authorise a request to the service, and to nobody else."""
        found = {self.credential.header: self.credential.value}
        if self.organization_id:
            found["X-Organization-Id"] = self.organization_id
        return found


class Recipe:
    """Settings on their way to another process: the only thing that pickles a credential.

    The plain values are in the pickle alone, in no variable that a traceback could show.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __getstate__(self) -> dict[str, Any]:
        if not isinstance(self.settings.verify, bool | str | PathLike):
            raise TypeError(
                "a client whose `verify` is an SSLContext cannot be copied or go to another "
                "process; give the path of the certificates instead"
            )
        credential = astuple(self.settings.credential)
        return {**asdict(self.settings, recurse=False), "credential": credential}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.settings = Settings(**{**state, "credential": Credential(*state["credential"])})


def resolve(
    *,
    api_key: str | None = None,
    token: str | None = None,
    api_url: str | PathLike[str] | None = None,
    project_id: str | None = None,
    organization_id: str | None = None,
    timeout: float | None = None,
    max_retries: int | None = None,
    dataframe_backend: Backend | None = None,
    cache: CacheSettings | None = None,
    verify: Verify | None = None,
    proxy: Proxy | None = None,
    profile: str | None = None,
    start_local: StartLocal,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Resolve the settings of a client.

    Every argument that is None is looked up as ``IONWORKS_<NAME>`` in the environment, the
    token also as ``IONWORKS_API_TOKEN``, and then in the profile, if one is named. A token wins
    over an API key of the same source; an argument wins over the environment, and that over the
    profile. A path as `api_url` is a folder of the embedded platform. `start_local` turns an
    address of that platform into its URL and API key.

    Raises
    ------
    ConfigurationError
        No credential was given, or a setting is not what it should be.
    """
    if isinstance(api_url, PathLike):
        api_url = f"local:{os.fspath(api_url)}"
    chosen = _profile(profile, environ)
    kept = chosen.settings if chosen else {}
    given = api_url or environ.get("IONWORKS_API_URL")
    address = (given or kept.get("api_url") or DEFAULT_API_URL).strip()
    # The key of a profile goes to the address of the profile, and nowhere else.
    is_of_profile = chosen is not None and same_address(address, chosen.api_url)
    credential: Credential | None
    local: LocalPlatform | None = None
    if address.startswith(BUNDLE):
        # Ids of the environment and of a profile are those of the service that they are for.
        environ = {name: value for name, value in environ.items() if name not in _OF_A_SERVICE}
        if not is_of_profile:
            kept = {name: value for name, value in kept.items() if name not in _OF_A_PLATFORM}
    if address.startswith((LOCAL, BUNDLE)):
        # A credential of the environment is meant for the hosted service.
        credential = _credential(api_key, token, {})
        if credential is None and chosen is not None and is_of_profile:
            credential = _profile_credential(chosen)
        local = LocalPlatform(absolute(address), start_local, credential is None)
        address, key = start_local(address)
        credential = credential or _local_credential(key)
    else:
        credential = _credential(api_key, token, environ)
        if credential is None and chosen is not None:
            if not is_of_profile:
                raise ConfigurationError(
                    f"No credential: that of the profile {chosen.name!r} is for {chosen.api_url}, "
                    f"and api_url is {without_password(address)}. Pass `api_key` (or `token`), or "
                    "leave `api_url` to the profile"
                )
            credential = _profile_credential(chosen)
    if credential is None and chosen is not None:
        raise NoCredentialError(
            f"The profile {chosen.name!r} has no credential; set one with "
            f"`ionworks profiles set {chosen.name}`, or pass `api_key` (or `token`)"
        )
    if credential is None:
        checked_address(address)  # a credential is of no use there
        raise NoCredentialError(
            "No credential: pass `api_key` (or `token`), or set IONWORKS_API_KEY (or "
            "IONWORKS_TOKEN), or name a `profile`. To work without an account, pass "
            "api_url='local:' (or set IONWORKS_API_URL=local:), which starts the embedded platform"
        )
    named = {f"IONWORKS_{name.upper()}": str(value) for name, value in kept.items()}
    # An empty variable is as none at all.
    values = {**named, **{name: value for name, value in environ.items() if value}}
    return Settings(
        api_url=checked_address(address),
        credential=credential,
        project_id=project_id or _project(environ) or kept.get("project_id"),
        organization_id=_organization(organization_id, values),
        timeout=_number("timeout", timeout, values, DEFAULT_TIMEOUT, above_zero=True),
        max_retries=int(
            _number("max_retries", max_retries, values, DEFAULT_MAX_RETRIES, whole=True)
        ),
        own_dataframe_backend=(
            None
            if dataframe_backend is None
            else _checked_backend(dataframe_backend, "dataframe_backend")
        ),
        usual_dataframe_backend=_usual_backend(values),
        cache=cache,
        local=local,
        verify=_checked_verify(kept.get("verify", True) if verify is None else verify),
        proxy=kept.get("proxy") if proxy is None else proxy,
        profile=None if chosen is None else chosen.name,
    )


def _profile(name: str | None, environ: Mapping[str, str]) -> Profile | None:
    named = name or environ.get("IONWORKS_PROFILE")
    if not named:
        return None
    from ionworks.profiles import load

    return load(named, environ)


def _profile_credential(profile: Profile) -> Credential | None:
    found = profile.credential()
    if found is None:
        return None
    kind, secret, origin = found
    return _credential_of(kind, secret, origin)


def _checked_verify(verify: Any) -> Verify:
    if isinstance(verify, bool | str | PathLike):
        return verify
    import ssl

    if isinstance(verify, ssl.SSLContext):
        return verify
    raise ConfigurationError(
        "`verify` must be True, False, the path of root certificates or an ssl.SSLContext, not "
        f"{verify!r}"
    )


def _local_credential(key: str) -> Credential:
    return Credential("X-API-Key", key, "the API key of the embedded platform")


def _credential(
    api_key: str | None, token: str | None, environ: Mapping[str, str]
) -> Credential | None:
    sources = (
        ("token", token, "the token given as `token`"),
        ("api_key", api_key, "the API key given as `api_key`"),
        ("token", environ.get("IONWORKS_TOKEN"), "the token from IONWORKS_TOKEN"),
        ("token", environ.get("IONWORKS_API_TOKEN"), "the token from IONWORKS_API_TOKEN"),
        ("api_key", environ.get("IONWORKS_API_KEY"), "the API key from IONWORKS_API_KEY"),
    )
    for kind, value, origin in sources:
        if secret := (value or "").strip():
            return _credential_of(kind, secret, origin)
    return None


def _credential_of(kind: str, secret: str, origin: str) -> Credential:
    """Check a secret: a token or an API key."""
    if secret.lower().startswith(_ADDRESSES):
        raise ConfigurationError(
            f"{origin} is an address, not a credential; pass it as `api_url`, such as "
            "Ionworks(api_url='local:')"
        )
    if not (secret.isascii() and secret.isprintable()):
        raise ConfigurationError(f"{origin} holds characters that no credential has")
    if kind == "token":
        return Credential("Authorization", f"Bearer {secret}", origin)
    return Credential("X-API-Key", secret, origin)


def _project(environ: Mapping[str, str]) -> str | None:
    if found := environ.get("IONWORKS_PROJECT_ID"):
        return found
    if found := environ.get("PROJECT_ID"):
        warnings.warn(
            "PROJECT_ID is an old name; set IONWORKS_PROJECT_ID instead",
            DeprecationWarning,
            stacklevel=4,
        )
    return found or None


def _organization(given: str | None, environ: Mapping[str, str]) -> str | None:
    found = (given or environ.get("IONWORKS_ORGANIZATION_ID") or "").strip()
    if not (found.isascii() and found.isprintable()):
        source = "IONWORKS_ORGANIZATION_ID" if given is None else "`organization_id`"
        raise ConfigurationError(f"{source} holds characters that no id has")
    return found or None


def _number(
    name: str,
    given: float | None,
    environ: Mapping[str, str],
    default: float,
    *,
    above_zero: bool = False,
    whole: bool = False,
) -> float:
    variable = f"IONWORKS_{name.upper()}"
    value: object = given if given is not None else environ.get(variable) or default
    try:
        number = float("nan") if isinstance(value, bool) else float(cast("float", value))
    except (TypeError, ValueError):
        number = float("nan")
    in_range = number > 0 if above_zero else number >= 0
    if not in_range or number == float("inf") or (whole and not number.is_integer()):
        source = f"`{name}`" if given is not None else variable
        kind = "a whole number" if whole else "a number"
        least = f"{kind} above 0" if above_zero else f"{kind}, 0 or more"
        raise ConfigurationError(f"{source} must be {least}, not {value!r}")
    return number


def set_dataframe_backend(backend: Backend) -> None:
    """Choose what frames are returned as, by all clients that have no choice of their own.

    Parameters
    ----------
    backend : {"polars", "pandas"}
        The library. A client is given one of its own as ``dataframe_backend``.

    Raises
    ------
    ConfigurationError
        It is neither; a `ValueError` as well.

    Examples
    --------
    >>> import ionworks
    >>> ionworks.set_dataframe_backend("pandas")
    >>> ionworks.get_dataframe_backend()
    'pandas'
    >>> ionworks.set_dataframe_backend("polars")
    """
    global _chosen_backend
    _chosen_backend = _checked_backend(backend, "backend")


def get_dataframe_backend() -> Backend:
    """Tell what frames are returned as, where a client has no choice of its own.

    Returns
    -------
    {"polars", "pandas"}
        The choice of `set_dataframe_backend`, otherwise ``IONWORKS_DATAFRAME_BACKEND``,
        otherwise ``"polars"``.
    """
    return _chosen_backend or _usual_backend(os.environ)


_chosen_backend: Backend | None = None


def _usual_backend(environ: Mapping[str, str]) -> Backend:
    named = environ.get("IONWORKS_DATAFRAME_BACKEND") or "polars"
    return _checked_backend(named, "dataframe_backend (IONWORKS_DATAFRAME_BACKEND)")


def _checked_backend(value: Any, argument: str) -> Backend:
    if not isinstance(value, str) or value.lower() not in ("polars", "pandas"):
        raise ConfigurationError(f"{argument} must be 'polars' or 'pandas', not {value!r}")
    return cast("Backend", value.lower())
