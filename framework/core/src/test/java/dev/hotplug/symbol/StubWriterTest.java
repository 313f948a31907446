package dev.hotplug.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hotplug.fixture.Sources;
import dev.hotplug.rcu.PluginReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Where a class file has its limits, and where the JVM looks at its methods by itself. */
class StubWriterTest {

    private static Object guarded(Class<Object> type, Object instance) {
        SymbolTable table = SymbolTable.empty().with(List.of(new Provider(new SymbolKey(type, "all"), instance, 0, 1,
                new Owner(1, "all", "1.0.0", new PluginReference(() -> { })))));
        return new StubFactory().create(type, new GuardedSymbol(() -> table, type, null));
    }

    /** Beyond local variable 255 there are other instructions. */
    @Test
    @SuppressWarnings("unchecked")
    void asManyParametersAsThereCanBe_areForwarded() throws Exception {
        StringBuilder parameters = new StringBuilder("int first");
        for (int i = 0; i < 126; i++) {
            parameters.append(i % 2 == 0 ? ", long p" : ", double p").append(i);
        }
        byte[] wide = Sources.compile("package wide; public interface Wide { String of(" + parameters + ", String last); "
                + "default int of(" + parameters + ") { return first; } }").get("wide/Wide.class");
        Class<?> type = defined(wide);
        Object target = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> method.isDefault() ? arguments[0] : arguments[126] + "/" + arguments[127]);
        Object service = guarded((Class<Object>) type, target);

        for (Method method : type.getMethods()) {
            Object[] arguments = new Object[method.getParameterCount()];
            arguments[0] = 7;
            for (int i = 1; i <= 126; i++) {
                arguments[i] = method.getParameterTypes()[i] == long.class ? (Object) (long) i : (Object) (double) i;
            }
            if (arguments.length == 128) {
                arguments[127] = "last";
            }
            assertThat(method.invoke(service, arguments)).isEqualTo(method.isDefault() ? 7 : "126.0/last");
        }
    }

    /** The JVM calls that method when an object is collected. */
    @Test
    @SuppressWarnings("unchecked")
    void aFinalizer_neverEntersThePlugin() throws Exception {
        Class<?> type = interfaceWith(List.of("finalize", "run"));
        List<String> entered = new ArrayList<>();
        Object service = guarded((Class<Object>) type, Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> entered.add(method.getName()) ? null : proxy));
        type.getMethod("finalize").invoke(service);
        type.getMethod("run").invoke(service);

        assertThat(entered).containsExactly("run");
    }

    @Test
    void anInterfaceThatIsTooLarge_isRefusedByName() {
        Class<?> type = interfaceWith(IntStream.range(0, 25_000).mapToObj(number -> "m" + number).toList());

        assertThatThrownBy(() -> new StubFactory().create(type, new GuardedSymbol(SymbolTable::empty, type, null)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Made: cannot be guarded: ")
                .hasMessageContaining("more constants than a class file can hold");
    }

    private static Class<?> interfaceWith(List<String> methods) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE, "Made", null,
                "java/lang/Object", null);
        for (String method : methods) {
            writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, method, "()V", null, null).visitEnd();
        }
        writer.visitEnd();
        return defined(writer.toByteArray());
    }

    private static Class<?> defined(byte[] bytes) {
        return new ClassLoader(null) {
            private Class<?> define() {
                return defineClass(null, bytes, 0, bytes.length);
            }
        }.define();
    }
}
