"""Is everything sound? Every fault of a data folder, one line each; nothing is changed."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from ingest.checksums import checksums
from ingest.graphs import SUMMED, graph_hash, in_default, sum_hash
from ingest.journal import scan
from ingest.model import WorkspaceError
from ingest.releases import PROGRAM, WITHDRAWN, Manifest, content, current, read_manifest, release_id
from ontology.vocab import GRAPH


def verify(data: Path) -> tuple[str, ...]:
    """Every fault of a data folder; none means that journal and releases are what was written."""
    faults: list[str] = []
    journal, link = data / "workspace" / "journal", data / "current"
    folders = sorted(path for path in (data / "releases").glob("[!.]*") if path.is_dir())
    if journal.exists():
        try:
            scan(journal)
        except WorkspaceError as error:
            faults.append(str(error))
    elif folders:
        faults.append(f"{journal}: is missing; the releases can be served, but nothing can be added to them")
    for folder in folders:
        faults += verify_release(folder)
    named = current(data) in {folder.name for folder in folders} and (link / "manifest.json").is_file()
    if not named and (folders or link.is_symlink()):         # before the first release there is nothing to name
        ids = ", ".join(folder.name for folder in folders) or "none"
        faults.append(f"{link}: does not name a release; `regatlas rollback` can choose one of {ids}")
    return tuple(faults)


def verify_release(folder: Path) -> list[str]:
    """The faults of one release: files that changed, graphs that are not what they were, a default graph that is not their union."""
    try:
        manifest = read_manifest(folder)
        found = checksums(folder)
        faults = [f"{folder}/{name}: {'is missing' if name not in found else 'was added' if name not in manifest.files else 'has changed'}"
                  for name in sorted({*found, *manifest.files}) if found.get(name) != manifest.files.get(name)]
        return faults or list(_content_faults(folder, manifest))     # a store with damaged files need not even open
    except WorkspaceError as error:
        return [str(error)]
    except (OSError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        return [f"{folder}: cannot be read ({type(error).__name__}: {error})"]


def _content_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    store = Store.read_only(str(folder / "store"))
    hashes, triples, missing = dict[str, str](), 0, 0
    shared: set[Quad] = set()                                # of graphs that may say the same; articles' graphs never do
    for graph in store.named_graphs():
        assert isinstance(graph, NamedNode)
        quads = list(store.quads_for_pattern(None, None, None, graph))
        hashes[graph.value] = sum_hash(None, quads) if graph in SUMMED else graph_hash(quads)
        missing += sum(in_default(quad) not in store for quad in quads)
        if graph.value.startswith(GRAPH.NS):
            shared.update(map(in_default, quads))
        else:
            triples += len(quads)
    triples += len(shared)
    lines = (folder / "graphs.sha256").read_text(encoding="utf-8").splitlines(keepends=True)
    withdrawn = [line.split()[1] for line in lines if line.startswith(f"{WITHDRAWN}  ")]
    software = next((line.partition(PROGRAM)[2].strip() for line in lines if f"  {PROGRAM}" in line), "")
    provenance = hashes.pop(GRAPH.provenance.value, sum_hash(None, ()))
    for line in sorted({*lines} ^ {*content(software, hashes, withdrawn).splitlines(keepends=True)}):
        yield f"{folder}: the content line '{line.strip()}' stands in only one of graphs.sha256 and the store"
    if release_id("".join(lines)) != manifest.id or folder.name != manifest.id:
        yield f"{folder}: is named {folder.name}, but its content makes it {release_id(''.join(lines))}"
    if provenance != manifest.provenance:
        yield f"{folder}: the provenance graph is not the one of the manifest"
    default = _count(store.quads_for_pattern(None, None, None, DefaultGraph()))
    if missing or default != triples:
        yield f"{folder}: the default graph lacks {missing} triples of the named graphs and has {default - triples + missing} of its own"


def _count(items: Iterable[object]) -> int:
    return sum(1 for _ in items)
