package dev.hotplug.lifecycle;

import dev.hotplug.api.Param;
import dev.hotplug.api.PluginException;
import dev.hotplug.api.Reason;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The {@link Param} members of a plugin's entry object.
 *
 * <p>What is recorded as given is what the plugin was told last. A field is set and recorded under one monitor, which
 * no code of a plugin can hold. When a setter takes effect only the plugin knows, so of two that overlap nobody could
 * say which was the last: the setter of one parameter runs on one thread at a time, and whoever comes meanwhile waits
 * for it to return, up to a limit. No monitor is held while it runs, and it keeps nobody from other parameters.
 */
final class ParameterBinding {

    /** A shorter one would not wait at all. */
    private static final long SHORTEST_WAIT_NANOS = 1_000_000;

    private final Entry entry;
    private final Object target;
    private final Map<String, Member> members = new TreeMap<>();
    /** The last text given for each, since a setter cannot be asked. Guarded by itself. */
    private final Map<String, String> given = new HashMap<>();
    /** The threads in setters, by parameter. Guarded by {@code given}, where those wait that come meanwhile. */
    private final Map<String, Thread> inSetters = new HashMap<>();
    /** What the fields held before anything was set. */
    private final Map<String, String> defaults = new TreeMap<>();

    private ParameterBinding(Entry entry, Object target) {
        this.entry = entry;
        this.target = target;
    }

    /** Of a plugin without parameters. */
    static ParameterBinding none(Entry entry) {
        return new ParameterBinding(entry, null);
    }

    /** Of the members of an entry object. */
    static ParameterBinding of(Entry entry, Object target) {
        ParameterBinding binding = new ParameterBinding(entry, target);
        binding.find();
        return binding;
    }

    private void find() {
        for (Class<?> type = target.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Param.class)) {
                    members.putIfAbsent(nameOf(field.getAnnotation(Param.class), field), field);
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Param.class) && !method.isBridge()) {
                    members.putIfAbsent(nameOf(method.getAnnotation(Param.class), method), method);
                }
            }
        }
        for (Map.Entry<String, Member> one : members.entrySet()) {
            if (one.getValue() instanceof Field field) {
                defaults.put(one.getKey(), valueOf(field));
            }
        }
    }

    /**
     * Sets them. Nothing is set before all names and types are known to be right.
     *
     * @throws PluginException {@code INVALID_PARAMETER}; {@code BAD_DESCRIPTOR} for one that no text can set
     */
    void set(Map<String, String> values) {
        for (Map.Entry<String, String> given : values.entrySet()) {
            if (!members.containsKey(given.getKey())) {
                throw Refusal.noParameter(entry.descriptor, given.getKey(), given.getValue(), members.keySet());
            }
        }
        members.forEach(this::requireSettable);
        for (Map.Entry<String, Member> one : members.entrySet()) {
            String name = one.getKey();
            Param declared = ((AnnotatedElement) one.getValue()).getAnnotation(Param.class);
            if (values.containsKey(name)) {
                set(name, one.getValue(), values.get(name), Duration.ZERO);
            } else if (declared.required()) {
                throw refused(name, null, "a value of type " + typeOf(one.getValue()).getSimpleName(), null);
            }
        }
    }

    /**
     * Sets one of a plugin that is live.
     *
     * @param waiting how long to wait while its setter runs on another thread
     * @throws PluginException {@code INVALID_PARAMETER}, also if it is not writable; {@code BUSY} if its setter has not
     *     returned by then, or runs on this very thread; {@code INTERRUPTED}. Nothing was set then
     */
    void setLive(String name, String text, Duration waiting) {
        Member member = members.get(name);
        if (member == null) {
            throw Refusal.noParameter(entry.descriptor, name, text, members.keySet());
        }
        if (!((AnnotatedElement) member).getAnnotation(Param.class).writable()) {
            throw new PluginException(Reason.INVALID_PARAMETER, entry.id(), entry.label() + ": parameter " + name
                    + ": cannot be set while the plugin is live, because it is not writable; unload the plugin and"
                    + " load it with " + name + "=" + text, null,
                    new PluginException.Parameter(name, text, "no change while the plugin is live"));
        }
        set(name, member, text, waiting);
    }

    /** What operators gave, at the load and since. */
    Map<String, String> given() {
        synchronized (given) {
            return Map.copyOf(given);
        }
    }

    /** What the fields held before anything was set; a setter's default is its own affair. */
    Map<String, String> defaults() {
        return defaults;
    }

    /** What is known of the values: what a field holds, what was given last to a setter. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(given());
        members.forEach((name, member) -> {
            if (member instanceof Field field) {
                values.put(name, valueOf(field));
            }
        });
        return values;
    }

    private String valueOf(Field field) {
        try {
            field.setAccessible(true);
            Object value = field.get(target);
            // Types that a parameter may have; nothing of the plugin's own code is called for any other.
            boolean plain = value == null || value.getClass().getClassLoader() == null;
            return plain ? String.valueOf(value) : value instanceof Enum<?> constant ? constant.name()
                    : value.getClass().getName();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(String name, Member member, String text, Duration waiting) {
        Object value;
        try {
            value = ParameterText.convert(text, typeOf(member));
        } catch (IllegalArgumentException e) {
            throw refused(name, text, e.getMessage(), null);
        }
        try {
            if (member instanceof Field field) {
                field.setAccessible(true);
                synchronized (given) {
                    field.set(target, value);
                    given.put(name, text);
                }
            } else if (member instanceof Method method) {
                method.setAccessible(true);
                callSetter(name, method, value, text, waiting);
            }
        } catch (InvocationTargetException e) {
            throw refused(name, text, "a value that the plugin accepts (" + Refusal.describe(e.getCause()) + ")",
                    e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void callSetter(String name, Method setter, Object value, String text, Duration waiting)
            throws InvocationTargetException, IllegalAccessException {
        boolean waited = awaitTurn(name, text, waiting);
        boolean returned = false;
        try {
            if (waited) {
                requireUsable();
            }
            setter.invoke(target, value);
            returned = true;
        } finally {
            synchronized (given) {
                inSetters.remove(name);
                given.notifyAll();
                if (returned) {
                    given.put(name, text);
                }
            }
        }
    }

    /** By a forced unload or the host's close the plugin may be on its way out meanwhile, although this pins it. */
    private void requireUsable() {
        if (!entry.reference.tryGet()) {
            throw Refusal.gone(entry);
        }
        entry.reference.put();
    }

    /**
     * Has a thread be the only one in the setter of a parameter.
     *
     * @return whether it had to wait for that
     */
    private boolean awaitTurn(String name, String text, Duration waiting) {
        Thread self = Thread.currentThread();
        long deadline = System.nanoTime() + waiting.toNanos();
        boolean waited = false;
        synchronized (given) {
            for (Thread other = inSetters.putIfAbsent(name, self); other != null;
                    other = inSetters.putIfAbsent(name, self)) {
                if (other == self) {
                    throw busy(name, text, "its setter is what sets it, and which value it leaves nobody could tell;"
                            + " store the value there, or set it from elsewhere");
                }
                waited = true;
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw busy(name, text, "its setter has not returned from another set, on thread \""
                            + other.getName() + "\", for " + waiting.toMillis()
                            + " ms; see what it does there, and try again");
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(given, Math.max(left, SHORTEST_WAIT_NANOS));
                } catch (InterruptedException e) {
                    self.interrupt();
                    throw new PluginException(Reason.INTERRUPTED, entry.id(), entry.label() + ": parameter " + name
                            + ": interrupted while another set of it was waited for; " + name + "=" + text
                            + " was not set", e);
                }
            }
        }
        return waited;
    }

    private PluginException busy(String name, String text, String why) {
        return new PluginException(Reason.BUSY, entry.id(), entry.label() + ": parameter " + name + ": " + name + "="
                + text + " was not set: " + why, null);
    }

    private void requireSettable(String name, Member member) {
        if (Modifier.isStatic(member.getModifiers()) || Modifier.isFinal(member.getModifiers())
                && member instanceof Field || typeOf(member) == void.class) {
            throw new PluginException(Reason.BAD_DESCRIPTOR, entry.id(), entry.label() + ": @Param on " + member
                    + ": expected a field that is neither static nor final, or a method with one parameter", null);
        }
        if (!ParameterText.isSupported(typeOf(member))) {
            throw new PluginException(Reason.BAD_DESCRIPTOR, entry.id(), entry.label() + ": @Param on " + member
                    + ": parameter " + name + " is a " + typeOf(member).getTypeName() + "; expected "
                    + ParameterText.SUPPORTED, null);
        }
    }

    private PluginException refused(String name, String value, String wanted, Throwable cause) {
        return Refusal.parameter(entry.descriptor, name, value, wanted, cause);
    }

    /** The type that a value is converted to; {@code void} for a method that takes none. */
    private static Class<?> typeOf(Member member) {
        if (member instanceof Field field) {
            return field.getType();
        }
        Method method = (Method) member;
        return method.getParameterCount() == 1 ? method.getParameterTypes()[0] : void.class;
    }

    private static String nameOf(Param param, Member member) {
        if (!param.name().isEmpty()) {
            return param.name();
        }
        String name = member.getName();
        boolean setter = member instanceof Method && name.length() > 3 && name.startsWith("set")
                && Character.isUpperCase(name.charAt(3));
        return setter ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name;
    }
}
