/** The section of the global page: {@code ansibleEvents} in configuration as code. */
package io.jenkins.plugins.ansibleevents.config;
