package dev.hotplug.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the entry class of a plugin and says what the plugin is. Found without loading the class.
 *
 * <p>A JAR has exactly one class with this annotation, or names its entry class in the manifest (see the
 * {@linkplain dev.hotplug.api package page}).
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PluginDescriptor {

    /**
     * The name by which the plugin is known: unique among the plugins loaded in one host.
     *
     * @return 1 to 64 of {@code a-z 0-9 . _ -}, beginning with a letter or a digit
     */
    String id();

    /**
     * The plugin's version.
     *
     * @return a semantic version, as {@code 1.4.0} or {@code 2.0.0-rc.1}
     */
    String version();

    /**
     * One line for operators.
     *
     * @return the text; empty for none
     */
    String description() default "";

    /**
     * The plugins that this one needs, each as {@code id} or {@code id@range}. The range is in the Maven
     * style ({@code text@[1.2,2)}), an exact version ({@code text@1.2.0}), or a caret, tilde or comparison
     * form ({@code text@^1.2}, {@code text@~1.2.3}, {@code text@>=1.2}). Several of these with blanks between them must
     * all hold ({@code text@>=1.2 <2}); {@code ||} stands between ranges of which one is enough
     * ({@code text@[1,2) || [3,4)}). What a bound of an interval leaves out is zero, as Maven has it; elsewhere it is any
     * number, as npm has it: {@code [1,1]} is 1.0.0 only, while {@code <=1} takes 1.5.0 and {@code >1} does not. A
     * pre-release is taken only if the range (that one of several which takes it) names a pre-release of the same three
     * numbers, as {@code [2.0.0-rc.1,3)} for 2.0.0-rc.2, or if there is no range at all; {@code *} takes none.
     *
     * <p>A {@code ?} behind the id makes it optional: {@code text?}, {@code text?@[1.2,2)}. If a plugin of that id
     * and range is there when this one is loaded, or is just being loaded, it is required like any other; if it is
     * absent or of another version, this plugin is loaded without it, and does not see its packages.
     * {@link PluginContext#uses} tells which; code that needs the other's types stays in classes that are touched
     * only then. A plugin that comes later is not taken up; load this one again.
     *
     * <p>Each becomes a use edge when the plugin is loaded: the required plugin must be live (if it is
     * just being loaded, it is waited for) and cannot be unloaded before this one. Only plugins named here
     * can be linked against and {@linkplain PluginContext#require required} from.
     *
     * @return the requirements; empty for none
     */
    String[] requires() default {};

    /**
     * The plugins that this one is to be loaded after, by id, if both are loaded together, whatever becomes of them;
     * when the host closes, this one is unloaded first. That is all: there is no use edge, their packages are not
     * seen, and what would go round in a circle is dropped and logged.
     *
     * @return ids, none of them in {@link #requires}; empty for none
     */
    String[] after() default {};
}
