package dev.hotplug.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words that an option takes: the constants of an enum, in any case. Immutable.
 *
 * @param constants those that may be chosen
 */
record Choice<E extends Enum<E>>(List<E> constants) {

    /** All constants but some. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <E extends Enum<E>> Choice<E> of(Class<E> type, E... excluded) {
        return new Choice<>(Arrays.stream(type.getEnumConstants())
                .filter(constant -> !Arrays.asList(excluded).contains(constant)).toList());
    }

    Optional<E> named(String word) {
        return constants.stream().filter(constant -> constant.name().equalsIgnoreCase(word)).findFirst();
    }

    /** What is to be said about a word that is none of them. */
    String complaint(String word) {
        return "expected one of " + String.join(", ", words())
                + Suggestion.among(words(), word.toLowerCase(Locale.ROOT));
    }

    /** As they are typed. */
    List<String> words() {
        return constants.stream().map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    }
}
