from ansible.module_utils.basic import AnsibleModule


def main():
    module = AnsibleModule(argument_spec={})
    module.warn("a warning of a module that is long enough to be wrapped over more than one line of the terminal")
    module.deprecate("an old thing", version="9.9", collection_name="ansible.builtin")
    module.exit_json(changed=False)


main()
