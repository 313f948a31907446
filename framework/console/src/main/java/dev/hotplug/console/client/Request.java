package dev.hotplug.console.client;

/** The one line that asks, as the host's protocol wants it. Written by hand for the same reason as {@link Answer}. */
final class Request {

    /** Has the command interrupted that was asked for last. It is not answered itself. */
    static final String INTERRUPT = "{\"hotplug\":1,\"interrupt\":true}\n";

    private static final String HEXADECIMAL = "0123456789abcdef";

    private Request() {
    }

    static String line(String[] arguments, String directory, int width, boolean colors) {
        StringBuilder line = new StringBuilder(256).append("{\"hotplug\":1,\"arguments\":[");
        for (int index = 0; index < arguments.length; index++) {
            quote(arguments[index], line.append(index == 0 ? "" : ","));
        }
        quote(directory, line.append("],\"directory\":"));
        return line.append(",\"width\":").append(width).append(",\"colors\":").append(colors).append("}\n").toString();
    }

    private static void quote(String text, StringBuilder line) {
        line.append('"');
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            if (letter == '"' || letter == '\\') {
                line.append('\\').append(letter);
            } else if (letter >= ' ' && !Character.isSurrogate(letter)) {
                line.append(letter);
            } else {
                // Half a pair would not survive as UTF-8.
                line.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(HEXADECIMAL.charAt(letter >> shift & 0xF));
                }
            }
        }
        line.append('"');
    }
}
