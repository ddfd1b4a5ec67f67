package io.jenkins.plugins.ansibleevents.engine.store;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The tables as maps of MVStore. A map is named {@code VERSION:KEYS:TABLE}, for example {@code 1:long:messages}, so
 * that a reader needs no other knowledge of the file. In version 1 pages are {@link Checksummed}. A map with a bare
 * name is older than version 1; its entries are moved when its table is opened.
 */
final class MvMaps {

    /** The greatest version of maps that this program can read. */
    static final int VERSION = 1;

    private static final int MOVED_AT_ONCE = 1_000;

    private MvMaps() {}

    /** Opens or makes the map of a table. */
    static <K extends Comparable<K>> MVMap<K, byte[]> open(MVStore store, String table, DataType<K> keyType) {
        String name = VERSION + ":" + (keyType == LongDataType.INSTANCE ? "long" : "text") + ":" + table;
        MVMap<K, byte[]> map = store.openMap(name, checksummed(keyType));
        if (store.hasMap(table)) {
            move(store, table, keyType, map);
        }
        return map;
    }

    /**
     * Moves the entries of an older map. Every step is one commit: a crash in between leaves each entry in one of the
     * maps.
     */
    private static <K extends Comparable<K>> void move(
            MVStore store, String table, DataType<K> keyType, MVMap<K, byte[]> target) {
        MVMap<K, byte[]> old = store.openMap(
                table, new MVMap.Builder<K, byte[]>().keyType(keyType).valueType(ByteArrayDataType.INSTANCE));
        while (!old.isEmpty()) {
            for (int i = 0; i < MOVED_AT_ONCE && !old.isEmpty(); i++) {
                K key = old.firstKey();
                target.put(key, old.remove(key));
            }
            store.commit();
        }
        store.removeMap(old);
        store.commit();
    }

    /** All tables of a file by their names, with the names of their maps; those from before version 1 are left out. */
    static Map<String, String> tables(MVStore store) {
        var tables = new TreeMap<String, String>();
        for (String map : store.getMapNames()) {
            String[] parts = map.split(":", 3);
            if (parts.length == 3 && parts[0].equals(String.valueOf(VERSION))) {
                tables.put(parts[2], map);
            }
        }
        return tables;
    }

    /** The version of a file that a later version of this program has written, or null. */
    @CheckForNull
    static String newerVersion(MVStore store) {
        for (String map : store.getMapNames()) {
            String version = map.split(":", 2)[0];
            if (map.contains(":") && version.matches("\\d+") && Integer.parseInt(version) > VERSION) {
                return version;
            }
        }
        return null;
    }

    /** Opens a map of any key type for reading. */
    static MVMap<?, byte[]> openAny(MVStore store, String map) {
        return isLong(map)
                ? store.openMap(map, checksummed(LongDataType.INSTANCE))
                : store.openMap(map, checksummed(StringDataType.INSTANCE));
    }

    static boolean isLong(String map) {
        return map.split(":", 3)[1].equals("long");
    }

    private static <K extends Comparable<K>> MVMap.Builder<K, byte[]> checksummed(DataType<K> keyType) {
        return new MVMap.Builder<K, byte[]>()
                .keyType(new Checksummed<>(keyType))
                .valueType(new Checksummed<>(ByteArrayDataType.INSTANCE));
    }
}
