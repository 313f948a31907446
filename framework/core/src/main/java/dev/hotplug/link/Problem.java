package dev.hotplug.link;

import dev.hotplug.model.LinkFinding.Kind;

/**
 * What is wrong with a reference, whoever has it.
 *
 * @param kind what it is, for programs
 * @param packageName with dots, of the class that is wrong
 * @param text the beginning of a sentence: what is wrong, where it was expected, what is there instead
 * @param error what the JVM throws
 * @param optional whether it may be for want of an optional plugin
 */
record Problem(Kind kind, String packageName, String text, JvmError error, boolean optional) {

    /** One that no optional plugin could mend. */
    Problem(Kind kind, String packageName, String text, JvmError error) {
        this(kind, packageName, text, error, false);
    }
}
