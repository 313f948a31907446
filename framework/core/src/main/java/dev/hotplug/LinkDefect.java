package dev.hotplug;

import dev.hotplug.model.LinkFinding;
import java.util.List;

/**
 * One thing about a plugin that does not link.
 *
 * @param severity how bad it is
 * @param kind what is wrong
 * @param sentence all of it, for a person: what is missing, where it was expected, who uses it
 * @param uses the first places that use it, each as in a stack trace; empty where it is not used but declared
 */
public record LinkDefect(Severity severity, Kind kind, String sentence, List<String> uses) {

    /** Copies the list. */
    public LinkDefect {
        uses = List.copyOf(uses);
    }

    static LinkDefect of(LinkFinding finding) {
        return new LinkDefect(Severity.valueOf(finding.severity().name()), Kind.valueOf(finding.kind().name()),
                finding.sentence(), finding.uses().stream().map(LinkFinding.Use::toString).toList());
    }

    /** How bad it is, the worst first. Which of them refuses a load, {@link LinkPolicy} says. */
    public enum Severity {

        /** The plugin would get other classes than its author meant, without any error. */
        STRUCTURAL,

        /** Code of the plugin itself fails when it is reached. */
        BREAKS,

        /** Code that may never be reached, as in a nested library, fails if it is. */
        MAY_BREAK
    }

    /** What is wrong; for programs. */
    public enum Kind {
        /** A class file is damaged, misplaced, or not for this JVM. */
        BAD_CLASS,
        /** A package belongs to somebody else, or is exported by two. */
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
}
