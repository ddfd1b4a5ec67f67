/**
 * The durable store: ordered tables in one crash-safe file, with group commit. The embedded message queue stands on it, and
 * what webhooks have to remember: journal, deliveries, refused requests, throttle windows.
 */
package io.jenkins.plugins.ansibleevents.engine.store;
