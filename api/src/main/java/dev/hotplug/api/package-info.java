/**
 * The API for plugin authors.
 *
 * <p>A plugin is one JAR with one class that implements {@link dev.hotplug.api.Plugin} and carries
 * {@link dev.hotplug.api.PluginDescriptor}:
 *
 * <pre>{@code
 * @PluginDescriptor(id = "greeter", version = "1.4.0", requires = "text@[1.2,2)")
 * public final class GreeterPlugin implements Plugin {
 *     @Param(description = "word to greet with")
 *     private volatile String word = "Hello";
 *
 *     @Override public void start(PluginContext context) {
 *         Text text = context.require(Text.class);
 *         context.export(Greeter.class, name -> word + ", " + text.capitalise(name));
 *     }
 * }
 * }</pre>
 *
 * <p><b>Words.</b> A <em>symbol</em> is an exported object, named by its type and a name. An
 * <em>exported package</em> ({@link dev.hotplug.api.ExportPackage}) holds types that plugins which
 * require this one may link against. A <em>use edge</em> is the pin that a plugin has on each plugin
 * that it requires: as long as the user is there, the used one cannot be unloaded.
 *
 * <p><b>Nullness.</b> No parameter and no result of this package is {@code null} unless its
 * documentation says so.
 *
 * <p><b>The manifest instead of annotations.</b> The JAR's main manifest section may say the same:
 *
 * <table>
 * <caption>Manifest attributes</caption>
 * <tr><th>attribute</th><th>value</th><th>annotation</th></tr>
 * <tr><td>{@code Plugin-Id}</td><td>id</td><td>{@link dev.hotplug.api.PluginDescriptor#id()}</td></tr>
 * <tr><td>{@code Plugin-Version}</td><td>version</td><td>{@link dev.hotplug.api.PluginDescriptor#version()}</td></tr>
 * <tr><td>{@code Plugin-Class}</td><td>binary name of the entry class</td><td>the annotated class</td></tr>
 * <tr><td>{@code Plugin-Description}</td><td>one line of text</td><td>{@link dev.hotplug.api.PluginDescriptor#description()}</td></tr>
 * <tr><td>{@code Plugin-Requires}</td><td>requirements, separated by semicolons</td><td>{@link dev.hotplug.api.PluginDescriptor#requires()}</td></tr>
 * <tr><td>{@code Plugin-After}</td><td>ids, separated by commas</td><td>{@link dev.hotplug.api.PluginDescriptor#after()}</td></tr>
 * <tr><td>{@code Plugin-Exports}</td><td>package names, separated by commas</td><td>{@link dev.hotplug.api.ExportPackage}</td></tr>
 * <tr><td>{@code Plugin-Permanent}</td><td>{@code true} or {@code false}</td><td>{@link dev.hotplug.api.Permanent}</td></tr>
 * </table>
 *
 * Where both are given and differ, the plugin is refused ({@link dev.hotplug.api.Reason#BAD_DESCRIPTOR}).
 */
package dev.hotplug.api;
