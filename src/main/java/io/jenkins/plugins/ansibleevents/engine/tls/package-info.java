/** Certificates and keys as administrators have them: PEM files, of whatever kind OpenSSL writes. */
package io.jenkins.plugins.ansibleevents.engine.tls;
