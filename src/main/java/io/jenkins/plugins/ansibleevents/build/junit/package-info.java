/** What needs the JUnit plugin: Jenkins loads nothing of this package when that plugin is not installed. */
@OptionalPackage(requirePlugins = "junit")
package io.jenkins.plugins.ansibleevents.build.junit;

import org.jenkinsci.plugins.variant.OptionalPackage;
