"""Jinja2 with autoescape, the filters that every page needs, and the answer that a page is."""
from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, select_autoescape

from graph_api import links

ENVIRONMENT = Environment(loader=PackageLoader("graph_api", "pages"), autoescape=select_autoescape(default=True), trim_blocks=True,
                          lstrip_blocks=True)


def spaced(name: str) -> str:
    """`regulatorName` as people read it: `regulator name`."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).replace("_", " ").strip()


def money(value: str | None, currency: str | None) -> str:
    """`1200000000` and `EUR` as `1,200,000,000 EUR`."""
    if not value:
        return ""
    whole, _, part = value.partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}{'.' + part if part else ''}{' ' + currency if currency else ''}"


def opaque(iri: str) -> bool:
    """Whether the key of an IRI is a hash, which tells people nothing."""
    return bool(re.search(r"/id/[a-z-]+/[0-9a-f]{20}$", iri))


ENVIRONMENT.filters.update(page=links.page, opaque=opaque, short=links.short, spaced=spaced,
                           query=lambda values: urlencode(values, doseq=True))
ENVIRONMENT.globals.update(money=money)


def answer(request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **context: Any) -> Response:
    """A page. `headers` win over the defaults."""
    body = ENVIRONMENT.get_template(template).render(path=request.url.path, **context)
    return Response(body, status, {"Content-Type": "text/html; charset=utf-8", "Vary": "Accept", **(headers or {})})
