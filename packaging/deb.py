"""The Debian package: packaging/deb.py DIST puts bowout_VERSION_ARCH.deb beside the wheel that lies in the folder DIST.

The packages that Bowout needs are not all in Debian, and those that are are older. So it brings them: the locked versions,
checked by hash, in an environment of its own under /usr/lib/bowout that nothing else sees, run by the system's Python.
Their compiled parts are made for one Python, so a package is for the release of Debian or Ubuntu that it is built on.
Needs python3-venv and dpkg-dev. The same commit on the same release gives the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "bowout"
MAINTAINER = "The Bowout authors <bowout@packages.example>"
HOME = Path("usr/lib/bowout")
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
NEXT = f"{sys.version_info.major}.{sys.version_info.minor + 1}"
DISCOVERY = "googleapiclient/discovery_cache/documents"
USED = {"gmail.v1.json", "calendar.v3.json"}
"""Of the descriptions of Google's six hundred services (a third of all that is installed), those that are spoken to."""
LEFT_OUT = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
"""What pip notes of its own doings: no other tool is to manage these files."""


def run(*command: str | Path, **environment: str) -> str:
    """What a program says on its standard output; it has to succeed."""
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


# ---------------------------------------------------------------- files


def environment(tree: Path, wheel: Path, work: Path) -> None:
    """The environment of its own: Python by a link, the locked packages, the program."""
    run(sys.executable, "-m", "venv", work / "venv")
    pip = (work / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
    site = tree / HOME / f"lib/{PYTHON}/site-packages"
    into = ("--no-compile", "--target", site)
    run(*pip, *into, "--require-hashes", "--only-binary", ":all:", "--requirement", ROOT / "requirements.txt")
    run(*pip, *into, "--upgrade", "--no-deps", "--no-index", wheel)
    for name in ("bin", "share"):  # commands of the packages; our own are put where the system looks
        shutil.rmtree(site / name, ignore_errors=True)
    for path in (*site.glob("*.dist-info/*"), *(site / DISCOVERY).iterdir()):
        if path.name in LEFT_OUT or (path.parent.name == "documents" and path.name not in USED):
            path.unlink()
    write(
        tree / HOME / "pyvenv.cfg", f"home = /usr/bin\ninclude-system-site-packages = false\nversion = {PYTHON[6:]}\n"
    )
    command = "import sys\n\nfrom agent.cli.main import run\n\nsys.exit(run())\n"
    write(tree / HOME / "bin/agent", f"#!/{HOME}/bin/python3 -I\n{command}", 0o755)
    link(tree / HOME / "bin/python3", f"/usr/bin/{PYTHON}")
    link(tree / HOME / "bin/python", "python3")
    link(tree / "usr/bin/agent", "../lib/bowout/bin/agent")


def beside(tree: Path, wheel: Path) -> None:
    """What belongs in the system's own places: units, desktop entry, manual page, completions, documentation."""
    for unit in ("bowout.service", "bowout-sync.service", "bowout-sync.timer"):
        text = (ROOT / "systemd" / unit).read_text(encoding="utf-8")
        write(tree / "usr/lib/systemd/user" / unit, installed_unit(text))
    share = tree / "usr/share"
    copy(ROOT / "agent/service/bowout.desktop", share / "applications/bowout.desktop")
    copy(ROOT / "agent/service/bowout.svg", share / "icons/hicolor/scalable/apps/bowout.svg")
    for path in sorted((ROOT / "share").rglob("*")):
        if path.is_file():
            target = path.relative_to(ROOT / "share")
            # Debian's zsh looks in its own folder.
            target = Path("zsh/vendor-completions", path.name) if target.parts[0] == "zsh" else target
            copy(path, share / target, zipped=target.parts[0] == "man")
    documents = share / "doc" / NAME
    copy(ROOT / "CHANGELOG.md", documents / "NEWS.md", zipped=True)
    copy(ROOT / "README.md", documents / "README.md")
    copy(ROOT / "agent/config.example.toml", documents / "examples/config.toml")
    write(documents / "copyright", copyright_file())
    with gzip.GzipFile(made(documents / "changelog.gz"), "wb", mtime=0) as zipped:
        zipped.write(changelog(wheel).encode())
    write(share / "lintian/overrides" / NAME, OVERRIDES)


def installed_unit(text: str) -> str:
    """A unit as it is for a program in /usr/bin, without the advice on copying it."""
    return text.replace("%h/.local/bin/agent", "/usr/bin/agent")


def write(path: Path, text: str, mode: int = 0o644) -> None:
    made(path).write_text(text, encoding="utf-8")
    path.chmod(mode)


def copy(source: Path, target: Path, *, zipped: bool = False) -> None:
    data = source.read_bytes()
    if zipped:
        target, data = target.with_name(f"{target.name}.gz"), gzip.compress(data, mtime=0)
    made(target).write_bytes(data)


def link(path: Path, to: str) -> None:
    made(path).symlink_to(to)


def made(path: Path) -> Path:
    """The path, its folder being there now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


# ---------------------------------------------------------------- what the package says of itself

OVERRIDES = """\
# What it brings lies, as its makers made it, in an environment of its own: see the description. The interpreter of that
# environment is a link to the system's.
bowout: embedded-library *
bowout: wrong-path-for-interpreter /usr/lib/bowout/bin/python3 != /usr/bin/python3 [usr/lib/bowout/bin/agent]
bowout: absolute-symlink-in-top-level-folder * [usr/lib/bowout/bin/python3]
bowout: package-contains-vcs-control-file [usr/lib/bowout/lib/*]
bowout: script-not-executable [usr/lib/bowout/lib/*]
bowout: unusual-interpreter * [usr/lib/bowout/lib/*]
bowout: library-not-linked-against-libc [usr/lib/bowout/lib/*]
bowout: shared-library-lacks-prerequisites [usr/lib/bowout/lib/*]
bowout: unstripped-binary-or-object [usr/lib/bowout/lib/*]
bowout: extra-license-file [usr/lib/bowout/lib/*]
"""

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager | keepassxc, dbus-user-session
Suggests: isync, vdirsyncer, default-mta | mail-transport-agent, notification-daemon
Section: mail
Priority: optional
Description: withdraws you kindly from interviews once your offer is firm
 You have accepted a job, and interviews elsewhere are still in your calendar.
 Bowout reads your mail and calendars, tells how firm the offer really is, and
 once it is firm it writes the letters that free you from the rest. Nothing is
 ever sent without your approval.
 .
 The Python packages that it needs are brought along, in an environment of its
 own that no other program sees. Everybody decides for themselves whether it
 runs in the background: systemctl --user enable --now bowout
"""

POSTINST = """\
#!/bin/sh
set -e
if [ "$1" = configure ]; then
	py3compile -p bowout /usr/lib/bowout
fi
"""

PRERM = """\
#!/bin/sh
set -e
# What was compiled goes; py3clean alone would leave what a changed Python has left.
find /usr/lib/bowout -type d -name __pycache__ -prune -exec rm -rf {} +
"""


def version_of(wheel: Path) -> str:
    return wheel.name.split("-")[1]


def suite() -> str:
    """The release this is built on, as it stands in the version: deb12, ubuntu24.04."""
    said = dict(
        re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)"?$', Path("/etc/os-release").read_text("utf-8"), re.MULTILINE)
    )
    return f"{said['ID'].replace('debian', 'deb')}{said.get('VERSION_ID', '')}"


def needed(tree: Path, work: Path) -> str:
    """The system's packages that the compiled parts are linked with, as dpkg finds them, and the one Python they are for."""
    compiled = sorted(path for path in (tree / HOME).rglob("*.so*") if path.is_file() and not path.is_symlink())
    write(work / "debian/control", f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n")
    own = sorted({f"-l{path.parent}" for path in compiled})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *own, *map(str, compiled)]
    told = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    found = re.search(r"^shlibs:Depends=(.*)$", told.stdout, re.MULTILINE)
    if not found:
        raise SystemExit(told.stderr)
    return f"python3 (>= {PYTHON[6:]}~), python3 (<< {NEXT}~), {PYTHON}, ca-certificates, tzdata, {found[1]}"


def changelog(wheel: Path) -> str:
    """Debian's own changelog has one entry: what changed for users is told in NEWS."""
    when = format_datetime(datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC))
    return (
        f"{NAME} ({version_of(wheel)}+{suite()}) unstable; urgency=medium\n\n"
        f"  * What changed for users is told in NEWS.md.\n\n -- {MAINTAINER}  {when}\n"
    )


def copyright_file() -> str:
    """In Debian's machine-readable form: our own, the data under other licences, and each package that comes along."""
    mit = (ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\n")[2]
    owner = re.search(r"^Copyright \(c\) (.*)$", mit, re.MULTILINE)
    text = "\n".join(f" {line}" if line.strip() else " ." for line in mit.strip().splitlines())
    table = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    packages = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \| the program \|$", table, re.MULTILINE)
    brought = "\n".join(f"  {name}: {licence}" for name, licence in packages)
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: {NAME}\n"
        "Comment:\n"
        f" The environment in /{HOME} brings these packages, each under its own\n"
        " licence, the text of which lies in its folder NAME.dist-info there:\n"
        f" .\n{brought}\n\n"
        f"Files: *\nCopyright: {owner[1] if owner else 'the Bowout authors'}\nLicense: MIT\n{text}\n\n"
        "Files: agent/reading/words/*\nCopyright: Robyn Speer and the sources named in agent/reading/words/LICENSE\n"
        "License: CC-BY-SA-4.0\n Creative Commons Attribution-ShareAlike 4.0 International; its text is at\n"
        " https://creativecommons.org/licenses/by-sa/4.0/legalcode\n"
    )


def control(tree: Path, wheel: Path, work: Path) -> None:
    """The folder DEBIAN: fields, checksums, what is done on installation and removal."""
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files)
    fields = {
        "name": NAME,
        "version": f"{version_of(wheel)}+{suite()}",
        "architecture": run("dpkg", "--print-architecture"),
        "maintainer": MAINTAINER,
        "size": str(sum(-(-path.stat().st_size // 1024) for path in files)),
        "depends": needed(tree, work),
    }
    write(tree / "DEBIAN/control", CONTROL.format(**fields))
    write(tree / "DEBIAN/md5sums", "".join(sums))
    write(tree / "DEBIAN/postinst", POSTINST, 0o755)
    write(tree / "DEBIAN/prerm", PRERM, 0o755)


def settled(tree: Path, epoch: int) -> None:
    """Rights and times that do not tell who built it, and when."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or (path.parent.name in ("bin", "DEBIAN") and os.access(path, os.X_OK))
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def main(dist: Path) -> None:
    wheels = sorted(dist.glob(f"{NAME}-*.whl"))
    if len(wheels) != 1:
        raise SystemExit(f"One wheel should lie in {dist}, not {len(wheels)}: make dist")
    (wheel,) = wheels
    if "SOURCE_DATE_EPOCH" not in os.environ:
        os.environ["SOURCE_DATE_EPOCH"] = run("git", "-C", ROOT, "log", "-1", "--format=%ct")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tree = work / NAME
        environment(tree, wheel, work)
        beside(tree, wheel)
        control(tree, wheel, work)
        settled(tree, int(os.environ["SOURCE_DATE_EPOCH"]))
        print(run("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", tree, dist), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
