package dev.hotplug.symbol;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

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

    private static final Type GUARD = Type.getType(GuardedSymbol.class);
    private static final Type PROVIDER = Type.getType(Provider.class);
    private static final String OBJECT = "java/lang/Object";
    private static final String FIELD = "guard";

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
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SYNTHETIC, stub.getInternalName(), null, OBJECT,
                new String[] {target.getInternalName()});
        writer.visitField(ACC_PRIVATE | ACC_FINAL, FIELD, GUARD.getDescriptor(), null, null).visitEnd();
        constructor(writer);
        methods().values().forEach(method -> guarded(writer, method));
        objectMethods(writer);
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

    private void constructor(ClassWriter writer) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>",
                Type.getMethodDescriptor(Type.VOID_TYPE, GUARD), null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(PUTFIELD, stub.getInternalName(), FIELD, GUARD.getDescriptor());
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void guarded(ClassWriter writer, Method method) {
        String descriptor = Type.getMethodDescriptor(method);
        Type[] parameters = Type.getArgumentTypes(descriptor);
        Type result = Type.getReturnType(descriptor);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, method.getName(), descriptor, null, null);
        code.visitCode();
        int provider = 1;
        for (Type parameter : parameters) {
            provider += parameter.getSize();
        }
        loadGuard(code);
        code.visitMethodInsn(INVOKEVIRTUAL, GUARD.getInternalName(), "enter",
                Type.getMethodDescriptor(PROVIDER), false);
        code.visitVarInsn(ASTORE, provider);
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        code.visitTryCatchBlock(begin, end, handler, null);
        code.visitLabel(begin);
        code.visitVarInsn(ALOAD, provider);
        code.visitMethodInsn(INVOKEVIRTUAL, PROVIDER.getInternalName(), "instance", "()Ljava/lang/Object;", false);
        code.visitTypeInsn(CHECKCAST, target.getInternalName());
        int local = 1;
        for (Type parameter : parameters) {
            code.visitVarInsn(parameter.getOpcode(ILOAD), local);
            local += parameter.getSize();
        }
        code.visitMethodInsn(INVOKEINTERFACE, target.getInternalName(), method.getName(), descriptor, true);
        code.visitLabel(end);
        leave(code, provider);
        code.visitInsn(result.getOpcode(IRETURN));
        code.visitLabel(handler);
        code.visitFrame(F_NEW, parameters.length + 2, locals(parameters), 1, new Object[] {"java/lang/Throwable"});
        leave(code, provider);
        code.visitInsn(ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void leave(MethodVisitor code, int provider) {
        code.visitVarInsn(ALOAD, provider);
        code.visitMethodInsn(INVOKEVIRTUAL, PROVIDER.getInternalName(), "leave", "()V", false);
    }

    private Object[] locals(Type[] parameters) {
        Object[] locals = new Object[parameters.length + 2];
        locals[0] = stub.getInternalName();
        for (int i = 0; i < parameters.length; i++) {
            locals[i + 1] = switch (parameters[i].getSort()) {
                case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
                case Type.LONG -> Opcodes.LONG;
                case Type.FLOAT -> Opcodes.FLOAT;
                case Type.DOUBLE -> Opcodes.DOUBLE;
                default -> parameters[i].getInternalName();
            };
        }
        locals[parameters.length + 1] = PROVIDER.getInternalName();
        return locals;
    }

    /** Identity is the symbol's, so asking a service who it is never enters the plugin. */
    private void objectMethods(ClassWriter writer) {
        forward(writer, "hashCode", "()I", IRETURN);
        forward(writer, "toString", "()Ljava/lang/String;", ARETURN);
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "equals", "(Ljava/lang/Object;)Z", null, null);
        code.visitCode();
        Label different = new Label();
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(INSTANCEOF, stub.getInternalName());
        code.visitJumpInsn(IFEQ, different);
        loadGuard(code);
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(CHECKCAST, stub.getInternalName());
        code.visitFieldInsn(GETFIELD, stub.getInternalName(), FIELD, GUARD.getDescriptor());
        code.visitMethodInsn(INVOKEVIRTUAL, OBJECT, "equals", "(Ljava/lang/Object;)Z", false);
        code.visitInsn(IRETURN);
        code.visitLabel(different);
        code.visitFrame(F_NEW, 2, new Object[] {stub.getInternalName(), OBJECT}, 0, new Object[0]);
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void forward(ClassWriter writer, String name, String descriptor, int returnOpcode) {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
        code.visitCode();
        loadGuard(code);
        code.visitMethodInsn(INVOKEVIRTUAL, OBJECT, name, descriptor, false);
        code.visitInsn(returnOpcode);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void loadGuard(MethodVisitor code) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, stub.getInternalName(), FIELD, GUARD.getDescriptor());
    }
}
