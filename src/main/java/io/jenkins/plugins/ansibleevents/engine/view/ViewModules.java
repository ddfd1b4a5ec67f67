package io.jenkins.plugins.ansibleevents.engine.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JavaScript modules of the views as one script, for a page that loads nothing. In Jenkins a browser loads the same
 * files one by one.
 *
 * <p>Joining takes no more than this: each import is one line, {@code import { a, b } from './name.js';}, exports have names
 * ({@code export} begins the line), and a name at the top level is there once in all modules. No text goes over several
 * lines, so that lines can lose their indentation.
 */
public final class ViewModules {

    /** Where all imports lead from. */
    static final String MAIN = "main.js";

    static final Pattern IMPORT = Pattern.compile("import \\{ [\\w, ]+ \\} from '\\./([a-z]+\\.js)';");

    private ViewModules() {}

    /** All modules, each after those that it imports, without imports, exports, comments and indentation. */
    public static String joined() {
        return modules().values().stream()
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("import "))
                .map(line -> line.startsWith("export ") ? line.substring("export ".length()) : line.stripLeading())
                .filter(Predicate.not(line -> line.isEmpty() || line.startsWith("//")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The style sheets of the views and of the report that is made of them, each rule on a line, without needless blanks. */
    public static String styles() {
        return (resource("page.css") + resource("report.css"))
                .lines()
                .map(String::stripLeading)
                .filter(Predicate.not(line -> line.isEmpty() || line.startsWith("/*")))
                .map(ViewModules::tight)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String tight(String rule) {
        return rule.replace(" {", "{")
                .replace("{ ", "{")
                .replace("; ", ";")
                .replace(";}", "}")
                .replace(" }", "}")
                .replace(": ", ":")
                .replace(", ", ",");
    }

    /** The texts of the modules by name, each after those that it imports. */
    static Map<String, String> modules() {
        var modules = new LinkedHashMap<String, String>();
        addWithImports(MAIN, modules);
        return modules;
    }

    private static void addWithImports(String name, Map<String, String> modules) {
        if (!modules.containsKey(name)) {
            String text = resource(name);
            Matcher matcher = IMPORT.matcher(text);
            while (matcher.find()) {
                addWithImports(matcher.group(1), modules);
            }
            modules.put(name, text);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ViewModules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + ViewModules.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
