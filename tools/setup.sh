#!/bin/sh
# Makes this clone ready to run: system libraries where it may install them, a virtual environment in .venv,
# and every wheel pinned and checked by its hash. Running it again costs nothing when nothing changed.
#   tools/setup.sh          what the program needs
#   tools/setup.sh test     and what the checks need
set -eu
cd "$(dirname "$0")/.."
lock=requirements.lock
[ "${1:-}" = test ] && lock=requirements-test.lock

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

# On Debian and Ubuntu as root (or with sudo that asks nothing) packages are installed; elsewhere they are named.
packages() {
    if command -v apt-get >/dev/null 2>&1; then
        say "Installing system packages: $*"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || true
        if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1; then
            return 0
        fi
    fi
    return 1
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python) || {
        say "Pasillo needs Python 3.11 or newer and found none. Install it (Debian/Ubuntu: apt-get install python3 python3-venv) and try again."
        exit 2
    }
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        packages python3-venv || {
            say "This Python cannot make virtual environments. Install its venv module (Debian/Ubuntu: apt-get install python3-venv) and try again."
            exit 2
        }
    fi
    rm -rf .venv
    "$python" -m venv .venv
fi

stamp=.venv/.installed-$(basename "$lock" .lock)
want=$(cksum <"$lock")
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$want" ]; then
    say "Installing the Python packages of $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" || {
        say "The packages of $lock could not be installed. Check the network (or the package mirror pip is set up for) and try again."
        exit 2
    }
    printf '%s' "$want" >"$stamp"
fi

qt_ready() { .venv/bin/python -c 'import PySide6.QtWidgets, PySide6.QtSvg' >/dev/null 2>&1; }
if ! qt_ready; then
    glib=libglib2.0-0
    if command -v apt-cache >/dev/null 2>&1 && apt-cache show libglib2.0-0t64 >/dev/null 2>&1; then glib=libglib2.0-0t64; fi
    packages libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 "$glib" || true
    qt_ready || {
        say "Qt cannot start because system libraries are missing. Install (Debian/Ubuntu names): libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 $glib"
        exit 2
    }
fi

# A window on an X display needs a few more libraries than drawing without a screen.
xcb="libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-image0 libxcb-randr0 libxcb-render-util0 libxcb-xinerama0"
if [ -n "${DISPLAY:-}" ] && [ ! -f .venv/.xcb ]; then
    # shellcheck disable=SC2086 # one word a package
    packages $xcb || true
    : >.venv/.xcb
fi

# What some checks need of the system: a virtual X server and real keys, poppler, CUPS. Without it they are skipped and say so.
has() {
    for program in "$@"; do
        PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null 2>&1 || return 1
    done
}
if [ "${1:-}" = test ] && [ ! -f .venv/.checks ]; then
    missing=
    has Xvfb xdotool setxkbmap xkbcomp || missing="$missing xvfb xdotool x11-xkb-utils $xcb"
    has pdftoppm || missing="$missing poppler-utils"
    has cupsd lpadmin || missing="$missing cups-daemon cups-client"
    # shellcheck disable=SC2086 # one word a package
    [ -z "$missing" ] || packages $missing || say "Some checks will be skipped; they need (Debian/Ubuntu names):$missing"
    : >.venv/.checks
fi

# The label tests print with a second ZPL renderer, which runs on node; without node those tests are skipped.
if [ "${1:-}" = test ] && has node npm; then
    renderer=tests/labels_verify/printing/node
    want=$(cksum <"$renderer/package-lock.json")
    if [ ! -f .node/.installed ] || [ "$(cat .node/.installed)" != "$want" ]; then
        say "Installing the second label renderer of $renderer/package-lock.json"
        mkdir -p .node
        cp "$renderer/package.json" "$renderer/package-lock.json" .node/
        if (cd .node && npm ci --silent --ignore-scripts --no-audit --no-fund --no-update-notifier); then
            printf '%s' "$want" >.node/.installed
        else
            say "The second label renderer could not be installed, so labels are not checked with it. Check the network and try again."
        fi
    fi
fi
