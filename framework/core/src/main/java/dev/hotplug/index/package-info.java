/**
 * What scanning and linking found, kept on disk, so that an unchanged plugin is neither scanned nor linked again at
 * the next start (the kernel's {@code modules.dep} and {@code modules.symbols}).
 *
 * <p><b>Keys.</b> One file for each content of an image, named by its
 * {@linkplain dev.hotplug.model.Fingerprint fingerprint}. It belongs to one version of the
 * framework and one format; of a snapshot, to one build. In it are the descriptor, which depends on nothing else (of a
 * multi-release JAR, the fingerprint tells the versions of Java apart), and
 * a few verdicts of the linker, each under a key of what it depends on: the JVM, the host's shared packages
 * ({@link dev.hotplug.index.Environment}), and the plugins that were linked against. Several verdicts, so that hosts
 * that share a directory do not take turns at replacing each other's. And one file for each class path that a host was started
 * with, for where on it some resources are ({@link dev.hotplug.index.ClassPath}).
 *
 * <p><b>Never trusted.</b> A file ends in a checksum of itself. One that is damaged, or that somebody else made, is
 * ignored with a warning and written again when the plugin was examined. A directory that others may write into, or that
 * is neither this user's nor root's, is not used at all. Nothing that goes wrong here fails a load: without an index
 * everything works, only slower.
 *
 * <p><b>Shared by processes.</b> A file is written aside and moved into place, so a reader sees the old or the new one.
 * Of two writers the last one wins; what the other one found is found again when it is needed.
 *
 * <p>Of a plugin's file nothing stays in memory. Everything here is safe for use by many threads.
 */
package dev.hotplug.index;
