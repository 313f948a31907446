package dev.hotplug.link;

import dev.hotplug.link.Reference.Action;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * References to the JDK's and the host's types that resolve wherever they stand, noted for the plugins to come.
 *
 * <p>The texts that such references consist of are {@linkplain KnownTexts numbered}. The numbers of the texts that a class
 * file has are found in one pass, and from then on a reference is four numbers, and nobody makes texts of its bytes.
 *
 * <p>Safe for use by many threads. Readers take no lock, as in {@link KnownTexts}: who misses what is being noted goes
 * the long way.
 */
final class SoundReferences {

    /** The kind of a descriptor of whose classes all are sound. */
    static final int DESCRIPTOR = -1;

    /** The same few hundred members are nearly all that plugins refer to; a hostile one may refer to more. */
    private static final int MOST = 20_000;
    /** Longer texts are written to fill memory. */
    private static final int LONGEST = 2_000;
    private static final byte[] NONE = {};

    private final KnownTexts texts;
    private volatile Sound[] table;
    private int count;

    /** By the numbers of its texts. A class, or a descriptor, is the owner of nothing. */
    private static final class Sound {

        private final int kind;
        private final int owner;
        private final int name;
        private final int descriptor;

        Sound(int kind, int owner, int name, int descriptor) {
            this.kind = kind;
            this.owner = owner;
            this.name = name;
            this.descriptor = descriptor;
        }
    }

    SoundReferences() {
        this(1024);
    }

    /**
     * @param size of the first tables; a power of two
     */
    SoundReferences(int size) {
        texts = new KnownTexts(size);
        table = new Sound[size];
    }

    /** What is done with a class or member, as a number. */
    static int kind(Action action, boolean ofInterface) {
        return action.ordinal() * 2 + (ofInterface ? 1 : 0);
    }

    /** The texts by whose numbers a reference is asked for. */
    KnownTexts texts() {
        return texts;
    }

    /** Whether a class, or a descriptor, was noted. */
    boolean contains(int kind, int text) {
        return contains(kind, text, KnownTexts.UNKNOWN, KnownTexts.UNKNOWN);
    }

    /** Whether a member was noted. */
    boolean contains(int kind, int owner, int name, int descriptor) {
        Sound[] noted = table;
        for (int at = hash(kind, owner, name, descriptor);; at++) {
            Sound sound = noted[at & noted.length - 1];
            if (sound == null) {
                return false;
            }
            if (sound.owner == owner && sound.name == name && sound.descriptor == descriptor && sound.kind == kind) {
                return true;
            }
        }
    }

    /** Whether a reference was noted. */
    boolean contains(Reference reference) {
        return contains(kind(reference.action(), reference.ofInterface()), number(reference.owner()),
                number(reference.name()), number(reference.descriptor()));
    }

    private int number(String text) {
        byte[] bytes = bytes(text);
        return bytes == null ? KnownTexts.UNKNOWN : texts.number(bytes, 0, bytes.length);
    }

    /** Notes a reference, if class files spell it with one byte for each character. */
    void add(Reference reference) {
        byte[] owner = bytes(reference.owner());
        byte[] name = bytes(reference.name());
        byte[] descriptor = bytes(reference.descriptor());
        if (owner != null && name != null && descriptor != null) {
            add(kind(reference.action(), reference.ofInterface()), owner, name, descriptor);
        }
    }

    /** Notes a class, or a descriptor, that is a text of a class file. */
    void add(int kind, ClassBytes file, int text) {
        int from = file.textStart(text);
        int length = file.textLength(text);
        if (length <= LONGEST) {
            add(kind, Arrays.copyOfRange(file.bytes(), from, from + length), NONE, NONE);
        }
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length <= LONGEST && new String(bytes, StandardCharsets.ISO_8859_1).equals(text) ? bytes : null;
    }

    private synchronized void add(int kind, byte[] owner, byte[] name, byte[] descriptor) {
        if (owner.length == 0 || count == MOST) {
            return;
        }
        Sound more = new Sound(kind, texts.add(owner), texts.add(name), texts.add(descriptor));
        if (contains(kind, more.owner, more.name, more.descriptor)) {
            return;
        }
        Sound[] roomy = table;
        if (++count > roomy.length / 2) {
            roomy = new Sound[2 * roomy.length];
            for (Sound sound : table) {
                if (sound != null) {
                    put(sound, roomy);
                }
            }
        }
        put(more, roomy);
        table = roomy;
    }

    private static void put(Sound sound, Sound[] into) {
        int at = hash(sound.kind, sound.owner, sound.name, sound.descriptor);
        while (into[at & into.length - 1] != null) {
            at++;
        }
        into[at & into.length - 1] = sound;
    }

    private static int hash(int kind, int owner, int name, int descriptor) {
        int hash = (((owner * 31 + name) * 31 + descriptor) * 31 + kind) * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
