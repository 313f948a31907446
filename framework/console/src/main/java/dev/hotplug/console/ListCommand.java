package dev.hotplug.console;

import dev.hotplug.api.PluginInfo;
import dev.hotplug.api.PluginState;
import dev.hotplug.api.Taint;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The kernel's {@code lsmod}. */
@Command(name = "list", sortOptions = false,
        description = "Shows the plugin table, as it was at one moment, in load order.")
final class ListCommand extends HostCommand {

    private static final Choice<PluginState> STATES = Choice.of(PluginState.class, PluginState.UNFORMED);
    private static final Choice<Key> KEYS = Choice.of(Key.class);

    @Option(names = "--state", paramLabel = "STATE", completionCandidates = States.class,
            description = "Only those in this state: coming, live or going.")
    private String state;

    @Option(names = "--id", paramLabel = "PATTERN",
            description = "Only those whose id matches; * stands for any text, ? for any letter.")
    private String pattern = "*";

    @Option(names = "--taint", paramLabel = "LETTER", completionCandidates = Letters.class,
            description = "Only those with this letter: R (unloaded by force), Q (in quarantine).")
    private String letter;

    @Option(names = "--sort", paramLabel = "KEY", completionCandidates = Keys.class,
            description = "Order by id, version, state, references, calls or since; the most used and the latest "
                    + "first.")
    private String sort;

    ListCommand(Session session) {
        super(session);
    }

    private enum Key {
        ID(Comparator.comparing(PluginInfo::id)),
        VERSION(Comparator.comparing(plugin -> new Semver(plugin.version()))),
        STATE(Comparator.comparing(PluginInfo::state)),
        REFERENCES(Comparator.comparing(PluginInfo::references).reversed()),
        CALLS(Comparator.comparing(PluginInfo::calls).reversed()),
        SINCE(Comparator.comparing(PluginInfo::since).reversed());

        private final Comparator<PluginInfo> order;

        Key(Comparator<PluginInfo> order) {
            this.order = order;
        }
    }

    @Override
    public Integer call() {
        Optional<PluginState> wantedState = Optional.ofNullable(state).map(this::state);
        Optional<Taint> wantedTaint = Optional.ofNullable(letter).map(this::taint);
        Comparator<PluginInfo> order = sort == null ? Comparator.comparing(PluginInfo::loadNumber) : key().order;
        Glob glob = new Glob(session.id(pattern));
        List<PluginInfo> all = host.plugins();
        List<PluginInfo> shown = all.stream()
                .filter(plugin -> wantedState.isEmpty() || plugin.state() == wantedState.get())
                .filter(plugin -> wantedTaint.isEmpty() || plugin.taints().contains(wantedTaint.get()))
                .filter(plugin -> glob.matches(plugin.id()) || glob.matches(Names.of(plugin)))
                .sorted(order)
                .toList();
        if (isJson()) {
            print(new Document().put("plugins", shown.stream().map(Documents::row).toList()));
        } else if (shown.isEmpty()) {
            print(all.isEmpty() ? "no plugins loaded" : "none of " + Names.count(all.size(), "plugin") + " matches");
        } else {
            print(table(shown).lines());
        }
        return ExitCode.OK;
    }

    private static Table table(List<PluginInfo> plugins) {
        Table table = new Table("ID", "VERSION", "STATE", "REFERENCES", "CALLS", "USED BY", "TAINTS", "SINCE")
                .alignRight("REFERENCES", "CALLS");
        for (PluginInfo plugin : plugins) {
            table.row(Names.of(plugin), plugin.version(), plugin.state().toString(),
                    String.valueOf(plugin.references()), String.valueOf(plugin.calls()),
                    Names.orDash(String.join(",", plugin.usedBy())), Names.orDash(Names.letters(plugin.taints())),
                    plugin.since().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return table;
    }

    private PluginState state(String word) {
        return STATES.named(word).orElseThrow(() -> misuse("--state " + word + ": " + STATES.complaint(word)));
    }

    private Key key() {
        return KEYS.named(sort).orElseThrow(() -> misuse("--sort " + sort + ": " + KEYS.complaint(sort)));
    }

    private Taint taint(String word) {
        return Arrays.stream(Taint.values()).filter(taint -> word.equalsIgnoreCase(String.valueOf(taint.letter())))
                .findFirst().orElseThrow(() -> misuse("--taint " + word + ": expected one of R, Q"));
    }

    /** For completion: the states that may be asked for. */
    static final class States extends Words {
        private static final long serialVersionUID = 1L;

        States() {
            super(STATES.words());
        }
    }

    /** For completion: the keys. */
    static final class Keys extends Words {
        private static final long serialVersionUID = 1L;

        Keys() {
            super(KEYS.words());
        }
    }

    /** For completion: the letters. */
    static final class Letters extends Words {
        private static final long serialVersionUID = 1L;

        Letters() {
            super(Arrays.stream(Taint.values()).map(taint -> String.valueOf(taint.letter())).toList());
        }
    }
}
