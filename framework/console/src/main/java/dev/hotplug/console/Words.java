package dev.hotplug.console;

import java.util.ArrayList;
import java.util.Collection;

/** What an option takes, in the form in which the library of the commands wants to make it for completion. */
abstract class Words extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    Words(Collection<String> words) {
        super(words);
    }
}
