#!/usr/bin/env bash
# Prepares a fresh Debian/Ubuntu machine: system programs by apt where that is possible, then a virtual environment
# holding exactly what uv.lock names. Says plainly what is missing and what that costs; only Python is indispensable.
set -u
cd "$(dirname "$0")/.." || exit 1

say() { printf '%s\n' "$*"; }

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "oit needs Python 3.11 or newer as python3; this machine has $(python3 --version 2>&1 || echo none)."
    exit 1
fi

# program or file to look for : Debian package : what is lost without it
wants="
chromium:chromium:pages made by script stay unread (those items become 'a person must look'), and no PDF reports
/usr/share/doc/libatomic1:libatomic1:Playwright's driver may not start
/usr/share/fonts/truetype/tlwg:fonts-thai-tlwg:Thai text in PDF reports and screenshots may show as boxes
/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf:fonts-noto-core:Thai text in screenshots may show as boxes
tesseract:tesseract-ocr:scanned documents stay unread (those items become 'a person must look')
/usr/share/tesseract-ocr/5/tessdata/tha.traineddata:tesseract-ocr-tha:scanned Thai documents stay unread
pdftotext:poppler-utils:no second reader for damaged PDF text
bsdtar:libarchive-tools:RAR and 7z archives stay closed
unar:unar:some RAR archives stay closed
antiword:antiword:Word files of 1997-2003 stay unread
catdoc:catdoc:no second reader for Word files of 1997-2003
"
missing=() costs=()
while IFS=: read -r probe package cost; do
    [ -n "$probe" ] || continue
    case $probe in
        /*) [ -e "$probe" ] && continue ;;
        *) command -v "$probe" >/dev/null 2>&1 && continue ;;
    esac
    missing+=("$package")
    costs+=("  - $package: $cost")
done <<<"$wants"
"$python" -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)

if [ ${#missing[@]} -gt 0 ]; then
    root=()
    [ "$(id -u)" = 0 ] || root=(sudo -n)
    if command -v apt-get >/dev/null 2>&1 && "${root[@]}" true 2>/dev/null; then
        say "Installing system packages: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt=("${root[@]}" apt-get -q -o DPkg::Lock::Timeout=600)
        "${apt[@]}" update >/dev/null 2>&1
        if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
            # one package a mirror does not have must not cost the others
            for package in "${missing[@]}"; do
                "${apt[@]}" install -y --no-install-recommends "$package" >/dev/null 2>&1 || say "  apt could not install $package"
            done
        fi
    else
        say "These system packages are missing and cannot be installed from here (no apt-get, or no root rights). Without them:"
        printf '%s\n' "${costs[@]}"
    fi
fi

if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv 2>/dev/null || "$python" -m venv --without-pip .venv || { say "python3 could not make a virtual environment."; exit 1; }
fi
export UV_PYTHON_DOWNLOADS=never
# uv brings its own list of authorities; the machine's list also holds that of an office's own proxy
[ -s /etc/ssl/certs/ca-certificates.crt ] && export UV_SYSTEM_CERTS=true
if [ ! -x .venv/bin/uv ]; then
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip install -q --disable-pip-version-check uv
    else
        "$python" -m pip -q --python .venv/bin/python install uv
    fi || { say "uv could not be installed: is the Python package index within reach?"; exit 1; }
fi
# --inexact keeps uv itself, which is not in the lock file
.venv/bin/uv sync --quiet --frozen --inexact || { say "The locked Python packages could not be installed: is the Python package index within reach?"; exit 1; }
touch .venv/.ready
