package dev.hotplug.it.stress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test proves, and the twin that shows that it can fail. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Proves {

    /** The claims of the design, such as I3. */
    String[] value();

    /** Numbers of the scenarios taken from the kernel. */
    int[] scenarios() default {};

    /** What it means if the test does not end; empty if nothing in it waits. */
    String hang() default "";

    /** The same test on an algorithm with one fault. */
    Class<?> twin();
}
