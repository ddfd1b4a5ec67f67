# SPDX-License-Identifier: MIT
"""Records what an Ansible run does, one line per event, and leaves what the user sees as it is.

Ansible loads it as a notification callback. On import it wraps two objects of the running process: the stdout callback,
so that the display text of an event is known, whichever stdout callback the user has; and Display, so that text that
belongs to no event becomes an event of its own. Nothing here may change the outcome of a playbook: every failure of ours
is noted in the record and never reaches the play.

The environment variable ANSIBLE_EVENTS_CAPTURE holds the settings as JSON. It is removed at once, so that an Ansible
started by a task does not write into the same record.

Grammar of the record (UTF-8, one line per os.write, appended):

    line  = kind SP seq SP newlines SP bytes SP crc SP json LF
    kind  = "A"   about this Ansible; the first line
          / "E"   an event, without counter, runner_ident, start_line and end_line
          / "S"   display text of an event that is not recorded; json is {}
          / "P"   plain display text, of no event; json is {}
          / "T"   how far the run is, before the event it belongs to: {"plays": n} before playbook_on_start,
                  {"plays": n, "task": n, "tasks": n} before playbook_on_task_start, 0 for a number that is not known;
                  {"rescued": true} before a runner_on_failed that a block rescues;
                  {"nothing_left": true} before a playbook_on_stats when no task was chosen, as Choice says; Progress.java
          / "N"   a note for the operator: {"message": ...}
          / "W"   a warning, deprecation or error as it was displayed, whichever event shows it: {"text": ..., "own": true
                  when it is part of no event of the stdout callback}; Remark.java
    seq   = number of the line, dense from 1: a gap is a lost line
    newlines, bytes, crc = line feeds, length and CRC-32 of the display text as it was written to the terminal

Ansible forks for each task of each host. The kernel copies each memory page that is touched after a fork, and these
copies cost ten times as much as the event itself. Each call of a Python function touches one or two pages. So the code
that runs for every event calls few functions and keeps their results where it can.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import functools
import gc
import hashlib
import inspect
import json
import math
import operator
import os
import sys
import threading
import time
import types
import uuid
import zlib
from collections import Counter
from collections.abc import Mapping

from ansible import constants as C
from ansible import context as cli_context
from ansible.executor import task_result
from ansible.playbook.handler import Handler
from ansible.plugins.callback import CallbackBase
from ansible.release import __version__ as core_version
from ansible.utils.display import Display

DOCUMENTATION = """
    name: ansible_events
    type: notification
    short_description: records events as JSON lines
    version_added: "1.0"
    description:
        - Appends one JSON line per event to a file, for the program that started Ansible.
        - Does nothing when that program did not ask for it.
"""

VERSION = "1.0"
SETTINGS = "ANSIBLE_EVENTS_CAPTURE"
NO_LOG = "the output has been hidden due to the fact that 'no_log: true' was specified for this result"
REMARKS = ("[WARNING]: ", "[DEPRECATION WARNING]: ", "[ERROR]: ", "ERROR! ")  # how they begin; Remark.java
NO_TRACEBACK = "(traceback unavailable)"  # where 2.19 and newer have none
DISPLAY_KINDS = ("debug", "verbose", "deprecated", "warning", "system_warning", "error")
OTHER_NAMES = {
    "v2_on_file_diff": "runner_on_file_diff",
    "v2_playbook_on_cleanup_task_start": "playbook_on_task_start",
    "v2_playbook_on_handler_task_start": "playbook_on_task_start",
    "text_of_its_own": "verbose",
}
KNOWN_TASKS = 1_000

# What stays of a result whose body is left out: enough for a recap and for a reader who asks what went wrong.
KEPT_OF_RESULT = (
    "changed",
    "failed",
    "skipped",
    "unreachable",
    "rc",
    "msg",
    "false_condition",
    "skip_reason",
    "skipped_reason",
    "attempts",
    "retries",
    "failed_when_result",
    "ansible_job_id",
    "started",
    "finished",
    "ansible_loop_var",
    "_ansible_item_label",
    "_ansible_no_log",
)
# Of a result that is too large its streams stay, too: of each the end, which says why it failed.
STREAMS = ("cmd", "stderr", "stdout", "module_stderr", "module_stdout", "exception")
KEPT_TEXT = 1_000
KEPT_ITEMS = 10  # of those that failed, of a loop whose result is too large
WHY_SKIPPED = ("false_condition", "skip_reason", "skipped_reason")
LARGE_LINE = 64 * 1024
_LF = b"\n"


_now = time.time_ns
def _iso(nanos):
    """ISO 8601 in UTC, to the microsecond."""
    second, rest = divmod(nanos, 1_000_000_000)
    time_of_second = datetime.datetime.fromtimestamp(second, datetime.timezone.utc)
    return time_of_second.replace(microsecond=rest // 1000).isoformat(timespec="microseconds")


def _random_uuid():
    return str(uuid.uuid4())


# --- JSON of anything ------------------------------------------------------------------------------------------------


def _special(value):
    """The JSON form of a value that the encoder does not know; the slow way uses it for every such value."""
    if getattr(value, "yaml_tag", None) == "!vault" or hasattr(value, "_ciphertext"):
        cipher = value._ciphertext
        return {"__ansible_vault": cipher.decode("utf-8") if isinstance(cipher, bytes) else str(cipher)}
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).decode("utf-8", "backslashreplace")
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=repr)
    return str(value)


_FAST = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_special, separators=(",", ":"))


def to_json(value):
    """JSON text of any value: never raises, never invalid, encodable as UTF-8."""
    try:
        text = _FAST.encode(value)
    except (TypeError, ValueError, RecursionError, AttributeError):
        text = _slow_json(value)
    return text if text.isascii() or _encodable(text) else _ascii(text)


def _encodable(text):
    try:
        text.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def _ascii(text):
    """The text with lone surrogates as escapes: JSON has no other way to carry them."""
    return "".join(c if not "\ud800" <= c <= "\udfff" else "\\u%04x" % ord(c) for c in text)


def _slow_json(value):
    try:
        return _FAST.encode(_plain(value, ()))
    except Exception as problem:  # a value whose own methods fail: say so in its place
        return _FAST.encode({"_error": "not serialisable: %s" % type(problem).__name__})


def _plain(value, above):
    """Value by value: text keys, NaN and infinity as text, a mark where a container holds itself."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"inf": "Infinity", "-inf": "-Infinity"}.get(repr(float(value)), "NaN")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if id(value) in above:
        return {"_error": "circular reference"}
    if len(above) > 200:
        return {"_error": "nested too deep"}
    above = above + (id(value),)
    if isinstance(value, Mapping):
        return {_key(k): _plain(v, above) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v, above) for v in value]
    try:
        return _plain(_special(value), above)
    except Exception as problem:
        return {"_error": "%s: %s" % (type(value).__name__, type(problem).__name__)}


def _key(key):
    if isinstance(key, str):
        return str(key)
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    if isinstance(key, bytes):
        return key.decode("utf-8", "backslashreplace")
    return str(key)


# --- the record ------------------------------------------------------------------------------------------------------


class Settings:
    """The wishes of the program that started us; see CaptureOptions.java."""

    def __init__(self, wanted):
        self.file = wanted["file"]
        self.nonce = wanted["nonce"]
        self.max_result = int(wanted.get("max_result", 700_000))
        self.budget = int(wanted.get("budget", 0))
        self.left_out = frozenset(wanted.get("left_out", ()))
        self.elide_facts = bool(wanted.get("elide_facts", False))
        self.restore = wanted.get("restore", {})

    @staticmethod
    def from_environment():
        """The settings, taken out of the environment that tasks inherit; None when nobody asked for a record."""
        text = os.environ.pop(SETTINGS, None)
        if not text:
            return None
        settings = Settings(json.loads(text))
        for name, value in settings.restore.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        return settings


class Record:
    """The file of lines. A line that cannot be written keeps its number, which shows its loss; the next one starts anew."""

    def __init__(self, path):
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._seq = 0
        self._torn = False
        self._complained = False
        self.size = 0

    def write(self, kind, body, text=b""):
        self._seq += 1
        torn = "\n" if self._torn else ""
        line = f"{torn}{kind} {self._seq} {text.count(_LF)} {len(text)} {zlib.crc32(text)} {body}\n".encode()
        size = len(line)
        if size > LARGE_LINE and not self._has_room(size):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._torn = True
        written = 0
        while written < size:
            written += os.write(self._fd, line[written:])  # a slice of all of it is no copy
        self._torn = False
        self.size += size

    def _has_room(self, size):
        """A large line on a disk that is nearly full is left out, so that the small ones after it can be written."""
        disk = os.fstatvfs(self._fd)
        return disk.f_bavail * disk.f_frsize > size + LARGE_LINE

    def note(self, message):
        """Leaves a note for the operator in the record; when that is not possible, once on standard error."""
        try:
            self.write("N", to_json({"message": message}))
        except Exception:
            if not self._complained:
                self._complained = True
                with contextlib.suppress(Exception):
                    sys.stderr.write("ansible-events: %s\n" % message)


class Results:
    """Bounds the bodies of results by their size and by the budget of the run, and leaves out facts on request."""

    def __init__(self, settings, record):
        self._settings = settings
        self._record = record
        self._over_budget = False
        self._small = min(KEPT_TEXT, settings.max_result)

    def json(self, value, is_facts):
        text = to_json(value)
        if len(text) <= self._small and not is_facts:  # nearly always
            return text
        reason = self._reason(len(text), is_facts)
        return text if reason is None else to_json(self._shortened(value, text, reason))

    def _reason(self, size, is_facts):
        if size > self._settings.max_result:
            return "size"
        if is_facts and self._settings.elide_facts:
            return "facts"
        return "budget" if self._spent() and size > KEPT_TEXT else None

    def _spent(self):
        if not self._settings.budget or self._record.size < self._settings.budget:
            return False
        if not self._over_budget:
            self._over_budget = True
            self._record.note(
                "the size budget of %d bytes is used up: bodies of results are left out from here on"
                % self._settings.budget
            )
        return True

    @staticmethod
    def _shortened(value, text, reason):
        raw = text.encode("utf-8")
        mark = {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), "reason": reason}
        short = {"_truncated": mark}
        if isinstance(value, Mapping):
            short.update(_outcome(value, reason))
        return short


def _outcome(value, reason):
    """What stays of a result: its outcome; of one that is too large, or that failed, its streams and failed items, too."""
    kept = {k: _short(value[k]) for k in KEPT_OF_RESULT if k in value}
    if reason == "size" or value.get("rc") or "module_stderr" in value or "exception" in value:
        kept.update((k, _command(value[k]) if k == "cmd" else _end(value[k])) for k in STREAMS if k in value)
    items = value.get("results")
    if isinstance(items, (list, tuple)):
        failed = [i for i in items if isinstance(i, Mapping) and (i.get("failed") or i.get("unreachable"))]
        if failed:
            kept["results"] = [_outcome(i, "size") for i in failed[:KEPT_ITEMS]]
    return kept


def _command(value):
    """The command; when it is long, its beginning as a text."""
    text = to_json(value)
    return value if len(text) <= KEPT_TEXT else _short(value if isinstance(value, str) else " ".join(map(str, value)))


def _end(value):
    text = value if isinstance(value, str) else to_json(value)
    return text if len(text) <= KEPT_TEXT else "..." + text[-KEPT_TEXT:]


def _short(value):
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = value if isinstance(value, str) else to_json(value)
    return text if len(text) <= KEPT_TEXT else text[:KEPT_TEXT] + "..."


# --- what is going on ------------------------------------------------------------------------------------------------


class Flags(threading.local):
    """The kind of text that each thread is about to display."""

    def __init__(self):
        self.values = {}


class Situation:
    """Play and task that events refer to, and the kind of text that the running thread is about to display.

    The facts about play and task go into every event of every host, so they are kept as JSON.
    """

    def __init__(self):
        self._playbook = {}
        self.playbook_uuid = None
        self.play = NOTHING
        self.task = NOTHING
        self._tasks = {}
        self.flags = Flags()

    @contextlib.contextmanager
    def within(self, values):
        here = self.flags.values
        here.update(values)
        try:
            yield
        finally:
            for key in values:
                here.pop(key, None)

    def enter_playbook(self, **facts):
        self._playbook = facts
        self.playbook_uuid = facts["playbook_uuid"]
        self.leave_play()

    def enter_play(self, **facts):
        self.play, self.task = Facts({**self._playbook, **facts}, facts["play_uuid"]), NOTHING

    def leave_play(self):
        self.play, self.task = Facts(self._playbook, None), NOTHING

    def enter_task(self, task):
        self.task = self.facts_of(task)

    def facts_of(self, task):
        """The facts about a task in its events; a strategy may give a task another name for each host."""
        if C.DISPLAY_ARGS_TO_STDOUT:  # arguments may change from host to host
            return Facts(task_facts(task), str(task._uuid))
        key = (task._uuid, task.name)
        known = self._tasks.get(key)
        if known is None:
            if len(self._tasks) >= KNOWN_TASKS:
                self._tasks.clear()
            known = self._tasks[key] = Facts(task_facts(task), str(task._uuid))
        return known


class Facts:
    """Some members of event_data as JSON, each followed by a comma, and the uuid of what they are about."""

    __slots__ = ("uuid", "json")

    def __init__(self, values, uid):
        self.uuid = uid
        self.json = to_json(values)[1:-1] + "," if values else ""


NOTHING = Facts({}, None)
ENDED = -1  # instead of the time when a host has started its task


class Draft:
    """An event on its way: its type, data and place in the tree, before its display text is known."""

    __slots__ = ("event", "data", "uuid", "task", "created", "json", "is_facts", "on_stderr", "progress")

    def __init__(self, event, data=None, uid=None, task=None, is_facts=False):
        self.event = event
        self.data = data if data is not None else {}
        self.uuid = uid or _random_uuid()
        self.task = task
        self.is_facts = is_facts
        self.on_stderr = False
        self.progress = None
        self.created = _now()
        self.json = None


# The results that callbacks get have public names for their parts since ansible-core 2.19, which deprecates the others.
_HIDDEN = "" if hasattr(task_result, "CallbackTaskResult") else "_"
_host, _task, _result = (operator.attrgetter(_HIDDEN + name) for name in ("host", "task", "result"))


def with_cause(result):
    """The result of a failure. Since 2.19 Ansible may keep the cause of an error out of it, and only display it."""
    res = _result(result)
    with contextlib.suppress(Exception):
        res = _caused(res, result.exception)
        items = [_caused(i, raw.get("exception")) for i, raw in zip(res["results"], result._loop_results)]
        if len(items) == len(res["results"]):
            return {**res, "results": items}
    return res


def _caused(res, error):
    if not isinstance(res, Mapping) or res.get("exception") != NO_TRACEBACK or not hasattr(error, "event"):
        return res
    event = error.event
    while event.chain and event.chain.follow:
        event = event.chain.event
    cause = event.msg.strip()
    return res if cause in str(res.get("msg")) else {**res, "exception": cause}


def censored(res):
    """The result without the values that no_log hides; a copy when there are such values."""
    if not res:
        return res
    if res.get("_ansible_no_log", False):
        return {"censored": NO_LOG}
    items = res.get("results")
    if isinstance(items, (list, tuple)) and any(_hidden(i) for i in items):
        res = dict(res)
        res["results"] = [{"censored": NO_LOG} if _hidden(i) else i for i in items]
    return res


def _hidden(item):
    return isinstance(item, Mapping) and item.get("_ansible_no_log", False)


def task_facts(task):
    """The facts about a task in its events."""
    facts = {
        "task": task.name or task.action,
        "task_uuid": str(task._uuid),
        "task_action": task.action,
        "resolved_action": getattr(task, "resolved_action", task.action),
        "task_args": _task_args(task),
    }
    with contextlib.suppress(AttributeError):
        facts["task_path"] = task.get_path()
    role = getattr(task, "_role", None)
    name = role._role_name if role else getattr(task, "role_name", "")
    if role and role.get_name() != name:
        facts["resolved_role"] = role.get_name()
    if name:
        facts["role"] = name
    return facts


def _task_args(task):
    if not C.DISPLAY_ARGS_TO_STDOUT:
        return ""
    return NO_LOG if task.no_log else ", ".join("%s=%s" % pair for pair in task.args.items())


class Places:
    """The place of a play among the plays, and of a task among its tasks, for somebody who watches the run.

    A number that is not known is 0 and never an error. The tasks of a play are Ansible's own list of them, which grows
    when the linear strategy includes a file. Tasks that are in no list (handlers, fact gathering, tasks that other
    strategies include) count from the moment when they start.
    """

    def __init__(self):
        self._plays = 0
        self._enter(None)

    def playbook(self, playbook):
        """Enters a playbook. The ones after it are not known yet, so plays are counted only when it is the only one."""
        with contextlib.suppress(Exception):
            self._enter(None)
            self._plays = len(playbook.get_plays()) if len(cli_context.CLIARGS["args"]) == 1 else 0
        return {"plays": self._plays}

    def play(self, iterator):
        """Enters a play, or the next batch of a serial one."""
        try:
            self._enter(iterator)
        except Exception:
            self._enter(None)

    def task(self, task):
        """The place of a task that starts."""
        try:
            place, count = self._place(task) if self._iterator is not None else (0, 0)
        except Exception:
            place = count = 0
        return {"plays": self._plays, "task": place, "tasks": count}

    def _enter(self, iterator):
        self._listed = {}
        self._others = {}
        self._length = -1
        self._last = 0
        self._iterator = iterator
        self._setup = {t._uuid for t in iterator._blocks[0].get_tasks()} if iterator is not None else set()

    def _place(self, task):
        tasks = self._iterator.all_tasks
        if len(tasks) != self._length:
            self._length = len(tasks)
            self._listed = {t._uuid: i for i, t in enumerate(filter(self._counts, tasks), 1)}
        listed = self._listed.get(task._uuid)
        if listed is not None:
            self._last = listed
            before = len(self._others)
        else:  # the free strategy loads a file again for each host; its tasks are the same ones
            before = self._others.setdefault(task.get_path() or task._uuid, len(self._others) + 1)
        return self._last + before, len(self._listed) + len(self._others)

    def any_task(self):
        """Whether tags leave a task of the play, fact gathering aside."""
        return any(map(self._counts, self._iterator.all_tasks))

    def _counts(self, task):
        return not task.implicit and not isinstance(task, Handler) and task._uuid not in self._setup


class Choice:
    """Whether tags and --start-at-task have left any task of the plays that have hosts.

    A play in which nobody has written a task has nothing to leave. When that cannot be found out, a task is left.
    """

    def __init__(self):
        self._written = False
        self._left = False

    def play(self, iterator, places, still_seeking):
        """Enters a play, after Ansible has chosen its tasks; still_seeking says that it has not found the one to start at."""
        try:
            self._written = self._written or _has_tasks(iterator._play)
            self._left = self._left or not still_seeking and places.any_task()
        except Exception:
            self._left = True

    def leaves_nothing(self):
        return self._written and not self._left


def _has_tasks(play):
    if play.pre_tasks or play.tasks or play.post_tasks:
        return True
    return any(r.get_task_blocks() for role in play.roles for r in (*role.get_all_dependencies(), role))


class Story:
    """Turns each callback of Ansible into a Draft; None where there is no event. Method names are Ansible's."""

    def __init__(self, situation, ad_hoc):
        self.places = Places()
        self.choice = Choice()
        self.stats = None  # Ansible's own, which counts a rescue before callbacks get the failure
        self._rescued = Counter()
        self._now = situation
        self._ad_hoc = ad_hoc
        self._playbook_uuid = _random_uuid()
        self._host_start = {}
        self._seen = Counter()

    def _numbered(self, uid):
        """Serial plays and free strategies start the same play or task again: later starts get _2, _3, ..."""
        self._seen[uid] += 1
        return uid if self._seen[uid] == 1 else "%s_%d" % (uid, self._seen[uid])

    def v2_playbook_on_start(self, playbook):
        file = getattr(playbook, "_file_name", "???")
        self._now.enter_playbook(playbook=file, playbook_uuid=self._playbook_uuid)
        draft = Draft("playbook_on_start", uid=self._playbook_uuid)
        draft.progress = self.places.playbook(playbook)
        return draft

    def v2_playbook_on_vars_prompt(
        self,
        varname,
        private=True,
        prompt=None,
        encrypt=None,
        confirm=False,
        salt_size=None,
        salt=None,
        default=None,
        unsafe=None,
    ):
        data = dict(varname=varname, private=private, prompt=prompt, encrypt=encrypt, confirm=confirm)
        data.update(salt_size=salt_size, salt=salt, default=default, unsafe=unsafe)
        return Draft("playbook_on_vars_prompt", data)

    def v2_playbook_on_include(self, included_file):
        return Draft("playbook_on_include", {"included_file": getattr(included_file, "_filename", None)})

    def v2_playbook_on_play_start(self, play):
        if self._ad_hoc:
            return None
        uid = self._numbered(str(play._uuid))
        hosts = getattr(play, "hosts", "")
        pattern = ",".join(hosts) if isinstance(hosts, list) else hosts
        name = play.get_name().strip() or pattern
        self._now.enter_play(play=name, play_uuid=uid, play_pattern=pattern)
        return Draft("playbook_on_play_start", {"name": name, "pattern": pattern}, uid)

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._now.enter_task(task)
        if self._ad_hoc:
            return None
        return self._task_start(task, is_conditional, self._numbered(str(task._uuid)))

    def v2_playbook_on_cleanup_task_start(self, task):
        self._now.enter_task(task)
        return self._task_start(task, True, str(task._uuid))

    def v2_playbook_on_handler_task_start(self, task):
        self._now.enter_task(task)
        return self._task_start(task, True, str(task._uuid))

    def _task_start(self, task, is_conditional, uid):
        draft = Draft("playbook_on_task_start", {"name": task.get_name(), "is_conditional": is_conditional}, uid, task)
        draft.progress = self.places.task(task)
        return draft

    def v2_playbook_on_no_hosts_matched(self):
        return Draft("playbook_on_no_hosts_matched")

    def v2_playbook_on_no_hosts_remaining(self):
        return Draft("playbook_on_no_hosts_remaining")

    def v2_playbook_on_notify(self, handler, host):
        return Draft("playbook_on_notify", {"host": host.get_name(), "handler": handler.get_name()})

    def v2_playbook_on_stats(self, stats):
        self._now.leave_play()
        names = ("changed", "dark", "failures", "ignored", "ok", "processed", "rescued", "skipped")
        data = {name: getattr(stats, name, 0) for name in names}
        data["artifact_data"] = getattr(stats, "custom", {}).get("_run", {})
        draft = Draft("playbook_on_stats", data)
        if self.choice.leaves_nothing():
            draft.progress = {"nothing_left": True}
        return draft

    def v2_runner_on_start(self, host, task):
        self._host_start[host.get_name()] = _now()
        return Draft("runner_on_start", {"host": host.get_name()}, task=task)

    def v2_runner_on_ok(self, result):
        res, is_facts = _result(result), _task(result).action.rsplit(".", 1)[-1] in ("setup", "gather_facts")
        if is_facts and "ansible_env" in (res.get("ansible_facts") or {}):
            facts = {k: v for k, v in res["ansible_facts"].items() if k != "ansible_env"}
            res = {k: facts if k == "ansible_facts" else v for k, v in res.items()}
        return self._ended("runner_on_ok", result, dict(event_loop=_loop(result), res=res), is_facts)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        data = dict(ignore_errors=ignore_errors, event_loop=_loop(result), res=with_cause(result))
        draft = self._ended("runner_on_failed", result, data)
        if self._is_rescued(_host(result).get_name()):
            draft.progress = {"rescued": True}
        return draft

    def _is_rescued(self, host):
        count = getattr(self.stats, "rescued", {}).get(host, 0)
        before, self._rescued[host] = self._rescued[host], count
        return count > before

    def v2_runner_on_skipped(self, result):
        # ansible-runner says that a task was skipped; a reader wants to know why.
        why = {key: value for key, value in _result(result).items() if key in WHY_SKIPPED}
        return self._ended("runner_on_skipped", result, dict(event_loop=_loop(result), **({"res": why} if why else {})))

    def v2_runner_on_unreachable(self, result):
        return self._ended("runner_on_unreachable", result, dict(res=with_cause(result)))

    def _ended(self, event, result, more, is_facts=False):
        host = _host(result)
        name = host.get_name()
        start = self._host_start.get(name)
        end = _now() if start else None
        if start == ENDED:  # a meta task is skipped without being started
            start = end
        elif start:
            self._host_start[name] = ENDED
        data = {
            "host": name,
            "remote_addr": host.address,
            "start": _iso(start) if start else None,
            "end": _iso(end) if start else None,
            "duration": (end // 1000 - start // 1000) / 1_000_000 if start else None,
            **more,
        }
        return Draft(event, data, None, _task(result), is_facts)

    def v2_runner_on_no_hosts(self, task):
        return Draft("runner_on_no_hosts", task=task)

    def v2_runner_on_async_poll(self, result):
        return self._async("runner_on_async_poll", result)

    def v2_runner_on_async_ok(self, result):
        return self._async("runner_on_async_ok", result)

    def v2_runner_on_async_failed(self, result):
        return self._async("runner_on_async_failed", result)

    def _async(self, event, result):
        return self._of_host(event, result, jid=_result(result).get("ansible_job_id"), res=_result(result))

    def v2_on_file_diff(self, result):
        return self._of_host("runner_on_file_diff", result, diff=_result(result).get("diff"))

    def v2_runner_item_on_ok(self, result):
        return self._of_host("runner_item_on_ok", result, res=_result(result))

    def v2_runner_item_on_failed(self, result):
        return self._of_host("runner_item_on_failed", result, res=with_cause(result))

    def v2_runner_item_on_skipped(self, result):
        return self._of_host("runner_item_on_skipped", result, res=_result(result))

    def v2_runner_retry(self, result):
        return self._of_host("runner_retry", result, res=_result(result))

    @staticmethod
    def _of_host(event, result, **data):
        return Draft(event, {"host": _host(result).get_name(), **data}, task=_task(result))


def _loop(result):
    return getattr(_task(result), "loop_with", None)


# --- from callbacks and display text to lines ------------------------------------------------------------------------


class Tee(types.SimpleNamespace):
    """Stands in for a _stream while an event is displayed, and keeps each text that is written, with _is_error."""

    def write(self, text):
        count = self._stream.write(text)
        self._kept.append((self._is_error, text))
        return count

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def __getattr__(self, name):
        return getattr(self._stream, name)


def _raw(text):
    return text.encode(getattr(sys.stdout, "encoding", None) or "utf-8", "replace")


class Recorder:
    """Owns the record: drafts an event before it is displayed, and writes it when its display text is complete."""

    def __init__(self, settings):
        self._settings = settings
        self._record = Record(settings.file)
        self._results = Results(settings, self._record)
        self._ad_hoc = bool(cli_context.CLIARGS.get("module_name"))
        self._lock = getattr(Display(), "_lock", None) or threading.RLock()
        self._kept = None
        self._open = None
        self.pid = os.getpid()
        self.situation = Situation()
        self.story = Story(self.situation, self._ad_hoc)

    def about(self):
        """The first line: which Ansible this is."""
        self._record.write("A", to_json(about_this_ansible()))

    def dispatch(self, describe, original, args, kwargs):
        """Runs one method of the stdout callback as an event; its value and its exceptions are the method's own."""
        with self._lock:
            try:
                draft = describe(*args, **kwargs)
                if draft is not None:
                    self._prepare(draft)
            except Exception as problem:
                draft = self._failed_draft(describe, problem)
            if draft is None:
                return original(*args, **kwargs)
            if self._open is not None:
                self._close()  # an event inside another one ends the display text of the outer one
            out, err, kept = sys.stdout, sys.stderr, []
            self._open, self._kept = draft, kept
            sys.stdout = Tee(_stream=out, _kept=kept, _is_error=False)
            sys.stderr = Tee(_stream=err, _kept=kept, _is_error=True)
            try:
                return original(*args, **kwargs)
            finally:
                sys.stdout, sys.stderr = out, err
                if self._open is draft:
                    self._close()

    def display(self, original, signature, args, kwargs):
        """Runs Display.display; text outside of any event becomes an event."""
        with self._lock:
            text = args[1] if len(args) > 1 else kwargs.get("msg")
            if isinstance(text, str) and text.lstrip().startswith(REMARKS):
                self._remark(text)
            if self._open is not None:
                return original(*args, **kwargs)
            given = _arguments(signature, args, kwargs)
            if given.get("log_only"):
                return original(*args, **kwargs)

            def text_of_its_own(*_, **__):
                flags = self.situation.flags.values
                draft = Draft(next((kind for kind in DISPLAY_KINDS if flags.get(kind)), "verbose"))
                draft.on_stderr = bool(given.get("stderr"))
                return draft

            return self.dispatch(text_of_its_own, original, args, kwargs)

    def asks(self, question):
        """Notes the text of a question, which belongs to no event, and the end of its line."""
        try:
            self._record.write("P", "{}", _raw(question + "\n"))
        except Exception as problem:
            self._record.note("a prompt could not be recorded: %s" % problem)

    def _remark(self, text):
        try:
            self._record.write("W", to_json({"text": text, "own": self._open is None}))
        except Exception as problem:
            self._record.note("a warning could not be recorded: %s" % problem)

    def _close(self):
        draft, kept = self._open, self._kept
        self._open = self._kept = None
        if draft is None:
            return
        try:
            if len(kept) == 1 and not kept[0][0]:  # nearly always, when there is any
                self._write(draft, kept[0][1])
            else:
                self._write(draft, self._own_text(draft, kept) if kept else "")
        except Exception as problem:
            self._record.note("event %s could not be recorded: %s" % (draft.event, problem))

    def _own_text(self, draft, kept):
        """Text on stderr before an event's text on stdout belongs to no event: ansible-runner's terminal shows it so."""
        if kept[0][0] and not draft.on_stderr:
            first = next((i for i, (is_error, _) in enumerate(kept) if not is_error), len(kept))
            self._record.write("P", "{}", _raw("".join([text for _, text in kept[:first]])))
            kept = kept[first:]
        return "".join([text for _, text in kept])

    def _write(self, draft, text):
        raw = _raw(text) if text else b""
        if draft.progress is not None:
            self._record.write("T", to_json(draft.progress))
        if draft.event in self._settings.left_out:
            self._record.write("S", "{}", raw)
            return
        # A terminal turns each line feed into CR LF; events of ansible-runner carry it so.
        shown = to_json(text.replace("\n", "\r\n").rstrip("\r\n")) if text else '""'
        self._record.write("E", f'{draft.json[0]},"stdout":{shown}{draft.json[1]}', raw)

    def _failed_draft(self, describe, problem):
        draft = Draft(OTHER_NAMES.get(describe.__name__) or describe.__name__.replace("v2_", "", 1))
        draft.data["_error"] = "%s: %s" % (type(problem).__name__, problem)
        try:
            self._prepare(draft)
        except Exception:
            draft.json = ('{"uuid":%s,"event":%s' % (to_json(draft.uuid), to_json(draft.event)), "}")
        self._record.note("the callback failed in %s: %s" % (describe.__name__, draft.data["_error"]))
        return draft

    def _prepare(self, draft):
        """Serialises the event before the stdout callback sees the result: callbacks strip results as they show."""
        here = self.situation
        task = here.task if draft.task is None else here.facts_of(draft.task)
        data = {**here.flags.values, **draft.data, "uuid": draft.uuid}
        head = f'{{"uuid":"{draft.uuid}","event":"{draft.event}","pid":{self.pid},"created":"{_iso(draft.created)}"'
        for above in (task.uuid, here.play.uuid, here.playbook_uuid):
            if above and above != draft.uuid:
                head += f',"parent_uuid":"{above}"'
                break
        if "verbosity" in data:
            head += f',"verbosity":{data.pop("verbosity")}'
        if self._ad_hoc:
            head += ',"ad_hoc_command_id":1'
        # Large values last, each bounded.
        diff = ',"diff":' + self._results.json(data.pop("diff"), draft.is_facts) if "diff" in data else ""
        res = ',"res":' + self._results.json(censored(data.pop("res")), draft.is_facts) if "res" in data else ""
        own = to_json(data)[1:-1]
        draft.json = (head, f',"event_data":{{{here.play.json}{task.json}{own}{diff}{res}}}}}')


def about_this_ansible():
    return {
        "callback_version": VERSION,
        "executable": os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else "",
        "core_version": core_version,
        "python_version": "%d.%d.%d" % sys.version_info[:3],
        "python_executable": sys.executable or "",
        "config_file": C.CONFIG_FILE or "",
        "collections_paths": [str(p) for p in (getattr(C, "COLLECTIONS_PATHS", None) or [])],
    }


# --- hooks -----------------------------------------------------------------------------------------------------------


def _hook_display(recorder):
    """Every public method of Display leaves its name in the situation, so the event's type is known."""
    silent = () if C.DEFAULT_DEBUG else ("debug",)  # called a hundred times for each task, in every worker, for nothing
    for name in set(dir(Display)).difference(silent):
        method = getattr(Display, name)
        plain = name.startswith("_") or "cow" in name or "prompt" in name or not callable(method)
        if not plain and name not in ("display", "verbose", "v", "vv", "vvv", "vvvv", "vvvvv", "vvvvvv"):
            setattr(Display, name, _flagged(recorder, name, method))
    Display.verbose = _with_verbosity(recorder, Display.verbose)
    Display.display = _recorded(recorder, Display.display)
    if os.isatty(0) and hasattr(Display, "prompt"):
        Display.prompt = staticmethod(_asked(recorder, Display.prompt))


def _asked(recorder, method):
    @functools.wraps(method)
    def prompt(*args, **kwargs):
        if os.getpid() != recorder.pid:
            return method(*args, **kwargs)
        given = dict(zip(("msg", "private"), args), **kwargs)
        recorder.asks(str(given.get("msg", "")))
        answer = method(*args, **kwargs)
        if not given.get("private"):  # nobody has pressed Enter; getpass ends the line itself
            sys.stdout.write("\n")
            sys.stdout.flush()
        return answer

    return prompt


def _flagged(recorder, name, method):
    @functools.wraps(method)
    def flagged(*args, **kwargs):
        with recorder.situation.within({name: True}):
            return method(*args, **kwargs)

    return flagged


def _arguments(signature, args, kwargs):
    """The arguments of a call by name. Of some methods of Display in 2.16 only *args and **kwargs are known."""
    bound = signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.arguments


def _with_verbosity(recorder, method):
    signature = inspect.signature(method)

    @functools.wraps(method)
    def verbose(*args, **kwargs):
        if not args[0].verbosity:  # nothing will be shown
            return method(*args, **kwargs)
        given = _arguments(signature, args, kwargs)
        flags = {"verbose": True, "verbosity": given.get("caplevel", 2) + 1}
        if given.get("host") is not None:
            flags["remote_addr"] = given["host"]
        with recorder.situation.within(flags):
            return method(*args, **kwargs)

    return verbose


def _recorded(recorder, method):
    signature = inspect.signature(method)

    @functools.wraps(method)
    def display(*args, **kwargs):
        if os.getpid() != recorder.pid:  # a worker: Ansible carries its text to the main process
            return method(*args, **kwargs)
        return recorder.display(method, signature, args, kwargs)

    return display


def _hook_callbacks(recorder):
    """Takes the stdout callback's place when the first callback is sent: by then it is loaded, whoever loaded it.

    By then all other lasting objects exist, too. Objects that the garbage collector need not visit again stay in memory
    that the forks share. A fork lives for one task, so there the collector need not visit older objects at all. This
    saves 0.5 to 1 % of the page faults of a run.
    """
    from ansible.executor.task_queue_manager import TaskQueueManager

    original = TaskQueueManager.send_callback
    wrapped = set()

    @functools.wraps(original)
    def send_callback(self, *args, **kwargs):
        if id(self) not in wrapped:
            wrapped.add(id(self))
            gc.collect()
            gc.freeze()
            os.register_at_fork(after_in_child=gc.freeze)
            _wrap_stdout_callback(recorder, self)
        return original(self, *args, **kwargs)

    TaskQueueManager.send_callback = send_callback


def _hook_plays(recorder):
    """Ansible lists the tasks of a play when it makes the iterator over them."""
    from ansible.executor.play_iterator import PlayIterator

    original = PlayIterator.__init__
    signature = inspect.signature(original)

    @functools.wraps(original)
    def begin(self, *args, **kwargs):
        original(self, *args, **kwargs)
        story = recorder.story
        story.places.play(self)
        story.choice.play(self, story.places, _is_seeking(_arguments(signature, (self, *args), kwargs)))

    PlayIterator.__init__ = begin


def _is_seeking(given):
    """Whether a play that has begun has not found the task to start at; Ansible forgets the name when it has."""
    return not given.get("start_at_done") and getattr(given.get("play_context"), "start_at_task", None) is not None


class StdoutCallback:
    """Stands where Ansible keeps its stdout callback: records each call of Ansible, then passes it on to that callback.

    The callback itself stays unchanged. Its calls of its own methods are no events (unixy's methods for items call those
    for tasks), and it may look up its methods as it likes (json does so in __getattribute__). A callback that lacks a
    method, or has disabled itself, has events all the same.
    """

    __class__ = property(lambda self: type(self._plugin))  # for isinstance it is that callback
    disabled = False

    def __init__(self, recorder, plugin):
        names = [name for name in dir(Story) if name.startswith("v2_")]
        own = {name: _dispatched(recorder, getattr(recorder.story, name), plugin) for name in names}
        methods = getattr(plugin, "_implemented_callback_methods", ())  # since 2.19 only these are called
        self.__dict__.update(own, _plugin=plugin, _implemented_callback_methods=frozenset(methods).union(names))

    def __getattr__(self, name):
        value = getattr(self._plugin, name)
        return _nothing if name.startswith("v2_") and _is_disabled(self._plugin) else value

    def __setattr__(self, name, value):
        setattr(self._plugin, name, value)

    def __repr__(self):
        return repr(self._plugin)


def _is_disabled(plugin):
    return getattr(plugin, "disabled", False)


def _nothing(*_, **__):
    pass


def _dispatched(recorder, describe, plugin):
    name = describe.__name__

    def dispatched(*args, **kwargs):
        original = _nothing if _is_disabled(plugin) else getattr(plugin, name, _nothing)
        return recorder.dispatch(describe, original, args, kwargs)

    return dispatched


def _wrap_stdout_callback(recorder, manager):
    try:
        recorder.story.stats = getattr(manager, "_stats", None)
        plugin = getattr(manager, "_stdout_callback", None)
        if isinstance(plugin, CallbackBase):
            manager._stdout_callback = StdoutCallback(recorder, plugin)
            return
        plugins = manager._callback_plugins  # since 2.19 it is the first of them
        at = next((i for i, p in enumerate(plugins) if getattr(p, "CALLBACK_TYPE", "") == "stdout"), 0)
        plugins[at] = StdoutCallback(recorder, plugins[at])
    except Exception as problem:
        recorder._record.note("no events: the stdout callback could not be wrapped: %s" % problem)


def _mark(nonce):
    """Marks in the display text where events begin."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(1, b"\x1b_ansible-events:%s\x1b\\" % nonce.encode("ascii"))
    with contextlib.suppress(AttributeError):
        sys.stdout.reconfigure(line_buffering=True)  # keeps the order of stdout and stderr in their one stream


def _start():
    settings = Settings.from_environment()
    if settings is None:
        return None
    recorder = Recorder(settings)
    recorder.about()
    _hook_display(recorder)
    _hook_callbacks(recorder)
    with contextlib.suppress(Exception):  # without it only the progress of the run is not known
        _hook_plays(recorder)
    _mark(settings.nonce)
    return recorder


try:
    RECORDER = _start()
except Exception as failure:  # the play goes on; the program that reads the record sees that there is none
    RECORDER = None
    sys.stderr.write("ansible-events: nothing is recorded: %s: %s\n" % (type(failure).__name__, failure))


class CallbackModule(CallbackBase):
    """The class that Ansible loads. The hooks do the work; this object takes no callbacks itself."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "ansible_events"
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disabled = True
