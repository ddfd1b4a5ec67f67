package io.jenkins.plugins.ansibleevents.webhook.authentication;

import io.jenkins.plugins.ansibleevents.engine.settings.SettingsBuilder;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A sender whose script may also sign the body with the secret instead of sending it. */
@Restricted(NoExternalUse.class)
public abstract class ScriptAuthentication extends LoginAuthentication {

    private boolean signed;

    /**
     * Names the secret.
     *
     * @param credentialsId secret text, or a login
     */
    protected ScriptAuthentication(String credentialsId) {
        super(credentialsId);
    }

    public final boolean isSigned() {
        return signed;
    }

    @DataBoundSetter
    public final void setSigned(boolean signed) {
        this.signed = signed;
    }

    /** The header field with the signature, computed by a shell. */
    protected abstract String sampleSignature();

    @Override
    protected void addTo(SettingsBuilder settings) throws SettingsException {
        if (signed) {
            settings.secrets("secret", secrets());
        } else {
            super.addTo(settings);
        }
    }

    @Override
    public List<String> sampleHeaders() {
        return signed ? List.of(sampleSignature()) : super.sampleHeaders();
    }
}
