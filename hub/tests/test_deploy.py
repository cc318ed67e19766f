"""What `hub/` asks of TLJH, of Kubernetes and of the image is valid, and opens no door."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from importlib.metadata import entry_points
from importlib.metadata import version as installed
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import psutil
import pytest
import requests
import yaml
from jupyter_client import KernelManager
from jupyter_core.application import JupyterApp
from jupyterhub.app import JupyterHub
from jupyterhub.auth import Authenticator
from jupyterhub.spawner import Spawner
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.handlers import LoginHandler
from traitlets import Bool, HasTraits, TraitError
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

ROOT = Path(__file__).resolve().parents[2]
TLJH = ROOT / "hub" / "tljh"
Z2JH = ROOT / "hub" / "z2jh"
SCRIPT = (TLJH / "config.sh").read_text(encoding="utf-8")
VALUES = (Z2JH / "values.yaml").read_text(encoding="utf-8")
ADMIN = "teacher-4711"
REAL = {
    "DOMAIN": "hub.university.edu",
    "EMAIL": "ana@university.edu",
    "ADMIN": ADMIN,
    "REPOSITORY": "https://github.com/somebody/course",
    "BRANCH": "class-2026",
}


# --- config.sh, run for real, with stand-ins for what would change the machine ----------


class Run:
    """One run of `config.sh`, and what it would have done as root."""

    def __init__(self, folder: Path, values: dict, script: str = SCRIPT, again: bool = False):
        course = folder / "course"
        (course / ".git" if again else course).mkdir(parents=True)
        for name, value in values.items():
            script = re.sub(rf'^{name}="[^"]*"', f'{name}="{value}"', script, flags=re.M)
        script = script.replace("COURSE=/opt/malicourse", f"COURSE={course}")
        (folder / "config.sh").write_text(script, encoding="utf-8")
        tools = {
            "sudo": 'printf "%q " "$@" >> calls; echo >> calls; [[ $2 != remove-item ]]',
            "git": '[[ ${*: -1} == "refs/heads/class-2026" ]]',
            "tljh-config": "exit 1",
        }
        for name, body in tools.items():
            tool = folder / "bin" / name
            tool.parent.mkdir(exist_ok=True)
            tool.write_text(f'#!/usr/bin/env bash\ncd "{folder}"\n{body}\n', encoding="utf-8")
            tool.chmod(0o755)
        path = f"{folder / 'bin'}:/usr/bin:/bin"
        done = subprocess.run(
            ["bash", "config.sh"], cwd=folder, env={"PATH": path}, text=True, capture_output=True
        )
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        log = folder / "calls"
        log.touch()
        text = log.read_text(encoding="utf-8").replace(str(course), "COURSE")
        self.calls = [shlex.split(line) for line in text.splitlines()]

    @property
    def document(self) -> dict:
        """config.yaml of TLJH, as its own command would have written it."""
        whole = {}
        for call in self.calls:
            if call[0] != "tljh-config" or call[1] not in ("set", "add-item"):
                continue
            *parents, last = call[2].split(".")
            place = whole
            for name in parents:
                place = place.setdefault(name, {})
            if call[1] == "set":
                place[last] = parsed(call[3])
            else:
                place.setdefault(last, []).append(parsed(call[3]))
        return whole


def parsed(value: str):
    """Read a value as TLJH does: a number, true or false, or else a string."""
    if re.fullmatch(r"\d+", value):
        return int(value)
    if re.fullmatch(r"\d+\.\d*", value):
        return float(value)
    return {"true": True, "false": False}.get(value.lower(), value)


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    done = Run(tmp_path_factory.mktemp("tljh"), REAL)
    assert done.code == 0, done.err
    return done


def test_the_script_is_bash():
    subprocess.run(["bash", "-n", TLJH / "config.sh"], check=True)
    assert (TLJH / "config.sh").stat().st_mode & 0o111, "config.sh is executable"


def test_with_the_examples_in_it_the_script_stops_with_one_line(tmp_path):
    done = Run(tmp_path, {})
    assert done.code == 1 and not done.calls
    assert done.err.count("\n") == 1
    assert all(name in done.err for name in REAL)


@pytest.mark.parametrize("name", REAL)
def test_each_example_that_is_left_is_named(tmp_path, name):
    done = Run(tmp_path, {key: value for key, value in REAL.items() if key != name})
    assert done.code == 1 and not done.calls
    assert f"still the examples: {name}." in done.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOMAIN", "https://hub.university.edu"),
        ("DOMAIN", "hub"),
        ("ADMIN", "admin"),
        ("ADMIN", "administrator"),
        ("ADMIN", "Teacher-4711"),
        ("ADMIN", "a-name-that-is-much-too-long-1"),
        ("BRANCH", "v1.0.0"),
    ],
)
def test_a_value_that_cannot_work_stops_the_script(tmp_path, name, value):
    done = Run(tmp_path, REAL | {name: value})
    assert done.code == 1 and not done.calls
    assert value in done.err and done.err.count("\n") == 1


def test_the_script_does_its_steps_in_order(run):
    steps = [" ".join(call) for call in run.calls]
    reload = steps.index("tljh-config reload hub")
    assert steps[reload - 1] == "tljh-config reload proxy"
    settings = [i for i, step in enumerate(steps) if re.match(r"tljh-config (set|add)", step)]
    assert max(settings) < reload - 1, "a reload comes after all settings"
    clone, snippet = steps[0], steps[reload - 2]
    assert clone == f"git clone --depth 1 --branch class-2026 {REAL['REPOSITORY']} COURSE"
    assert snippet == (
        "install -m 600 COURSE/hub/tljh/malicourse.py "
        "/opt/tljh/config/jupyterhub_config.d/malicourse.py"
    )
    python = "/opt/tljh/user/bin/python3"
    assert steps[reload + 1 :] == [
        f"{python} -m pip install --no-cache-dir --requirement binder/requirements.txt",
        f"{python} -m jupyter labextension disable {extension()}",
    ]


def extension() -> str:
    text = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    return re.search(r'labextension disable "(.+)"', text)[1]


def test_the_learners_list_is_read_where_its_last_line_means_the_course():
    before = SCRIPT.partition("--requirement binder/requirements.txt")[0]
    assert before.rstrip().splitlines()[-2] == 'cd "$COURSE"'


def test_a_second_run_updates_the_course_and_repeats_nothing(tmp_path, run):
    again = Run(tmp_path, REAL, again=True)
    assert again.code == 0
    assert [call[3] for call in again.calls[:2]] == ["fetch", "reset"]
    assert again.document == run.document
    for i, call in enumerate(again.calls):
        if call[:2] == ["tljh-config", "add-item"]:
            assert again.calls[i - 1] == ["tljh-config", "remove-item", *call[2:]]


def test_the_script_ends_with_what_to_do_next(run, tmp_path):
    assert f"Sign up as {ADMIN} at https://hub.university.edu/hub/signup" in run.out
    link = run.out.splitlines()[-1].strip()
    assert link.endswith("urlpath=lab/tree/course/notebooks/00-toolkit.ipynb")
    assert f"repo={REAL['REPOSITORY']}&branch=class-2026&" in link
    assert (ROOT / "notebooks" / "00-toolkit.ipynb").exists()
    ending = Run(tmp_path, REAL | {"REPOSITORY": f"{REAL['REPOSITORY']}.git"})
    assert ending.out == run.out


# --- against the published schemas ------------------------------------------------------


def validator(name: str):
    schema = json.loads((ROOT / "hub" / "tests" / "schemas" / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert re.search(r"at commit [0-9a-f]{40}", schema["description"])
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def changed(document: dict, path: str, value) -> dict:
    copy = json.loads(json.dumps(document))
    *parents, last = path.split(".")
    place = copy
    for name in parents:
        place = place[name]
    place[last] = value
    return copy


def test_the_values_fit_the_chart():
    validator("z2jh.json").validate(yaml.safe_load(VALUES))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("singleuser.memory.garantee", "512M"),
        ("singleuser.image", {"name": "ghcr.io/somebody/course"}),
        ("cull.timeout", "3600"),
        ("proxy.https.hosts", "hub.example.org"),
        ("proxy.https.type", "lets-encrypt"),
        ("scheduling.userPlaceholder.replicas", 2.5),
        ("prePuller.hook", True),
        ("auth", {"type": "native"}),
    ],
)
def test_values_that_do_not_fit_are_refused(path, value):
    with pytest.raises(jsonschema.ValidationError):
        validator("z2jh.json").validate(changed(yaml.safe_load(VALUES), path, value))


def test_every_setting_fits_tljh(run):
    assert run.document["services"]["cull"]["timeout"] == 3600
    validator("tljh.json").validate(run.document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("limits.ram", "1G"),
        ("limits.memory", 1),
        ("services.cull.timeout", "an hour"),
        ("https.letsencrypt.domains", "hub.university.edu"),
        ("https.letsencrypt.email", "ana"),
        ("user_environment.default_app", "lab"),
        ("auth.nativeauthenticator", {"open_signup": False}),
    ],
)
def test_settings_that_do_not_fit_are_refused(run, path, value):
    with pytest.raises(jsonschema.ValidationError):
        validator("tljh.json").validate(changed(run.document, path, value))


# --- against the classes of the hub -----------------------------------------------------

#: Of packages that only a TLJH has; read in jupyterhub-systemdspawner 1.0.2.
ELSEWHERE = {"SystemdSpawner": {"isolate_tmp": Bool()}}
CLASSES = {cls.__name__: cls for cls in (JupyterHub, Authenticator, NativeAuthenticator, Spawner)}


def wrong(config: dict) -> list[str]:
    """Name the settings that their class does not know, or would not take."""
    found = []
    for name, settings in config.items():
        traits = ELSEWHERE.get(name)
        if traits is None:
            traits = CLASSES[name].class_traits(config=True) if name in CLASSES else {}
        for key, value in settings.items():
            try:
                traits[key]._validate(HasTraits(), value)
            except (KeyError, TraitError):
                found.append(f"{name}.{key} = {value!r}")
    return found


def snippet(text: str, folder: Path) -> dict:
    """Load a snippet as the hub does."""
    (folder / "snippet.py").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LoginHandler, "render_template", LoginHandler.render_template)
        return PyFileConfigLoader("snippet.py", path=str(folder)).load_config()


def merged(*configs: dict) -> dict:
    whole = {}
    for config in configs:
        for name, settings in config.items():
            whole.setdefault(name, {}).update(settings)
    return whole


def of_tljh(document: dict, text: str, folder: Path) -> dict:
    """Put together what TLJH makes of its config.yaml and of a snippet."""
    auth = dict(document["auth"])
    return merged(
        {
            "JupyterHub": {"authenticator_class": auth.pop("type")},
            "Authenticator": {"admin_users": set(document["users"]["admin"])},
        },
        auth,
        snippet(text, folder),
    )


@pytest.fixture(scope="module")
def tljh(run, tmp_path_factory) -> dict:
    text = (TLJH / "malicourse.py").read_text(encoding="utf-8")
    return of_tljh(run.document, text, tmp_path_factory.mktemp("snippet"))


@pytest.fixture(scope="module")
def z2jh() -> dict:
    return yaml.safe_load(VALUES)["hub"]["config"]


@pytest.mark.parametrize("hub", ["tljh", "z2jh"])
def test_the_classes_know_every_setting(hub, request):
    config = request.getfixturevalue(hub)
    assert {"JupyterHub", "Authenticator", "NativeAuthenticator", "Spawner"} <= set(config)
    assert wrong(config) == []


def test_a_setting_that_no_class_knows_is_found(tljh):
    bad = merged(
        tljh,
        {
            "NativeAuthenticator": {"minimum_password_lenght": 10, "allowed_failed_logins": "5"},
            "SystemdSpawner": {"isolate_temp": True},
            "DockerSpawner": {"image": "x"},
        },
    )
    assert len(wrong(bad)) == 4


def test_both_hubs_ask_the_same_of_a_learner(tljh, z2jh):
    assert tljh["NativeAuthenticator"] == z2jh["NativeAuthenticator"]


def test_the_series_of_jupyterhub_is_the_one_in_the_image():
    series = re.search(r"JupyterHub (\d+\.\d+)", VALUES)[1]
    assert installed("jupyterhub").startswith(f"{series}.")
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(rf"^jupyterhub=={re.escape(series)}\.\d+$", pins, re.M)
    assert re.search(r"^nbgitpuller==", pins, re.M)


# --- no open door -----------------------------------------------------------------------

DOORS = re.compile("dummy|shared.?password|first.?use|tmp.?auth|simple.?local|local.?process", re.I)


def doors(config: dict, text: str) -> list[str]:
    """Name what would let in somebody whom the teacher has not authorised."""
    found = [f"the word {word!r}" for word in DOORS.findall(text)]
    hub = config.get("JupyterHub", {})
    if "spawner_class" in hub:
        found.append("a spawner other than the distribution's own")
    name = hub.get("authenticator_class")
    if name is None:
        return [*found, "no authenticator is named, and the distribution's default is open"]
    known = {entry.name: entry for entry in entry_points(group="jupyterhub.authenticators")}
    try:
        cls = known[name].load() if name in known else import_item(name)
    except ImportError:
        return [*found, f"{name} is not known"]
    settings = merged(*({"": config.get(base.__name__, {})} for base in reversed(cls.mro())))[""]
    if settings.get("open_signup"):
        found.append("open sign-up")
    if settings.get("allow_all") and not issubclass(cls, NativeAuthenticator):
        found.append(f"{cls.__name__} with allow_all")
    if DOORS.search(cls.__name__):
        found.append(cls.__name__)
    return found


def everything(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


@pytest.mark.parametrize(("hub", "folder"), [("tljh", TLJH), ("z2jh", Z2JH)])
def test_no_door_is_open(hub, folder, request):
    assert doors(request.getfixturevalue(hub), everything(folder)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("authenticator_class: native", "authenticator_class: dummy"),
        ("authenticator_class: native", "authenticator_class: jupyterhub.auth.DummyAuthenticator"),
        ("authenticator_class: native", "authenticator_class: shared-password"),
        (
            "authenticator_class: native\n    Authenticator:",
            "authenticator_class: pam\n    Authenticator:\n      allow_all: true",
        ),
        ("authenticator_class: native", "authenticator_class: nobody.knows.This"),
        ("authenticator_class: native", "{}"),
        ("authenticator_class: native", "authenticator_class: native\n      spawner_class: simple"),
        ("open_signup: false", "open_signup: true"),
    ],
)
def test_an_open_door_in_z2jh_is_found(old, new):
    assert old in VALUES
    text = VALUES.replace(old, new)
    config = yaml.safe_load(text)["hub"]["config"]
    assert doors(config, "")
    assert doors(config, text)


NATIVE = "nativeauthenticator.NativeAuthenticator"


@pytest.mark.parametrize(
    "edits",
    [
        {NATIVE: "jupyterhub.auth.DummyAuthenticator"},
        {NATIVE: "dummyauthenticator.DummyAuthenticator"},
        {NATIVE: "pam", "NativeAuthenticator.allow_all": "Authenticator.allow_all"},
        {"open_signup false": "open_signup true"},
    ],
)
def test_an_open_door_in_tljh_is_found(tmp_path, edits):
    script = SCRIPT
    for old, new in edits.items():
        assert old in script
        script = script.replace(old, new)
    done = Run(tmp_path, REAL, script=script)
    text = (TLJH / "malicourse.py").read_text(encoding="utf-8")
    assert doors(of_tljh(done.document, text, tmp_path), "")


def test_an_open_door_in_the_snippet_is_found(run, tmp_path):
    text = (TLJH / "malicourse.py").read_text(encoding="utf-8")
    text += '\nc.JupyterHub.spawner_class = "simple"\n'
    assert doors(of_tljh(run.document, text, tmp_path), "")


# --- a real hub, with the settings of TLJH ----------------------------------------------

#: The proxy is left out: a test may talk to the hub directly.
CONFIG = """
import json

import bcrypt
from jupyterhub.proxy import Proxy

# Quick hashes, of passwords that protect nothing.
gensalt = bcrypt.gensalt
bcrypt.gensalt = lambda: gensalt(4)

class NoProxy(Proxy):
    should_start = False

    async def add_route(self, routespec, target, data):
        pass

    async def delete_route(self, routespec):
        pass

    async def get_all_routes(self):
        return {}

c = get_config()
for name, settings in json.loads(%r).items():
    c[name].update(settings)
c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.bind_url = "http://127.0.0.1:1"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:%d"
load_subconfig(%r)
"""


class Browser(requests.Session):
    """Somebody at the hub's pages."""

    def __init__(self, hub: str):
        super().__init__()
        self.hub = hub

    def send_form(self, page: str, **fields: str) -> requests.Response:
        self.get(self.hub + page, timeout=300)
        fields["_xsrf"] = self.cookies.get("_xsrf", path="/hub/")
        return self.post(self.hub + page, data=fields, allow_redirects=False, timeout=300)

    def sign_up(self, name: str, password: str) -> str:
        twice = {"signup_password": password, "signup_password_confirmation": password}
        return self.send_form("/signup", username=name, **twice).text

    def gets_in(self, name: str, password: str) -> bool:
        answer = self.send_form("/login", username=name, password=password)
        assert answer.status_code in (200, 302)
        return answer.status_code == 302


@pytest.fixture(scope="module")
def hub(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    settings = {name: cls for name, cls in run.document["auth"].items() if name != "type"}
    settings["JupyterHub"] = {"authenticator_class": run.document["auth"]["type"]}
    settings["Authenticator"] = {"admin_users": run.document["users"]["admin"]}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "jupyterhub_config.py"
    text = CONFIG % (json.dumps(settings), port, str(TLJH / "malicourse.py"))
    config.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/hub"
        while True:
            try:
                requests.get(f"{address}/health", timeout=300)
                break
            except requests.ConnectionError:
                assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(300)


def test_nobody_gets_in_before_the_teacher_says_so(hub):
    password = "a mission in the Sahel"
    learner, teacher = Browser(hub), Browser(hub)
    for weak in ("Kx7-q", "1234567890"):
        assert "too common" in learner.sign_up("ana", weak)
    assert "sent to the admin" in learner.sign_up("ana", password)
    assert not learner.gets_in("ana", password)
    assert learner.get(f"{hub}/authorize/ana", timeout=300).status_code != 200
    assert not learner.gets_in("ana", password), "nobody authorises themselves"
    assert not learner.gets_in("nobody", password)

    assert "successful" in teacher.sign_up(ADMIN, password)
    assert teacher.gets_in(ADMIN, password)
    assert teacher.get(f"{hub}/authorize/ana", timeout=300).status_code == 200
    assert learner.gets_in("ana", password)

    guesser = Browser(hub)
    for _ in range(5):
        assert not guesser.gets_in("ana", "a guess of the password")
    # The pause that NativeAuthenticator makes where none is set is over by now.
    time.sleep(1.1)
    assert not guesser.gets_in("ana", password), "after five wrong guesses there is a pause"


def test_a_login_form_that_has_expired_says_so(hub):
    answer = requests.post(f"{hub}/login", data={"username": "ana", "password": "x"}, timeout=300)
    assert answer.status_code == 403
    assert "expired" in answer.text


def test_z2jh_mends_the_expired_form_by_the_same_lines():
    (code,) = yaml.safe_load(VALUES)["hub"]["extraConfig"].values()
    lines = [line for line in code.splitlines() if line]
    assert len(lines) == 3
    assert set(lines) < set((TLJH / "malicourse.py").read_text(encoding="utf-8").splitlines())


# --- kernels on a machine that many share -----------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_a_kernel_on_a_shared_machine_publishes_on_no_port(tljh, monkeypatch, shared):
    server = JupyterApp()
    server.parse_command_line(tljh["Spawner"]["args"] if shared else [])
    # A short path; see the next test.
    with TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("JUPYTER_RUNTIME_DIR", f"{folder}/jupyter")
        runtime = Path(JupyterApp().runtime_dir)
        file = runtime / "kernel-00000000-0000-0000-0000-000000000000.json"
        manager = KernelManager(config=server.config, connection_file=str(file))
        manager.start_kernel()
        try:
            client = manager.client()
            client.start_channels()
            client.wait_for_ready(timeout=300)
            assert result(client, "1 + 1") == "2"
            # For output of processes that a cell forks; it takes what carries a secret of 16 bytes.
            pipe = int(result(client, "get_ipython().kernel.iopub_thread._pipe_port"))
            client.stop_channels()

            kernel = psutil.Process(manager.provisioner.pid)
            ports = {
                connection.laddr.port
                for process in (kernel, *kernel.children(recursive=True))
                for connection in process.net_connections("tcp")
                if connection.status == psutil.CONN_LISTEN
            }
            sockets = [path for path in runtime.iterdir() if path.is_socket()]
            if shared:
                assert len(sockets) == 5 and ports == {pipe}
                assert not runtime.stat().st_mode & 0o077, "others cannot open the folder"
                assert not file.stat().st_mode & 0o077, "others cannot read the key"
            else:
                assert len(ports - {pipe}) >= 5 and not sockets, "this test would see a port"
        finally:
            manager.shutdown_kernel(now=True)


def result(client, code: str) -> str:
    found = []
    client.execute_interactive(code, output_hook=lambda m: found.append(m["content"]), timeout=300)
    (text,) = (content["data"]["text/plain"] for content in found if "data" in content)
    return text


def test_a_socket_of_any_learner_has_a_path_that_linux_allows(tljh):
    folder = tljh["Spawner"]["environment"]["JUPYTER_RUNTIME_DIR"]
    assert tljh["SystemdSpawner"]["isolate_tmp"] and folder.startswith("/tmp/")
    file = "/kernel-00000000-0000-0000-0000-000000000000-ipc-1"
    assert len(folder + file) <= 107
    # 32 characters are the most that a system user's name may have.
    assert len("/home/" + 32 * "x" + "/.local/share/jupyter/runtime" + file) > 107


# --- the image --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workflow() -> dict:
    text = (ROOT / ".github" / "workflows" / "image.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def step(workflow: dict, word: str) -> str:
    (found,) = (s["run"] for s in workflow["jobs"]["image"]["steps"] if word in s.get("name", ""))
    return found


@pytest.fixture(scope="module")
def build(workflow, tmp_path_factory) -> tuple[list[str], str]:
    """Run the workflow's own build, up to the Dockerfile."""
    folder = tmp_path_factory.mktemp("image")
    tool = folder / "jupyter-repo2docker"
    real = Path(sys.executable).with_name("jupyter-repo2docker")
    tool.write_text(
        f'#!/usr/bin/env bash\nprintf "%s\\0" "$@" > "{folder}/call"\n'
        f'exec "{real}" --no-build --debug "$@" 2>&1\n',
        encoding="utf-8",
    )
    tool.chmod(0o755)
    env = os.environ | {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "Somebody/Course",
        "IMAGE": "ghcr.io/somebody/course:v1.2.3",
    }
    command = ["bash", "-e", "-o", "pipefail", "-c", step(workflow, "build")]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return (folder / "call").read_text(encoding="utf-8").split("\0")[:-1], done.stdout


def test_the_image_is_that_of_binder_for_the_chart(build):
    call, dockerfile = build
    assert "Building conda environment for python=3.11" in dockerfile
    install = '/bin/pip install --no-cache-dir -r "binder/requirements.txt"'
    after = dockerfile.partition(install)[2]
    assert "./binder/postBuild" in after
    assert "COPY --chown=1000:1000 src/ ${REPO_DIR}/" in dockerfile
    assert call[call.index("--user-name") + 1] == "jovyan"
    assert call[-3:] == ["--image-name", "ghcr.io/somebody/course:v1.2.3", "."]


def test_the_hub_and_nbgitpuller_are_added_last_and_not_as_root(build):
    _, dockerfile = build
    appendix = (Z2JH / "appendix").read_text(encoding="utf-8").strip()
    before, found, after = dockerfile.partition(appendix)
    assert found and not after.strip()
    assert re.findall(r"^USER (.+)$", dockerfile, re.M)[-1] == "${NB_USER}"
    # The environment of the server is that of the kernels.
    assert "ENV KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}" in before
    assert re.search(r"--constraint \S+ jupyterhub nbgitpuller ", appendix)


def test_a_learners_disk_does_not_hide_the_course(build):
    call, _ = build
    home = yaml.safe_load(VALUES)["singleuser"]["storage"]["homeMountPath"]
    course = call[call.index("--target-repo-dir") + 1]
    assert course.startswith("/") and not f"{course}/".startswith(f"{home}/")
    assert yaml.safe_load(VALUES)["hub"]["config"]["Spawner"]["notebook_dir"] == home


def test_the_image_is_named_after_the_repository_and_the_release(workflow, tmp_path):
    env = {
        "PATH": "/usr/bin:/bin",
        "GITHUB_REPOSITORY": "Somebody/Course",
        "GITHUB_REF_NAME": "v1.2.3",
        "GITHUB_ENV": str(tmp_path / "env"),
    }
    subprocess.run(["bash", "-e", "-c", step(workflow, "name the image")], env=env, check=True)
    named = (tmp_path / "env").read_text(encoding="utf-8")
    assert named == "IMAGE=ghcr.io/somebody/course:v1.2.3\n"
    # In YAML 1.1, the key `on` reads as true.
    assert workflow[True]["push"]["tags"] == ["v*"]
    assert workflow["permissions"] == {"contents": "read", "packages": "write"}
    assert "latest" not in VALUES + json.dumps(step(workflow, "push"))


def test_repo2docker_is_the_one_of_the_lock(workflow):
    assert "--constraint" in step(workflow, "repo2docker")
    pin = f"jupyter-repo2docker=={installed('jupyter-repo2docker')}"
    assert pin in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


# --- what a reader is told --------------------------------------------------------------


def test_each_example_in_the_values_is_marked():
    for line in VALUES.splitlines():
        setting = line.partition(" #")[0]
        if re.search("example.org|CHANGE-ME|OWNER|RELEASE", setting) and setting.strip()[0] != "#":
            assert "# CHANGE" in line, line


def test_the_page_names_the_version_that_the_values_are_for():
    page = (ROOT / "hub" / "README.md").read_text(encoding="utf-8")
    chart = re.search(r'chart "jupyterhub" (\d+\.\d+\.\d+)', VALUES)[1]
    assert f"--version {chart} " in page
    namespace = re.search(r"--namespace (\w+)", VALUES)[1]
    assert f"--namespace {namespace} --create-namespace" in page


def test_learners_get_the_memory_that_the_guide_says():
    guide = (ROOT / "book" / "hub.md").read_text(encoding="utf-8")
    row = next(line for line in guide.splitlines() if line.startswith("| Memory of one learner |"))
    one_server, cluster = (cell.strip() for cell in row.split("|")[2:4])
    assert one_server.startswith("1 GB") and cluster == "512 MB guaranteed, 1 GB at most"
    assert "set limits.memory 1G\n" in (TLJH / "config.sh").read_text(encoding="utf-8")
    values = yaml.safe_load((Z2JH / "values.yaml").read_text(encoding="utf-8"))
    assert values["singleuser"]["memory"] == {"guarantee": "512M", "limit": "1G"}
