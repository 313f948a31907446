package dev.hotplug.loader;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Makes MBean servers with a bean that is gone just after somebody has seen it. Public for the JDK, which makes it. */
public final class GoingBeanServers extends MBeanServerBuilder {

    private static final String BUILDER = "javax.management.builder.initial";

    private static ObjectName going;

    /** For the JDK. */
    public GoingBeanServers() {
    }

    /** To be released. The bean is the first that it names. */
    static MBeanServer create(ObjectName bean) {
        going = bean;
        System.setProperty(BUILDER, GoingBeanServers.class.getName());
        try {
            return MBeanServerFactory.createMBeanServer();
        } finally {
            System.clearProperty(BUILDER);
        }
    }

    @Override
    public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate delegate) {
        MBeanServer server = super.newMBeanServer(domain, outer, delegate);
        return (MBeanServer) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MBeanServer.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    if (arguments != null && arguments.length > 0 && going.equals(arguments[0])) {
                        if (method.getName().equals("isRegistered")) {
                            return true;
                        }
                        throw new InstanceNotFoundException(going.toString());
                    }
                    Object answer = method.invoke(server, arguments);
                    return method.getName().equals("queryNames") ? withGoing((Set<?>) answer) : answer;
                });
    }

    private static Set<Object> withGoing(Set<?> names) {
        Set<Object> all = new LinkedHashSet<>(Set.of(going));
        all.addAll(names);
        return all;
    }
}
