package dev.hotplug.model;

import java.util.List;

/**
 * One thing about a plugin that does not link.
 *
 * @param severity how bad it is
 * @param kind what is wrong
 * @param sentence all of it, for a person: what is missing, where it was expected, who uses it
 * @param uses the first places that use it; empty where it is not used but declared
 */
public record LinkFinding(Severity severity, Kind kind, String sentence, List<Use> uses) {

    /** Copies the list, and lets no line of its own come out of what a plugin calls its classes. */
    public LinkFinding {
        sentence = DefectReport.printable(sentence);
        uses = List.copyOf(uses);
    }

    /** How bad a finding is, the worst first. */
    public enum Severity {

        /** The plugin would get other classes than its author meant, without any error. */
        STRUCTURAL,

        /** Code of the plugin itself fails when it is reached. */
        BREAKS,

        /** Code of a nested library, or for an optional plugin that is not there, fails if it is ever reached. */
        MAY_BREAK
    }

    /** What is wrong; for programs. */
    public enum Kind {
        /** A class file that is damaged, misplaced, or not for this JVM. */
        BAD_CLASS,
        /** A package that belongs to somebody else, or is exported by two. */
        PACKAGE_CONFLICT,
        /** One type would be seen through two providers. */
        TYPE_CONFLICT,
        /** A class is not there. */
        CLASS_MISSING,
        /** A method is not there, or not with that descriptor. */
        METHOD_MISSING,
        /** A field is not there, or not of that type. */
        FIELD_MISSING,
        /** A class or member is there, but may not be used from here. */
        NOT_ACCESSIBLE,
        /** A member became static, or is static no more. */
        STATIC_CHANGED,
        /** A class became an interface, an enum, abstract, final, or the other way round. */
        CLASS_CHANGED,
        /** A method that the plugin overrides became final. */
        FINAL_OVERRIDDEN,
        /** A method that the plugin must implement is not implemented. */
        NOT_IMPLEMENTED,
        /** Compiled against another API than the one that is there. */
        OTHER_API
    }

    /**
     * A place in the plugin's code.
     *
     * @param library the nested library, as {@code lib/commonmark.jar}; empty for the JAR itself
     * @param className the class, with dots
     * @param method the method, or empty if the class itself uses it
     * @param line the line of the source, or 0 if it is not known
     */
    public record Use(String library, String className, String method, int line) {

        /** As in a stack trace. */
        @Override
        public String toString() {
            return className + (method.isEmpty() ? "" : "." + method) + (line > 0 ? ":" + line : "")
                    + (library.isEmpty() ? "" : " in " + library);
        }
    }
}
