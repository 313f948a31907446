package dev.hotplug.image;

import dev.hotplug.image.AnnotatedClass.Member;
import dev.hotplug.model.Descriptor.DeclaredParameter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;

/** Finds {@code @Param} on the entry class and on those of its superclasses that the JAR holds. */
final class ParameterScan {

    private final AnnotationScan classes;
    private final List<String> defects;
    private final Map<String, DeclaredParameter> parameters = new TreeMap<>();
    /** Descriptors by name, not one text of both: there may be tens of thousands, of any length. */
    private final Map<String, Set<String>> overridable = new HashMap<>();

    ParameterScan(AnnotationScan classes, List<String> defects) {
        this.classes = classes;
        this.defects = defects;
    }

    /**
     * What the entry class declares and inherits, sorted by name.
     *
     * @param entry the class, or {@code null}
     */
    List<DeclaredParameter> read(AnnotatedClass entry) {
        // A hostile hierarchy may be a circle.
        Set<String> seen = new HashSet<>();
        AnnotatedClass type = entry;
        while (type != null && seen.add(type.name())) {
            for (Member field : type.fields()) {
                field(type, field);
            }
            for (Member method : type.methods()) {
                method(type, method);
            }
            type = type.superName() == null ? null : classes.find(type.superName());
        }
        return List.copyOf(parameters.values());
    }

    private void field(AnnotatedClass type, Member field) {
        String place = "@Param on " + type.name() + "." + field.name();
        if (field.is(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL)) {
            defects.add(place + ": the field is static or final; expected one of an instance that can be written");
        }
        add(field, place, field.name());
    }

    private void method(AnnotatedClass type, Member method) {
        if (method.name().startsWith("<")) {
            return;
        }
        boolean overridden = !method.is(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)
                && !isFirst(method);
        if (method.param() != null && !overridden && !method.is(Opcodes.ACC_BRIDGE)) {
            String place = "@Param on " + type.name() + "." + method.name() + "()";
            int count = method.parameters();
            if (count != 1 || method.is(Opcodes.ACC_STATIC)) {
                defects.add(place + ": the method is static or has " + count + " parameters; expected one parameter");
            }
            add(method, place, property(method.name()));
        }
    }

    private boolean isFirst(Member method) {
        Set<String> descriptors = overridable.get(method.name());
        if (descriptors == null) {
            descriptors = new HashSet<>();
            overridable.put(method.name(), descriptors);
        }
        return descriptors.add(method.descriptor());
    }

    private void add(Member member, String place, String property) {
        AnnotationValues values = new AnnotationValues(member.param(), place, defects);
        String given = values.text("name", "");
        String name = given.isEmpty() ? property : given;
        if (!isWritable(name)) {
            defects.add(place + ": its name \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\" cannot be written as NAME=VALUE; expected no blank and no equals sign");
        }
        if (parameters.containsKey(name)) {
            defects.add(place + ": the name " + name + " is taken by another parameter; expected each name once");
        }
        parameters.put(name, new DeclaredParameter(name, member.type(), values.text("description", ""),
                values.flag("required"), values.flag("writable")));
    }

    private static boolean isWritable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == '=' || c == 0x7F) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The name that a setter gives: {@code word} for {@code setWord}. */
    private static String property(String method) {
        if (method.length() < 4 || !method.startsWith("set")) {
            return method;
        }
        return Character.toLowerCase(method.charAt(3)) + method.substring(4);
    }
}
