package io.jenkins.plugins.ansibleevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The arrows of {@code docs/architecture.md}; those between packages are read from its table. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ansibleevents", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.ansibleevents";
    private static final String ENGINE = ROOT + ".engine";
    private static final Path SOURCES = Path.of("src/main/java");

    /** {@code runner -> event playbook}, {@code emit.pump -> (emit) emit.spool}: whom a package may know. */
    private static final Pattern ROW = Pattern.compile("([\\w.]+|\\([\\w.]+\\)) +->((?: [\\w.()]+)*)");

    @ArchTest
    static final ArchRule engineAndCommandLineKnowNothingOfJenkins = noClasses()
            .that()
            .resideInAnyPackage(ENGINE + "..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.kohsuke..",
                    "com.cloudbees..",
                    "jakarta.servlet..",
                    "com.thoughtworks..");

    @ArchTest
    static final ArchRule zeroMqOnlyInItsEmitter = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".emit.zeromq..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.zeromq..");

    @ArchTest
    static final ArchRule httpServerOnlyBehindServe = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cli.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule storeEngineOnlyInStore = noClasses()
            .that()
            .resideOutsideOfPackages(ENGINE + ".store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule noDrawers = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..");

    private static final Map<String, List<String>> ROWS = readRows();

    /** One test for each table: the top level, and each package that has rooms. */
    @ArchTest
    static void packagesKnowWhomTheirRowNames(JavaClasses classes) {
        Map<String, List<String>> tables =
                ROWS.keySet().stream().collect(Collectors.groupingBy(ArchitectureTest::house));
        assertThat(tables.keySet()).contains("", "emit", "inbound", "inbound.queue", "webhook", "cli");
        tables.values().forEach(names -> table(names).check(classes));
    }

    /** So that a new package cannot be forgotten in the tables, nor a row outlive its package. */
    @ArchTest
    static void everyPackageHasItsRow(JavaClasses classes) {
        Set<String> houses = ROWS.keySet().stream().map(ArchitectureTest::house).collect(Collectors.toSet());
        Set<String> expected = ROWS.keySet().stream()
                .filter(name -> !houses.contains(name))
                .map(ArchitectureTest::packageOf)
                .collect(Collectors.toSet());
        Set<String> packages = classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ENGINE))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(expected);
    }

    private static LayeredArchitecture table(List<String> names) {
        LayeredArchitecture table = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : names) {
            table = table.layer(name).definedBy(packageOf(name) + (isOwn(name) ? "" : ".."));
        }
        for (String name : names) {
            String[] known = ROWS.get(name).toArray(String[]::new);
            var layer = table.whereLayer(name);
            table = known.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(known);
        }
        return table;
    }

    /** The package whose table has this row; empty for the top level. */
    private static String house(String name) {
        return isOwn(name)
                ? name.substring(1, name.length() - 1)
                : name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** {@code (emit)}: the classes of the package itself, without those below it. */
    private static boolean isOwn(String name) {
        return name.startsWith("(");
    }

    private static String packageOf(String name) {
        String path = isOwn(name) ? house(name) : name;
        String below = ENGINE + "." + path;
        return Files.isDirectory(SOURCES.resolve(below.replace('.', '/'))) ? below : ROOT + "." + path;
    }

    private static Map<String, List<String>> readRows() {
        try (Stream<String> page = Files.lines(Path.of("docs/architecture.md"))) {
            var rows = new LinkedHashMap<String, List<String>>();
            page.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row -> rows.put(
                            row.group(1),
                            Arrays.stream(row.group(2).strip().split(" +"))
                                    .filter(name -> !name.isEmpty())
                                    .toList()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
