/** The queue on AMQP 1.0: Azure Service Bus, RabbitMQ 4, Artemis and others. */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue.amqp;
