package dev.hotplug.symbol;

import dev.hotplug.rcu.PluginReference;
import dev.hotplug.rcu.Published;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A published table with one symbol of each of many plugins, each of a type of its own. */
@State(Scope.Benchmark)
public class FilledTable {

    /** How many plugins. */
    @Param({"1", "100", "10000"})
    public int plugins;

    Published<SymbolTable> published;
    Class<?> type;
    List<Provider> oneMore;

    /** Fills and publishes it. */
    @Setup
    public void fill() {
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i <= plugins; i++) {
            providers.add(provider(i, newType()));
        }
        oneMore = List.of(providers.remove(plugins));
        type = providers.get(plugins / 2).key().type();
        published = new Published<>(SymbolTable.empty().with(providers));
    }

    private static Provider provider(int number, Class<?> type) {
        PluginReference reference = new PluginReference(() -> { });
        return new Provider(new SymbolKey(type, "p" + number), "object " + number, 0, number,
                new Owner(number, "p" + number, "1.0.0", reference));
    }

    private static Class<?> newType() {
        try (InputStream in = Marker.class.getResourceAsStream("Marker.class")) {
            return MethodHandles.lookup().defineHiddenClass(in.readAllBytes(), false).lookupClass();
        } catch (IOException e) {
            throw new UncheckedIOException("Marker.class", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a type in this very package", e);
        }
    }
}
