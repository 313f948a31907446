package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.PluginHost;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plugins with different versions of one library, and one that gets its classes from one of them. */
@ExtendWith(Scenario.class)
class TwoJacksonsIT {

    private static final String API = """
            package acme.json.api;
            import com.fasterxml.jackson.databind.ObjectMapper;
            import com.fasterxml.jackson.databind.cfg.PackageVersion;
            import java.util.Map;
            public final class Json {
                public static String write(String key, Object value) {
                    try {
                        return new ObjectMapper().writeValueAsString(Map.of(key, value));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                public static String version() {
                    return PackageVersion.VERSION.toString();
                }
            }
            """;

    private static final String JSON = """
            package acme.json;
            import acme.json.api.Json;
            import dev.hotplug.api.*;
            public final class JsonPlugin implements Plugin {
                @Override public void start(PluginContext context) {
                    context.export(java.util.concurrent.Callable.class, () -> Json.write("jackson", Json.version()));
                }
            }
            """;

    private static final String USER = """
            package acme.user;
            import acme.json.api.Json;
            import dev.hotplug.api.*;
            public final class UserPlugin implements Plugin {
                @Override public void start(PluginContext context) {
                    context.export(java.util.concurrent.Callable.class,
                            () -> Json.write("user", Json.version()) + " by " + Json.class.getClassLoader().getName());
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void eachHasItsOwn_andAnImporterHasItsExportersOne() throws Exception {
        PluginJar recent = json("recent", "2.22.");
        try (PluginHost host = Scenario.host(folder.resolve("work")).build()) {
            host.load(recent.write(folder.resolve("recent.jar")));
            host.load(json("old", "2.15.").write(folder.resolve("old.jar")));
            host.load(user("first", "recent", recent));
            host.load(user("second", "old", recent));

            assertThat(call(host, "recent")).isEqualTo("{\"jackson\":\"2.22.3\"}");
            assertThat(call(host, "old")).isEqualTo("{\"jackson\":\"2.15.4\"}");
            assertThat(call(host, "first")).isEqualTo("{\"user\":\"2.22.3\"} by recent#1");
            assertThat(call(host, "second")).isEqualTo("{\"user\":\"2.15.4\"} by old#2");
        }
    }

    private static PluginJar json(String id, String version) {
        Path[] jackson = RealLibrary.files("jackson-databind-" + version, "jackson-core-" + version,
                "jackson-annotations-" + version.substring(0, 4));
        return RealLibrary.with(PluginJar.plugin(id, "1.0.0"), jackson).compiledAgainst(jackson).source(API)
                .source(JSON).entry("acme.json.JsonPlugin").exportsPackages("acme.json.api");
    }

    private Path user(String id, String exporter, PluginJar api) {
        return PluginJar.plugin(id, "1.0.0").requires(exporter).compiledAgainst(api).source(USER)
                .entry("acme.user.UserPlugin").write(folder.resolve(id + ".jar"));
    }

    private static Object call(PluginHost host, String id) throws Exception {
        return host.service(Callable.class, id).call();
    }
}
