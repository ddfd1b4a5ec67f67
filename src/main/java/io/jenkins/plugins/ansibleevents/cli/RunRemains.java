package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.event.Recap;
import io.jenkins.plugins.ansibleevents.engine.event.RecapBuilder;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.EarlierRun;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.StoredEvents;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * How a run ended, by its directory, when the process that recorded it is gone. A manifest says it. Without one,
 * Ansible's last event or an exit code shows that the playbook had ended. Any other run was cut off, and its directory
 * is closed with that outcome.
 */
final class RunRemains {

    private final RunDirectory directory;

    RunRemains(RunDirectory directory) {
        this.directory = directory;
    }

    EarlierRun judge() throws IOException {
        if (!Files.isDirectory(directory.path())) {
            return EarlierRun.UNKNOWN;
        }
        Manifest manifest = Manifest.read(directory);
        if (manifest != null) {
            return closed(manifest);
        }
        if (Files.exists(directory.rc()) && !isHalfClosed()) {
            return byStatus(Files.readString(directory.status()).strip());
        }
        Recap recap = recap();
        if (recap.complete()) {
            boolean good = recap.hosts().stream().allMatch(Recap.Host::isGood);
            return ended((good ? RunStatus.SUCCESSFUL : RunStatus.FAILED).wireName());
        }
        AbandonedRun.close(directory, RunReports::draw, "Cut off by the end of ansible-events serve.");
        return EarlierRun.CUT_OFF;
    }

    /** Whether a process was killed while it closed the directory as cut off. */
    private boolean isHalfClosed() throws IOException {
        return Files.readString(directory.rc()).strip().equals(AbandonedRun.RC)
                && Files.readString(directory.status()).strip().equals(RunStatus.FAILED.wireName());
    }

    private static EarlierRun closed(Manifest manifest) {
        return manifest.outcome().kind() == RunOutcome.Kind.STOPPED ? EarlierRun.CUT_OFF : byStatus(manifest.status());
    }

    /** Only the end of {@code serve} cancels its runs. */
    private static EarlierRun byStatus(String status) {
        return status.equals(RunStatus.CANCELED.wireName()) ? EarlierRun.CUT_OFF : ended(status);
    }

    private Recap recap() throws IOException {
        var recap = new RecapBuilder();
        try (InputStream in = Files.newInputStream(directory.events())) {
            StoredEvents.read(in, recap::add);
        } catch (NoSuchFileException e) {
            return recap.end(); // killed before its first event
        }
        return recap.end();
    }

    private static EarlierRun ended(String status) {
        return EarlierRun.ended(status, status.equals(RunStatus.SUCCESSFUL.wireName()));
    }
}
