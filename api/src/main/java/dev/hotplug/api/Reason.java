package dev.hotplug.api;

/**
 * Why a load, an unload or a lookup was refused. Each names the kernel's errno for the same refusal, where
 * there is one.
 */
public enum Reason {

    /** The file cannot be read, or is not a sound JAR ({@code ENOEXEC}). */
    BAD_IMAGE("ENOEXEC"),

    /** The JAR, or what the plugins hold together, goes beyond a limit of the host ({@code ENOMEM}). */
    LIMIT_EXCEEDED("ENOMEM"),

    /** The descriptor is missing, incomplete, malformed or contradicts itself ({@code ENOEXEC}). */
    BAD_DESCRIPTOR("ENOEXEC"),

    /** A plugin of that id is live ({@code EEXIST}). */
    ALREADY_LOADED("EEXIST"),

    /** The plugin is in a state in which that cannot be done now; try again later ({@code EBUSY}). */
    BUSY("EBUSY"),

    /** A class, package or symbol that the plugin needs is not there ({@code ENOENT}). */
    UNRESOLVED_SYMBOL("ENOENT"),

    /** A required plugin is loaded in a version outside the wanted range ({@code EINVAL}). */
    VERSION_MISMATCH("EINVAL"),

    /** A required plugin is not loaded ({@code ENOENT}). */
    DEPENDENCY_MISSING("ENOENT"),

    /** Plugins would wait for each other for ever ({@code EDEADLK}). */
    DEPENDENCY_CYCLE("EDEADLK"),

    /** Another plugin exports the same symbol ({@code ENOEXEC}). */
    DUPLICATE_SYMBOL("ENOEXEC"),

    /** A listener refused the plugin (the notifier's errno). */
    VETOED("ECANCELED"),

    /** A parameter's value does not fit, is missing, or the parameter is not declared ({@code EINVAL}). */
    INVALID_PARAMETER("EINVAL"),

    /**
     * The plugin's static initialiser, constructor or {@code start} threw (init's errno). If what it manages then fails to
     * close, or a thread of it does not end, that is logged, not in the exception.
     */
    START_FAILED("EFAULT"),

    /** The plugin's {@code start} did not return within its limit ({@code ETIMEDOUT}). */
    START_TIMEOUT("ETIMEDOUT"),

    /** No plugin of that id is loaded ({@code ENOENT}). */
    NOT_FOUND("ENOENT"),

    /** Other plugins, references or calls in flight use the plugin ({@code EWOULDBLOCK}). */
    IN_USE("EWOULDBLOCK"),

    /** The plugin says of itself that it cannot be unloaded ({@code EBUSY}). */
    PERMANENT("EBUSY"),

    /** Code of the plugin that is to be unloaded is on the calling thread's stack ({@code EDEADLK}). */
    SELF_UNLOAD("EDEADLK"),

    /** Calls were still in flight when a drain's time was up; the plugin stays going ({@code ETIMEDOUT}). */
    DRAIN_TIMEOUT("ETIMEDOUT"),

    /**
     * The thread was interrupted while it waited; nothing was changed, except that a drain leaves the plugin going, as
     * {@link #DRAIN_TIMEOUT} does ({@code EINTR}).
     */
    INTERRUPTED("EINTR"),

    /**
     * The framework, or what is beneath it, failed (a disk that is full, memory that ran out); what had been done was
     * undone ({@code EIO}).
     */
    INTERNAL_ERROR("EIO"),

    /** The host is closed or closing ({@code ESHUTDOWN}). */
    HOST_CLOSED("ESHUTDOWN");

    private final String errno;

    Reason(String errno) {
        this.errno = errno;
    }

    /**
     * The kernel's name for the same refusal.
     *
     * @return the errno's symbolic name
     */
    public String errno() {
        return errno;
    }
}
