# SPDX-License-Identifier: MIT
"""Has no method at all, as community.general.null."""

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: shows_nothing
    type: stdout
    short_description: for tests
    description: for tests
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "shows_nothing"
