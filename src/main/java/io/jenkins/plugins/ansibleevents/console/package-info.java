/** Colours, outline and links in the log of a build. Patterns at view time; nothing is written into the log. */
package io.jenkins.plugins.ansibleevents.console;
