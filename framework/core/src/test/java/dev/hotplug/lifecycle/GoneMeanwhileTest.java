package dev.hotplug.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import dev.hotplug.it.fixtures.PluginJar;
import dev.hotplug.model.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without an index, what a plugin exports is read from its classes when somebody asks, and then it may be going. */
class GoneMeanwhileTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;
    private Lifecycle lifecycle;
    private final List<Throwable> answers = new ArrayList<>();
    private final List<PluginException> answersWhileItStarts = new ArrayList<>();

    @BeforeEach
    void load() {
        lifecycle = new Lifecycle(new HostSettings(getClass().getClassLoader(), Set.of(), directory.resolve("work"),
                Optional.empty(), Optional.empty(), Limits.DEFAULT, Arena.Limits.DEFAULT, Optional.empty(),
                Optional.empty(), SOON, SOON, SOON, List.of(), Optional.empty(), false,
                Optional.of(this::probe)));
        lifecycle.load(text("1.0.0"), Map.of(), Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        assertThat(lifecycle.close(SOON)).isEmpty();
    }

    private Path text(String version) {
        return PluginJar.plugin("text", version).exportsPackages("acme.text")
                .source("package acme.text; public class Text { }").write(directory.resolve("text-" + version + ".jar"));
    }

    private void probe(String sequence, String step) {
        if (step.equals("free id")) {
            answers.add(catchThrowableOfType(PluginException.class, () -> lifecycle.describe("text")));
        } else if (step.equals("start")) {
            answersWhileItStarts.add(catchThrowableOfType(PluginException.class,
                    () -> lifecycle.reload("text", Optional.empty(), new Unloading(Duration.ZERO, Duration.ZERO, true))));
        }
    }

    @Test
    void describe_ofAPluginThatIsDismantled_saysThatItIsBeingUnloaded() {
        lifecycle.unload("text", Unloading.PLAIN);
        assertThat(answers).singleElement().isInstanceOfSatisfying(PluginException.class, answer -> {
            assertThat(answer.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(answer).hasMessageContaining("text 1.0.0").hasMessageContaining("is it being unloaded?");
        });
    }

    /** What is made in a host's directory for nobody stays there, if the host has been closed meanwhile. */
    @Test
    void reload_ofAPluginThatIsNotLive_makesNoPlaceForIt() {
        assertThat(answersWhileItStarts).singleElement().satisfies(answer ->
                assertThat(answer.reason()).isEqualTo(Reason.BUSY));
        assertThat(lifecycle.scratchDirectory()).doesNotExist();
    }

    @Test
    void planUpgrade_ofAPluginThatHasGoneMeanwhile_saysThatNothingWouldBeReplaced() {
        UpgradeCheck check = new UpgradeCheck(lifecycle, text("1.1.0"));
        lifecycle.unload("text", Unloading.PLAIN);
        PluginException refused = catchThrowableOfType(PluginException.class, check::run);
        assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused).hasMessageContaining("would replace nothing");
    }
}
