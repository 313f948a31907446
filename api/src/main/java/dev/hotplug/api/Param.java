package dev.hotplug.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of the plugin, given when it is loaded ({@code plugin load greeter.jar word=Hi}).
 *
 * <p>Stands on a non-static, non-final field of the entry class, whose initial value is the default, or on a
 * method of it with one parameter, which is called only if a value is given and may refuse it by throwing.
 * Superclasses of the entry class count. Parameters are set after the constructor and before
 * {@link Plugin#start}.
 *
 * <p>Types: {@code String}, {@code boolean} ({@code true/false, yes/no, on/off, 1/0}), the numeric types
 * and {@code char} and their boxes, enums (by constant name, in either case unless several constants differ in case only),
 * {@link java.time.Duration} ({@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, or ISO-8601),
 * {@link java.nio.file.Path}. A value that does not fit, and a name that the plugin does not declare, fail the load
 * with {@link Reason#INVALID_PARAMETER}.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Param {

    /**
     * The parameter's name.
     *
     * @return the name; empty for the name of the field, or of the method without a leading {@code set}
     */
    String name() default "";

    /**
     * One line for operators.
     *
     * @return the text; empty for none
     */
    String description() default "";

    /**
     * Whether a load without a value is refused.
     *
     * @return {@code true} if a value must be given
     */
    boolean required() default false;

    /**
     * Whether an operator may set it while the plugin is live. A writable field should be {@code volatile}.
     *
     * @return {@code true} if it may be set at any time
     */
    boolean writable() default false;
}
