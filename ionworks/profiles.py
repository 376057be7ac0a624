"""Named settings of clients, in a file: profiles.

The file is TOML, in the folder that the system has for the settings of a user's programs::

    [profiles.lab]
    api_url = "https://api.ionworks.com"
    project_id = "8c1f…"
    keyring = "api_key"

The last line says that the key is in the keyring of the system. It can be in the file instead, as
``api_key`` or ``token``; then nobody else may be able to read the file.
"""

from __future__ import annotations

import os
import stat
import tomllib
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import field, frozen

from ionworks._given import is_number, suggestion
from ionworks.addresses import BUNDLE, DEFAULT_API_URL, LOCAL, checked_address
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

    Kind: TypeAlias = Literal["api_key", "token"]

__all__ = ["Profile", "load", "place", "read", "remove", "save"]

KINDS: Final[tuple[Kind, ...]] = ("api_key", "token")
SERVICE: Final = "ionworks-api"
"""Name under which keys are in the keyring."""

_OTHERS_MAY_READ: Final = 0o077
_OTHERS_MAY_WRITE: Final = 0o022
_WORDS: Final = {"api_key": "the API key", "token": "the token"}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_SETTINGS: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "api_url": (_is_text, "an address, or local:PATH"),
    "project_id": (_is_text, "the id of a project"),
    "organization_id": (_is_text, "the id of an organization"),
    "timeout": (lambda value: is_number(value) and value > 0, "a number of seconds above 0"),
    "max_retries": (
        lambda value: isinstance(value, int) and is_number(value) and value >= 0,
        "a whole number, 0 or more",
    ),
    "dataframe_backend": (lambda value: value in ("polars", "pandas"), '"polars" or "pandas"'),
    "verify": (
        lambda value: isinstance(value, bool) or _is_text(value),
        "true, false or the path of root certificates",
    ),
    "proxy": (_is_text, "the address of a proxy"),
}
_CREDENTIALS: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "keyring": (lambda value: value in KINDS, '"api_key" or "token"'),
    "api_key": (_is_text, "a key"),
    "token": (_is_text, "a token"),
}


@frozen
class Profile:
    """The settings of one name.

    Attributes
    ----------
    name : str
        Its name.
    settings : dict
        ``api_url``, ``project_id``, ``organization_id``, ``timeout``, ``max_retries``,
        ``dataframe_backend``, ``verify`` and ``proxy``, as far as they are set.
    keyring : {"api_key", "token"}, optional
        What the keyring of the system holds for it.
    file : Path
        Where it is written.
    """

    name: str
    settings: dict[str, Any]
    keyring: Kind | None = None
    file: Path = field(factory=Path)
    _in_file: dict[str, str] = field(factory=dict, repr=False)

    @property
    def api_url(self) -> str:
        """The service that its credential is for."""
        return str(self.settings.get("api_url", DEFAULT_API_URL))

    @property
    def key_place(self) -> str:
        """Where its credential is, in words; "" if it has none."""
        if self._in_file:
            return str(self.file)
        return "the keyring" if self.keyring else ""

    @property
    def kind(self) -> Kind | None:
        """What its credential is: a key or a token; None if it has none."""
        if self._in_file:
            return "token" if "token" in self._in_file else "api_key"
        return self.keyring

    def credential(self) -> tuple[Kind, str, str] | None:
        """Return the kind of its credential, the secret and where it is from, in words.

        Raises
        ------
        ConfigurationError
            The keyring cannot be used, or does not have it.
        """
        for kind in ("token", "api_key"):
            if kind in self._in_file:
                return kind, self._in_file[kind].strip(), self._origin(kind)
        if self.keyring is None:
            return None
        with _KeyringUse(self.name) as keyring:
            secret = keyring.get_password(SERVICE, self.name)
        if not secret:
            raise ConfigurationError(
                f"The keyring has no key for the profile {self.name!r}; set it with "
                f"`ionworks profiles set {self.name}`"
            )
        return self.keyring, secret.strip(), self._origin(self.keyring)

    def _origin(self, kind: Kind) -> str:
        return f"{_WORDS[kind]} of the profile {self.name!r}, in {self.key_place}"


def place(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the path of the file, which need not exist.

    ``IONWORKS_CONFIG_FILE`` names another one.

    Examples
    --------
    >>> from ionworks.profiles import place
    >>> place({"IONWORKS_CONFIG_FILE": "/etc/lab/ionworks.toml"}).name
    'ionworks.toml'
    """
    if named := environ.get("IONWORKS_CONFIG_FILE"):
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("ionworks", appauthor=False) / "config.toml"


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Profile]:
    """Return all profiles by their names.

    Raises
    ------
    ConfigurationError
        The file cannot be read, holds what it must not, or is open to other users.
    """
    path = place(environ)
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            content = tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise ConfigurationError(f"{path} cannot be read: {problem}") from problem
    tables = content.get("profiles", {})
    unknown = [name for name in content if name != "profiles"]
    if unknown or not isinstance(tables, dict):
        raise ConfigurationError(
            f"{path} has {unknown[0]!r}, which is no setting; profiles are tables such as "
            "[profiles.lab]"
            if unknown
            else f"`profiles` of {path} is no table; write [profiles.lab] above the settings"
        )
    profiles = {name: _profile(name, table, path) for name, table in tables.items()}
    _check_private(path, state, holds_keys=any(one._in_file for one in profiles.values()))
    return profiles


def load(name: str, environ: Mapping[str, str] = os.environ) -> Profile:
    """Return a profile.

    Parameters
    ----------
    name : str
        Its name.
    environ : mapping, optional
        The environment, which may name another file.

    Raises
    ------
    ConfigurationError
        No profile has that name, or the file cannot be used.
    """
    profiles = read(environ)
    if name not in profiles:
        raise ConfigurationError(
            f"There is no profile {name!r} in {place(environ)} (`ionworks profiles set NAME` makes "
            f"one); {suggestion(name, sorted(profiles))}"
        )
    return profiles[name]


def save(
    name: str,
    settings: Mapping[str, Any],
    *,
    secret: str | None = None,
    kind: Kind = "api_key",
    in_file: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Profile:
    """Write a profile, or change one.

    Parameters
    ----------
    name : str
        Its name.
    settings : mapping
        What to set; None removes a setting. Others stay as they are.
    secret : str, optional
        Its API key or token; without it, that stays as it is.
    kind : {"api_key", "token"}, default "api_key"
        What the secret is.
    in_file : bool, default False
        Write the secret into the file, where everybody finds it who can read the file or a
        backup of it. By default it goes to the keyring of the system.
    environ : mapping, optional
        The environment, which may name another file.

    Raises
    ------
    ConfigurationError
        A setting is unknown, the file cannot be used, or the keyring cannot.
    """
    import tomlkit

    if not name.strip() or not name.isprintable():
        raise ConfigurationError(f"{name!r} is no name for a profile")
    for setting, value in settings.items():
        if setting not in _SETTINGS:
            raise ConfigurationError(f"{setting!r} is no setting; {suggestion(setting, _SETTINGS)}")
        if value is not None:
            _check(setting, value, "the profile")
            if setting == "api_url" and not value.startswith((LOCAL, BUNDLE)):
                checked_address(value.strip())
    path = place(environ)
    read(environ)  # what is there must be usable
    content = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    profiles = content.setdefault("profiles", tomlkit.table(is_super_table=True))
    table = profiles.setdefault(name, tomlkit.table())
    for setting, value in settings.items():
        if value is None:
            table.pop(setting, None)
        else:
            table[setting] = value
    if secret is not None:
        if not in_file:
            with _KeyringUse(name) as keyring:
                keyring.set_password(SERVICE, name, secret)
        for old in _CREDENTIALS:
            table.pop(old, None)
        table[kind if in_file else "keyring"] = secret if in_file else kind
    _write(path, tomlkit.dumps(content))
    return load(name, environ)


def remove(name: str, environ: Mapping[str, str] = os.environ) -> None:
    """Remove a profile, and its key from the keyring.

    Raises
    ------
    ConfigurationError
        No profile has that name, or the file cannot be used.
    """
    import tomlkit

    profile = load(name, environ)
    if profile.keyring is not None:
        # A keyring that cannot be reached must not keep the profile.
        with suppress(ConfigurationError), _KeyringUse(name) as keyring:
            keyring.delete_password(SERVICE, name)
    content = tomlkit.parse(profile.file.read_text("utf-8"))
    del content["profiles"][name]
    _write(profile.file, tomlkit.dumps(content))


def _profile(name: str, table: Any, path: Path) -> Profile:
    where = f"the profile {name!r} in {path}"
    if not isinstance(table, dict):
        raise ConfigurationError(f"{where} is no table; write [profiles.{name}] above its settings")
    for setting, value in table.items():
        if setting not in _SETTINGS and setting not in _CREDENTIALS:
            raise ConfigurationError(
                f"{where} has {setting!r}, which is no setting; "
                f"{suggestion(setting, [*_SETTINGS, *_CREDENTIALS], most=20)}"
            )
        _check(setting, value, where)
    return Profile(
        name,
        {setting: value for setting, value in table.items() if setting in _SETTINGS},
        table.get("keyring"),
        path,
        {kind: table[kind] for kind in KINDS if kind in table},
    )


def _check(setting: str, value: Any, where: str) -> None:
    is_right, wanted = {**_SETTINGS, **_CREDENTIALS}[setting]
    if not is_right(value):
        # A secret of a wrong kind is a secret all the same.
        shown = "" if setting in KINDS else f", not {value!r}"
        raise ConfigurationError(f"`{setting}` of {where} must be {wanted}{shown}")


def _check_private(path: Path, state: os.stat_result, *, holds_keys: bool) -> None:
    """Refuse a file that others could change, or read keys from."""
    if os.name != "posix":
        return  # there, the files of a user are closed by the access list that they inherit
    if state.st_uid not in (os.geteuid(), 0):
        raise ConfigurationError(
            f"{path} belongs to another user, who could send your data elsewhere. Use a file of "
            "your own"
        )
    mode = stat.S_IMODE(state.st_mode)
    if mode & _OTHERS_MAY_WRITE:
        raise ConfigurationError(
            f"Other users can change {path}, and so send your data elsewhere; close it with "
            f"`chmod 600 {path}`"
        )
    if holds_keys and mode & _OTHERS_MAY_READ:
        raise ConfigurationError(
            f"{path} holds a key, and other users can read it; close it with `chmod 600 {path}`, "
            "or move the key to the keyring with `ionworks profiles set`"
        )


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole, by one that only this user can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, new = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        Path(new).replace(path)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise


class _KeyringUse:
    """The keyring of the system; its failures are named."""

    def __init__(self, profile: str) -> None:
        self._profile = profile

    def __enter__(self) -> ModuleType:
        try:
            import keyring
        except ModuleNotFoundError as missing:
            raise ConfigurationError(
                f"The key of the profile {self._profile!r} is kept in the keyring of the system, "
                "which needs the package keyring; install it with: "
                "pip install 'ionworks-api[keyring]'"
            ) from missing
        return keyring

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, ConfigurationError) or not isinstance(problem, Exception):
            return
        # Backends raise errors of their own besides those of keyring.
        why = str(problem).strip().rstrip(".").splitlines() or [type(problem).__name__]
        raise ConfigurationError(
            f"The keyring of the system cannot be used for the profile {self._profile!r}: "
            f"{why[0]}. Unlock it, set IONWORKS_API_KEY instead, or keep the key in the file with "
            f"`ionworks profiles set {self._profile} --key-in-file`"
        ) from problem
