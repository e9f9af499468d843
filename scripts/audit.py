"""`make audit`: audit SITE, or a small sample agency that is served from here for as long as the audit takes."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
OUT = ROOT / "out"
OIT = Path(sys.executable).with_name("oit")


def main() -> int:
    site, options = (
        (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else ("", sys.argv[1:])
    )
    shared = ["--out", str(OUT), "--format", "html,xlsx,csv,json"]
    if site:
        return subprocess.run([OIT, "audit", site, *shared, *options], check=False).returncode
    from tests.sites.serve import serving

    print("No SITE was given: auditing the sample agency that comes with the project.", flush=True)
    with serving() as (url, _), tempfile.TemporaryDirectory() as scratch:
        sample = ["--delay", "0", "--kind", "local-government", "--name", "องค์การบริหารส่วนตำบลทุ่งสมมุติ"]
        database = ["--db", f"sqlite:///{scratch}/sample.db"]
        done = subprocess.run([OIT, "audit", url, *sample, *database, *shared, *options], check=False)
    # the sample agency is meant to have faults: finding them is success
    return 0 if done.returncode == 1 else done.returncode or 3


if __name__ == "__main__":
    sys.exit(main())
