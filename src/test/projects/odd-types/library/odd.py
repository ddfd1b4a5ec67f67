from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(argument_spec={})
    module.exit_json(
        changed=True,
        none=None,
        big=12345678901234567890123,
        small=1e-300,
        negative=-0.5,
        empty={},
        nothing=[],
        nested=[[1, [2, [3]]], {"a": {"b": {"c": None}}}],
        text="\u00fc\u2028\x00\x1b[0m\ud83d\ude00",
        keys={"": 1, " ": 2, "\u00fc": 3, "a.b": 4},
        yes=True,
    )


main()
