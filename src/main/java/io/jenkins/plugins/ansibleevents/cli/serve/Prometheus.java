package io.jenkins.plugins.ansibleevents.cli.serve;

import java.util.Locale;
import java.util.Map;

/** Writes the Prometheus text format, version 0.0.4. Not for use by several threads. */
public final class Prometheus {

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples follow. */
    public Prometheus metric(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** A sample of the metric begun last. */
    public Prometheus sample(String name, Map<String, String> labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{');
            String between = "";
            for (Map.Entry<String, String> label : labels.entrySet()) {
                text.append(between)
                        .append(label.getKey())
                        .append("=\"")
                        .append(escaped(label.getValue()))
                        .append('"');
                between = ",";
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
