package dev.hotplug.link;

import org.objectweb.asm.Opcodes;

/** Goes from instruction to instruction (JVMS 6.5). */
final class CodeWalk {

    private static final int WIDE = 196;
    /** For each opcode, the length of the instruction; 0 where it varies. */
    private static final byte[] LENGTHS = new byte[256];

    static {
        java.util.Arrays.fill(LENGTHS, (byte) 1);
        // Operands of one byte: constants, local variables, the type of an array.
        set(2, Opcodes.BIPUSH, Opcodes.LDC, Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD,
                Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.ASTORE, Opcodes.RET,
                Opcodes.NEWARRAY);
        // Of two: a constant, a branch. 19 and 20 are the wide forms of LDC.
        set(3, Opcodes.SIPUSH, 19, 20, Opcodes.IINC, Opcodes.NEW, Opcodes.ANEWARRAY, Opcodes.CHECKCAST,
                Opcodes.INSTANCEOF, Opcodes.IFNULL, Opcodes.IFNONNULL);
        for (int opcode = Opcodes.IFEQ; opcode <= Opcodes.JSR; opcode++) {
            set(3, opcode);
        }
        for (int opcode = Opcodes.GETSTATIC; opcode <= Opcodes.INVOKESTATIC; opcode++) {
            set(3, opcode);
        }
        set(4, Opcodes.MULTIANEWARRAY);
        // 200 and 201 are the wide forms of GOTO and JSR.
        set(5, Opcodes.INVOKEINTERFACE, Opcodes.INVOKEDYNAMIC, 200, 201);
        set(0, Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH, WIDE);
    }

    private CodeWalk() {
    }

    private static void set(int length, int... opcodes) {
        for (int opcode : opcodes) {
            LENGTHS[opcode] = (byte) length;
        }
    }

    /**
     * The length of an instruction.
     *
     * @param start where the method's code begins
     * @param offset where the instruction begins
     * @throws IllegalArgumentException if it has none
     */
    static int length(ClassBytes file, int start, int offset) {
        int opcode = file.u1(offset);
        int length = LENGTHS[opcode];
        if (length > 0) {
            return length;
        }
        if (opcode == WIDE) {
            return file.u1(offset + 1) == Opcodes.IINC ? 6 : 4;
        }
        int operands = offset + 4 - (offset - start & 3);
        long size = opcode == Opcodes.LOOKUPSWITCH ? 8 + 8L * file.s4(operands + 4)
                : 12 + 4L * ((long) file.s4(operands + 8) - file.s4(operands + 4) + 1);
        if (size < 8 || size > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("switch of " + size + " bytes");
        }
        return operands - offset + (int) size;
    }
}
