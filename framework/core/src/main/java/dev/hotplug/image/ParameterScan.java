package dev.hotplug.image;

import dev.hotplug.model.Descriptor.DeclaredParameter;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.AnnotationInfoList;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.FieldInfo;
import io.github.classgraph.MethodInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds {@code @Param} on the entry class and on those of its superclasses that the JAR holds. */
final class ParameterScan {

    private final ClassInfo entry;
    private final List<ClassInfo> own;
    private final List<String> defects;
    private final List<DeclaredParameter> parameters = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> overridable = new HashSet<>();

    ParameterScan(ClassInfo entry, List<ClassInfo> own, List<String> defects) {
        this.entry = entry;
        this.own = own;
        this.defects = defects;
    }

    List<DeclaredParameter> read() {
        // A hostile hierarchy may be a circle.
        Set<ClassInfo> seen = new HashSet<>();
        ClassInfo type = entry;
        while (type != null && own.contains(type) && seen.add(type)) {
            type.getDeclaredFieldInfo().forEach(this::field);
            type.getDeclaredMethodInfo().forEach(this::method);
            type = type.getSuperclass();
        }
        parameters.sort(Comparator.comparing(DeclaredParameter::name));
        return parameters;
    }

    private void field(FieldInfo field) {
        AnnotationInfo annotation = param(field.getAnnotationInfo());
        if (annotation != null) {
            String place = "@Param on " + field.getClassName() + "." + field.getName();
            if (field.isStatic() || field.isFinal()) {
                defects.add(place + ": the field is static or final; expected one of an instance that can be written");
            }
            add(annotation, place, field.getName(), field.getTypeSignatureOrTypeDescriptor().toStringWithSimpleNames());
        }
    }

    private void method(MethodInfo method) {
        boolean overridden = !method.isPrivate() && !method.isStatic()
                && !overridable.add(method.getName() + method.getTypeDescriptorStr());
        AnnotationInfo annotation = param(method.getAnnotationInfo());
        if (annotation != null && !overridden && !method.isBridge()) {
            String place = "@Param on " + method.getClassName() + "." + method.getName() + "()";
            int count = method.getParameterInfo().length;
            if (count != 1 || method.isStatic()) {
                defects.add(place + ": the method is static or has " + count + " parameters; expected one parameter");
            }
            add(annotation, place, property(method.getName()), count == 0 ? "void"
                    : method.getParameterInfo()[0].getTypeSignatureOrTypeDescriptor().toStringWithSimpleNames());
        }
    }

    private void add(AnnotationInfo annotation, String place, String member, String type) {
        AnnotationValues values = new AnnotationValues(annotation, place, defects);
        String given = values.text("name", "");
        String name = given.isEmpty() ? member : given;
        if (!name.matches("[^\\s=\\p{Cntrl}]+")) {
            defects.add(place + ": its name \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" cannot be written as NAME=VALUE; expected no blank and no equals sign");
        }
        if (!names.add(name)) {
            defects.add(place + ": the name " + name + " is taken by another parameter; expected each name once");
        }
        parameters.add(new DeclaredParameter(name, type, values.text("description", ""), values.flag("required"),
                values.flag("writable")));
    }

    /** The name that a setter gives: {@code word} for {@code setWord}. */
    private static String property(String method) {
        if (method.length() < 4 || !method.startsWith("set")) {
            return method;
        }
        return Character.toLowerCase(method.charAt(3)) + method.substring(4);
    }

    private static AnnotationInfo param(AnnotationInfoList annotations) {
        return annotations.directOnly().stream()
                .filter(annotation -> annotation.getName().equals(AnnotationScan.API + "Param"))
                .findFirst().orElse(null);
    }
}
