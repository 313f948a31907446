/**
 * The first stop of a JAR: reads it once, within limits, and finds out what it says of itself.
 *
 * <pre>
 *   file --ImageReader--> Image --DescriptorScanner--> Descriptor
 *                           |
 *                           +--stage--> StagedImage (what the class loader reads from)
 * </pre>
 *
 * <p><b>One reading.</b> Fingerprint, descriptor, link check and class loading all see the bytes that were read in
 * the first step. The file that the user named may be replaced or deleted as soon as it was read.
 *
 * <p><b>Strictness.</b> An archive that two readers could understand differently (entries that overlap or are
 * there twice, local headers that contradict the directory, something before, between or behind them) is refused: the
 * one who checked it may have seen another plugin than the one that is loaded. Sizes are checked twice:
 * what the directory declares against the limits ({@code Budget}), and what really inflates against what was
 * declared ({@code EntryData}).
 *
 * <p><b>Where the bytes live.</b> In memory while the plugin is being loaded, in a range of the host's private file
 * afterwards ({@code StagingFile}). A plugin that is loaded and idle costs an index, not its JAR's size in heap, and no
 * descriptor: there is one for all of them. Nested libraries are not unpacked: those that are stored in the JAR are
 * ranges of it, those that are deflated follow it in the same range. Until the plugin is up, some of its classes are
 * kept inflated, too ({@code InflatedClasses}): three in turn want them.
 *
 * <p><b>Scanning.</b> Annotations are read with ASM from the bytes in memory, and only in class files whose constants
 * name one of them. The design names ClassGraph, which reads files only: each image would be written out for it, and a
 * cold JVM pays 80 ms for its classes; ASM is there anyway for the link check.
 *
 * <p>Nothing here is {@code null} unless said.
 *
 * <p><b>Threads.</b> Everything public is safe for use by many threads. Reads are bounded by a fair semaphore, waited
 * for interruptibly; scans need no bound of their own, since they add little to the image, and end between two classes
 * when interrupted. A staged image's lock keeps its range from being used for another one while it is read; inside it,
 * the file's lock covers one seek and one read. No lock is held while anything else is called.
 */
package dev.hotplug.image;
