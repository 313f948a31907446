package dev.hotplug.link;

/** What the JVM throws where a reference does not resolve. */
enum JvmError {
    NO_CLASS_DEF_FOUND("NoClassDefFoundError", false),
    NO_SUCH_FIELD("NoSuchFieldError", true),
    NO_SUCH_METHOD("NoSuchMethodError", true),
    ILLEGAL_ACCESS("IllegalAccessError", true),
    ABSTRACT_METHOD("AbstractMethodError", true),
    INSTANTIATION("InstantiationError", true),
    CLASS_CHANGE("IncompatibleClassChangeError", true),
    VERIFY("VerifyError", false);

    private static final int ALL = (1 << values().length) - 1;
    private static final int CHANGES = changes();

    private final String simpleName;
    private final boolean isChange;

    JvmError(String simpleName, boolean isChange) {
        this.simpleName = simpleName;
        this.isChange = isChange;
    }

    private static int changes() {
        int bits = 0;
        for (JvmError error : values()) {
            bits |= error.isChange ? error.bit() : 0;
        }
        return bits;
    }

    private int bit() {
        return 1 << ordinal();
    }

    /** Whether one of the handlers, as a set of {@link #caughtBy}, catches this. */
    boolean isIn(int handlers) {
        return (handlers & bit()) != 0;
    }

    /**
     * The errors that an exception handler was written for. Those that catch everything are no sign that somebody
     * expects a missing class.
     *
     * @param handled internal name of the type that is caught, or {@code null} for a {@code finally}
     * @return a set of bits
     */
    static int caughtBy(String handled) {
        if (handled == null || !handled.startsWith("java/lang/")) {
            return 0;
        }
        if (handled.equals("java/lang/LinkageError")) {
            return ALL;
        }
        String name = handled.substring("java/lang/".length());
        if (name.equals(CLASS_CHANGE.simpleName)) {
            return CHANGES;
        }
        for (JvmError error : values()) {
            if (error.simpleName.equals(name)) {
                return error.bit();
            }
        }
        return 0;
    }

    /** Its simple name. */
    @Override
    public String toString() {
        return simpleName;
    }
}
