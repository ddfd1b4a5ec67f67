package io.jenkins.plugins.ansibleevents.webhook;

import hudson.model.Job;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.access.FormAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;

/**
 * Jobs by their full names, one on a line. {@code *} stands for any text without a slash, {@code **} for any text: {@code
 * team-a/**} is every job in the folder {@code team-a} and in folders below it. Upper and lower case are different.
 */
final class JobPatterns {

    private final List<String> lines;
    private final List<Pattern> patterns;

    private JobPatterns(List<String> lines) {
        this.lines = lines;
        this.patterns = lines.stream().map(JobPatterns::pattern).toList();
    }

    /**
     * Reads the patterns.
     *
     * @throws IllegalArgumentException naming a line that cannot be the full name of a job
     */
    static JobPatterns of(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (String line : lines) {
            if (line.startsWith("/") || line.endsWith("/") || line.contains("//") || line.contains("***")) {
                throw new IllegalArgumentException(Messages.JobPatterns_wrong(line));
            }
        }
        return new JobPatterns(lines);
    }

    private static Pattern pattern(String line) {
        String[] parts = line.split("\\*\\*", -1);
        return Pattern.compile(List.of(parts).stream()
                .map(part -> List.of(part.split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]*")))
                .collect(Collectors.joining(".*")));
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean matches(String fullName) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(fullName).matches());
    }

    /** Checks a field of a form. */
    static FormValidation check(String text) {
        FormAccess access = FormAccess.ofJenkins();
        FormValidation read = access.checkReading(() -> of(text));
        return read.kind == FormValidation.Kind.OK ? access.check(() -> checkJobs(of(text))) : read;
    }

    private static FormValidation checkJobs(JobPatterns patterns) {
        List<String> names = new ArrayList<>();
        if (!patterns.isEmpty()) {
            for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
                names.add(job.getFullName());
            }
        }
        String useless = IntStream.range(0, patterns.lines.size())
                .filter(i -> names.stream()
                        .noneMatch(
                                name -> patterns.patterns.get(i).matcher(name).matches()))
                .mapToObj(patterns.lines::get)
                .collect(Collectors.joining(", "));
        return useless.isEmpty() ? FormValidation.ok() : FormValidation.warning(Messages.JobPatterns_noJob(useless));
    }

    @Override
    public String toString() {
        return String.join(", ", lines);
    }
}
