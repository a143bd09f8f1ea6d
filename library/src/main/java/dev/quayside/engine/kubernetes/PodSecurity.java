package dev.quayside.engine.kubernetes;

import java.util.OptionalLong;
import java.util.Set;

/**
 * What the processes of a pod may do. Start from {@link #DEFAULT} or {@link #RESTRICTED} and change what you need.
 *
 * @param user the user id; empty: that of the image
 * @param group the group id; empty: that of the image
 * @param volumeGroup the group that owns the files of volumes
 * @param rootUser whether the user may be root
 * @param rootFiles whether the image's own files can be changed
 * @param privileges what is possible beyond the user's rights
 * @param addedCapabilities such as {@code NET_BIND_SERVICE}
 * @param droppedCapabilities such as {@code ALL}
 * @param seccomp which system calls are possible
 */
public record PodSecurity(
        OptionalLong user,
        OptionalLong group,
        OptionalLong volumeGroup,
        RootUser rootUser,
        RootFiles rootFiles,
        Privileges privileges,
        Set<String> addedCapabilities,
        Set<String> droppedCapabilities,
        Seccomp seccomp) {
    /** The image's user, no way to more privileges, and the runtime's filter of system calls. */
    public static final PodSecurity DEFAULT = new PodSecurity(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            RootUser.ALLOWED,
            RootFiles.WRITABLE,
            Privileges.NO_ESCALATION,
            Set.of(),
            Set.of(),
            Seccomp.RUNTIME_DEFAULT);

    /** What the standard "restricted" of Pod Security asks for. */
    public static final PodSecurity RESTRICTED =
            DEFAULT.withRootUser(RootUser.REFUSED).withDroppedCapabilities(Set.of("ALL"));

    /** Whether processes may run as root. */
    public enum RootUser {
        /** They may. */
        ALLOWED,
        /** A container that would run as root is not started. */
        REFUSED
    }

    /** Whether the image's own files can be changed. */
    public enum RootFiles {
        /** They can. */
        WRITABLE,
        /** They cannot. */
        READ_ONLY
    }

    /** What is possible beyond the user's rights. */
    public enum Privileges {
        /** Nothing: programs that change the user have no effect. */
        NO_ESCALATION,
        /** What the image's programs allow. */
        ESCALATION,
        /** Everything that the node can. */
        PRIVILEGED
    }

    /** Which system calls are possible. */
    public enum Seccomp {
        /** Those that the container runtime allows. */
        RUNTIME_DEFAULT,
        /** All. */
        UNCONFINED,
        /** What the cluster says. */
        UNSPECIFIED
    }

    /** Checks and copies. */
    public PodSecurity {
        addedCapabilities = Set.copyOf(addedCapabilities);
        droppedCapabilities = Set.copyOf(droppedCapabilities);
    }

    /** The same with this user id. */
    public PodSecurity withUser(long id) {
        return new PodSecurity(
                OptionalLong.of(id),
                group,
                volumeGroup,
                rootUser,
                rootFiles,
                privileges,
                addedCapabilities,
                droppedCapabilities,
                seccomp);
    }

    /** The same with this group id. */
    public PodSecurity withGroup(long id) {
        return new PodSecurity(
                user,
                OptionalLong.of(id),
                volumeGroup,
                rootUser,
                rootFiles,
                privileges,
                addedCapabilities,
                droppedCapabilities,
                seccomp);
    }

    /** The same with this group for the files of volumes. */
    public PodSecurity withVolumeGroup(long id) {
        return new PodSecurity(
                user,
                group,
                OptionalLong.of(id),
                rootUser,
                rootFiles,
                privileges,
                addedCapabilities,
                droppedCapabilities,
                seccomp);
    }

    /** The same, otherwise with regard to root. */
    public PodSecurity withRootUser(RootUser other) {
        return new PodSecurity(
                user,
                group,
                volumeGroup,
                other,
                rootFiles,
                privileges,
                addedCapabilities,
                droppedCapabilities,
                seccomp);
    }

    /** The same, with other access to the image's files. */
    public PodSecurity withRootFiles(RootFiles other) {
        return new PodSecurity(
                user, group, volumeGroup, rootUser, other, privileges, addedCapabilities, droppedCapabilities, seccomp);
    }

    /** The same with other privileges. */
    public PodSecurity withPrivileges(Privileges other) {
        return new PodSecurity(
                user, group, volumeGroup, rootUser, rootFiles, other, addedCapabilities, droppedCapabilities, seccomp);
    }

    /** The same with these further capabilities. */
    public PodSecurity withAddedCapabilities(Set<String> names) {
        return new PodSecurity(
                user, group, volumeGroup, rootUser, rootFiles, privileges, names, droppedCapabilities, seccomp);
    }

    /** The same without these capabilities. */
    public PodSecurity withDroppedCapabilities(Set<String> names) {
        return new PodSecurity(
                user, group, volumeGroup, rootUser, rootFiles, privileges, addedCapabilities, names, seccomp);
    }

    /** The same with another filter of system calls. */
    public PodSecurity withSeccomp(Seccomp other) {
        return new PodSecurity(
                user,
                group,
                volumeGroup,
                rootUser,
                rootFiles,
                privileges,
                addedCapabilities,
                droppedCapabilities,
                other);
    }
}
