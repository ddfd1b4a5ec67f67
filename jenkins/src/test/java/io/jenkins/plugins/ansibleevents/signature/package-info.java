/**
 * The compile-only signatures of {@code src/jenkins-api}: {@link
 * io.jenkins.plugins.ansibleevents.signature.SignatureWriter} writes them from the glue's sources and a real Jenkins,
 * {@link io.jenkins.plugins.ansibleevents.signature.SignatureProofTest} proves them against it.
 */
package io.jenkins.plugins.ansibleevents.signature;
