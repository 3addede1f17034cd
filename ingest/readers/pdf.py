"""PDF: the text layer, read in a process of its own that may use so much time and memory and no more.

A few bytes of PDF can unpack to gigabytes or never end, whichever library reads them; the system ends such a process for us.
"""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ingest.model import RawDocument, ReadError
from ingest.readers.limits import ReadLimits, size

PROGRAM = Path(__file__).with_name("pdf_text.py")
BOUNDED = """
import runpy, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]),) * 2)
except (ImportError, ValueError, OSError):
    pass                                 # no such limits on this system: the parent's clock is left
sys.argv = sys.argv[3:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def read_pdf(source: str, data: bytes, limits: ReadLimits) -> Iterator[RawDocument | ReadError]:
    """The document in the bytes of a PDF, or the reason why there is none."""
    command = [sys.executable, "-P", "-c", BOUNDED, str(limits.max_memory), str(limits.max_seconds), str(PROGRAM), str(limits.max_pages)]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, timeout=2 * limits.max_seconds, check=False)
        outcome = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):      # no answer: the system ended it
        yield ReadError(source, f"could not be read within {limits.max_seconds} s and {size(limits.max_memory)} of memory; print it to a new PDF, "
                                "or give its text")
        return
    if "fault" in outcome:
        yield ReadError(source, outcome["fault"])
        return
    title = outcome["title"]
    yield RawDocument(source, "\n\n".join(outcome["paragraphs"]), "text/plain", (("container", "pdf"), ("title", title)) if title else ())
