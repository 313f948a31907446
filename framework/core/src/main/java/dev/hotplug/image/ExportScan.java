package dev.hotplug.image;

import dev.hotplug.model.Descriptor.DeclaredExport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds {@code @Export}. */
final class ExportScan {

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

    private final List<String> defects;
    private final Map<String, String> symbols = new HashMap<>();

    ExportScan(List<String> defects) {
        this.defects = defects;
    }

    /** What the classes, sorted by name, export. */
    List<DeclaredExport> read(Collection<AnnotatedClass> annotated) {
        List<DeclaredExport> exports = new ArrayList<>();
        for (AnnotatedClass type : annotated) {
            Map<String, Object> annotation = type.annotation("Export");
            if (annotation != null) {
                exports.add(export(type, annotation));
            }
        }
        return exports;
    }

    private DeclaredExport export(AnnotatedClass implementation, Map<String, Object> annotation) {
        String place = "@Export on " + implementation.name();
        AnnotationScan.checkInstantiable(place + ": the class", implementation, defects);
        AnnotationValues values = new AnnotationValues(annotation, place, defects);
        String type = type(implementation, place, values);
        String name = values.text("name", "");
        if (name.isBlank() && !name.isEmpty()) {
            defects.add(place + ": the name is blank; expected one that is not, or none, which stands for the plugin's id");
        }
        String other = symbols.putIfAbsent(type + " " + name, implementation.name());
        if (other != null && !type.isEmpty()) {
            defects.add(place + ": " + other + " exports the same type and name; give one of them another name");
        }
        return new DeclaredExport(implementation.name(), type, name, values.number("ranking"));
    }

    private String type(AnnotatedClass implementation, String place, AnnotationValues values) {
        String given = values.className("type");
        if (PRIMITIVES.contains(given) || given.indexOf('[') >= 0) {
            defects.add(place + ": the type is " + given + "; expected an interface or a class");
        }
        if (!given.isEmpty()) {
            return given;
        }
        List<String> direct = implementation.interfaces();
        if (direct.size() != 1) {
            defects.add(place + ": the class implements " + direct.size()
                    + " interfaces directly; expected one, or the annotation's type");
            return "";
        }
        return direct.get(0);
    }
}
