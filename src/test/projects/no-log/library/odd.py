from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(argument_spec={"password": {"type": "str", "no_log": True}})
    module.exit_json(said=module.params["password"])


main()
