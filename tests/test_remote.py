"""Remote links: every behaviour of servers, politeness, private addresses, kept answers."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from harness import Outcome, Site
from hypothesis import given, settings
from hypothesis import strategies as st
from remote_server import PAGE, Rogue

from diascope.remote.anchors import Page
from diascope.remote.answer import Answer, Verdict
from diascope.remote.ask import Asker
from diascope.remote.exchange import Reply
from diascope.remote.kept import DAYS, Kept, read_kept
from diascope.remote.network import Network
from diascope.remote.options import Options
from diascope.remote.versions import drift

T = TypeVar("T")
TODAY = date(2026, 5, 4)
QUICK = Options(timeout=1.2, budget=18, pause=0.001, per_host=8, backoff=0.02, longest_wait=0.05)


class Loopback(Network):
    """Names of `.test` lead to this machine, which passes for a public one; `inside.test` not."""

    async def addresses_of(self, host: str, port: int) -> list[str]:
        if host == "nowhere.test":
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        if host == "later.test":
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if host == "inside.test":
            return ["10.0.0.1"]
        if host == "both.test":
            return ["127.0.0.1", "192.168.0.1"]
        return ["127.0.0.1"] if host.endswith(".test") else await super().addresses_of(host, port)

    def is_private(self, address: str) -> bool:
        return address != "127.0.0.1" and super().is_private(address)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str] | None:
    """A certificate that nobody trusts, and its key."""
    program = shutil.which("openssl")
    if program is None:
        return None
    folder = tmp_path_factory.mktemp("tls")
    files = str(folder / "cert.pem"), str(folder / "key.pem")
    options = [
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=a.test",
    ]
    command = [program, "req", *options, "-out", files[0], "-keyout", files[1]]
    subprocess.run(command, check=True, capture_output=True)
    return files


@pytest.fixture
def rogue(certificate: tuple[str, str] | None) -> Iterator[Rogue]:
    """The server."""
    with Rogue(certificate) as running:
        yield running


def in_a_thread(work: Callable[[], T]) -> T:
    """What comes of some work, in a thread: that of the tests may have the browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def asked(
    urls: list[str],
    options: Options = QUICK,
    kept: Kept | None = None,
    network: Network | None = None,
) -> dict[str, Answer]:
    asker = Asker(options, Kept() if kept is None else kept, network=network or Loopback())
    return in_a_thread(lambda: asker.ask(urls, TODAY))


WANTED = {
    "ok/{n}": Verdict.OK,
    "missing/{n}": Verdict.DEAD,
    "gone/{n}": Verdict.DEAD,
    "status/400/{n}": Verdict.DEAD,
    "status/401/{n}": Verdict.BLOCKED,
    "status/403/{n}": Verdict.BLOCKED,
    "status/451/{n}": Verdict.BLOCKED,
    "status/999/{n}": Verdict.BLOCKED,
    "challenge/{n}": Verdict.BLOCKED,
    "moved/1/{n}": Verdict.MOVED,
    "moved/3/{n}": Verdict.MOVED,
    "moved/2/{n}#old": Verdict.MOVED,
    "found/2/{n}": Verdict.OK,
    "mixed/1{n}": Verdict.OK,
    "home/deep/{n}": Verdict.MOVED,
    "loop/0/{n}": Verdict.DEAD,
    "far/0{n}": Verdict.DEAD,
    "limited/{n}": Verdict.OK,
    "always-limited/{n}": Verdict.LIMITED,
    "recovers/{n}": Verdict.OK,
    "fails/{n}": Verdict.FLAKY,
    "no-head/{n}": Verdict.OK,
    "slow/{n}": Verdict.OK,
    "cut/{n}": Verdict.FLAKY,
    "endless/{n}": Verdict.OK,
    "endless/{n}#nothing": Verdict.UNCHECKABLE,
    "bomb/{n}#nothing": Verdict.UNCHECKABLE,
    "zipped/{n}#old": Verdict.OK,
    "inside/{n}": Verdict.PRIVATE,
    "scheme/{n}": Verdict.PRIVATE,
    "ok/{n}#top-of-all": Verdict.OK,
    "ok/{n}#old": Verdict.OK,
    "ok/{n}#readme": Verdict.OK,
    "ok/{n}#caf%C3%A9": Verdict.OK,
    "ok/{n}#absent": Verdict.ANCHOR_MISSING,
    "ok/{n}#:~:text=smallest%20deployable": Verdict.OK,
    "ok/{n}#:~:text=largest%20units": Verdict.ANCHOR_MISSING,
    "ok/{n}#L10-L20": Verdict.UNCHECKABLE,
    "app/{n}#/settings": Verdict.UNCHECKABLE,
    "app/{n}#settings": Verdict.UNCHECKABLE,
    "pdf/{n}#page=3": Verdict.UNCHECKABLE,
}
SLOW = {"never/{n}": Verdict.FLAKY, "trickle/{n}#old": Verdict.FLAKY, "head-hangs/{n}": Verdict.OK}


def test_five_hundred_links_of_every_behaviour(rogue: Rogue) -> None:
    wanted = dict[str, Verdict]()
    for n in range(12):
        for path, verdict in {**WANTED, **(SLOW if n < 4 else {})}.items():
            host = f"host{n}.test:{rogue.port}"
            wanted[f"http://{host}/{path.format(n=n)}"] = verdict
    if rogue.secure_port:
        wanted[f"https://a.test:{rogue.secure_port}/ok"] = Verdict.DEAD
    wanted["http://nowhere.test/"] = Verdict.DEAD
    wanted["http://later.test/"] = Verdict.FLAKY
    wanted["http://both.test/"] = Verdict.PRIVATE
    wanted[f"http://name:word@host1.test:{rogue.port}/ok"] = Verdict.PRIVATE
    wanted["http://[::1]/"] = wanted["http://169.254.169.254/latest"] = Verdict.PRIVATE
    wanted["http://[nonsense/"] = Verdict.DEAD
    assert len(wanted) >= 500
    started = time.monotonic()
    # endless pages have to reach their limit in time on a busy machine as well
    found = asked(list(wanted), replace(QUICK, most_bytes=100_000))
    assert time.monotonic() - started < 20
    assert {url: one.verdict for url, one in found.items()} == wanted
    assert list(found) == list(wanted)
    assert max(rogue.most.values()) <= 8
    assert "/secret" not in {path for _, _, path in rogue.requests}
    sent = "".join(rogue.headers).lower()
    assert "authorization" not in sent
    assert "cookie" not in sent


def test_what_an_answer_says(rogue: Rogue) -> None:
    base = f"http://one.test:{rogue.port}"
    urls = [f"{base}/{path}" for path in ("moved/2/x#old", "home/a/b", "ok/1#top-of-al", "gone/1")]
    moved, home, near, gone = asked(urls).values()
    assert moved.location == f"{base}/ok/end#old"
    assert (home.location, home.reason) == ("", f"leads to the start page `{base}/` now")
    assert near.near == "top-of-all"
    assert (gone.status, gone.reason) == (410, "is gone for good (status 410)")
    assert gone.checked == TODAY


def test_one_page_is_asked_for_once_whatever_is_named_on_it(rogue: Rogue) -> None:
    base = f"http://one.test:{rogue.port}/ok/1"
    asked([base, f"{base}#old", f"{base}#absent", base])
    assert rogue.requests == [("GET", "one.test", "/ok/1")]
    asked([f"http://one.test:{rogue.port}/ok/2"])
    assert rogue.requests[-1] == ("HEAD", "one.test", "/ok/2")


def test_hosts_have_pauses_and_few_requests_at_once(rogue: Rogue) -> None:
    urls = [f"http://one.test:{rogue.port}/slow/{n}" for n in range(6)]
    started = time.monotonic()
    asked(urls, replace(QUICK, per_host=2, pause=0.05))
    assert time.monotonic() - started >= 0.9
    assert rogue.most["one.test"] == 2


def test_what_there_is_no_time_for_is_not_called_dead(rogue: Rogue) -> None:
    urls = [f"http://one.test:{rogue.port}/slow/{n}" for n in range(30)]
    started = time.monotonic()
    found = asked(urls, replace(QUICK, per_host=1, budget=1))
    assert time.monotonic() - started < 3
    verdicts = [one.verdict for one in found.values()]
    assert Verdict.OK in verdicts
    assert Verdict.UNCHECKED in verdicts
    assert set(verdicts) == {Verdict.OK, Verdict.UNCHECKED}


def test_large_answers_take_little_memory(rogue: Rogue) -> None:
    urls = [
        f"http://h{n}.test:{rogue.port}/{kind}/1#x"
        for n in range(4)
        for kind in ("bomb", "endless")
    ]
    tracemalloc.start()
    asked(urls, replace(QUICK, timeout=6))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 75_000_000


@pytest.mark.parametrize(
    ("address", "is_private"),
    [
        ("8.8.8.8", False), ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.1.1", True),
        ("172.16.0.1", True), ("169.254.169.254", True), ("100.64.0.1", True), ("0.0.0.0", True),
        ("224.0.0.1", True), ("255.255.255.255", True), ("::1", True), ("fe80::1%eth0", True),
        ("fd00::1", True), ("::ffff:10.0.0.1", True), ("::ffff:8.8.8.8", False),
        ("64:ff9b::a00:1", True), ("2002:a00:1::", True), ("2606:4700::1111", False), ("x", True),
    ],
)  # fmt: skip
def test_private_addresses(address: str, is_private: bool) -> None:
    assert Network().is_private(address) == is_private


def test_private_addresses_are_asked_when_they_may_be(rogue: Rogue) -> None:
    url = f"http://127.0.0.1:{rogue.port}/ok/1"
    plain = asked([url], network=Network())
    assert plain[url].verdict is Verdict.PRIVATE
    allowed = asked([url], replace(QUICK, is_private_allowed=True), network=Network())
    assert allowed[url].verdict is Verdict.OK


@pytest.mark.parametrize(
    ("pattern", "is_ignored"),
    [("http://one.test:*/ok/*", True), ("*/ok/?", True), ("http://two*", False), ("*ok", False)],
)
def test_patterns_of_what_is_ignored(rogue: Rogue, pattern: str, is_ignored: bool) -> None:
    url = f"http://one.test:{rogue.port}/ok/1"
    found = asked([url], replace(QUICK, ignore=(pattern,)))
    assert (found[url].verdict is Verdict.IGNORED) == is_ignored


class TestAnchors:
    @pytest.mark.parametrize(
        ("fragment", "is_there"),
        [
            ("top", True),
            ("", True),
            (":~:text=the%20smallest", True),
            (":~:text=The-,smallest,computing", True),
            (":~:text=smallest,-deployable", True),
            (":~:text=smallest,-units", False),
            (":~:text=smallest&text=nowhere", False),
            ("old:~:text=pods", True),
        ],
    )
    def test_fragments(self, fragment: str, is_there: bool) -> None:
        page = Page(Reply(200, {"content-type": "text/html"}, PAGE.encode()))
        assert page.look(fragment).is_there == is_there

    @given(st.binary(max_size=300), st.text(max_size=30))
    @settings(max_examples=40)
    def test_any_page_can_be_looked_through(self, text: bytes, fragment: str) -> None:
        Page(Reply(200, {"content-type": "text/html; charset=nonsense"}, text)).look(fragment)


ANSWERS = [Answer(f"https://example.org/{v}", v, "why", 200, checked=TODAY) for v in Verdict]


class TestKept:
    def test_they_come_back_as_they_were(self, tmp_path: Path) -> None:
        kept = Kept()
        kept.add(ANSWERS)
        assert kept.write(tmp_path / "links.json") is None
        again, wrong = read_kept((tmp_path / "links.json").read_bytes(), tmp_path / "links.json")
        assert wrong is None
        assert again.text() == kept.text()
        assert {one["verdict"] for one in json.loads(kept.text())["answers"]} == set(DAYS)

    @pytest.mark.parametrize("verdict", Verdict)
    def test_they_expire_by_their_verdict(self, verdict: Verdict) -> None:
        kept = Kept(ANSWERS)
        url, days = f"https://example.org/{verdict}", DAYS.get(verdict, 0)
        assert (kept.get(url, TODAY) is not None) == (days > 0)
        assert kept.get(url, TODAY + timedelta(days)) is None
        assert kept.get(url, TODAY - timedelta(1)) is None

    def test_what_is_fresh_is_not_asked_again(self, rogue: Rogue) -> None:
        kept, url = Kept(), f"http://one.test:{rogue.port}/ok/1"
        first, second = (asked([url], kept=kept) for _ in range(2))
        assert first == second
        assert len(rogue.requests) == 1
        offline = asked([url, "https://example.org/x"], replace(QUICK, is_offline=True), kept)
        assert [one.verdict for one in offline.values()] == [Verdict.OK, Verdict.UNCHECKED]

    @given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
    @settings(max_examples=60)
    def test_a_broken_file_is_said_and_counts_for_nothing(self, content: bytes) -> None:
        kept, wrong = read_kept(content, Path("/links.json"))
        assert kept.text() == Kept().text()
        assert wrong is None or wrong.code == "link-cache-invalid"


@pytest.mark.parametrize(
    ("url", "versions", "found"),
    [
        ("https://v1-24.docs.kubernetes.io/docs/", {"k8s": "1.33"}, ("k8s", "1.24")),
        ("https://v1-33.docs.kubernetes.io/docs/", {"k8s": "1.33"}, None),
        ("https://docs.python.org/3.9/library/", {"python": "3.13"}, ("python", "3.9")),
        ("https://docs.python.org/3/library/", {"python": "3.13"}, None),
        ("https://github.com/etcd-io/etcd/tree/v3.4.1", {"etcd": "3.6"}, ("etcd", "3.4.1")),
        ("https://example.org/blog/v1.24/", {"kubernetes": "1.33"}, None),
        ("https://docs.docker.com/engine/release-notes/20.10/", {"kubernetes": "1.33"}, None),
        ("https://www.postgresql.org/docs/9.6/", {"postgres": "17.1"}, ("postgres", "9.6")),
        ("https://nodejs.org/docs/v18.20.0/api/", {"node": "18"}, None),
    ],
)
def test_drift_of_versions(
    url: str, versions: dict[str, str], found: tuple[str, str] | None
) -> None:
    assert drift(url, versions) == found


class TestCheckLinks:
    """`check --links` from the command line."""

    @pytest.fixture
    def linked(self, site: Site, rogue: Rogue, monkeypatch: pytest.MonkeyPatch) -> Site:
        """A site whose links lead to the server, by names that look public."""
        monkeypatch.setattr("diascope.remote.network.Network.addresses_of", Loopback.addresses_of)
        monkeypatch.setattr("diascope.remote.network.Network.is_private", lambda self, one: False)
        base = f"http://one.test:{rogue.port}"
        site.write(
            {
                "slides/talk.md": f"# One\n\n[a]({base}/ok/1), [b]({base}/gone/1), [c][moved]\n\n"
                f"- [d]({base}/moved/1/x), and [e]({base}/moved/1/x#old)\n"
                f"- `{base}/moved/1/x` ![f]({base}/missing/f.jpg)\n\n[moved]: <{base}/moved/1/x>\n",
                "diascope.toml": f"links = {{one = '{base}/{{}}'}}\nversions = {{etcd = '3.6'}}",
            }
        )
        return site

    @staticmethod
    def check(site: Site, *arguments: str) -> Outcome:
        return in_a_thread(lambda: site.check(*arguments))

    def test_every_place_is_named(self, linked: Site) -> None:
        outcome = self.check(linked, "--links")
        codes = sorted((one.code, one.line) for one in outcome.findings)
        assert codes == [
            ("link-dead", 3),
            ("link-dead", 6),
            ("link-moved", 3),
            ("link-moved", 5),
            ("link-moved", 5),
        ]
        assert outcome.code == 0
        assert self.check(linked, "--links", "--strict").code == 1

    def test_moved_addresses_are_rewritten_where_they_are_links(
        self, linked: Site, rogue: Rogue
    ) -> None:
        before = (linked.root / "slides/talk.md").read_text()
        self.check(linked, "--links", "--fix")
        base = f"http://one.test:{rogue.port}"
        after = before.replace(f"[d]({base}/moved/1/x)", f"[d]({base}/ok/end)")
        after = after.replace(f"[e]({base}/moved/1/x#old)", f"[e]({base}/ok/end#old)")
        after = after.replace(f"[moved]: <{base}/moved/1/x>", f"[moved]: <{base}/ok/end>")
        assert (linked.root / "slides/talk.md").read_text() == after
        assert "link-moved" not in self.check(linked, "--links", "--fix").stderr
        assert (linked.root / "slides/talk.md").read_text() == after

    def test_answers_are_kept_beside_the_configuration(self, linked: Site, rogue: Rogue) -> None:
        self.check(linked, "--links")
        count = len(rogue.requests)
        kept = json.loads((linked.root / "links.json").read_text())
        assert {one["verdict"] for one in kept["answers"]} == {"ok", "dead", "moved"}
        again = self.check(linked, "--offline")
        assert len(rogue.requests) == count
        assert len([one for one in again.findings if one.code == "link-moved"]) == 3
        (linked.root / "links.json").write_text("<<<<<<< ours\n")
        assert "link-cache-invalid" in self.check(linked, "--links").stderr
        assert json.loads((linked.root / "links.json").read_text())["version"] == 1

    def test_the_configuration_names_what_is_not_asked(self, linked: Site, rogue: Rogue) -> None:
        linked.write({"diascope.toml": "links-ignore = ['http://one.test*']"})
        assert "link-" not in self.check(linked, "--links").stderr
        assert rogue.requests == []

    def test_a_shortcut_and_a_version_that_drifted(self, linked: Site) -> None:
        linked.write({"slides/talk.md": "# One\n\n[a](one:ok/etcd/v3.4/), [b](one:missing/x)\n"})
        codes = [one.code for one in self.check(linked, "--links").findings]
        assert codes == ["link-version", "link-dead"]


def test_pulls_lists_programs_and_images(site: Site) -> None:
    text = (
        "# One\n\n``` console\n$ docker run --rm -it -p 80:80 --name x nginx:1.29 sh\n"
        "$ FOO=1 sudo jq . < a.json | tee b && kubectl run web --image=ghcr.io/a/b:2\n"
        "$ docker build -t mine:1 . \\\n    --pull\n$ docker run mine:1\n"
        "$ cd /tmp; ls | wc -l\n```\n\n"
        "``` bash\nterraform apply  # helm upgrade\necho 'curl x'\n```\n\n"
        "``` dockerfile\nFROM --platform=linux/amd64 golang:1.24 AS build\nFROM build AS test\n"
        "FROM scratch\nCOPY --from=build /a /b\n```\n\n"
        "``` yaml\ncontainers:\n- image: redis:8  # a comment\n  name: cache\n```\n\n"
        "``` console\n$ docker exec -it x bash\nroot@x:/# apt install y\n```\n"
    )
    site.write({"slides/talk.md": text})
    script = site.check("--pulls").stdout
    assert "for program in docker jq kubectl terraform; do" in script
    pulled = [line.split()[2] for line in script.splitlines() if line.startswith("docker pull")]
    assert pulled == ["nginx:1.29", "ghcr.io/a/b:2", "golang:1.24", "redis:8"]
    run = subprocess.run(["bash", "-n"], input=script, text=True, check=False, capture_output=True)
    assert run.stderr == ""
