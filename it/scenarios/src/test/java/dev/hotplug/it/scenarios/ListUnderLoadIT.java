package dev.hotplug.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hotplug.it.fixtures.ForkedJvm;
import dev.hotplug.it.fixtures.PluginJar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** 10,000 lists on the console, while four threads in the host load and unload: never a row that cannot be. */
@ExtendWith(Scenario.class)
class ListUnderLoadIT {

    private static final int LISTS = 10_000;
    private static final int THREADS = 4;

    /** Loads and unloads a pair, of which one requires the other, for as long as it is loaded itself. */
    private static final PluginJar CHURN = PluginJar.annotated().source("""
            package acme;

            import dev.hotplug.api.*;
            import java.nio.file.Path;
            import java.util.Map;

            @PluginDescriptor(id = "churn", version = "1.0.0")
            public final class ChurnPlugin implements Plugin {
                @Param(required = true)
                private Path folder;

                private volatile boolean stopped;

                @Override
                public void start(PluginContext context) {
                    for (int thread = 0; thread < %d; thread++) {
                        int number = thread;
                        context.executor().execute(() -> churn(context.host(), number));
                    }
                }

                @Override
                public void stop() {
                    stopped = true;
                }

                private void churn(HostView host, int number) {
                    while (!stopped) {
                        try {
                            host.load(folder.resolve("base-" + number + ".jar"), Map.of());
                            host.load(folder.resolve("user-" + number + ".jar"), Map.of());
                            host.unload("user-" + number);
                            host.unload("base-" + number);
                        } catch (RuntimeException over) {
                            if (!stopped) {
                                System.err.println("CHURN " + over);
                            }
                            return;
                        }
                    }
                }
            }
            """.formatted(THREADS));

    @TempDir
    private Path folder;

    @Test
    void noRowIsImpossible() throws Exception {
        Path churn = CHURN.write(folder.resolve("churn.jar"));
        for (int number = 0; number < THREADS; number++) {
            PluginJar.plugin("base-" + number, "1.0.0").write(folder.resolve("base-" + number + ".jar"));
            PluginJar.plugin("user-" + number, "1.0.0").requires("base-" + number)
                    .write(folder.resolve("user-" + number + ".jar"));
        }

        ForkedJvm.Result result = ForkedJvm.jar(SourceTree.console()).temporary(folder).arguments("run")
                .input("plugin load '" + churn + "' 'folder=" + folder + "'\n" + "plugin list --json\n".repeat(LISTS)
                        + "plugin unload churn\n")
                .run();

        List<String> lists = result.expectExit(0).out().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(result.err()).doesNotContain("CHURN");
        assertThat(lists).hasSize(LISTS);
        Set<String> seen = new TreeSet<>();
        for (String list : lists) {
            check(list, JsonParser.parseString(list).getAsJsonObject().getAsJsonArray("plugins"), seen);
        }
        assertThat(seen).as("the lists saw plugins come and go").contains("LIVE used", "LIVE unused", "absent");
    }

    private static void check(String list, JsonArray rows, Set<String> seen) {
        Map<String, JsonObject> byId = new HashMap<>();
        Set<Long> loads = new HashSet<>();
        for (JsonElement element : rows) {
            JsonObject row = element.getAsJsonObject();
            assertThat(byId.put(row.get("id").getAsString(), row)).as("twice in " + list).isNull();
            assertThat(loads.add(row.get("load").getAsLong())).as("one load twice in " + list).isTrue();
        }
        seen.add(byId.size() < 1 + 2 * THREADS ? "absent" : "complete");
        for (JsonObject row : byId.values()) {
            String state = row.get("state").getAsString();
            int usedBy = row.getAsJsonArray("usedBy").size();
            int references = row.get("references").getAsInt();
            seen.add(state + (usedBy > 0 ? " used" : " unused"));
            String where = row + " in " + list;
            assertThat(state).as(where).isIn("COMING", "LIVE", "GOING");
            assertThat(row.get("calls").getAsInt()).as(where).isZero();
            assertThat(references).as(where).isBetween(usedBy, state.equals("COMING") ? 1 : usedBy + 1);
            assertThat(state.equals("LIVE") || usedBy == 0).as("used, and not live: " + where).isTrue();
            for (JsonElement used : row.getAsJsonArray("uses")) {
                JsonObject provider = byId.get(used.getAsString());
                assertThat(provider).as("uses what is not there: " + where).isNotNull();
                assertThat(provider.get("state").getAsString()).as("of what it uses, " + where).isEqualTo("LIVE");
                assertThat(provider.getAsJsonArray("usedBy")).as("does not know its user: " + where)
                        .anyMatch(user -> user.getAsString().equals(row.get("id").getAsString()));
            }
        }
    }
}
