# For the other scripts in bin: finds the packages that this machine lacks, and installs them where that is allowed.

# as_root COMMAND...: runs it as root, by sudo when that asks for no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

may_install() {
  command -v apt-get >/dev/null 2>&1 && as_root true
}

# working WHAT COMMAND...: runs a long command whose output nobody wants to read unless it fails. Prints one line: what is
# done, a dot every five seconds, and at the end how long it took. The command has no standard input.
working() {
  printf '%s ' "$1"
  shift
  working_log=$(mktemp)
  working_since=$(date +%s)
  while sleep 5 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do printf .; done &
  working_dots=$!
  working_rc=0
  "$@" >"$working_log" 2>&1 </dev/null || working_rc=$?
  kill "$working_dots" 2>/dev/null || true
  wait "$working_dots" 2>/dev/null || true
  if [ "$working_rc" = 0 ]; then
    echo " $(($(date +%s) - working_since)) s"
  else
    echo " failed"
    tail -n 30 "$working_log" >&2
  fi
  rm -f "$working_log"
  return "$working_rc"
}

# A JDK, not only a runtime, of version 17 or newer.
has_jdk() {
  javac=javac
  [ -x "${JAVA_HOME:-/none}/bin/javac" ] && javac=$JAVA_HOME/bin/javac
  version=$("$javac" -version 2>&1) || return 1
  version=${version#javac }
  version=${version%%.*}
  case $version in '' | *[!0-9]*) return 1 ;; esac
  [ "$version" -ge 17 ]
}

# build_packages: the missing packages for a build, as Debian names them; "jdk" is any JDK of version 17 or newer.
build_packages() {
  has_jdk || echo jdk
  command -v mvn >/dev/null 2>&1 || echo maven
}

# needed_packages: the missing packages for a build and for a run of a playbook.
needed_packages() {
  build_packages
  command -v ansible-playbook >/dev/null 2>&1 || echo ansible-core
}

# package_names PACKAGE...: the same, with this distribution's name for "jdk": its default JDK when that is new enough,
# else another one.
package_names() {
  for package in "$@"; do
    [ "$package" = jdk ] && package=$(jdk_package)
    echo "$package"
  done | paste -s -d' '
}

jdk_package() {
  default=$(apt-cache depends default-jdk-headless 2>/dev/null | sed -n 's/^ *Depends: *\(openjdk-[0-9]*-jdk-headless\)$/\1/p')
  for name in $default openjdk-21-jdk-headless openjdk-17-jdk-headless openjdk-25-jdk-headless; do
    number=${name#openjdk-}
    if [ "${number%%-*}" -ge 17 ] && apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [0-9]'; then
      echo "$name"
      return 0
    fi
  done
  echo default-jdk-headless
}

# install_packages PACKAGE...: installs all of them with one apt-get.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! may_install; then
    echo "Please install: $(package_names "$@")" >&2
    echo "(Debian and Ubuntu: apt-get install $(package_names "$@"). This script does it itself when it is root, or sudo asks for no password.)" >&2
    return 1
  fi
  # A new machine has no lists of packages yet, and package_names needs them.
  working "Looking up packages" as_root apt-get update -q || return 1
  names=$(package_names "$@")
  # shellcheck disable=SC2086 # one word per package
  working "Installing $names" \
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $names || {
    echo "apt-get could not install: $names" >&2
    return 1
  }
}
