"""The client of a command, and the options that say which platform it works with."""

import inspect
import shlex
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Annotated, Any, Final, TypeAlias, get_type_hints

import typer

from ionworks import Ionworks, profiles
from ionworks._given import suggestion
from ionworks.addresses import BUNDLE
from ionworks.errors import ConfigurationError
from ionworks.ids import is_id
from ionworks.settings import NoCredentialError

_PANEL: Final = "Which platform"


def _profile_names() -> list[str]:
    """Return what a shell offers for `--profile`; nothing if the file cannot be read."""
    with suppress(ConfigurationError):
        return sorted(profiles.read())
    return []


Profile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        autocompletion=_profile_names,
        help="Settings by name; see `ionworks profiles`. (IONWORKS_PROFILE)",
        rich_help_panel=_PANEL,
    ),
]
Address: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--api-url",
        metavar="URL",
        help="Address of the service, local:PATH for a folder of yours, or bundle:PATH. "
        "(IONWORKS_API_URL)",
        rich_help_panel=_PANEL,
    ),
]
Project: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--project",
        metavar="NAME|ID",
        help="The project. (IONWORKS_PROJECT_ID)",
        rich_help_panel=_PANEL,
    ),
]
_OPTIONS: Final[dict[str, Any]] = {"profile": Profile, "api_url": Address, "project": Project}


def connected(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command a client as its first argument, and the options that choose its platform.

    A key is no option: other users of the machine could read it in the list of processes. It is
    in the environment, or belongs to a profile.
    """

    @wraps(command)
    def run(**given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _OPTIONS}
        with connect(**chosen) as client:
            return command(client, **given)

    hints = get_type_hints(command, include_extras=True)
    own = list(inspect.signature(command).parameters.values())[1:]
    parameters = [one.replace(annotation=hints[one.name]) for one in own]
    for name, annotation in _OPTIONS.items():
        parameters.append(
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation
            )
        )
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [one.replace(kind=keyword) for one in parameters]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    del run.__wrapped__  # its signature is another one
    return run


def connect(
    *, profile: str | None = None, api_url: str | None = None, project: str | None = None
) -> Ionworks:
    """Make a client.

    Raises
    ------
    ConfigurationError
        A setting is missing or wrong, or no project, or several, have that name.
    """
    has_id = project is not None and is_id(project)

    def made(project_id: str | None) -> Ionworks:
        return Ionworks(
            profile=profile, api_url=api_url, project_id=project_id, dataframe_backend="polars"
        )

    try:
        client = made(project if has_id else None)
    except NoCredentialError as problem:
        raise ConfigurationError(
            "No credential: set IONWORKS_API_KEY (or IONWORKS_TOKEN), or keep a key in a profile "
            f"(`ionworks profiles set {profile or 'NAME'}`). To work without an account, add "
            "`--api-url local:`"
        ) from problem
    if project is None or has_id:
        return client
    with client:
        found = _project_named(client, project)
    return made(found)


def require_writable(client: Ionworks) -> None:
    """Refuse to change a bundle, before anything is read for it.

    Raises
    ------
    ConfigurationError
        The client reads a bundle.
    """
    address = client.settings.address
    if address.startswith(BUNDLE):
        raise ConfigurationError(
            f"{address} is read-only. Copy it to a platform (`ionworks copy local: --api-url "
            f"{shlex.quote(address)}`) and work there"
        )


def _project_named(client: Ionworks, name: str) -> str:
    found = list(client.project.iter(name_exact=name))
    if not found:
        names = [project.name for project in client.project.list(limit=1000)]
        raise ConfigurationError(
            f"There is no project {name!r} (`ionworks projects` lists those that you may see); "
            f"{suggestion(name, names)}"
        )
    if len(found) > 1:
        ids = ", ".join(project.id for project in found)
        raise ConfigurationError(
            f"{len(found)} projects are called {name!r}; give the id of one: {ids}"
        )
    return found[0].id
