package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHandle;
import dev.hotplug.PluginHost;
import dev.hotplug.PluginHostBuilder;
import dev.hotplug.UnloadReport;
import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.Taint;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Stops;
import dev.hotplug.it.fixtures.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that do not go down well: the unload goes on, and its report says what went wrong. */
@ExtendWith(Scenario.class)
class BadStopIT {

    @TempDir
    private Path folder;
    private PluginHost host;
    private Witness witness;

    @BeforeEach
    void openHost() {
        openHost(Scenario.host(folder.resolve("work")));
    }

    private void openHost(PluginHostBuilder builder) {
        host = builder.threadLimit(Duration.ofMillis(200)).build();
        witness = Witness.loadedBy(host, folder);
    }

    @AfterEach
    void theHostIsUnharmed() {
        Probe.of("bad").open("end");
        witness.checkUnharmed();
        host.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {Stops.ThrowsException.class, Stops.ThrowsError.class})
    void whateverStopThrowsIsReportedAndTheUnloadGoesOn(Class<? extends Plugin> behaviour) {
        load(behaviour);

        UnloadReport report = host.unload("bad");

        assertThat(report.complete()).isTrue();
        assertThat(report.problems()).singleElement().asString().contains("cannot stop");
        assertThat(Probe.of("bad").events()).containsExactly("stop", "closed");
        witness.checkAlone();
    }

    @Test
    void aStopThatIsNotBackInTimeIsInterruptedAndReported() {
        limitStop();
        load(Stops.Waits.class);

        UnloadReport report = host.unload("bad");

        assertThat(report.problems()).isNotEmpty();
        await().atMost(Scenario.SOON).untilAsserted(() -> witness.checkAlone());
        assertThat(Probe.of("bad").events()).containsExactly("stop", "closed");
        witness.awaitNoThreadOf("bad");
    }

    @Test
    void aStopThatIgnoresTheInterruptKeepsThePluginInQuarantineUntilItsThreadEnds() {
        limitStop();
        PluginHandle plugin = load(Stops.WaitsStubbornly.class);

        UnloadReport report = host.unload("bad");

        assertThat(report.complete()).isFalse();
        assertThat(report.problems()).isNotEmpty();
        assertThat(plugin.info()).map(PluginInfo::taints).hasValueSatisfying(taints ->
                assertThat(taints).contains(Taint.QUARANTINED));
        assertThat(Probe.of("bad").events()).containsExactly("stop", "closed");
        Probe.of("bad").open("end");
        await().atMost(Scenario.SOON).untilAsserted(() -> witness.checkAlone());
        assertThat(Probe.of("bad").events()).as("its class loader was not closed under it")
                .containsExactly("stop", "closed", "late class");
        witness.awaitNoThreadOf("bad");
    }

    @Test
    void aResourceThatDoesNotCloseIsReportedAndTheOthersAreClosedNewestFirst() {
        load(Stops.FailsToClose.class);

        UnloadReport report = host.unload("bad");

        assertThat(report.complete()).isTrue();
        assertThat(report.problems()).singleElement().asString().contains("stuck");
        assertThat(Probe.of("bad").events()).containsExactly("stop", "closed 3", "closed 1", "closed");
        witness.checkAlone();
    }

    @Test
    void aThreadThatDoesNotEndIsNamedAndKeepsThePluginInQuarantine() throws Exception {
        PluginHandle plugin = load(Stops.KeepsThread.class);
        Probe.of("bad").pass("running");

        UnloadReport report = host.unload("bad");

        assertThat(report.complete()).isFalse();
        assertThat(report.problems()).anySatisfy(problem -> assertThat(problem).contains("thread").contains("bad"));
        assertThat(plugin.info()).map(PluginInfo::taints).hasValueSatisfying(taints ->
                assertThat(taints).contains(Taint.QUARANTINED));
        Probe.of("bad").open("end");
        await().atMost(Scenario.SOON).untilAsserted(() -> witness.checkAlone());
        witness.awaitNoThreadOf("bad");
    }

    @Test
    void closingTheHostGetsPastAllOfThem() {
        for (Class<? extends Plugin> behaviour : List.of(Stops.ThrowsError.class, Stops.WaitsStubbornly.class,
                Stops.FailsToClose.class, Stops.KeepsThread.class)) {
            PluginHost other = Scenario.host(folder.resolve("other")).stopLimit(Duration.ofMillis(200))
                    .threadLimit(Duration.ofMillis(200)).closeLimit(Duration.ofMillis(200)).build();
            other.load(jar(behaviour));

            other.close();

            assertThat(Probe.of("bad").events()).as(behaviour.getName()).contains("stop");
            Probe.of("bad").open("end");
            witness.awaitNoThreadOf("bad");
            Probe.reset();
        }
    }

    private void limitStop() {
        host.close();
        openHost(Scenario.host(folder.resolve("limited")).stopLimit(Duration.ofMillis(200)));
    }

    private PluginHandle load(Class<? extends Plugin> behaviour) {
        return host.load(jar(behaviour));
    }

    private Path jar(Class<? extends Plugin> behaviour) {
        return PluginJar.plugin("bad", "1.0.0").behaviour(behaviour).write(folder.resolve("bad.jar"));
    }
}
