/** What the product demands of every file that it writes: its owner alone reads it, and nobody sees half of it. */
package io.jenkins.plugins.ansibleevents.engine.files;
