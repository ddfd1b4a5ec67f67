package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Admission;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.rule.MatchFacts;
import java.util.HashMap;
import java.util.Map;

/**
 * The places that messages take while they wait for a run or are in one, and the memory, by the endpoint that accepted
 * them. An endpoint gets another place as long as it has fewer than are free: alone it has half of them, two that are
 * busy have a third each, and there is always something left for one that is not. Memory is shared out in the same way.
 *
 * <p>Safe for use by several threads.
 */
final class Shares {

    /** The places and the memory of an endpoint's messages. */
    private record Share(int places, long bytes) {

        private static final Share NOTHING = new Share(0, 0);

        private Share plus(int morePlaces, long moreBytes) {
            return new Share(places + morePlaces, bytes + moreBytes);
        }
    }

    private final Map<String, Share> shares = new HashMap<>();
    private Share all = Share.NOTHING;

    /** A message takes a place. */
    synchronized void take(Message message) {
        change(message.endpoint().orElse(""), 1, MatchFacts.memory(message));
    }

    /** A message leaves its place. */
    synchronized void giveBack(Message message) {
        change(message.endpoint().orElse(""), -1, -MatchFacts.memory(message));
    }

    private void change(String endpoint, int places, long bytes) {
        Share changed = shares.getOrDefault(endpoint, Share.NOTHING).plus(places, bytes);
        if (changed.places() == 0) {
            shares.remove(endpoint);
        } else {
            shares.put(endpoint, changed);
        }
        all = all.plus(places, bytes);
    }

    /** The messages that may be received now, of so many places and so much memory altogether. */
    synchronized Round round(int places, long bytes) {
        return new Round(Map.copyOf(shares), places - all.places(), bytes - all.bytes());
    }

    /** The messages that are asked for at once. */
    static final class Round implements Admission {

        private final Map<String, Share> shares;
        private int freePlaces;
        private long freeBytes;
        private boolean refused;

        private Round(Map<String, Share> shares, int freePlaces, long freeBytes) {
            this.shares = new HashMap<>(shares);
            this.freePlaces = freePlaces;
            this.freeBytes = freeBytes;
        }

        @Override
        public boolean admits(String endpoint, long bytes) {
            Share share = shares.getOrDefault(endpoint, Share.NOTHING);
            if (share.places() >= freePlaces || share.bytes() >= freeBytes) {
                refused = true;
                return false;
            }
            long memory = MatchFacts.memory(bytes);
            shares.put(endpoint, share.plus(1, memory));
            freePlaces--;
            freeBytes -= memory;
            return true;
        }

        /** Whether there was a message that has to wait for the others of its endpoint. */
        boolean hasRefused() {
            return refused;
        }
    }
}
