"""What a class needs of TLJH beyond `tljh-config`; there is nothing to change.

`config.sh` copies it to /opt/tljh/config/jupyterhub_config.d/, where the hub reads it last.
"""

import os

from jupyterhub.handlers.base import BaseHandler
from nativeauthenticator.handlers import LoginHandler

c = get_config()  # noqa: F821

# A class arrives together. With the defaults, a hundred servers may start at once, the processors
# are shared among them, and none is ready within 30 seconds.
c.Spawner.start_timeout = 180
c.Spawner.http_timeout = 180
c.JupyterHub.concurrent_spawn_limit = 2 * (os.cpu_count() or 1)

# Many share this machine, and what a kernel writes to a TCP port all of them can read. So kernels
# use sockets, in a /tmp that systemd gives to each learner alone; in a home, the path of a socket
# could be longer than the 107 characters that Linux allows.
c.Spawner.args = ["--KernelManager.transport=ipc"]
c.SystemdSpawner.isolate_tmp = True
c.Spawner.environment = {"JUPYTER_RUNTIME_DIR": "/tmp/jupyter"}

# To say that a login form has expired, JupyterHub 5.5 calls the form in a way that
# NativeAuthenticator 1.3 does not know, and the learner sees an empty page.
LoginHandler.render_template = BaseHandler.render_template
