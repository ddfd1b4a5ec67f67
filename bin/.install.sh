# Sourced by bin/demo and bin/test: installs Debian packages when commands are missing and that is allowed.

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

# install_packages PACKAGE...: one apt-get for all of them; its output is shown only when it fails.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! may_install; then
    echo "Please install: $*" >&2
    echo "(Debian and Ubuntu: apt-get install $*. This script does it itself when it is root or sudo asks for no password.)" >&2
    return 1
  fi
  echo "Installing $* ..."
  install_log=$(mktemp)
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; } >"$install_log" 2>&1; then
    tail -n 20 "$install_log" >&2
    rm -f "$install_log"
    echo "apt-get could not install: $*" >&2
    return 1
  fi
  rm -f "$install_log"
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

# needed_packages: what the product needs to be built and to run a playbook, as Debian names it.
needed_packages() {
  has_jdk || echo openjdk-17-jdk-headless
  command -v mvn >/dev/null 2>&1 || echo maven
  command -v ansible-playbook >/dev/null 2>&1 || echo ansible-core
}
