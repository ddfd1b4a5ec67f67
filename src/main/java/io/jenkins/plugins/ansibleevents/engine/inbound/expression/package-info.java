/** CEL: conditions, filters and parameters as small typed expressions without side effects. */
package io.jenkins.plugins.ansibleevents.engine.inbound.expression;
