package dev.hotplug.image;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * A class as its annotations and its members show it.
 *
 * @param name binary name
 * @param access the access flags of the class file
 * @param superName binary name, or {@code null} for {@code java.lang.Object}
 * @param interfaces binary names of those that it implements directly
 * @param annotations what those of the API on the class say, by their simple names
 * @param fields those that carry {@code @Param}, in the order of the class file
 * @param methods in the order of the class file, constructors and initialisers included
 */
record AnnotatedClass(String name, int access, String superName, List<String> interfaces,
                      Map<String, Map<String, Object>> annotations, List<Member> fields, List<Member> methods) {

    /**
     * A field or a method.
     *
     * @param access the access flags of the class file
     * @param name its name
     * @param descriptor its descriptor
     * @param param what {@code @Param} on it says, or {@code null}; the others tell what the parameter would be
     * @param parameters how many parameters the method has, if it carries {@code @Param}
     * @param type as in source, that of the field or of the method's first parameter, if it carries {@code @Param}
     */
    record Member(int access, String name, String descriptor, Map<String, Object> param, int parameters, String type) {

        boolean is(int flags) {
            return (access & flags) != 0;
        }
    }

    /** Whether an instance can be made of it at all. */
    boolean isConcrete() {
        return (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION | Opcodes.ACC_ABSTRACT
                | Opcodes.ACC_ENUM)) == 0;
    }

    /** Whether it has a constructor without parameters; an inner class's takes the outer object. */
    boolean hasPlainConstructor() {
        for (Member method : methods) {
            if (method.name().equals("<init>") && method.descriptor().startsWith("()")) {
                return true;
            }
        }
        return false;
    }

    /** What an annotation of the API on the class says, or {@code null} if it is not there. */
    Map<String, Object> annotation(String simpleName) {
        return annotations.get(simpleName);
    }
}
