package io.jenkins.plugins.ansibleevents.engine.runner;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what the JDK says by the class of an exception. */
final class FileProblem {

    private FileProblem() {}

    static String words(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "it is in the way of a directory or file of that name";
        }
        if (problem instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return String.valueOf(problem.getMessage());
    }
}
