/**
 * What the runs of earlier builds were like: kept small beside each build, compared on the page of the job, and gathered by
 * host for the page of a host in all jobs.
 */
package io.jenkins.plugins.ansibleevents.build.history;
