"""Names of hosts as addresses, and which of these are nobody else's business."""

from __future__ import annotations

import asyncio
import ipaddress
import socket


class Network:
    """The network, as names of hosts lead into it."""

    async def addresses_of(self, host: str, port: int) -> list[str]:
        """The addresses of a host; raises `socket.gaierror`."""
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [str(address[4][0]) for address in found]

    def is_private(self, address: str) -> bool:
        """Whether an IP address is of this machine or of a private network (IANA's registries).

        Addresses of IPv4 within IPv6 (mapped, 6to4, Teredo, NAT64) are judged by what is in them.
        """
        try:
            found = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return True
        return any(not one.is_global or one.is_multicast for one in _meant(found))


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def _meant(
    found: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The address, and those that it carries."""
    if isinstance(found, ipaddress.IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    inner = [found.sixtofour] if found.sixtofour else []
    inner += found.teredo or ()
    if found in _NAT64:
        return [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)]
    return [found, *(one for one in inner if one)]
