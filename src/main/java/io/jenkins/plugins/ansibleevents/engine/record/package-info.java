/** What a run leaves behind: its directory, who writes it, and everybody who reads the grammar of its files. */
package io.jenkins.plugins.ansibleevents.engine.record;
