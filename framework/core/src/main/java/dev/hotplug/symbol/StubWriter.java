package dev.hotplug.symbol;

import static org.objectweb.asm.Opcodes.*;

import dev.hotplug.rcu.PluginReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the class of one interface's stub; {@linkplain dev.hotplug.symbol its shape} is in the package page.
 *
 * <p>The bytes are written here and not by ASM: a host's first stub would bring in 27 of its classes, which are of a
 * format that the JVM verifies slowly, and take as long as all else that a load does. Of ASM it has the names of the
 * instructions, which are constants.
 */
final class StubWriter {

    private static final String BASE = name(GuardedStub.class);
    private static final String BINDING = name(Binding.class);
    private static final String REFERENCE = name(PluginReference.class);
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String OVERFLOW = "java/lang/StackOverflowError";
    private static final String CONSTRUCTOR = "(" + GuardedSymbol.class.descriptorString() + ")V";

    private final Class<?> type;
    private final String target;
    private final String stub;
    private final ConstantPool constants = new ConstantPool();
    private final Output methods = new Output(1024);

    StubWriter(Class<?> type, int number) {
        this.type = type;
        this.target = name(type);
        this.stub = "dev/hotplug/stub/" + type.getSimpleName() + "$Guarded" + number;
    }

    String className() {
        return stub.replace('/', '.');
    }

    /**
     * Writes it.
     *
     * @throws ClassFormatError if the interface has more methods than a class can forward
     */
    byte[] write() {
        int count = 1;
        constructor();
        for (Method method : guarded()) {
            if (isFinalizer(method)) {
                finalizer();
            } else {
                new Guarded(method).write();
            }
            count++;
        }
        Output file = new Output(4096);
        int self = constants.type(stub);
        int parent = constants.type(BASE);
        int implemented = constants.type(target);
        file.u4(0xCAFEBABE);
        file.u4(V17);
        constants.writeTo(file);
        file.u2(ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC);
        file.u2(self);
        file.u2(parent);
        file.u2(1);
        file.u2(implemented);
        file.u2(0);
        file.u2(count);
        file.all(methods);
        file.u2(0);
        return file.toArray();
    }

    /** Every instance method of the interface that a caller can name, once for each name and descriptor. */
    private List<Method> guarded() {
        List<Method> methods = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Method method : type.getMethods()) {
            String signature = method.getName() + descriptor(method);
            if (!Modifier.isStatic(method.getModifiers()) && !isObjectMethod(signature) && known.add(signature)) {
                methods.add(method);
            }
        }
        return methods;
    }

    private static boolean isObjectMethod(String signature) {
        return switch (signature) {
            case "equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;" -> true;
            default -> false;
        };
    }

    /** The JVM would call it when a stub is collected. */
    private static boolean isFinalizer(Method method) {
        return method.getName().equals("finalize") && descriptor(method).equals("()V");
    }

    /** One that does nothing; the JVM does not even call that. */
    private void finalizer() {
        MethodCode code = new MethodCode();
        code.op(RETURN);
        method("finalize", "()V", code, 0, 1);
    }

    private static String descriptor(Method method) {
        StringBuilder descriptor = new StringBuilder("(");
        for (Class<?> parameter : method.getParameterTypes()) {
            descriptor.append(parameter.descriptorString());
        }
        return descriptor.append(')').append(method.getReturnType().descriptorString()).toString();
    }

    /** As a class constant holds it. */
    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private void constructor() {
        MethodCode code = new MethodCode();
        code.local(ALOAD, 0);
        code.local(ALOAD, 1);
        code.op(INVOKESPECIAL, constants.method(BASE, "<init>", CONSTRUCTOR));
        code.op(RETURN);
        method("<init>", CONSTRUCTOR, code, 2, 2);
    }

    private void method(String name, String descriptor, MethodCode code, int maxStack, int maxLocals)
            {
        methods.u2(ACC_PUBLIC);
        methods.u2(constants.text(name));
        methods.u2(constants.text(descriptor));
        methods.u2(1);
        code.writeTo(methods, constants, maxStack, maxLocals);
    }

    /** One guarded method. Its locals: this, the parameters, then binding, reference, ticket, and what was thrown. */
    private final class Guarded {

        private final MethodCode code = new MethodCode();
        private final Method method;
        private final String descriptor;
        private final Class<?>[] parameters;
        private final int binding;
        private final int reference;
        private final int ticket;
        private final int thrown;
        /** The locals before the call is entered, and after. */
        private final int[] outside;
        private final int[] inside;
        private final int overflow;

        Guarded(Method method) {
            this.method = method;
            descriptor = StubWriter.descriptor(method);
            parameters = method.getParameterTypes();
            int local = 1;
            for (Class<?> parameter : parameters) {
                local += slots(parameter);
            }
            binding = local;
            reference = binding + 1;
            ticket = binding + 2;
            thrown = binding + 3;
            outside = locals(2);
            outside[parameters.length + 1] = MethodCode.object(constants.type(BINDING));
            inside = locals(4);
            inside[parameters.length + 1] = outside[parameters.length + 1];
            inside[parameters.length + 2] = MethodCode.object(constants.type(REFERENCE));
            inside[parameters.length + 3] = MethodCode.INTEGER;
            overflow = constants.type(OVERFLOW);
        }

        void write() {
            enter();
            int calling = code.here();
            call();
            int called = code.here();
            leave();
            int left = code.here();
            code.op(instruction(IRETURN, method.getReturnType()));
            int failed = code.here();
            code.frame(inside, MethodCode.object(constants.type(THROWABLE)));
            code.local(ASTORE, thrown);
            leave();
            int failedLeft = code.here();
            code.local(ALOAD, thrown);
            code.op(ATHROW);
            int lost = code.here();
            code.frame(inside, MethodCode.object(overflow));
            code.handle(calling, called, failed, 0);
            code.handle(called, left, lost, overflow);
            code.handle(failed, failedLeft, lost, overflow);
            countAsLost();
            // Counting a lost call takes six, a call its arguments.
            method(method.getName(), descriptor, code, Math.max(6, binding + 1), thrown + 1);
        }

        private void enter() {
            code.local(ALOAD, 0);
            code.op(INVOKEVIRTUAL, constants.method(BASE, "current", "()L" + BINDING + ";"));
            code.local(ASTORE, binding);
            int again = code.here();
            code.frame(outside);
            code.local(ALOAD, binding);
            code.op(GETFIELD, constants.field(BINDING, "reference", "L" + REFERENCE + ";"));
            code.local(ASTORE, reference);
            code.local(ALOAD, reference);
            code.op(INVOKEVIRTUAL, constants.method(REFERENCE, "enter", "()I"));
            code.local(ISTORE, ticket);
            code.local(ILOAD, ticket);
            int in = code.jumpAhead(IFNE);
            code.local(ALOAD, 0);
            code.local(ALOAD, binding);
            code.op(INVOKEVIRTUAL, constants.method(BASE, "next", "(L" + BINDING + ";)L" + BINDING + ";"));
            code.local(ASTORE, binding);
            code.jumpBack(GOTO, again);
            code.land(in);
            code.frame(inside);
        }

        private void call() {
            code.local(ALOAD, binding);
            code.op(GETFIELD, constants.field(BINDING, "instance", "Ljava/lang/Object;"));
            code.op(CHECKCAST, constants.type(target));
            int local = 1;
            for (Class<?> parameter : parameters) {
                code.local(instruction(ILOAD, parameter), local);
                local += slots(parameter);
            }
            code.callInterface(constants.interfaceMethod(target, method.getName(), descriptor), local);
        }

        private void leave() {
            code.local(ALOAD, reference);
            code.local(ILOAD, ticket);
            code.op(INVOKEVIRTUAL, constants.method(REFERENCE, "leave", "(I)V"));
        }

        /** By bytecodes that call nothing, because there is no stack left to call with. */
        private void countAsLost() {
            code.local(ILOAD, ticket);
            int ofWord = code.jumpAhead(IFLT);
            code.local(ILOAD, ticket);
            code.op(SIPUSH, PluginReference.FIRST_SHARED);
            int ofCell = code.jumpAhead(IF_ICMPGE);
            takeFromOwnCell();
            code.op(ATHROW);
            code.land(ofWord);
            code.land(ofCell);
            code.frame(inside, MethodCode.object(overflow));
            code.local(ALOAD, reference);
            code.op(MONITORENTER);
            int counting = code.here();
            code.local(ILOAD, ticket);
            int word = code.jumpAhead(IFLT);
            increment("lostInCells");
            int counted = code.jumpAhead(GOTO);
            code.land(word);
            code.frame(inside, MethodCode.object(overflow));
            increment("lostInWord");
            code.land(counted);
            code.frame(inside, MethodCode.object(overflow));
            code.local(ALOAD, reference);
            code.op(MONITOREXIT);
            int unlocked = code.here();
            code.op(ATHROW);
            // No compiler takes a method that could be left with a monitor held, even where nothing in it can throw.
            code.handle(counting, unlocked, code.here(), 0);
            code.frame(inside, MethodCode.object(constants.type(THROWABLE)));
            code.local(ALOAD, reference);
            code.op(MONITOREXIT);
            code.op(ATHROW);
        }

        private void takeFromOwnCell() {
            code.local(ALOAD, reference);
            code.op(GETFIELD, constants.field(REFERENCE, "cells", "[I"));
            code.local(ILOAD, ticket);
            code.op(DUP2);
            code.op(IALOAD);
            code.op(ICONST_1);
            code.op(ISUB);
            code.op(IASTORE);
        }

        private void increment(String field) {
            code.local(ALOAD, reference);
            code.op(DUP);
            code.op(GETFIELD, constants.field(REFERENCE, field, "I"));
            code.op(ICONST_1);
            code.op(IADD);
            code.op(PUTFIELD, constants.field(REFERENCE, field, "I"));
        }

        /** The types of this and the parameters, and room for more. */
        private int[] locals(int more) {
            int[] locals = new int[parameters.length + more];
            locals[0] = MethodCode.object(constants.type(stub));
            for (int i = 0; i < parameters.length; i++) {
                locals[i + 1] = verificationType(parameters[i]);
            }
            return locals;
        }

        private int verificationType(Class<?> parameter) {
            if (!parameter.isPrimitive()) {
                return MethodCode.object(constants.type(name(parameter)));
            }
            return switch (parameter.descriptorString()) {
                case "J" -> MethodCode.LONG;
                case "F" -> MethodCode.FLOAT;
                case "D" -> MethodCode.DOUBLE;
                default -> MethodCode.INTEGER;
            };
        }

        private static int slots(Class<?> parameter) {
            return parameter == long.class || parameter == double.class ? 2 : 1;
        }

        /** The instruction that does for a type what the given one does for {@code int}. */
        private static int instruction(int forInt, Class<?> operand) {
            if (operand == void.class) {
                return RETURN;
            }
            if (!operand.isPrimitive()) {
                return forInt + ALOAD - ILOAD;
            }
            return switch (operand.descriptorString()) {
                case "J" -> forInt + LLOAD - ILOAD;
                case "F" -> forInt + FLOAD - ILOAD;
                case "D" -> forInt + DLOAD - ILOAD;
                default -> forInt;
            };
        }
    }
}
