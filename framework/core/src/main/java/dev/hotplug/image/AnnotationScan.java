package dev.hotplug.image;

import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.PackageInfo;
import io.github.classgraph.ScanResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the API's annotations in one JAR without loading a class of it. */
final class AnnotationScan {

    static final String API = "dev.hotplug.api.";
    private static final String OBJECT = "java.lang.Object";

    private final ScanResult result;
    private final Image image;
    private final List<String> defects = new ArrayList<>();
    private final List<ClassInfo> own = new ArrayList<>();

    private AnnotationScan(ScanResult result, Image image) {
        this.result = result;
        this.image = image;
        for (ClassInfo type : result.getAllClasses()) {
            if (image.hasOwnClass(type.getName())) {
                own.add(type);
            }
        }
        own.sort(Comparator.comparing(ClassInfo::getName));
    }

    /**
     * Scans a file.
     *
     * @param file the image's own classes, without a manifest: ClassGraph follows a Class-Path and knows other
     *     layouts of archives, and none of its settings keeps it from either
     * @param image what they are of
     * @param manifestClass the entry class that the manifest names, or {@code null}
     */
    static Findings scan(Path file, Image image, String manifestClass) {
        String path = file.toAbsolutePath().normalize().toString();
        ClassGraph scanner = new ClassGraph()
                .overrideClasspath(List.of(path))
                .disableNestedJarScanning()
                .disableModuleScanning()
                .disableDirScanning()
                .disableRuntimeInvisibleAnnotations()
                .enableExternalClasses()
                .enableAnnotationInfo()
                .enableFieldInfo()
                .enableMethodInfo()
                .ignoreClassVisibility()
                .ignoreFieldVisibility()
                .ignoreMethodVisibility();
        // One thread, which is gone when the scan returns.
        try (ScanResult result = scanner.scan(1)) {
            return new AnnotationScan(result, image).read(manifestClass);
        }
    }

    private Findings read(String manifestClass) {
        List<ClassInfo> entries = own.stream().filter(type -> annotation(type, "PluginDescriptor") != null).toList();
        if (entries.size() > 1) {
            defects.add("two or more classes carry @PluginDescriptor: "
                    + String.join(", ", entries.stream().map(ClassInfo::getName).toList()) + "; expected one");
        }
        ClassInfo annotated = entries.isEmpty() ? null : entries.get(0);
        ClassInfo entry = annotated != null ? annotated
                : own.stream().filter(type -> type.getName().equals(manifestClass)).findFirst().orElse(null);
        if (entry != null) {
            checkEntry(entry);
        }
        return new Findings(declaration(annotated, entry), new ExportScan(defects).read(own),
                new ParameterScan(entry, own, defects).read(), defects);
    }

    private Declaration declaration(ClassInfo annotated, ClassInfo entry) {
        SortedSet<String> packages = exportedPackages();
        Boolean permanent = entry != null && annotation(entry, "Permanent") != null ? true : null;
        if (annotated == null) {
            return new Declaration("the annotation", null, null, null, null, null, null, packages,
                    permanent);
        }
        AnnotationValues values = new AnnotationValues(annotation(annotated, "PluginDescriptor"),
                "@PluginDescriptor on " + annotated.getName(), defects);
        return new Declaration("the annotation", annotated.getName(), values.text("id"), values.text("version"),
                values.text("description"), values.texts("requires"), values.texts("after"), packages, permanent);
    }

    private SortedSet<String> exportedPackages() {
        SortedSet<String> packages = new TreeSet<>();
        for (PackageInfo info : result.getPackageInfo()) {
            if (info.getAnnotationInfo().stream().anyMatch(a -> a.getName().equals(API + "ExportPackage"))) {
                packages.add(info.getName());
            }
        }
        return packages.isEmpty() ? null : packages;
    }

    private void checkEntry(ClassInfo entry) {
        checkInstantiable("entry class " + entry.getName(), entry, defects);
        ClassInfoList supertypes = entry.getSuperclasses();
        supertypes.addAll(entry.getInterfaces());
        boolean all = supertypes.stream().allMatch(type -> own.contains(type) || type.getName().equals(OBJECT)
                || type.getName().startsWith(API));
        if (all && supertypes.stream().noneMatch(type -> type.getName().equals(API + "Plugin"))) {
            defects.add("entry class " + entry.getName() + " does not implement " + API + "Plugin");
        }
    }

    /** Whether an instance can be made of a class, as the framework makes it. */
    static void checkInstantiable(String subject, ClassInfo type, List<String> defects) {
        if (type.isInterfaceOrAnnotation() || type.isAbstract() || type.isEnum()) {
            defects.add(subject + " is abstract, an interface or an enum; expected one that can be instantiated");
        } else if (type.getDeclaredConstructorInfo().stream().noneMatch(c -> c.getParameterInfo().length == 0)) {
            defects.add(subject + " has no constructor without parameters (an inner class has none unless it is static)");
        }
    }

    /** An annotation that stands on the class itself, not on a superclass or on another annotation. */
    static AnnotationInfo annotation(ClassInfo type, String simpleName) {
        return type.getAnnotationInfo().directOnly().stream()
                .filter(annotation -> annotation.getName().equals(API + simpleName)).findFirst().orElse(null);
    }
}
