# SPDX-License-Identifier: MIT
"""Runs a program at a pseudo-terminal and answers what is asked there.

    python3 terminal.py DIR PROGRAM [ARGUMENT]...

DIR is the private directory. DIR/secrets/prompts is JSON: a list of pairs, the regular expression of a prompt and its
answer. The file is removed as soon as it is read.

Standard output gets what the terminal shows, byte by byte as a pipe would: the terminal does not make CR LF of LF. It has 24
lines of 80 columns, as the one of ansible-runner. It never shows an answer: the echo is off whenever one is typed.

A prompt is looked for as ansible-runner does: re.search with re.MULTILINE in the last 100 characters, the lines of which end
with CR LF; here the last line counts as a whole, and something of it must be found: what stands above it may be a host's
words. The expression that is found first answers, once for each text, when a program reads from the terminal; nobody else
must get it.

The exit code is the program's, 128 + N after signal N. A prompt that cannot be answered ends the program, and so does an
expression that is none before it begins. Then the code is 1, DIR/state and DIR/problem say why; the grammar is in launch.sh.

This process is the leader of the session, the program stays in its group, and both are ended together. It outlives TERM, INT
and HUP in order to show what the program has to say to them.
"""

import array
import codecs
import errno
import fcntl
import json
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections import Counter

COLUMNS, LINES = 80, 24
LOOK_BACK = 100  # characters
LONGEST_LINE = 4096
DELAY = 0.05  # seconds from a prompt to its answer: a program may drop what was typed before it was ready
LOST = 1  # seconds after which an answer that was dropped is typed again, one that nobody wants is taken back, or waits
QUIET = 10  # seconds after which a prompt counts as one that nobody answers
GRACE = 10  # seconds for the program to end itself
IN_VAIN = 10  # times that the same prompt is answered although nothing happens in between
REST = 1  # seconds for what a program has left running to go on showing

# What pause and readline write when the line is complete: they go back to its start and clear it.
CLEARING = re.compile(rb"(?:\x1b\[[0-9;?]*(?:[A-HJKhl]|(?=[\r\x1b]))|\r(?!\n))+")
CUT = re.compile(rb"\x1b(?:\[[0-9;?]*)?|\r")
UNSEEN = re.compile(r"\x1b_[^\x1b]*\x1b\\|\x1b\[[0-9;]*m")  # the mark of our callback, and colours
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]?|[\x00-\x09\x0b-\x1f\x7f]")
BANNER = re.compile(r"^(?:PLAY|TASK|RUNNING HANDLER) \[", re.M)
TIMED = "continue early"  # a pause that ends by itself says how to end it before

# The number of read() in the kernel's list of calls.
READ = {"x86_64": 0, "aarch64": 63, "riscv64": 63, "loongarch64": 63}.get(os.uname().machine, 3)


class Refused(Exception):
    """An expression that Python does not understand."""


def read_prompts(path):
    """The compiled expressions and their answers."""
    with open(path, encoding="utf-8") as file:
        pairs = json.load(file)
    os.unlink(path)
    prompts = []
    for number, (expression, answer) in enumerate(pairs):
        try:
            prompts.append((re.compile(expression, re.M), answer))
        except (re.error, OverflowError, RecursionError) as problem:
            raise Refused("e %03d" % min(number, 999), '"%s": %s' % (expression, problem))
    return prompts


class Prompts:
    """Finds prompts in what is shown."""

    def __init__(self, prompts):
        self._prompts = prompts
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""
        self._all = ""
        self._times = Counter()
        self._most = 0

    def add(self, shown):
        text = self._decoder.decode(shown)
        self._text = UNSEEN.sub("", self._text + text)[-LONGEST_LINE:]
        self._all = UNSEEN.sub("", self._all + text)[-LONGEST_LINE:]

    def find(self):
        """The number of the prompt that is shown, or None."""
        window = self._window()
        line = window.rfind("\n", 0, len(window.rstrip())) + 1
        found = [(start, number) for number, start in self._matches(window, line)]
        return min(found)[1] if found else None

    def _matches(self, window, line):
        """Where each expression is first found that has something of the last line."""
        for number, (pattern, _) in enumerate(self._prompts):
            start = next((match.start() for match in pattern.finditer(window) if match.end() > line), None)
            if start is not None:
                yield number, start

    def _window(self):
        start = max(0, len(self._text) - LOOK_BACK)
        line = self._text.rfind("\n", 0, len(self._text.rstrip())) + 1
        return self._text[min(start, line):].replace("\n", "\r\n")

    def take(self, number):
        """The answer to the prompt that is shown. Its text is done with."""
        if BANNER.search(self._text):
            self._times.clear()
        self._times[number, self._text] += 1
        self._most = self._times[number, self._text]
        self._text = ""
        return self._prompts[number][1]

    def is_in_vain(self):
        """Whether the last prompt has come too often, with the same text before it, since the last play or task began."""
        return self._most > IN_VAIN

    def line(self):
        """The last line that says something."""
        lines = [line.strip() for line in CONTROL.sub("", self._all).split("\n")]
        return next((line for line in reversed(lines) if line), "")[-300:]

    def is_timed(self):
        return TIMED in BANNER.split(self._all[-500:])[-1]


class Tty:
    """The pseudo-terminal, which is the controlling terminal of this session."""

    def __init__(self):
        self.master, self.slave = os.openpty()
        self._name = os.ttyname(self.slave)
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._set(1, termios.OPOST)
        self._set(3, termios.ECHO)
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
        os.set_blocking(self.master, False)

    def _set(self, which, off):
        modes = termios.tcgetattr(self.slave)
        if modes[which] & off:
            modes[which] &= ~off
            termios.tcsetattr(self.slave, termios.TCSANOW, modes)

    def hide(self):
        self._set(3, termios.ECHO)

    def untaken(self):
        """The number of typed bytes that nobody has read."""
        count = array.array("i", [0])
        fcntl.ioctl(self.slave, termios.FIONREAD, count)
        return count[0]

    def take_back(self):
        termios.tcflush(self.slave, termios.TCIFLUSH)

    def wants_keys(self):
        """Whether a program reads key by key."""
        return not termios.tcgetattr(self.slave)[3] & termios.ICANON

    def wants_line(self):
        """Whether a program stands in a read of the terminal; None where the kernel does not tell: Linux does."""
        if not os.access("/proc/self/syscall", os.R_OK):
            return None
        readers = [self._is_reading(pid) for pid in os.listdir("/proc") if pid.isdigit()]
        return True if True in readers else None if None in readers else False

    def _is_reading(self, pid):
        """None for a program that runs with the rights of somebody else, of which the kernel tells nothing."""
        try:
            with open("/proc/%s/syscall" % pid) as file:
                call = file.read().split()
            if len(call) < 2 or call[0] != str(READ):
                return False
            file = os.readlink("/proc/%s/fd/%d" % (pid, int(call[1], 16)))
            return file == self._name or file == "/dev/tty" and self._is_ours(pid)
        except PermissionError:
            return None if self._is_ours(pid) else False
        except (OSError, ValueError):
            return False

    @staticmethod
    def _is_ours(pid):
        try:
            return os.getsid(int(pid)) == os.getpid()
        except OSError:
            return False

    def leave(self):
        """The end of a leader is a hang-up for the group in front, which may have left something running: another one."""
        other = os.fork()
        if other == 0:
            try:
                os.setpgid(0, 0)
                os.tcsetpgrp(self.slave, os.getpid())
            finally:
                os._exit(0)
        os.waitpid(other, 0)


class Session:
    """One program at its terminal."""

    def __init__(self, prompts):
        self._prompts = Prompts(prompts)
        self._tty = Tty()
        self._child = 0
        self._typing = b""
        self._due = None  # time of the next answer
        self._seen = 0.0  # time when its prompt was shown
        self._typed = None  # the last answer, until something is shown
        self._is_again = False  # it has been typed for the second time
        self._check = None  # time to look what has become of it
        self._waits_for_line = False  # an answer was typed, and the line it was typed in has no end yet
        self._held = b""
        self._at_start = True
        self._news = self._looked = time.monotonic()
        self._end_by = None
        self.problem = None

    def start(self, command):
        """Starts the program, with all signals as they were."""
        self._child = os.fork()
        if self._child:
            return
        try:
            for name in ("TERM", "INT", "HUP", "CHLD", "PIPE", "TTOU", "XFSZ"):
                signal.signal(getattr(signal, "SIG" + name), signal.SIG_DFL)
            for fd in (0, 1, 2):
                os.dup2(self._tty.slave, fd)
            os.execvp(command[0], command)
        except OSError as problem:
            os.write(2, ("%s: %s\n" % (command[0], problem.strerror)).encode())
        finally:
            os._exit(126)

    def run(self, wake):
        """Serves the terminal until the program has ended; its exit code."""
        code = None
        while code is None:
            self._serve(wake)
            code = self._ended()
        end = time.monotonic() + REST
        while self._show_more() and time.monotonic() < end:
            pass
        self._write(self._held)
        self._tty.leave()
        return code

    def _serve(self, wake):
        master = self._tty.master
        writing = [master] if self._typing else []
        readable, writable, _ = select.select([master, wake], writing, [], max(0, self._next() - time.monotonic()))
        if wake in readable:
            os.read(wake, 512)
        if master in readable:
            self._show_more()
        if writable:
            self._type()
        self._keep_time(time.monotonic())

    def _next(self):
        times = [max(self._news, self._looked) + QUIET]
        if self._due:
            times.append(self._due)
        if self._check:
            times.append(self._check)
        if self._end_by:
            times.append(self._end_by)
        return min(times)

    def _keep_time(self, now):
        if self._end_by:
            if now >= self._end_by:
                raise SystemExit(128 + signal.SIGTERM)
            return
        if self._due and now >= self._due:
            self._answer(now)
        elif self._check and now >= self._check:
            self._check_answer()
        if now >= max(self._news, self._looked) + QUIET:
            self._looked = now
            if self._is_asking() and not self._tty.untaken() and not self._answer_late() and not self._repeat():
                self._give_up("q 000")

    def _is_asking(self):
        if self._tty.wants_keys():
            return not self._prompts.is_timed()
        return bool(self._tty.wants_line())

    def _may_type(self):
        """Whether what is typed now reaches the program that asks; also where nobody can tell."""
        return self._tty.wants_keys() or self._tty.wants_line() is not False

    def _show_more(self):
        try:
            shown = os.read(self._tty.master, 65536)
        except OSError as problem:
            if problem.errno == errno.EIO or problem.errno == errno.EAGAIN:
                return False
            raise
        self._news = time.monotonic()
        self._typed = None
        shown = self._after_answer(shown) if self._waits_for_line else shown
        if shown:
            self._show(shown)
        return True

    def _after_answer(self, shown):
        """What is shown after an answer begins in a line of its own, as if somebody had pressed Enter."""
        shown = self._held + shown
        clearing = CLEARING.match(shown)
        rest = shown[clearing.end():] if clearing else shown
        if not rest or CUT.fullmatch(rest):
            self._held = rest
            return b""
        self._held = b""
        self._waits_for_line = False
        return rest if self._at_start or rest[:1] in b"\r\n" else b"\n" + rest

    def _show(self, shown):
        self._write(shown)
        self._at_start = shown.endswith(b"\n")
        self._prompts.add(shown)
        if not self._end_by:
            self._seen = time.monotonic()
            self._due = None if self._prompts.find() is None else self._seen + DELAY

    @staticmethod
    def _write(shown):
        """Nobody may be there any more to read it; the program ends for other reasons then."""
        try:
            while shown:
                shown = shown[os.write(1, shown):]
        except OSError:
            pass

    def _answer(self, now):
        if self._may_type():
            self._answer_now()
        else:  # it only looks like a prompt, or the program is not ready yet
            self._due = now + DELAY if now < self._seen + LOST else None

    def _answer_now(self):
        self._due = None
        answer = self._prompts.take(self._prompts.find())
        if self._prompts.is_in_vain():
            self._give_up("q 001")
        else:
            self._enter(answer.encode("utf-8", "surrogateescape") + b"\n", False)

    def _answer_late(self):
        """Whether there is an answer for a program that has begun to read long after its prompt."""
        late = self._prompts.find() is not None
        if late:
            self._answer_now()
        return late

    def _enter(self, line, again):
        self._tty.hide()
        self._typing += line
        self._typed, self._is_again = line, again
        self._news = time.monotonic()
        self._check = self._news + LOST
        self._waits_for_line = True

    def _check_answer(self):
        """What nobody wants is no answer: something that looks like a prompt was shown. The next prompt must not get it."""
        self._check = None
        if not self._is_asking():
            self._tty.take_back()
        elif not self._typing and not self._tty.untaken():
            self._repeat()

    def _repeat(self):
        """Types an answer again that was dropped, or taken back, before the program was ready for it."""
        line, self._typed = self._typed, None
        if line is None or self._is_again:
            return False
        self._enter(line, True)
        return True

    def _type(self):
        try:
            self._typing = self._typing[os.write(self._tty.master, self._typing):]
        except OSError as problem:
            if problem.errno != errno.EAGAIN:
                self._typing = b""

    def _give_up(self, state):
        self.problem = (state, self._prompts.line())
        self._end_by = time.monotonic() + GRACE
        os.killpg(0, signal.SIGTERM)

    def _ended(self):
        pid, status = os.waitpid(self._child, os.WNOHANG)
        if not pid:
            return None
        return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


def report(directory, state, text):
    """The text first, because the reader reads it as soon as it sees the state."""
    try:
        file = os.open(directory + "/problem", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(file, text.encode("utf-8", "replace"))
        file = os.open(directory + "/state", os.O_WRONLY)
        os.write(file, ("%-7.7s\n" % state).encode())
    except OSError:
        pass  # the directory is gone, and with it whoever reads in it


def wake_up():
    """A pipe that can be read after a signal."""
    wake, signalled = os.pipe()
    for end in (wake, signalled):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(signalled, warn_on_full_buffer=False)
    for name in ("TERM", "INT", "HUP", "CHLD"):
        signal.signal(getattr(signal, "SIG" + name), lambda *_: None)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    return wake


def main(directory, command):
    try:
        session = Session(read_prompts(directory + "/secrets/prompts"))
    except Refused as refused:
        report(directory, *refused.args)
        return 1
    wake = wake_up()
    session.start(command)
    try:
        code = session.run(wake)
    finally:
        if session.problem:
            report(directory, *session.problem)
    return 1 if session.problem else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
