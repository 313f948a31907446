package dev.hotplug.console;

import java.util.List;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.utils.InfoCmp.Capability;

/**
 * Keys that move the cursor. A terminal sends each in one of two forms, {@code ESC O A} or {@code ESC [ A}, as it was
 * last told. Its description knows the first; but not every terminal does what it is told, and a key that was pressed
 * before comes in the other form.
 */
final class CursorKeys {

    private static final List<String> FORMS = List.of("\033O", "\033[");

    /** One of them: how it ends in either form, and what it does where the terminal's description lacks it. */
    private record Key(Capability capability, String letter, String widget) {
    }

    private static final List<Key> KEYS = List.of(
            new Key(Capability.key_up, "A", LineReader.UP_LINE_OR_SEARCH),
            new Key(Capability.key_down, "B", LineReader.DOWN_LINE_OR_SEARCH),
            new Key(Capability.key_right, "C", LineReader.FORWARD_CHAR),
            new Key(Capability.key_left, "D", LineReader.BACKWARD_CHAR),
            new Key(Capability.key_home, "H", LineReader.BEGINNING_OF_LINE),
            new Key(Capability.key_end, "F", LineReader.END_OF_LINE));

    private CursorKeys() {
    }

    /** Lets each key do in both forms what it does in the one that the terminal's description has. */
    static void bindBothForms(LineReader reader) {
        for (String name : List.of(LineReader.EMACS, LineReader.VIINS, LineReader.VICMD)) {
            KeyMap<Binding> keys = reader.getKeyMaps().get(name);
            for (Key key : KEYS) {
                String known = KeyMap.key(reader.getTerminal(), key.capability());
                Binding bound = known == null ? null : keys.getBound(known);
                Binding does = bound == null ? new Reference(key.widget()) : bound;
                FORMS.forEach(form -> keys.bind(does, form + key.letter()));
            }
        }
    }
}
