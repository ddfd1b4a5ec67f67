package io.jenkins.plugins.ansibleevents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The arrows of {@code docs/architecture.md}; those between packages are read from its table. */
@AnalyzeClasses(packages = "io.jenkins.plugins.ansibleevents", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.ansibleevents";
    private static final String ENGINE = ROOT + ".engine";
    private static final Path SOURCES = Path.of("src/main/java");

    /** {@code runner -> event playbook}: whom a package may know. */
    private static final Pattern ROW = Pattern.compile("(\\w+) +->((?: \\w+)*)");

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
    static final ArchRule emittersDoNotKnowEachOther = slices().matching(ENGINE + ".emit.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule queuesDoNotKnowEachOther = slices().matching(ENGINE + ".inbound.queue.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

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

    /** The packages of the table, by name; those below the engine are found there. */
    private static final Map<String, List<String>> TABLE = readTable();

    @ArchTest
    static final ArchRule packagesKnowWhomTheTableNames = table();

    private static ArchRule table() {
        LayeredArchitecture table = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : TABLE.keySet()) {
            table = table.layer(name).definedBy(packageOf(name) + "..");
        }
        for (Map.Entry<String, List<String>> row : TABLE.entrySet()) {
            String[] known = row.getValue().toArray(String[]::new);
            var layer = table.whereLayer(row.getKey());
            table = known.length == 0 ? layer.mayNotAccessAnyLayer() : layer.mayOnlyAccessLayers(known);
        }
        return table;
    }

    /** Every class is in a package of the table, so that a new package cannot be forgotten there. */
    @ArchTest
    static final ArchRule tableNamesEveryPackage = classes()
            .that()
            .resideOutsideOfPackage(ENGINE)
            .should()
            .resideInAnyPackage(
                    TABLE.keySet().stream().map(name -> packageOf(name) + "..").toArray(String[]::new));

    private static String packageOf(String name) {
        String below = ENGINE + "." + name;
        return Files.isDirectory(SOURCES.resolve(below.replace('.', '/'))) ? below : ROOT + "." + name;
    }

    private static Map<String, List<String>> readTable() {
        try (Stream<String> page = Files.lines(Path.of("docs/architecture.md"))) {
            var table = new LinkedHashMap<String, List<String>>();
            page.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .forEach(row -> table.put(
                            row.group(1),
                            Arrays.stream(row.group(2).strip().split(" +"))
                                    .filter(name -> !name.isEmpty())
                                    .toList()));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
