import io.jenkins.plugins.ansibleevents.cli.AnsibleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes bash completion and manual pages of all commands, from the same texts as {@code --help}: picocli writes the pages
 * as AsciiDoc, Asciidoctor makes manual pages of them.
 *
 * <pre>java Manual.java VERSION DIRECTORY WORK</pre>
 *
 * DIRECTORY is laid out as {@code /usr}; WORK is for what lies between.
 */
final class Manual {

    private final String version;
    private final Path directory;
    private final Path sources;

    private Manual(String version, Path directory, Path sources) {
        this.version = version;
        this.directory = directory;
        this.sources = sources;
    }

    public static void main(String[] args) throws Exception {
        var manual = new Manual(args[0], Path.of(args[1]), Path.of(args[2]));
        CommandLine command = AnsibleEvents.model();
        manual.completion(command);
        manual.pages(command);
    }

    private void completion(CommandLine command) throws IOException {
        Path file = directory.resolve("share/bash-completion/completions").resolve(command.getCommandName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, AutoComplete.bash(command.getCommandName(), command));
    }

    private void pages(CommandLine command) throws Exception {
        var commands = new ArrayList<CommandSpec>();
        collect(command, commands);
        commands.forEach(this::prepare);
        Files.createDirectories(sources);
        int rc = ManPageGenerator.generateManPage(
                sources.toFile(), null, new boolean[0], true, commands.toArray(CommandSpec[]::new));
        if (rc != 0) {
            throw new IllegalStateException("picocli could not write the manual pages");
        }
        convert(Files.createDirectories(directory.resolve("share/man/man1")));
    }

    /** All but {@code help}: {@code man} is that. */
    private static void collect(CommandLine command, List<CommandSpec> commands) {
        if (command.getCommand() instanceof CommandLine.HelpCommand) {
            command.getCommandSpec().usageMessage().hidden(true);
            return;
        }
        commands.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(below -> collect(below, commands));
    }

    private void prepare(CommandSpec command) {
        command.versionProvider(() -> new String[] {version});
        UsageMessageSpec help = command.usageMessage();
        help.description(paragraphs(help.description()));
        help.footer(paragraphs(help.footer()));
    }

    /** AsciiDoc keeps lines that begin with a space as they are when they are a paragraph of their own. */
    private static String[] paragraphs(String[] lines) {
        var apart = new ArrayList<String>();
        boolean byHand = false;
        for (String line : lines) {
            if (line.startsWith(" ") != byHand) {
                byHand = !byHand;
                apart.add("");
            }
            apart.add(line);
        }
        return apart.toArray(String[]::new);
    }

    private void convert(Path pages) throws IOException {
        Options options = Options.builder()
                .backend("manpage")
                .safe(SafeMode.UNSAFE)
                .attributes(Attributes.builder().attribute("reproducible").build())
                .toDir(pages.toFile())
                .build();
        try (Asciidoctor asciidoctor = Asciidoctor.Factory.create();
                Stream<Path> files = Files.list(sources)) {
            for (Path file : files.sorted().toList()) {
                Files.writeString(file, mended(Files.readString(file)));
                asciidoctor.convertFile(file.toFile(), options);
            }
        }
    }

    /**
     * Slips of picocli: the "=" of a hidden value syntax is part of the value, a lone short option has a comma, headings
     * end with a colon. And a URL in the text is meant as a text, not as a link.
     */
    private static String mended(String page) {
        return page.replace("*_=", "*=_")
                .replace(", ::", "::")
                .replaceAll("(?m)^(== .*):$", "$1")
                .replaceAll("(?m)^(\\S.*)(https?://)", "$1\\\\$2")
                .replace("Ansible-events Manual", "Ansible Events");
    }
}
