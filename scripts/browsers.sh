# shellcheck shell=bash
# Sourced by scripts/test: finds, or installs where it may, what only the browser and PDF tests need.
# It sets PRIMER_CHROMIUM and PRIMER_FIREFOX to the programs found, and MISSING to the names of those that are not there.

BROWSER_LOG=$ROOT/.cache/browsers.log
MISSING=""

first_of() {
  local candidate
  for candidate in "$@"; do
    if command -v "$candidate" 2>/dev/null; then return; fi
  done
  return 1
}

# The shell is the same engine without windows: a page of a new profile opens in a third of the time.
find_chromium() {
  first_of ${PRIMER_CHROMIUM:+"$PRIMER_CHROMIUM"} \
    chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"
}

find_firefox() {
  first_of ${PRIMER_FIREFOX:+"$PRIMER_FIREFOX"} firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox
}

# macOS has a /usr/bin/java that only says where to get one, so Java counts when it runs.
find_java() { java -version >/dev/null 2>&1; }

find_npm() { [ ! -f "$ROOT/tests/browser/package.json" ] || command -v npm >/dev/null 2>&1; }

# Playwright brings a Node.js of its own, which needs a library that a bare system lacks.
driver_runs() {
  local node
  for node in "$VENV"/lib/python*/site-packages/playwright/driver/node; do
    "$node" --version >/dev/null 2>&1 || return 1
  done
}

# The Debian packages for what is not there; on Ubuntu the two browsers are no packages, so they stay missing.
packages_wanted() {
  find_chromium >/dev/null || echo chromium-headless-shell
  find_firefox >/dev/null || echo firefox-esr
  find_java || echo default-jre-headless
  find_npm || echo npm
  driver_runs || echo libatomic1
  command -v faketime >/dev/null || echo faketime
}

may_use_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install_with_apt() {
  local package wanted="" begun=$SECONDS
  say "Installing for the browser and PDF tests: $* (once, about a minute) ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >"$BROWSER_LOG" 2>&1 </dev/null || true
  for package in "$@"; do
    # A package that the list names but nobody provides has no candidate.
    case $(apt-cache policy "$package") in *"Candidate: "[0-9]*) wanted="$wanted $package" ;; esac
  done
  # One at a time: what cannot be installed must not keep the others away.
  for package in $wanted; do
    apt-get install -y -qq --no-install-recommends "$package" >>"$BROWSER_LOG" 2>&1 </dev/null ||
      say "$SCRIPT: apt could not install $package. The reason is in $BROWSER_LOG."
  done
  say "Installed in $((SECONDS - begun)) s."
}

# axe-core, the HTML checker and the Firefox driver, from the lock file beside the browser tests.
install_npm_tools() {
  local folder=$ROOT/tests/browser
  [ -f "$folder/package-lock.json" ] || return 0
  ! cmp -s "$folder/package-lock.json" "$folder/node_modules/installed-lock.json" || return 0
  say "Installing the npm tools of the browser tests ..."
  if (cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund) >>"$BROWSER_LOG" 2>&1 </dev/null; then
    cp "$folder/package-lock.json" "$folder/node_modules/installed-lock.json"
  else
    MISSING="$MISSING npm-packages"
  fi
}

set_up_browsers() {
  local wanted
  mkdir -p "$ROOT/.cache"
  wanted=$(packages_wanted)
  if [ -n "$wanted" ] && may_use_apt; then
    take_turn
    # shellcheck disable=SC2086
    install_with_apt $wanted
    end_turn
  fi
  PRIMER_CHROMIUM=$(find_chromium) || MISSING="$MISSING chromium"
  PRIMER_FIREFOX=$(find_firefox) || MISSING="$MISSING firefox"
  find_java || MISSING="$MISSING java"
  driver_runs || MISSING="$MISSING libatomic"
  if ! find_npm; then
    MISSING="$MISSING npm"
  elif command -v npm >/dev/null 2>&1; then
    install_npm_tools
  fi
  export PRIMER_CHROMIUM PRIMER_FIREFOX
  [ -z "$MISSING" ] || say "$SCRIPT: not found:$MISSING. Tests that need them are skipped; install them to run those too."
}
