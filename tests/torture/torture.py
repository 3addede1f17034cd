"""What can go wrong with a data folder, done to it on purpose: `make torture`, or `python tests/torture/torture.py --help`.

    kill        `regatlas ingest` is killed (SIGKILL) at a random instant, again and again in one folder
    power       the same, and then everything is cut away that was never synced: the ends of files, new names, a switched link
    flip        one byte is changed in the journal, a table, a write-ahead log or another file of a release or of an unfinished draft
    full        no file may grow past a random size (as on a full disk), or the disk is a small tmpfs that is full

After each: every acknowledged article is on record with the very document that was acknowledged (lost: 0); no release is half-written;
`regatlas verify` finds what was damaged; the next `ingest` goes on, or, where acknowledged records are damaged, refuses and says so, and
goes on once the byte is put right. Documents are extracted beforehand and the ontology is a small one, so that a round takes a
fraction of a second. Every store is opened in a forked process: RocksDB's threads do not survive a fork.
"""
from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "ingest")]

from made_readings import KNOWN, euros, organization, reading, says  # noqa: E402

from ingest import commands, derived, publishing  # noqa: E402
from ingest.journal import Journal, document_hash, scan  # noqa: E402
from ingest.model import WorkspaceError  # noqa: E402
from ingest.verification import verify  # noqa: E402

ARTICLES, BATCH = 6, 2                   # in one run of the command, and in one group commit
COLUMNS = ("rounds", "acknowledged", "lost", "half-written", "damaged", "detected or healed", "did not start again")


# --- processes ------------------------------------------------------------------------------------------------------------

class Child:
    """A function in a process of its own that sends lines; killed after `seconds` unless that is None."""

    def __init__(self, work: Callable[[Callable[[str], None]], None], seconds: float | None = None) -> None:
        read, write = os.pipe()
        began, self.pid = time.perf_counter(), os.fork()
        if not self.pid:
            os.close(read)
            code = 1
            try:
                with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
                    work(lambda line: void(os.write(write, f"{line}\n".encode())))
                code = 0
            except BaseException as error:
                with suppress(OSError):
                    os.write(write, f"E {type(error).__name__} {str(error)[:300]!r}\n".encode())
            finally:
                os._exit(code)
        os.close(write)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(self.pid, signal.SIGKILL)
        with open(read, encoding="utf-8") as lines:
            self.lines = lines.read().split("\n")
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.took = time.perf_counter() - began

    def said(self, kind: str) -> list[list[str]]:
        return [line.split()[1:] for line in self.lines[:-1] if line.startswith(f"{kind} ")]      # the last line may be torn


def void(_: object) -> None:
    return None


def document(number: int) -> dict[str, Any]:
    amount = number % 7 + 1
    party = organization(f"Widget {number % 5}")
    fined = says(f"The DPC fined {party.name} {amount} million euros in case {number}.", "fine", "ie-dpc", party.id, amount=euros(amount * 1e6))
    return reading(fined, url=f"https://news.example/{number}", published="2024-09-17", title=f"Case {number}", new=(party,)).to_json()


def ingest(data: Path, first: int, send: Callable[[str], None], limit: int = 0, synced: bool = False) -> None:
    """`regatlas ingest FILE --extracted`; sends "A IRI HASH" for each acknowledged article and, if asked, what was synced."""
    documents = [document(number) for number in range(first, first + ARTICLES)]
    file = data.parent / f"{os.getpid()}.jsonl"
    file.write_text("\n".join(map(json.dumps, documents)))
    commands._known = lambda: KNOWN  # type: ignore[assignment]
    publishing.load_graph_quads = derived.load_graph_quads = lambda: ()  # type: ignore[assignment]
    accept = publishing.Library.accept_documents

    def accept_and_tell(self: publishing.Library, given: Any) -> Any:
        given = list(given)
        outcomes = accept(self, given)
        for each, outcome in zip(given, outcomes, strict=True):
            if isinstance(outcome, str):
                send(f"A {each['article']['id']} {document_hash({'extractor': self.software, **each})}")
        return outcomes

    publishing.Library.accept_documents = accept_and_tell  # type: ignore[method-assign]
    if synced:
        sync = os.fsync

        def fsync_and_tell(handle: int) -> None:
            sync(handle)
            path = Path(os.readlink(f"/proc/self/fd/{handle}"))
            names = sorted(path.iterdir()) if path.is_dir() else ()
            send(f"S {json.dumps([os.fstat(handle).st_ino, os.fstat(handle).st_size, [p.name for p in names], link(data)], separators=(',', ':'))}")

        os.fsync = fsync_and_tell
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    os.environ["REGATLAS_BATCH"] = str(BATCH)
    commands.ingest.main([str(file), "--extracted", "--data", str(data)], standalone_mode=False)


def tell_faults(data: Path, send: Callable[[str], None]) -> None:
    for fault in verify(data):
        send(f"V {fault}")


def link(data: Path) -> str:
    try:
        return os.readlink(data / "current")
    except OSError:
        return ""


# --- looking at what is left ------------------------------------------------------------------------------------------------

class Tally:
    """What was acknowledged in a folder, and what all rounds of one kind of damage came to."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.notes: list[str] = []

    def take(self, child: Child) -> None:
        told = {article: hash for article, hash in child.said("A")}
        self.counts["acknowledged"] += len(told)
        self.acknowledged |= told

    def look(self, data: Path, where: str, expect_sound: bool = True) -> list[str]:
        """Count what is lost or half-written; the faults that `verify` finds."""
        child = Child(partial(tell_faults, data))
        found = [" ".join(words) for words in child.said("V")] + [f"verify failed {words}" for words in child.said("E")]
        if expect_sound:
            on_record = {head.article: head.hash for head in scan(data / "workspace" / "journal")[0]} if (data / "workspace" / "journal").exists() else {}
            lost = [article for article, hash in self.acknowledged.items() if on_record.get(article) != hash]
            self.counts["lost"] += len(lost)
            self.counts["half-written"] += bool(found)
            self.notes += [f"{where}: lost {article}" for article in lost] + [f"{where}: {fault}" for fault in found]
        return found

    def restart(self, data: Path, first: int, where: str) -> bool:
        """Does another ingest go on, and is everything that was acknowledged in the release then?"""
        child = Child(partial(ingest, data, first))
        self.take(child)
        good = child.code == 0 and not self.look(data, where) and published(data) >= self.acknowledged.keys()
        self.counts["did not start again"] += not good
        if not good:
            self.notes.append(f"{where}: does not go on: {child.said('E')}")
        return good


def published(data: Path) -> set[str]:
    """The articles of the current release."""
    lines = (data / "current" / "graphs.sha256").read_text().splitlines()
    return {line.split("  ")[1] for line in lines if "/id/article/" in line}


# --- the four kinds ---------------------------------------------------------------------------------------------------------

def kill(rounds: int, folder: Path, random: Random) -> Tally:
    tally, data, first = Tally(), folder / "data", 0
    usual = max(Child(partial(ingest, folder / f"probe{n}", 0)).took for n in range(2))
    for number in range(rounds):
        child = Child(partial(ingest, data, first), random.uniform(0, usual * 1.1))
        tally.take(child)
        tally.look(data, f"kill {number}")
        first += random.choice((0, 1, ARTICLES))             # some articles again, some for the first time
    tally.counts["rounds"] = rounds
    tally.restart(data, first + ARTICLES, "after the last kill")
    return tally


def power(rounds: int, folder: Path, random: Random) -> Tally:
    tally, data, first = Tally(), folder / "data", 0
    usual = max(Child(partial(ingest, folder / f"probe{n}", 0, synced=True)).took for n in range(2))
    for number in range(rounds):
        sizes = {path.lstat().st_ino: path.lstat().st_size for path in data.rglob("*")}
        names = {path.lstat().st_ino: {p.name for p in path.iterdir()} for path in [data, *data.rglob("*")] if path.is_dir() and not path.is_symlink()}
        was = link(data)
        child = Child(partial(ingest, data, first, synced=True), random.uniform(0, usual * 1.1))
        for line in child.said("S"):
            inode, size, listed, pointed = json.loads(" ".join(line))
            sizes[inode], names[inode] = size, {*listed} or names.get(inode, set())
            if data.exists() and inode == data.stat().st_ino:
                was = pointed
        cut_off(data, sizes, names, was, random)
        tally.take(child)
        tally.look(data, f"power {number}")
        first += random.choice((0, 1, ARTICLES))
    tally.counts["rounds"] = rounds
    tally.restart(data, first + ARTICLES, "after the last power cut")
    return tally


def cut_off(data: Path, sizes: dict[int, int], names: dict[int, set[str]], was: str, random: Random) -> None:
    """Lose what was not synced: every new name and every byte past the synced end may be there, or not, or in part."""
    if data.exists() and link(data) != was and random.random() < 0.5:
        (data / "current").unlink()
        if was:
            (data / "current").symlink_to(was)
    for path in sorted([data, *data.rglob("*")], reverse=True):                  # what is inside comes first
        if path.is_symlink() or not path.exists():
            continue
        status = path.stat()
        if path.is_dir():
            for inner in path.iterdir():
                if inner.name not in names.get(status.st_ino, set()) and not inner.is_symlink() and random.random() < 0.5:
                    shutil.rmtree(inner) if inner.is_dir() else inner.unlink()
        elif status.st_size > (kept := sizes.get(status.st_ino, 0)):
            os.truncate(path, random.randint(kept, status.st_size))


def flip(rounds: int, folder: Path, random: Random) -> Tally:
    tally, sound = Tally(), folder / "sound"
    for first in (0, ARTICLES, 2 * ARTICLES):
        tally.take(Child(partial(ingest, sound, first)))
    unfinished_draft(sound, tally, random)
    kinds = {"journal": ["workspace/journal"], "table": [], "log": [], "other": []}
    for path in sorted(sound.rglob("*")):
        name = path.relative_to(sound).as_posix()
        if path.is_file() and path.stat().st_size and name.startswith("releases/") and path.name not in ("LOCK", "LOG"):
            kinds["table" if path.suffix == ".sst" else "log" if path.suffix == ".log" else "other"].append(name)
    for number in range(rounds):
        data, kind = folder / "data", [kind for kind, found in kinds.items() if found][number % sum(map(bool, kinds.values()))]
        shutil.rmtree(data, ignore_errors=True)
        subprocess.run(["cp", "-a", sound, data], check=True)
        name = random.choice(kinds[kind])
        whole = (data / name).read_bytes()
        place = random.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= random.randrange(1, 256)
        (data / name).open("r+b").write(damaged)              # in place: a table is shared between releases
        where = f"flip {number} at byte {place} of {name}"
        faults = tally.look(data, where, expect_sound=False)
        tally.counts["damaged"] += 1
        if kind == "journal":
            refused = Child(partial(ingest, data, 50 * ARTICLES))
            tally.counts["detected or healed"] += bool(faults) or readable(data)
            if refused.code == 0:                             # behind the damage: what is added there is acknowledged as well
                whole += (data / name).read_bytes()[len(whole):]
            (data / name).write_bytes(whole)
        else:
            draft = name.startswith("releases/.building")
            tally.counts["detected or healed"] += bool(faults) or draft
            if not (faults or draft):
                tally.notes.append(f"{where}: not detected")
            if faults:                                        # also of a draft: it shares its tables with releases
                Child(partial(rebuild, data))
        mine = Tally()
        mine.acknowledged = dict(tally.acknowledged)
        mine.restart(data, 60 * ARTICLES, where)
        tally.counts.update(mine.counts)
        tally.notes += mine.notes
    tally.counts["rounds"] = rounds
    return tally


def readable(data: Path) -> bool:
    """Is the journal whole again?"""
    with suppress(WorkspaceError):
        return bool(Journal.open(data / "workspace" / "journal").heads)
    return False


def rebuild(data: Path, _: Callable[[str], None]) -> None:
    commands._known = lambda: KNOWN  # type: ignore[assignment]
    publishing.load_graph_quads = derived.load_graph_quads = lambda: ()  # type: ignore[assignment]
    commands.rebuild.main(["--data", str(data)], standalone_mode=False)


def unfinished_draft(data: Path, tally: Tally, random: Random) -> None:
    """Leave a draft with a write-ahead log behind, as a killed ingest does."""
    usual = Child(partial(ingest, data.parent / "probe", 0)).took
    for number in range(40):
        tally.take(Child(partial(ingest, data, (3 + number) * ARTICLES), random.uniform(0.2, 1) * usual))
        if any(path.stat().st_size for path in data.glob("releases/.building/store/*.log")):
            return
    tally.notes.append("no draft could be left behind")


def full(rounds: int, folder: Path, random: Random) -> Tally:
    tally, data, first = Tally(), folder / "data", 0
    with small_disk(folder) as disk:
        for number in range(rounds):
            on_disk = disk is not None and number % 3 == 2
            place = disk / "data" if disk and on_disk else data
            mine = tally if not on_disk else Tally()
            if on_disk:
                filler = place.parent / "filler"
                filler.unlink(missing_ok=True)
                mine.take(Child(partial(ingest, place, 0)))
                with suppress(OSError):
                    filler.write_bytes(bytes(max(0, shutil.disk_usage(place).free - random.randrange(400_000))))
            limit = 0 if on_disk else int(10 ** random.uniform(2, 6))
            child = Child(partial(ingest, place, first + ARTICLES, limit=limit))
            mine.take(child)
            mine.look(place, f"full {number} ({limit or 'tmpfs'})")
            if on_disk:
                (place.parent / "filler").unlink()
                mine.restart(place, 2 * ARTICLES, f"full {number}")
                shutil.rmtree(place)
                tally.counts.update(mine.counts)
                tally.notes += mine.notes
            else:
                mine.restart(place, first + ARTICLES, f"full {number}")
                first += ARTICLES
    tally.counts["rounds"] = rounds
    return tally


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A tmpfs of 8 MB, where this user may mount one."""
    place = folder / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], capture_output=True, check=False).returncode == 0
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", place], check=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = {"kill": (kill, 300), "power": (power, 100), "flip": (flip, 200), "full": (full, 30)}
    for name, (_, rounds) in kinds.items():
        parser.add_argument(f"--{name}", type=int, default=rounds, metavar="N", help=f"rounds (default {rounds})")
    memory = Path("/dev/shm")
    parser.add_argument("--folder", type=Path, default=memory if os.access(memory, os.W_OK) else None,
                        help="where to work; what was synced is kept count of, so that memory does as well as a disk and is quicker")
    parser.add_argument("--seed", type=int, default=1, help="of the instants and places (default 1)")
    given = vars(parser.parse_args())
    total: Counter[str] = Counter()
    notes: list[str] = []
    print(f"{'':8}" + "".join(f"{name:>{len(name) + 3}}" for name in COLUMNS) + "   seconds", flush=True)
    for name, (run, _) in kinds.items():
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(dir=given["folder"]) as folder:
            tally = run(given[name], Path(folder), Random(f"{given['seed']} {name}")) if given[name] else Tally()
        print(f"{name:8}" + "".join(f"{tally.counts[column]:>{len(column) + 3}}" for column in COLUMNS) + f"{time.perf_counter() - began:10.0f}", flush=True)
        total.update(tally.counts)
        notes += tally.notes
    print("\n".join(notes[:40]))
    return int(bool(notes or total["lost"] or total["half-written"] or total["did not start again"] or total["damaged"] != total["detected or healed"]))


if __name__ == "__main__":
    sys.exit(main())
