"""Start the hub of `hub/local/`, keep its state in one folder, and stop all that it started."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from hub.rehearse import machine

CONFIG = Path("hub", "local", "jupyterhub_config.py")
START_SECONDS = 90


class CannotStart(Exception):
    """One line that says why the hub does not run."""


class Hub:
    """A hub on loopback, its proxy, its learners' servers, and the course that they pull.

    Parameters
    ----------
    root : pathlib.Path
        The folder of the course, a clone.
    port : int
        Port of the hub.
    """

    def __init__(self, root: Path, port: int) -> None:
        self.root = root
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        self.password = secrets.token_urlsafe(12)
        self.mark = machine.new_mark()
        self.state = root / "_build" / "rehearsal"
        self.course = self.state / "course.git"
        self.branch = "rehearsal"
        # The path of a socket has at most 107 characters, so kernels get a short one.
        self.runtime = Path(tempfile.mkdtemp(prefix="hub-"))
        self._process: subprocess.Popen | None = None
        self._ports = [_free_port() for _ in range(2)]

    def prepare(self) -> None:
        """Lay out an empty state, the proxy, and a repository to pull from."""
        for name in ("homes", "course.git", "hub.sqlite", "proxy.pid", "hub.log"):
            path = self.state / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        self.state.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(self.root / CONFIG.parent / name, self.state)
        if not (self.state / "node_modules").exists():
            self._say_if_wrong(
                ["npm", "ci", "--silent", "--no-audit", "--no-fund"], "npm could not get the proxy"
            )
        inside = ["git", "-C", str(self.root), "rev-parse", "--is-inside-work-tree"]
        self._say_if_wrong(inside, "Learners pull the course from a clone, and this is none")
        clone = ["git", "clone", "--quiet", "--bare", f"file://{self.root}", str(self.course)]
        self._say_if_wrong(clone, "The course could not be cloned")
        branch = ["git", "-C", str(self.course), "branch", "--force", self.branch, "HEAD"]
        self._say_if_wrong(branch, "The course could not be cloned")

    def _say_if_wrong(self, command: list[str], what: str) -> None:
        done = subprocess.run(command, cwd=self.state, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()
            raise CannotStart(f"{what}: {last[-1] if last else 'no reason given'}")

    def start(self, *, cull: int = 3600) -> None:
        """Start the hub, or start it again with the state that is there.

        Parameters
        ----------
        cull : int
            Seconds without activity after which a server is stopped.
        """
        names = {
            "STATE": self.state,
            "PORT": self.port,
            "API": self._ports[0],
            "PASSWORD": self.password,
            "CULL": cull,
            "RUNTIME": self.runtime,
        }
        environment = {
            **os.environ,
            **{f"MALICOURSE_HUB_{name}": str(value) for name, value in names.items()},
            "MALICOURSE_PROXY_API": str(self._ports[1]),
            machine.MARK: self.mark,
        }
        with (self.state / "hub.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyterhub", "-f", str(self.root / CONFIG)],
                cwd=self.state,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise CannotStart(f"The hub ended at once; its last line: {self.last_line()}")
            if self.answers():
                return
            time.sleep(0.3)
        raise CannotStart(f"The hub did not answer within {START_SECONDS} s: {self.last_line()}")

    def answers(self) -> bool:
        """Say whether the hub answers through its proxy."""
        try:
            urllib.request.urlopen(f"{self.address}/hub/health", timeout=3).close()
        except OSError:
            return False
        return True

    def last_line(self) -> str:
        """Return the last line of the hub's log."""
        lines = (self.state / "hub.log").read_text("utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "none"

    def halt(self) -> None:
        """Stop the hub alone: proxy and learners' servers go on."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)

    def stop(self) -> None:
        """Stop all that was started, and put away what it left."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        machine.end_all(self.mark)
        shutil.rmtree(self.runtime, ignore_errors=True)
        shutil.rmtree(self.state / "homes", ignore_errors=True)

    def process_of(self, learner: str, word: str) -> int:
        """Return the id of the process of a learner whose command line holds a word."""
        for process, environment in machine.processes(self.mark):
            if environment.get("JUPYTERHUB_USER") == learner and word in " ".join(
                process.cmdline()
            ):
                return process.pid
        raise LookupError(f"{learner} has no process with '{word}'")

    def proxy(self) -> int:
        """Return the id of the proxy's process."""
        return int((self.state / "proxy.pid").read_text())

    def correct(self, path: str, cell: str, source: str) -> None:
        """Commit a correction to the course, as its author does while a class is running.

        Parameters
        ----------
        path : str
            A notebook, relative to the course.
        cell : str
            Id of the cell to correct.
        source : str
            Its new source.
        """
        import nbformat

        with tempfile.TemporaryDirectory() as folder:
            git = ["git", "-C", folder]
            command = ["git", "clone", "--quiet", "--branch", self.branch, str(self.course), folder]
            subprocess.run(command, check=True)
            file = Path(folder, path)
            notebook = nbformat.read(file, as_version=4)
            next(c for c in notebook.cells if c.id == cell).source = source
            nbformat.write(notebook, file)
            who = ["-c", "user.name=teacher", "-c", "user.email=teacher@example.org"]
            subprocess.run([*git, *who, "commit", "--quiet", "-am", "Correct a cell"], check=True)
            subprocess.run([*git, "push", "--quiet", "origin", self.branch], check=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
