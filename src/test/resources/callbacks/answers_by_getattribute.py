# SPDX-License-Identifier: MIT
"""Has no methods for results: it answers when they are looked for, as ansible.posix.json does."""

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: answers_by_getattribute
    type: stdout
    short_description: for tests
    description: for tests
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "answers_by_getattribute"

    def _show(self, name, result, **_):
        self._display.display("%s of %s" % (name, result._host.get_name()))

    def __getattribute__(self, name):
        if name.startswith("v2_runner_on_") and name != "v2_runner_on_start":
            return lambda result, **more: self._show(name, result, **more)
        return object.__getattribute__(self, name)
