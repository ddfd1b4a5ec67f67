/** Text from outside for people: cut to a length, without colours, with no character that a terminal obeys. */
package io.jenkins.plugins.ansibleevents.engine.text;
