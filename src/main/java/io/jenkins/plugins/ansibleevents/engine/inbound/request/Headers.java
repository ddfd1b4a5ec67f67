package io.jenkins.plugins.ansibleevents.engine.inbound.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Header fields by name, whatever the case of its letters; a field may have several values, in the order they came.
 *
 * <p>Immutable.
 */
public final class Headers {

    /** More fields than any sender needs; a flood is refused while it is read. */
    public static final int MAX_FIELDS = 128;

    /** No headers. */
    public static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final TreeMap<String, List<String>> fields;

    private Headers(TreeMap<String, List<String>> fields) {
        this.fields = fields;
    }

    /** Headers with one value each. */
    public static Headers of(Map<String, String> single) {
        var builder = new Builder();
        single.forEach(builder::add);
        return builder.build();
    }

    /** The first value of a field. */
    public Optional<String> first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * The value of a field that decides something, for example a signature: empty when it is absent <em>or comes more
     * than once</em>, because two readers could then see two different values.
     */
    public Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** All values of a field, in the order they came; empty when absent. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** The names, in alphabetical order. */
    public Iterable<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Collects fields; not for use by several threads. */
    public static final class Builder {

        private final TreeMap<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private int count;

        /**
         * Adds a field.
         *
         * @throws IllegalArgumentException when there are more than {@link #MAX_FIELDS}
         */
        public Builder add(String name, String value) {
            if (++count > MAX_FIELDS) {
                throw new IllegalArgumentException("more than " + MAX_FIELDS + " header fields");
            }
            fields.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value.strip());
            return this;
        }

        public Headers build() {
            return new Headers(fields);
        }
    }
}
