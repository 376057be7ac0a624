"""The two clients: `Ionworks` blocks, `AsyncIonworks` is awaited."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx
from ionworks_generated.api.health import (
    get_capabilities,
    get_current_user,
    get_discovery_schema,
    health_check,
    list_pybamm_models,
    validate_pybamm_model_config,
)

from ionworks._faces import OnlyAwaited, OnlyBlocking
from ionworks._given import flag_of, kind_of, mapping_of, shown, suggestion
from ionworks._io import by_path
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.connections import Route
from ionworks._io.operations import payload
from ionworks._io.runtime import Runtime
from ionworks.errors import (
    ConfigurationError,
    ConflictError,
    NotFoundError,
    UnexpectedResponseError,
)
from ionworks.ids import id_of
from ionworks.settings import Settings, resolve
from ionworks.urls import RecordUrls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike
    from types import TracebackType

    from ionworks_generated import Client
    from ionworks_generated.models import DiscoveryTopic

    from ionworks.cache import CacheSettings
    from ionworks.ids import CellInstanceId, CellSpecId, MeasurementId, ProjectId
    from ionworks.pagination import AsyncPages
    from ionworks.progress import ProgressOption
    from ionworks.records import Capabilities, CellMeasurement, Organization, Record, User
    from ionworks.resources._copy_items import CopyReport
    from ionworks.resources._copying import Destination
    from ionworks.resources._locking import Lock, LockReport
    from ionworks.resources._waits import AsyncEnds, Awaited, Ends
    from ionworks.resources.analyses import Analyses, AsyncAnalyses
    from ionworks.resources.bin import AsyncBin, Bin
    from ionworks.resources.cell_batches import AsyncCellBatches, CellBatches
    from ionworks.resources.cell_instances import AsyncCellInstances, CellInstances
    from ionworks.resources.cell_measurements import AsyncCellMeasurements, CellMeasurements
    from ionworks.resources.cell_specs import AsyncCellSpecs, CellSpecs
    from ionworks.resources.channels import AsyncChannels, Channels
    from ionworks.resources.cyclers import AsyncCyclers, Cyclers
    from ionworks.resources.ecm import AsyncEcmFits, EcmFits
    from ionworks.resources.electrolytes import AsyncElectrolytes, Electrolytes
    from ionworks.resources.jobs import AsyncJobs, Jobs
    from ionworks.resources.lab import AsyncLab, Lab
    from ionworks.resources.links import AsyncWebUrls, WebUrls
    from ionworks.resources.material_property_datasets import (
        AsyncMaterialPropertyDatasets,
        MaterialPropertyDatasets,
    )
    from ionworks.resources.materials import AsyncMaterials, Materials
    from ionworks.resources.model_builders import AsyncModelBuilders, ModelBuilders
    from ionworks.resources.models import AsyncModels, Models
    from ionworks.resources.optimizations import AsyncOptimizations, Optimizations
    from ionworks.resources.organizations import AsyncOrganizations, Organizations
    from ionworks.resources.parameterized_models import (
        AsyncParameterizedModels,
        ParameterizedModels,
    )
    from ionworks.resources.pipelines import AsyncPipelines, Pipelines
    from ionworks.resources.planned_measurements import (
        AsyncPlannedMeasurements,
        PlannedMeasurements,
    )
    from ionworks.resources.projects import AsyncProjects, Projects
    from ionworks.resources.protocols import AsyncProtocols, Protocols
    from ionworks.resources.raw_data import AsyncRawDataFiles, RawDataFiles
    from ionworks.resources.search import AsyncSearch, Search
    from ionworks.resources.simple_pipelines import AsyncSimplePipelines, SimplePipelines
    from ionworks.resources.simulations import AsyncSimulations, Simulations
    from ionworks.resources.sites import AsyncSites, Sites
    from ionworks.resources.studies import AsyncStudies, Studies
    from ionworks.settings import Backend, Proxy, Verify

R = TypeVar("R", bound="Record")

_TOPICS = (
    "data",
    "protocol",
    "project",
    "study",
    "model",
    "parameterized_model",
    "optimization",
    "pipeline",
)


class AsyncIonworks(OnlyAwaited):
    """The Ionworks platform.

    `Ionworks` blocks, and threads may share it. `AsyncIonworks` is awaited, in asyncio or
    trio; it has connections of its own in each event loop, so close it in the loop that used
    it. Both have the same methods.

    Its sub-clients, such as ``client.cell_spec``, are made when they are first used.

    An argument that is not given is read from the environment, as ``IONWORKS_<NAME>``.

    Parameters
    ----------
    api_key : str, optional
        API key of an organization (``IONWORKS_API_KEY``).
    api_url : str or path, optional
        Address of the service (``IONWORKS_API_URL``). ``"local:"`` starts the embedded
        platform in ``~/.ionworks/local``, ``"local:PATH"`` or a `pathlib.Path` in that
        folder, or joins the one that serves it already; none of them needs a credential.
        ``"bundle:PATH"`` reads what `copy_to` has written.
    project_id : str or Project, optional
        Project that new specifications go to and lists look in (``IONWORKS_PROJECT_ID``, which
        does not count for a bundle).
    dataframe_backend : {"polars", "pandas"}, optional
        What frames are returned as; by default what `ionworks.set_dataframe_backend` chose,
        ``IONWORKS_DATAFRAME_BACKEND``, or polars.
    timeout : float, default 30
        Seconds to wait for an answer (``IONWORKS_TIMEOUT``). A call with its retries takes
        at most ``timeout * (max_retries + 1)``.
    max_retries : int, default 4
        How often a request is repeated where that is safe (``IONWORKS_MAX_RETRIES``).
    token : str, optional
        Bearer token of a person (``IONWORKS_TOKEN`` or ``IONWORKS_API_TOKEN``); wins over an
        API key.
    organization_id : str or Organization, optional
        Organization to act for, where a token spans several
        (``IONWORKS_ORGANIZATION_ID``).
    cache : CacheSettings, optional
        A disk cache of this client's own; without it, the global one that
        `ionworks.set_cache_directory` and its neighbours set up.
    profile : str, optional
        A named set of settings in the file of profiles (``IONWORKS_PROFILE``); an argument and
        the environment win over it. See `ionworks.profiles`.
    http_client : httpx.Client or httpx.AsyncClient, optional
        An HTTP client of your own, whose transport, event hooks and proxies are used: one that
        is awaited for `AsyncIonworks`. It is not closed with this one. Its `auth` is for the
        service alone.
    verify : bool, str, path or ssl.SSLContext, optional
        Which certificates to trust: those that ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` name, or
        else those that httpx brings (True); those of a file or a folder; or any (False), for
        tests alone. They are read when the client is made.
    proxy : str, httpx.URL or httpx.Proxy, optional
        What all requests go through; without it, the environment says (``HTTPS_PROXY``,
        ``HTTP_PROXY``, ``ALL_PROXY``, ``NO_PROXY``).

    Raises
    ------
    ConfigurationError
        No credential was given, or a setting is not what it should be.

    Examples
    --------
    >>> from ionworks import AsyncIonworks
    >>> async with AsyncIonworks() as client:
    ...     print((await client.project.list(name="Default")).count)
    1
    """

    def __init__(
        self,
        api_key: str | None = None,
        api_url: str | PathLike[str] | None = None,
        project_id: ProjectId | None = None,
        dataframe_backend: Backend | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        token: str | None = None,
        organization_id: str | Organization | None = None,
        *,
        cache: CacheSettings | None = None,
        profile: str | None = None,
        http_client: httpx.AsyncClient | None = None,
        verify: Verify | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        from ionworks._io.awaiting import AwaitingBackend

        _check_given(http_client, httpx.AsyncClient, verify=verify, proxy=proxy)
        settings = resolve(
            api_key=api_key,
            token=token,
            api_url=api_url,
            project_id=_given_id(project_id, "project_id"),
            organization_id=_given_id(organization_id, "organization_id"),
            timeout=timeout,
            max_retries=max_retries,
            dataframe_backend=dataframe_backend,
            cache=cache,
            verify=verify,
            proxy=proxy,
            profile=profile,
            start_local=_start_local,
        )
        self._runtime = Runtime(settings, AwaitingBackend(Route.of(settings), http_client))

    @classmethod
    def _over(cls, runtime: Runtime) -> Self:
        """Make a client over another runtime: the logic of the blocking client."""
        client = cls.__new__(cls)
        client._runtime = runtime
        return client

    def _with_retry_budget(self, retries: int) -> Self:
        """Make a client over the same connections whose calls share a number of retries."""
        return self._over(self._runtime.with_retry_budget(retries))

    @property
    def _links(self) -> RecordUrls:
        """Links to the web app, for records, which hold no client."""
        return RecordUrls(self.settings.address, self.settings.project_id)

    @cached_property
    def project(self) -> AsyncProjects:
        """Projects."""
        from ionworks.resources.projects import AsyncProjects

        return AsyncProjects(self)

    @cached_property
    def organization(self) -> AsyncOrganizations:
        """The organization of the credential."""
        from ionworks.resources.organizations import AsyncOrganizations

        return AsyncOrganizations(self)

    @cached_property
    def cell_spec(self) -> AsyncCellSpecs:
        """Cell specifications."""
        from ionworks.resources.cell_specs import AsyncCellSpecs

        return AsyncCellSpecs(self)

    @cached_property
    def cell_batch(self) -> AsyncCellBatches:
        """Cell batches."""
        from ionworks.resources.cell_batches import AsyncCellBatches

        return AsyncCellBatches(self)

    @cached_property
    def cell_instance(self) -> AsyncCellInstances:
        """Cell instances."""
        from ionworks.resources.cell_instances import AsyncCellInstances

        return AsyncCellInstances(self)

    @cached_property
    def cell_measurement(self) -> AsyncCellMeasurements:
        """Cell measurements."""
        from ionworks.resources.cell_measurements import AsyncCellMeasurements

        return AsyncCellMeasurements(self)

    @property
    def measurement(self) -> AsyncCellMeasurements:
        """Cell measurements: another name of `cell_measurement`."""
        return self.cell_measurement

    @cached_property
    def material(self) -> AsyncMaterials:
        """Materials."""
        from ionworks.resources.materials import AsyncMaterials

        return AsyncMaterials(self)

    @cached_property
    def material_property_dataset(self) -> AsyncMaterialPropertyDatasets:
        """Property datasets of materials."""
        from ionworks.resources.material_property_datasets import AsyncMaterialPropertyDatasets

        return AsyncMaterialPropertyDatasets(self)

    @cached_property
    def bin(self) -> AsyncBin:
        """What was deleted in the last 30 days."""
        from ionworks.resources.bin import AsyncBin

        return AsyncBin(self)

    @cached_property
    def search(self) -> AsyncSearch:
        """Search."""
        from ionworks.resources.search import AsyncSearch

        return AsyncSearch(self)

    @cached_property
    def electrolyte(self) -> AsyncElectrolytes:
        """Electrolytes."""
        from ionworks.resources.electrolytes import AsyncElectrolytes

        return AsyncElectrolytes(self)

    @cached_property
    def raw_data(self) -> AsyncRawDataFiles:
        """Raw data files."""
        from ionworks.resources.raw_data import AsyncRawDataFiles

        return AsyncRawDataFiles(self)

    @cached_property
    def pipeline(self) -> AsyncPipelines:
        """Pipelines."""
        from ionworks.resources.pipelines import AsyncPipelines

        return AsyncPipelines(self)

    @cached_property
    def job(self) -> AsyncJobs:
        """Jobs."""
        from ionworks.resources.jobs import AsyncJobs

        return AsyncJobs(self)

    @cached_property
    def simple_pipeline(self) -> AsyncSimplePipelines:
        """Simple pipelines, which are deprecated."""
        from ionworks.resources.simple_pipelines import AsyncSimplePipelines

        return AsyncSimplePipelines(self)

    @cached_property
    def simulation(self) -> AsyncSimulations:
        """Simulations."""
        from ionworks.resources.simulations import AsyncSimulations

        return AsyncSimulations(self)

    @cached_property
    def optimization(self) -> AsyncOptimizations:
        """Optimizations."""
        from ionworks.resources.optimizations import AsyncOptimizations

        return AsyncOptimizations(self)

    @cached_property
    def analysis(self) -> AsyncAnalyses:
        """Analyses."""
        from ionworks.resources.analyses import AsyncAnalyses

        return AsyncAnalyses(self)

    @cached_property
    def site(self) -> AsyncSites:
        """Sites, where cyclers stand."""
        from ionworks.resources.sites import AsyncSites

        return AsyncSites(self)

    @cached_property
    def cycler(self) -> AsyncCyclers:
        """Cyclers and their service."""
        from ionworks.resources.cyclers import AsyncCyclers

        return AsyncCyclers(self)

    @cached_property
    def channel(self) -> AsyncChannels:
        """Channels of cyclers and their outages."""
        from ionworks.resources.channels import AsyncChannels

        return AsyncChannels(self)

    @cached_property
    def lab(self) -> AsyncLab:
        """Which channels are in use."""
        from ionworks.resources.lab import AsyncLab

        return AsyncLab(self)

    @cached_property
    def planned_measurement(self) -> AsyncPlannedMeasurements:
        """Tests that are requested and scheduled."""
        from ionworks.resources.planned_measurements import AsyncPlannedMeasurements

        return AsyncPlannedMeasurements(self)

    @cached_property
    def protocol(self) -> AsyncProtocols:
        """Protocols."""
        from ionworks.resources.protocols import AsyncProtocols

        return AsyncProtocols(self)

    @cached_property
    def study(self) -> AsyncStudies:
        """Studies."""
        from ionworks.resources.studies import AsyncStudies

        return AsyncStudies(self)

    @cached_property
    def model(self) -> AsyncModels:
        """Battery models."""
        from ionworks.resources.models import AsyncModels

        return AsyncModels(self)

    @cached_property
    def parameterized_model(self) -> AsyncParameterizedModels:
        """Models with values for their parameters."""
        from ionworks.resources.parameterized_models import AsyncParameterizedModels

        return AsyncParameterizedModels(self)

    @cached_property
    def model_builder(self) -> AsyncModelBuilders:
        """Recipes that make parameters from cell specifications."""
        from ionworks.resources.model_builders import AsyncModelBuilders

        return AsyncModelBuilders(self)

    @cached_property
    def ecm(self) -> AsyncEcmFits:
        """Equivalent-circuit fits."""
        from ionworks.resources.ecm import AsyncEcmFits

        return AsyncEcmFits(self)

    @property
    def settings(self) -> Settings:
        """What the client was set up with; secrets do not show."""
        return self._runtime.settings

    def using(self, *, project_id: ProjectId) -> Self:
        """Return this client with another project for what names none.

        It is a view: it has the connections and the cache of this client, and ends with it. To
        close it closes nothing.

        Parameters
        ----------
        project_id : str or Project
            The project.

        Examples
        --------
        >>> project = await client.project.create({"name": "Another project"})
        >>> other = client.using(project_id=project)
        >>> (await other.cell_spec.create({"name": "LG M50"})).project_id == project.id
        True
        >>> await client.project.delete(project.id)
        """
        return self._over(self._runtime.with_project(id_of(project_id, "project_id")))

    @property
    def urls(self) -> AsyncWebUrls:
        """Links to the web app.

        Examples
        --------
        >>> client.urls.measurement("meas_456", "proj_1").rpartition("/projects/")[2]
        'proj_1/data/measurements/meas_456'
        """
        from ionworks.resources.links import AsyncWebUrls

        return AsyncWebUrls._of(self)

    @property
    def api(self) -> Client:
        """The generated client over this client's delivery.

        It has every operation of the contract, with the credentials, retries and errors of
        this client.

        Examples
        --------
        >>> from ionworks_generated.api.organizations import list_organizations
        >>> [found.name for found in await list_organizations.asyncio(client=client.api)]
        ['Local organization']
        """
        from ionworks._io.transports import api

        return api(self._runtime)

    async def whoami(self) -> User:
        """Tell who the credential stands for, and which organization requests act for.

        Returns
        -------
        User
            A record that is a dict too. ``me["user"]`` is the id and the e-mail address as a dict
            of their own.

        Raises
        ------
        ForbiddenError
            The credential is wrong.

        Examples
        --------
        >>> me = await client.whoami()
        >>> me["user"]["email"] == me.email
        True
        """
        from ionworks.records import User

        me = User.from_model(await self._runtime.call(get_current_user))
        user = {"id": me.id, "email": me.email}
        return me if "user" in me else me.model_copy(update={"user": user})

    async def health_check(self) -> dict[str, Any]:
        """Ask whether the service is up; needs no valid credential.

        Examples
        --------
        >>> (await client.health_check())["status"]
        'ok'
        """
        said = await self._runtime.call(health_check)
        return dict(said) if isinstance(said, Mapping) else {}

    async def capabilities(self) -> Capabilities:
        """Ask what the platform offers: its data hierarchy, schemas and authentication."""
        from ionworks.records import Capabilities

        return Capabilities.from_model(await self._runtime.call(get_capabilities))

    async def schema(self, name: DiscoveryTopic) -> dict[str, Any]:
        """Ask the service to describe a kind of record.

        Parameters
        ----------
        name : str
            ``"data"`` for the hierarchy and the columns of a time series, ``"protocol"`` for the
            JSON Schema of a protocol; ``"project"``, ``"study"``, ``"model"``,
            ``"parameterized_model"``, ``"optimization"`` and ``"pipeline"`` for the JSON Schemas
            of a new record, of a change and of a record.

        Returns
        -------
        dict
            The description as the service gives it.

        Raises
        ------
        ValueError
            There is no description of this name.

        Examples
        --------
        >>> (await client.schema("data"))["hierarchy"][0]
        'cell_specification'
        >>> list((await client.schema("project"))["create_schema"]["properties"])
        ['name', 'description']
        """
        if not isinstance(name, str) or name not in _TOPICS:
            raise ValueError(f"`name` is {shown(name)}; there are {', '.join(_TOPICS)}")
        found = await self._runtime.call(get_discovery_schema, name)
        return found.model_dump(exclude_none=True)

    async def pybamm_models(self) -> dict[str, Any]:
        """Ask which battery models the service can build, and the values of their options.

        Returns
        -------
        dict
            ``pybamm_models`` and ``ionworks_models`` (names by module), ``options`` (allowed
            values by option) and ``pybamm_version``.

        Raises
        ------
        ServerError
            The service builds no models. The embedded platform answers 501 unless ``pybamm`` is
            installed where it runs.
        """
        from ionworks.resources._pages import as_sent

        return await as_sent(self._runtime, list_pybamm_models)

    async def validate_pybamm_model_config(
        self,
        pybamm_model: str,
        options: Mapping[str, Any] | None = None,
        module: str = "lithium_ion",
    ) -> dict[str, Any]:
        """Try whether the service can build a model with options; nothing is stored.

        Parameters
        ----------
        pybamm_model : str
            Name of the class in PyBaMM, such as ``"DFN"``.
        options : mapping, optional
            Its options, such as ``{"thermal": "lumped"}``.
        module : str, default "lithium_ion"
            Module of PyBaMM that has the class.

        Returns
        -------
        dict
            ``valid``; where that is False also ``error`` and ``error_type``.

        Raises
        ------
        ServerError
            The service builds no models. The embedded platform answers 501 unless ``pybamm`` is
            installed where it runs, and for models that PyBaMM does not have.
        """
        from ionworks.resources._pages import as_sent

        body = {
            "pybamm_model": pybamm_model,
            "module": module,
            "options": mapping_of(options, "options"),
        }
        return await as_sent(self._runtime, validate_pybamm_model_config, body=payload(body))

    async def resolve_measurement(
        self,
        cell_specification: str,
        cell_instance: str,
        measurement: str,
        *,
        project_id: ProjectId | None = None,
    ) -> CellMeasurement:
        """Find a measurement by its name and those of its parents.

        Parameters
        ----------
        cell_specification, cell_instance, measurement : str
            The whole names.
        project_id : str or Project, optional
            Where the specification is; by default the client's own project.

        Raises
        ------
        IonworksError
            With ``status_code`` 404 if a level has no match, 409 if a name is not the only
            one of its level.
        """
        spec = await _only(
            partial(self.cell_spec.iter, project_id=project_id),
            cell_specification,
            f"cell specification {cell_specification!r}",
        )
        cell = await _only(
            partial(self.cell_instance.iter, spec.id),
            cell_instance,
            f"cell instance {cell_instance!r} of {cell_specification!r}",
        )
        return await _only(
            partial(self.cell_measurement.iter, cell.id),
            measurement,
            f"measurement {measurement!r} of {cell_instance!r}",
        )

    async def get(self, endpoint: str) -> Any:
        """Send a GET by its path, for what no sub-client does.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service, with its query.

        Returns
        -------
        object
            The JSON of the answer; an `httpx.Response` if it has none.

        Raises
        ------
        ValueError
            The path is a whole address, leads out of the service, or has a fragment. A
            credential goes nowhere else, also not where an answer redirects to.
        IonworksError
            The service refused the request; see `ionworks.errors`.

        Examples
        --------
        >>> (await client.get("/projects?limit=1"))["count"]
        1
        """
        return await self.request("GET", endpoint)

    async def post(self, endpoint: str, json_payload: Mapping[str, Any]) -> Any:
        """Send a POST by its path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        json_payload : mapping
            What is sent as JSON.

        Examples
        --------
        >>> made = await client.post("/projects", {"name": "By path"})
        >>> await client.delete(f"/projects/{made['id']}")
        """
        return await self.request("POST", endpoint, json_payload)

    async def patch(self, endpoint: str, json_payload: Mapping[str, Any]) -> Any:
        """Send a PATCH by its path. See `get`.

        It is sent once: the service may have carried out one that was not answered.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        json_payload : mapping
            The changes, sent as JSON.
        """
        return await self.request("PATCH", endpoint, json_payload)

    async def delete(self, endpoint: str) -> None:
        """Send a DELETE by its path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        """
        await self.request("DELETE", endpoint)

    async def request(
        self, method: str, endpoint: str, json_payload: Mapping[str, Any] | None = None
    ) -> Any:
        """Send a request by its path. See `get`.

        Parameters
        ----------
        method : str
            The HTTP method, such as ``"PUT"``.
        endpoint : str
            Path below the address of the service, with its query.
        json_payload : mapping, optional
            What is sent as JSON.

        Returns
        -------
        object
            The JSON of the answer; an `httpx.Response` if it has none.
        """
        return by_path.read_answer(await self._by_path(method, endpoint, body=json_payload))

    async def request_raw(
        self,
        method: str,
        endpoint: str,
        timeout: float | tuple[float, float] | None = None,
    ) -> bytes:
        """Send a request by its path and return the bytes of the answer. See `get`.

        A GET may be redirected to the storage: what is there is downloaded, and the storage does
        not get the credential.

        Parameters
        ----------
        method : str
            The HTTP method.
        endpoint : str
            Path below the address of the service, with its query.
        timeout : float or tuple of float, optional
            Longest silence in s, or the longest for connecting and for reading. By default
            10 s and 300 s for a GET, and that of the client for others.
        """
        if by_path.checked_method(method) == "GET":
            return await by_path.download(self._runtime, endpoint, timeout)
        answered = await self._by_path(method, endpoint, timeout=timeout)
        return bytes(answered.content)

    async def redirect_url(self, endpoint: str) -> str:
        """Return the address that a GET by its path is redirected to, which is not followed.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service, such as that of a download.

        Returns
        -------
        str
            The whole address. That of a stored file is a signed link: it is a secret, and ends.

        Raises
        ------
        UnexpectedResponseError
            The answer leads nowhere else.
        """
        answered = await by_path.send(self._runtime, "GET", endpoint)
        if not answered.has_redirect_location:
            raise UnexpectedResponseError(
                f"{by_path.checked_path(endpoint).partition('?')[0]} was answered with "
                f"{answered.status_code}, which leads nowhere else; read it with `get`",
                status_code=answered.status_code,
            )
        return str(answered.headers["location"])

    async def post_multipart(
        self,
        endpoint: str,
        files: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send files as a form by a path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        files : mapping, optional
            For each field a file: bytes, a path, an open file, or a tuple of file name, content
            and, if need be, media type.
        params : mapping, optional
            Parameters of the query.
        """
        form = partial(by_path.form_of, None, files)
        return by_path.read_answer(
            await self._by_path("POST", endpoint, form=form, params=mapping_of(params, "params"))
        )

    async def upload_multipart(
        self,
        endpoint: str,
        *,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str = "POST",
    ) -> Any:
        """Send fields and files as a form by a path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        data : mapping, optional
            Fields; those that are None are left out.
        files : mapping, optional
            For each field a file: bytes, a path, an open file, or a tuple of file name, content
            and, if need be, media type.
        method : str, default "POST"
            The HTTP method.
        """
        form = partial(by_path.form_of, data, files)
        return by_path.read_answer(await self._by_path(method, endpoint, form=form))

    async def _by_path(self, method: str, endpoint: str, **given: Any) -> httpx.Response:
        if by_path.checked_method(method) in ("GET", "HEAD"):
            return await by_path.send_and_follow(self._runtime, method, endpoint, **given)
        from ionworks.resources._measurement_cache import MeasurementCache

        # What it changes is not known here, so what is cached is confirmed before it is read.
        return await MeasurementCache(self._runtime).deleting(
            partial(by_path.send_and_follow, self._runtime, method, endpoint, **given)
        )

    def wait(
        self,
        things: Iterable[Awaited] | Awaited,
        *,
        timeout: float = 600.0,
        poll_interval: float = 2.0,
        verbose: bool = False,
        raise_on_failure: bool = True,
    ) -> AsyncEnds:
        """Wait for a mix of runs and uploads; each comes when it ends.

        The states of all simulations are asked for in one request, those of other things in
        one request each, side by side. What has ended already costs none.

        Parameters
        ----------
        things : iterable of records
            Simulations, or what starting them returned; pipelines, optimizations, jobs and
            records that name a job, such as fits; measurements that are still processed.
        timeout : float, default 600
            Seconds to wait for all of them, from the first one that is taken. They go on when
            they are over.
        poll_interval : float, default 2
            Longest time between two rounds of requests, in s; the first ones follow sooner.
        verbose : bool, default False
            Whether to print each end.
        raise_on_failure : bool, default True
            Whether to raise at the end if something failed. It comes like the others in any
            case.

        Returns
        -------
        iterator
            The records as they are at their ends, the first to end first.

        Raises
        ------
        JobFailedError
            Some failed or were canceled; raised after the last one, and names them.
        ProcessingTimeoutError
            Some are not over yet.
        TypeError
            Something has no end to wait for, or is no record.

        Examples
        --------
        >>> config = {"elements": {"known": {"element_type": "entry", "values": {}}}}
        >>> fits = [await client.pipeline.create(config, name=name) for name in ("a", "b")]
        >>> async for one in client.wait(fits, raise_on_failure=False):
        ...     print(one.name, one.status)  # the embedded platform runs nothing
        a failed
        b failed
        """
        from ionworks.resources._waits import AsyncEnds

        return AsyncEnds(
            self,
            things,
            timeout=timeout,
            poll_interval=poll_interval,
            verbose=verbose,
            raise_on_failure=raise_on_failure,
        )

    async def copy_to(
        self,
        other: Destination,
        *,
        cell_specs: CellSpecId | Iterable[CellSpecId] | None = None,
        cell_instances: CellInstanceId | Iterable[CellInstanceId] | None = None,
        measurements: MeasurementId | Iterable[MeasurementId] | None = None,
        project_id: ProjectId | None = None,
        dry_run: bool = False,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> CopyReport:
        """Copy a project, or parts of it, to another platform or into a bundle.

        Materials with their property datasets, protocols and raw data go along with what names
        them; of a whole project all of them, and its studies and plans. What is left out is said
        in the report, of a dry run too.

        Records are found by name at the other end, and are never changed there. Each series, file
        and table is read back and compared by its SHA-256. So a copy that was interrupted is run
        again: what is there is compared, and the rest is copied.

        Parameters
        ----------
        other : AsyncIonworks, str or path
            A client of the other platform, of the same face; records go into its project. Or the
            path of a new bundle, with or without ``bundle:`` in front: a zip file if it ends with
            ``.zip``, otherwise a folder. ``AsyncIonworks(api_url="bundle:PATH")`` reads it offline.
        cell_specs, cell_instances, measurements : id, record or iterable of them, optional
            What to copy, each with what lies below it, and with what it belongs to. Without any,
            the project.
        project_id : str or Project, optional
            The project to copy; by default that of the client.
        dry_run : bool, default False
            Look at both ends and write nothing.
        max_parallel : int, default 4
            How many measurements of a cell are copied at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (records done, records in all).

        Returns
        -------
        CopyReport
            Each record with its outcome and its ids at both ends; ``.ids`` maps them. Print it.
            A record that failed does not stop the others; ``.raise_for_errors()`` raises.

        Raises
        ------
        ConfigurationError
            The bundle exists, or cannot be written.
        IonworksError
            What is to be copied cannot be read. Or a record could not be copied into a bundle: it
            is not made then, and another run goes on with what was copied.
        TypeError, ValueError
            An argument does not fit.

        Examples
        --------
        >>> from ionworks import AsyncIonworks
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> report = await client.copy_to("m50.zip", cell_specs=spec)
        >>> async with AsyncIonworks(api_url="bundle:m50.zip") as bundle:
        ...     copied = await bundle.cell_spec.get(report.ids[spec.id])
        >>> copied.name
        'LG M50'
        """
        from ionworks.bundles import checked, opened, refuse_itself
        from ionworks.progress import reporting
        from ionworks.resources._arguments import require_parallel
        from ionworks.resources._copying import copy, size_of
        from ionworks.resources._surroundings import read_surroundings
        from ionworks.resources._trees import Choice, read_tree

        choice = Choice.of(project_id, cell_specs, cell_instances, measurements)
        is_dry = flag_of(dry_run, "dry_run")
        limit = require_parallel(max_parallel)
        place = await checked(self, other, dry_run=is_dry)
        # What cannot be read is said before anything is written.
        tree = await read_tree(self, choice)
        await refuse_itself(self, place, {spec.record.project_id for spec in tree})
        beside = await read_surroundings(self, choice, tree)
        total = sum(map(size_of, tree)) + beside.size
        with reporting(progress, "Copying", total) as report:
            async with opened(self, place, dry_run=is_dry) as target:
                copied = await copy(
                    self, target, tree, beside, dry_run=is_dry, max_parallel=limit, progress=report
                )
                if place is not target and not is_dry:
                    copied.raise_for_errors()  # a bundle is whole, or is not made
                return copied

    async def lock(
        self,
        path: str | PathLike[str],
        *,
        cell_specs: CellSpecId | Iterable[CellSpecId] | None = None,
        cell_instances: CellInstanceId | Iterable[CellInstanceId] | None = None,
        measurements: MeasurementId | Iterable[MeasurementId] | None = None,
        project_id: ProjectId | None = None,
        max_parallel: int = 4,
    ) -> Lock:
        """Write down which data an analysis used: ids, and digests of records and data.

        Keep the file beside the analysis; `check_lock` says what has changed since.

        Parameters
        ----------
        path : str or path
            The file, JSON. One that exists is replaced.
        cell_specs, cell_instances, measurements : id, record or iterable of them, optional
            What to lock, each with what lies below it, and with what it belongs to. Without any,
            all specifications of the project.
        project_id : str or Project, optional
            The project to lock; by default that of the client.
        max_parallel : int, default 4
            How many measurements are read at once. All data are downloaded for their digests.

        Returns
        -------
        Lock
            What was written.

        Raises
        ------
        NotFoundError
            What is to be locked is not there.
        TypeError, ValueError
            An argument does not fit.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> made = await client.lock("data.lock", cell_specs=spec)
        >>> print((await client.check_lock("data.lock")).changes)
        ()
        """
        from ionworks.resources import _locking
        from ionworks.resources._arguments import require_parallel
        from ionworks.resources._trees import Choice

        choice = Choice.of(project_id, cell_specs, cell_instances, measurements)
        limit = require_parallel(max_parallel)
        return await _locking.lock(self, choice, Path(path), limit)

    async def check_lock(self, path: str | PathLike[str], *, max_parallel: int = 4) -> LockReport:
        """Compare a lock with what is stored now.

        Parameters
        ----------
        path : str or path
            What `lock` has written.
        max_parallel : int, default 4
            How many measurements are read at once.

        Returns
        -------
        LockReport
            ``.changes``: records that are gone or new, that say something else, or have other
            data. Print it, or call ``.raise_for_changes()``.

        Raises
        ------
        ConfigurationError
            There is no such file, or it is no lock.
        """
        from ionworks.resources import _locking
        from ionworks.resources._arguments import require_parallel

        return await _locking.check(self, Path(path), require_parallel(max_parallel))

    async def close(self) -> None:
        """Close the connections, and delete what has expired from the cache.

        Leaving ``with`` does it too.
        """
        try:
            from ionworks.resources._measurement_cache import MeasurementCache

            await MeasurementCache(self._runtime).sweep()
        finally:
            await self._runtime.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(api_url={self._runtime.settings.address!r})"


class Ionworks(OnlyBlocking):
    """The Ionworks platform.

    `Ionworks` blocks, and threads may share it. `AsyncIonworks` is awaited, in asyncio or
    trio; it has connections of its own in each event loop, so close it in the loop that used
    it. Both have the same methods.

    Its sub-clients, such as ``client.cell_spec``, are made when they are first used.

    An argument that is not given is read from the environment, as ``IONWORKS_<NAME>``.

    Parameters
    ----------
    api_key : str, optional
        API key of an organization (``IONWORKS_API_KEY``).
    api_url : str or path, optional
        Address of the service (``IONWORKS_API_URL``). ``"local:"`` starts the embedded
        platform in ``~/.ionworks/local``, ``"local:PATH"`` or a `pathlib.Path` in that
        folder, or joins the one that serves it already; none of them needs a credential.
        ``"bundle:PATH"`` reads what `copy_to` has written.
    project_id : str or Project, optional
        Project that new specifications go to and lists look in (``IONWORKS_PROJECT_ID``, which
        does not count for a bundle).
    dataframe_backend : {"polars", "pandas"}, optional
        What frames are returned as; by default what `ionworks.set_dataframe_backend` chose,
        ``IONWORKS_DATAFRAME_BACKEND``, or polars.
    timeout : float, default 30
        Seconds to wait for an answer (``IONWORKS_TIMEOUT``). A call with its retries takes
        at most ``timeout * (max_retries + 1)``.
    max_retries : int, default 4
        How often a request is repeated where that is safe (``IONWORKS_MAX_RETRIES``).
    token : str, optional
        Bearer token of a person (``IONWORKS_TOKEN`` or ``IONWORKS_API_TOKEN``); wins over an
        API key.
    organization_id : str or Organization, optional
        Organization to act for, where a token spans several
        (``IONWORKS_ORGANIZATION_ID``).
    cache : CacheSettings, optional
        A disk cache of this client's own; without it, the global one that
        `ionworks.set_cache_directory` and its neighbours set up.
    profile : str, optional
        A named set of settings in the file of profiles (``IONWORKS_PROFILE``); an argument and
        the environment win over it. See `ionworks.profiles`.
    http_client : httpx.Client or httpx.AsyncClient, optional
        An HTTP client of your own, whose transport, event hooks and proxies are used: one that
        is awaited for `AsyncIonworks`. It is not closed with this one. Its `auth` is for the
        service alone.
    verify : bool, str, path or ssl.SSLContext, optional
        Which certificates to trust: those that ``SSL_CERT_FILE`` or ``SSL_CERT_DIR`` name, or
        else those that httpx brings (True); those of a file or a folder; or any (False), for
        tests alone. They are read when the client is made.
    proxy : str, httpx.URL or httpx.Proxy, optional
        What all requests go through; without it, the environment says (``HTTPS_PROXY``,
        ``HTTP_PROXY``, ``ALL_PROXY``, ``NO_PROXY``).

    Raises
    ------
    ConfigurationError
        No credential was given, or a setting is not what it should be.

    Examples
    --------
    >>> from ionworks import Ionworks
    >>> with Ionworks() as client:
    ...     print(client.project.list(name="Default").count)
    1
    """

    def __init__(
        self,
        api_key: str | None = None,
        api_url: str | PathLike[str] | None = None,
        project_id: ProjectId | None = None,
        dataframe_backend: Backend | None = None,
        timeout: float | None = None,
        max_retries: int | None = None,
        token: str | None = None,
        organization_id: str | Organization | None = None,
        *,
        cache: CacheSettings | None = None,
        profile: str | None = None,
        http_client: httpx.Client | None = None,
        verify: Verify | None = None,
        proxy: Proxy | None = None,
    ) -> None:
        _check_given(http_client, httpx.Client, verify=verify, proxy=proxy)
        settings = resolve(
            api_key=api_key,
            token=token,
            api_url=api_url,
            project_id=_given_id(project_id, "project_id"),
            organization_id=_given_id(organization_id, "organization_id"),
            timeout=timeout,
            max_retries=max_retries,
            dataframe_backend=dataframe_backend,
            cache=cache,
            verify=verify,
            proxy=proxy,
            profile=profile,
            start_local=_start_local,
        )
        self._async = AsyncIonworks._over(
            Runtime(settings, BlockingBackend(Route.of(settings), http_client))
        )

    @classmethod
    def _of(cls, client: AsyncIonworks) -> Self:
        """Make the blocking face of a client whose runtime blocks."""
        made = cls.__new__(cls)
        made._async = client
        return made

    @cached_property
    def project(self) -> Projects:
        """Projects."""
        from ionworks.resources.projects import Projects

        return Projects(self._async.project)

    @cached_property
    def organization(self) -> Organizations:
        """The organization of the credential."""
        from ionworks.resources.organizations import Organizations

        return Organizations(self._async.organization)

    @cached_property
    def cell_spec(self) -> CellSpecs:
        """Cell specifications."""
        from ionworks.resources.cell_specs import CellSpecs

        return CellSpecs(self._async.cell_spec)

    @cached_property
    def cell_batch(self) -> CellBatches:
        """Cell batches."""
        from ionworks.resources.cell_batches import CellBatches

        return CellBatches(self._async.cell_batch)

    @cached_property
    def cell_instance(self) -> CellInstances:
        """Cell instances."""
        from ionworks.resources.cell_instances import CellInstances

        return CellInstances(self._async.cell_instance)

    @cached_property
    def cell_measurement(self) -> CellMeasurements:
        """Cell measurements."""
        from ionworks.resources.cell_measurements import CellMeasurements

        return CellMeasurements(self._async.cell_measurement)

    @property
    def measurement(self) -> CellMeasurements:
        """Cell measurements: another name of `cell_measurement`."""
        return self.cell_measurement

    @cached_property
    def material(self) -> Materials:
        """Materials."""
        from ionworks.resources.materials import Materials

        return Materials(self._async.material)

    @cached_property
    def material_property_dataset(self) -> MaterialPropertyDatasets:
        """Property datasets of materials."""
        from ionworks.resources.material_property_datasets import MaterialPropertyDatasets

        return MaterialPropertyDatasets(self._async.material_property_dataset)

    @cached_property
    def bin(self) -> Bin:
        """What was deleted in the last 30 days."""
        from ionworks.resources.bin import Bin

        return Bin(self._async.bin)

    @cached_property
    def search(self) -> Search:
        """Search."""
        from ionworks.resources.search import Search

        return Search(self._async.search)

    @cached_property
    def electrolyte(self) -> Electrolytes:
        """Electrolytes."""
        from ionworks.resources.electrolytes import Electrolytes

        return Electrolytes(self._async.electrolyte)

    @cached_property
    def raw_data(self) -> RawDataFiles:
        """Raw data files."""
        from ionworks.resources.raw_data import RawDataFiles

        return RawDataFiles(self._async.raw_data)

    @cached_property
    def pipeline(self) -> Pipelines:
        """Pipelines."""
        from ionworks.resources.pipelines import Pipelines

        return Pipelines(self._async.pipeline)

    @cached_property
    def job(self) -> Jobs:
        """Jobs."""
        from ionworks.resources.jobs import Jobs

        return Jobs(self._async.job)

    @cached_property
    def simple_pipeline(self) -> SimplePipelines:
        """Simple pipelines, which are deprecated."""
        from ionworks.resources.simple_pipelines import SimplePipelines

        return SimplePipelines(self._async.simple_pipeline)

    @cached_property
    def simulation(self) -> Simulations:
        """Simulations."""
        from ionworks.resources.simulations import Simulations

        return Simulations(self._async.simulation)

    @cached_property
    def optimization(self) -> Optimizations:
        """Optimizations."""
        from ionworks.resources.optimizations import Optimizations

        return Optimizations(self._async.optimization)

    @cached_property
    def analysis(self) -> Analyses:
        """Analyses."""
        from ionworks.resources.analyses import Analyses

        return Analyses(self._async.analysis)

    @cached_property
    def site(self) -> Sites:
        """Sites, where cyclers stand."""
        from ionworks.resources.sites import Sites

        return Sites(self._async.site)

    @cached_property
    def cycler(self) -> Cyclers:
        """Cyclers and their service."""
        from ionworks.resources.cyclers import Cyclers

        return Cyclers(self._async.cycler)

    @cached_property
    def channel(self) -> Channels:
        """Channels of cyclers and their outages."""
        from ionworks.resources.channels import Channels

        return Channels(self._async.channel)

    @cached_property
    def lab(self) -> Lab:
        """Which channels are in use."""
        from ionworks.resources.lab import Lab

        return Lab(self._async.lab)

    @cached_property
    def planned_measurement(self) -> PlannedMeasurements:
        """Tests that are requested and scheduled."""
        from ionworks.resources.planned_measurements import PlannedMeasurements

        return PlannedMeasurements(self._async.planned_measurement)

    @cached_property
    def protocol(self) -> Protocols:
        """Protocols."""
        from ionworks.resources.protocols import Protocols

        return Protocols(self._async.protocol)

    @cached_property
    def study(self) -> Studies:
        """Studies."""
        from ionworks.resources.studies import Studies

        return Studies(self._async.study)

    @cached_property
    def model(self) -> Models:
        """Battery models."""
        from ionworks.resources.models import Models

        return Models(self._async.model)

    @cached_property
    def parameterized_model(self) -> ParameterizedModels:
        """Models with values for their parameters."""
        from ionworks.resources.parameterized_models import ParameterizedModels

        return ParameterizedModels(self._async.parameterized_model)

    @cached_property
    def model_builder(self) -> ModelBuilders:
        """Recipes that make parameters from cell specifications."""
        from ionworks.resources.model_builders import ModelBuilders

        return ModelBuilders(self._async.model_builder)

    @cached_property
    def ecm(self) -> EcmFits:
        """Equivalent-circuit fits."""
        from ionworks.resources.ecm import EcmFits

        return EcmFits(self._async.ecm)

    @property
    def settings(self) -> Settings:
        """What the client was set up with; secrets do not show."""
        return self._async.settings

    def using(self, *, project_id: ProjectId) -> Self:
        """Return this client with another project for what names none.

        It is a view: it has the connections and the cache of this client, and ends with it. To
        close it closes nothing.

        Parameters
        ----------
        project_id : str or Project
            The project.

        Examples
        --------
        >>> project = client.project.create({"name": "Another project"})
        >>> other = client.using(project_id=project)
        >>> other.cell_spec.create({"name": "LG M50"}).project_id == project.id
        True
        >>> client.project.delete(project.id)
        """
        return self._of(self._async.using(project_id=project_id))

    @property
    def urls(self) -> WebUrls:
        """Links to the web app.

        Examples
        --------
        >>> client.urls.measurement("meas_456", "proj_1").rpartition("/projects/")[2]
        'proj_1/data/measurements/meas_456'
        """
        from ionworks.resources.links import WebUrls

        return WebUrls(self._async.urls)

    @property
    def api(self) -> Client:
        """The generated client over this client's delivery.

        It has every operation of the contract, with the credentials, retries and errors of
        this client.

        Examples
        --------
        >>> from ionworks_generated.api.organizations import list_organizations
        >>> [found.name for found in list_organizations.sync(client=client.api)]
        ['Local organization']
        """
        return self._async.api

    def whoami(self) -> User:
        """Tell who the credential stands for, and which organization requests act for.

        Returns
        -------
        User
            A record that is a dict too. ``me["user"]`` is the id and the e-mail address as a dict
            of their own.

        Raises
        ------
        ForbiddenError
            The credential is wrong.

        Examples
        --------
        >>> me = client.whoami()
        >>> me["user"]["email"] == me.email
        True
        """
        return run(self._async.whoami())

    def health_check(self) -> dict[str, Any]:
        """Ask whether the service is up; needs no valid credential.

        Examples
        --------
        >>> client.health_check()["status"]
        'ok'
        """
        return run(self._async.health_check())

    def capabilities(self) -> Capabilities:
        """Ask what the platform offers: its data hierarchy, schemas and authentication."""
        return run(self._async.capabilities())

    def schema(self, name: DiscoveryTopic) -> dict[str, Any]:
        """Ask the service to describe a kind of record.

        Parameters
        ----------
        name : str
            ``"data"`` for the hierarchy and the columns of a time series, ``"protocol"`` for the
            JSON Schema of a protocol; ``"project"``, ``"study"``, ``"model"``,
            ``"parameterized_model"``, ``"optimization"`` and ``"pipeline"`` for the JSON Schemas
            of a new record, of a change and of a record.

        Returns
        -------
        dict
            The description as the service gives it.

        Raises
        ------
        ValueError
            There is no description of this name.

        Examples
        --------
        >>> client.schema("data")["hierarchy"][0]
        'cell_specification'
        >>> list(client.schema("project")["create_schema"]["properties"])
        ['name', 'description']
        """
        return run(self._async.schema(name))

    def pybamm_models(self) -> dict[str, Any]:
        """Ask which battery models the service can build, and the values of their options.

        Returns
        -------
        dict
            ``pybamm_models`` and ``ionworks_models`` (names by module), ``options`` (allowed
            values by option) and ``pybamm_version``.

        Raises
        ------
        ServerError
            The service builds no models. The embedded platform answers 501 unless ``pybamm`` is
            installed where it runs.
        """
        return run(self._async.pybamm_models())

    def validate_pybamm_model_config(
        self,
        pybamm_model: str,
        options: Mapping[str, Any] | None = None,
        module: str = "lithium_ion",
    ) -> dict[str, Any]:
        """Try whether the service can build a model with options; nothing is stored.

        Parameters
        ----------
        pybamm_model : str
            Name of the class in PyBaMM, such as ``"DFN"``.
        options : mapping, optional
            Its options, such as ``{"thermal": "lumped"}``.
        module : str, default "lithium_ion"
            Module of PyBaMM that has the class.

        Returns
        -------
        dict
            ``valid``; where that is False also ``error`` and ``error_type``.

        Raises
        ------
        ServerError
            The service builds no models. The embedded platform answers 501 unless ``pybamm`` is
            installed where it runs, and for models that PyBaMM does not have.
        """
        return run(self._async.validate_pybamm_model_config(pybamm_model, options, module))

    def resolve_measurement(
        self,
        cell_specification: str,
        cell_instance: str,
        measurement: str,
        *,
        project_id: ProjectId | None = None,
    ) -> CellMeasurement:
        """Find a measurement by its name and those of its parents.

        Parameters
        ----------
        cell_specification, cell_instance, measurement : str
            The whole names.
        project_id : str or Project, optional
            Where the specification is; by default the client's own project.

        Raises
        ------
        IonworksError
            With ``status_code`` 404 if a level has no match, 409 if a name is not the only
            one of its level.
        """
        return run(
            self._async.resolve_measurement(
                cell_specification, cell_instance, measurement, project_id=project_id
            )
        )

    def get(self, endpoint: str) -> Any:
        """Send a GET by its path, for what no sub-client does.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service, with its query.

        Returns
        -------
        object
            The JSON of the answer; an `httpx.Response` if it has none.

        Raises
        ------
        ValueError
            The path is a whole address, leads out of the service, or has a fragment. A
            credential goes nowhere else, also not where an answer redirects to.
        IonworksError
            The service refused the request; see `ionworks.errors`.

        Examples
        --------
        >>> client.get("/projects?limit=1")["count"]
        1
        """
        return run(self._async.get(endpoint))

    def post(self, endpoint: str, json_payload: Mapping[str, Any]) -> Any:
        """Send a POST by its path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        json_payload : mapping
            What is sent as JSON.

        Examples
        --------
        >>> made = client.post("/projects", {"name": "By path"})
        >>> client.delete(f"/projects/{made['id']}")
        """
        return run(self._async.post(endpoint, json_payload))

    def patch(self, endpoint: str, json_payload: Mapping[str, Any]) -> Any:
        """Send a PATCH by its path. See `get`.

        It is sent once: the service may have carried out one that was not answered.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        json_payload : mapping
            The changes, sent as JSON.
        """
        return run(self._async.patch(endpoint, json_payload))

    def delete(self, endpoint: str) -> None:
        """Send a DELETE by its path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        """
        return run(self._async.delete(endpoint))

    def request(
        self, method: str, endpoint: str, json_payload: Mapping[str, Any] | None = None
    ) -> Any:
        """Send a request by its path. See `get`.

        Parameters
        ----------
        method : str
            The HTTP method, such as ``"PUT"``.
        endpoint : str
            Path below the address of the service, with its query.
        json_payload : mapping, optional
            What is sent as JSON.

        Returns
        -------
        object
            The JSON of the answer; an `httpx.Response` if it has none.
        """
        return run(self._async.request(method, endpoint, json_payload))

    def request_raw(
        self, method: str, endpoint: str, timeout: float | tuple[float, float] | None = None
    ) -> bytes:
        """Send a request by its path and return the bytes of the answer. See `get`.

        A GET may be redirected to the storage: what is there is downloaded, and the storage does
        not get the credential.

        Parameters
        ----------
        method : str
            The HTTP method.
        endpoint : str
            Path below the address of the service, with its query.
        timeout : float or tuple of float, optional
            Longest silence in s, or the longest for connecting and for reading. By default
            10 s and 300 s for a GET, and that of the client for others.
        """
        return run(self._async.request_raw(method, endpoint, timeout))

    def redirect_url(self, endpoint: str) -> str:
        """Return the address that a GET by its path is redirected to, which is not followed.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service, such as that of a download.

        Returns
        -------
        str
            The whole address. That of a stored file is a signed link: it is a secret, and ends.

        Raises
        ------
        UnexpectedResponseError
            The answer leads nowhere else.
        """
        return run(self._async.redirect_url(endpoint))

    def post_multipart(
        self,
        endpoint: str,
        files: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send files as a form by a path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        files : mapping, optional
            For each field a file: bytes, a path, an open file, or a tuple of file name, content
            and, if need be, media type.
        params : mapping, optional
            Parameters of the query.
        """
        return run(self._async.post_multipart(endpoint, files, params))

    def upload_multipart(
        self,
        endpoint: str,
        *,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        method: str = "POST",
    ) -> Any:
        """Send fields and files as a form by a path. See `get`.

        Parameters
        ----------
        endpoint : str
            Path below the address of the service.
        data : mapping, optional
            Fields; those that are None are left out.
        files : mapping, optional
            For each field a file: bytes, a path, an open file, or a tuple of file name, content
            and, if need be, media type.
        method : str, default "POST"
            The HTTP method.
        """
        return run(self._async.upload_multipart(endpoint, data=data, files=files, method=method))

    def wait(
        self,
        things: Iterable[Awaited] | Awaited,
        *,
        timeout: float = 600.0,
        poll_interval: float = 2.0,
        verbose: bool = False,
        raise_on_failure: bool = True,
    ) -> Ends:
        """Wait for a mix of runs and uploads; each comes when it ends.

        The states of all simulations are asked for in one request, those of other things in
        one request each, side by side. What has ended already costs none.

        Parameters
        ----------
        things : iterable of records
            Simulations, or what starting them returned; pipelines, optimizations, jobs and
            records that name a job, such as fits; measurements that are still processed.
        timeout : float, default 600
            Seconds to wait for all of them, from the first one that is taken. They go on when
            they are over.
        poll_interval : float, default 2
            Longest time between two rounds of requests, in s; the first ones follow sooner.
        verbose : bool, default False
            Whether to print each end.
        raise_on_failure : bool, default True
            Whether to raise at the end if something failed. It comes like the others in any
            case.

        Returns
        -------
        iterator
            The records as they are at their ends, the first to end first.

        Raises
        ------
        JobFailedError
            Some failed or were canceled; raised after the last one, and names them.
        ProcessingTimeoutError
            Some are not over yet.
        TypeError
            Something has no end to wait for, or is no record.

        Examples
        --------
        >>> config = {"elements": {"known": {"element_type": "entry", "values": {}}}}
        >>> fits = [client.pipeline.create(config, name=name) for name in ("a", "b")]
        >>> for one in client.wait(fits, raise_on_failure=False):
        ...     print(one.name, one.status)  # the embedded platform runs nothing
        a failed
        b failed
        """
        from ionworks.resources._waits import Ends

        return Ends(
            self._async.wait(
                things,
                timeout=timeout,
                poll_interval=poll_interval,
                verbose=verbose,
                raise_on_failure=raise_on_failure,
            )
        )

    def copy_to(
        self,
        other: Destination,
        *,
        cell_specs: CellSpecId | Iterable[CellSpecId] | None = None,
        cell_instances: CellInstanceId | Iterable[CellInstanceId] | None = None,
        measurements: MeasurementId | Iterable[MeasurementId] | None = None,
        project_id: ProjectId | None = None,
        dry_run: bool = False,
        max_parallel: int = 4,
        progress: ProgressOption = None,
    ) -> CopyReport:
        """Copy a project, or parts of it, to another platform or into a bundle.

        Materials with their property datasets, protocols and raw data go along with what names
        them; of a whole project all of them, and its studies and plans. What is left out is said
        in the report, of a dry run too.

        Records are found by name at the other end, and are never changed there. Each series, file
        and table is read back and compared by its SHA-256. So a copy that was interrupted is run
        again: what is there is compared, and the rest is copied.

        Parameters
        ----------
        other : AsyncIonworks, str or path
            A client of the other platform, of the same face; records go into its project. Or the
            path of a new bundle, with or without ``bundle:`` in front: a zip file if it ends with
            ``.zip``, otherwise a folder. ``AsyncIonworks(api_url="bundle:PATH")`` reads it offline.
        cell_specs, cell_instances, measurements : id, record or iterable of them, optional
            What to copy, each with what lies below it, and with what it belongs to. Without any,
            the project.
        project_id : str or Project, optional
            The project to copy; by default that of the client.
        dry_run : bool, default False
            Look at both ends and write nothing.
        max_parallel : int, default 4
            How many measurements of a cell are copied at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (records done, records in all).

        Returns
        -------
        CopyReport
            Each record with its outcome and its ids at both ends; ``.ids`` maps them. Print it.
            A record that failed does not stop the others; ``.raise_for_errors()`` raises.

        Raises
        ------
        ConfigurationError
            The bundle exists, or cannot be written.
        IonworksError
            What is to be copied cannot be read. Or a record could not be copied into a bundle: it
            is not made then, and another run goes on with what was copied.
        TypeError, ValueError
            An argument does not fit.

        Examples
        --------
        >>> from ionworks import Ionworks
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> report = client.copy_to("m50.zip", cell_specs=spec)
        >>> with Ionworks(api_url="bundle:m50.zip") as bundle:
        ...     copied = bundle.cell_spec.get(report.ids[spec.id])
        >>> copied.name
        'LG M50'
        """
        return run(
            self._async.copy_to(
                other,
                cell_specs=cell_specs,
                cell_instances=cell_instances,
                measurements=measurements,
                project_id=project_id,
                dry_run=dry_run,
                max_parallel=max_parallel,
                progress=progress,
            )
        )

    def lock(
        self,
        path: str | PathLike[str],
        *,
        cell_specs: CellSpecId | Iterable[CellSpecId] | None = None,
        cell_instances: CellInstanceId | Iterable[CellInstanceId] | None = None,
        measurements: MeasurementId | Iterable[MeasurementId] | None = None,
        project_id: ProjectId | None = None,
        max_parallel: int = 4,
    ) -> Lock:
        """Write down which data an analysis used: ids, and digests of records and data.

        Keep the file beside the analysis; `check_lock` says what has changed since.

        Parameters
        ----------
        path : str or path
            The file, JSON. One that exists is replaced.
        cell_specs, cell_instances, measurements : id, record or iterable of them, optional
            What to lock, each with what lies below it, and with what it belongs to. Without any,
            all specifications of the project.
        project_id : str or Project, optional
            The project to lock; by default that of the client.
        max_parallel : int, default 4
            How many measurements are read at once. All data are downloaded for their digests.

        Returns
        -------
        Lock
            What was written.

        Raises
        ------
        NotFoundError
            What is to be locked is not there.
        TypeError, ValueError
            An argument does not fit.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> made = client.lock("data.lock", cell_specs=spec)
        >>> print(client.check_lock("data.lock").changes)
        ()
        """
        return run(
            self._async.lock(
                path,
                cell_specs=cell_specs,
                cell_instances=cell_instances,
                measurements=measurements,
                project_id=project_id,
                max_parallel=max_parallel,
            )
        )

    def check_lock(self, path: str | PathLike[str], *, max_parallel: int = 4) -> LockReport:
        """Compare a lock with what is stored now.

        Parameters
        ----------
        path : str or path
            What `lock` has written.
        max_parallel : int, default 4
            How many measurements are read at once.

        Returns
        -------
        LockReport
            ``.changes``: records that are gone or new, that say something else, or have other
            data. Print it, or call ``.raise_for_changes()``.

        Raises
        ------
        ConfigurationError
            There is no such file, or it is no lock.
        """
        return run(self._async.check_lock(path, max_parallel=max_parallel))

    def close(self) -> None:
        """Close the connections, and delete what has expired from the cache.

        Leaving ``with`` does it too.
        """
        return run(self._async.close())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(api_url={self.settings.address!r})"


def _given_id(given: ProjectId | Organization | None, argument: str) -> str | None:
    """Return the id of an argument; without one, and for empty text, the environment counts."""
    return id_of(given, argument) if given else None


def _check_given(
    given: object, kind: type[httpx.Client | httpx.AsyncClient], *, verify: object, proxy: object
) -> None:
    """Refuse an HTTP client that cannot be used, or settings that it would not follow."""
    if given is None:
        return
    if not isinstance(given, kind):
        raise ConfigurationError(
            f"`http_client` must be an httpx.{kind.__name__} here, not {kind_of(given)}"
        )
    if verify is not None or proxy is not None:
        raise ConfigurationError(
            "`verify` and `proxy` are settings of an HTTP client: give them to the one that you "
            "pass as `http_client`"
        )


def _start_local(address: str) -> tuple[str, str]:
    """Start the embedded platform, or join it; only here is it known at all."""
    try:
        from ionworks.local.address import connect
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            f"{address!r} needs the embedded platform, and {missing.name!r} is not installed; "
            "install it with: pip install 'ionworks-api[local]'"
        ) from missing
    connection = connect(address)
    return connection.api_url, connection.api_key


async def _only(listed: Callable[..., AsyncPages[R]], name: str, what: str) -> R:
    """Return the one record of a list that has a name."""
    found = [record async for record in listed(name_exact=name)]
    if not found:
        names = [str(record.to_dict()["name"]) async for record in listed()]
        raise NotFoundError(f"There is no {what}; {suggestion(name, names)}", status_code=404)
    if len(found) > 1:
        ids = ", ".join(str(record.to_dict()["id"]) for record in found[:5])
        raise ConflictError(
            f"There are {len(found)} of {what} ({ids}); use the id instead", status_code=409
        )
    return found[0]
