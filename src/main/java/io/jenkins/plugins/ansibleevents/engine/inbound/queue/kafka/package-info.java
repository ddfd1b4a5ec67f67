/** The queue on Apache Kafka: one topic, one consumer group, one topic for dead letters. */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue.kafka;
