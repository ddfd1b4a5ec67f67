/** Hashes of content that is compared or named by its hash. */
package io.jenkins.plugins.ansibleevents.engine.digest;
