"""A hub for rehearsing a class on one machine: everybody is the same system user.

`make rehearse` starts it. By hand, from the folder of the course:

    npm ci --prefix hub/local
    jupyterhub -f hub/local/jupyterhub_config.py

It listens on this machine only and must stay there: SimpleLocalProcessSpawner isolates nobody.
For a class, see ../tljh/ and ../z2jh/.
"""

import os
import resource
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from jupyterhub.spawner import SimpleLocalProcessSpawner

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("MALICOURSE_HUB_STATE", HERE.parents[1] / "_build" / "hub"))
PORT = os.environ.get("MALICOURSE_HUB_PORT", "8000")
PASSWORD = os.environ.get("MALICOURSE_HUB_PASSWORD") or secrets.token_urlsafe(9)
CULL_SECONDS = os.environ.get("MALICOURSE_HUB_CULL", "3600")
#: Sockets of kernels lie here: a short path, for that of a socket has at most 107 characters.
RUNTIME = Path(os.environ.get("MALICOURSE_HUB_RUNTIME") or tempfile.mkdtemp(prefix="hub-"))
PROXY = next(
    filter(
        None,
        (
            shutil.which("configurable-http-proxy", path=str(folder / "node_modules" / ".bin"))
            for folder in (STATE, HERE)
        ),
    ),
    "configurable-http-proxy",
)

print(
    "*" * 78,
    "This hub is a REHEARSAL. SimpleLocalProcessSpawner isolates nobody: every learner",
    "can read, change and delete the files of every other, and yours. It listens on",
    "127.0.0.1 only. Do not open it to a network, and do not use it for a class.",
    "*" * 78,
    sep="\n",
    file=sys.stderr,
)


class RehearsalSpawner(SimpleLocalProcessSpawner):
    """Starts a server for each learner and holds each of its processes to `mem_limit`.

    TLJH and Kubernetes hold the whole server to it, by control groups, which need root. A limit
    on each process shows a learner who fills the memory the same wall.
    """

    def make_preexec_fn(self, name):
        """Return what a new process does before it becomes the learner's server."""
        move = super().make_preexec_fn(name)
        limit = int(self.mem_limit)

        def preexec():
            move()
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

        return preexec

    def get_env(self):
        """Return the environment of the learner's server."""
        env = super().get_env()
        env["JUPYTER_RUNTIME_DIR"] = str(RUNTIME / self.user.name)
        return env


STATE.mkdir(parents=True, exist_ok=True)
RUNTIME.mkdir(mode=0o700, parents=True, exist_ok=True)

c = get_config()  # noqa: F821

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ.get('MALICOURSE_HUB_API', '8081')}"
c.ConfigurableHTTPProxy.api_url = (
    f"http://127.0.0.1:{os.environ.get('MALICOURSE_PROXY_API', '8001')}"
)
c.ConfigurableHTTPProxy.command = [PROXY]
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
# A hub that is started again finds its proxy and its learners where they were.
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cleanup_proxy = False

# One password for everybody is right for a rehearsal and for nothing else.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = PASSWORD
c.SharedPasswordAuthenticator.allow_all = True
if "MALICOURSE_HUB_PASSWORD" not in os.environ:
    print(f"Any name and this password let you in: {PASSWORD}", file=sys.stderr)

c.JupyterHub.spawner_class = RehearsalSpawner
c.SimpleLocalProcessSpawner.home_dir_template = str(STATE / "homes" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = "1G"
# With the defaults (http_timeout 30 s, 100 starts at once) a class that arrives together brings
# two cores to a halt, and nobody's server is ready in time. So: few at once, and patience.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
c.JupyterHub.concurrent_spawn_limit = 2 * (os.cpu_count() or 1)
# On a machine that many share, a kernel on a TCP port can be reached by all of them.
c.Spawner.args = ["--KernelManager.transport=ipc"]
if os.geteuid() == 0:
    c.Spawner.args.append("--allow-root")
# By this mark a rehearsal finds all that it started.
MARK = {"MALICOURSE_REHEARSAL": os.environ.get("MALICOURSE_REHEARSAL", "")}
c.Spawner.environment = MARK

c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["cull-idle"],
    }
]
c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            f"--timeout={CULL_SECONDS}",
            f"--cull-every={max(1, min(600, int(CULL_SECONDS) // 2))}",
        ],
        "environment": MARK,
    }
]
