package dev.hotplug.link;

import dev.hotplug.link.Reference.Action;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * What a class file refers to, as its bytes have it: to ask whether it was met before without making texts of it.
 * Immutable.
 */
final class Spelling {

    private static final int NONE = -1;
    private static final int DESCRIPTOR = -1;

    private final int kind;
    private final byte[] bytes;
    private final int owner;
    private final int ownerLength;
    private final int name;
    private final int nameLength;
    private final int descriptor;
    private final int descriptorLength;
    private final int hash;

    private Spelling(int kind, ClassBytes file, int owner, int name, int descriptor, CRC32 hash) {
        this.kind = kind;
        this.bytes = file.bytes();
        this.owner = file.textStart(owner);
        this.ownerLength = file.textLength(owner);
        this.name = name == NONE ? 0 : file.textStart(name);
        this.nameLength = name == NONE ? 0 : file.textLength(name);
        this.descriptor = name == NONE ? 0 : file.textStart(descriptor);
        this.descriptorLength = name == NONE ? 0 : file.textLength(descriptor);
        hash.reset();
        file.hash(owner, hash);
        if (name != NONE) {
            file.hash(name, hash);
            file.hash(descriptor, hash);
        }
        this.hash = (int) hash.getValue() + kind;
    }

    private Spelling(Spelling other) {
        kind = other.kind;
        ownerLength = other.ownerLength;
        nameLength = other.nameLength;
        descriptorLength = other.descriptorLength;
        hash = other.hash;
        owner = 0;
        name = ownerLength;
        descriptor = ownerLength + nameLength;
        bytes = new byte[ownerLength + nameLength + descriptorLength];
        System.arraycopy(other.bytes, other.owner, bytes, owner, ownerLength);
        System.arraycopy(other.bytes, other.name, bytes, name, nameLength);
        System.arraycopy(other.bytes, other.descriptor, bytes, descriptor, descriptorLength);
    }

    /**
     * A field or method.
     *
     * @param owner number of the text
     * @param name number of the text
     * @param descriptor number of the text
     * @param hash to work with
     */
    static Spelling ofMember(Action action, boolean ofInterface, ClassBytes file, int owner, int name, int descriptor,
                             CRC32 hash) {
        return new Spelling(action.ordinal() * 2 + (ofInterface ? 1 : 0), file, owner, name, descriptor, hash);
    }

    /** A class, or an array as class constants have it. */
    static Spelling ofType(Action action, ClassBytes file, int type, CRC32 hash) {
        return new Spelling(action.ordinal() * 2, file, type, NONE, NONE, hash);
    }

    /** A descriptor, for all classes in it. */
    static Spelling ofDescriptor(ClassBytes file, int descriptor, CRC32 hash) {
        return new Spelling(DESCRIPTOR, file, descriptor, NONE, NONE, hash);
    }

    /** The same, which does not hold the class file. */
    Spelling copy() {
        return new Spelling(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spelling that && hash == that.hash && kind == that.kind
                && same(owner, ownerLength, that, that.owner, that.ownerLength)
                && same(name, nameLength, that, that.name, that.nameLength)
                && same(descriptor, descriptorLength, that, that.descriptor, that.descriptorLength);
    }

    private boolean same(int from, int length, Spelling that, int fromThere, int lengthThere) {
        return length == lengthThere && Arrays.equals(bytes, from, from + length, that.bytes, fromThere,
                fromThere + lengthThere);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
