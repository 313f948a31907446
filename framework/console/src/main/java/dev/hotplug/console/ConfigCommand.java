package dev.hotplug.console;

import dev.hotplug.console.config.Configuration;
import dev.hotplug.console.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The kernel's {@code modprobe --showconfig}. */
@Command(name = "config", sortOptions = false,
        description = "Shows which aliases, blocklist, default parameters and order are in force, and from which file.")
final class ConfigCommand extends HostCommand {

    ConfigCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        ConfigurationFile file = session.configuration();
        Configuration configuration = file.current();
        if (isJson()) {
            print(document(file, configuration));
            return ExitCode.OK;
        }
        print(new Fields()
                .add("file", place(file))
                .addAll("alias", configuration.aliases().entrySet().stream()
                        .map(alias -> alias.getKey() + " = " + alias.getValue()).toList())
                .addAll("blocked", configuration.blocklist())
                .addAll("param", configuration.parameters().entrySet().stream().flatMap(plugin -> plugin.getValue()
                        .entrySet().stream().map(value -> plugin.getKey() + " " + value.getKey() + "="
                                + Refusals.oneLine(value.getValue()))).toList())
                .addAll("order", configuration.loadAfter().entrySet().stream()
                        .filter(order -> !order.getValue().isEmpty())
                        .map(order -> order.getKey() + " after " + String.join(", ", order.getValue())).toList())
                .addAll("problem", file.problem().stream().toList()).lines());
        return ExitCode.OK;
    }

    private static String place(ConfigurationFile file) {
        return file.path().map(path -> path + (file.isPresent() ? ""
                        : file.problem().isPresent() ? " (nothing of it is in force)" : " (is not there)"))
                .orElse("- (the host was started without --plugins)");
    }

    private static Document document(ConfigurationFile file, Configuration configuration) {
        return new Document()
                .put("file", file.path()
                        .filter(path -> file.isPresent() || file.problem().isPresent()).map(Path::toString))
                .put("problem", file.problem())
                .put("aliases", configuration.aliases().entrySet().stream().map(alias -> new Document()
                        .put("alias", alias.getKey()).put("id", alias.getValue())).toList())
                .put("blocklist", configuration.blocklist())
                .put("parameters", configuration.parameters().entrySet().stream()
                        .flatMap(ConfigCommand::values).toList())
                .put("loadAfter", configuration.loadAfter().entrySet().stream().map(order -> new Document()
                        .put("id", order.getKey()).put("after", order.getValue())).toList());
    }

    private static Stream<Document> values(Map.Entry<String, Map<String, String>> plugin) {
        return plugin.getValue().entrySet().stream().map(value -> new Document().put("id", plugin.getKey())
                .put("name", value.getKey()).put("value", value.getValue()));
    }
}
