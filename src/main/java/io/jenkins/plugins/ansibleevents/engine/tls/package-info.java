/** Certificates and keys in the files that administrators have: PEM files in every form that OpenSSL writes. */
package io.jenkins.plugins.ansibleevents.engine.tls;
