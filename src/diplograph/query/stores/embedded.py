"""Loading into an embedded store (Oxigraph) in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from diplograph.errors import StoreError
from diplograph.query.store import is_store
from diplograph.query.stores.parts import gather


@dataclass(frozen=True, slots=True)
class Stored:
    """sent: triples of the files, in so many graphs. total: triples that the store holds now."""

    sent: int
    graphs: int
    total: int


def load_files(
    paths: Iterable[Path],
    folder: Path,
    *,
    graphs: str = "own",
    name: str | None = None,
    replace: bool = False,
    dry_run: bool = False,
) -> Stored:
    """Load files into the store of a folder, which is made if needed.

    graphs, name: as in `parts.gather`. replace: what stood in these graphs goes first; all files are read before
    anything is touched. dry_run: nothing is.
    Raises InputError for a broken file, StoreError when the store can't be opened or written, or lacks triples after.
    """
    fresh = gather(paths, graphs=graphs, name=name)
    targets = {quad.graph_name for quad in fresh}
    if folder.exists() and not is_store(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError("not a store", place=str(folder), remedy="name an empty or a new folder")
    sent = len(fresh)
    try:
        if dry_run:
            total = len(ox.Store.read_only(str(folder))) if is_store(folder) else 0
            return Stored(sent, len(targets), total)
        folder.mkdir(parents=True, exist_ok=True)
        store = ox.Store(str(folder))
        # The old goes in one transaction a graph, the new comes in one.
        for target in sorted(targets, key=str) if replace else ():
            store.clear_graph(target)
        store.extend(iter(fresh))
        store.flush()
        total = len(store)
    except OSError as error:
        raise StoreError(f"can't be written: {error}", place=str(folder), remedy="choose another folder") from error
    if total < sent:
        raise StoreError(f"{total:,} of {sent:,} triples are there", place=str(folder), remedy="load it again")
    return Stored(sent, len(targets), total)
