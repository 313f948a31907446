package dev.hotplug.link;

import java.util.ArrayList;
import java.util.List;

/** Who refers to one class: enough of them to know where to look. */
final class Users {

    private static final int NAMED = 3;

    private final List<String> own = new ArrayList<>();
    private int ownCount;
    private String library;
    private String libraryUser;

    /** Called for each class that refers to it, own classes first. */
    void add(String fromLibrary, String internalName) {
        if (fromLibrary.isEmpty()) {
            ownCount++;
            if (own.size() < NAMED) {
                own.add(internalName.replace('/', '.'));
            }
        } else if (library == null) {
            library = fromLibrary;
            libraryUser = internalName.replace('/', '.');
        }
    }

    /** Whether one of the plugin's own classes is among them. */
    boolean isOwn() {
        return ownCount > 0;
    }

    /** The first library in which there is one, or {@code null}. */
    String library() {
        return library;
    }

    /** The part of a sentence that names them. */
    String usedBy() {
        if (!isOwn()) {
            return "used by " + libraryUser + " in " + library;
        }
        int more = ownCount - own.size();
        return "used by " + String.join(", ", own) + (more > 0 ? " and " + more + " more" : "");
    }
}
