package dev.hotplug.console;

import dev.hotplug.ClassOwner;
import dev.hotplug.PluginHost;
import dev.hotplug.api.Reason;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says where a class comes from. */
@Command(name = "owner", description = {"Shows who defines a class, and who links against its package.",
    "No class is loaded for it."})
final class OwnerCommand implements Callable<Integer> {

    private final PluginHost host;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLASS",
            description = "Full name of a class; or a package, for whoever has classes in it or below it.")
    private String name;

    OwnerCommand(Session session) {
        this.host = session.host();
    }

    @Override
    public Integer call() {
        String exact = name.endsWith(".*") ? name.substring(0, name.length() - 2) : name;
        List<ClassOwner> owners = host.classes().ownersOf(exact);
        if (owners.isEmpty()) {
            spec.commandLine().getErr().println(Reason.NOT_FOUND + ": " + Refusals.oneLine(name)
                    + ": no such class or package in a loaded plugin, in the JDK, or in what the host shares");
            return Refusals.REFUSED;
        }
        Table table = new Table("NAME", "OWNER", "LIBRARY", "IMPORTED BY");
        owners.forEach(owner -> table.row(owner.name(), who(owner), Names.orDash(owner.library()),
                Names.orDash(String.join(",", owner.importedBy()))));
        table.lines().forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
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
