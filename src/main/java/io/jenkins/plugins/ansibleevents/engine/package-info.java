/**
 * The product without Jenkins: nothing below this package imports {@code hudson}, {@code jenkins}, {@code org.kohsuke}
 * or a servlet type, and the glue packages beside it never reach around it. {@code docs/architecture.md} draws the
 * arrows, {@code ArchitectureTest} holds them.
 */
package io.jenkins.plugins.ansibleevents.engine;
