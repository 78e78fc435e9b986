#!/usr/bin/env bash
# The Debian package on a bare system of its own: packaging/deb-check.sh DIST (needs root and debootstrap)
#
# A minimal system of this release is made in a folder; the package goes in with what it depends on, the demo runs as an
# ordinary user, the installed files are verified, lintian looks at it, and its removal has to leave nothing. All goes again.
set -euo pipefail
deb=$(realpath "${1:?the folder with the package}"/bowout_*.deb)
[ "$(id -u)" = 0 ] || { echo 'This needs root: it makes a system in a folder' >&2; exit 1; }
. /etc/os-release
root=$(mktemp -d)
chmod 755 "$root"  # an ordinary user is to see in it
trap 'umount "$root/proc" 2>/dev/null || :; rm -rf --one-file-system "$root"' EXIT

sources=$(apt-get indextargets --format '$(SITE)/' 'Created-By: Packages' "Codename: $VERSION_CODENAME" | head -1)
debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "${sources:?}" >"$root.log" || { tail "$root.log"; exit 1; }
rm "$root.log"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp -r /etc/apt/apt.conf.d "$root/etc/apt/"
echo 'Dpkg::Use-Pty "0";' >"$root/etc/apt/apt.conf.d/00no-terminal"
mount -t proc proc "$root/proc"
cp "$deb" "$root/root/bowout.deb"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }

inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /root/bowout.deb >/dev/null
inside useradd --create-home someone
inside su someone -c 'cd && agent --version && agent demo | tail -n 3 && agent manual | head -n 1'
inside dpkg --verify bowout
inside sh -c 'test -e /usr/lib/systemd/user/bowout.service && grep -q "^ExecStart=/usr/bin/agent run$" /usr/lib/systemd/user/bowout.service'
inside apt-get install -y -qq --no-install-recommends lintian >/dev/null
inside lintian --version
inside lintian --fail-on error,warning /root/bowout.deb
inside dpkg --purge bowout >/dev/null
left=$(inside find / -xdev \( -path /proc -o -path /home \) -prune -o -path '*bowout*' -print | grep -v '^/root/bowout.deb$' || :)
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
echo 'installed, used, verified, looked at, and removed without a trace'
