"""The stored parts of measurements, through the disk cache."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from ionworks._given import flag_of
from ionworks._io.failures import leaves_doubt
from ionworks._io.sinks import FileSink, MemorySink
from ionworks.cache import Cache, Key, global_settings
from ionworks.errors import IonworksError, UnexpectedResponseError
from ionworks.resources._downloads import fetch_linked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from ionworks._io.runtime import Runtime
    from ionworks._io.silence import Silence
    from ionworks._io.transfers import Fetched
    from ionworks.cache import Entry

T = TypeVar("T")

# How often a reader looks whether another one has finished the download it waits for.
_LOOK_AGAIN = 0.05
# How long a cancelled call may still take to drop what is stored, in s.
_LONGEST_FORGETTING = 10.0


def is_over(outcome: object) -> bool:
    """Tell whether a request is over: the `settled` of `MeasurementCache.changing`."""
    if isinstance(outcome, BaseException):
        return isinstance(outcome, IonworksError) and not leaves_doubt(outcome)
    return True


@frozen
class MeasurementCache:
    """Downloads each part of a measurement once, however often it is asked for.

    Parameters
    ----------
    runtime : Runtime
        How the service is reached.
    """

    runtime: Runtime

    async def read(
        self,
        measurement_id: str,
        artefact: str,
        link: Callable[[], Awaitable[str]],
        parse: Callable[[Path | bytes], T],
        *,
        use_cache: bool = True,
        store: Callable[[bytes], bytes] | None = None,
        timeout: Silence | None = None,
    ) -> T:
        """Read a part of a measurement from the cache, or download and store it.

        Parameters
        ----------
        measurement_id, artefact : str
            What is wanted.
        link : callable
            Awaited for the address of the bytes, when they are needed.
        parse : callable
            Makes what the caller wants of the stored bytes.
        use_cache : bool, default True
            False neither looks up nor stores.
        store : callable, optional
            Turns the received bytes into those that are stored; without it they are stored
            as they are.
        timeout : float or tuple of float, optional
            As for `ionworks._io.transfers.fetch`.
        """
        runtime = self.runtime
        fetch = partial(fetch_linked, runtime, link, timeout=timeout)
        # To find out where the cache is asks the file system, so only who wants it does.
        cache = self._cache if flag_of(use_cache, "use_cache") else None
        if cache is None or not cache.settings.enabled:
            sink = MemorySink()
            await fetch(sink)
            return await runtime.backend.run_in_thread(
                lambda: parse(store(sink.data) if store else sink.data)
            )
        key = self.key(measurement_id, artefact)
        patience = cache.patience(key)
        while True:
            entry = await runtime.backend.run_in_thread(cache.find, key)
            if entry is not None and not entry.stale:
                try:
                    return await runtime.backend.run_in_thread(parse, entry.path)
                except ValueError:  # what is wanted is not in it: it is not damaged
                    raise
                except Exception:
                    await runtime.backend.run_in_thread(cache.discard, entry)
            claim = await runtime.backend.run_in_thread(cache.claim, key)
            # None: somebody else, maybe another process, is downloading it.
            if claim is None and not await runtime.backend.run_in_thread(patience.is_over):
                await runtime.backend.sleep(_LOOK_AGAIN)
                continue
            with claim or nullcontext():
                entry = await runtime.backend.run_in_thread(cache.find, key)
                if entry is None or entry.stale:
                    try:
                        return await self._download(cache, key, entry, fetch, parse, store)
                    except FileNotFoundError:
                        continue  # stored, and evicted before it was read

    async def _download(
        self,
        cache: Cache,
        key: Key,
        entry: Entry | None,
        fetch: Callable[..., Awaitable[Fetched | None]],
        parse: Callable[[Path | bytes], T],
        store: Callable[[bytes], bytes] | None,
    ) -> T:
        """Ask for what is not stored, or for what is newer than that."""
        runtime = self.runtime
        with await runtime.backend.run_in_thread(cache.writer, key) as writer:
            received = MemorySink()
            sink = FileSink(writer.file) if store is None else received
            known = None if entry is None else entry.etag
            came = await fetch(sink, etag=known)
            if came is None and entry is not None:
                try:
                    parsed = await runtime.backend.run_in_thread(parse, entry.path)
                except Exception:
                    came = await fetch(sink)
                else:
                    await runtime.backend.run_in_thread(cache.touch, entry)
                    return parsed
            if store is not None:
                await runtime.backend.run_in_thread(lambda: writer.file.write(store(received.data)))
            etag = None if came is None else came.headers.get("etag")
            sha256 = None if came is None or store is not None else came.sha256
            stored = await runtime.backend.run_in_thread(partial(writer.commit, etag, sha256))
            try:
                return await runtime.backend.run_in_thread(lambda: parse(writer.source))
            except UnexpectedResponseError:
                if stored is not None:
                    await runtime.backend.run_in_thread(cache.discard, stored)
                raise

    async def find(self, measurement_id: str, artefact: str) -> Path | None:
        """Return the cached file of a part, if it is there and fresh."""
        entry = await self.runtime.backend.run_in_thread(
            self._cache.find, self.key(measurement_id, artefact)
        )
        return None if entry is None or entry.stale else entry.path

    async def changing(
        self,
        measurement_id: str,
        change: Callable[[], Awaitable[T]],
        *,
        settled: Callable[[T | BaseException], bool],
    ) -> T:
        """Change a measurement; nothing that was stored before is read afterwards.

        However the change ends, what is stored is dropped before and after it: also when it
        is cancelled or interrupted, or when its answer is lost.

        Parameters
        ----------
        measurement_id : str
            What is changed.
        change : callable
            Awaited; makes the change.
        settled : callable
            Tells of its result, or of its exception, whether the platform has done with the
            change. If not, a read during the change may still return the old data, and
            is not stored, in this process or in another one.
        """
        await self._forget(measurement_id, settled=False)
        is_settled = False
        try:
            result = await change()
            is_settled = settled(result)
            return result
        except BaseException as problem:
            is_settled = settled(problem)
            raise
        finally:
            after = partial(self._forget, measurement_id, settled=is_settled)
            await self.runtime.backend.run_shielded(after, seconds=_LONGEST_FORGETTING)

    async def forget(self, measurement_id: str) -> None:
        """Drop what is stored of a measurement, a change of which is over."""
        await self._forget(measurement_id, settled=True)

    async def deleting(self, delete: Callable[[], Awaitable[T]]) -> T:
        """Delete what measurements hang below of; stored parts are confirmed before they are read.

        Which measurements those are is not looked up.
        """
        try:
            return await delete()
        finally:
            await self.runtime.backend.run_shielded(self._outdate, seconds=_LONGEST_FORGETTING)

    async def sweep(self) -> None:
        """Delete the entries of the cache that have expired."""
        await self.runtime.backend.run_in_thread(self._cache.sweep)

    async def _forget(self, measurement_id: str, *, settled: bool) -> None:
        runtime = self.runtime
        cache = self._cache
        await runtime.backend.run_in_thread(
            partial(
                cache.forget,
                runtime.settings.api_url,
                runtime.settings.account,
                measurement_id,
                settled=settled,
            )
        )

    async def _outdate(self) -> None:
        runtime = self.runtime
        cache = self._cache
        await runtime.backend.run_in_thread(
            cache.outdate, runtime.settings.api_url, runtime.settings.account
        )

    @property
    def _cache(self) -> Cache:
        return Cache(self.runtime.settings.cache or global_settings())

    def key(self, measurement_id: str, artefact: str) -> Key:
        """Name a part of a measurement, as this service shows it to this account."""
        settings = self.runtime.settings
        return Key(settings.api_url, settings.account, measurement_id, artefact)
