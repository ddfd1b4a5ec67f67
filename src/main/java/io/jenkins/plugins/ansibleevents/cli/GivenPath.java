package io.jenkins.plugins.ansibleevents.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A path on the command line. The empty one would be the working directory, which a variable without a value does not mean. */
final class GivenPath implements ITypeConverter<Path> {

    static final String EMPTY = "must not be empty";

    @Override
    public Path convert(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException(EMPTY);
        }
        return Path.of(text);
    }
}
