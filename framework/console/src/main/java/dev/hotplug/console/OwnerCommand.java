package dev.hotplug.console;

import dev.hotplug.ClassOwner;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** Says where a class comes from. */
@Command(name = "owner", sortOptions = false,
        description = {"Shows who defines a class, and who links against its package.", "No class is loaded for it."})
final class OwnerCommand extends HostCommand {

    @Parameters(paramLabel = "CLASS",
            description = "Full name of a class; or a package, for whoever has classes in it or below it.")
    private String name;

    OwnerCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        String exact = name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
        List<ClassOwner> owners = host.classes().ownersOf(exact);
        if (owners.isEmpty()) {
            throw new PluginException(Reason.NOT_FOUND, null, Refusals.oneLine(name)
                    + ": no such class or package in a loaded plugin, in the JDK, or in what the host shares", null);
        }
        if (isJson()) {
            print(new Document().put("owners", owners.stream().map(owner -> new Document().put("name", owner.name())
                    .put("source", owner.source()).put("plugin", orNull(owner.plugin()))
                    .put("library", orNull(owner.library())).put("importedBy", owner.importedBy())).toList()));
        } else {
            Table table = new Table("NAME", "OWNER", "LIBRARY", "IMPORTED BY");
            owners.forEach(owner -> table.row(owner.name(), who(owner), Names.orDash(owner.library()),
                    Names.orDash(String.join(",", owner.importedBy()))));
            print(table.lines());
        }
        return ExitCode.OK;
    }

    private static Optional<String> orNull(String text) {
        return Optional.of(text).filter(found -> !found.isEmpty());
    }

    private static String who(ClassOwner owner) {
        return switch (owner.source()) {
            case JDK -> "the JDK";
            case API -> "the plugin API";
            case HOST -> "the host";
            case PLUGIN -> owner.plugin();
        };
    }
}
