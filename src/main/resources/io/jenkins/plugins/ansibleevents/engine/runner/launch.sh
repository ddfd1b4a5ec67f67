# Runs Ansible in a session of its own, hands it its keys, and cleans up whatever happens.
#
#   sh launch.sh supervise DIR CWD GRACE KEYS COOKIE INSTALLATION PROGRAM [ARGUMENT]...
#
# DIR is the private directory, GRACE the seconds between TERM and KILL, KEYS the number of private keys, COOKIE a
# word by which processes are found that left the process group, INSTALLATION a directory to find PROGRAM in, or empty.
#
#   sh launch.sh supervise DIR
#
# is for words that are not ASCII: DIR/words, in UTF-8, sets all words above, and variables for Ansible.
#
# Standard input, line by line:
#   go          the private files are there: start
#   <PEM> .     KEYS times the lines of a private key, then a line with a dot
#   stop        end everything: TERM, and KILL after GRACE
#   (the end)   before Ansible has ended the parent is gone: stop; afterwards the parent has read everything: clean up
#
# DIR/state, made by the parent with 8 bytes, is overwritten in place, which needs no space on a full disk:
#   "run    \n" this script has not begun, "run 1  \n" Ansible has not begun, "run 2  \n" Ansible has not ended,
#   "x NNN  \n" Ansible ended with NNN, "s NNN  \n" this script was killed, and Ansible has been ended,
#   "m ..." program missing, "d ..." no such CWD, "a ..." no ssh-agent, "k NNN  \n" key NNN (from 0) cannot be loaded,
#   "f NNN  \n" file NNN (from 0) of DIR/needed does not exist, "t ..." no Python for the terminal, "e NNN  \n" expression
#   NNN (from 0) of DIR/secrets/prompts is none, "q 000  \n" nobody answers a prompt, "q 001  \n" a prompt comes again
#   whatever is answered, "g ..." the program that isolates the run is missing, "c NNN  \n" no container or sandbox could be
#   made, or Ansible did not begin in it. DIR/problem may say more.
#
#   sh launch.sh hold DIR PATIENCE [WORD]...
#
# does `supervise [WORD]...` for a parent that comes and goes, and returns at once. DIR/output, made by the parent, gets the
# output. What would be standard input comes through the named pipe DIR/control, which it makes. There are two more lines:
#   here        the parent is there; without a line for PATIENCE seconds the parent counts as gone
#   done        the end of the input: the parent has read everything, or wants the run to end at once
# DIR/pulse, made by the parent with 8 bytes, changes every few seconds as long as the run is held. DIR/heard has the number of
# lines that have come, or the word "over": nobody reads anything of this run any more.
#
#   sh launch.sh sweep DIR
#
# ends what is left of a held run whose script was killed.
#
# DIR/isolation, which may be missing, shuts Ansible in: commands of sh, described in Enclosure.java. Then a part of this
# script runs inside, with a few files of DIR at the same paths; it writes the state itself. DIR/life is a named pipe that is
# open as long as the supervisor is there, or its listener: what is inside ends when a line comes, or its end. DIR/engine has the
# words of the engine.
#
# DIR/birthplace says where the run is, so that a later one can tell whether anybody of it is left.
#
# DIR/needed, which may be missing, has on each line the path of a file or directory that Ansible will read.
# DIR/terminal.py, which may be missing, runs Ansible at a terminal and answers what is asked there.

state() {
  printf '%-7.7s\n' "$1" 1<>"$dir/state"
} 2>/dev/null

# problem STATE TEXT...; writes the text first, because the parent reads it as soon as it sees the state.
problem() {
  end=$1
  shift
  (umask 077 && printf '%s\n' "$*" >"$dir/problem")
  state "$end"
} 2>/dev/null

# Ansible gets the PATH that was given; the script finds its own tools even when they are not on that PATH.
find_program() {
  if [ -z "$installation" ]; then
    (PATH=$given_path && command -v "$1") >/dev/null 2>&1
    return
  fi
  for place in "$installation" "$installation/bin"; do
    if [ -x "$place/$1" ] && [ ! -d "$place/$1" ]; then
      given_path=$place:$given_path
      return 0
    fi
  done
  return 1
}

# find_missing sets missing to the number of the first needed path that does not exist, and where to its absolute path.
find_missing() {
  [ -f "$dir/needed" ] || return 1
  missing=0
  while IFS= read -r where; do
    case $where in
      '~') where=$HOME ;;
      '~/'*) where=$HOME/${where#'~/'} ;;
      /*) ;;
      *) where=$PWD/$where ;;
    esac
    [ -e "$where" ] || return 0
    missing=$((missing + 1))
  done <"$dir/needed"
  return 1
}

# The rest of the command in a new session and process group, with the signals that sh ignores in the background reset.
in_new_session() {
  if command -v setsid >/dev/null 2>&1; then
    if env --default-signal=INT,QUIT true 2>/dev/null; then
      exec env --default-signal=INT,QUIT setsid "$@"
    fi
    exec setsid "$@"
  elif command -v python3 >/dev/null 2>&1; then
    exec python3 -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' "$@"
  fi
  exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV' "$@"
}

kill_all() {
  kill -KILL "-$child"
  [ -z "$engine" ] || unisolate >/dev/null
  kill_cookie
} 2>/dev/null

kill_cookie() {
  # A process with a session of its own (asynchronous tasks, connection masters) still has the cookie in its environment.
  # Three looks: a process may start, or be between two programs, while the others are listed.
  for look in 1 2 3; do
    for file in $(grep -l "ANSIBLE_EVENTS_RUN=$cookie" /proc/[0-9]*/environ); do
      pid=${file#/proc/}
      kill -KILL "${pid%/environ}"
    done
  done
} 2>/dev/null

# Sets workers to groups that end with Ansible's: from ansible-core 2.19 on each worker is a group of its own, to which Ansible
# hands on TERM. To be called before that. The agent stays.
find_workers() {
  members=' ' leaders= workers= agent=
  set -f
  for pid in $(set +f; cd /proc && echo [0-9]*); do
    read -r stat <"/proc/$pid/stat" || continue
    set -- ${stat##*) } # state, parent, group
    [ "$3" != "$child" ] || members="$members$pid "
    [ "$3" != "$pid" ] || leaders="$leaders $2:$pid"
  done
  set +f
  read -r agent <"$dir/agent.pid"
  for leader in $leaders; do
    case $members in *" ${leader%:*} "*) [ "${leader#*:}" = "$agent" ] || workers="$workers ${leader#*:}" ;; esac
  done
} 2>/dev/null

# Waits until all groups are empty, for the grace period at most.
await_groups() {
  left=$((grace * 5))
  while [ "$left" -gt 0 ] && is_anybody_left; do
    sleep 0.2 2>/dev/null || sleep 1
    left=$((left - 1))
  done
}

is_anybody_left() {
  for group in "$child" $workers; do
    ! kill -0 "-$group" || return 0
  done
  return 1
} 2>/dev/null

reap() {
  await_groups
  kill_all
}

stop() {
  [ -z "$reaper" ] || return 0
  if [ -n "$engine" ] && has_begun; then
    # In a process of its own, because a playbook can fill the pipe; it ends when nobody has the pipe open to read.
    (exec 3<&- 5<&-; printf 'stop\n' >"$dir/life") &
  else
    find_workers
    kill -TERM "-$child" 2>/dev/null || kill -TERM "$child" 2>/dev/null
  fi
  reap 3<&- 5<&- &
  reaper=$!
}

has_begun() {
  read_state
  case $said in 'run 2'*) ;; *) return 1 ;; esac
}

# Sets said to the state; a playbook that is shut in may have made the file as long as it likes.
read_state() {
  said=$(dd bs=8 count=1 <"$dir/state")
} 2>/dev/null

# Sets engine, and defines functions, when the run is to be isolated.
read_isolation() {
  engine=
  [ ! -f "$dir/isolation" ] || . "$dir/isolation"
}

# A connection that SSH keeps open needs no key and no password any more. So it belongs to this run alone: nobody else finds
# it, and it is closed at the end. A place that the user has chosen stays.
keep_connections() {
  [ -z "${ANSIBLE_SSH_CONTROL_PATH_DIR:-}${ANSIBLE_SSH_CONTROL_PATH:-}" ] || return 0
  connections=$dir/ssh
  # The path of a socket may have about 100 bytes, of which ssh needs 30, and ssh gives % a meaning of its own.
  case ${#dir}$dir in
    [1-9][0-9][0-9]* | [7-9][0-9]* | *%*) connections=$(mktemp -d "${TMPDIR:-/tmp}/ansible-events-XXXXXXXX") || return 0 ;;
  esac
  ANSIBLE_SSH_CONTROL_PATH_DIR=$connections
  export ANSIBLE_SSH_CONTROL_PATH_DIR
} 2>/dev/null

close_connections() {
  [ -n "$connections" ] || return 0
  for socket in "$connections"/*; do
    [ ! -S "$socket" ] || ssh -F none -o "ControlPath=$socket" -O exit closed
  done
  rm -rf "$connections"
}

# Ansible has ended, and nothing uses these any more; the rest of the directory waits for its reader.
forget_secrets() {
  close_connections
  rm -rf "$dir/secrets" "$dir/words" "$dir/registry"
} 2>/dev/null

# When nobody can say "done" any more, what has been recorded stays until the reader has removed it or counts as gone.
await_reader() {
  while [ -p "$dir/control" ] && read -r said <"$dir/heard" && [ "$said" != over ]; do
    sleep 1
  done
} 2>/dev/null

# Facts may hold secrets. When the parent is gone, nobody copies and removes those that were kept for this run alone.
forget_facts() {
  facts=${ANSIBLE_CACHE_PLUGIN_CONNECTION:-}
  [ -z "$orphan" ] || [ ! -f "$facts/.ansible-events-run" ] || rm -rf "$facts"
}

clean() {
  close_connections
  forget_facts
  [ -z "$engine" ] || remove_place
  [ ! -f "$dir/agent.pid" ] || kill "$(cat "$dir/agent.pid")"
  [ ! -f "$dir/launch.sh" ] || rm -rf "$dir"
} 2>/dev/null

forward_key() {
  while IFS= read -r line && [ "$line" != . ]; do
    printf '%s\n' "$line"
  done
}

# Reads standard input while Ansible runs; lives on when the supervisor is killed.
listen() {
  key=0
  while [ "$key" -lt "$keys" ]; do
    forward_key >"$dir/key-$key"
    key=$((key + 1))
  done
  while read -r word; do
    [ "$word" != stop ] || kill -TERM "$supervisor"
  done
  # Not HUP: nohup ignores it, and a shell cannot trap a signal that was ignored when it began.
  if ! kill -USR1 "$supervisor"; then
    orphan=1
    stop
    wait "$reaper"
    forget_secrets
    [ ! -p "$dir/control" ] || state 's 137'
    await_reader
    clean
  fi
}

# Ansible runs with UTF-8 only, and refuses another encoding and a locale that is not installed.
choose_utf8() {
  command -v locale >/dev/null && [ "$(locale charmap)" != UTF-8 ] || return 0
  [ "$(LC_ALL=C.UTF-8 locale charmap)" = UTF-8 ] || return 0
  LC_ALL=C.UTF-8
  export LC_ALL
} 2>/dev/null

supervise() {
  dir=$1
  supervisor=$$ child= workers= reaper= orphan= connections= engine= given_path=$PATH
  PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  state 'run 1'
  exec 3<&0 </dev/null
  read -r word <&3
  [ "$word" = go ] || { clean; exit 1; }
  if [ $# -eq 1 ]; then
    . "$dir/words"
    rm -f "$dir/words"
  fi
  birthplace >"$dir/birthplace"
  remove_forgotten </dev/null >/dev/null 2>&1 3<&- &
  cwd=$2 grace=$3 keys=$4 cookie=$5 installation=$6 program=$7
  shift 7
  choose_utf8
  read_isolation
  if ! cd "$cwd"; then
    finish 1 d "$cwd"
  elif [ -n "$engine" ]; then
    isolable
  elif ! find_program "$program"; then
    finish 127 m "$given_path"
  elif [ "$keys" -gt 0 ] && ! command -v ssh-agent >/dev/null 2>&1; then
    finish 1 a "$given_path"
  fi 2>/dev/null
  ! find_missing || finish 1 "f $(printf %03d "$missing")" "$where"
  [ -n "$engine" ] || keep_connections
  [ ! -p "$dir/control" ] || (umask 077 && printf '%s\n' "$cookie" "$connections" >"$dir/cookie")
  # One pipe for each key: a reader may not yet have closed the one before.
  key=0
  while [ "$key" -lt "$keys" ]; do
    mkfifo -m 600 "$dir/key-$key"
    key=$((key + 1))
  done
  if [ -n "$engine" ]; then
    mkfifo -m 600 "$dir/life"
    exec 5<>"$dir/life"
  fi
  (
    exec 3<&- 5<&-
    if [ -n "$engine" ]; then
      in_new_session /bin/sh "$dir/launch.sh" isolate "$dir" "$grace" "$keys" "$cookie" "$installation" "$program" "$@"
    fi
    ANSIBLE_EVENTS_RUN=$cookie
    export ANSIBLE_EVENTS_RUN
    in_new_session /bin/sh "$dir/launch.sh" run "$dir" "$keys" "$given_path" "$program" "$@"
  ) &
  child=$!
  # From here on only Ansible writes: sh would write "Terminated" there, or die when its reader is gone.
  exec >/dev/null 2>&1
  trap : INT
  trap stop TERM
  trap 'orphan=1; stop' USR1
  listen <&3 &
  listener=$!
  while :; do
    wait "$child"
    rc=$?
    kill -0 "$child" 2>/dev/null || break
  done
  # A signal from elsewhere has ended it: its workers and modules are still there.
  [ "$rc" -lt 128 ] || stop
  [ -z "$reaper" ] || wait "$reaper"
  kill -KILL "$listener" 2>/dev/null
  trap '' TERM USR1
  read_state
  case $said in
    'run 2'*) finish "$rc" "x $(printf %03d "$rc")" ;;
    run*)
      [ -z "$engine" ] || finish "$rc" "c $(printf %03d "$rc")" "$(tail -c 2000 "$dir/engine")"
      finish "$rc" "x $(printf %03d "$rc")"
      ;;
  esac
  finish "$rc"
}

# Ends this script when the run cannot be isolated.
isolable() {
  if ! command -v "$engine" >/dev/null 2>&1; then
    finish 127 g "$PATH"
  elif ! said=$(make_place 2>&1); then
    finish 1 'c 001' "$said"
  fi
}

# Private directories beside this one in which nobody works any more: all processes of a run were killed, also those that
# would have removed it. After an hour nobody reads what it has recorded either.
remove_forgotten() {
  find_here || return 0
  old=$(find "${dir%/*}" -maxdepth 1 -type d -name 'ansible-events-[0-9]*' -user "$(id -u)" -mmin +60)
  [ -n "$old" ] || return 0
  running=$(all_words)
  printf '%s\n' "$old" | while IFS= read -r old; do
    case $running in '' | *"$old"*) continue ;; esac
    [ "$(cat "$old/birthplace")" != "$here" ] || rm -rf "$old"
  done
}

# Where a run and its container are: in another place the same number is another process.
birthplace() {
  printf '%s %s\n' "$(cat /proc/sys/kernel/random/boot_id)" "$(readlink /proc/self/ns/pid)"
} 2>/dev/null

# Sets here to the birthplace of what begins now; fails where the system does not tell which processes there are.
find_here() {
  here=$(birthplace)
  case $here in ?*' pid:'*) ;; *) return 1 ;; esac
}

# The words of all processes that can be seen here.
all_words() {
  cat /proc/[0-9]*/cmdline | tr '\0' ' '
}

# podman keeps the record of a container for ever, as exited or even as running, when all that waited for its end was killed.
# Nothing depends on this. An engine elsewhere is left alone, because its processes cannot be seen.
remove_ended() {
  find_here && [ -z "${CONTAINER_HOST:-}" ] || return 0
  ours=$(timeout 60 "$engine" ps --all --no-trunc --filter label=ansible-events.run \
    --format '{{.ID}} {{.Pid}} {{.Exited}} {{.Names}} {{index .Labels "ansible-events.run"}}')
  [ -n "$ours" ] || return 0
  # Whoever waits for the end of a container has its name among its words.
  waiting=$(all_words)
  printf '%s\n' "$ours" | while read -r id pid exited name place; do
    case $place in
      "$here") case $waiting in '' | *"$name"*) continue ;; esac ;;
      "${here%% *} "*) continue ;;
    esac
    if [ "$exited" = true ]; then
      timeout 60 "$engine" rm "$id"
    elif [ "$place" = "$here" ] && [ "$pid" -gt 0 ] && ! grep -q '^State:.[^XZ]' "/proc/$pid/status"; then
      # The first time podman may only find out that it has ended.
      timeout 60 "$engine" rm --force "$id" || timeout 60 "$engine" rm --force "$id"
    fi
  done
}

# isolate DIR GRACE KEYS COOKIE INSTALLATION PROGRAM [ARGUMENT]...: the words of the engine are no words of Ansible. They are
# shown when Ansible has not begun.
isolate() {
  dir=$1
  read_isolation
  (umask 077 && : >"$dir/engine")
  # sh says on its standard error when a program that it waits for was killed.
  exec 2>/dev/null
  (isolated /bin/sh "$dir/launch.sh" inside "$@") 2>>"$dir/engine"
  rc=$?
  has_begun || cat "$dir/engine"
  exit "$rc"
}

# inside DIR GRACE KEYS COOKIE INSTALLATION PROGRAM [ARGUMENT]...: all of DIR that is to be seen is there.
inside() {
  exec 2>&1
  dir=$1 grace=$2 keys=$3 installation=$5 program=$6
  ANSIBLE_EVENTS_RUN=$4
  if [ -f "$dir/secrets/environment" ]; then
    be_somebody
    . "$dir/secrets/environment"
  fi
  shift 6
  given_path=$PATH
  PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
  choose_utf8
  if ! find_program "$program"; then
    problem m "$given_path"
    exit 127
  elif [ "$keys" -gt 0 ] && ! command -v ssh-agent >/dev/null 2>&1; then
    problem a "$given_path"
    exit 1
  fi
  keep_connections
  export ANSIBLE_EVENTS_RUN
  (in_new_session /bin/sh "$dir/launch.sh" run "$dir" "$keys" "$given_path" "$program" "$@") </dev/null &
  child=$!
  told= workers=
  trap 'told=1; find_workers; kill -TERM "-$child"' TERM
  # From here on only Ansible writes, as in supervise.
  exec >/dev/null 2>&1
  # A pipe that nobody holds cannot even be opened: whoever has started this was killed before.
  (trap 'kill "$!"' TERM; sleep 30 & wait "$!" && kill -TERM "$$") &
  opening=$!
  (exec 5<"$dir/life"; kill "$opening"; read -r said <&5; kill -TERM "$$") &
  while :; do
    wait "$child"
    rc=$?
    kill -0 "$child" || break
  done
  # With this script the container ends, and whatever is in it: modules that were told to stop tidy up first.
  [ -z "$told" ] || await_groups
  exit "$rc"
}

# In a container of docker the user is a number that the image may not know. Without a home that can be written Ansible does
# not begin, and ssh connects nowhere without a name; the images of Ansible leave /etc/passwd open for this.
be_somebody() {
  mkdir -p "$HOME" && [ -w "$HOME" ] || {
    home=$(mktemp -d) && HOME=$home && export HOME
  }
  id -un || [ ! -w /etc/passwd ] || echo "ansible:x:$(id -u):$(id -g)::$HOME:/bin/sh" >>/etc/passwd
} >/dev/null 2>&1

# finish RC [STATE [PROBLEM]]: writes the state, waits until the parent has read everything, cleans up.
finish() {
  [ $# -lt 3 ] || problem "$2" "$3"
  [ $# -ne 2 ] || state "$2"
  forget_secrets
  word=
  while [ -z "$orphan" ] && read -r word && [ "$word" != done ]; do :; done <&3
  if [ -p "$dir/control" ] && [ "$word" != done ]; then
    orphan=1
    await_reader
  fi
  clean
  exit "$1"
}

start() {
  PATH=$given_path
  export PATH
  if [ -f "$dir/terminal.py" ]; then
    find_python "$1"
    set -- "$python" -I -S "$dir/terminal.py" "$dir" "$@"
  fi
  state 'run 2'
  exec "$@"
}

# find_python PROGRAM sets python to the Python that runs PROGRAM, or else to another one.
find_python() {
  file=$(command -v "$1")
  read -r shebang 2>/dev/null <"$file"
  shebang=${shebang#'#!'}
  for python in ${shebang%% *} "${file%/*}/python3" python3 /usr/bin/python3 /usr/libexec/platform-python; do
    case $python in
      *python*) ! "$python" -I -S -c 'import pty' || return 0 ;;
    esac
  done
  problem t "$PATH"
  exit 1
} 2>/dev/null

run() {
  dir=$1 keys=$2 given_path=$3
  shift 3
  [ "$keys" -gt 0 ] || start "$@"
  # The path of a socket may have about 100 bytes; without -a the agent chooses a short one itself.
  if [ ${#dir} -lt 85 ] && [ -w "$dir" ]; then
    exec ssh-agent -a "$dir/agent.sock" /bin/sh "$dir/launch.sh" with_agent "$dir" "$keys" "$given_path" "$@"
  fi
  exec ssh-agent /bin/sh "$dir/launch.sh" with_agent "$dir" "$keys" "$given_path" "$@"
}

with_agent() {
  dir=$1 keys=$2 given_path=$3
  shift 3
  printf '%s\n' "$SSH_AGENT_PID" >"$dir/agent.pid"
  key=0
  while [ "$key" -lt "$keys" ]; do
    said=$(add_key 2>&1) || {
      problem "k $(printf %03d "$key")" "$said"
      exit 1
    }
    key=$((key + 1))
  done
  start "$@"
}

# Without a passphrase file the askpass program fails, and so does ssh-add, instead of asking.
add_key() {
  ANSIBLE_EVENTS_PASSPHRASE=$dir/secrets/passphrase-$key SSH_ASKPASS=$dir/askpass SSH_ASKPASS_REQUIRE=force \
    DISPLAY=${DISPLAY:-:0} ssh-add -q - <"$dir/key-$key"
}

hold() {
  dir=$1
  mkfifo -m 600 "$dir/control" || exit 1
  (umask 077 && printf '%-7.7s\n' 0 >"$dir/heard") || exit 1
  # Opened for both, and before the parent goes on: a pipe that nobody has open forgets what was written, and ends.
  exec 4<>"$dir/control"
  # Jenkins ends the processes that have its own word here. The one of the node block (JENKINS_NODE_COOKIE) stays.
  [ -z "${JENKINS_SERVER_COOKIE:-}" ] || JENKINS_SERVER_COOKIE=ansible-events
  (in_new_session /bin/sh "$dir/launch.sh" held "$@") </dev/null >/dev/null 2>&1 &
}

held() {
  dir=$1 patience=$2
  shift 2
  relay <&4 4<&- | /bin/sh -c 'echo $$ >"$0/pid"; exec /bin/sh "$0/launch.sh" supervise "$@"' "$dir" "$@" \
    >>"$dir/output" 2>&1 4<&-
}

# note TEXT: overwrites DIR/heard in place, as the state.
note() {
  printf '%-7.7s\n' "$1" 1<>"$dir/heard"
} 2>/dev/null

# Hands the lines of the parent to the supervisor.
relay() {
  heard=0 relay=$(exec sh -c 'echo $PPID') pulse=
  while :; do
    # Whoever ends the pulse must not end the run.
    kill -0 "$pulse" || { pulse & pulse=$!; }
    IFS= read -r line || break
    heard=$(((heard + 1) % 1000000))
    note "$heard"
    [ "$line" != done ] || note over
    [ "$line" = here ] || printf '%s\n' "$line"
    [ "$line" != done ] || break
  done
  kill -KILL "$pulse"
} 2>/dev/null

# Ends the relay, which is the end of the run, when the parent or the supervisor is gone.
pulse() {
  exec >/dev/null
  beats=0 quiet=0 last=
  while sleep 2 && [ -d "$dir" ]; do
    read -r heard <"$dir/heard"
    [ "$heard" = "$last" ] && quiet=$((quiet + 2)) || quiet=0
    last=$heard
    if [ "$quiet" -ge "$patience" ]; then
      abandon
      break
    fi
    if ! kill -0 "$(cat "$dir/pid")"; then
      kill -KILL "$relay"
      # Without a supervisor the run counts as held only once Ansible has been ended.
      read_state
      case $said in run*) continue ;; esac
    fi
    beats=$(((beats + 1) % 1000000))
    printf '%-7.7s\n' "$beats" 1<>"$dir/pulse"
  done
  kill -KILL "$relay"
} 2>/dev/null

# Nobody has come back. The supervisor removes everything; in case that it was killed, the rest follows.
abandon() {
  note over
  kill -KILL "$relay"
  left=120
  while [ "$left" -gt 0 ] && [ -d "$dir" ]; do
    sleep 1
    left=$((left - 1))
  done
  [ ! -d "$dir" ] || sweep "$dir"
}

sweep() {
  dir=$1 orphan=1 connections=
  read_isolation
  [ -z "$engine" ] || unisolate >/dev/null
  { read -r cookie && IFS= read -r connections; } <"$dir/cookie" && kill_cookie
  clean
} 2>/dev/null

mode=$1
shift
"$mode" "$@"
exit
