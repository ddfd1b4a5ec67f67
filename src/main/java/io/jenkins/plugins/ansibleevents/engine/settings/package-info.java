/** Settings files read strictly: every error names the file, the key and the next step; unknown keys are refused. */
package io.jenkins.plugins.ansibleevents.engine.settings;
