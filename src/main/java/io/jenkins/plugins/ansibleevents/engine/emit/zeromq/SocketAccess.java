package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may connect to a unix socket that we bind. */
public enum SocketAccess {
    /** Only the user of this process. */
    OWNER("rw-------"),
    /** Also members of the file's group. */
    GROUP("rw-rw----"),
    /** Every user of the machine. */
    ALL("rw-rw-rw-");

    private final String permissions;

    SocketAccess(String permissions) {
        this.permissions = permissions;
    }

    Set<PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString(permissions);
    }
}
