package dev.hotplug.console;

import dev.hotplug.PluginDescription.Parameter;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The kernel's {@code /sys/module/ID/parameters}. */
@Command(name = "param", sortOptions = false,
        description = {"Shows or sets parameters of a plugin that is live.",
            "Only a parameter that the plugin declares writable can be set."})
final class ParamCommand extends HostCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The plugin's id.")
    private String id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME[=VALUE]",
            description = "The parameter, and the value that it shall have; without it, all are shown.")
    private String assignment;

    ParamCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        id = session.id(id);
        int equals = assignment == null ? -1 : assignment.indexOf('=');
        String name = equals < 0 ? assignment : assignment.substring(0, equals);
        if (equals >= 0) {
            host.parameters(id).set(name, assignment.substring(equals + 1));
        }
        List<Parameter> shown = declared(name);
        Map<String, String> values = host.parameters(id).values();
        Map<String, String> defaults = host.parameters(id).defaults();
        if (isJson()) {
            print(new Document().put("plugin", id).put("parameters", shown.stream()
                    .map(parameter -> document(parameter, values, defaults)).toList()));
        } else if (equals >= 0) {
            print("set " + name + " of " + id + " to " + Names.value(
                    values.getOrDefault(name, assignment.substring(equals + 1))));
        } else if (name != null) {
            print(values.getOrDefault(name, "-"));
        } else if (shown.isEmpty()) {
            print(id + " takes no parameters");
        } else {
            print(table(shown, values, defaults).lines());
        }
        return ExitCode.OK;
    }

    static Document document(Parameter parameter, Map<String, String> values, Map<String, String> defaults) {
        return new Document().put("name", parameter.name()).put("type", parameter.type())
                .put("description", parameter.description()).put("required", parameter.required())
                .put("writable", parameter.writable()).put("value", values.get(parameter.name()))
                .put("default", defaults.get(parameter.name()));
    }

    private static Table table(List<Parameter> shown, Map<String, String> values, Map<String, String> defaults) {
        Table table = new Table("NAME", "VALUE", "DEFAULT", "TYPE", "WRITABLE", "DESCRIPTION");
        shown.forEach(parameter -> table.row(parameter.name(), shown(values, parameter),
                shown(defaults, parameter), Names.simple(parameter.type()),
                parameter.writable() ? "yes" : "no", Names.orDash(parameter.description())));
        return table;
    }

    private static String shown(Map<String, String> values, Parameter parameter) {
        return values.containsKey(parameter.name()) ? Names.value(values.get(parameter.name())) : "-";
    }

    private List<Parameter> declared(String name) {
        List<Parameter> all = host.describe(id).parameters();
        List<Parameter> shown = all.stream()
                .filter(parameter -> name == null || parameter.name().equals(name)).toList();
        if (shown.isEmpty() && name != null) {
            String expected = all.isEmpty() ? "no parameters" : "one of " + all.stream().map(Parameter::name).toList();
            throw new PluginException(Reason.INVALID_PARAMETER, id, id + ": no parameter " + name + "; expected "
                    + expected, null, new PluginException.Parameter(name, null, expected));
        }
        return shown;
    }

    @Override
    Optional<String> guess(PluginException refusal) {
        return refusal.reason() == Reason.INVALID_PARAMETER
                ? Suggestion.parameter(refusal, host.describe(id).parameters()) : super.guess(refusal);
    }
}
