/** Access to credentials, outside hosts and the plugin's own directory. The leaf of the glue. */
package io.jenkins.plugins.ansibleevents.access;
