package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.store.Changes.Change;
import java.util.Map;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.DataType;

/** A {@link Table} on an {@link MVMap}, which is replaced when the store was opened again. */
final class MvTable<K extends Comparable<K>> implements Table<K> {

    private final MvStore store;
    private final String name;
    private final DataType<K> keyType;
    private volatile MVMap<K, byte[]> map;

    MvTable(MvStore store, MVStore file, String name, DataType<K> keyType) {
        this.store = store;
        this.name = name;
        this.keyType = keyType;
        this.map = openMap(file);
    }

    /** Switches to the store that was opened again; the caller keeps everybody else out. */
    void reopen(MVStore file) {
        map = openMap(file);
    }

    private MVMap<K, byte[]> openMap(MVStore file) {
        return MvMaps.open(file, name, keyType);
    }

    @Override
    public byte[] get(K key) {
        return read(m -> m.get(key));
    }

    @Override
    public void put(K key, byte[] value) {
        write(key, value, false);
    }

    @Override
    public byte[] putIfAbsent(K key, byte[] value) {
        return write(key, value, true);
    }

    @Override
    public byte[] remove(K key) {
        return write(key, null, false);
    }

    @Override
    public Map.Entry<K, byte[]> first() {
        return read(m -> entry(m, m.firstKey()));
    }

    @Override
    public K lastKey() {
        return read(MVMap::lastKey);
    }

    @Override
    public Map.Entry<K, byte[]> higher(K key) {
        return read(m -> entry(m, m.higherKey(key)));
    }

    @Override
    public K lower(K key) {
        return read(m -> m.lowerKey(key));
    }

    @Override
    public Map.Entry<K, byte[]> ceiling(K key) {
        return read(m -> entry(m, m.ceilingKey(key)));
    }

    @Override
    public long size() {
        return read(MVMap::sizeAsLong);
    }

    /** The size, for a caller that keeps writers out. */
    long sizeNow() {
        return map.sizeAsLong();
    }

    /** The entry of a key that was just found; the next one when the key has been removed since. */
    private @CheckForNull Map.Entry<K, byte[]> entry(MVMap<K, byte[]> m, @CheckForNull K found) {
        for (K key = found; key != null; key = m.higherKey(key)) {
            byte[] value = m.get(key);
            if (value != null) {
                return Map.entry(key, value);
            }
        }
        return null;
    }

    private @CheckForNull byte[] write(K key, @CheckForNull byte[] value, boolean onlyIfAbsent) {
        return store.shared(() -> {
            synchronized (this) {
                byte[] before = exchange(key, value, onlyIfAbsent);
                if (before == value || onlyIfAbsent && before != null) {
                    return before;
                }
                store.changes().add(new Change<>(this, key, before, value));
                return before;
            }
        });
    }

    /** Changes a key and returns its value before, with one way through the tree instead of two. */
    private @CheckForNull byte[] exchange(K key, @CheckForNull byte[] value, boolean onlyIfAbsent) {
        if (value == null) {
            return map.remove(key);
        }
        return onlyIfAbsent ? map.putIfAbsent(key, value) : map.put(key, value);
    }

    /** Sets a key in the store's memory without adding a change. */
    void set(K key, @CheckForNull byte[] value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    /** Takes a change back, unless another thread has changed the key since. */
    void revert(Change<?> change) {
        @SuppressWarnings("unchecked") // changes are made by the table they name
        var mine = (Change<K>) change;
        synchronized (this) {
            if (map.get(mine.key()) == mine.after()) {
                mine.undo();
                store.changes().add(new Change<>(this, mine.key(), mine.after(), mine.before()));
            }
        }
    }

    /**
     * Reads under the shared lock, because a commit reuses the space of outdated pages, even of one that is being read.
     */
    private <T> T read(Function<MVMap<K, byte[]>, T> reader) {
        return store.shared(() -> reader.apply(map));
    }
}
