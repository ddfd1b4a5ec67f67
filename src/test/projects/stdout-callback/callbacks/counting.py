from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
    name: counting
    type: notification
    short_description: counts
    description: counts
'''


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "counting"
    CALLBACK_NEEDS_ENABLED = True

    def v2_runner_on_ok(self, result):
        self._display.display("counted")
        self._display.deprecated("counting", version="9.9", collection_name="ansible.builtin")
