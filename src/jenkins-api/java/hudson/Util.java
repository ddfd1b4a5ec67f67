package hudson;

@SuppressWarnings({"cast", "deprecation", "overloads", "overrides", "rawtypes", "removal", "static", "try", "unchecked", "varargs"})
public class Util {
    public Util() { throw new AssertionError(); }
    public static java.lang.String getTimeSpanString(long a0) { throw new AssertionError(); }
    public static java.lang.String rawEncode(java.lang.String a0) { throw new AssertionError(); }
    public static java.lang.String escape(java.lang.String a0) { throw new AssertionError(); }
    public static java.lang.String fixNull(java.lang.String a0) { throw new AssertionError(); }
    public static java.lang.String fixEmptyAndTrim(java.lang.String a0) { throw new AssertionError(); }
}
