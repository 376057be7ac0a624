"""Update a cell specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...types import Response, path_segment, read_json

if TYPE_CHECKING:
    from ...client import Client
    from ...models.cell_specification import CellSpecification
    from ...models.cell_specification_update import CellSpecificationUpdate


def _get_kwargs(
    cell_spec_id: str,
    *,
    body: CellSpecificationUpdate,
) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/cell_specifications/{cell_spec_id}".format(
            cell_spec_id=path_segment("cell_spec_id", cell_spec_id),
        ),
    }
    _kwargs["json"] = body.to_dict()
    return _kwargs


def _parse_response(*, client: Client, response: httpx.Response) -> CellSpecification:
    from ...models.cell_specification import CellSpecification

    if response.status_code == 200:
        return CellSpecification.from_dict(read_json(response.content))
    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, client: Client, response: httpx.Response) -> Response[CellSpecification]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    cell_spec_id: str,
    *,
    client: Client,
    body: CellSpecificationUpdate,
) -> Response[CellSpecification]:
    """Do what `sync` does, and return the whole answer."""
    response = client.get_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


def sync(
    cell_spec_id: str,
    *,
    client: Client,
    body: CellSpecificationUpdate,
) -> CellSpecification:
    """Update a cell specification.

    A merge patch: `{"ratings": {"capacity": …}}` leaves the other ratings alone. A
    component that names a `material` is linked to it.

    Parameters
    ----------
    cell_spec_id : str
        Id of the cell specification.
    client : Client
        Where to send it.
    body : CellSpecificationUpdate
        Changes of a cell type, as a merge patch.

    Returns
    -------
    CellSpecification

    Raises
    ------
    errors.UnexpectedStatus
        The answer has a status that is no success of this operation.
    """
    return sync_detailed(cell_spec_id=cell_spec_id, body=body, client=client).parsed


async def asyncio_detailed(
    cell_spec_id: str,
    *,
    client: Client,
    body: CellSpecificationUpdate,
) -> Response[CellSpecification]:
    """Do what `sync_detailed` does, awaited."""
    response = await client.get_async_httpx_client().request(
        **_get_kwargs(
            cell_spec_id=cell_spec_id,
            body=body,
        )
    )
    return _build_response(client=client, response=response)


async def asyncio(
    cell_spec_id: str,
    *,
    client: Client,
    body: CellSpecificationUpdate,
) -> CellSpecification:
    """Do what `sync` does, awaited."""
    return (await asyncio_detailed(cell_spec_id=cell_spec_id, body=body, client=client)).parsed
