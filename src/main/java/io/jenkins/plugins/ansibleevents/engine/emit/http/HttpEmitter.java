package io.jenkins.plugins.ansibleevents.engine.emit.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.emit.Emitter;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterContext;
import io.jenkins.plugins.ansibleevents.engine.emit.EmitterMessage;
import io.jenkins.plugins.ansibleevents.engine.emit.Outcome;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends messages by HTTP. 2xx means accepted. The pump retries after 408, 425, 429, 5xx and every failure on the way.
 * Redirects are followed on the same host only; every other answer is a refusal.
 */
final class HttpEmitter implements Emitter {

    private static final int MAX_REDIRECTS = 5;
    private static final Pattern NOT_PLAIN = Pattern.compile("[^\\x20-\\x7e]");

    private final HttpSettings settings;
    private final boolean batch;
    private final @CheckForNull WebhookSignature signature;
    private final AnswerReader answers;
    // open() sets these; it comes before everything but close().
    private OkHttpClient client;
    private @CheckForNull OkHttpClient redirected;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private @CheckForNull ExecutorService threads;

    /** @param batch whether a body holds a list even for one message */
    HttpEmitter(HttpSettings settings, boolean batch) {
        this.settings = settings;
        this.batch = batch;
        Secret key = settings.signing();
        this.signature = key == null ? null : new WebhookSignature(key);
        this.answers = new AnswerReader(
                settings.headers().values(),
                settings.url().isHttps() && settings.tls().identity() == null);
    }

    @Override
    public void open(EmitterContext context) throws IOException {
        client = HttpClients.build(settings);
    }

    @Override
    public Outcome send(List<EmitterMessage> messages) throws IOException, InterruptedException {
        RequestBodies.Body body = RequestBodies.of(messages, settings.form(), batch);
        RequestBody sent = RequestBody.create(settings.gzip() ? RequestBodies.gzip(body.bytes()) : body.bytes());
        Headers headers = headers(messages, body);
        HttpUrl url = settings.url();
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            Request request = new Request.Builder()
                    .url(url)
                    .headers(headers)
                    .method(settings.method(), sent)
                    .build();
            Call call = client(request.url()).newCall(request);
            try (Response response = answer(call)) {
                HttpUrl elsewhere = redirect(response);
                if (elsewhere == null) {
                    return answers.outcome(response, Instant.now());
                }
                if (!sameHost(url, elsewhere)) {
                    return Outcome.refused("redirected to another host (" + elsewhere.scheme() + "://"
                            + elsewhere.host() + "), which is not followed; set the url to the final one");
                }
                url = elsewhere;
            } finally {
                underWay.remove(call);
            }
        }
        return Outcome.refused("redirected more than " + MAX_REDIRECTS + " times");
    }

    /** Sends each request on a thread of its own; where the receiver speaks HTTP/2 they share a connection. */
    @Override
    public List<Outcome> sendAtOnce(List<List<EmitterMessage>> batches) throws InterruptedException {
        ExecutorService pool = threads();
        List<Callable<Outcome>> requests = batches.stream()
                .<Callable<Outcome>>map(batch -> () -> send(batch))
                .toList();
        var outcomes = new ArrayList<Outcome>();
        for (Future<Outcome> request : pool.invokeAll(requests)) {
            outcomes.add(outcome(request));
        }
        return outcomes;
    }

    private static Outcome outcome(Future<Outcome> request) throws InterruptedException {
        try {
            return request.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException problem) {
                return Outcome.failed(problem);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private ExecutorService threads() {
        ExecutorService pool = threads;
        if (pool == null) {
            pool = Executors.newCachedThreadPool(task -> {
                var thread = new Thread(task, "ansible-events request");
                thread.setDaemon(true);
                return thread;
            });
            threads = pool;
        }
        return pool;
    }

    /** Sends on the calling thread: a hand-over to another thread costs more than the request itself. */
    private Response answer(Call call) throws IOException, InterruptedException {
        underWay.add(call);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return call.execute();
        } catch (IOException e) {
            throw new IOException(answers.problem(e), e);
        }
    }

    @Override
    public void breakOff() {
        underWay.forEach(Call::cancel);
    }

    private OkHttpClient client(HttpUrl url) throws IOException {
        return url.isHttps() && !settings.url().isHttps() ? redirectedToTls() : client;
    }

    private synchronized OkHttpClient redirectedToTls() throws IOException {
        if (redirected == null) {
            redirected = HttpClients.withTls(client, settings);
        }
        return redirected;
    }

    private Headers headers(List<EmitterMessage> messages, RequestBodies.Body body) {
        EmitterMessage first = messages.get(0);
        String key = messages.size() == 1 ? first.key() : first.key() + "+" + (messages.size() - 1);
        var headers = new Headers.Builder();
        for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
            // Revealed to become a request header.
            headers.addUnsafeNonAscii(header.getKey(), header.getValue().reveal());
        }
        headers.set("Content-Type", body.contentType());
        headers.set("Idempotency-Key", plain(key));
        headers.set("X-Ansible-Run", plain(first.runIdent()));
        if (settings.gzip()) {
            headers.set("Content-Encoding", "gzip");
        }
        if (signature != null) {
            sign(signature, headers, plain(key), body.bytes());
        }
        return headers.build();
    }

    private static void sign(WebhookSignature signature, Headers.Builder headers, String id, byte[] body) {
        long now = Instant.now().getEpochSecond();
        headers.set("webhook-id", id);
        headers.set("webhook-timestamp", Long.toString(now));
        headers.set("webhook-signature", signature.sign(id, now, body));
    }

    /** Header values are printable ASCII. */
    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return NOT_PLAIN.matcher(text).replaceAll("?");
            }
        }
        return text;
    }

    private static @CheckForNull HttpUrl redirect(Response response) {
        String location = response.header("Location");
        boolean redirect = response.code() >= 300 && response.code() < 400 && location != null;
        return redirect ? response.request().url().resolve(location) : null;
    }

    private static boolean sameHost(HttpUrl one, HttpUrl other) {
        return one.host().equals(other.host())
                && (one.scheme().equals(other.scheme()) && one.port() == other.port()
                        || !one.isHttps() && other.isHttps());
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
        if (client != null) {
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
    }
}
