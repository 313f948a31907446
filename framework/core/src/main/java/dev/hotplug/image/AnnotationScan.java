package dev.hotplug.image;

import dev.hotplug.model.ClassFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the API's annotations in one JAR without loading a class of it. */
final class AnnotationScan {

    static final String API = "dev.hotplug.api.";
    private static final String OBJECT = "java.lang.Object";
    private static final String PACKAGE_INFO = "package-info";
    private static final String MODULE_INFO = "module-info";

    private final Image image;
    private final List<String> defects = new ArrayList<>();
    /** What was read, by binary name; {@code null} for what cannot be. */
    private final Map<String, AnnotatedClass> known = new HashMap<>();
    /** In the order of their names with dots, which is another one than the archive's. */
    private final Map<String, AnnotatedClass> annotated = new TreeMap<>();
    private final SortedSet<String> packages = new TreeSet<>();

    private AnnotationScan(Image image) {
        this.image = image;
    }

    /**
     * Scans the JAR's own classes, as its class loader would define them. The nested libraries' are not the plugin's.
     *
     * @param manifestClass the entry class that the manifest names, or {@code null}
     */
    static Findings scan(Image image, String manifestClass) {
        AnnotationScan scan = new AnnotationScan(image);
        for (ClassFile file : image.ownClasses()) {
            if (Thread.currentThread().isInterrupted()) {
                throw Refusals.interrupted(image.label());
            }
            if (ApiMention.isIn(file.bytes())) {
                scan.sort(scan.read(file.name().replace('/', '.'), file.bytes()));
            }
        }
        return scan.findings(manifestClass);
    }

    private void sort(AnnotatedClass type) {
        if (type == null) {
            return;
        }
        if (!isPackageInfo(type.name())) {
            annotated.put(type.name(), type);
        } else if (type.annotation("ExportPackage") != null) {
            packages.add(type.name().substring(0, Math.max(0, type.name().lastIndexOf('.'))));
        }
    }

    private static boolean isPackageInfo(String name) {
        return name.endsWith("." + PACKAGE_INFO) || name.equals(PACKAGE_INFO);
    }

    /** Reads a class file, or returns {@code null} if it is damaged, or holds another class than its place says. */
    private AnnotatedClass read(String name, byte[] file) {
        AnnotatedClass type = null;
        try {
            AnnotatedClass read = AnnotatedClassReader.read(file);
            type = read.name().equals(name) ? read : null;
        } catch (RuntimeException | StackOverflowError garbage) {
            // ASM checks nothing: a malformed class file ends in any exception.
            defects.add("class " + name + " is not a class file, or damaged; build the JAR again");
        }
        known.put(name, type);
        return type;
    }

    /** The JAR's own class of that name, or {@code null}; descriptors of packages and modules are none. */
    AnnotatedClass find(String name) {
        if (known.containsKey(name) && !isPackageInfo(name)) {
            return known.get(name);
        }
        byte[] file = isPackageInfo(name) || name.equals(MODULE_INFO) ? null : image.ownClassFile(name);
        return file == null ? null : read(name, file);
    }

    private Findings findings(String manifestClass) {
        List<AnnotatedClass> entries = new ArrayList<>();
        for (AnnotatedClass type : annotated.values()) {
            if (type.annotation("PluginDescriptor") != null) {
                entries.add(type);
            }
        }
        if (entries.size() > 1) {
            defects.add("two or more classes carry @PluginDescriptor: "
                    + String.join(", ", entries.stream().map(AnnotatedClass::name).toList()) + "; expected one");
        }
        AnnotatedClass described = entries.isEmpty() ? null : entries.get(0);
        AnnotatedClass entry = described != null || manifestClass == null ? described : find(manifestClass);
        if (entry != null) {
            checkEntry(entry);
        }
        return new Findings(declaration(described, entry), new ExportScan(defects).read(annotated.values()),
                new ParameterScan(this, defects).read(entry), defects);
    }

    private Declaration declaration(AnnotatedClass described, AnnotatedClass entry) {
        SortedSet<String> exported = packages.isEmpty() ? null : packages;
        Boolean permanent = entry != null && entry.annotation("Permanent") != null ? true : null;
        if (described == null) {
            return new Declaration("the annotation", null, null, null, null, null, null, exported, permanent);
        }
        AnnotationValues values = new AnnotationValues(described.annotation("PluginDescriptor"),
                "@PluginDescriptor on " + described.name(), defects);
        return new Declaration("the annotation", described.name(), values.text("id"), values.text("version"),
                values.text("description"), values.texts("requires"), values.texts("after"), exported, permanent);
    }

    private void checkEntry(AnnotatedClass entry) {
        checkInstantiable("entry class " + entry.name(), entry, defects);
        if (isNoPlugin(entry)) {
            defects.add("entry class " + entry.name() + " does not implement " + API + "Plugin");
        }
    }

    /** Whether all super types are known, and {@code Plugin} is not among them. */
    private boolean isNoPlugin(AnnotatedClass entry) {
        // A hostile hierarchy may be a circle.
        Set<String> seen = new HashSet<>();
        Deque<AnnotatedClass> rest = new ArrayDeque<>(List.of(entry));
        while (!rest.isEmpty()) {
            AnnotatedClass type = rest.pop();
            List<String> above = new ArrayList<>(type.interfaces());
            if (type.superName() != null) {
                above.add(type.superName());
            }
            for (String name : above) {
                if (name.equals(API + "Plugin")) {
                    return false;
                }
                if (!name.equals(OBJECT) && !name.startsWith(API) && seen.add(name)) {
                    AnnotatedClass found = find(name);
                    if (found == null) {
                        return false;
                    }
                    rest.add(found);
                }
            }
        }
        return true;
    }

    /** Whether an instance can be made of a class, as the framework makes it. */
    static void checkInstantiable(String subject, AnnotatedClass type, List<String> defects) {
        if (!type.isConcrete()) {
            defects.add(subject + " is abstract, an interface or an enum; expected one that can be instantiated");
        } else if (!type.hasPlainConstructor()) {
            defects.add(subject
                    + " has no constructor without parameters (an inner class has none unless it is static)");
        }
    }
}
