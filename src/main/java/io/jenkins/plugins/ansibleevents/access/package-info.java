/** What the plugin may reach: credentials, outside hosts, its own directory. The leaf of the glue. */
package io.jenkins.plugins.ansibleevents.access;
