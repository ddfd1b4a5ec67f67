/** A run as the command line and the rules of {@code serve} describe it, in types: nobody parses it again. */
package io.jenkins.plugins.ansibleevents.cli.run;
