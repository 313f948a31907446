package dev.hotplug.image;

/**
 * Writes a type as in source, without packages and outer classes: {@code Map<String, int[]>}. It reads signatures
 * (JVMS 4.7.9.1), of which descriptors are the plain form.
 */
final class TypeText {

    private final String signature;
    private int at;

    private TypeText(String signature, int from) {
        this.signature = signature;
        this.at = from;
    }

    /**
     * The type of a field.
     *
     * @param signature its signature, or {@code null}; a malformed one, which the JVM does not mind, is ignored
     * @throws RuntimeException of any type if the descriptor is malformed
     */
    static String of(String signature, String descriptor) {
        String text = signature == null ? null : generic(signature, 0);
        return text == null ? new TypeText(descriptor, 0).type() : text;
    }

    /** As {@link #of}, for the first parameter of a method that has one. */
    static String ofFirstParameter(String signature, String descriptor) {
        // The type parameters of a generic method stand before.
        int begin = signature == null ? -1 : signature.indexOf('(');
        String text = begin < 0 ? null : generic(signature, begin + 1);
        return text == null ? new TypeText(descriptor, 1).type() : text;
    }

    private static String generic(String signature, int from) {
        try {
            return new TypeText(signature, from).type();
        } catch (RuntimeException | StackOverflowError malformed) {
            return null;
        }
    }

    private String type() {
        char kind = signature.charAt(at++);
        return switch (kind) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            case '[' -> type() + "[]";
            case 'L', 'T' -> reference();
            default -> throw new IllegalArgumentException("type " + kind);
        };
    }

    /** A class or a type variable, up to and including the semicolon. */
    private String reference() {
        int from = at;
        String text = null;
        while (true) {
            switch (signature.charAt(at++)) {
                case '/', '.' -> {
                    from = at;
                    text = null;
                }
                case '<' -> text = simpleName(from) + arguments();
                case ';' -> {
                    return text == null ? simpleName(from) : text;
                }
                default -> { }
            }
        }
    }

    /** What follows the last dollar sign, unless nothing does. */
    private String simpleName(int from) {
        String name = signature.substring(from, at - 1);
        return name.substring(name.lastIndexOf('$', name.length() - 2) + 1);
    }

    private String arguments() {
        StringBuilder text = new StringBuilder("<");
        while (signature.charAt(at) != '>') {
            text.append(text.length() > 1 ? ", " : "").append(argument());
        }
        at++;
        return text.append('>').toString();
    }

    private String argument() {
        switch (signature.charAt(at)) {
            case '*' -> {
                at++;
                return "?";
            }
            case '+' -> {
                at++;
                boolean anything = signature.startsWith("Ljava/lang/Object;", at);
                String bound = type();
                return anything ? "?" : "? extends " + bound;
            }
            case '-' -> {
                at++;
                return "? super " + type();
            }
            default -> {
                return type();
            }
        }
    }
}
