/**
 * What a plugin compiles against, and all that it compiles against.
 *
 * <p>Depends on nothing but the platform, so that no library's version is forced upon a plugin.
 */
module dev.hotplug.api {
    exports dev.hotplug.api;
}
