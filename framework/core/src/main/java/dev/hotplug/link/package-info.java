/**
 * Finds out whether a plugin will find, at run time, every class, method and field that its code names, and from
 * whom it gets which package. Pure functions over class files: no file is opened, no class is loaded.
 *
 * <p><b>Order.</b> A reference is resolved as the class loader will resolve it: the JDK, the API and the host's
 * shared packages by package; then packages that required plugins export, by package; then the plugin itself and
 * its nested libraries. A package has one owner. A class that lies in somebody else's package would never be
 * seen, which is a defect, not a matter of order.
 *
 * <p><b>As the JVM does.</b> {@code ClassUses} collects the references of a class from its constants and
 * instructions, with their places. {@code PluginTypes}, {@code ExporterTypes} and {@code HostTypes} are who sees
 * what: a {@code SeenType} looks up its super types in the space that it is defined in, so the hierarchy of an
 * imported type may lead through packages that the plugin itself does not see. {@code Resolution} looks up members
 * (JVMS 5.4.3), then checks static or not, access (5.4.4, exports of modules included) and what may be extended.
 * {@code Overrides} holds what classes declare against what they inherit. Each finding names the error that the JVM
 * would throw. Where a super type is missing, its consequences are not reported as well; nor is what the
 * code expects, by catching that very error, as the code does that javac writes for a switch over an enum.
 *
 * <p><b>What it does not see.</b> Values are not followed: a type that lost a super type is noticed where a member
 * is called that it inherited, not where it is passed on as that super type, which the JVM's verifier would
 * refuse. Reflection is not seen. A class that stands only in the descriptor of what is called is not looked up,
 * since the JVM does not look it up either.
 *
 * <p><b>One type, one provider.</b> An imported type whose API names a type that the exporter has from one place and
 * the plugin from another refuses the load, whatever the policy; so does a member of the host's that the plugin refers to
 * or overrides, if it names a type that the host has from its class path: see {@code TypeConflicts}.
 *
 * <p><b>Cost.</b> Of ASM, next to nothing is used on the way of a plugin that links: its visitors decode all code into
 * objects, which costs more than the JVM needs to load it, and its reader makes a text of all that is compared. {@code
 * ClassBytes} is what is left. A reference is resolved once, however many places have it; what a class refers to in
 * itself is decided on the spot. Types of the JDK and the host are read once for all plugins of a host and kept by soft
 * references, and so are the references to them that resolve whoever has them ({@code SoundReferences}), told by
 * the bytes of class files: of those, neither texts are made nor places noted any more. Thousands of
 * classes keep the JVM's compiler as busy as the thread that links, so what is hot is kept small, and what is unusual
 * stands in methods of its own. On the way of a plugin that links there is no lambda, no stream and no generated hash
 * of a record, each of which costs a cold JVM up to some milliseconds.
 *
 * <p><b>Own classes and libraries.</b> What a plugin's own class misses is a defect and refuses the load. What
 * a nested library misses is a warning: real libraries are full of optional integrations that are never
 * reached.
 *
 * <p><b>Optional plugins.</b> A plugin is loaded without an optional one that is not there, so what its own classes
 * miss may be that one's. A missing class in a package that nobody else has is a warning then; everything else is
 * judged as always, a class missing in a package of the JDK, the host, an imported or an own one included.
 *
 * <p><b>Digests.</b> {@link dev.hotplug.link.ApiDigest} digests what others can link to, {@link
 * dev.hotplug.link.ApiChange} says who names what differs, and {@link dev.hotplug.link.RecordedApi} is what an author
 * may leave in the JAR of what it was compiled against. {@link dev.hotplug.link.LinkCheck} is the door: linking,
 * digests and that comparison in one report.
 *
 * <p><b>All at once.</b> Defects are collected, not thrown one by one.
 */
package dev.hotplug.link;
