package dev.hotplug.console;

import dev.hotplug.ClassDirectory.ExportedPackage;
import dev.hotplug.SymbolInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernel's {@code kallsyms}. */
@Command(name = "symbols", sortOptions = false,
        description = "Shows what plugins export, by the type and the name under which others find it.")
final class SymbolsCommand extends HostCommand {

    @Option(names = "--packages", description = "Show exported packages instead: by name or plugin.")
    private boolean packages;

    @Parameters(arity = "0..1", paramLabel = "PATTERN", defaultValue = "*",
            description = "Only symbols whose type (with or without its package), name or plugin matches; "
                    + "* stands for any text, ? for any letter.")
    private String pattern;

    SymbolsCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        Glob glob = new Glob(session.id(pattern));
        if (packages) {
            showPackages(glob);
        } else {
            showSymbols(glob);
        }
        return ExitCode.OK;
    }

    private void showPackages(Glob glob) {
        List<ExportedPackage> found = host.classes().exportedPackages().stream()
                .filter(one -> glob.matches(one.name()) || glob.matches(one.plugin().split(" ", 2)[0])).toList();
        if (isJson()) {
            print(new Document().put("packages", found.stream().map(one -> new Document()
                    .put("name", one.name()).put("types", one.types()).put("plugin", one.plugin())
                    .put("importedBy", one.importedBy())).toList()));
        } else if (found.isEmpty()) {
            print(pattern.equals("*") ? "no packages exported" : "no package matches " + pattern);
        } else {
            Table table = new Table("PACKAGE", "TYPES", "PLUGIN", "IMPORTED BY").alignRight("TYPES");
            found.forEach(one -> table.row(one.name(), String.valueOf(one.types()), one.plugin(),
                    Names.orDash(String.join(",", one.importedBy()))));
            print(table.lines());
        }
    }

    private void showSymbols(Glob glob) {
        List<SymbolInfo> all = host.symbols();
        List<SymbolInfo> symbols = all.stream()
                .filter(symbol -> words(symbol).stream().anyMatch(glob::matches)).toList();
        if (isJson()) {
            print(new Document().put("symbols", symbols.stream().map(Documents::symbol).toList()));
        } else if (symbols.isEmpty()) {
            print(all.isEmpty() ? "no symbols exported" : "no symbol matches " + pattern + guess(all));
        } else {
            Table table = new Table("TYPE", "NAME", "RANKING", "PLUGIN", "VERSION").alignRight("RANKING");
            symbols.forEach(symbol -> table.row(symbol.type(), symbol.name(), String.valueOf(symbol.ranking()),
                    symbol.plugin(), symbol.version()));
            print(table.lines());
        }
    }

    private String guess(List<SymbolInfo> symbols) {
        Set<String> words = new TreeSet<>();
        symbols.forEach(symbol -> words.addAll(words(symbol)));
        return Suggestion.among(words, pattern);
    }

    /** What an operator may call it. */
    private static List<String> words(SymbolInfo symbol) {
        return List.of(symbol.type(), Names.simple(symbol.type()), symbol.name(), symbol.plugin());
    }
}
