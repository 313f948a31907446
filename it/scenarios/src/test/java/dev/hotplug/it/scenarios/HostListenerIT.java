package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.hotplug.PluginHost;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginListener;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Reason;
import dev.hotplug.api.Registration;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.it.fixtures.plugins.Starts;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that veto, throw, come back in and leave: the events stay in order and nobody hangs. */
@ExtendWith(Scenario.class)
class HostListenerIT {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;
    private PluginHost host;
    private Path jar;

    @BeforeEach
    void openHost() {
        host = Scenario.host(folder.resolve("work")).build();
        jar = PluginJar.plugin("some", "1.0.0").write(folder.resolve("some.jar"));
    }

    @AfterEach
    void closeHost() {
        host.close();
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void oneLifeIsHeardInOrder() {
        Registration registration = host.listen(new Noting("a"));
        host.load(jar);
        host.unload("some");
        awaitHeard("a coming COMING", "a live LIVE", "a going GOING");

        registration.close();
        registration.close();
        host.load(jar);
        host.unload("some");
        assertThat(heard).hasSize(3);
    }

    @Test
    void aVetoIsHeardByThoseWhoWereToldInReverseOrderAndByNobodyElse() {
        host.listen(new Noting("a"));
        host.listen(new Noting("b"));
        host.listen(new Noting("c") {
            @Override
            public void coming(PluginInfo plugin) {
                super.coming(plugin);
                throw new IllegalStateException("not today");
            }
        });
        host.listen(new Noting("d"));

        PluginException refusal = catchThrowableOfType(PluginException.class, () -> host.load(jar));

        assertThat(refusal.reason()).isEqualTo(Reason.VETOED);
        assertThat(refusal).hasMessageStartingWith("some 1.0.0").hasRootCauseMessage("not today");
        awaitHeard("a coming COMING", "b coming COMING", "c coming COMING", "b going GOING", "a going GOING");
        assertThat(host.plugins()).isEmpty();
    }

    @Test
    void aFailedStartIsHeardAsGoing() {
        host.listen(new Noting("a"));
        host.listen(new Noting("b"));
        Path failing = PluginJar.plugin("some", "1.0.0").behaviour(Starts.ThrowsError.class)
                .write(folder.resolve("failing.jar"));

        assertThat(catchThrowableOfType(PluginException.class, () -> host.load(failing)).reason())
                .isEqualTo(Reason.START_FAILED);

        awaitHeard("a coming COMING", "b coming COMING", "b going GOING", "a going GOING");
    }

    @Test
    void whatAListenerThrowsFromLiveAndGoingStopsNobody() {
        host.listen(new Noting("a") {
            @Override
            public void live(PluginInfo plugin) {
                super.live(plugin);
                throw new AssertionError("live");
            }

            @Override
            public void going(PluginInfo plugin) {
                super.going(plugin);
                throw new StackOverflowError("going");
            }
        });
        host.listen(new Noting("b"));

        host.load(jar);
        assertThat(host.unload("some").complete()).isTrue();

        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(heard).filteredOn(event -> event.startsWith("b"))
                .containsExactly("b coming COMING", "b live LIVE", "b going GOING"));
    }

    @Test
    void aListenerMayUnloadWhatHasJustComeUp() {
        host.listen(new Noting("a") {
            @Override
            public void live(PluginInfo plugin) {
                super.live(plugin);
                host.unload(plugin.id());
            }
        });
        host.listen(new Noting("b"));

        host.load(jar);

        await().atMost(Scenario.SOON).until(() -> host.plugins().isEmpty());
        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(heard).filteredOn(event -> event.startsWith("b"))
                .containsExactly("b coming COMING", "b live LIVE", "b going GOING"));
    }

    @Test
    void aListenerMayLoadAnotherBeforeThisOneComesUp() {
        Path other = PluginJar.plugin("other", "1.0.0").write(folder.resolve("other.jar"));
        host.listen(new Noting("a") {
            @Override
            public void coming(PluginInfo plugin) {
                super.coming(plugin);
                if (plugin.id().equals("some")) {
                    host.load(other);
                    assertThat(host.plugin("other")).map(PluginInfo::state).contains(PluginState.LIVE);
                }
            }
        });

        host.load(jar);

        assertThat(host.plugins()).extracting(PluginInfo::id).containsExactlyInAnyOrder("some", "other");
    }

    @Test
    void aListenerThatLoadsWhatIsComingIsToldSo() {
        AtomicReference<Reason> answer = new AtomicReference<>();
        host.listen(new Noting("a") {
            @Override
            public void coming(PluginInfo plugin) {
                answer.set(catchThrowableOfType(PluginException.class, () -> host.load(jar)).reason());
            }
        });

        host.load(jar);

        assertThat(answer).hasValue(Reason.DEPENDENCY_CYCLE);
        assertThat(host.plugin("some")).map(PluginInfo::state).contains(PluginState.LIVE);
    }

    @Test
    void aListenerThatUnloadsWhatIsComingOrGoingIsToldThatItIsBusy() {
        List<Reason> answers = new CopyOnWriteArrayList<>();
        host.listen(new PluginListener() {
            @Override
            public void coming(PluginInfo plugin) {
                answers.add(catchThrowableOfType(PluginException.class, () -> host.unload("some")).reason());
            }

            @Override
            public void going(PluginInfo plugin) {
                answers.add(catchThrowableOfType(PluginException.class, () -> host.unload("some")).reason());
                answers.add(catchThrowableOfType(PluginException.class, () -> host.load(jar)).reason());
            }
        });

        host.load(jar);
        host.unload("some");

        await().atMost(Scenario.SOON).untilAsserted(() ->
                assertThat(answers).containsExactly(Reason.BUSY, Reason.BUSY, Reason.BUSY));
    }

    @Test
    void aListenerMayUnregisterItselfFromInside() {
        AtomicReference<Registration> registration = new AtomicReference<>();
        registration.set(host.listen(new Noting("a") {
            @Override
            public void live(PluginInfo plugin) {
                super.live(plugin);
                registration.get().close();
            }
        }));
        host.listen(new Noting("b"));

        host.load(jar);
        host.unload("some");

        await().atMost(Scenario.SOON).until(() -> heard.contains("b going GOING"));
        assertThat(heard).filteredOn(event -> event.startsWith("a")).containsExactly("a coming COMING", "a live LIVE");
    }

    private void awaitHeard(String... events) {
        await().atMost(Scenario.SOON).untilAsserted(() -> assertThat(heard).containsExactly(events));
    }

    /** Notes who hears what, and the state in which the plugin is said to be. */
    private class Noting implements PluginListener {

        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void coming(PluginInfo plugin) {
            heard.add(name + " coming " + plugin.state());
        }

        @Override
        public void live(PluginInfo plugin) {
            heard.add(name + " live " + plugin.state());
        }

        @Override
        public void going(PluginInfo plugin) {
            heard.add(name + " going " + plugin.state());
        }
    }
}
