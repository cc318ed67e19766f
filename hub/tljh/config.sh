#!/usr/bin/env bash
# A hub for a class on one server, by The Littlest JupyterHub 2 (TLJH).
#
# Change the five lines below. Then run this on the server, once TLJH is installed on it, and again
# after every change: what is there already is brought up to date.
set -euo pipefail

DOMAIN="hub.example.org"                   # the server's name; its DNS record must exist already
EMAIL="teacher@example.org"                # goes to Let's Encrypt, which issues the certificate
ADMIN="teacher-CHANGE-ME"                  # 8 to 18 letters, digits and hyphens; no name to guess
REPOSITORY="https://github.com/OWNER/REPO" # the course, or your fork of it
BRANCH="class-CHANGE-ME"                   # a branch of its own, so that nothing moves under a class

COURSE=/opt/malicourse
PYTHON=/opt/tljh/user/bin/python3
SNIPPETS=/opt/tljh/config/jupyterhub_config.d

stop() {
  echo "config.sh: $*" >&2
  exit 1
}

examples=()
for name in DOMAIN EMAIL ADMIN REPOSITORY BRANCH; do
  case ${!name} in
    *example.org* | *CHANGE-ME* | *OWNER/REPO*) examples+=("$name") ;;
  esac
done
((${#examples[@]} == 0)) || stop "still the examples: ${examples[*]}. Change them at the top of this file."

[[ $DOMAIN =~ ^[a-z0-9-]+(\.[a-z0-9-]+)+$ ]] ||
  stop "DOMAIN is '$DOMAIN'; a name as in hub.example.org is needed, without https:// and without /."
# Whoever signs up first under this name is root on the server.
[[ $ADMIN =~ ^[a-z][a-z0-9-]{7,17}$ && $ADMIN == *[0-9]* ]] ||
  stop "ADMIN is '$ADMIN'; 8 to 18 small letters, digits and hyphens are needed, with a digit among them."
command -v tljh-config >/dev/null || stop "TLJH is not installed here; see hub/README.md."
# nbgitpuller would name the learner's folder after the address, with its ending.
REPOSITORY=${REPOSITORY%.git}
# A link of nbgitpuller to a tag works once, and fails when a learner opens it again.
git ls-remote --exit-code --heads "$REPOSITORY" "refs/heads/$BRANCH" >/dev/null ||
  stop "there is no branch '$BRANCH' in $REPOSITORY, or it cannot be read from here."

# The course, readable by every learner and writable by none.
umask 022
if [[ -d $COURSE/.git ]]; then
  sudo git -C "$COURSE" fetch --depth 1 "$REPOSITORY" "$BRANCH"
  sudo git -C "$COURSE" reset --hard FETCH_HEAD
else
  sudo git clone --depth 1 --branch "$BRANCH" "$REPOSITORY" "$COURSE"
fi

# `add-item` would write the same item again on each run.
add_item() {
  sudo tljh-config remove-item "$1" "$2" 2>/dev/null || true
  sudo tljh-config add-item "$1" "$2"
}

# Who gets in: whoever signs up and is then authorised by the teacher.
sudo tljh-config set auth.type nativeauthenticator.NativeAuthenticator
sudo tljh-config set auth.NativeAuthenticator.open_signup false
# JupyterHub 5 lets in no one who is not on a list of its own; this leaves it to the authorisation.
sudo tljh-config set auth.NativeAuthenticator.allow_all true
sudo tljh-config set auth.NativeAuthenticator.minimum_password_length 10
sudo tljh-config set auth.NativeAuthenticator.check_common_password true
sudo tljh-config set auth.NativeAuthenticator.allowed_failed_logins 5
# Where it is not set it is 0 and blocks nobody, whatever the documentation says.
sudo tljh-config set auth.NativeAuthenticator.seconds_before_next_try 600
add_item users.admin "$ADMIN"

sudo tljh-config set https.enabled true
sudo tljh-config set https.letsencrypt.email "$EMAIL"
add_item https.letsencrypt.domains "$DOMAIN"

sudo tljh-config set limits.memory 1G
sudo tljh-config set limits.cpu 1
sudo tljh-config set user_environment.default_app jupyterlab

# An hour, not TLJH's ten minutes: a discussion must not cost a learner the kernel.
sudo tljh-config set services.cull.enabled true
sudo tljh-config set services.cull.timeout 3600
sudo tljh-config set services.cull.every 300
sudo tljh-config set services.cull.users false

sudo install -m 600 "$COURSE/hub/tljh/malicourse.py" "$SNIPPETS/malicourse.py"
sudo tljh-config reload proxy
sudo tljh-config reload hub

# Binder's packages in Binder's versions, into the environment of all learners. The last line of the
# list is the course itself, by a path that starts from the current folder.
cd "$COURSE"
sudo "$PYTHON" -m pip install --no-cache-dir --requirement binder/requirements.txt
sudo "$PYTHON" -m jupyter labextension disable "@jupyterlab/apputils-extension:announcements"

cat <<END

Ready. Before you give the address to anybody:
  1. Sign up as $ADMIN at https://$DOMAIN/hub/signup
  2. Log in, and authorise learners at https://$DOMAIN/hub/authorize once they have signed up.
The first lesson, for the class:
  https://$DOMAIN/hub/user-redirect/git-pull?repo=$REPOSITORY&branch=$BRANCH&urlpath=lab/tree/${REPOSITORY##*/}/notebooks/00-toolkit.ipynb
END
