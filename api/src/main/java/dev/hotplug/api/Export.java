package dev.hotplug.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Exports one instance of the annotated class: the declarative form of {@link PluginContext#export}.
 *
 * <p>The class has a constructor without parameters (which may be private). It is instantiated once for each
 * load, after the entry class and before {@link Plugin#start}; where it is the entry class, the one instance
 * that is started is exported. Its symbol is reserved before any code of
 * the plugin runs, so a clash ({@link Reason#DUPLICATE_SYMBOL}) costs nothing.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Export {

    /**
     * The type to export under, an interface for guarded use.
     *
     * @return the type; {@code void.class} stands for the only interface that the class implements
     *     directly
     */
    Class<?> type() default void.class;

    /**
     * The symbol's name.
     *
     * @return the name; empty for the plugin's id
     */
    String name() default "";

    /**
     * Which provider is preferred where several provide one type: the highest ranking, then the longest
     * loaded.
     *
     * @return the ranking, 0 by default
     */
    int ranking() default 0;
}
