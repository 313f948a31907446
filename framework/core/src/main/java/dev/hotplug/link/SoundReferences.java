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
    /** Of descriptors and arrays, anybody can make up as many as he likes. */
    private static final int MOST_TEXTS = 5_000;
    /** Longer texts are written to fill memory. */
    private static final int LONGEST = 2_000;
    private static final byte[] NONE = {};

    private final KnownTexts texts;
    private volatile Sound[] table;
    private int count;
    private int textCount;

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
        return text != KnownTexts.UNKNOWN && isThere(kind, text, KnownTexts.UNKNOWN, KnownTexts.UNKNOWN);
    }

    /** Whether a member was noted. */
    boolean contains(int kind, int owner, int name, int descriptor) {
        return owner != KnownTexts.UNKNOWN && name != KnownTexts.UNKNOWN && descriptor != KnownTexts.UNKNOWN
                && isThere(kind, owner, name, descriptor);
    }

    private boolean isThere(int kind, int owner, int name, int descriptor) {
        Sound[] noted = table;
        int hash = hash(kind, owner, name, descriptor);
        for (int i = 0; i < KnownTexts.PLACES; i++) {
            Sound sound = noted[hash + i & noted.length - 1];
            if (sound == null) {
                return false;
            }
            if (sound.owner == owner && sound.name == name && sound.descriptor == descriptor && sound.kind == kind) {
                return true;
            }
        }
        return false;
    }

    /** Whether a reference was noted. */
    boolean contains(Reference reference) {
        int kind = kind(reference.action(), reference.ofInterface());
        return reference.isMember() ? contains(kind, number(reference.owner()), number(reference.name()),
                number(reference.descriptor())) : contains(kind, number(reference.owner()));
    }

    private int number(String text) {
        byte[] bytes = bytes(text);
        return bytes == NONE ? KnownTexts.UNKNOWN : texts.number(bytes, 0, bytes.length);
    }

    /** Notes a reference, if class files spell it with one byte for each character. */
    void add(Reference reference) {
        int kind = kind(reference.action(), reference.ofInterface());
        byte[] owner = bytes(reference.owner());
        byte[] name = bytes(reference.name());
        byte[] descriptor = bytes(reference.descriptor());
        synchronized (this) {
            if (!reference.isMember()) {
                addText(kind, owner);
            } else if (owner != NONE && name != NONE && descriptor != NONE && count < MOST) {
                int ownerNumber = texts.add(owner);
                int nameNumber = texts.add(name);
                int descriptorNumber = texts.add(descriptor);
                if (ownerNumber != KnownTexts.UNKNOWN && nameNumber != KnownTexts.UNKNOWN
                        && descriptorNumber != KnownTexts.UNKNOWN) {
                    add(kind, ownerNumber, nameNumber, descriptorNumber);
                }
            }
        }
    }

    /** Notes an array, or a descriptor, that is a text of a class file. */
    void add(int kind, ClassBytes file, int text) {
        int from = file.textStart(text);
        int length = file.textLength(text);
        if (length <= LONGEST) {
            byte[] bytes = Arrays.copyOfRange(file.bytes(), from, from + length);
            synchronized (this) {
                if (textCount < MOST_TEXTS) {
                    textCount++;
                    addText(kind, bytes);
                }
            }
        }
    }

    private void addText(int kind, byte[] text) {
        int number = text.length == 0 || count == MOST ? KnownTexts.UNKNOWN : texts.add(text);
        if (number != KnownTexts.UNKNOWN) {
            add(kind, number, KnownTexts.UNKNOWN, KnownTexts.UNKNOWN);
        }
    }

    /** As class files spell what is ASCII, without the character 0; {@link #NONE} for all else. */
    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean plain = bytes.length > 0 && bytes.length <= LONGEST && bytes.length == text.length()
                && text.indexOf(0) < 0 && new String(bytes, StandardCharsets.US_ASCII).equals(text);
        return plain ? bytes : NONE;
    }

    private void add(int kind, int owner, int name, int descriptor) {
        if (isThere(kind, owner, name, descriptor)) {
            return;
        }
        Sound more = new Sound(kind, owner, name, descriptor);
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
        int hash = hash(sound.kind, sound.owner, sound.name, sound.descriptor);
        for (int i = 0; i < KnownTexts.PLACES; i++) {
            int at = hash + i & into.length - 1;
            if (into[at] == null) {
                into[at] = sound;
                return;
            }
        }
    }

    private static int hash(int kind, int owner, int name, int descriptor) {
        int hash = (((owner * 31 + name) * 31 + descriptor) * 31 + kind) * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
