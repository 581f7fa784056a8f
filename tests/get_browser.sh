#!/bin/sh
# Gets Debian's Chromium, with which tests/browser clicks through the pages, and a font for it to write with.
# Where it cannot be had, those tests are skipped, and this says so; only in CI is that a failure.

set -u
browser=${BROWSER_PATH:-/usr/bin/chromium}

give_up() {
    echo "The tests that click through the pages (tests/browser/test_story.py) will be skipped: $1"
    if [ -n "${CI:-}" ]; then exit 1; fi
    exit 0
}

if [ -x "$browser" ]; then exit 0; fi
command -v apt-get >/dev/null 2>&1 || give_up "there is no $browser, and no apt-get to install it with."
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    give_up "there is no $browser, and installing it takes root (apt-get install chromium)."
fi

wanted="chromium"
fc-list 2>/dev/null | grep -q "NotoSans-Regular" || wanted="$wanted fonts-noto-core"
get="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

install() {
    # A list of packages that could not be fetched anew may still do.
    $get update >>"$log" 2>&1 || true
    # shellcheck disable=SC2086  # Several words are meant.
    $get install --yes --no-install-recommends $wanted >>"$log" 2>&1
}

echo "Installing $wanted with apt-get, for the tests that click through the pages …"
install || { sleep 3; install; } || give_up "apt-get could not install $wanted ($(grep '^E:' "$log" | tail -n 1))."
[ -x "$browser" ] || give_up "apt-get installed $wanted, but there is still no $browser."
