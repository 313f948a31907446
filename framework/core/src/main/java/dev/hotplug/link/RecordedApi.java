package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import dev.hotplug.model.ClassSource;
import dev.hotplug.model.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plugin was compiled against, as it stands in its JAR under {@link #ENTRY}. Immutable.
 *
 * <p>The entry is text in UTF-8, with lines of these forms; other lines are for later versions, and ignored:
 *
 * <pre>
 * format 1
 * type <i>exporter's id</i> <i>exporter's version</i> <i>type</i> <i>API digest</i>
 * constant <i>type</i> <i>name</i> <i>value</i>
 * </pre>
 *
 * There is a type for each one of another plugin's that the classes name, and its constants, which a compiler may have
 * copied. (A type of which nothing is used but constants, and those only as cases of a switch, increments or parts of a
 * text, leaves no name in the classes.) Types are binary names, values as {@code I 10} or {@code T a text}.
 */
public final class RecordedApi {

    /** Where it stands. */
    public static final String ENTRY = "META-INF/hotplug/compiled-against";

    private static final String FORMAT = "format 1";
    private static final Pattern TYPE = Pattern.compile("type (\\S+) (\\S+) (\\S+) ([0-9a-f]+)");
    private static final Pattern CONSTANT = Pattern.compile("constant (\\S+) (\\S+) ([A-Z] .*)");

    /**
     * One type.
     *
     * @param exporter id of the plugin that exported it
     * @param version that plugin's version
     * @param digest the type's API digest
     * @param constants its constants by name
     */
    record Type(String exporter, String version, String digest, Map<String, String> constants) {
    }

    private final Map<String, Type> types = new TreeMap<>();

    private RecordedApi() {
    }

    /**
     * Records what a plugin's classes name of others.
     *
     * @param plugin the plugin's classes
     * @param exporters the plugins that it was compiled against
     * @return the record
     */
    public static RecordedApi of(ClassSource plugin, Map<Descriptor, ClassSource> exporters) {
        Set<String> named = new HashSet<>();
        for (ClassFile file : plugin.classes()) {
            named.addAll(NamedTypes.read(file.bytes()).all());
        }
        RecordedApi record = new RecordedApi();
        exporters.forEach((exporter, source) -> {
            ApiDigest api = new ApiDigest(name -> LinkCheck.classFile(source, name));
            LinkCheck.exports(exporter, source).forEach((name, digest) -> {
                if (named.contains(name)) {
                    record.types.put(name,
                            new Type(exporter.id(), exporter.version(), digest, api.constants(name)));
                }
            });
        });
        return record;
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is malformed; the message says where
     */
    static RecordedApi parse(byte[] content) {
        RecordedApi record = new RecordedApi();
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw new IllegalArgumentException("its first line is not \"" + FORMAT + "\"");
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher type = TYPE.matcher(line);
            Matcher constant = CONSTANT.matcher(line);
            if (type.matches()) {
                record.types.put(internal(type.group(3)),
                        new Type(type.group(1), type.group(2), type.group(4), new TreeMap<>()));
            } else if (constant.matches() && record.types.containsKey(internal(constant.group(1)))) {
                record.types.get(internal(constant.group(1))).constants().put(constant.group(2), constant.group(3));
            } else if (line.startsWith("type ") || line.startsWith("constant ")) {
                throw new IllegalArgumentException("line " + (i + 1) + " is malformed, or its type is missing: "
                        + line);
            }
        }
        return record;
    }

    /** The entry's content. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        types.forEach((name, type) -> text.append("type ").append(type.exporter).append(' ').append(type.version)
                .append(' ').append(name.replace('/', '.')).append(' ').append(type.digest).append('\n'));
        types.forEach((name, type) -> type.constants.forEach((constant, value) -> text.append("constant ")
                .append(name.replace('/', '.')).append(' ').append(constant).append(' ').append(value).append('\n')));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How many types it holds. */
    public int size() {
        return types.size();
    }

    /** How many constants it holds. */
    public int constants() {
        return types.values().stream().mapToInt(type -> type.constants.size()).sum();
    }

    /** Types by internal name. */
    Map<String, Type> types() {
        return types;
    }

    private static String internal(String binaryName) {
        return binaryName.replace('.', '/');
    }
}
