"""One learner: what a browser sends to a hub, without the browser."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

COURSE = "course"
"""Folder into which a learner's server pulls the course."""

_PAGE = {"Sec-Fetch-Mode": "navigate"}
_SCRIPT = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}


class Refused(Exception):
    """What a learner was told instead of what was asked for."""


@dataclass
class Reply:
    """What came back from a cell.

    Attributes
    ----------
    status : str
        "ok", "error", or "restarted" if the kernel went away underneath.
    error : str
        Name of the exception; "" if there was none.
    text : str
        What was printed, and the text of the result.
    seconds : float
        From sending to the end.
    """

    status: str
    error: str = ""
    text: str = ""
    seconds: float = 0.0


@dataclass
class Learner:
    """A learner with a name, cookies and, once it is asked for, a kernel.

    Attributes
    ----------
    name : str
        User name on the hub.
    hub : str
        Address of the hub, without a slash at the end.
    password : str
        The password of the rehearsal.
    kernel : str
        Id of the kernel in use; "" before the first.
    told_to_wait : int
        How often the hub had too many starts at once and asked to come back.
    """

    name: str
    hub: str
    password: str
    kernel: str = ""
    told_to_wait: int = 0
    _client: httpx.AsyncClient = field(init=False)
    _socket: WebSocketClientConnection | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._client = httpx.AsyncClient(
            base_url=self.hub, follow_redirects=True, timeout=120, headers=_PAGE
        )

    async def leave(self) -> None:
        """Close the browser."""
        self.hang_up()
        await self._client.aclose()

    @property
    def home(self) -> str:
        """Path of the learner's server on the hub."""
        return f"/user/{self.name}"

    # On the hub

    async def log_in(self) -> None:
        """Fill in the form of the login page."""
        page = await self._client.get("/hub/login")
        found = re.search(r'name="_xsrf"\s+value="([^"]+)"', page.text)
        form = {"username": self.name, "password": self.password}
        if found:
            form["_xsrf"] = found[1]
        answer = await self._client.post("/hub/login?next=%2Fhub%2Fhome", data=form)
        if answer.status_code != 200 or "/hub/login" in str(answer.url):
            raise Refused(f"login: {answer.status_code} at {answer.url.path}")

    async def start(self) -> None:
        """Ask for a server, wait for it as the page with the bar does, and open JupyterLab."""
        while True:
            answer = await self._client.get(f"/hub/spawn/{self.name}")
            if answer.status_code != 429:
                break
            self.told_to_wait += 1
            await asyncio.sleep(int(answer.headers.get("Retry-After", "10")))
        progress = f"/hub/api/users/{self.name}/server/progress"
        async with self._client.stream("GET", progress, timeout=600) as events:
            async for line in events.aiter_lines():
                event = json.loads(line[5:]) if line.startswith("data:") else {}
                if event.get("failed"):
                    raise Refused(f"server: {event.get('message', 'failed')}")
                if event.get("ready"):
                    break
        status, path = await self.sees(patience=120)
        if status != 200 or not path.startswith(self.home):
            raise Refused(f"JupyterLab: {status} at {path}")

    async def sees(self, *, patience: float = 10) -> tuple[int, str]:
        """Return the status and the path of what opening JupyterLab shows now; 0 if nothing."""
        try:
            page = await self._client.get(f"{self.home}/lab", timeout=patience)
        except httpx.HTTPError:
            return 0, ""
        return page.status_code, page.url.path

    # On the learner's server

    def _token(self) -> str:
        cookies = [c for c in self._client.cookies.jar if c.name == "_xsrf" and c.value]
        own = [c.value for c in cookies if c.path.startswith(self.home)]
        return own[0] if own else ""

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        """Call the interface of the learner's own server and return its JSON."""
        headers = {**_SCRIPT, "X-XSRFToken": self._token()}
        answer = await self._client.request(method, f"{self.home}/{path}", headers=headers, **more)
        if answer.is_error:
            raise Refused(f"{method} {path.partition('?')[0]}: {answer.status_code}")
        return answer.json() if answer.content else None

    async def pull(self, repository: str, branch: str) -> None:
        """Pull the course, as a link to nbgitpuller does."""
        query = f"repo={quote(repository, safe='')}&branch={branch}&targetpath={COURSE}"
        headers = {**_SCRIPT, "X-XSRFToken": self._token()}
        address = f"{self.home}/git-pull/api?{query}"
        said = ""
        async with self._client.stream("GET", address, headers=headers, timeout=600) as events:
            async for line in events.aiter_lines():
                event = json.loads(line[5:]) if line.startswith("data:") else {}
                said = event.get("message", said)
                if event.get("phase") == "finished":
                    return
        raise Refused(f"pull: {said or 'ended early'}")

    async def read(self, path: str) -> dict[str, Any]:
        """Return a notebook as JupyterLab gets it when it opens one."""
        return (await self.ask("GET", f"api/contents/{COURSE}/{path}?content=1"))["content"]

    async def save(self, path: str, notebook: dict[str, Any]) -> None:
        """Save a notebook as JupyterLab does."""
        model = {"type": "notebook", "format": "json", "content": notebook}
        await self.ask("PUT", f"api/contents/{COURSE}/{path}", json=model)

    async def open(self, path: str) -> None:
        """Start a kernel for a notebook and connect to it."""
        name = path.rpartition("/")[2]
        model = {"path": f"{COURSE}/{path}", "name": name, "type": "notebook"}
        made = await self.ask("POST", "api/sessions", json={**model, "kernel": {"name": "python3"}})
        self.kernel = made["kernel"]["id"]
        await self.connect()

    async def connect(self) -> None:
        """Connect to the kernel, also again."""
        self.hang_up()
        cookies = "; ".join(
            f"{c.name}={c.value}"
            for c in self._client.cookies.jar
            if f"{self.home}/".startswith(c.path)
        )
        address = f"{self.hub}{self.home}/api/kernels/{self.kernel}/channels"
        self._socket = await websocket_connect(
            HTTPRequest(
                address.replace("http", "ws", 1),
                headers={"Cookie": cookies, "Sec-Fetch-Mode": "websocket"},
                connect_timeout=60,
            ),
            max_message_size=100_000_000,
        )

    def hang_up(self) -> None:
        """Close the connection to the kernel; the kernel stays."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def run(self, code: str, *, patience: float = 300) -> Reply:
        """Run a cell and wait for its end.

        Parameters
        ----------
        code : str
            Source of the cell.
        patience : float
            Seconds after which the learner gives up.
        """
        began, number = time.monotonic(), uuid.uuid4().hex
        header = {
            "msg_id": number,
            "username": self.name,
            "session": number,
            "msg_type": "execute_request",
            "version": "5.3",
        }
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
        }
        message = {
            "channel": "shell",
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
        }
        await self._socket.write_message(json.dumps(message))
        reply, text = Reply("ok"), []
        answered = idle = False
        async with asyncio.timeout(patience):
            while not (answered and idle):
                raw = await self._socket.read_message()
                if raw is None:
                    raise Refused("the connection to the kernel was closed")
                said = json.loads(raw)
                kind, about = said["msg_type"], said["content"]
                if kind == "status" and about["execution_state"] in ("restarting", "dead"):
                    reply.status = "restarted"
                    break
                if said["parent_header"].get("msg_id") != number:
                    continue
                if kind == "stream":
                    text.append(about["text"])
                elif kind == "execute_result":
                    text.append(about["data"].get("text/plain", ""))
                elif kind == "execute_reply":
                    answered = True
                    reply.status, reply.error = about["status"], about.get("ename", "")
                elif kind == "status" and about["execution_state"] == "idle":
                    idle = True
        reply.text, reply.seconds = "".join(text), time.monotonic() - began
        return reply
