package dev.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.api.PluginUnavailableException;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's stubs for an interface that comes and goes with the plugin that exports it. */
class PluginsOwnTypeTest {

    private static final PluginJar API = PluginJar.plugin("api", "1.0.0").exportsPackages("acme.api")
            .entry("acme.api.Api").source("""
                    package acme.api;

                    import dev.hotplug.api.*;

                    public class Api implements Plugin {
                        public interface Word extends java.util.concurrent.Callable<String> { }

                        @Override
                        public void start(PluginContext context) {
                            context.export(Word.class, () -> "api");
                            context.export(java.util.function.Supplier.class, () -> Word.class);
                        }
                    }
                    """);

    @TempDir
    private Path directory;
    private PluginHost host;

    @BeforeEach
    void load() {
        host = PluginHost.builder().workDirectory(directory.resolve("work")).build();
        host.load(API.write(directory.resolve("api.jar")));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @SuppressWarnings("unchecked")
    private Callable<String> word() {
        Class<?> type = (Class<?>) host.service(Supplier.class, "api").get();
        return (Callable<String>) host.service(type, "api");
    }

    @Test
    void service_afterAReload_saysThatItsTypeIsOfAnEarlierLoad() throws Exception {
        Callable<String> stub = word();
        assertThat(stub.call()).isEqualTo("api");

        host.reload("api");

        assertThatThrownBy(stub::call).isInstanceOf(PluginUnavailableException.class).hasMessage("acme.api.Api$Word"
                + " \"api\": no plugin provides it; the type belongs to another load of api, api#1, and api 1.0.0 exports"
                + " that of api#2: look the type up again");
        assertThat(word().call()).isEqualTo("api");
    }

    @Test
    void service_afterAReload_ofWhatAnotherProvides_saysThatItsTypeIsOfAnEarlierLoad() throws Exception {
        host.load(PluginJar.plugin("user", "1.0.0").requires("api").compiledAgainst(API).entry("acme.user.User").source("""
                package acme.user;

                import dev.hotplug.api.*;

                public class User implements Plugin {
                    @Override
                    public void start(PluginContext context) {
                        context.export(acme.api.Api.Word.class, "user", () -> "user");
                    }
                }
                """).write(directory.resolve("user.jar")));
        Class<?> type = (Class<?>) host.service(Supplier.class, "api").get();
        Callable<?> stub = (Callable<?>) host.service(type, "user");
        assertThat(stub.call()).isEqualTo("user");

        host.reload("api");

        assertThatThrownBy(stub::call).hasMessageContaining("the type belongs to another load of api, api#1");
    }
}
