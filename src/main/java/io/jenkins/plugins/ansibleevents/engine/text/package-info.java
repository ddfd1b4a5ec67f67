/** Text from outside on its way to people: cut to a length, without colours, with nothing that a terminal obeys. */
package io.jenkins.plugins.ansibleevents.engine.text;
