package dev.hotplug.symbol;

import dev.hotplug.rcu.PluginReference;
import java.lang.reflect.Constructor;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Defines stubs for the interfaces of one class loader. It sees that loader and, of the framework, the classes
 * that stubs use.
 */
final class BridgeLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final ClassLoader FRAMEWORK = BridgeLoader.class.getClassLoader();
    private static final Set<String> SUPPORT = Set.of(GuardedStub.class.getName(),
            GuardedSymbol.class.getName(), Binding.class.getName(), PluginReference.class.getName());

    /** Of no loader: up to Java 23 a thread keeps the domains of the classes on the stack that it was made under. */
    private static final ProtectionDomain DOMAIN = new ProtectionDomain(null, null, null, null);

    private final Map<Class<?>, Constructor<?>> stubs = new ConcurrentHashMap<>();
    /** Each attempt has a name of its own: one that failed, or was second, may have defined its class. */
    private final AtomicInteger attempts = new AtomicInteger();

    BridgeLoader(ClassLoader typeLoader) {
        super("hotplug-bridge", typeLoader);
        Module framework = BridgeLoader.class.getModule();
        if (framework.isNamed()) {
            framework.addExports(BridgeLoader.class.getPackageName(), getUnnamedModule());
            framework.addExports(PluginReference.class.getPackageName(), getUnnamedModule());
        }
    }

    /**
     * The constructor of a type's stub, which takes a {@link GuardedSymbol}; the same for all. With no lock held: on the way
     * the type's loader is asked for what its methods mention, and that may be foreign code.
     */
    Constructor<?> stub(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> known = stubs.get(type);
        if (known == null) {
            StubWriter writer = new StubWriter(type, attempts.getAndIncrement());
            byte[] bytes = writer.write();
            Class<?> stub = defineClass(writer.className(), bytes, 0, bytes.length, DOMAIN);
            Constructor<?> made = stub.getConstructor(GuardedSymbol.class);
            known = stubs.putIfAbsent(type, made);
            return known == null ? made : known;
        }
        return known;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // The type's loader may know another copy of the framework, or none.
        return SUPPORT.contains(name) ? Class.forName(name, false, FRAMEWORK) : super.loadClass(name, resolve);
    }
}
