/** The classes that need the JUnit plugin: Jenkins does not load them when that plugin is not installed. */
@OptionalPackage(requirePlugins = "junit")
package io.jenkins.plugins.ansibleevents.build.junit;

import org.jenkinsci.plugins.variant.OptionalPackage;
