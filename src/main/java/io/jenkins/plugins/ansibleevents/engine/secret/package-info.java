/** Values that nobody may read by accident, and the filter that keeps them out of everything the product writes. */
package io.jenkins.plugins.ansibleevents.engine.secret;
