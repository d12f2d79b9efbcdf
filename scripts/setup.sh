# shellcheck shell=bash
# Sourced by every script here: finds Python, makes .venv from the locked lists, and keeps it right.
# Written for bash 3.2 and for both GNU and BSD tools, because macOS has no newer ones.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
SCRIPT=scripts/${0##*/}
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
STAMP=$VENV/set-up
TURN=$ROOT/.cache/set-up.turn
LOG=$ROOT/.cache/set-up.log
SETUP_FAILED=3
STEP=""

# Silences the notice that Material prints at every build about its end of life.
export NO_MKDOCS_2_WARNING=1
unset PYTHONHOME PYTHONPATH

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$SCRIPT: $*"
  exit $SETUP_FAILED
}

# Prints the text between the first line of a script and its first line that is no comment.
help_of() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$1"; }

# --- what is there -------------------------------------------------------------------------------

version_of() { "$1" -S -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null; }

recent_enough() {
  local major=${1%%.*} rest=${1#*.}
  [ "$major" -eq 3 ] && [ "${rest%%.*}" -ge 11 ]
}

# Sets BASE_PYTHON and BASE_VERSION to the first Python that can make an environment, or ends with the fix.
find_python() {
  local candidate version too_old="" no_venv=""
  for candidate in ${PRIMER_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    version=$(version_of "$candidate") || continue
    if ! recent_enough "$version"; then
      too_old=${too_old:-"$candidate is $version"}
    elif ! has_uv && ! "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      no_venv=${no_venv:-"$candidate ($version)"}
    else
      BASE_PYTHON=$candidate BASE_VERSION=$version
      return
    fi
  done
  [ -z "$no_venv" ] || fail "$no_venv has no venv module. On Debian or Ubuntu run 'apt install python3-venv', then $SCRIPT again."
  fail "no Python 3.11 or newer found${too_old:+ ($too_old)}. Install one (Debian, Ubuntu: 'apt install python3 python3-venv'; macOS: 'brew install python'), then run $SCRIPT again."
}

has_uv() { command -v uv >/dev/null 2>&1; }

# A distribution upgrade can put another Python behind the link in .venv; then its folder of packages is missing.
venv_works() {
  local version
  [ -x "$PYTHON" ] && version=$(version_of "$PYTHON") && [ -d "$VENV/lib/python${version%.*}" ]
}

# The stamp holds copies of what was installed, so that "is it still right" is an exact comparison.
# Its file `root` is written last: a folder without it is half made, and a moved one has the wrong paths inside.
has_list() {
  [ -f "$STAMP/root" ] && [ "$(cat "$STAMP/root")" = "$ROOT" ] || return 1
  cmp -s "$STAMP/build.txt" "$ROOT/requirements/build.txt" || return 1
  [ "$1" = build ] || cmp -s "$STAMP/test.txt" "$ROOT/requirements/test.txt" || return 1
  venv_works
}

has_package() { cmp -s "$STAMP/pyproject.toml" "$ROOT/pyproject.toml"; }

free_megabytes() { df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }'; }

need_space() {
  local free
  free=$(free_megabytes)
  [ "$free" -ge "$1" ] || fail "only $free MB free in $ROOT, $1 MB needed. Free some disk space, then run $SCRIPT again."
}

# --- one set-up at a time ------------------------------------------------------------------------

# `mkdir` is the one lock that every system has. The process ids inside tell a dead owner's from a live one's; an owner
# that was killed may have left its installer at work, so that one's counts too.
# Only whoever holds the second folder may remove a dead owner's, so two who wait cannot both do it.
take_turn() {
  mkdir -p "$ROOT/.cache" 2>/dev/null && [ -w "$ROOT/.cache" ] && [ -w "$ROOT" ] ||
    fail "cannot write in $ROOT. Make the folder writable, or work in a copy of it."
  local waited=0
  until mkdir "$TURN" 2>/dev/null; do
    if mkdir "$TURN.check" 2>/dev/null; then
      turn_is_alive || rm -rf "$TURN"
      rmdir "$TURN.check"
    fi
    [ $waited -ne 5 ] || say "$SCRIPT: waiting for another set-up of this folder to end ..."
    [ $waited -lt 900 ] || fail "another set-up has held $TURN for 15 minutes. If none is running, remove that folder, then run $SCRIPT again."
    sleep 1
    waited=$((waited + 1))
  done
  trap end_turn EXIT
  trap interrupted INT TERM HUP
  echo $$ >"$TURN/owner"
}

turn_is_alive() {
  local owner
  # An owner that has not yet written its number gets a second to do so.
  [ -s "$TURN/owner" ] || sleep 1
  for owner in $(cat "$TURN/owner" "$TURN/step" 2>/dev/null); do
    ! kill -0 -- "$owner" 2>/dev/null || return 0
  done
  return 1
}

interrupted() {
  if [ -n "$STEP" ]; then
    kill -TERM -- "-$STEP" 2>/dev/null || true
    wait "$STEP" 2>/dev/null || true
  fi
  say ""
  say "$SCRIPT: interrupted. Run it again: it starts the set-up afresh."
  exit 130
}

end_turn() {
  rm -rf "$TURN"
  trap - EXIT INT TERM HUP
}

# --- installing ----------------------------------------------------------------------------------

# Runs a step quietly; when it fails, names the cause in one line and leaves the whole story in the log.
# The step has a process group of its own (`set -m`), so that an interruption ends it with all that it started.
logged() {
  set -m
  "$@" </dev/null >>"$LOG" 2>&1 &
  STEP=$!
  set +m
  [ ! -d "$TURN" ] || echo "-$STEP" 2>/dev/null >"$TURN/step" || true
  wait "$STEP" || fail "$(cause_of_failure)"
  STEP=""
}

cause_of_failure() {
  local again="then run $SCRIPT again. The whole output is in $LOG"
  # The log lies on the same disk, so a full one may have swallowed the message.
  if grep -qiE 'no space left|disk quota exceeded' "$LOG" || [ "$(free_megabytes)" -lt 20 ]; then
    echo "the disk is full. Free some space, $again"
  elif grep -qiE 'do not match the hashes|hash mismatch' "$LOG"; then
    echo "a downloaded package is not the one that requirements/ names. Check your package mirror, $again"
  elif grep -qiE 'name resolution|getaddrinfo|dns error|nodename nor servname|failed to establish a new connection|network is unreachable|connection (refused|reset)|timed out|failed to fetch|proxyerror' "$LOG"; then
    echo "the packages could not be downloaded. Check the network connection (and proxy), $again"
  elif grep -qiE 'no matching distribution|no wheels with a matching|has no .*wheel' "$LOG"; then
    echo "a package is not available for this system with Python $BASE_VERSION. Try another Python (PRIMER_PYTHON=python3.12 $SCRIPT), $again"
  else
    echo "the set-up stopped: $(grep -v '^ *$' "$LOG" | tail -n 1). Fix that, $again"
  fi
}

make_venv() {
  # The stamp goes first: an interrupted removal must not leave a folder that looks whole. A link is somebody else's folder.
  { [ -L "$VENV" ] || rm -rf "$STAMP"; } && rm -rf "$VENV" || fail "cannot remove the old $VENV. Remove it by hand, then run $SCRIPT again."
  if has_uv; then
    logged uv venv --quiet --python "$BASE_PYTHON" "$VENV"
  else
    logged "$BASE_PYTHON" -m venv "$VENV"
  fi
}

# Every package comes with a hash and as a ready-made wheel: nothing is compiled and nothing outside the list is asked for.
install_locked() {
  if has_uv; then
    logged uv pip install --quiet --python "$PYTHON" --require-hashes --no-deps --only-binary :all: -r "$1"
  else
    logged "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps --only-binary :all: -r "$1"
  fi
}

# MkDocs finds our plugins through entry points, so the package is installed for real, pointing at src/.
install_package() {
  if has_uv; then
    logged uv pip install --quiet --offline --python "$PYTHON" --no-deps --no-build-isolation -e "$ROOT"
  else
    logged "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e "$ROOT"
  fi
  cp "$ROOT/pyproject.toml" "$STAMP/pyproject.toml"
}

install_list() {
  local list=$1 begun=$SECONDS
  # Who once had the test tools keeps them.
  [ ! -f "$STAMP/test.txt" ] || list="test"
  if has_list build && [ ! -f "$STAMP/test.txt" ]; then
    say "Adding the test tools to .venv ..."
    rm -f "$STAMP/root"
  else
    find_python
    say "Setting up .venv with Python $BASE_VERSION (once, about half a minute) ..."
    make_venv
  fi
  install_locked "$ROOT/requirements/$list.txt"
  mkdir -p "$STAMP"
  cp "$ROOT/requirements/build.txt" "$STAMP/build.txt"
  [ "$list" = build ] || cp "$ROOT/requirements/test.txt" "$STAMP/test.txt"
  install_package
  echo "$ROOT" >"$STAMP/root"
  say "Set up in $((SECONDS - begun)) s."
}

# Makes .venv hold what requirements/$1.txt names, then does nothing until that list or the package changes.
set_up() {
  case $OSTYPE in msys* | cygwin*) fail "these scripts need Linux or macOS. On Windows see 'Windows' in README.md." ;; esac
  ! has_list "$1" || ! has_package || return 0
  take_turn
  : >"$LOG"
  if ! has_list "$1"; then
    if [ "$1" = build ]; then need_space 800; else need_space 1200; fi
    install_list "$1"
  elif ! has_package; then
    # An environment made by uv has no pip; without uv there is only starting afresh.
    has_uv || "$PYTHON" -c 'import pip' 2>/dev/null || { rm -rf "$STAMP" && install_list "$1"; }
    has_package || install_package
  fi
  end_turn
}

# What the scripts that are one `primer` command share: set up, then hand over.
run_primer() {
  local command=$1
  shift
  case ${1:-} in
    -h | --help)
      help_of "$0"
      if has_list build && has_package; then
        printf '\nThe options are those of `primer %s`:\n\n' "$command"
        cd "$ROOT" && "$PYTHON" -m primer "$command" --help
      fi
      exit 0
      ;;
  esac
  set_up build
  cd "$ROOT"
  exec "$PYTHON" -m primer "$command" "$@"
}
