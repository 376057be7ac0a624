"""Keywords that were renamed still work, and warn with the name that they have now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import ionworks

Do = Callable[..., Any]


def test_a_batch_is_found_by_the_old_keyword(do: Do) -> None:
    made = do(lambda client: client.cell_spec.create_or_get({"name": "of the old names"}))
    lot = do(lambda client: client.cell_batch.create_or_get(made.id, {"name": "lot"}))
    with pytest.warns(DeprecationWarning, match=r"pass `batch_id=`"):
        assert do(lambda client: client.cell_batch.get(cell_batch_id=lot)) == lot
    with pytest.warns(DeprecationWarning, match=r"pass `batch_id=`"):
        changed = do(
            lambda client: client.cell_batch.update(cell_batch_id=lot.id, data={"notes": "new"})
        )
    assert changed.notes == "new"
    with pytest.raises(TypeError, match=r"`cell_batch_id` is the old name of `batch_id`"):
        do(lambda client: client.cell_batch.delete(lot.id, cell_batch_id=lot.id))
    with pytest.raises(TypeError, match=r"batch_id"):
        do(lambda client: client.cell_batch.get())
    with pytest.raises(TypeError, match=r"not a NoneType"):
        do(lambda client: client.cell_batch.update(lot.id))
    with pytest.warns(DeprecationWarning, match=r"pass `batch_id=`"):
        do(lambda client: client.cell_batch.delete(cell_batch_id=lot.id))
    with pytest.raises(ionworks.NotFoundError):
        do(lambda client: client.cell_batch.get(lot.id))


def test_tags_are_found_by_the_old_keyword(do: Do) -> None:
    with pytest.warns(DeprecationWarning, match=r"pass `q=`"):
        assert not do(lambda client: client.cell_measurement.list_tags(containing="no such tag"))
    with pytest.raises(TypeError, match=r"old name of `q`"):
        do(lambda client: client.cell_measurement.list_tags(q="a", containing="a"))


@pytest.fixture
def _age() -> Iterator[None]:
    age = ionworks.get_cache_ttl()
    yield
    ionworks.set_cache_ttl(age)


@pytest.mark.usefixtures("_age")
def test_the_age_of_the_cache_is_set_by_the_old_keyword() -> None:
    with pytest.warns(DeprecationWarning, match=r"pass `ttl_seconds=`") as seen:
        ionworks.set_cache_ttl(seconds=None)
    assert seen[0].filename == __file__  # where the old name is written
    assert ionworks.get_cache_ttl() is None
    with pytest.raises(TypeError, match=r"old name of `ttl_seconds`"):
        ionworks.set_cache_ttl(5, seconds=None)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match=r"`ttl_seconds` is missing"):
        ionworks.set_cache_ttl()  # type: ignore[call-overload]
    assert ionworks.get_cache_ttl() is None
