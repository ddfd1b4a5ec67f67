package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.index.IndexEvent;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import io.jenkins.plugins.ansibleevents.engine.view.HostView;
import io.jenkins.plugins.ansibleevents.engine.view.ResultState;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.TaskView;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a suite per play, a case per host and task, in the form Jenkins' junit plugin reads.
 *
 * <pre>{@code
 * <testsuites name="ansible">
 *   <testsuite name="Release the web tier" tests="14" failures="1" errors="0" skipped="4" time="3.250" timestamp="...">
 *     <testcase classname="Release the web tier.web3" name="Write the configuration [web3]" time="0.213"/>
 *     <testcase ...><failure message="why, in a line" type="failed">message, stderr, place</failure></testcase>
 *     <testcase ...><error message="..." type="unreachable">...</error></testcase>
 *     <testcase ...><skipped/></testcase>
 *     <testcase ...><properties><property name="ansible.outcome" value="rescued"/></properties>
 *                   <system-out>rescued: why, in a line</system-out></testcase>      and the same with "ignored"
 * }</pre>
 *
 * A rescued or ignored failure is a passed case with a note. A play without hosts is a skipped case; a run that ended
 * before any task (a syntax error) is one failed case. A dot in the name of a play or host becomes {@code _} in
 * {@code classname}, where a dot separates. Characters that XML cannot hold are written as {@code \}{@code u001b}.
 *
 * <p>Reads of the events the lines of failures only.
 */
final class JUnitReport implements RunView.ResultVisitor {

    private static final int SECOND = 1_000;
    private static final int BUFFER = 64 << 10;

    private final RunView view;
    private final XMLStreamWriter xml;
    private final Iterator<JUnitSuites.Suite> suites;
    private @CheckForNull JUnitSuites.Suite open;

    private JUnitReport(RunView view, XMLStreamWriter xml, JUnitSuites counted) {
        this.view = view;
        this.xml = xml;
        this.suites = counted.suites().iterator();
    }

    /**
     * Writes the report of a run.
     *
     * @param view the run
     * @param runFailed whether the run as a whole failed; matters only when no task shows a failure
     * @param out receives UTF-8 and stays open
     */
    static void write(RunView view, boolean runFailed, OutputStream out) throws IOException {
        JUnitSuites counted = JUnitSuites.count(view);
        try {
            var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            var report = new JUnitReport(view, xml, counted);
            report.begin();
            view.results(report);
            report.end(runFailed && !counted.showFailure() ? counted.errors() : null);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write XML", e);
        }
    }

    private void begin() throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        line(0);
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", "ansible");
    }

    @Override
    public void result(TaskView task, HostView host, ResultState state, IndexEvent event) throws IOException {
        try {
            openSuiteOf(task.source().play());
            testCase(task, host, state, event);
        } catch (XMLStreamException e) {
            throw new IOException("cannot write XML", e);
        }
    }

    @Override
    public void playWithoutHosts(IndexedPlay play, IndexEvent event) throws IOException {
        try {
            openSuiteOf(event.play());
            startCase("no hosts", "no hosts matched", 0);
            emptyWith("skipped", "no hosts matched");
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write XML", e);
        }
    }

    private void openSuiteOf(int play) throws XMLStreamException {
        if (open != null && open.play() == play) {
            return;
        }
        closeSuite();
        JUnitSuites.Suite suite = suites.next();
        open = suite;
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("tests", Integer.toString(suite.tests()));
        attribute("failures", Integer.toString(suite.count(ResultState.FAILED)));
        attribute("errors", Integer.toString(suite.count(ResultState.UNREACHABLE)));
        attribute("skipped", Integer.toString(suite.count(ResultState.SKIPPED)));
        attribute("time", seconds(suite.milliseconds()));
        attribute("timestamp", suite.timestamp());
    }

    private void closeSuite() throws XMLStreamException {
        if (open != null) {
            line(1);
            xml.writeEndElement();
        }
    }

    private void testCase(TaskView task, HostView host, ResultState state, IndexEvent event)
            throws IOException, XMLStreamException {
        String name = task.source().template();
        startCase(host.name(), (name.isEmpty() ? "task" : name) + " [" + host.name() + "]", event.took());
        switch (state) {
            case FAILED -> problem("failure", task, host, state, event);
            case UNREACHABLE -> problem("error", task, host, state, event);
            case RESCUED, IGNORED -> passedAfter(state, event);
            case SKIPPED -> emptyWith("skipped", null);
            case OK, CHANGED -> {
                // A passed case has no further content.
            }
        }
        xml.writeEndElement();
    }

    private void startCase(String host, String name, long milliseconds) throws XMLStreamException {
        startCase(open == null ? "play" : open.name(), host, name, milliseconds);
    }

    private void startCase(String play, String host, String name, long milliseconds) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", play.replace('.', '_') + "." + host.replace('.', '_'));
        attribute("name", name);
        attribute("time", seconds(milliseconds));
    }

    private void emptyWith(String element, @CheckForNull String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        if (message != null) {
            attribute("message", message);
        }
    }

    private void problem(String element, TaskView task, HostView host, ResultState state, IndexEvent event)
            throws IOException, XMLStreamException {
        JsonNode result = result(event);
        xml.writeStartElement(element);
        attribute("message", ResultText.headline(result));
        attribute("type", state.word());
        xml.writeCharacters(XmlText.legal(details(task, host, result)));
        xml.writeEndElement();
    }

    private JsonNode result(IndexEvent event) throws IOException {
        EventLine line = view.line(event);
        return line == null
                ? MissingNode.getInstance()
                : line.tree().path("event_data").path("res");
    }

    private void passedAfter(ResultState state, IndexEvent event) throws IOException, XMLStreamException {
        xml.writeStartElement("properties");
        xml.writeEmptyElement("property");
        attribute("name", "ansible.outcome");
        attribute("value", state.word());
        xml.writeEndElement();
        xml.writeStartElement("system-out");
        xml.writeCharacters(XmlText.legal(state.word() + ": " + ResultText.headline(result(event))));
        xml.writeEndElement();
    }

    private static String details(TaskView task, HostView host, JsonNode result) {
        var text = new StringBuilder();
        for (ResultText.Part part : ResultText.parts(result)) {
            text.append(part.name()).append(":\n").append(part.text()).append("\n\n");
        }
        text.append("host: ")
                .append(host.name())
                .append("\ntask: ")
                .append(task.source().template());
        String path = task.source().path();
        return path.isEmpty() ? text.toString() : text + "\nat: " + path;
    }

    private void end(@CheckForNull String failureWithoutTask) throws XMLStreamException {
        closeSuite();
        if (failureWithoutTask != null) {
            runFailure(failureWithoutTask);
        }
        line(0);
        xml.writeEndDocument();
        xml.flush();
    }

    private void runFailure(String why) throws XMLStreamException {
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", "ansible");
        attribute("tests", "1");
        attribute("errors", "1");
        startCase("ansible", "run", "the run as a whole", 0);
        xml.writeStartElement("error");
        attribute("message", Excerpt.of(why.lines().findFirst().orElse("the run failed"), 300));
        attribute("type", "run");
        xml.writeCharacters(XmlText.legal(why));
        xml.writeEndElement();
        xml.writeEndElement();
        line(1);
        xml.writeEndElement();
    }

    private static String seconds(long milliseconds) {
        long time = Math.max(0, milliseconds);
        String fraction =
                Long.toString(SECOND + time % SECOND).substring(1); // a format would cost more than all the rest
        return time / SECOND + "." + fraction;
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.legal(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
