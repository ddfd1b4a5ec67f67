#!/bin/sh
# Runs a command the way `docker exec` without -i does: no standard input, processes and a file system of its own, which
# shares nothing with this machine but programs, a workspace and its temporary directory, and an environment that is given.
#
#   sh container.sh ROOT WORKSPACE [NAME=VALUE]... chroot . COMMAND [ARGUMENT]...

if [ "$1" != inside ]; then
  exec unshare --mount --pid --fork /bin/sh "$0" inside "$@" </dev/null
fi
root=$2 workspace=$3
shift 3
mount --make-rprivate /
mount -t tmpfs tmpfs "$root"
cd "$root" || exit 125
for directory in /usr /etc /dev; do
  mkdir ".$directory"
  mount --rbind "$directory" ".$directory"
done
cp -a /bin /sbin /lib* . 2>/dev/null
mkdir proc root
mkdir -m 1777 tmp
mount -t proc proc proc
for directory in "$workspace" "$workspace@tmp"; do
  mkdir -p ".$directory"
  mount --bind "$directory" ".$directory"
done
exec env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin HOME=/root "$@"
