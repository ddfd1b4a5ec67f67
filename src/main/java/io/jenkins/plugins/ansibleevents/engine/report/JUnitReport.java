package io.jenkins.plugins.ansibleevents.engine.report;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
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
 * <p>Reads the events three times.
 */
final class JUnitReport {

    private final XMLStreamWriter xml;
    private final Verdicts verdicts;
    private final Iterator<JUnitSuites.Suite> suites;
    private @CheckForNull JUnitSuites.Suite open;

    private JUnitReport(XMLStreamWriter xml, JUnitSuites counted) {
        this.xml = xml;
        this.verdicts = counted.verdicts();
        this.suites = counted.suites().iterator();
    }

    /**
     * Writes the report of a run.
     *
     * @param events all of its events
     * @param runFailed whether the run as a whole failed; matters only when no task shows a failure
     * @param out receives UTF-8 and stays open
     */
    static void write(RunEvents events, boolean runFailed, OutputStream out) throws IOException {
        JUnitSuites counted = JUnitSuites.count(events);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            var report = new JUnitReport(xml, counted);
            report.begin();
            events.each(report::event);
            report.end(runFailed && !counted.showFailure() ? counted.lastError() : null);
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

    private void event(EventLine event) throws IOException {
        EventHead head = event.head();
        boolean empty = JUnitSuites.isEmptyPlay(head);
        if (!empty && !JUnitSuites.isCase(head)) {
            return;
        }
        try {
            openSuiteOf(head);
            if (empty) {
                emptyPlay(head);
            } else {
                testCase(event);
            }
        } catch (XMLStreamException e) {
            throw new IOException("cannot write XML", e);
        }
    }

    private void openSuiteOf(EventHead head) throws XMLStreamException {
        if (open != null && open.holds(head)) {
            return;
        }
        closeSuite();
        JUnitSuites.Suite suite = suites.next();
        open = suite;
        line(1);
        xml.writeStartElement("testsuite");
        attribute("name", suite.name());
        attribute("tests", Integer.toString(suite.tests()));
        attribute("failures", Integer.toString(suite.count(HostResult.FAILED)));
        attribute("errors", Integer.toString(suite.count(HostResult.UNREACHABLE)));
        attribute("skipped", Integer.toString(suite.count(HostResult.SKIPPED)));
        attribute("time", seconds(suite.seconds()));
        attribute("timestamp", suite.timestamp());
    }

    private void closeSuite() throws XMLStreamException {
        if (open != null) {
            line(1);
            xml.writeEndElement();
        }
    }

    private void emptyPlay(EventHead head) throws XMLStreamException {
        startCase(playOf(head), "no hosts", "no hosts matched", 0);
        emptyWith("skipped", "no hosts matched");
        xml.writeEndElement();
    }

    private void testCase(EventLine event) throws IOException, XMLStreamException {
        EventHead head = event.head();
        String host = String.valueOf(head.host());
        startCase(playOf(head), host, orElse(head.task(), "task") + " [" + host + "]", head.duration());
        switch (verdicts.of(head)) {
            case FAILED -> problem("failure", "failed", event);
            case UNREACHABLE -> problem("error", "unreachable", event);
            case RESCUED -> passedAfter(HostResult.RESCUED, event);
            case IGNORED -> passedAfter(HostResult.IGNORED, event);
            case SKIPPED -> emptyWith("skipped", null);
            case OK, CHANGED -> {
                // A passed case has no further content.
            }
        }
        xml.writeEndElement();
    }

    private void startCase(String play, String host, String name, double duration) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        attribute("classname", play.replace('.', '_') + "." + host.replace('.', '_'));
        attribute("name", name);
        attribute("time", seconds(duration));
    }

    private void emptyWith(String element, @CheckForNull String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        if (message != null) {
            attribute("message", message);
        }
    }

    private void problem(String element, String type, EventLine event) throws IOException, XMLStreamException {
        JsonNode result = event.tree().path("event_data").path("res");
        xml.writeStartElement(element);
        attribute("message", ResultText.headline(result));
        attribute("type", type);
        xml.writeCharacters(XmlText.legal(details(event.head(), result)));
        xml.writeEndElement();
    }

    private void passedAfter(HostResult outcome, EventLine event) throws IOException, XMLStreamException {
        xml.writeStartElement("properties");
        xml.writeEmptyElement("property");
        attribute("name", "ansible.outcome");
        attribute("value", outcome.word());
        xml.writeEndElement();
        String why = ResultText.headline(event.tree().path("event_data").path("res"));
        xml.writeStartElement("system-out");
        xml.writeCharacters(XmlText.legal(outcome.word() + ": " + why));
        xml.writeEndElement();
    }

    private static String details(EventHead head, JsonNode result) {
        var text = new StringBuilder();
        for (ResultText.Part part : ResultText.parts(result)) {
            text.append(part.name()).append(":\n").append(part.text()).append("\n\n");
        }
        text.append("host: ").append(head.host()).append("\ntask: ").append(head.task());
        return head.taskPath() == null ? text.toString() : text + "\nat: " + head.taskPath();
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

    static String playOf(EventHead head) {
        return orElse(head.play(), "play");
    }

    private static String orElse(@CheckForNull String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", Double.isNaN(seconds) ? 0 : seconds);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.legal(value));
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
