"""``ionworks doctor``: what is set, from where, and what can be reached."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies

import typer
from attrs import asdict, frozen

from ionworks import Ionworks, profiles
from ionworks._io.blocking import run
from ionworks._io.probing import Look, look
from ionworks.commands.application import SETUP, help_of
from ionworks.commands.connecting import Address, Profile, Project, connect
from ionworks.commands.showing import Json, amount, text_of, write, write_json
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError, IonworksError

OK, WARNING, FAILED, NOT_LOOKED_AT = "ok", "warning", "failed", "not looked at"
_SKEW: Final = 60.0  # s; links of storage and tokens have times in them
_SOON: Final = 14  # days
_VARIABLES: Final = {
    "api_url": ("IONWORKS_API_URL",),
    "project_id": ("IONWORKS_PROJECT_ID", "PROJECT_ID"),
    "organization_id": ("IONWORKS_ORGANIZATION_ID",),
    "timeout": ("IONWORKS_TIMEOUT",),
    "max_retries": ("IONWORKS_MAX_RETRIES",),
}
_EXTRAS: Final = {
    "pandas": ("pandas", "pyarrow"),
    "plot": ("matplotlib",),
    "local": ("sqlalchemy", "uvicorn"),
    "keyring": ("keyring",),
    "excel": ("fastexcel", "xlsxwriter"),
    "readers": ("ionworksdata",),
    "otel": ("opentelemetry",),
    "s3": ("httpx_auth",),
}


@frozen
class Setting:
    """A setting, and where it comes from."""

    name: str
    value: Any
    source: str


@frozen
class Finding:
    """What was looked at, and how it is."""

    name: str
    state: str
    said: str
    advice: str = ""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=SETUP,
        help=help_of(
            "Say what is set up, from where, and what can be reached.",
            "Service, credential, project, storage, web app, proxy, certificates, clock and cache "
            "are looked at. Nothing is changed, and no secret is shown. The exit status is 1 if "
            "something failed.",
            examples={
                "ionworks doctor": "look at everything",
                "ionworks doctor --profile lab --json": "with a profile, for a report",
            },
        ),
    )(doctor)


def doctor(
    profile: Profile = None, api_url: Address = None, project: Project = None, json: Json = False
) -> int:
    """Look at everything."""
    findings: list[Finding] = []
    try:
        client = connect(profile=profile, api_url=api_url, project=project)
    except (IonworksError, OSError) as problem:
        settings: list[Setting] = []
        findings = [Finding("Settings", FAILED, str(problem)), *_on_this_machine()]
    else:
        with client:
            settings = list(_settings(client, profile, api_url, project))
            findings = [*_reached(client), *_on_this_machine()]
    if json:
        write_json(
            {
                "version": version("ionworks-api"),
                "python": platform.python_version(),
                "settings": [asdict(one) for one in settings],
                "findings": [asdict(one) for one in findings],
            }
        )
    else:
        _write(settings, findings)
    return Status.FAILED if any(one.state == FAILED for one in findings) else Status.DONE


def _write(settings: list[Setting], findings: list[Finding]) -> None:
    write(f"ionworks-api {version('ionworks-api')}, Python {platform.python_version()}")
    if settings:
        write("")
        wide = max(len(one.name) for one in settings)
        for setting in settings:
            write(f"{setting.name:<{wide}}  {text_of(setting.value)}  ({setting.source})")
    write("")
    wide = max(len(one.name) for one in findings)
    for finding in findings:
        mark = {OK: "ok  ", WARNING: "!   ", FAILED: "FAIL", NOT_LOOKED_AT: "-   "}[finding.state]
        write(f"{mark}  {finding.name:<{wide}}  {text_of(finding.said)}")
        if finding.advice:
            write(f"{'':4}  {'':<{wide}}  {text_of(finding.advice)}")


# --- settings ---------------------------------------------------------------------------


def _settings(
    client: Ionworks, profile: str | None, api_url: str | None, project: str | None
) -> Iterator[Setting]:
    """List the settings with their sources: an option, a variable, the profile, or none."""
    named = profile or os.environ.get("IONWORKS_PROFILE")
    kept = profiles.load(named).settings if named else {}
    options = {"api_url": ("--api-url", api_url), "project_id": ("--project", project)}
    if named:
        source = "--profile" if profile else "IONWORKS_PROFILE"
        yield Setting("profile", named, f"{source}; {profiles.place()}")
    settings = client.settings
    values = {
        "api_url": settings.address,
        "project_id": settings.project_id or "the platform's default",
        "organization_id": settings.organization_id,
        "timeout": f"{settings.timeout:g} s",
        "max_retries": settings.max_retries,
    }
    for name, value in values.items():
        variable = next((one for one in _VARIABLES[name] if os.environ.get(one)), None)
        if options.get(name, ("", None))[1]:
            source = options[name][0]
        elif variable:
            source = variable
        elif name in kept:
            source = f"profile {named}"
        else:
            source = "default"
        if value is not None:
            yield Setting(name, value, source)
    yield Setting("credential", "set", settings.credential.origin.removeprefix("the "))
    if settings.verify is not True:
        yield Setting("verify", str(settings.verify), f"profile {named}")
    if settings.proxy is not None:
        yield Setting("proxy", _without_password(str(settings.proxy)), f"profile {named}")


# --- what is reached ----------------------------------------------------------------------


def _reached(client: Ionworks) -> Iterator[Finding]:
    seen = _look(client, f"{client.settings.api_url}/healthz")
    if seen.problem is not None:
        yield Finding("Service", FAILED, seen.problem.message)
        yield _proxy(seen)
        return
    state = OK if seen.status == 200 else FAILED
    where = client.settings.api_url
    yield Finding(
        "Service", state, f"{where} answers {seen.status} in {seen.seconds * 1000:.0f} ms"
    )
    yield _proxy(seen)
    yield _certificates(client, seen)
    yield _clock(seen)
    try:
        user = client.whoami()
    except IonworksError as problem:
        yield Finding("Credential", FAILED, str(problem.message))
        return
    yield Finding("Credential", OK, f"of {user.email or user.id}")
    yield _project(client)
    yield _storage(client)
    yield _app(client)


def _look(client: Ionworks, url: str) -> Look:
    return run(look(client._async._runtime, url))


def _proxy(seen: Look) -> Finding:
    named = {
        scheme: _without_password(address)
        for scheme, address in getproxies().items()
        if scheme in ("http", "https", "all", "no")
    }
    said = ", ".join(f"{scheme.upper()}_PROXY={address}" for scheme, address in named.items())
    if seen.proxy:
        return Finding("Proxy", OK, f"requests go through {seen.proxy}")
    used = "none is used for the service"
    return Finding("Proxy", OK, f"{used}; {said} in the environment" if said else used)


def _certificates(client: Ionworks, seen: Look) -> Finding:
    if urlsplit(client.settings.api_url).scheme != "https":
        return Finding("Certificates", OK, "none is needed for an http:// address")
    verify = client.settings.verify
    named = [name for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if os.environ.get(name)]
    if verify is False:
        return Finding(
            "Certificates", WARNING, "none is checked", "Anybody could be the service: set `verify`"
        )
    source = str(verify) if verify is not True else " and ".join(named) or "those of httpx"
    if seen.valid_until is None:
        return Finding("Certificates", OK, f"trusted by {source}")
    from datetime import UTC, datetime

    left = (seen.valid_until - datetime.now(UTC)).days
    said = f"trusted by {source}; that of the service ends on {seen.valid_until:%Y-%m-%d}"
    if left < _SOON:
        return Finding("Certificates", WARNING, said, "Tell whoever runs the service")
    return Finding("Certificates", OK, said)


def _clock(seen: Look) -> Finding:
    if seen.skew is None:
        return Finding("Clock", NOT_LOOKED_AT, "the service does not say what time it is")
    if abs(seen.skew) > _SKEW:
        way = "ahead of" if seen.skew > 0 else "behind"
        return Finding(
            "Clock",
            WARNING,
            f"this machine is {_duration(abs(seen.skew))} {way} the service",
            "Set the clock: certificates and links of storage are valid for a time only",
        )
    return Finding("Clock", OK, "the same as that of the service, within a few seconds")


def _duration(seconds: float) -> str:
    for unit, length in (("days", 86400.0), ("hours", 3600.0), ("minutes", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def _project(client: Ionworks) -> Finding:
    project = client.settings.project_id
    if project is None:
        return Finding("Project", OK, "none is set: the platform's default is used")
    try:
        return Finding("Project", OK, f"{client.project.get(project).name} ({project})")
    except IonworksError as problem:
        return Finding("Project", FAILED, problem.message, "`ionworks projects` lists yours")


def _storage(client: Ionworks) -> Finding:
    """Read a row of a series: that goes through storage."""
    try:
        found = client.cell_measurement.list_by_project(limit=1, measurement_type="time_series")
        if not found:
            return Finding("Storage", NOT_LOOKED_AT, "the project has no series to read")
        link = client.redirect_url(f"/cell_measurements/{found[0].id}/time_series/download")
        host = urlsplit(link).netloc
        client.cell_measurement.time_series(found[0].id, row_range=(0, 1), use_cache=False)
    except (IonworksError, ValueError) as problem:
        words = problem.message if isinstance(problem, IonworksError) else str(problem)
        return Finding("Storage", FAILED, words)
    return Finding("Storage", OK, f"{host} gives data")


def _app(client: Ionworks) -> Finding:
    base = client.urls.base
    if not base:
        return Finding("Web app", NOT_LOOKED_AT, "an embedded platform has no pages")
    if urlsplit(client.settings.api_url).hostname in ("127.0.0.1", "localhost", "::1"):
        return Finding("Web app", NOT_LOOKED_AT, f"{base}; IONWORKS_APP_URL names another")
    seen = _look(client, base)
    if seen.problem is not None:
        return Finding("Web app", WARNING, seen.problem.message, "Only links need it")
    return Finding("Web app", OK, f"{base} answers {seen.status}")


# --- this machine -------------------------------------------------------------------------


def _on_this_machine() -> Iterator[Finding]:
    yield _cache()
    yield _profiles()
    there = [extra for extra, modules in _EXTRAS.items() if all(find_spec(one) for one in modules)]
    missing = [extra for extra in _EXTRAS if extra not in there]
    said = f"{', '.join(there) or 'none'} installed"
    yield Finding("Extras", OK, said + (f"; not {', '.join(missing)}" if missing else ""))


def _cache() -> Finding:
    from ionworks.cache import Cache, global_settings

    settings = global_settings()
    if not settings.enabled:
        return Finding("Cache", OK, "switched off")
    entries, size = Cache(settings).usage()
    place = settings.directory
    above = next(one for one in (place, *place.parents) if one.exists())
    if not os.access(above, os.W_OK | os.X_OK):
        return Finding(
            "Cache",
            WARNING,
            f"{place} cannot be written",
            "Choose another with set_cache_directory",
        )
    return Finding("Cache", OK, f"{entries} files, {amount(size)} in {place}")


def _profiles() -> Finding:
    try:
        found = profiles.read()
    except ConfigurationError as problem:
        return Finding("Profiles", FAILED, problem.message)
    if not found:
        return Finding("Profiles", OK, f"none in {profiles.place()}")
    backend = ""
    if any(one.keyring for one in found.values()) and find_spec("keyring"):
        import keyring

        backend = f"; the keyring is {keyring.get_keyring().name}"
    return Finding("Profiles", OK, f"{', '.join(found)} in {profiles.place()}{backend}")


def _without_password(address: str) -> str:
    return address.rpartition("@")[2] if "@" in address else address
