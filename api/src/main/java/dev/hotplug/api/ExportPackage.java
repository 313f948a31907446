package dev.hotplug.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a package's types linkable by plugins that require this one. Stands in {@code package-info.java}:
 *
 * <pre>{@code
 * @ExportPackage
 * package com.acme.text;
 *
 * import dev.hotplug.api.ExportPackage;
 * }</pre>
 *
 * <p>It covers that package only, not packages below it. A package that is not exported is seen by nobody
 * but the plugin itself.
 */
@Documented
@Target(ElementType.PACKAGE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExportPackage {
}
