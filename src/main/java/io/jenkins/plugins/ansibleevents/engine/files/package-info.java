/** The rules for every file that the product writes: only its owner reads it, and nobody sees a part of it. */
package io.jenkins.plugins.ansibleevents.engine.files;
