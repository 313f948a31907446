package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.LoadOptions;
import dev.hotplug.PluginHost;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Taint;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Settings;
import dev.hotplug.it.fixtures.plugins.Starts;
import dev.hotplug.it.fixtures.probe.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that do not come up: the error says why, and nobody else notices. */
@ExtendWith(Scenario.class)
class BadStartIT {

    private static final LoadOptions LIMITED = LoadOptions.defaults().startLimit(Duration.ofMillis(200));

    @TempDir
    private Path folder;
    private PluginHost host;
    private Witness witness;

    @BeforeEach
    void openHost() {
        host = Scenario.host(folder.resolve("work")).threadLimit(Duration.ofMillis(200)).build();
        witness = Witness.loadedBy(host, folder);
    }

    @AfterEach
    void theHostIsUnharmed() {
        Probe.of("bad").open("start");
        witness.checkUnharmed();
        host.close();
    }

    static List<Arguments> failingStarts() {
        return List.of(Arguments.of(Starts.ThrowsException.class, IOException.class),
                Arguments.of(Starts.ThrowsError.class, AssertionError.class),
                Arguments.of(Starts.Overflows.class, StackOverflowError.class),
                Arguments.of(Starts.RunsOutOfMemory.class, OutOfMemoryError.class),
                Arguments.of(Starts.FailsToInitialise.class, NumberFormatException.class),
                Arguments.of(Starts.FailsToConstruct.class, UnsupportedOperationException.class));
    }

    @ParameterizedTest
    @MethodSource("failingStarts")
    void whateverItThrowsIsTheCauseOfTheRefusal(Class<? extends Plugin> behaviour, Class<? extends Throwable> cause) {
        for (LoadOptions options : List.of(LoadOptions.defaults(),
                LoadOptions.defaults().startLimit(Scenario.SOON))) {
            PluginException refusal = refusal(behaviour, options);

            assertThat(refusal.reason()).isEqualTo(Reason.START_FAILED);
            assertThat(refusal).hasMessageStartingWith("bad 1.0.0").hasRootCauseInstanceOf(cause);
            assertThat(Probe.of("bad").events()).as("what it manages is closed, stop is not called")
                    .doesNotContain("stop").filteredOn("closed"::equals)
                    .hasSize(Probe.of("bad").counter("starts").getAndSet(0));
            Probe.reset();
            witness.checkAlone();
        }
    }

    @Test
    void aStartThatIsNotBackInTimeIsInterrupted() {
        PluginException refusal = refusal(Starts.Waits.class, LIMITED);

        assertThat(refusal.reason()).isEqualTo(Reason.START_TIMEOUT);
        assertThat(refusal).hasMessageStartingWith("bad 1.0.0");
        await().atMost(Scenario.SOON).untilAsserted(() -> witness.checkAlone());
        assertThat(Probe.of("bad").events()).containsExactly("closed");
        witness.awaitNoThreadOf("bad");
    }

    @Test
    void aStartThatIgnoresTheInterruptIsKeptInQuarantineUntilItsThreadEnds() {
        PluginException refusal = refusal(Starts.WaitsStubbornly.class, LIMITED);

        assertThat(refusal.reason()).isEqualTo(Reason.START_TIMEOUT);
        assertThat(host.plugin("bad").or(() -> rowOf("bad"))).hasValueSatisfying(row -> {
            assertThat(row.state()).isEqualTo(PluginState.GOING);
            assertThat(row.taints()).contains(Taint.QUARANTINED);
        });
        assertThat(Probe.of("bad").events()).containsExactly("closed");

        Path healthy = PluginJar.plugin("bad", "1.0.1").write(folder.resolve("healthy.jar"));
        assertThat(host.load(healthy).version()).as("its id is free").isEqualTo("1.0.1");
        host.unload("bad");

        Probe.of("bad").open("start");
        await().atMost(Scenario.SOON).untilAsserted(() -> witness.checkAlone());
        assertThat(Probe.of("bad").events()).as("its class loader was not closed under it")
                .containsExactly("closed", "late class");
        witness.awaitNoThreadOf("bad");
    }

    @Test
    void aHostsOwnStartLimitHoldsForEveryLoad() {
        try (PluginHost limited = Scenario.host(folder.resolve("limited")).startLimit(Duration.ofMillis(200)).build()) {
            Path jar = PluginJar.plugin("bad", "1.0.0").behaviour(Starts.Waits.class).write(folder.resolve("bad.jar"));

            assertThat(catchThrowableOfType(PluginException.class, () -> limited.load(jar)).reason())
                    .isEqualTo(Reason.START_TIMEOUT);
        }
    }

    @Test
    void aLimitedStartThatIsInTimeIsAsGoodAsAnyOther() {
        Path jar = PluginJar.plugin("good", "1.0.0").behaviour(Settings.class).write(folder.resolve("good.jar"));

        host.load(jar, LoadOptions.defaults().startLimit(Scenario.SOON).parameter("count", "7"));

        assertThat(Probe.of("good").events()).containsExactly("7 none 0");
        assertThat(host.unload("good").complete()).isTrue();
        witness.awaitNoThreadOf("good");
    }

    static List<Arguments> badParameters() {
        return List.of(Arguments.of("count", "many"), Arguments.of("even", "3"), Arguments.of("colour", "red"));
    }

    @ParameterizedTest
    @MethodSource("badParameters")
    void aParameterThatDoesNotFitIsNamed(String name, String value) {
        PluginException refusal = refusal(Settings.class,
                LoadOptions.defaults().parameters(Map.of(name, value, "word", "fits")));

        assertThat(refusal.reason()).isEqualTo(Reason.INVALID_PARAMETER);
        assertThat(refusal.detail(PluginException.Parameter.class)).hasValueSatisfying(parameter -> {
            assertThat(parameter.name()).isEqualTo(name);
            assertThat(parameter.value()).isEqualTo(value);
            assertThat(parameter.wanted()).isNotBlank();
        });
        assertThat(Probe.of("bad").events()).as("it was never started").isEmpty();
        witness.checkAlone();
    }

    private Optional<PluginInfo> rowOf(String id) {
        return host.plugins().stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** To read an annotation, the JVM initialises what it names: code of the plugin like any other. */
    @Test
    void aParameterThatCannotBeReadInTimeIsNamedAndHoldsUpNobody() {
        Path jar = PluginJar.plugin("bad", "1.0.0").entry("acme.Bad").source("""
                package acme;
                import dev.hotplug.api.*;
                import dev.hotplug.it.fixtures.probe.Probe;
                import java.lang.annotation.*;
                public final class Bad implements Plugin {
                    @Param @Note String word;
                    @Retention(RetentionPolicy.RUNTIME) @interface Note { Slow value() default Slow.A; }
                    enum Slow { A; static { Probe.of("bad").passStubbornly("start"); } }
                    @Override public void start(PluginContext context) { }
                }
                """).write(folder.resolve("bad.jar"));
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(jar, LIMITED));

        assertThat(refusal.reason()).isEqualTo(Reason.START_TIMEOUT);
        assertThat(refusal).hasMessageContaining("\"bad-construct\"");
        assertThat(rowOf("bad")).hasValueSatisfying(row -> assertThat(row.taints()).contains(Taint.QUARANTINED));
    }

    private PluginException refusal(Class<? extends Plugin> behaviour, LoadOptions options) {
        Path jar = PluginJar.plugin("bad", "1.0.0").behaviour(behaviour).write(folder.resolve("bad.jar"));
        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(jar, options));
        assertThat(refusal).as("load of " + behaviour).isNotNull();
        assertThat(refusal.pluginId()).contains("bad");
        return refusal;
    }
}
