package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;

/**
 * An ordered table of a {@link Store}. Values are not copied, so nobody may change their bytes. Every method throws
 * {@link java.io.UncheckedIOException} around a {@link StoreException} when the store is closed or cannot be read.
 *
 * @param <K> {@code Long} or {@code String}, in natural order
 */
public interface Table<K extends Comparable<K>> {

    /** The value of a key, or null. */
    @CheckForNull
    byte[] get(K key);

    void put(K key, byte[] value);

    /** Puts unless the key is there; returns the value that was there already, or null when this one was put. */
    @CheckForNull
    byte[] putIfAbsent(K key, byte[] value);

    /** Removes a key and returns its value, or null. */
    @CheckForNull
    byte[] remove(K key);

    /** The smallest entry, or null when empty. */
    @CheckForNull
    Map.Entry<K, byte[]> first();

    /** The greatest key, or null when empty. */
    @CheckForNull
    K lastKey();

    /** The smallest entry with a key greater than this one, or null. */
    @CheckForNull
    Map.Entry<K, byte[]> higher(K key);

    /** The greatest key smaller than this one, or null. */
    @CheckForNull
    K lower(K key);

    /** The smallest entry with this key or a greater one, or null. */
    @CheckForNull
    Map.Entry<K, byte[]> ceiling(K key);

    /** Number of entries; cheap. */
    long size();
}
