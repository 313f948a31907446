package dev.hotplug.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.fixture.Jar;
import dev.hotplug.model.Limits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LibraryTest {

    private static Library library(Jar jar, int feature) {
        return new Library("", "greeter.jar", ByteWindow.of(jar.bytes()), 0, new Budget(Limits.DEFAULT), feature);
    }

    private static String fingerprint(Jar jar, int feature) {
        return library(jar, feature).fingerprint().toString();
    }

    private static Jar jar() {
        return new Jar().with("p/V.class", "base").with("META-INF/versions/21/p/V.class", "twenty-one");
    }

    /** What the index keeps of one would not be true of the other: each may have other annotations. */
    @Test
    void fingerprint_ofAMultiReleaseJar_tellsJavaVersionsApart() {
        Jar jar = jar().manifest("Multi-Release: true");
        assertThat(text(library(jar, 17))).isEqualTo("base");
        assertThat(text(library(jar, 21))).isEqualTo("twenty-one");
        assertThat(fingerprint(jar, 17)).isNotEqualTo(fingerprint(jar, 21)).isEqualTo(fingerprint(jar, 17));
    }

    @Test
    void fingerprint_ofAnyOtherJar_doesNot() {
        assertThat(fingerprint(jar(), 17)).isEqualTo(fingerprint(jar(), 21));
        Jar withoutVersions = new Jar().with("p/V.class", "base").manifest("Multi-Release: true");
        assertThat(fingerprint(withoutVersions, 17)).isEqualTo(fingerprint(withoutVersions, 21));
    }

    private static String text(Library library) {
        return new String(library.read(library.entries().get("p/V.class")), StandardCharsets.UTF_8);
    }
}
