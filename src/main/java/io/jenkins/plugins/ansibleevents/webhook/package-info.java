/**
 * Webhooks in Jenkins: endpoints and queue as settings, their life from start to shutdown, the unprotected URL, the pages
 * and warnings of the administrator. How messages become builds is in {@code trigger}.
 */
package io.jenkins.plugins.ansibleevents.webhook;
