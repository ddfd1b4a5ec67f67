# SPDX-License-Identifier: MIT
"""Shows items by its own methods for tasks, as community.general.unixy does."""

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: calls_itself
    type: stdout
    short_description: for tests
    description: for tests
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "calls_itself"

    def v2_runner_on_ok(self, result):
        self._display.display("ok: %s" % result._host.get_name())

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._display.display("failed: %s" % result._host.get_name())

    def v2_runner_item_on_ok(self, result):
        self.v2_runner_on_ok(result)

    def v2_runner_item_on_failed(self, result):
        self.v2_runner_on_failed(result)

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._display.display("task: %s" % task.get_name())
