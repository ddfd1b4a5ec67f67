package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All bodies that are being received, and their common limits. Anybody who knows the URL can begin as many as they
 * like, so they have a budget of bytes, each address has a share of the places, and each body a time and a least speed.
 *
 * <p>When no place is left, the slowest body of a stranger makes room, when no memory is left, the oldest; but none in
 * its {@link #FIRST_MOMENT}: an honest sender is done by then or has sent a good part, even while somebody fills the
 * places from many addresses. A body whose sender is proven by the head is never broken off for others.
 *
 * <p>Safe for use by several threads.
 */
public final class IncomingBodies {

    private static final Duration FIRST_MOMENT = Duration.ofMillis(250);

    private final LongSupplier nanos;
    private volatile BodyLimits limits;

    /** Oldest first. */
    private final Set<IncomingBody> open = new LinkedHashSet<>();

    private final Map<String, Share> shares = new HashMap<>();
    private final Share strangers = new Share();
    private final Share vouched = new Share();

    /** How many bodies, and the memory they take. */
    private static final class Share {
        private int bodies;
        private long bytes;
    }

    /** With a clock like {@link System#nanoTime}. */
    public IncomingBodies(BodyLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /** Takes other limits; bodies under way keep their places. */
    public void use(BodyLimits other) {
        limits = other;
    }

    /**
     * Gives a body a place.
     *
     * @param address the sender's; an IPv6 sender has its whole /64, and the empty address no share but the whole
     * @param vouched whether the head of the request has proven who sends it
     * @param limit how many bytes it may have
     * @param whenBrokenOff wakes its reader when it is broken off; called on any thread, and holding no lock
     * @throws BodyRefused when there is none
     */
    public IncomingBody open(String address, boolean vouched, int limit, Runnable whenBrokenOff) throws BodyRefused {
        var body = new IncomingBody(this, Addresses.share(address), vouched, limit, whenBrokenOff, nanos.getAsLong());
        var displaced = new ArrayList<IncomingBody>();
        try {
            synchronized (this) {
                if (!vouched) {
                    makePlace(body, displaced);
                }
                open.add(body);
                sharesOf(body).forEach(share -> share.bodies++);
            }
        } finally {
            displaced.forEach(IncomingBody::wakeReader);
        }
        return body;
    }

    /** Where a body counts. */
    private List<Share> sharesOf(IncomingBody body) {
        if (body.isVouched()) {
            return List.of(vouched);
        }
        return body.address().isEmpty()
                ? List.of(strangers)
                : List.of(strangers, shares.computeIfAbsent(body.address(), address -> new Share()));
    }

    private Share shareOf(String address) {
        return shares.getOrDefault(address, new Share());
    }

    private void makePlace(IncomingBody body, List<IncomingBody> displaced) throws BodyRefused {
        String address = body.address();
        if (!address.isEmpty() && shareOf(address).bodies >= limits.perAddress()) {
            displace(slowest(other -> other.address().equals(address)), noShare(address), displaced);
        }
        if (strangers.bodies >= limits.bodies()) {
            displace(slowest(other -> true), tooMany(), displaced);
        }
    }

    private BodyRefused noShare(String address) {
        return new BodyRefused(
                BodyRefused.Kind.NO_ROOM,
                "the share of " + address + " is used up: " + limits.perAddress() + " bodies or " + limits.bytes() / 2
                        + " bytes of senders who have proven nothing yet");
    }

    private BodyRefused tooMany() {
        return new BodyRefused(
                BodyRefused.Kind.NO_ROOM,
                "more than " + limits.bodies() + " bodies of senders who have proven nothing yet come in at once");
    }

    private BodyRefused tooMuch(boolean vouched) {
        return new BodyRefused(
                BodyRefused.Kind.NO_ROOM,
                "the " + limits.bytes() + " bytes for bodies of senders who have "
                        + (vouched ? "proven who they are" : "proven nothing yet") + " are used up");
    }

    /** Those of strangers that may have to make room, oldest first. */
    private Stream<IncomingBody> mayMakeRoom(Predicate<IncomingBody> kind) {
        return open.stream()
                .filter(body -> !body.isVouched() && kind.test(body) && age(body) >= FIRST_MOMENT.toNanos());
    }

    private Optional<IncomingBody> oldest(Predicate<IncomingBody> kind) {
        return mayMakeRoom(kind).findFirst();
    }

    private Optional<IncomingBody> slowest(Predicate<IncomingBody> kind) {
        return mayMakeRoom(kind).min(Comparator.comparingDouble(body -> (double) body.size() / age(body)));
    }

    /** Breaks this one off, or refuses when there is none. */
    private void displace(Optional<IncomingBody> which, BodyRefused why, List<IncomingBody> displaced)
            throws BodyRefused {
        IncomingBody body = which.orElseThrow(() -> why);
        breakOff(body, why);
        displaced.add(body);
    }

    private long age(IncomingBody body) {
        return nanos.getAsLong() - body.began();
    }

    private void breakOff(IncomingBody body, BodyRefused why) {
        remove(body);
        body.breakOff(why);
    }

    void addSome(IncomingBody body, ByteBuffer arrived) throws BodyRefused {
        var displaced = new ArrayList<IncomingBody>();
        try {
            synchronized (this) {
                if (!open.contains(body)) {
                    throw body.reason(gone());
                }
                if (body.isFull()) {
                    int capacity = body.nextCapacity();
                    int more = capacity - body.capacity();
                    makeRoom(body, more, displaced);
                    body.grow(capacity);
                    sharesOf(body).forEach(share -> share.bytes += more);
                }
                body.fill(arrived);
            }
        } finally {
            displaced.forEach(IncomingBody::wakeReader);
        }
    }

    private void makeRoom(IncomingBody body, int more, List<IncomingBody> displaced) throws BodyRefused {
        if (body.isVouched()) {
            if (vouched.bytes + more > limits.bytes()) {
                throw tooMuch(true);
            }
            return;
        }
        long budget = limits.bytesFor(body.capacity() + more);
        String address = body.address();
        // One body alone may have all of it: an endpoint may take large ones.
        while (!address.isEmpty()
                && shareOf(address).bodies > 1
                && shareOf(address).bytes + more > limits.bytes() / 2) {
            displace(
                    oldest(other -> takes(other, body) && other.address().equals(address)),
                    noShare(address),
                    displaced);
        }
        while (strangers.bytes + more > budget) {
            displace(oldest(other -> takes(other, body)), tooMuch(false), displaced);
        }
    }

    private static boolean takes(IncomingBody other, IncomingBody body) {
        return other != body && other.capacity() > 0;
    }

    synchronized void vouch(IncomingBody body) throws BodyRefused {
        if (body.isVouched()) {
            return;
        }
        if (!open.contains(body)) {
            throw body.reason(gone());
        }
        if (vouched.bytes + body.capacity() > limits.bytes()) {
            throw tooMuch(true);
        }
        remove(body);
        body.vouched();
        open.add(body);
        vouched.bodies++;
        vouched.bytes += body.capacity();
    }

    private static BodyRefused gone() {
        return new BodyRefused(BodyRefused.Kind.CUT, "nobody wants this body any more");
    }

    synchronized byte[] bytesOf(IncomingBody body) throws BodyRefused {
        return body.content();
    }

    synchronized BodyRefused why(IncomingBody body, BodyRefused otherwise) {
        return body.reason(otherwise);
    }

    synchronized void close(IncomingBody body) {
        remove(body);
    }

    private void remove(IncomingBody body) {
        if (!open.remove(body)) {
            return;
        }
        for (Share share : sharesOf(body)) {
            share.bodies--;
            share.bytes -= body.capacity();
        }
        if (shareOf(body.address()).bodies == 0) {
            shares.remove(body.address());
        }
    }

    /** Breaks off bodies that take too long or are too slow. To be called every second or so. */
    public void breakOffSlow() {
        var slow = new ArrayList<IncomingBody>();
        synchronized (this) {
            for (IncomingBody body : List.copyOf(open)) {
                Optional<BodyRefused> why = tooSlow(body);
                if (why.isPresent()) {
                    breakOff(body, why.get());
                    slow.add(body);
                }
            }
        }
        slow.forEach(IncomingBody::wakeReader);
    }

    private Optional<BodyRefused> tooSlow(IncomingBody body) {
        BodyLimits now = limits;
        double seconds = age(body) / 1e9;
        if (seconds > now.time().toMillis() / 1000.0) {
            return Optional.of(slow("the body took longer than " + now.time().toSeconds() + " s"));
        }
        boolean trickles = seconds > BodyLimits.PATIENCE.toSeconds() && body.size() < seconds * now.bytesPerSecond();
        return trickles
                ? Optional.of(slow("the body came with less than " + now.bytesPerSecond() + " bytes a second"))
                : Optional.empty();
    }

    private static BodyRefused slow(String why) {
        return new BodyRefused(BodyRefused.Kind.TOO_SLOW, why);
    }

    /** How many bodies of unproven senders are being received. */
    public synchronized int strangers() {
        return strangers.bodies;
    }

    /** The memory they take. */
    public synchronized long strangersBytes() {
        return strangers.bytes;
    }
}
