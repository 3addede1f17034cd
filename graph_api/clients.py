"""Who asks, and what they have used: query-seconds of the last minute, as Wikidata's service counts them.

Only long queries cost anything: whoever asks many short ones is bound by how many may run and wait at one time. A client is an address;
of IPv6 its network (/64), which is what one household or machine has.
"""
from __future__ import annotations

import ipaddress
from collections import defaultdict, deque
from collections.abc import Callable
from contextvars import ContextVar

OURSELVES = ""
CLIENT: ContextVar[str] = ContextVar("client", default=OURSELVES)
"""The client whose request is being answered; set by the outermost layer. Questions of the server's own have no limits."""
MINUTE = 60.0


def client_of(address: str | None) -> str:
    """What stands for a client; `unknown` where the connection has no address (a Unix socket)."""
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address[:100] if address else "unknown"
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


class Spending:
    """Seconds that each client has used in the last minute. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._used: defaultdict[str, deque[tuple[float, float]]] = defaultdict(deque)

    def spend(self, client: str, seconds: float) -> None:
        if client != OURSELVES:
            self._used[client].append((self.clock(), seconds))

    def spent(self, client: str) -> float:
        if client not in self._used:
            return 0.0
        entries, since = self._used[client], self.clock() - MINUTE
        while entries and entries[0][0] < since:
            entries.popleft()
        if not entries:
            del self._used[client]
        return sum(seconds for _, seconds in entries)

    def free_in(self, client: str, allowed: float) -> int:
        """Whole seconds until the client is below `allowed` again, at least 1."""
        left, now = self.spent(client), self.clock()
        for when, seconds in self._used.get(client, ()):
            if left < allowed:
                break
            left -= seconds
            wait = when + MINUTE - now
        else:
            return int(MINUTE)
        return max(1, int(wait) + 1) if left < self.spent(client) else 1

    def forget(self) -> None:
        """Drop clients that have used nothing in the last minute."""
        for client in list(self._used):
            self.spent(client)
