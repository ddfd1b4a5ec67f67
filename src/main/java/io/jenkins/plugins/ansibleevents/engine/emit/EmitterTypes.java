package io.jenkins.plugins.ansibleevents.engine.emit;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The emitter types on the class path, by name. */
public final class EmitterTypes {

    private final TreeMap<String, EmitterType> types = new TreeMap<>();

    private EmitterTypes() {}

    /**
     * All types that {@link ServiceLoader} finds with the loader of this class, and so those of a plugin's class
     * loader.
     */
    public static EmitterTypes load() {
        return load(EmitterTypes.class.getClassLoader());
    }

    /**
     * All that {@link ServiceLoader} finds with a loader below that of this class.
     *
     * @throws java.util.ServiceConfigurationError when a type is named that cannot be loaded
     */
    public static EmitterTypes load(ClassLoader loader) {
        var result = new EmitterTypes();
        ServiceLoader.load(EmitterType.class, loader).forEach(type -> result.types.putIfAbsent(type.name(), type));
        return result;
    }

    public Optional<EmitterType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** For error messages: {@code http, zeromq}. */
    public String names() {
        return String.join(", ", types.keySet());
    }
}
