package io.jenkins.plugins.ansibleevents.engine.record;

/** The version of this product. */
public final class ProductVersion {

    private ProductVersion() {}

    /** The version in the manifest of the jar, {@code development} when run from classes. */
    public static String get() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
