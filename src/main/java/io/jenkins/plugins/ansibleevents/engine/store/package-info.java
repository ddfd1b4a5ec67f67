/**
 * The durable store: ordered tables in one crash-safe file, with group commit. It holds the embedded message queue and
 * the tables of webhooks: journal, deliveries, refused requests, throttle windows.
 */
package io.jenkins.plugins.ansibleevents.engine.store;
