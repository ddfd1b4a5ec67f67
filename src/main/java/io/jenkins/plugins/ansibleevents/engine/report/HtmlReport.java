package io.jenkins.plugins.ansibleevents.engine.report;

import io.jenkins.plugins.ansibleevents.engine.digest.Sha256;
import io.jenkins.plugins.ansibleevents.engine.record.ProductVersion;
import io.jenkins.plugins.ansibleevents.engine.view.EmbedLimits;
import io.jenkins.plugins.ansibleevents.engine.view.RunView;
import io.jenkins.plugins.ansibleevents.engine.view.ViewModules;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/**
 * {@code report.html}: a run in one file that loads nothing. It holds the scripts and styles of the views, which Jenkins
 * shows too, and the documents of the run that they draw, cut at {@link EmbedLimits}; the page says what is left out. Where
 * scripts are forbidden, as Jenkins does for artifacts, it says what failed and why as plain text.
 *
 * <p>The page's own policy allows its own style and script only. Texts of the run are data for that script, which never
 * makes markup of them, or are escaped: no output of a playbook can become active.
 */
public final class HtmlReport {

    private static final String STYLE = "\n" + ViewModules.styles();
    private static final String SCRIPT = "\n" + ViewModules.joined();

    private HtmlReport() {}

    /**
     * Writes the report of a run.
     *
     * @param out receives UTF-8 and stays open
     */
    public static void write(RunView run, OutputStream out) throws IOException {
        var html = new HtmlWriter(out);
        var text = new ReportText(run, html);
        html.own("<!DOCTYPE html>\n").open("html", "lang", "en");
        head(text.title(), html);
        html.open("body");
        html.open("div", "class", "ansible-events-view").end();
        html.open("noscript");
        text.write();
        html.end();
        html.element("footer", "Recorded by ansible-events " + ProductVersion.get() + ".")
                .own("\n");
        html.open("script", "type", "application/json", "id", "ansible-events-data")
                .flush();
        run.embed(out, EmbedLimits.DEFAULT);
        html.end();
        html.open("script", "type", "module").own(SCRIPT).end();
        html.end();
        html.end();
        html.flush();
    }

    private static void head(String title, HtmlWriter html) throws IOException {
        html.open("head").own("\n");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy());
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").own("\n");
        html.element("title", title).own("\n");
        html.open("style").own(STYLE).end();
        html.end();
    }

    private static String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; script-src 'sha256-" + hash(SCRIPT)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text));
    }
}
