"""The repository that the launch buttons point to: found where there is one, else none."""

import subprocess

import pytest

from malicourse_book.repository import Repository, address, repository


def git(folder, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path):
    """A repository with one commit on the branch `lessons`."""
    git(tmp_path, "init", "--initial-branch", "lessons")
    git(tmp_path, "commit", "--allow-empty", "--message", "first")
    return tmp_path


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/course.git",
        "https://github.com/owner/course",
        "https://someone:word@github.com/owner/course.git",
        "git@github.com:owner/course.git",
        "ssh://git@github.com/owner/course.git",
    ],
)
def test_a_clone_from_github_is_known_by_its_remote(clone, remote):
    git(clone, "remote", "add", "origin", remote)
    assert repository({}, clone) == Repository("owner/course", "lessons")


def test_a_tag_goes_before_the_branch(clone):
    git(clone, "remote", "add", "origin", "https://github.com/owner/course")
    git(clone, "tag", "v1.0")
    assert repository({}, clone) == Repository("owner/course", "v1.0")


@pytest.mark.parametrize(
    "remote",
    [
        "https://gitlab.com/owner/course.git",
        "https://github.com.example.org/owner/course",
        "https://github.com/owner",
        "../course",
    ],
)
def test_a_clone_from_elsewhere_has_no_buttons(clone, remote):
    git(clone, "remote", "add", "origin", remote)
    assert repository({}, clone) is None


def test_a_commit_without_branch_or_tag_has_no_buttons(clone):
    git(clone, "remote", "add", "origin", "https://github.com/owner/course")
    git(clone, "checkout", "--detach")
    assert repository({}, clone) is None


def test_no_clone_no_buttons(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert repository({}, tmp_path) is None


def test_no_git_no_buttons_and_no_error(clone, monkeypatch):
    git(clone, "remote", "add", "origin", "https://github.com/owner/course")
    monkeypatch.setenv("PATH", "")
    assert repository({}, clone) is None


CI = {"GITHUB_REPOSITORY": "fork/course", "GITHUB_REF_NAME": "main", "GITHUB_REF_TYPE": "branch"}


def test_github_actions_go_before_the_remote(clone):
    git(clone, "remote", "add", "origin", "https://github.com/owner/course")
    assert repository(CI, clone) == Repository("fork/course", "main")


def test_a_tag_in_github_actions(tmp_path):
    env = {**CI, "GITHUB_REF_NAME": "v1.0", "GITHUB_REF_TYPE": "tag"}
    assert repository(env, tmp_path) == Repository("fork/course", "v1.0")


def test_a_pull_request_is_not_linked_by_its_merge_ref(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    env = {**CI, "GITHUB_REF_NAME": "7/merge", "GITHUB_BASE_REF": "main"}
    assert repository(env, tmp_path) is None


def test_another_server_than_github_com_has_no_buttons(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert repository({**CI, "GITHUB_SERVER_URL": "https://git.example.org"}, tmp_path) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("me/course@2024", Repository("me/course", "2024")),
        ("me/course", Repository("me/course", "lessons")),
        ("not a repository", None),
    ],
)
def test_a_named_repository_goes_first(clone, value, expected):
    assert repository({**CI, "MALICOURSE_REPOSITORY": value}, clone) == expected


def test_the_address_of_a_repository():
    assert Repository("owner/course", "main").url == "https://github.com/owner/course"


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("", ""),
        ("https://owner.github.io/course", "https://owner.github.io/course/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ],
)
def test_the_address_of_the_book(named, expected):
    assert address({"MALICOURSE_ADDRESS": named}) == expected
    assert address({}) == ""


@pytest.mark.parametrize("named", ["course", "ftp://example.org", "https://example.org/?page=1"])
def test_what_is_no_address_of_a_book_is_refused(named):
    with pytest.raises(ValueError, match="MALICOURSE_ADDRESS is where the book is read"):
        address({"MALICOURSE_ADDRESS": named})
