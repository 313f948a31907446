package dev.hotplug.index;

import dev.hotplug.model.Descriptor;
import dev.hotplug.model.Descriptor.DeclaredExport;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import dev.hotplug.model.LinkFinding;
import dev.hotplug.model.LinkFinding.Kind;
import dev.hotplug.model.LinkFinding.Severity;
import dev.hotplug.model.LinkFinding.Use;
import dev.hotplug.model.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Index entries for tests. */
final class Entries {

    static final String FRAMEWORK = "1.0";
    static final String DIGEST = "d".repeat(64);
    static final String OTHER_DIGEST = "e".repeat(64);

    private Entries() {
    }

    /** An entry with something in every field, texts that not every encoding can hold included. */
    static IndexEntry full() {
        Descriptor descriptor = new Descriptor("greeter", "1.4.0",
                "gr\u00fc\u00dft \ud83d\ude00 \ud83d", "acme.Greeter",
                List.of(new Requirement("text", "[1.2,2)", true), new Requirement("clock", "", false)),
                List.of("later"),
                List.of("acme.api", "acme.spi"),
                List.of(new DeclaredExport("acme.Loud", "", "loud", -1)),
                List.of(new DeclaredParameter("word", "java.lang.String", "a word", true, false)), true);
        return new IndexEntry(DIGEST, descriptor, List.of()).with(verdict("old")).with(verdict("new"));
    }

    static IndexEntry small(String digest) {
        return new IndexEntry(digest, new Descriptor("small", "1.0.0", "", "acme.Small", List.of(),
                List.of(), List.of(), List.of(),
                List.of(), false), List.of());
    }

    static LinkVerdict verdict(String key) {
        LinkFinding finding = new LinkFinding(Severity.MAY_BREAK, Kind.METHOD_MISSING, "no method " + key,
                List.of(new Use("lib/a.jar", "acme.A", "run", 7), new Use("", "acme.B", "", 0)));
        return new LinkVerdict(key, Map.of("text.api", "text", "clock.api", "clock"),
                Set.of("acme/api/A", "acme/api/B"), Map.of("acme/api/A", "0123456789abcdef"), List.of(finding), "");
    }
}
