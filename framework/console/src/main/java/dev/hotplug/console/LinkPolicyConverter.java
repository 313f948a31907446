package dev.hotplug.console;

import dev.hotplug.LinkPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code strict}, {@code own-classes}, {@code lenient}. */
final class LinkPolicyConverter implements ITypeConverter<LinkPolicy> {

    static final String DESCRIPTION = "What the linker refuses: whatever is missing (strict), what the plugin's own "
            + "classes miss (own-classes, the default), or only what would go wrong without an error (lenient).";

    @Override
    public LinkPolicy convert(String text) {
        return Arrays.stream(LinkPolicy.values()).filter(policy -> word(policy).equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + String.join(", ", words())));
    }

    private static List<String> words() {
        return Arrays.stream(LinkPolicy.values()).map(LinkPolicyConverter::word).toList();
    }

    private static String word(LinkPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For completion: the words that it reads. */
    static final class Policies extends Words {

        private static final long serialVersionUID = 1L;

        Policies() {
            super(LinkPolicyConverter.words());
        }
    }
}
