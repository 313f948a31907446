package dev.hotplug.link;

import dev.hotplug.model.ClassFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Opens class files for reading, those of a newer version than the library knows, too. */
final class ClassFiles {

    private ClassFiles() {
    }

    /**
     * A reader. It and what it tells visitors of trust all lengths, so what is malformed must not come to it.
     *
     * @throws RuntimeException of any type if the class file is malformed
     */
    static ClassReader reader(byte[] bytes) {
        new FactsReader(bytes).facts();
        return new ClassReader(ClassFile.upTo(Opcodes.V28, bytes));
    }
}
