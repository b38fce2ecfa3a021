"""A remote file, fetched as links are asked for: no private address, limits of time and size."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import httpx2

from diascope.remote.exchange import DeadError, Exchange, FailedError, RefusedError
from diascope.remote.network import Network
from diascope.remote.options import Options

_LARGEST = 20_000_000
"""Bytes of a file at most."""


def fetch(url: str, options: Options, network: Network | None = None) -> tuple[str, bytes] | str:
    """The kind and the bytes of a file, or in words why there are none."""
    return asyncio.run(_fetch(url, replace(options, most_bytes=_LARGEST), network or Network()))


async def _fetch(url: str, options: Options, network: Network) -> tuple[str, bytes] | str:
    exchange = Exchange(options, network)
    try:
        where = httpx2.URL(url)
        for _ in range(options.redirects + 1):
            reply = await exchange.ask("GET", where, True)
            target = reply.headers.get("location")
            if 300 <= reply.status < 400 and target:
                where = where.join(target)
                continue
            if reply.status != 200:
                return f"answers with status {reply.status}"
            if not reply.is_whole:
                return f"is larger than {_LARGEST:,} bytes"
            kind = reply.headers.get("content-type", "application/octet-stream")
            return kind.partition(";")[0].strip(), reply.text
        return "redirects too often"
    except (RefusedError, DeadError, FailedError) as error:
        return str(error)
    except (httpx2.InvalidURL, ValueError) as error:
        return f"is no address: {error}"
    finally:
        await exchange.close()
