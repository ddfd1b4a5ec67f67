/** Hashes of what is compared or named by its content. */
package io.jenkins.plugins.ansibleevents.engine.digest;
