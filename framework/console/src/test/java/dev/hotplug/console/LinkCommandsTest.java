package dev.hotplug.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the linker tells the operator, before a load and when one is refused. */
class LinkCommandsTest {

    private static final PluginJar TEXT = PluginJar.plugin("text", "1.2.0").exportsPackages("acme.text")
            .source("package acme.text; public class Text { }").source("package acme.text; public class More { }");
    private static final PluginJar OTHER_TEXT = PluginJar.plugin("text", "1.3.0").exportsPackages("acme.text")
            .source("package acme.text; public class Other { }");
    private static final PluginJar GREETER = PluginJar.plugin("greeter", "1.0.0").requires("text").entry("acme.Greeter")
            .compiledAgainst(TEXT).source("""
                    package acme;
                    import dev.hotplug.api.*;
                    public final class Greeter implements Plugin {
                        @Override public void start(PluginContext context) {
                            context.export(Object.class, "text", new acme.text.Text());
                            context.export(Object.class, "more", new acme.text.More());
                        }
                    }
                    """);
    private static final PluginJar LAX = PluginJar.plugin("lax", "1.0.0").library("user.jar",
            PluginJar.withoutDescriptor().compiledAgainst(TEXT)
                    .source("package lib; public class User { Object text = new acme.text.Text(); }"));

    private TestConsole console;

    @BeforeEach
    void open(@TempDir Path directory) {
        console = new TestConsole(directory);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void load_thatDoesNotLink_hasALineForEachFinding() {
        console.run("plugin load " + console.jar("text", OTHER_TEXT));

        assertThat(console.run("plugin load " + console.jar("greeter", GREETER))).isEqualTo(1);

        assertThat(console.err()).hasSize(3);
        assertThat(console.err().get(0)).isEqualTo("UNRESOLVED_SYMBOL: greeter 1.0.0: does not link: 2 defects:");
        assertThat(console.err().get(1)).startsWith("  acme.text.More").contains("text 1.3.0");
        assertThat(console.err().get(2)).startsWith("  acme.text.Text").contains("acme.Greeter");
    }

    @Test
    void loadDryRun_ofABatch_saysWhatWouldBeLoadedAndTouchesNothing() {
        String files = console.jar("text", TEXT) + " " + console.jar("greeter", GREETER) + " "
                + console.jar("lax", LAX);

        assertThat(console.run("plugin load --dry-run " + files)).isZero();

        assertThat(console.out()).hasSize(4)
                .startsWith("would load text 1.2.0", "would load greeter 1.0.0", "would load lax 1.0.0")
                .last().asString().startsWith("  may break: acme.text.Text");
        assertThat(console.err()).isEmpty();
        assertThat(console.host().plugins()).isEmpty();
        assertThat(console.run("plugin load " + files)).as("it was right").isZero();
    }

    @Test
    void loadDryRun_ofWhatWouldBeRefused_namesEverythingAndEndsWith1() {
        String other = console.jar("text", OTHER_TEXT);
        String greeter = console.jar("greeter", GREETER);
        String missing = console.jar("missing", PluginJar.plugin("missing", "1.0.0").requires("nobody", "greeter@2"));

        assertThat(console.run("plugin load --dry-run " + other + " " + greeter + " " + missing + " " + other
                + " /nowhere.jar")).isEqualTo(1);

        assertThat(console.out()).containsExactly("would load text 1.3.0", "already there: text 1.3.0");
        assertThat(console.err()).hasSize(5);
        assertThat(console.err().get(0)).isEqualTo("UNRESOLVED_SYMBOL: greeter 1.0.0: does not link: 2 defects:");
        assertThat(console.err().get(3)).startsWith("DEPENDENCY_MISSING: missing 1.0.0")
                .contains("nobody, which is not loaded", "greeter@2, which would be refused itself");
        assertThat(console.err().get(4)).startsWith("BAD_IMAGE: ");
        assertThat(console.host().plugins()).isEmpty();
    }

    @Test
    void load_withAPolicy_refusesByIt() {
        String lax = console.jar("lax", LAX);

        assertThat(console.run("plugin load --link-policy strict " + lax)).isEqualTo(1);
        assertThat(console.err()).singleElement().asString()
                .startsWith("UNRESOLVED_SYMBOL: lax 1.0.0: does not link: ");
        assertThat(console.run("plugin load --dry-run --link-policy=strict " + lax)).isEqualTo(1);
        assertThat(console.run("plugin load --link-policy own-classes " + lax)).isZero();

        assertThat(console.run("plugin load --link-policy loose " + lax)).isEqualTo(2);
        assertThat(console.err()).singleElement().asString()
                .contains("'loose' is none of strict, own-classes, lenient");
    }

    @Test
    void infoOfAFile_showsWhatALoadWouldFind() {
        String greeter = console.jar("greeter", GREETER);
        assertThat(console.run("plugin info " + greeter)).isZero();
        assertThat(console.out()).anyMatch(line -> line.matches("needs: +text: not loaded"))
                .anyMatch(line -> line.matches("link: +not checked, because of the above"))
                .anyMatch(line -> line.matches("loadable: +no"))
                .last().asString().matches("refused: +DEPENDENCY_MISSING: greeter 1.0.0: .*text.*");

        console.run("plugin load " + console.jar("text", OTHER_TEXT));
        console.run("plugin info " + greeter);
        assertThat(console.out()).anyMatch(line -> line.matches("needs: +text: text 1.3.0"))
                .anyMatch(line -> line.matches("link: +2 findings"))
                .anyMatch(line -> line.matches("refused: +UNRESOLVED_SYMBOL: greeter 1.0.0: does not link: 2 defects"))
                .last().asString().startsWith("  breaks: acme.text.Text");

        console.run("plugin info " + console.jar("sound", PluginJar.plugin("sound", "1.0.0")));
        assertThat(console.out()).anyMatch(line -> line.matches("link: +nothing missing"))
                .last().asString().matches("loadable: +yes");
    }

    @Test
    void owner_ofClassesAndPackages_saysWhoDefinesAndWhoImports() {
        console.run("plugin load " + console.jar("text", TEXT) + " " + console.jar("greeter", GREETER) + " "
                + console.jar("lax", LAX));

        assertThat(console.run("plugin owner acme.text.Text")).isZero();
        assertThat(console.out()).hasSize(2);
        assertThat(console.out().get(0)).matches("NAME +OWNER +LIBRARY +IMPORTED BY");
        assertThat(console.out().get(1)).matches("acme\\.text\\.Text +text 1\\.2\\.0 +- +greeter");

        console.run("plugin owner acme.*");
        assertThat(console.out()).hasSize(3).anyMatch(line -> line.matches("acme +greeter 1\\.0\\.0 +- +-"));
        console.run("plugin owner lib.User");
        assertThat(console.out()).last().asString().matches("lib\\.User +lax 1\\.0\\.0 +lib/user\\.jar +-");
        console.run("plugin owner java.util.List");
        assertThat(console.out()).last().asString().matches("java\\.util\\.List +the JDK +- +-");

        assertThat(console.run("plugin owner acme.Nobody")).isEqualTo(1);
        assertThat(console.err()).singleElement().asString().startsWith("NOT_FOUND: acme.Nobody: ");
    }

    @Test
    void symbolsPackages_showsWhatIsExportedAndToWhom() {
        console.run("plugin symbols --packages");
        assertThat(console.out()).containsExactly("no packages exported");
        console.run("plugin load " + console.jar("text", TEXT) + " " + console.jar("greeter", GREETER));

        for (String pattern : new String[] {"", "acme*", "text"}) {
            assertThat(console.run("plugin symbols --packages " + pattern)).isZero();
            assertThat(console.out()).as(pattern).hasSize(2);
            assertThat(console.out().get(0)).matches("PACKAGE +TYPES +PLUGIN +IMPORTED BY");
            assertThat(console.out().get(1)).matches("acme\\.text +2 +text 1\\.2\\.0 +greeter");
        }
        console.run("plugin symbols --packages none");
        assertThat(console.out()).containsExactly("no package matches none");
    }
}
