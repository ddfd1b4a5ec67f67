#!/bin/sh
# Runs a command in a container the way `docker exec` without -i does: no standard input, processes and a file system that share
# nothing with this machine but programs, a workspace and its temporary directory, and an environment that is given. As
# docker.inside does, the first call starts the container, whose first process only waits and looks after no other.
#
#   sh container.sh ROOT WORKSPACE [NAME=VALUE]... COMMAND [ARGUMENT]...
#
# ROOT.pid has the first process; the container ends with it.

if [ "$1" != begin ]; then
  root=$1 workspace=$2
  shift 2
  if [ ! -f "$root.pid" ]; then
    unshare --mount --pid --fork /bin/sh "$0" begin "$root" "$workspace" </dev/null >/dev/null 2>&1 &
    while [ ! -f "$root.pid" ]; do sleep 0.1; done
  fi
  exec nsenter --target "$(cat "$root.pid")" --mount --pid /bin/sh -c \
    'cd "$0" && exec chroot . /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin HOME=/root "$@"' "$root" "$@" </dev/null
fi
root=$2 workspace=$3
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
read -r pid rest </proc/self/stat
mount -t proc proc proc
for directory in "$workspace" "$workspace@tmp"; do
  mkdir -p ".$directory"
  mount --bind "$directory" ".$directory"
done
echo "$pid" >"$root.new" && mv "$root.new" "$root.pid"
exec sleep infinity
