package dev.hotplug.symbol;

import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;

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

    private final Output code = new Output(256);
    private final Output handlers = new Output(64);
    private final Output frames = new Output(256);
    private int handlerCount;
    private int frameCount;
    private int lastFrame = -1;

    /** The verification type of a reference to a class, which is given by its constant. */
    static int object(int type) {
        return type << 8 | OBJECT;
    }

    /** Where the next instruction will be. */
    int here() {
        return code.length();
    }

    void op(int opcode) {
        code.u1(opcode);
    }

    /** An instruction with an operand of two bytes, as a constant. */
    void op(int opcode, int operand) {
        code.u1(opcode);
        code.u2(operand);
    }

    /** Loads or stores a local variable. */
    void local(int opcode, int variable) {
        if (variable > 0xFF) {
            code.u1(WIDE);
            op(opcode, variable);
        } else {
            code.u1(opcode);
            code.u1(variable);
        }
    }

    /** Calls a method of an interface; {@code slots} are those of the arguments and of the instance. */
    void callInterface(int method, int slots) {
        op(INVOKEINTERFACE, method);
        code.u1(slots);
        code.u1(0);
    }

    void jumpBack(int opcode, int target) {
        op(opcode, target - code.length());
    }

    /** A jump to a place that comes later, where {@link #land} is called with what this returns. */
    int jumpAhead(int opcode) {
        op(opcode, 0);
        return code.length() - 3;
    }

    /** A jump that was made earlier leads here. */
    void land(int jump) {
        code.putU2(jump + 1, code.length() - jump);
    }

    /**
     * What is thrown from one place up to another is handled. Of several handlers, the first that fits is taken.
     *
     * @param type the constant of what is caught; 0 for whatever is thrown
     */
    void handle(int from, int to, int handler, int type) {
        handlers.u2(from);
        handlers.u2(to);
        handlers.u2(handler);
        handlers.u2(type);
        handlerCount++;
    }

    /** States the types of what is in the locals and on the stack here. Frames come in the order of the code. */
    void frame(int[] locals, int... stack) {
        frames.u1(FULL_FRAME);
        frames.u2(code.length() - lastFrame - 1);
        types(locals);
        types(stack);
        lastFrame = code.length();
        frameCount++;
    }

    private void types(int[] types) {
        frames.u2(types.length);
        for (int type : types) {
            frames.u1(type);
            if ((type & 0xFF) == OBJECT) {
                frames.u2(type >> 8);
            }
        }
    }

    /** Writes the attribute. */
    void writeTo(Output file, ConstantPool constants, int maxStack, int maxLocals) {
        int frameLength = 2 + frames.length();
        file.u2(constants.text("Code"));
        file.u4(2 + 2 + 4 + code.length() + 2 + handlers.length() + 2 + 6 + frameLength);
        file.u2(maxStack);
        file.u2(maxLocals);
        file.u4(code.length());
        file.all(code);
        file.u2(handlerCount);
        file.all(handlers);
        file.u2(1);
        file.u2(constants.text("StackMapTable"));
        file.u4(frameLength);
        file.u2(frameCount);
        file.all(frames);
    }
}
