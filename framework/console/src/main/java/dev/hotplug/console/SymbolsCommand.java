package dev.hotplug.console;

import dev.hotplug.ClassDirectory.ExportedPackage;
import dev.hotplug.PluginHost;
import dev.hotplug.SymbolInfo;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kernel's {@code kallsyms}. */
@Command(name = "symbols",
        description = "Shows what plugins export, by the type and the name under which others find it.")
final class SymbolsCommand implements Runnable {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Option(names = "--packages", description = "Show exported packages instead: by name or plugin.")
    private boolean packages;

    @Parameters(arity = "0..1", paramLabel = "PATTERN", defaultValue = "*",
            description = "Only symbols whose type (with or without its package), name or plugin matches; "
                    + "* stands for any text, ? for any letter.")
    private String pattern;

    SymbolsCommand(Session session) {
        this.host = session.host();
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Glob glob = new Glob(pattern);
        if (packages) {
            showPackages(glob, out);
        } else {
            showSymbols(glob, out);
        }
    }

    private void showPackages(Glob glob, PrintWriter out) {
        List<ExportedPackage> found = host.classes().exportedPackages().stream()
                .filter(one -> glob.matches(one.name()) || glob.matches(one.plugin().split(" ", 2)[0])).toList();
        if (found.isEmpty()) {
            out.println(pattern.equals("*") ? "no packages exported" : "no package matches " + pattern);
            return;
        }
        Table table = new Table("PACKAGE", "TYPES", "PLUGIN", "IMPORTED BY").alignRight("TYPES");
        found.forEach(one -> table.row(one.name(), String.valueOf(one.types()), one.plugin(),
                Names.orDash(String.join(",", one.importedBy()))));
        table.lines().forEach(out::println);
    }

    private void showSymbols(Glob glob, PrintWriter out) {
        List<SymbolInfo> symbols = host.symbols().stream().filter(symbol -> matches(glob, symbol)).toList();
        if (symbols.isEmpty()) {
            out.println(pattern.equals("*") ? "no symbols exported" : "no symbol matches " + pattern);
            return;
        }
        Table table = new Table("TYPE", "NAME", "RANKING", "PLUGIN", "VERSION").alignRight("RANKING");
        symbols.forEach(symbol -> table.row(symbol.type(), symbol.name(), String.valueOf(symbol.ranking()),
                symbol.plugin(), symbol.version()));
        table.lines().forEach(out::println);
    }

    private static boolean matches(Glob glob, SymbolInfo symbol) {
        String simpleName = symbol.type().substring(symbol.type().lastIndexOf('.') + 1);
        return glob.matches(symbol.type()) || glob.matches(simpleName) || glob.matches(symbol.name())
                || glob.matches(symbol.plugin());
    }
}
