/**
 * The parts that users write in a job: the Pipeline step, the freestyle build step, their shared options, and the tool.
 */
package io.jenkins.plugins.ansibleevents.step;
