package io.jenkins.plugins.ansibleevents.emitter;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.EmitterDeadLetter;
import io.jenkins.plugins.ansibleevents.engine.emit.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Manage Jenkins, Ansible Events delivery: the spool and the dead letters of each emitter. */
@Extension
@Symbol("ansibleEventDelivery")
@Restricted(NoExternalUse.class)
public final class DeliveryPage extends ManagementLink {

    private static final Logger LOGGER = Logger.getLogger(DeliveryPage.class.getName());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** Rows of a table; more would not be read. */
    private static final int ROWS = 100;

    private static final Duration SEND_NOW = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.DeliveryPage_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.DeliveryPage_description();
    }

    @Override
    public String getUrlName() {
        return "ansible-events-delivery";
    }

    @Override
    public Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    @Override
    public Category getCategory() {
        return Category.STATUS;
    }

    public List<LiveEmitter> getEmitters() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return EmitterService.get().all();
    }

    /** When its receiver last took a message, for people. */
    public String lastSuccess(LiveEmitter emitter) {
        Instant last = emitter.lastSuccess();
        return last == null ? Messages.DeliveryPage_noSuccess() : TIME.format(last);
    }

    /** When what waits is tried next, for people; empty when nothing waits. */
    public String nextTry(LiveEmitter emitter, List<Spool.Backlog> backlog) {
        return waiting(emitter, backlog) > 0 ? WaitingMessages.nextTry(emitter) : "";
    }

    /** The messages that are still to be sent, those of runs that are being delivered at this moment included. */
    public long waiting(LiveEmitter emitter, List<Spool.Backlog> backlog) {
        return backlog.stream().mapToLong(Spool.Backlog::waiting).sum() + emitter.waitingBesides(backlog);
    }

    /** The spool of an emitter by run; empty when it cannot be read, which is logged. */
    public List<Spool.Backlog> backlog(LiveEmitter emitter) {
        try {
            return emitter.backlog();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Cannot read the spool of emitter " + emitter.config().getName());
            return List.of();
        }
    }

    /** Whether there are dead letters, which are sent again only on request. */
    public boolean anyRefused(List<Spool.Backlog> backlog) {
        return backlog.stream().anyMatch(run -> !run.dead().isEmpty());
    }

    /** The first dead letters of an emitter. */
    public List<Refused> refused(List<Spool.Backlog> backlog) {
        return backlog.stream()
                .flatMap(run ->
                        run.dead().stream().map(letter -> new Refused(run.run().ident(), letter)))
                .limit(ROWS)
                .toList();
    }

    /**
     * A row of the table.
     *
     * @param run the ident of its run
     * @param letter the refused message, with the reason
     */
    public record Refused(String run, EmitterDeadLetter letter) {

        public String getRun() {
            return run;
        }

        public String getWhat() {
            return letter.what();
        }

        public String getReason() {
            return letter.reason();
        }

        public String getAt() {
            return TIME.format(letter.at());
        }
    }

    /** Sends what waits at an emitter now, for a few seconds; the rest is tried every minute as ever. */
    @POST
    public HttpResponse doSend(@QueryParameter String emitter) throws IOException, InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        for (LiveEmitter live : EmitterService.get().chosen(List.of(emitter))) {
            live.deliverSpooled(SEND_NOW);
        }
        return HttpResponses.redirectToDot();
    }

    /** Drops the dead letters of an emitter. */
    @POST
    public HttpResponse doDrop(@QueryParameter String emitter) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        for (LiveEmitter live : EmitterService.get().chosen(List.of(emitter))) {
            int dropped = live.dropDeadLetters();
            LOGGER.info(() -> dropped + " dead letters of emitter " + emitter + " were dropped by "
                    + Jenkins.getAuthentication2().getName());
        }
        return HttpResponses.redirectToDot();
    }

    /** Sends the dead letters of an emitter again. */
    @POST
    public HttpResponse doResend(@QueryParameter String emitter) throws IOException, InterruptedException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        for (LiveEmitter live : EmitterService.get().chosen(List.of(emitter))) {
            live.resend(PATIENCE);
        }
        return HttpResponses.redirectToDot();
    }
}
