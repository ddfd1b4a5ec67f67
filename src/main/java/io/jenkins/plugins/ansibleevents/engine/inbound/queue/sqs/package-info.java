/** The queue on Amazon SQS, standard and FIFO. */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue.sqs;
