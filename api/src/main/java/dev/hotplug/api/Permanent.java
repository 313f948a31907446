package dev.hotplug.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks, on the entry class, a plugin that cannot be taken down cleanly (it installs something process-wide
 * that cannot be withdrawn). Its unload is refused with {@link Reason#PERMANENT}, unless forced; the
 * host's own shutdown unloads it like any other.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Permanent {
}
