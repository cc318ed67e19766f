"""Where the book belongs: its repository, for links to Binder and hubs, and its own address."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

_SLUG = re.compile(r"[\w.-]+/[\w.-]+")
_REMOTE = re.compile(
    r"(?:https://(?:[^@/]+@)?github\.com/|git@github\.com:|ssh://git@github\.com(?::22)?/)"
    r"(?P<slug>[\w.-]+/[\w.-]+?)(?:\.git)?/?"
)

NO_REPOSITORY = (
    "This copy of the course belongs to no repository on GitHub from which learners could pull. "
    "Name one: MALICOURSE_REPOSITORY=OWNER/NAME@BRANCH"
)


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub, and the branch or tag that the book was built from."""

    slug: str
    ref: str

    @property
    def url(self) -> str:
        """Address of the repository."""
        return f"https://github.com/{self.slug}"


def repository(env: Mapping[str, str], cwd: Path) -> Repository | None:
    """Find the repository that the book is built from.

    `MALICOURSE_REPOSITORY` (OWNER/NAME, and optionally @REF) comes first, then the variables of
    GitHub Actions, then the remote `origin` of the clone.

    Parameters
    ----------
    env : mapping of str to str
        The environment, as `os.environ`.
    cwd : pathlib.Path
        The folder of the course.

    Returns
    -------
    Repository or None
        None where there is no git, no clone, no remote on GitHub or no named branch or tag:
        a missing button is better than one that leads nowhere.
    """
    slug, _, ref = env.get("MALICOURSE_REPOSITORY", "").partition("@")
    if not slug and env.get("GITHUB_SERVER_URL", "https://github.com") == "https://github.com":
        slug = env.get("GITHUB_REPOSITORY", "")
        # A pull request is built from a ref that Binder cannot open.
        named = env.get("GITHUB_REF_TYPE", "branch") == "tag" or not env.get("GITHUB_BASE_REF")
        ref = env.get("GITHUB_REF_NAME", "") if slug and named else ref
    if not slug:
        remote = _REMOTE.fullmatch(_git(cwd, "remote", "get-url", "origin"))
        slug = remote["slug"] if remote else ""
    if not _SLUG.fullmatch(slug):
        return None
    ref = (
        ref
        or _git(cwd, "describe", "--tags", "--exact-match")
        or _git(cwd, "symbolic-ref", "--short", "HEAD")
    )
    return Repository(slug, ref) if ref else None


def pull_link(hub: str, source: Repository, lesson: str) -> str:
    """Return the link that opens a lesson on a hub.

    Parameters
    ----------
    hub : str
        Address of the hub, such as "https://hub.example.org".
    source : Repository
        Where the course is pulled from. nbgitpuller can pull from a branch a second time and not
        from a tag, so the default branch stands in for a tag with a version number.
    lesson : str
        Name of the notebook without its ending.

    Returns
    -------
    str
        An address in the form of the nbgitpuller documentation.
    """
    folder = source.slug.rpartition("/")[2]
    branch = "" if re.fullmatch(r"v?\d+(\.\d+)*", source.ref) else source.ref
    parts = {
        "repo": source.url,
        "branch": branch,
        "urlpath": f"lab/tree/{folder}/notebooks/{lesson}.ipynb",
    }
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items() if value)
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{query}"


def address(env: Mapping[str, str]) -> str:
    """Return the address that the book is read at, as `MALICOURSE_ADDRESS` has it.

    Parameters
    ----------
    env : mapping of str to str
        The environment, as `os.environ`.

    Returns
    -------
    str
        It ends in a slash. "" where none is named: pages then name no address of their own.

    Raises
    ------
    ValueError
        If it is not the address of a folder.
    """
    named = env.get("MALICOURSE_ADDRESS", "")
    parts = urlsplit(named)
    whole = parts.scheme in ("http", "https") and parts.hostname
    if named and (not whole or parts.query or parts.fragment):
        raise ValueError(
            "MALICOURSE_ADDRESS is where the book is read, such as "
            f"https://example.org/course/, and '{named}' is not."
        )
    return f"{named.rstrip('/')}/" if named else ""


def hub_problem(hub: str) -> str:
    """Say why an address cannot be that of a hub; "" if it can."""
    parts = urlsplit(hub)
    if parts.scheme in ("http", "https") and parts.hostname and not parts.query:
        return ""
    return f"HUB is the address of a hub, such as https://hub.example.org, and '{hub}' is not."


def _git(cwd: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=cwd, capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
