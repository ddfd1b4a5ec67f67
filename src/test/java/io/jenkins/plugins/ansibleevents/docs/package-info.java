/** The documentation, followed word for word. */
package io.jenkins.plugins.ansibleevents.docs;
