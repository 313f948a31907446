package dev.hotplug.link;

import dev.hotplug.model.LinkFinding.Use;

/**
 * A place in the plugin's code that refers to something.
 *
 * @param library the nested library, or empty for the JAR itself
 * @param user internal name of the class
 * @param method the method, or empty if the class itself refers to it
 * @param line the line of the source, or 0 if it is not known
 * @param handlers the link errors that the code catches there, see {@link JvmError#caughtBy}
 * @param order its place among all of them
 */
record Place(String library, String user, String method, int line, int handlers, int order) {

    boolean isOwn() {
        return library.isEmpty();
    }

    Use use() {
        return new Use(library, user.replace('/', '.'), method, line);
    }
}
