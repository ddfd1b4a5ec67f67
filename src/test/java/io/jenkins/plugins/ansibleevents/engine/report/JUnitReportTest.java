package io.jenkins.plugins.ansibleevents.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.ansibleevents.engine.record.Events;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.view.RunFiles;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The file for Jenkins' junit plugin. */
class JUnitReportTest {

    @TempDir
    Path directory;

    private Element report(Events events, boolean runFailed) throws Exception {
        byte[] out = bytes(events, runFailed);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out))
                .getDocumentElement();
    }

    private byte[] bytes(Events events, boolean runFailed) throws IOException {
        events.in(directory);
        var out = new ByteArrayOutputStream();
        try (RunView view = RunView.ofEnded(RunFiles.of(new RunDirectory(directory)), null, List.of())) {
            JUnitReport.write(view, runFailed, out);
        }
        return out.toByteArray();
    }

    private static List<Element> all(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        var result = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            result.add((Element) found.item(i));
        }
        return result;
    }

    private static Element one(Element parent, String name) {
        assertThat(all(parent, name)).hasSize(1);
        return all(parent, name).get(0);
    }

    @Test
    void playIsASuiteAndHostWithTaskIsACase() throws Exception {
        Element report = report(
                new Events()
                        .play("Web 1.0")
                        .task("Copy")
                        .ok("a.example.com", true)
                        .skipped("b")
                        .play("Db")
                        .task("Dump")
                        .ok("c", false)
                        .stats(),
                false);

        List<Element> suites = all(report, "testsuite");
        assertThat(suites).extracting(suite -> suite.getAttribute("name")).containsExactly("Web 1.0", "Db");
        assertThat(suites).extracting(suite -> suite.getAttribute("tests")).containsExactly("2", "1");
        Element first = all(suites.get(0), "testcase").get(0);
        assertThat(first.getAttribute("classname")).isEqualTo("Web 1_0.a_example_com");
        assertThat(first.getAttribute("name")).isEqualTo("Copy [a.example.com]");
        assertThat(first.getAttribute("time")).isEqualTo("0.250");
        assertThat(all(suites.get(0), "skipped")).hasSize(1);
    }

    @Test
    void failedRescuedIgnoredAndUnreachableAreToldApart() throws Exception {
        Element report = report(
                new Events()
                        .play("Web")
                        .task("Try")
                        .failed("a", "handled")
                        .ignored("b", "does not matter")
                        .unreachable("c", "no route to host")
                        .task("Go on")
                        .failed("a", "the end")
                        .stats("a", 1),
                true);

        Element failure = one(report, "failure");
        assertThat(failure.getAttribute("message")).isEqualTo("the end");
        assertThat(failure.getTextContent()).contains("said by a", "host: a", "task: Go on", "at: site.yml:2");
        assertThat(one(report, "error").getAttribute("type")).isEqualTo("unreachable");
        assertThat(all(report, "property"))
                .extracting(property -> property.getAttribute("value"))
                .containsExactly("rescued", "ignored");
        assertThat(all(report, "system-out"))
                .extracting(Element::getTextContent)
                .containsExactly("rescued: handled", "ignored: does not matter");
        assertThat(one(report, "testsuite").getAttribute("failures")).isEqualTo("1");
        assertThat(one(report, "testsuite").getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void withoutStatisticsAHostThatWentOnWasRescued() throws Exception {
        Element report = report(
                new Events()
                        .play("Web")
                        .task("Try")
                        .failed("a", "handled")
                        .task("Go on")
                        .ok("a", false),
                true);

        assertThat(all(report, "failure")).isEmpty();
        assertThat(one(report, "property").getAttribute("value")).isEqualTo("rescued");
    }

    @Test
    void controlCharactersAreShownNotWritten() throws Exception {
        Element report = report(
                new Events().play("W").task("t").failed("a", "bell \u0007 <&>").stats("a", 1), true);

        assertThat(one(report, "failure").getAttribute("message")).isEqualTo("bell \\u0007 <&>");
        assertThat(XmlText.legal("\ud800 \uffff \ud83d\ude00")).isEqualTo("\\ud800 \\uffff \ud83d\ude00");
    }

    @Test
    void playWithoutHostsIsASkippedCase() throws Exception {
        Element report = report(new Events().play("Nobody").noHosts().stats(), false);

        assertThat(one(report, "skipped").getAttribute("message")).isEqualTo("no hosts matched");
        assertThat(one(report, "testsuite").getAttribute("name")).isEqualTo("Nobody");
    }

    @Test
    void runThatFailedBeforeAnyTaskIsAFailedCase() throws Exception {
        Element report = report(new Events().display("error", "ERROR! Syntax Error while loading YAML."), true);

        Element error = one(report, "error");
        assertThat(error.getAttribute("message")).isEqualTo("ERROR! Syntax Error while loading YAML.");
        assertThat(one(report, "testcase").getAttribute("name")).isEqualTo("the run as a whole");
    }

    @Test
    void emptyRunIsValid() throws Exception {
        assertThat(all(report(new Events(), false), "testcase")).isEmpty();
    }

    @Test
    void bytesAreUtf8() throws Exception {
        byte[] out = bytes(new Events().play("Größe").task("läuft").ok("ä", false), false);

        assertThat(new String(out, StandardCharsets.UTF_8)).startsWith("<?xml").contains("Größe.ä", "läuft [ä]");
    }
}
