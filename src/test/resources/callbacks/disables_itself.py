# SPDX-License-Identifier: MIT
"""Wants to be told nothing, as community.general.dense does where it cannot draw."""

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: disables_itself
    type: stdout
    short_description: for tests
    description: for tests
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "disables_itself"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disabled = True

    def v2_on_any(self, *args, **kwargs):
        self._display.display("shown though disabled")

    def v2_runner_on_ok(self, result):
        self._display.display("shown though disabled")
