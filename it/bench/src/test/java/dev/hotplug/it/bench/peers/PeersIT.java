package dev.hotplug.it.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hotplug.it.bench.peers.Result.Series;
import dev.hotplug.it.bench.peers.Trial.Jars;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No figure is looked at: only that each contender still loads the JARs and is called. */
class PeersIT {

    @TempDir
    Path folder;

    @Test
    void eachContender_loadsThreePluginsThatUseEachOther() throws Exception {
        List<Entrant> entrants = new ArrayList<>(Entrant.EVERY_WAY);
        entrants.remove(Entrant.DIRECT_2);
        Result result = new Measurement(Scenario.MANY, 1, List.of("-XX:TieredStopAtLevel=1"), folder,
                new PrintStream(OutputStream.nullOutputStream()))
                .run(List.of(Trial.of("", "Many", new Jars(3, true, 0), entrants, 3, true)), "");
        assertThat(result.failures()).isEmpty();
        Series loads = result.figures().get(0);
        assertThat(entrants).allMatch(loads::has);

        result.write(folder);
        assertThat(Result.read(folder.resolve("many.json"))).isEqualTo(result);
        assertThat(Charts.draw(result)).startsWith("<svg").endsWith("</svg>\n").contains("PF4J", "Hotplug, no index");
        assertThat(Table.of(result)).contains("load and first calls, ms");
    }
}
