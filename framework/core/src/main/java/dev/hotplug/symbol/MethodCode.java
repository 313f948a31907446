package dev.hotplug.symbol;

import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The code of one method that is being written, with its handlers and frames (JVMS 4.7.3, 4.7.4). It must stay below 32
 * KiB, so that each jump reaches.
 *
 * <p>Not safe for use by many threads.
 */
final class MethodCode {

    /** Verification types, as frames take them; {@link #object} is the other. */
    static final int INTEGER = 1;
    static final int FLOAT = 2;
    static final int DOUBLE = 3;
    static final int LONG = 4;

    private static final int OBJECT = 7;
    private static final int WIDE = 196;
    private static final int FULL_FRAME = 255;

    private final ByteArrayOutputStream handlerBytes = new ByteArrayOutputStream();
    private final DataOutputStream handlers = new DataOutputStream(handlerBytes);
    private final ByteArrayOutputStream frameBytes = new ByteArrayOutputStream(256);
    private final DataOutputStream frames = new DataOutputStream(frameBytes);
    private byte[] code = new byte[256];
    private int length;
    private int handlerCount;
    private int frameCount;
    private int lastFrame = -1;

    /** The verification type of a reference to a class, which is given by its constant. */
    static int object(int type) {
        return type << 8 | OBJECT;
    }

    /** Where the next instruction will be. */
    int here() {
        return length;
    }

    void op(int opcode) {
        u1(opcode);
    }

    /** An instruction with an operand of two bytes, as a constant. */
    void op(int opcode, int operand) {
        u1(opcode);
        u2(operand);
    }

    /** Loads or stores a local variable. */
    void local(int opcode, int variable) {
        if (variable > 0xFF) {
            u1(WIDE);
            op(opcode, variable);
        } else {
            u1(opcode);
            u1(variable);
        }
    }

    /** Calls a method of an interface; {@code slots} are those of the arguments and of the instance. */
    void callInterface(int method, int slots) {
        op(INVOKEINTERFACE, method);
        u1(slots);
        u1(0);
    }

    void jumpBack(int opcode, int target) {
        op(opcode, target - length);
    }

    /** A jump to a place that comes later, where {@link #land} is called with what this returns. */
    int jumpAhead(int opcode) {
        op(opcode, 0);
        return length - 3;
    }

    /** A jump that was made earlier leads here. */
    void land(int jump) {
        int offset = length - jump;
        code[jump + 1] = (byte) (offset >> 8);
        code[jump + 2] = (byte) offset;
    }

    /**
     * What is thrown from one place up to another is handled. Of several handlers, the first that fits is taken.
     *
     * @param type the constant of what is caught; 0 for whatever is thrown
     */
    void handle(int from, int to, int handler, int type) throws IOException {
        handlers.writeShort(from);
        handlers.writeShort(to);
        handlers.writeShort(handler);
        handlers.writeShort(type);
        handlerCount++;
    }

    /** States the types of what is in the locals and on the stack here. Frames come in the order of the code. */
    void frame(int[] locals, int... stack) throws IOException {
        frames.writeByte(FULL_FRAME);
        frames.writeShort(length - lastFrame - 1);
        types(locals);
        types(stack);
        lastFrame = length;
        frameCount++;
    }

    private void types(int[] types) throws IOException {
        frames.writeShort(types.length);
        for (int type : types) {
            frames.writeByte(type);
            if ((type & 0xFF) == OBJECT) {
                frames.writeShort(type >> 8);
            }
        }
    }

    /** Writes the attribute. */
    void writeTo(DataOutputStream file, ConstantPool constants, int maxStack, int maxLocals) throws IOException {
        int frameLength = 2 + frameBytes.size();
        file.writeShort(constants.text("Code"));
        file.writeInt(2 + 2 + 4 + length + 2 + handlerBytes.size() + 2 + 6 + frameLength);
        file.writeShort(maxStack);
        file.writeShort(maxLocals);
        file.writeInt(length);
        file.write(code, 0, length);
        file.writeShort(handlerCount);
        handlerBytes.writeTo(file);
        file.writeShort(1);
        file.writeShort(constants.text("StackMapTable"));
        file.writeInt(frameLength);
        file.writeShort(frameCount);
        frameBytes.writeTo(file);
    }

    private void u1(int value) {
        if (length == code.length) {
            code = Arrays.copyOf(code, 2 * length);
        }
        code[length++] = (byte) value;
    }

    private void u2(int value) {
        u1(value >> 8);
        u1(value);
    }
}
