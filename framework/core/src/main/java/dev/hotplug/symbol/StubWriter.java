package dev.hotplug.symbol;

import static org.objectweb.asm.Opcodes.*;

import dev.hotplug.rcu.PluginReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the class of one interface's stub; {@linkplain dev.hotplug.symbol its shape} is in the package page. */
final class StubWriter {

    private static final String BASE = Type.getInternalName(GuardedStub.class);
    private static final Type BINDING = Type.getType(Binding.class);
    private static final Type REFERENCE = Type.getType(PluginReference.class);
    private static final Type SYMBOL = Type.getType(GuardedSymbol.class);
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String OVERFLOW = "java/lang/StackOverflowError";

    private final Class<?> type;
    private final Type target;
    private final Type stub;

    StubWriter(Class<?> type, int number) {
        this.type = type;
        this.target = Type.getType(type);
        this.stub = Type.getObjectType("dev/hotplug/stub/" + type.getSimpleName() + "$Guarded" + number);
    }

    String className() {
        return stub.getClassName();
    }

    byte[] write() {
        // Frames are written by hand: computing them would make ASM load the interface's types.
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SYNTHETIC, stub.getInternalName(), null, BASE,
                new String[] {target.getInternalName()});
        constructor(writer);
        for (Method method : methods().values()) {
            new Guarded(writer, method).write();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Every instance method of the interface that a caller can name, once for each name and descriptor. */
    private Map<String, Method> methods() {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !isObjectMethod(method)) {
                methods.putIfAbsent(method.getName() + Type.getMethodDescriptor(method), method);
            }
        }
        return methods;
    }

    private static boolean isObjectMethod(Method method) {
        String signature = method.getName() + Type.getMethodDescriptor(method);
        return switch (signature) {
            case "equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;" -> true;
            default -> false;
        };
    }

    private static void constructor(ClassWriter writer) {
        String descriptor = Type.getMethodDescriptor(Type.VOID_TYPE, SYMBOL);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKESPECIAL, BASE, "<init>", descriptor, false);
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** One guarded method. Its locals: this, the parameters, then binding, reference, ticket, and what was thrown. */
    private final class Guarded {

        private final MethodVisitor code;
        private final Method method;
        private final String descriptor;
        private final Type[] parameters;
        private final int binding;
        private final int reference;
        private final int ticket;
        private final int thrown;

        Guarded(ClassWriter writer, Method method) {
            this.method = method;
            descriptor = Type.getMethodDescriptor(method);
            parameters = Type.getArgumentTypes(descriptor);
            code = writer.visitMethod(ACC_PUBLIC, method.getName(), descriptor, null, null);
            int local = 1;
            for (Type parameter : parameters) {
                local += parameter.getSize();
            }
            binding = local;
            reference = binding + 1;
            ticket = binding + 2;
            thrown = binding + 3;
        }

        void write() {
            Label calling = new Label();
            Label called = new Label();
            Label left = new Label();
            Label failed = new Label();
            Label failedLeft = new Label();
            Label lost = new Label();
            code.visitCode();
            code.visitTryCatchBlock(calling, called, failed, null);
            code.visitTryCatchBlock(called, left, lost, OVERFLOW);
            code.visitTryCatchBlock(failed, failedLeft, lost, OVERFLOW);
            enter();
            code.visitLabel(calling);
            call();
            code.visitLabel(called);
            leave();
            code.visitLabel(left);
            code.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
            code.visitLabel(failed);
            frame(true, THROWABLE);
            code.visitVarInsn(ASTORE, thrown);
            leave();
            code.visitLabel(failedLeft);
            code.visitVarInsn(ALOAD, thrown);
            code.visitInsn(ATHROW);
            code.visitLabel(lost);
            frame(true, OVERFLOW);
            countAsLost();
            code.visitInsn(ATHROW);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        private void enter() {
            Label again = new Label();
            Label in = new Label();
            code.visitVarInsn(ALOAD, 0);
            code.visitMethodInsn(INVOKEVIRTUAL, BASE, "current", Type.getMethodDescriptor(BINDING), false);
            code.visitVarInsn(ASTORE, binding);
            code.visitLabel(again);
            frame(false);
            code.visitVarInsn(ALOAD, binding);
            code.visitFieldInsn(GETFIELD, BINDING.getInternalName(), "reference", REFERENCE.getDescriptor());
            code.visitVarInsn(ASTORE, reference);
            code.visitVarInsn(ALOAD, reference);
            code.visitMethodInsn(INVOKEVIRTUAL, REFERENCE.getInternalName(), "enter", "()I", false);
            code.visitVarInsn(ISTORE, ticket);
            code.visitVarInsn(ILOAD, ticket);
            code.visitJumpInsn(IFNE, in);
            code.visitVarInsn(ALOAD, 0);
            code.visitVarInsn(ALOAD, binding);
            code.visitMethodInsn(INVOKEVIRTUAL, BASE, "next", Type.getMethodDescriptor(BINDING, BINDING), false);
            code.visitVarInsn(ASTORE, binding);
            code.visitJumpInsn(GOTO, again);
            code.visitLabel(in);
            frame(true);
        }

        private void call() {
            code.visitVarInsn(ALOAD, binding);
            code.visitFieldInsn(GETFIELD, BINDING.getInternalName(), "instance", "Ljava/lang/Object;");
            code.visitTypeInsn(CHECKCAST, target.getInternalName());
            int local = 1;
            for (Type parameter : parameters) {
                code.visitVarInsn(parameter.getOpcode(ILOAD), local);
                local += parameter.getSize();
            }
            code.visitMethodInsn(INVOKEINTERFACE, target.getInternalName(), method.getName(), descriptor, true);
        }

        private void leave() {
            code.visitVarInsn(ALOAD, reference);
            code.visitVarInsn(ILOAD, ticket);
            code.visitMethodInsn(INVOKEVIRTUAL, REFERENCE.getInternalName(), "leave", "(I)V", false);
        }

        /** By bytecodes that call nothing, because there is no stack left to call with. */
        private void countAsLost() {
            Label shared = new Label();
            Label word = new Label();
            Label counted = new Label();
            Label counting = new Label();
            Label unlocked = new Label();
            Label failing = new Label();
            // No compiler takes a method that could be left with a monitor held, even where nothing in it can throw.
            code.visitTryCatchBlock(counting, unlocked, failing, null);
            code.visitVarInsn(ILOAD, ticket);
            code.visitJumpInsn(IFLT, shared);
            code.visitVarInsn(ILOAD, ticket);
            code.visitLdcInsn(PluginReference.FIRST_SHARED);
            code.visitJumpInsn(IF_ICMPGE, shared);
            takeFromOwnCell();
            code.visitInsn(ATHROW);
            code.visitLabel(shared);
            frame(true, OVERFLOW);
            code.visitVarInsn(ALOAD, reference);
            code.visitInsn(MONITORENTER);
            code.visitLabel(counting);
            code.visitVarInsn(ILOAD, ticket);
            code.visitJumpInsn(IFLT, word);
            increment("lostInCells");
            code.visitJumpInsn(GOTO, counted);
            code.visitLabel(word);
            frame(true, OVERFLOW);
            increment("lostInWord");
            code.visitLabel(counted);
            frame(true, OVERFLOW);
            code.visitVarInsn(ALOAD, reference);
            code.visitInsn(MONITOREXIT);
            code.visitLabel(unlocked);
            code.visitInsn(ATHROW);
            code.visitLabel(failing);
            frame(true, THROWABLE);
            code.visitVarInsn(ALOAD, reference);
            code.visitInsn(MONITOREXIT);
        }

        private void takeFromOwnCell() {
            code.visitVarInsn(ALOAD, reference);
            code.visitFieldInsn(GETFIELD, REFERENCE.getInternalName(), "cells", "[I");
            code.visitVarInsn(ILOAD, ticket);
            code.visitInsn(DUP2);
            code.visitInsn(IALOAD);
            code.visitInsn(ICONST_1);
            code.visitInsn(ISUB);
            code.visitInsn(IASTORE);
        }

        private void increment(String field) {
            code.visitVarInsn(ALOAD, reference);
            code.visitInsn(DUP);
            code.visitFieldInsn(GETFIELD, REFERENCE.getInternalName(), field, "I");
            code.visitInsn(ICONST_1);
            code.visitInsn(IADD);
            code.visitFieldInsn(PUTFIELD, REFERENCE.getInternalName(), field, "I");
        }

        /** A frame before the call is entered (this, parameters, binding), or after (reference and ticket as well). */
        private void frame(boolean entered, Object... stack) {
            Object[] all = new Object[parameters.length + (entered ? 4 : 2)];
            all[0] = stub.getInternalName();
            for (int i = 0; i < parameters.length; i++) {
                all[i + 1] = verificationType(parameters[i]);
            }
            all[parameters.length + 1] = BINDING.getInternalName();
            if (entered) {
                all[parameters.length + 2] = REFERENCE.getInternalName();
                all[parameters.length + 3] = INTEGER;
            }
            code.visitFrame(F_NEW, all.length, all, stack.length, stack);
        }

        private static Object verificationType(Type parameter) {
            return switch (parameter.getSort()) {
                case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
                case Type.LONG -> Opcodes.LONG;
                case Type.FLOAT -> Opcodes.FLOAT;
                case Type.DOUBLE -> Opcodes.DOUBLE;
                default -> parameter.getInternalName();
            };
        }
    }
}
