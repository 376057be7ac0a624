"""Search over the records of an organization."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from ionworks_generated.api.search import search

from ionworks._deprecation import callers_level
from ionworks._given import suggestion
from ionworks._io.blocking import run
from ionworks.errors import RequestValidationError
from ionworks.ids import id_or_none
from ionworks.pagination import every_page
from ionworks.records import SearchResponse, SearchResult
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._pages import page_of
from ionworks.resources._queries import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ionworks.ids import ProjectId

_SHORTEST = 2
# What the contract knows. A newer service may have more.
_KINDS = (
    "project",
    "model",
    "cell_specification",
    "cell_instance",
    "cell_measurement",
    "parameterized_model",
    "experiment_template",
    "optimization_template",
    "material",
    "study",
    "optimization",
    "pipeline",
)


class AsyncSearch(AsyncResource):
    """Search over records of every kind: ``client.search``."""

    _page_size = 100

    async def query(
        self,
        q: str,
        *,
        limit: int = 25,
        offset: int = 0,
        per_type: int = 5,
        entity_types: Iterable[str] | None = None,
        project_id: ProjectId | None = None,
    ) -> SearchResponse:
        """List a page of the records that have a text in their name or free text.

        A name is found by any part of it, free text such as notes by words that begin with the
        text, both case-insensitive. Records that are found by their name come first within a kind.

        Parameters
        ----------
        q : str
            The text, of two characters at least.
        limit : int, default 25
            Results in the page, 1 to 100.
        offset : int, default 0
            Results to leave out at the start.
        per_type : int, default 5
            Most results of each kind in the page, 1 to 20, so that no kind crowds out the others.
        entity_types : iterable of str, optional
            Kinds of records to look for, such as ``"cell_specification"``, ``"cell_instance"``,
            ``"cell_measurement"``, ``"project"``, ``"material"``, ``"study"``, ``"pipeline"``; all
            without it. None of them gives no results, and costs no request.
        project_id : str or Project, optional
            Look in this project only, and among records that belong to none. Without it in all
            projects, also where the client has one of its own.

        Returns
        -------
        SearchResponse
            One page: a list of `SearchResult` with ``entity_type``, ``id``, ``name``,
            ``project_id`` and ``parent_id``; ``.total`` counts all matches.

        Raises
        ------
        RequestValidationError
            The text is too short.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "Findable 21700"})
        >>> hits = await client.search.query("findable", entity_types=["cell_specification"])
        >>> [(hit.entity_type, hit.name) for hit in hits]
        [('cell_specification', 'Findable 21700')]
        """
        if not isinstance(q, str):
            raise TypeError(f"`q` is the text to find, not a {type(q).__name__}")
        if len(q.strip()) < _SHORTEST:
            raise RequestValidationError(
                f"`q` is {q!r}; a text to find has {_SHORTEST} characters at least"
            )
        kinds = texts(entity_types, "entity_types")
        project = id_or_none(project_id, "project_id")
        for kind in kinds or ():
            if kind not in _KINDS:
                warnings.warn(
                    f"{kind!r} is no kind of record that is known here; "
                    f"{suggestion(kind, _KINDS, most=len(_KINDS))}",
                    UserWarning,
                    stacklevel=callers_level(),
                )
        if kinds == []:
            return SearchResponse([], 0, query=q, limit=limit, offset=offset)
        found = await self._runtime.call(
            search,
            q=q,
            limit=limit,
            offset=offset,
            per_type=per_type,
            entity_types=kinds,
            project_id=project,
        )
        page = page_of(SearchResult, found, self._links, rows="results")
        return SearchResponse(
            page.items,
            page.total if page.is_counted else None,
            query=found.query or q,
            limit=limit if found.limit is None else found.limit,
            offset=offset if found.offset is None else found.offset,
        )

    iter = every_page(query)


class Search(Resource[AsyncSearch]):
    """Search over records of every kind: ``client.search``."""

    def query(
        self,
        q: str,
        *,
        limit: int = 25,
        offset: int = 0,
        per_type: int = 5,
        entity_types: Iterable[str] | None = None,
        project_id: ProjectId | None = None,
    ) -> SearchResponse:
        """List a page of the records that have a text in their name or free text.

        A name is found by any part of it, free text such as notes by words that begin with the
        text, both case-insensitive. Records that are found by their name come first within a kind.

        Parameters
        ----------
        q : str
            The text, of two characters at least.
        limit : int, default 25
            Results in the page, 1 to 100.
        offset : int, default 0
            Results to leave out at the start.
        per_type : int, default 5
            Most results of each kind in the page, 1 to 20, so that no kind crowds out the others.
        entity_types : iterable of str, optional
            Kinds of records to look for, such as ``"cell_specification"``, ``"cell_instance"``,
            ``"cell_measurement"``, ``"project"``, ``"material"``, ``"study"``, ``"pipeline"``; all
            without it. None of them gives no results, and costs no request.
        project_id : str or Project, optional
            Look in this project only, and among records that belong to none. Without it in all
            projects, also where the client has one of its own.

        Returns
        -------
        SearchResponse
            One page: a list of `SearchResult` with ``entity_type``, ``id``, ``name``,
            ``project_id`` and ``parent_id``; ``.total`` counts all matches.

        Raises
        ------
        RequestValidationError
            The text is too short.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "Findable 21700"})
        >>> hits = client.search.query("findable", entity_types=["cell_specification"])
        >>> [(hit.entity_type, hit.name) for hit in hits]
        [('cell_specification', 'Findable 21700')]
        """
        return run(
            self._async.query(
                q,
                limit=limit,
                offset=offset,
                per_type=per_type,
                entity_types=entity_types,
                project_id=project_id,
            )
        )

    iter = every_page(query)
