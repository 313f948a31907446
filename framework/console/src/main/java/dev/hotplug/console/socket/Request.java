package dev.hotplug.console.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for. Immutable.
 *
 * @param arguments the words of the command, at least one
 * @param directory where the client is, absolute
 * @param width columns of what the client writes to, more than zero
 * @param colors whether it shows colours
 */
public record Request(List<String> arguments, Path directory, int width, boolean colors) {

    private static final String VERSION = "1";
    /** Generous for one field: what is longer is no interrupt. */
    private static final int LONGEST_INTERRUPT = 100;
    private static final int DEFAULT_WIDTH = 80;
    private static final int WIDEST = 10_000;

    /** Copies the arguments. */
    public Request {
        arguments = List.copyOf(arguments);
    }

    static Request parse(ByteBuffer line) throws ProtocolException {
        JsonObject object = object(text(line));
        JsonElement version = object.get("hotplug");
        if (version == null) {
            throw new ProtocolException("no field \"hotplug\" (expected: the version of the protocol, "
                    + VERSION + ")");
        }
        if (!VERSION.equals(word(version))) {
            throw new ProtocolException("version " + shortened(version)
                    + " of the protocol is not spoken here (expected: " + VERSION + ")");
        }
        return new Request(arguments(object.get("arguments")), directory(object.get("directory")),
                width(object.get("width")), colors(object.get("colors")));
    }

    /** Whether a line asks only for the end of the command that runs. */
    static boolean isInterrupt(ByteBuffer line) {
        if (line.remaining() > LONGEST_INTERRUPT) {
            return false;
        }
        try {
            JsonObject object = object(text(line.duplicate()));
            JsonElement interrupt = object.get("interrupt");
            return object.get("hotplug") != null && VERSION.equals(word(object.get("hotplug"))) && interrupt != null
                    && interrupt.isJsonPrimitive() && interrupt.getAsJsonPrimitive().isBoolean()
                    && interrupt.getAsBoolean();
        } catch (ProtocolException other) {
            return false;
        }
    }

    private static String text(ByteBuffer line) throws ProtocolException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException otherBytes) {
            throw new ProtocolException("the request is not UTF-8");
        }
    }

    private static JsonObject object(String text) throws ProtocolException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement element = JsonParser.parseReader(reader);
            if (element.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | IOException notJson) {
            // Its message speaks of the library's settings, which the client cannot change.
        }
        throw new ProtocolException("the request is not one JSON object on one line");
    }

    private static List<String> arguments(JsonElement element) throws ProtocolException {
        List<String> words = new ArrayList<>();
        if (element != null && element.isJsonArray()) {
            for (JsonElement word : element.getAsJsonArray()) {
                words.add(string(word, "arguments"));
            }
        }
        if (words.isEmpty()) {
            throw new ProtocolException("no \"arguments\" (expected: an array of strings, as [\"plugin\",\"list\"])");
        }
        return words;
    }

    private static Path directory(JsonElement element) throws ProtocolException {
        if (element == null) {
            return Path.of("").toAbsolutePath();
        }
        String name = string(element, "directory");
        try {
            Path directory = Path.of(name);
            if (directory.isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException nowhere) {
            // As one that is relative to nothing.
        }
        throw new ProtocolException("\"directory\" is " + shortened(element) + " (expected: an absolute path)");
    }

    private static int width(JsonElement element) throws ProtocolException {
        try {
            int width = element == null ? DEFAULT_WIDTH : Integer.parseInt(word(element));
            if (width > 0) {
                return Math.min(width, WIDEST);
            }
        } catch (NumberFormatException somethingElse) {
            // As a number that is none.
        }
        throw new ProtocolException("\"width\" is " + shortened(element) + " (expected: a number of columns)");
    }

    private static boolean colors(JsonElement element) throws ProtocolException {
        if (element != null && !(element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean())) {
            throw new ProtocolException("\"colors\" is " + shortened(element) + " (expected: true or false)");
        }
        return element != null && element.getAsBoolean();
    }

    private static String string(JsonElement element, String field) throws ProtocolException {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new ProtocolException("\"" + field + "\" holds " + shortened(element) + " (expected: a string)");
        }
        return element.getAsString();
    }

    /** The letters of a number, or a word that is none. */
    private static String word(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber() ? element.getAsString() : "";
    }

    private static String shortened(JsonElement element) {
        String text = element.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
