from ansible.plugins.callback import CallbackBase

DOCUMENTATION = '''
    name: plain
    type: stdout
    short_description: prints without Display
    description: prints without Display
    extends_documentation_fragment: default_callback
'''


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "plain"

    def v2_runner_on_ok(self, result):
        print("OK", result._task.get_name())
        result._result.clear()

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._display.warning("it failed")
        self._display.display("NO %s" % result._task.get_name(), stderr=True)

    def v2_playbook_on_stats(self, stats):
        print("end", end="")
