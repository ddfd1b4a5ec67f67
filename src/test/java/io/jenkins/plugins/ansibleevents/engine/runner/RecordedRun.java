package io.jenkins.plugins.ansibleevents.engine.runner;

import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps all notifications. */
final class RecordedRun implements RunListener {

    final List<EventLine> events = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final List<AnsibleInfo> infos = new ArrayList<>();
    final List<Remark> remarks = new ArrayList<>();
    final List<Progress> progress = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Override
    public void event(EventLine event) {
        events.add(event);
    }

    @Override
    public void output(byte[] text, int offset, int length) {
        output.write(text, offset, length);
    }

    @Override
    public void ansible(AnsibleInfo info) {
        infos.add(info);
    }

    @Override
    public void progress(Progress place) {
        progress.add(place);
    }

    @Override
    public void remark(Remark remark) {
        remarks.add(remark);
    }

    @Override
    public void notice(String message) {
        notices.add(message);
    }

    /** Forgets everything: the run is taken up by somebody else. */
    void forget() {
        events.clear();
        notices.clear();
        infos.clear();
        remarks.clear();
        progress.clear();
        output.reset();
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    List<String> json() {
        return events.stream().map(EventLine::toJson).toList();
    }
}
