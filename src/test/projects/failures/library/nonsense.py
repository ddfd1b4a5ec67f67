import sys
from ansible.module_utils.basic import AnsibleModule

AnsibleModule(argument_spec={})
print("this is not JSON")
sys.stderr.write("nor is this\n")
sys.exit(3)
