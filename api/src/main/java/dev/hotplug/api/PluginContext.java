package dev.hotplug.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a plugin sees of its host, for one load of it.
 *
 * <p>All methods may be called from any thread from {@link Plugin#start} on. After the plugin is gone,
 * every method but {@link #id}, {@link #version} and {@link #parameters} throws
 * {@link IllegalStateException} with a message that names the plugin and says when it left. From
 * {@link Plugin#stop} on, nothing new can be exported or managed; after it, no new thread is started.
 */
public interface PluginContext {

    /**
     * The plugin's id.
     *
     * @return the id, as in its descriptor
     */
    String id();

    /**
     * The plugin's version.
     *
     * @return the version, as in its descriptor
     */
    String version();

    /**
     * Whether this plugin was given the plugin of an id when it was loaded: one that it requires, or an optional one
     * that was there. The answer never changes.
     *
     * @param id the other plugin's id
     * @return {@code true} if this plugin uses it, sees its packages, and may {@link #require} from it
     */
    boolean uses(String id);

    /**
     * Exports an object under a type and the plugin's id. Same as {@code export(type, id(), 0, service)}.
     *
     * @param type the type that others ask for
     * @param service the object
     * @param <T> the type
     * @throws PluginException {@link Reason#DUPLICATE_SYMBOL} if another plugin has that pair
     * @throws IllegalStateException if the plugin's {@code start} is over
     */
    <T> void export(Class<T> type, T service);

    /**
     * Exports an object under a type and a name. Same as {@code export(type, name, 0, service)}.
     *
     * @param type the type that others ask for
     * @param name the symbol's name
     * @param service the object
     * @param <T> the type
     * @throws PluginException {@link Reason#DUPLICATE_SYMBOL} if another plugin has that pair
     * @throws IllegalStateException if the plugin's {@code start} is over
     */
    <T> void export(Class<T> type, String name, T service);

    /**
     * Exports an object under a type and a name. The pair is reserved now; it becomes visible when the
     * plugin becomes {@link PluginState#LIVE}, all exports of a plugin at once.
     *
     * @param type the type that others ask for; an interface, if it shall be used through guarded services
     * @param name the symbol's name; any text that is not blank
     * @param ranking which provider is preferred among several of one type: the highest, then the longest
     *     loaded
     * @param service the object
     * @param <T> the type
     * @throws PluginException {@link Reason#DUPLICATE_SYMBOL} if another plugin, or this one, has exported
     *     that pair
     * @throws IllegalStateException if the plugin's {@code start} is over
     */
    <T> void export(Class<T> type, String name, int ranking, T service);

    /**
     * Gives what a required plugin exports under a type: the object itself, at no cost per call. It stays
     * valid for as long as this plugin is loaded, because the use edge pins its provider.
     *
     * <p>With several providers among the required plugins: the highest ranking, then the longest
     * loaded.
     *
     * @param type the type
     * @param <T> the type
     * @return the provider's object
     * @throws PluginException {@link Reason#UNRESOLVED_SYMBOL} if no plugin named in
     *     {@link PluginDescriptor#requires} exports it; the message says who does, if anyone
     */
    <T> T require(Class<T> type);

    /**
     * Gives what a required plugin exports under a type and a name.
     *
     * @param type the type
     * @param name the symbol's name
     * @param <T> the type
     * @return the provider's object
     * @throws PluginException {@link Reason#UNRESOLVED_SYMBOL} as in {@link #require(Class)}
     */
    <T> T require(Class<T> type, String name);

    /**
     * Finds a service from anyone, without a dependency. The result is guarded: each call enters the
     * provider that is live at that moment and keeps it from being unloaded until the call returns.
     *
     * @param type an interface
     * @param <T> the type
     * @return a guarded service, or empty if nobody provides the type now
     * @throws IllegalArgumentException if {@code type} is not an interface that can be guarded
     */
    <T> Optional<T> find(Class<T> type);

    /**
     * Finds a service from anyone by type and name. Guarded, as {@link #find(Class)}.
     *
     * @param type an interface
     * @param name the symbol's name
     * @param <T> the type
     * @return a guarded service, or empty if nobody provides the symbol now
     * @throws IllegalArgumentException if {@code type} is not an interface that can be guarded
     */
    <T> Optional<T> find(Class<T> type, String name);

    /**
     * Finds the services of all present providers of a type, guarded, each bound to its own symbol: highest
     * ranking first, then the longest loaded.
     *
     * @param type an interface
     * @param <T> the type
     * @return an immutable list, empty if there is none
     * @throws IllegalArgumentException if {@code type} is not an interface that can be guarded
     */
    <T> List<T> findAll(Class<T> type);

    /**
     * Hands a resource over to the framework, which closes it when the plugin is unloaded or its start
     * fails: newest first, after {@link Plugin#stop}, each failure reported and none stopping the others.
     *
     * @param resource the resource
     * @param <R> its type
     * @return {@code resource}
     * @throws IllegalStateException if the plugin is being unloaded or gone; the resource is closed before
     *     this is thrown
     */
    <R extends AutoCloseable> R manage(R resource);

    /**
     * The values that were given for this load, by parameter name, as text and before conversion. Values that
     * {@link Param} members received are among them; defaults are not.
     *
     * @return an immutable map
     */
    Map<String, String> parameters();

    /**
     * An executor whose threads belong to the plugin: named after it, counted against the host's limits, with
     * the plugin's class loader as context class loader; stopped and joined when the plugin is
     * unloaded. Made at the first call. It has so many threads at most, and further tasks wait; a task for which the host
     * as a whole has no thread left is refused with a {@link PluginException} of {@link Reason#LIMIT_EXCEEDED}.
     *
     * @return the executor, always the same
     */
    ExecutorService executor();

    /**
     * A scheduler whose thread belongs to the plugin, as with {@link #executor}. It has one thread: long
     * work goes to the executor. Made at the first call. Refuses as the executor does.
     *
     * @return the scheduler, always the same
     */
    ScheduledExecutorService scheduler();

    /**
     * The plugin's logger, named {@code plugin.<id>}. It writes to the host's log.
     *
     * @return the logger
     */
    System.Logger logger();

    /**
     * A directory for the plugin's own files, made at the first call. It is kept when the plugin is unloaded
     * and found again by the next load of the same id, provided that the host was given a data directory;
     * otherwise it goes with the host.
     *
     * @return an existing directory
     * @throws java.io.UncheckedIOException if it cannot be made
     */
    Path dataDirectory();

    /**
     * A narrow view of the host.
     *
     * @return the view
     */
    HostView host();
}
