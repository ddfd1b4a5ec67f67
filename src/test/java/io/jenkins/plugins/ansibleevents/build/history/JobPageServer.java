package io.jenkins.plugins.ansibleevents.build.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/** The page of a job as Jenkins serves it: the real document and modules, ECharts, the policy for scripts; with the theme of reports. */
final class JobPageServer extends Dispatcher implements AutoCloseable {

    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><head><title>Job</title><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
            <link rel="stylesheet" href="/engine/view/report.css"><link rel="stylesheet" href="/engine/view/page.css"><link rel="stylesheet" href="/build/history/history.css"></head>
            <body><main class="ae-main"><h1>Job</h1><div class="ansible-events-view ansible-job-history" data-api="/job/a/ansible-events/api"
            data-job="/job/a/" data-host-page="/ansible-hosts/?name=" data-small="false"></div></main>
            %s<script type="module" src="/build/history/main.js"></script></body></html>
            """;

    private static final String HOSTS = """
            <!DOCTYPE html><html lang="en"><head><title>Hosts</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/engine/view/report.css"><link rel="stylesheet" href="/engine/view/page.css"><link rel="stylesheet" href="/build/history/history.css"></head>
            <body><main class="ae-main"><h1>Jenkins</h1><h2>Hosts</h2><div class="ansible-events-view ansible-host-history" data-api="/ansible-hosts/" data-root="/"></div></main>
            <script type="module" src="/build/history/main.js"></script></body></html>
            """;

    private static final String ECHARTS = "<script src=\"/echarts.min.js\"></script>";

    /** What Jenkins sends when it enforces one. */
    private static final String POLICY =
            "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'self'; img-src 'self' data:; "
                    + "script-src 'report-sample' 'self'; style-src 'report-sample' 'self' 'unsafe-inline'";

    private static final String OURS = "/io/jenkins/plugins/ansibleevents";
    private static final String THEIRS = "/META-INF/resources/_static/echarts/6.0.0/dist";

    private final MockWebServer server = new MockWebServer();
    private final Path builds;

    /** @param builds directory of the job's builds */
    JobPageServer(Path builds) throws IOException {
        this.builds = builds;
        server.setDispatcher(this);
        server.start();
    }

    URI page() {
        return server.url("/").uri();
    }

    /** The page of all hosts. */
    URI hostsPage() {
        return server.url("/ansible-hosts/").uri();
    }

    /** The page in a browser to which ECharts does not come. */
    URI pageWithoutECharts() {
        return server.url("/without").uri();
    }

    @Override
    public void close() {
        server.close();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        String path = url.encodedPath();
        try {
            return switch (path) {
                case "/" -> html(PAGE.formatted(ECHARTS));
                case "/without" -> html(PAGE.formatted(""));
                case "/job/a/ansible-events/api" -> answer("application/json", document(url));
                case "/ansible-hosts/" -> html(HOSTS);
                case "/ansible-hosts/find" ->
                    answer("application/json", hosts("hosts", "web%03d." + url.queryParameter("part")));
                case "/ansible-hosts/host" ->
                    answer("application/json", hosts("runs", String.valueOf(url.queryParameter("name"))));
                case "/echarts.min.js" -> answer("text/javascript", resource(THEIRS + path));
                default ->
                    path.startsWith("/job/")
                            ? html("<title>Build</title><link rel=icon href='data:,'>")
                            : answer(path.endsWith(".js") ? "text/javascript" : "text/css", resource(OURS + path));
            };
        } catch (IOException e) {
            return new MockResponse.Builder().code(500).build();
        }
    }

    private byte[] document(HttpUrl url) throws IOException {
        var out = new ByteArrayOutputStream();
        int limit = Integer.parseInt(url.queryParameter("builds"));
        String reference = url.queryParameter("reference").toUpperCase(Locale.ROOT);
        new JobDocument(JobPast.read(builds, limit), Comparison.Reference.valueOf(reference)).write(out);
        return out.toByteArray();
    }

    /** As many as there can be, with a name that gets a number, or without one. */
    private static byte[] hosts(String list, String name) {
        String hosts = IntStream.range(0, HostFiles.KEPT)
                .mapToObj(i -> HostEntry.of(
                        "a",
                        1,
                        Pasts.run("run-" + i, List.of()),
                        Pasts.run("run", List.of(), name.formatted(i) + ":o")
                                .hosts()
                                .get(0)))
                .map(HostEntry::line)
                .collect(Collectors.joining(","));
        return ("{\"most\":" + HostFiles.KEPT + ",\"" + list + "\":[" + hosts + "]}").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = JobDocument.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        }
    }

    private static MockResponse html(String page) {
        return answer("text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    private static MockResponse answer(String type, byte[] body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", type + "; charset=utf-8")
                .addHeader("Content-Security-Policy", POLICY)
                .body(new okio.Buffer().write(body))
                .build();
    }
}
