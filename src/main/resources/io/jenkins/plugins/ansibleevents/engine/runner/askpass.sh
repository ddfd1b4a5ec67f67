#!/bin/sh
# Gives ssh-add a passphrase once; a second question means that it was wrong. What is said here is read by Outcomes.java.
[ -f "$ANSIBLE_EVENTS_PASSPHRASE" ] || {
  echo "no passphrase to give" >&2
  exit 1
}
cat "$ANSIBLE_EVENTS_PASSPHRASE" && rm -f "$ANSIBLE_EVENTS_PASSPHRASE"
