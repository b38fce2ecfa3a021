"""Targets one beside the other, each in a process that is ended when its time is over."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable
from multiprocessing.process import BaseProcess

from fuzz.hunt import Bounds, hunt
from fuzz.target import Target

GRACE = 1.25
"""How much longer than its share a target may take until it is ended."""


def target_of(name: str) -> Target:
    found: Target = importlib.import_module(f"fuzz.{name}").TARGET
    return found


def hunt_in(names: Iterable[str], seed: int, share: float) -> list[str]:
    """Hunt in some targets at once; those in which something was found."""
    fresh = multiprocessing.get_context("spawn")
    end = time.monotonic() + share
    work: dict[str, BaseProcess] = {
        name: fresh.Process(target=_work, args=(name, Bounds(seed, end))) for name in names
    }
    for one in work.values():
        one.start()
    for name, one in work.items():
        one.join(max(0.0, end + share * (GRACE - 1) - time.monotonic()))
        if one.is_alive():
            print(f"{name}: ended in the midst of a text, since its time was over")
            one.kill()
            one.join()
    return [name for name, one in work.items() if one.exitcode not in (0, -9)]


def _work(name: str, bounds: Bounds) -> None:
    os.environ["XDG_STATE_HOME"] = os.environ["XDG_CACHE_HOME"] = os.devnull
    sys.exit(bool(hunt(target_of(name), bounds)))
