package dev.hotplug.image;

import dev.hotplug.image.AnnotationReader.ClassName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values that are written in one annotation. Those that are not are left to the reader: the defaults stand
 * in the annotation's own class, which is not in a plugin's JAR. A class file may hold values of any type.
 */
final class AnnotationValues {

    private final Map<String, Object> annotation;
    private final String place;
    private final List<String> defects;

    /**
     * @param annotation what {@link AnnotationReader} read
     */
    AnnotationValues(Map<String, Object> annotation, String place, List<String> defects) {
        this.annotation = annotation;
        this.place = place;
        this.defects = defects;
    }

    /** The text, or {@code null} if it is not given. */
    String text(String name) {
        return read(name, String.class, null);
    }

    String text(String name, String otherwise) {
        return read(name, String.class, otherwise);
    }

    boolean flag(String name) {
        return read(name, Boolean.class, false);
    }

    int number(String name) {
        return read(name, Integer.class, 0);
    }

    /** Binary name of the class, or empty if it is not given or {@code void}. */
    String className(String name) {
        ClassName type = read(name, ClassName.class, null);
        try {
            String className = type == null ? "void" : type.name();
            return className.equals("void") ? "" : className;
        } catch (RuntimeException | StackOverflowError malformed) {
            defects.add(place + ": " + name + " of the annotation is no class; build the JAR again");
            return "";
        }
    }

    /** The texts, or {@code null} if they are not given. */
    List<String> texts(String name) {
        List<?> values = read(name, List.class, null);
        if (values == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        boolean others = false;
        for (Object value : values) {
            if (value instanceof String text) {
                texts.add(text);
            } else {
                others = true;
            }
        }
        if (others) {
            defects.add(place + ": " + name + " of the annotation holds something that is not a text");
        }
        return texts;
    }

    private <T> T read(String name, Class<T> type, T otherwise) {
        Object value = annotation.get(name);
        if (value == null || type.isInstance(value)) {
            return value == null ? otherwise : type.cast(value);
        }
        defects.add(place + ": " + name + " of the annotation is not of the type that the API says; "
                + "compile against this version of it");
        return otherwise;
    }
}
