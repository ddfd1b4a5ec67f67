# SPDX-License-Identifier: MIT
"""Ends Ansible before its first play when a name in the limit is not the name of a host.

Loaded by Ansible as a notification callback, of runs only whose limit comes from somebody who may choose hosts, but no
groups. Ansible itself takes a name in a limit for a group first. By the time of the first callback Ansible has read the
whole inventory, also what programs and plugins have added to it; reading it a second time would take as long again, and
could give another answer.

The names are in hosts.json beside this file.
"""

from __future__ import annotations

import functools
import json
import os
import sys

from ansible import constants as C
from ansible.executor.task_queue_manager import TaskQueueManager
from ansible.plugins.callback import CallbackBase
from ansible.utils.display import Display

DOCUMENTATION = """
    name: ansible_events_hosts
    type: notification
    short_description: lets a limit name hosts only
    version_added: "1.0"
    description:
        - Ends the run when a name is a group, or nothing, in the inventory.
"""

# Outcomes.java knows it; none of Ansible's own.
NO_HOST = 78
SHOWN = 5


def _names():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "hosts.json"), encoding="utf-8") as names:
        return json.load(names)


def _list(names):
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (" and %d more" % more if more > 0 else "")


def _problem(names, inventory):
    groups = [name for name in names if name in inventory.groups]
    if groups:
        return "the limit names %s, in the inventory a group and not a host" % _list(groups)
    unknown = [name for name in names if name not in inventory.hosts]
    if unknown:
        return "the limit names %s, no host of the inventory" % _list(unknown)
    return None


def _hook():
    names = _names()
    original = TaskQueueManager.send_callback

    @functools.wraps(original)
    def send_callback(self, method_name, *args, **kwargs):
        if method_name == "v2_playbook_on_start":
            problem = _problem(names, self._inventory)
            if problem:
                Display().display("ERROR! " + problem, color=C.COLOR_ERROR, stderr=True)
                sys.exit(NO_HOST)
        return original(self, method_name, *args, **kwargs)

    TaskQueueManager.send_callback = send_callback


_hook()


class CallbackModule(CallbackBase):
    """What Ansible loads. The work is done by the hook; this object takes no callbacks itself."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "ansible_events_hosts"
    CALLBACK_NEEDS_ENABLED = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disabled = True
