package dev.hotplug.image;

import io.github.classgraph.AnnotationClassRef;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.AnnotationParameterValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that are written in one annotation. Those that are not are left to the reader: the defaults stand
 * in the annotation's own class, which is not in a plugin's JAR. A class file may hold values of any type.
 */
final class AnnotationValues {

    private final AnnotationInfo annotation;
    private final String place;
    private final List<String> defects;

    AnnotationValues(AnnotationInfo annotation, String place, List<String> defects) {
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
        AnnotationClassRef type = read(name, AnnotationClassRef.class, null);
        return type == null || type.getName().equals("void") ? "" : type.getName();
    }

    /** The texts, or {@code null} if they are not given. */
    List<String> texts(String name) {
        Object[] values = read(name, Object[].class, null);
        if (values == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof String text) {
                texts.add(text);
            } else {
                defects.add(place + ": " + name + " of the annotation holds something that is not a text");
            }
        }
        return texts;
    }

    private <T> T read(String name, Class<T> type, T otherwise) {
        for (AnnotationParameterValue value : annotation.getParameterValues(false)) {
            if (value.getName().equals(name)) {
                if (type.isInstance(value.getValue())) {
                    return type.cast(value.getValue());
                }
                defects.add(place + ": " + name + " of the annotation is not of the type that the API says; "
                        + "compile against this version of it");
            }
        }
        return otherwise;
    }
}
