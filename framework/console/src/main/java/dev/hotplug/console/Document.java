package dev.hotplug.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One JSON object of an answer, on one line. A field that has no value is there, as {@code null}, so that programs find
 * the same fields every time. Not safe for use by many threads.
 */
final class Document {

    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7E]");

    private final JsonObject object = new JsonObject();

    /**
     * Adds a field.
     *
     * @param name its name
     * @param value a number, a boolean, a document, an optional or a collection of such; everything else is written as
     *     text, {@code null} as {@code null}
     * @return this
     */
    Document put(String name, Object value) {
        object.add(name, element(value));
        return this;
    }

    private static JsonElement element(Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Document document) {
            return document.object;
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Boolean truth) {
            return new JsonPrimitive(truth);
        }
        if (value instanceof Optional<?> optional) {
            return element(optional.orElse(null));
        }
        if (value instanceof Collection<?> collection) {
            JsonArray array = new JsonArray(collection.size());
            collection.forEach(each -> array.add(element(each)));
            return array;
        }
        return new JsonPrimitive(value.toString());
    }

    @Override
    public String toString() {
        // It may be printed in any locale's encoding, or none: a program must read the same text. And a terminal obeys
        // some of what JSON need not escape.
        return BEYOND_ASCII.matcher(object.toString()).replaceAll(found -> found.group().chars()
                .mapToObj(unit -> String.format("\\\\u%04x", unit)).collect(Collectors.joining()));
    }
}
