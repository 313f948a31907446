package dev.hotplug.it.bench;

import dev.hotplug.it.bench.spi.Adder;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** What {@link AtomicAdder} does, for any interface: the usual way, by {@link Proxy}. */
final class ProxiedAdder implements InvocationHandler {

    private final Adder target;
    private final AtomicCount count = new AtomicCount();

    private ProxiedAdder(Adder target) {
        this.target = target;
    }

    static Adder of(Adder target) {
        return (Adder) Proxy.newProxyInstance(Adder.class.getClassLoader(), new Class<?>[] {Adder.class},
                new ProxiedAdder(target));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (!count.tryGet()) {
            throw new IllegalStateException("gone");
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            count.put();
        }
    }
}
