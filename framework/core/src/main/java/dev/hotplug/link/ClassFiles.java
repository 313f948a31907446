package dev.hotplug.link;

import java.util.Arrays;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Opens class files for reading, those of a newer version than the library knows, too. */
final class ClassFiles {

    private static final int NEWEST = Opcodes.V28;
    private static final int VERSION = 6;

    private ClassFiles() {
    }

    /**
     * A reader.
     *
     * @throws RuntimeException of any type if the class file is malformed
     */
    static ClassReader reader(byte[] bytes) {
        int version = (bytes[VERSION] & 0xFF) << 8 | bytes[VERSION + 1] & 0xFF;
        if (version <= NEWEST) {
            return new ClassReader(bytes);
        }
        // What a newer one has besides is of no interest for who links to what.
        byte[] older = Arrays.copyOf(bytes, bytes.length);
        older[VERSION] = 0;
        older[VERSION + 1] = (byte) NEWEST;
        return new ClassReader(older);
    }
}
